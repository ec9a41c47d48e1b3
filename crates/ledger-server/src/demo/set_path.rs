//! The dowry sets on their way to those who get them: applied for, decided, reserved, awarded, handed over, verified.

use super::api_words::{evidence, money};
use super::cast::{APPROVER, CASE_OFFICER, DEPUTY, STOREKEEPER, in_province};
use super::desk::Desk;
use super::error::DemoError;
use super::plan::Plan;
use super::plan::goods::{SETS_IN, set_value};
use super::plan::wish::{Area, Programme};
use super::register::Register;
use super::timetable::{Occasion, after};
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::grant_item::Command;

/// Days that a delivery act is kept: ten years.
const KEPT_DAYS: i32 = 3_652;

/// A grant of a dowry set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetGrant {
    /// Who gets it.
    pub beneficiary: u64,
    /// Its index.
    pub grant: u64,
    /// The kit that is reserved for it.
    pub kit: u64,
    /// The entry that last changed it.
    pub last_change: u64,
}

/// Applications, decisions and reservations; the first application is the deputy's.
///
/// # Errors
/// [`DemoError`].
pub async fn apply_to_reserve(
    desk: &Desk<'_>,
    register: &Register,
    plan: &Plan,
    beneficiaries: &[u64],
    kits: &[u64],
) -> Result<Vec<SetGrant>, DemoError> {
    let items = beneficiaries.iter().map(|who| application(register, plan, *who)).collect::<Result<Vec<_>, _>>()?;
    let (first, others) = items.split_first().ok_or_else(|| DemoError::missing("sets", "an application"))?;
    let mut applied = desk.act(&in_province(SETS_IN, DEPUTY), "sets/apply/first", vec![first.clone()]).await?;
    applied.extend(desk.act(&officer(), "sets/apply", others.to_vec()).await?);
    let mut grants: Vec<SetGrant> = beneficiaries
        .iter()
        .zip(kits)
        .zip(applied)
        .map(|((beneficiary, kit), grant)| SetGrant { beneficiary: *beneficiary, grant, kit: *kit, last_change: grant })
        .collect();
    step(desk, "sets/decide", &officer(), &mut grants, |set| {
        Command::Decision(api::DecideGrant { grant: set.grant, last_change: set.last_change })
    })
    .await?;
    step(desk, "sets/reserve", &officer(), &mut grants, |set| {
        let SetGrant { grant, kit, last_change, .. } = *set;
        Command::KitReservation(api::ReserveKit { grant, last_change, kit })
    })
    .await?;
    Ok(grants)
}

/// Awards, deliveries and verifications.
///
/// # Errors
/// [`DemoError`].
pub async fn award_to_verify(desk: &Desk<'_>, grants: &mut [SetGrant]) -> Result<(), DemoError> {
    let until = after(Occasion::Sets.day()?, KEPT_DAYS);
    let archive = format!("archive-{SETS_IN}");
    step(desk, "sets/award", &in_province(SETS_IN, APPROVER), grants, |set| {
        Command::Award(api::AwardGrant { grant: set.grant, last_change: set.last_change })
    })
    .await?;
    step(desk, "sets/hand-over", &in_province(SETS_IN, STOREKEEPER), grants, |set| {
        let evidence = Some(evidence(&format!("delivery act of kit {}", set.kit), &archive, until));
        Command::HandOver(api::HandOver { grant: set.grant, last_change: set.last_change, evidence })
    })
    .await?;
    step(desk, "sets/verify", &officer(), grants, |set| {
        Command::Verification(api::VerifyGrant { grant: set.grant, last_change: set.last_change })
    })
    .await
}

fn officer() -> String {
    in_province(SETS_IN, CASE_OFFICER)
}

fn application(register: &Register, plan: &Plan, beneficiary: u64) -> Result<Command, DemoError> {
    let province = plan.places.province(SETS_IN).ok_or_else(|| DemoError::missing("sets", "their province"))?;
    Ok(Command::Application(api::ApplyForGrant {
        programme: register.programme(Programme::Dowry),
        office: register.seat(Area::Province(province))?.office,
        beneficiary,
        amount: money(set_value())?,
        payee: 0,
        kit_design: register.dowry_set,
    }))
}

async fn step(
    desk: &Desk<'_>,
    name: &str,
    who: &str,
    grants: &mut [SetGrant],
    command: impl Fn(&SetGrant) -> Command,
) -> Result<(), DemoError> {
    let entries = desk.act(who, name, grants.iter().map(command).collect()).await?;
    for (grant, entry) in grants.iter_mut().zip(entries) {
        grant.last_change = entry;
    }
    Ok(())
}
