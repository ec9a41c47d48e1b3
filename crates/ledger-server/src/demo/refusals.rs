//! What the ceremony asks for in vain, and must: each of the six refusals with its code, and where it is recorded.

use super::allotting::{allot, from_line};
use super::cast::{APPROVER, BUDGET_OFFICER, CASE_OFFICER, DEPUTYS_PROVINCE, in_province};
use super::desk::{Desk, failed};
use super::enrolment::{enrolment, verify};
use super::error::DemoError;
use super::gift_desk::{GiftDesk, restriction};
use super::gifts::{Area, Gift, Wish};
use super::grant_path::{Running, application};
use super::plan::{PlannedGrant, Programme};
use super::reading;
use super::register::Register;
use super::seed::Seed;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::allot::Origin;
use ledger_wire::proto::ledger::v1::fund_service_client::FundServiceClient;
use ledger_wire::proto::ledger::v1::grant_service_client::GrantServiceClient;
use ledger_wire::proto::ledger::v1::receipt_service_client::ReceiptServiceClient;
use ledger_wire::proto::record::v1::{Reason, Source};
use ledger_wire::refusal::Refusal;
use ledger_wire::status::Failure;
use tonic::{Response, Status};

/// A refusal as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// What was asked.
    pub what: &'static str,
    /// Why not.
    pub why: Refusal,
    /// The entry that records it.
    pub entry: u64,
}

/// A call that must be refused with `code`.
fn expect<T>(
    what: &'static str,
    code: &'static str,
    answer: Result<Response<T>, Status>,
) -> Result<Refused, DemoError> {
    let Err(status) = answer else { return Err(DemoError::NotRefused { what, expected: code }) };
    let failure = Failure::from(&status);
    let Failure::Refused(refusal) = failure else { return Err(failed(what, status)) };
    if refusal.reason != code {
        return Err(DemoError::OtherRefusal { what, expected: code, found: refusal.to_string() });
    }
    let entry = refusal.entry.ok_or_else(|| DemoError::missing(what, "the entry of the refusal"))?.0;
    Ok(Refused { what, why: refusal, entry })
}

/// The last gift once more under the same request id, with the classic error: ten times the amount.
///
/// A request that reuses an id has none of its own, so its refusal would be recorded again whenever the ceremony is
/// resumed: it is looked for first.
///
/// # Errors
/// [`DemoError`].
pub async fn same_id_other_content(desk: &GiftDesk<'_>, gift: &Gift, receipt: u64) -> Result<Refused, DemoError> {
    let (what, code) = ("the same request id with other content", "REQUEST_ID_REUSED");
    let recorded = reading::refusals(desk.desk, receipt).await?;
    if let Some((entry, why)) = recorded.into_iter().find(|(_, why)| why.reason == code) {
        return Ok(Refused { what, why, entry });
    }
    let tenfold = Gift { amount: gift.amount.saturating_mul(10), ..gift.clone() };
    expect(what, code, desk.ask_last(&tenfold).await?)
}

/// A gift for the dowries of Qom, allotted to Kerman.
///
/// # Errors
/// [`DemoError`].
pub async fn restricted_gift_elsewhere(
    desk: &Desk<'_>,
    register: &Register,
    (qom, kerman): (usize, usize),
) -> Result<Refused, DemoError> {
    let wish = Wish { programme: Some(Programme::Dowry), area: Some(Area::Province(qom)) };
    let fund = reading::fund(desk, restriction(register, wish)?, Source::PublicDonation).await?;
    let origin = Origin::Fund(api::FromFund { fund });
    let asked = allot(register, register.province(kerman)?, Programme::Dowry, Programme::Dowry.amount(), origin)?;
    let answer = ask_allotment(desk, BUDGET_OFFICER, "refused/restricted-gift", asked).await?;
    expect("a gift for Qom allotted to Kerman", "RESTRICTION_FORBIDS", answer)
}

/// More passed down from a province's line than it holds.
///
/// # Errors
/// [`DemoError`].
pub async fn beyond_the_line(desk: &Desk<'_>, register: &Register, kerman: usize) -> Result<Refused, DemoError> {
    let origin = from_line(register.province(kerman)?);
    let asked = allot(register, register.county(kerman, 0)?, Programme::Dowry, 40_000_000_000, origin)?;
    let who = in_province(DEPUTYS_PROVINCE, BUDGET_OFFICER);
    let answer = ask_allotment(desk, &who, "refused/beyond-the-line", asked).await?;
    expect("an allotment beyond what the line holds", "EXCEEDS_AVAILABLE", answer)
}

async fn ask_allotment(
    desk: &Desk<'_>,
    who: &str,
    step: &str,
    asked: api::Allot,
) -> Result<Result<Response<api::AllotResponse>, Status>, DemoError> {
    let message = api::AllotRequest { request_id: desk.request_id(step), validate_only: false, allotment: Some(asked) };
    Ok(FundServiceClient::new(desk.channel()).allot(desk.request(who, message)?).await)
}

/// The deputy awards what the deputy applied for.
///
/// # Errors
/// [`DemoError`].
pub async fn own_application(desk: &Desk<'_>, grants: &[Running]) -> Result<Refused, DemoError> {
    let deputy = in_province(DEPUTYS_PROVINCE, "deputy");
    let own = grants.iter().find(|grant| grant.applicant == deputy);
    let own = own.ok_or_else(|| DemoError::missing("own application", "the deputy's grant"))?;
    let message = api::AwardGrantRequest {
        request_id: desk.request_id("refused/own-application"),
        validate_only: false,
        award: Some(api::AwardGrant { grant: own.grant, last_change: own.last_change }),
    };
    let answer = GrantServiceClient::new(desk.channel()).award_grant(desk.request(&deputy, message)?).await;
    expect("an award of the own application", "SELF_APPROVAL", answer)
}

/// Somebody who was awarded a dowry in one province is enrolled in another and applies there.
///
/// # Errors
/// [`DemoError`].
pub async fn second_dowry(
    desk: &Desk<'_>,
    register: &Register,
    grants: &[Running],
    seed: &mut Seed,
) -> Result<Refused, DemoError> {
    let missing = || DemoError::missing("second dowry", "a dowry in each of two provinces");
    let first = grants.iter().find(|grant| grant.planned.programme == Programme::Dowry).ok_or_else(missing)?;
    let elsewhere = grants
        .iter()
        .find(|grant| grant.planned.programme == Programme::Dowry && grant.planned.province != first.planned.province);
    let elsewhere = elsewhere.ok_or_else(missing)?;
    let planned = PlannedGrant { person: first.planned.person, ..elsewhere.planned };
    let who = in_province(elsewhere.province, CASE_OFFICER);
    let enrolled =
        desk.register(&who, "refused/second-dowry/enrol", vec![enrolment(register, &planned, seed)?]).await?;
    verify(desk, "refused/second-dowry/verified", &enrolled).await?;
    let beneficiary = enrolled.first().copied().ok_or_else(missing)?;
    let message = api::ApplyForGrantRequest {
        request_id: desk.request_id("refused/second-dowry"),
        validate_only: false,
        application: Some(application(register, &planned, beneficiary)?),
    };
    let answer = GrantServiceClient::new(desk.channel()).apply_for_grant(desk.request(&who, message)?).await;
    expect("a second dowry for one person in another province", "BENEFIT_ALREADY_GRANTED", answer)
}

/// A receipt that a paid grant was paid from is taken back.
///
/// # Errors
/// [`DemoError`].
pub async fn spent_receipt(desk: &Desk<'_>, receipt: u64) -> Result<Refused, DemoError> {
    let message = api::ReverseReceiptRequest {
        request_id: desk.request_id("refused/spent-receipt"),
        validate_only: false,
        reversal: Some(api::ReverseReceipt { receipt, amount: None, reason: Reason::Mistake.into() }),
    };
    let answer = ReceiptServiceClient::new(desk.channel()).reverse_receipt(desk.request(APPROVER, message)?).await;
    expect("a reversal of a receipt that is spent", "RECEIPT_IN_USE", answer)
}
