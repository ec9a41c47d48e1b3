//! Refusals of allotments, and of goods that are for somewhere else.

use super::{Refused, expect};
use crate::demo::allotting::{allot, from_line};
use crate::demo::cast::{BUDGET_OFFICER, in_province};
use crate::demo::desk::Desk;
use crate::demo::error::DemoError;
use crate::demo::goods_desk::GoodsDesk;
use crate::demo::plan::Plan;
use crate::demo::plan::wish::{Area, Programme, Wish};
use crate::demo::reading;
use crate::demo::register::Register;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::allot::Origin;
use ledger_wire::proto::ledger::v1::fund_service_client::FundServiceClient;
use ledger_wire::proto::record::v1::Source;
use tonic::{Response, Status};

const KERMAN: &str = "IR-08";
/// More than any line of the ceremony ever holds, in rial.
const BEYOND: u64 = 1_000_000_000_000;

/// A gift for the dowries of Qom, allotted to Kerman.
///
/// # Errors
/// [`DemoError`].
pub async fn restricted_gift_elsewhere(
    desk: &Desk<'_>,
    register: &Register,
    plan: &Plan,
) -> Result<Refused, DemoError> {
    let wish = Wish::programme_in(Programme::Dowry, province(plan, "IR-25")?);
    let fund = reading::fund(desk, register.restriction(&wish)?, Source::Company).await?;
    let origin = Origin::Fund(api::FromFund { fund });
    let asked = allot(register, province(plan, KERMAN)?, Programme::Dowry, 400_000_000, origin)?;
    let answer = ask(desk, BUDGET_OFFICER, "refused/restricted-gift", asked).await?;
    expect("a gift for Qom allotted to Kerman", "RESTRICTION_FORBIDS", answer)
}

/// More passed down from a province's line than it holds.
///
/// # Errors
/// [`DemoError`].
pub async fn beyond_the_line(desk: &Desk<'_>, register: &Register, plan: &Plan) -> Result<Refused, DemoError> {
    let kerman = province(plan, KERMAN)?;
    let county = Area::County(kerman.province().unwrap_or(0), 0);
    let asked = allot(register, county, Programme::Dowry, BEYOND, from_line(register.seat(kerman)?))?;
    let answer = ask(desk, &in_province(KERMAN, BUDGET_OFFICER), "refused/beyond-the-line", asked).await?;
    expect("an allotment beyond what the line holds", "EXCEEDS_AVAILABLE", answer)
}

/// What the first promise promises, allotted before anything of it came.
///
/// # Errors
/// [`DemoError`].
pub async fn promised_only(desk: &Desk<'_>, register: &Register, plan: &Plan) -> Result<Refused, DemoError> {
    let promise = plan.promises.first().ok_or_else(|| DemoError::missing("refusals", "a promise"))?;
    let fund = reading::fund(desk, register.restriction(&promise.wish)?, Source::Company).await?;
    let origin = Origin::Fund(api::FromFund { fund });
    let asked = allot(register, promise.wish.area, Programme::Dowry, promise.promised(), origin)?;
    let answer = ask(desk, BUDGET_OFFICER, "refused/promised-only", asked).await?;
    expect("an allotment of what is promised and not received", "PLEDGE_NOT_RECEIVED", answer)
}

/// A refrigerator for Kerman, put into a dowry set of Khuzestan.
///
/// # Errors
/// [`DemoError`].
pub async fn kermans_lot(desk: &GoodsDesk<'_>, plan: &Plan, lots: &[u64]) -> Result<Refused, DemoError> {
    let answer = desk.ask_with_kermans_lot(plan, lots).await?;
    expect("a refrigerator for Kerman in a dowry set of Khuzestan", "RESTRICTION_FORBIDS", answer)
}

fn province(plan: &Plan, code: &str) -> Result<Area, DemoError> {
    plan.places.province(code).map(Area::Province).ok_or_else(|| DemoError::missing("refusals", "a province"))
}

async fn ask(
    desk: &Desk<'_>,
    who: &str,
    step: &str,
    asked: api::Allot,
) -> Result<Result<Response<api::AllotResponse>, Status>, DemoError> {
    let message = api::AllotRequest { request_id: desk.request_id(step), validate_only: false, allotment: Some(asked) };
    Ok(FundServiceClient::new(desk.channel()).allot(desk.request(who, message)?).await)
}
