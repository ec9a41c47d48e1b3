//! The grants on their path: a batch for each stage and for each person who takes it.

use super::api_words::money;
use super::cast::{APPROVER, BUDGET_OFFICER, CASE_OFFICER, DEPUTYS_PROVINCE, RELEASER, TREASURER, in_province};
use super::desk::Desk;
use super::error::DemoError;
use super::places::Province;
use super::plan::{PlannedGrant, Programme};
use super::register::Register;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::grant_item::Command;
use ledger_wire::proto::record::v1::{Reason, ReturnReason};
use std::collections::BTreeMap;

/// A grant on its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Running {
    /// What was planned.
    pub planned: PlannedGrant,
    /// The code of its province.
    pub province: &'static str,
    /// Who gets it.
    pub beneficiary: u64,
    /// Who applies.
    pub applicant: String,
    /// Its index; 0 before the application.
    pub grant: u64,
    /// The entry that last changed it.
    pub last_change: u64,
    /// What the bank says to its first payment.
    pub sent_back: Option<ReturnReason>,
}

/// All grants before their applications.
#[must_use]
pub fn prepare(provinces: &[Province], planned: &[PlannedGrant], beneficiaries: &[u64]) -> Vec<Running> {
    let mut running: Vec<Running> = planned
        .iter()
        .zip(beneficiaries)
        .map(|(planned, beneficiary)| {
            let province = provinces.get(planned.province).map_or("", |province| province.code);
            let applicant = in_province(province, CASE_OFFICER);
            let planned = *planned;
            let beneficiary = *beneficiary;
            Running { planned, province, beneficiary, applicant, grant: 0, last_change: 0, sent_back: None }
        })
        .collect();
    if let Some(grant) = running.iter_mut().find(|grant| grant.province == DEPUTYS_PROVINCE) {
        grant.applicant = in_province(DEPUTYS_PROVINCE, "deputy");
    }
    mark_sent_back(&mut running);
    running
}

/// Two dowries and, last, a marriage come back from the bank.
fn mark_sent_back(grants: &mut [Running]) {
    let dowries = grants.iter_mut().filter(|grant| grant.planned.programme == Programme::Dowry);
    let reasons = [ReturnReason::WrongAccount, ReturnReason::AccountBlocked];
    for (grant, reason) in dowries.skip(6).step_by(18).zip(reasons) {
        grant.sent_back = Some(reason);
    }
    if let Some(grant) = grants.iter_mut().rfind(|grant| grant.planned.programme == Programme::Marriage) {
        grant.sent_back = Some(ReturnReason::AccountClosed);
    }
}

/// Applied, decided, credit secured.
///
/// # Errors
/// [`DemoError`].
pub async fn apply_to_credit(desk: &Desk<'_>, register: &Register, grants: &mut [Running]) -> Result<(), DemoError> {
    step(desk, "apply", grants.iter_mut(), |grant| grant.applicant.clone(), |grant| apply(register, grant)).await?;
    for grant in grants.iter_mut() {
        grant.grant = grant.last_change;
    }
    step(desk, "decide", grants.iter_mut(), officer(CASE_OFFICER), decide).await?;
    step(desk, "credit", grants.iter_mut(), officer(BUDGET_OFFICER), |grant| credit(register, grant)).await
}

/// Awarded, verified, ordered.
///
/// # Errors
/// [`DemoError`].
pub async fn award_to_order(desk: &Desk<'_>, grants: &mut [Running]) -> Result<(), DemoError> {
    step(desk, "award", grants.iter_mut(), officer(APPROVER), award).await?;
    step(desk, "verify", grants.iter_mut(), national(CASE_OFFICER), verify).await?;
    step(desk, "order", grants.iter_mut(), national(RELEASER), order).await
}

/// What the bank did with the orders.
///
/// # Errors
/// [`DemoError`].
pub async fn results(desk: &Desk<'_>, grants: &mut [Running]) -> Result<(), DemoError> {
    step(desk, "results", grants.iter_mut(), national(TREASURER), result).await
}

/// The dowries that came back are ordered and paid again, the marriage is cancelled.
///
/// # Errors
/// [`DemoError`].
pub async fn again(desk: &Desk<'_>, grants: &mut [Running]) -> Result<(), DemoError> {
    step(desk, "again/cancel", sent_back(grants, Programme::Marriage), officer(APPROVER), cancel).await?;
    step(desk, "again/order", sent_back(grants, Programme::Dowry), national(RELEASER), order).await?;
    step(desk, "again/results", sent_back(grants, Programme::Dowry), national(TREASURER), settle).await
}

fn sent_back(grants: &mut [Running], programme: Programme) -> impl Iterator<Item = &mut Running> {
    grants.iter_mut().filter(move |grant| grant.sent_back.is_some() && grant.planned.programme == programme)
}

/// The officer of this kind in the grant's province.
fn officer(kind: &'static str) -> impl Fn(&Running) -> String {
    move |grant| in_province(grant.province, kind)
}

fn national(name: &'static str) -> impl Fn(&Running) -> String {
    move |_| name.to_owned()
}

/// One stage: each person's grants in one request.
async fn step<'g>(
    desk: &Desk<'_>,
    stage: &str,
    grants: impl Iterator<Item = &'g mut Running>,
    who: impl Fn(&Running) -> String,
    command: impl Fn(&Running) -> Result<Command, DemoError>,
) -> Result<(), DemoError> {
    let mut by_person: BTreeMap<String, Vec<&'g mut Running>> = BTreeMap::new();
    for grant in grants {
        by_person.entry(who(grant)).or_default().push(grant);
    }
    for (person, mine) in by_person {
        let items = mine.iter().map(|grant| command(grant)).collect::<Result<Vec<_>, _>>()?;
        let entries = desk.act(&person, &format!("{stage}/{person}"), items).await?;
        for (grant, entry) in mine.into_iter().zip(entries) {
            grant.last_change = entry;
        }
    }
    Ok(())
}

fn apply(register: &Register, grant: &Running) -> Result<Command, DemoError> {
    application(register, &grant.planned, grant.beneficiary).map(Command::Application)
}

/// An application at the county office of a grant.
///
/// # Errors
/// If the register lacks the office.
pub fn application(
    register: &Register,
    planned: &PlannedGrant,
    beneficiary: u64,
) -> Result<api::ApplyForGrant, DemoError> {
    Ok(api::ApplyForGrant {
        programme: register.programme(planned.programme),
        office: register.county(planned.province, planned.county)?.office,
        beneficiary,
        amount: money(planned.amount())?,
        payee: 0,
        kit_design: 0,
    })
}

fn credit(register: &Register, row: &Running) -> Result<Command, DemoError> {
    let (grant, last_change, account) = (row.grant, row.last_change, register.account);
    Ok(Command::Credit(api::SecureCredit { grant, last_change, account }))
}

fn decide(row: &Running) -> Result<Command, DemoError> {
    Ok(Command::Decision(api::DecideGrant { grant: row.grant, last_change: row.last_change }))
}

fn award(row: &Running) -> Result<Command, DemoError> {
    Ok(Command::Award(api::AwardGrant { grant: row.grant, last_change: row.last_change }))
}

fn verify(row: &Running) -> Result<Command, DemoError> {
    Ok(Command::Verification(api::VerifyGrant { grant: row.grant, last_change: row.last_change }))
}

fn order(row: &Running) -> Result<Command, DemoError> {
    Ok(Command::Order(api::OrderPayment { grant: row.grant, last_change: row.last_change }))
}

fn result(row: &Running) -> Result<Command, DemoError> {
    let Some(reason) = row.sent_back else { return settle(row) };
    let (grant, last_change, reason) = (row.grant, row.last_change, reason.into());
    Ok(Command::PaymentReturn(api::ReturnPayment { grant, last_change, reason }))
}

fn settle(row: &Running) -> Result<Command, DemoError> {
    Ok(Command::Settlement(api::SettlePayment { grant: row.grant, last_change: row.last_change }))
}

fn cancel(row: &Running) -> Result<Command, DemoError> {
    let (grant, last_change, reason) = (row.grant, row.last_change, Reason::Withdrawn.into());
    Ok(Command::Cancellation(api::CancelGrant { grant, last_change, reason }))
}
