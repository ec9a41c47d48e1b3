//! What the ceremony reads of the book, through the same API: always as the auditor.

use super::cast::AUDITOR;
use super::desk::{Desk, failed};
use super::error::DemoError;
use ledger_core::event::Event;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::audit_service_client::AuditServiceClient;
use ledger_wire::proto::ledger::v1::fund_service_client::FundServiceClient;
use ledger_wire::proto::ledger::v1::grant_service_client::GrantServiceClient;
use ledger_wire::proto::ledger::v1::report_service_client::ReportServiceClient;
use ledger_wire::proto::record::v1::Source;
use ledger_wire::record;
use ledger_wire::refusal::Refusal;

const PAGE: u32 = 1_000;

/// All refusals that are recorded after an entry, each with its own entry.
///
/// # Errors
/// [`DemoError`].
pub async fn refusals(desk: &Desk<'_>, after: u64) -> Result<Vec<(u64, Refusal)>, DemoError> {
    let mut client = AuditServiceClient::new(desk.channel());
    let (mut page_token, mut found) = (String::new(), Vec::new());
    loop {
        let message = api::ListEntriesRequest { page_size: PAGE, page_token, first_index: after.saturating_add(1) };
        let answer = client.list_entries(desk.request(AUDITOR, message)?).await;
        let page = answer.map_err(|status| failed("list entries", status))?.into_inner();
        for entry in &page.entries {
            found.extend(refusals_in(entry)?);
        }
        if page.next_page_token.is_empty() {
            return Ok(found);
        }
        page_token = page.next_page_token;
    }
}

fn refusals_in(stored: &api::StoredEntry) -> Result<Vec<(u64, Refusal)>, DemoError> {
    let unreadable = |error: record::RecordError| DemoError::Unreadable { index: stored.index, why: error.to_string() };
    let decoded = record::decode(&stored.record).map_err(unreadable)?;
    let Event::Refused(refused) = decoded.entry.event else { return Ok(Vec::new()) };
    Ok(refused.items.iter().map(|item| (stored.index, Refusal::of(&item.rejection))).collect())
}

/// The fund of a restriction and a source.
///
/// # Errors
/// [`DemoError`].
pub async fn fund(desk: &Desk<'_>, restriction: api::Restriction, source: Source) -> Result<u64, DemoError> {
    let is_it = |fund: &api::Fund| fund.restriction == Some(restriction) && fund.source == i32::from(source);
    let funds = funds(desk).await?;
    let found = funds.iter().find(|fund| is_it(fund)).map(|fund| fund.index);
    found.ok_or_else(|| DemoError::missing("list funds", "the fund of this restriction"))
}

/// All funds.
///
/// # Errors
/// [`DemoError`].
pub async fn funds(desk: &Desk<'_>) -> Result<Vec<api::Fund>, DemoError> {
    let mut client = FundServiceClient::new(desk.channel());
    let (mut page_token, mut funds) = (String::new(), Vec::new());
    loop {
        let message = api::ListFundsRequest { page_size: PAGE, page_token };
        let answer = client.list_funds(desk.request(AUDITOR, message)?).await;
        let page = answer.map_err(|status| failed("list funds", status))?.into_inner();
        funds.extend(page.funds);
        if page.next_page_token.is_empty() {
            return Ok(funds);
        }
        page_token = page.next_page_token;
    }
}

/// All grants.
///
/// # Errors
/// [`DemoError`].
pub async fn grants(desk: &Desk<'_>) -> Result<Vec<api::Grant>, DemoError> {
    let mut client = GrantServiceClient::new(desk.channel());
    let (mut page_token, mut grants) = (String::new(), Vec::new());
    loop {
        let message = api::ListGrantsRequest { page_size: PAGE, page_token, stage: 0 };
        let answer = client.list_grants(desk.request(AUDITOR, message)?).await;
        let page = answer.map_err(|status| failed("list grants", status))?.into_inner();
        grants.extend(page.grants);
        if page.next_page_token.is_empty() {
            return Ok(grants);
        }
        page_token = page.next_page_token;
    }
}

/// The trial balance.
///
/// # Errors
/// [`DemoError`].
pub async fn trial_balance(desk: &Desk<'_>) -> Result<Vec<api::TrialBalanceRow>, DemoError> {
    let mut client = ReportServiceClient::new(desk.channel());
    let (mut page_token, mut rows) = (String::new(), Vec::new());
    loop {
        let message = api::GetTrialBalanceRequest { page_size: PAGE, page_token };
        let answer = client.get_trial_balance(desk.request(AUDITOR, message)?).await;
        let page = answer.map_err(|status| failed("trial balance", status))?.into_inner();
        rows.extend(page.rows);
        if page.next_page_token.is_empty() {
            return Ok(rows);
        }
        page_token = page.next_page_token;
    }
}

/// The totals.
///
/// # Errors
/// [`DemoError`].
pub async fn totals(desk: &Desk<'_>) -> Result<api::GetTotalsResponse, DemoError> {
    let message = desk.request(AUDITOR, api::GetTotalsRequest {})?;
    let answer = ReportServiceClient::new(desk.channel()).get_totals(message).await;
    answer.map(tonic::Response::into_inner).map_err(|status| failed("totals", status))
}

/// The first receipt that a grant is paid from.
///
/// # Errors
/// [`DemoError`].
pub async fn first_receipt_of(desk: &Desk<'_>, grant: u64) -> Result<u64, DemoError> {
    let message = api::TraceGrantRequest { page_size: 1, page_token: String::new(), grant };
    let answer = FundServiceClient::new(desk.channel()).trace_grant(desk.request(AUDITOR, message)?).await;
    let page = answer.map_err(|status| failed("trace grant", status))?.into_inner();
    let first = page.contributions.first().map(|contribution| contribution.receipt);
    first.ok_or_else(|| DemoError::missing("trace grant", "a contribution"))
}

/// The head and the newest checkpoint.
///
/// # Errors
/// [`DemoError`].
pub async fn head(desk: &Desk<'_>) -> Result<api::GetHeadResponse, DemoError> {
    let message = desk.request(AUDITOR, api::GetHeadRequest {})?;
    let answer = AuditServiceClient::new(desk.channel()).get_head(message).await;
    answer.map(tonic::Response::into_inner).map_err(|status| failed("head", status))
}
