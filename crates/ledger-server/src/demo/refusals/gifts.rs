//! Refusals of gifts.

use super::{Refused, expect};
use crate::demo::cast::APPROVER;
use crate::demo::desk::Desk;
use crate::demo::error::DemoError;
use crate::demo::gift_desk::{GiftDesk, last_gift};
use crate::demo::plan::Plan;
use crate::demo::plan::gifts::{Gift, Way};
use crate::demo::reading;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::receipt_service_client::ReceiptServiceClient;
use ledger_wire::proto::record::v1::Reason;

/// The last small gift once more under the same request id, with the classic error: ten times the amount.
///
/// A request that reuses an id has none of its own, so its refusal would be recorded again whenever the ceremony is
/// resumed: it is looked for first.
///
/// # Errors
/// [`DemoError`].
pub async fn same_id_other_content(desk: &GiftDesk<'_>, plan: &Plan, receipt: u64) -> Result<Refused, DemoError> {
    let (what, code) = ("the same request id with other content", "REQUEST_ID_REUSED");
    let recorded = reading::refusals(desk.desk, receipt).await?;
    if let Some((entry, why)) = recorded.into_iter().find(|(_, why)| why.reason == code) {
        return Ok(Refused { what, why, entry });
    }
    let (today, gift) = last_gift(plan)?;
    let tenfold = Gift { rials: gift.rials.saturating_mul(10), ..gift.clone() };
    expect(what, code, desk.ask_last(today, &tenfold).await?)
}

/// A gift for the campaign that was closed before its end.
///
/// # Errors
/// [`DemoError`].
pub async fn closed_campaign(desk: &GiftDesk<'_>, plan: &Plan) -> Result<Refused, DemoError> {
    let missing = || DemoError::missing("refusals", "a campaign that was closed");
    let place = plan.campaigns.iter().position(|campaign| campaign.ended.is_some()).ok_or_else(missing)?;
    let wish = plan.campaigns.get(place).ok_or_else(missing)?.purpose;
    let (today, _) = last_gift(plan)?;
    let gift =
        Gift { rials: 5_000_000, wish, campaign: Some(place), way: Way::Card, donor: None, reference: 60_000_000 };
    let answer = desk.ask("refused/closed-campaign", &gift, today).await?;
    expect("a gift for a campaign that is closed", "CAMPAIGN_NOT_OPEN", answer)
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
