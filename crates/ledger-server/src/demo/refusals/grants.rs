//! Refusals of grants.

use super::{Refused, expect};
use crate::demo::api_words::money;
use crate::demo::cast::{CASE_OFFICER, DEPUTY, in_province};
use crate::demo::desk::Desk;
use crate::demo::enrolment::{enrolment, verify};
use crate::demo::error::DemoError;
use crate::demo::plan::Plan;
use crate::demo::plan::goods::SETS_IN;
use crate::demo::plan::lines::Line;
use crate::demo::plan::seed::Seed;
use crate::demo::plan::wish::{Area, Programme};
use crate::demo::register::Register;
use crate::demo::set_path::SetGrant;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::grant_service_client::GrantServiceClient;
use tonic::{Response, Status};

/// What a dowry above the cap asks for: a nought too many would be more still.
const ABOVE_THE_CAP: u64 = 700_000_000;
const USUAL: u64 = 400_000_000;

/// The deputy awards what the deputy applied for.
///
/// # Errors
/// [`DemoError`].
pub async fn own_application(desk: &Desk<'_>, sets: &[SetGrant]) -> Result<Refused, DemoError> {
    let own = sets.first().ok_or_else(|| DemoError::missing("refusals", "the deputy's application"))?;
    let message = api::AwardGrantRequest {
        request_id: desk.request_id("refused/own-application"),
        validate_only: false,
        award: Some(api::AwardGrant { grant: own.grant, last_change: own.last_change }),
    };
    let deputy = in_province(SETS_IN, DEPUTY);
    let answer = GrantServiceClient::new(desk.channel()).award_grant(desk.request(&deputy, message)?).await;
    expect("an award of the own application", "SELF_APPROVAL", answer)
}

/// Somebody who got a dowry set applies for a dowry in cash: both are one benefit.
///
/// # Errors
/// [`DemoError`].
pub async fn after_a_set(
    desk: &Desk<'_>,
    register: &Register,
    plan: &Plan,
    sets: &[SetGrant],
) -> Result<Refused, DemoError> {
    let set = sets.last().ok_or_else(|| DemoError::missing("refusals", "a dowry set"))?;
    let place = plan.places.province(SETS_IN).ok_or_else(|| DemoError::missing("refusals", "a province"))?;
    let asked = application(register, Area::Province(place), set.beneficiary, USUAL)?;
    let answer = apply(desk, &in_province(SETS_IN, CASE_OFFICER), "refused/after-a-set", asked).await?;
    expect("a dowry in cash after a dowry set", "BENEFIT_ALREADY_GRANTED", answer)
}

/// A dowry above the cap of the rule, for the first line of another province.
///
/// # Errors
/// [`DemoError`].
pub async fn above_the_cap(
    desk: &Desk<'_>,
    register: &Register,
    plan: &Plan,
    beneficiaries: &[u64],
) -> Result<Refused, DemoError> {
    let (at, line) = first_dowry(plan, |line| Some(line.province) == plan.places.province("IR-08"))?;
    let beneficiary = beneficiaries.get(at).copied().ok_or_else(|| DemoError::missing("refusals", "a beneficiary"))?;
    let asked = application(register, line.office, beneficiary, ABOVE_THE_CAP)?;
    let who = in_province(plan.places.code(line.province), CASE_OFFICER);
    let answer = apply(desk, &who, "refused/above-the-cap", asked).await?;
    expect("a dowry above the cap of the rule", "EXCEEDS_CAP", answer)
}

/// Somebody who was awarded a dowry in one province is enrolled in another and applies there.
///
/// # Errors
/// [`DemoError`].
pub async fn second_dowry(
    desk: &Desk<'_>,
    register: &Register,
    plan: &Plan,
    seed: &mut Seed,
) -> Result<Refused, DemoError> {
    let (_, first) = first_dowry(plan, |_| true)?;
    let (_, elsewhere) = first_dowry(plan, |line| line.province != first.province)?;
    let who = in_province(plan.places.code(elsewhere.province), CASE_OFFICER);
    let command = enrolment(register, Programme::Dowry, elsewhere.office, first.person, seed)?;
    let enrolled = desk.register(&who, "refused/second-dowry/enrol", vec![command]).await?;
    verify(desk, "refused/second-dowry/verified", &enrolled).await?;
    let beneficiary = enrolled.first().copied().ok_or_else(|| DemoError::missing("refusals", "a beneficiary"))?;
    let asked = application(register, elsewhere.office, beneficiary, USUAL)?;
    let answer = apply(desk, &who, "refused/second-dowry", asked).await?;
    expect("a second dowry for one person in another province", "BENEFIT_ALREADY_GRANTED", answer)
}

fn first_dowry(plan: &Plan, is: impl Fn(&Line) -> bool) -> Result<(usize, &Line), DemoError> {
    let wanted = |(_, line): &(usize, &Line)| line.programme == Programme::Dowry && is(line);
    plan.lines.iter().enumerate().find(wanted).ok_or_else(|| DemoError::missing("refusals", "a dowry"))
}

fn application(
    register: &Register,
    office: Area,
    beneficiary: u64,
    rials: u64,
) -> Result<api::ApplyForGrant, DemoError> {
    Ok(api::ApplyForGrant {
        programme: register.programme(Programme::Dowry),
        office: register.seat(office)?.office,
        beneficiary,
        amount: money(rials)?,
        payee: 0,
        kit_design: 0,
    })
}

async fn apply(
    desk: &Desk<'_>,
    who: &str,
    step: &str,
    asked: api::ApplyForGrant,
) -> Result<Result<Response<api::ApplyForGrantResponse>, Status>, DemoError> {
    let request_id = desk.request_id(step);
    let message = api::ApplyForGrantRequest { request_id, validate_only: false, application: Some(asked) };
    Ok(GrantServiceClient::new(desk.channel()).apply_for_grant(desk.request(who, message)?).await)
}
