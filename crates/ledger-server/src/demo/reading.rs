//! What the ceremony reads of the book, through the same API: always as the auditor.

use super::cast::AUDITOR;
use super::desk::{Desk, failed};
use super::error::DemoError;
use ledger_core::event::Event;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::audit_service_client::AuditServiceClient;
use ledger_wire::proto::ledger::v1::fund_service_client::FundServiceClient;
use ledger_wire::proto::ledger::v1::goods_service_client::GoodsServiceClient;
use ledger_wire::proto::ledger::v1::grant_service_client::GrantServiceClient;
use ledger_wire::proto::ledger::v1::pledge_service_client::PledgeServiceClient;
use ledger_wire::proto::ledger::v1::registry_service_client::RegistryServiceClient;
use ledger_wire::proto::ledger::v1::report_service_client::ReportServiceClient;
use ledger_wire::proto::record::v1::Source;
use ledger_wire::record;
use ledger_wire::refusal::Refusal;

const PAGE: u32 = 1_000;

/// Asks page by page until the last; each page says where the next one starts.
macro_rules! all_pages {
    ($desk:ident, $client:ident, $method:ident, $rows:ident, $request:expr) => {{
        let (mut page_token, mut rows) = (String::new(), Vec::new());
        loop {
            let message = $desk.request(AUDITOR, $request(page_token))?;
            let answer = $client::new($desk.channel()).$method(message).await;
            let page = answer.map_err(|status| failed(stringify!($method), status))?.into_inner();
            rows.extend(page.$rows);
            if page.next_page_token.is_empty() {
                break rows;
            }
            page_token = page.next_page_token;
        }
    }};
}

/// All refusals that are recorded after an entry, each with its own entry.
///
/// # Errors
/// [`DemoError`].
pub async fn refusals(desk: &Desk<'_>, after: u64) -> Result<Vec<(u64, Refusal)>, DemoError> {
    let first_index = after.saturating_add(1);
    let request = |page_token| api::ListEntriesRequest { page_size: PAGE, page_token, first_index };
    let mut found = Vec::new();
    for entry in &all_pages!(desk, AuditServiceClient, list_entries, entries, request) {
        found.extend(refusals_in(entry)?);
    }
    Ok(found)
}

fn refusals_in(stored: &api::StoredEntry) -> Result<Vec<(u64, Refusal)>, DemoError> {
    let unreadable = |error: record::RecordError| DemoError::Unreadable { index: stored.index, why: error.to_string() };
    let decoded = record::decode(&stored.record).map_err(unreadable)?;
    let Event::Refused(refused) = decoded.entry.event else { return Ok(Vec::new()) };
    Ok(refused.items.iter().map(|item| (stored.index, Refusal::of(&item.rejection))).collect())
}

/// The fund of money of a restriction and a source.
///
/// # Errors
/// [`DemoError`].
pub async fn fund(desk: &Desk<'_>, restriction: api::Restriction, source: Source) -> Result<u64, DemoError> {
    let is_it =
        |fund: &api::Fund| fund.restriction == Some(restriction) && fund.source == i32::from(source) && fund.item == 0;
    let funds = funds(desk).await?;
    let found = funds.iter().find(|fund| is_it(fund)).map(|fund| fund.index);
    found.ok_or_else(|| DemoError::missing("list funds", "the fund of this restriction"))
}

/// All funds.
///
/// # Errors
/// [`DemoError`].
pub async fn funds(desk: &Desk<'_>) -> Result<Vec<api::Fund>, DemoError> {
    let request = |page_token| api::ListFundsRequest { page_size: PAGE, page_token };
    Ok(all_pages!(desk, FundServiceClient, list_funds, funds, request))
}

/// All grants.
///
/// # Errors
/// [`DemoError`].
pub async fn grants(desk: &Desk<'_>) -> Result<Vec<api::Grant>, DemoError> {
    let request = |page_token| api::ListGrantsRequest { page_size: PAGE, page_token, stage: 0 };
    Ok(all_pages!(desk, GrantServiceClient, list_grants, grants, request))
}

/// The lines of a list.
///
/// # Errors
/// [`DemoError`].
pub async fn lines(desk: &Desk<'_>, list: u64) -> Result<Vec<api::ListLine>, DemoError> {
    let request = |page_token| api::ListLinesOfListRequest { page_size: PAGE, page_token, list, stage: 0 };
    Ok(all_pages!(desk, GrantServiceClient, list_lines_of_list, lines, request))
}

/// The grants that the lines of a list are, in their order.
///
/// # Errors
/// [`DemoError`].
pub async fn grants_of_list(desk: &Desk<'_>, list: u64) -> Result<Vec<u64>, DemoError> {
    Ok(lines(desk, list).await?.iter().map(|line| line.grant).collect())
}

/// A list.
///
/// # Errors
/// [`DemoError`].
pub async fn list(desk: &Desk<'_>, list: u64) -> Result<api::List, DemoError> {
    let message = desk.request(AUDITOR, api::GetListRequest { list })?;
    let answer = GrantServiceClient::new(desk.channel()).get_list(message).await;
    let list = answer.map_err(|status| failed("get list", status))?.into_inner().list;
    list.ok_or_else(|| DemoError::missing("get list", "the list"))
}

/// All pledges.
///
/// # Errors
/// [`DemoError`].
pub async fn pledges(desk: &Desk<'_>) -> Result<Vec<api::Pledge>, DemoError> {
    let request = |page_token| api::ListPledgesRequest { page_size: PAGE, page_token, ..Default::default() };
    Ok(all_pages!(desk, PledgeServiceClient, list_pledges, pledges, request))
}

/// All campaigns.
///
/// # Errors
/// [`DemoError`].
pub async fn campaigns(desk: &Desk<'_>) -> Result<Vec<api::Campaign>, DemoError> {
    let request = |page_token| api::ListCampaignsRequest { page_size: PAGE, page_token };
    Ok(all_pages!(desk, RegistryServiceClient, list_campaigns, campaigns, request))
}

/// What is in all stores.
///
/// # Errors
/// [`DemoError`].
pub async fn stock(desk: &Desk<'_>) -> Result<Vec<api::StockRow>, DemoError> {
    let request = |page_token| api::GetStockRequest { page_size: PAGE, page_token, ..Default::default() };
    Ok(all_pages!(desk, GoodsServiceClient, get_stock, rows, request))
}

/// The trial balance.
///
/// # Errors
/// [`DemoError`].
pub async fn trial_balance(desk: &Desk<'_>) -> Result<Vec<api::TrialBalanceRow>, DemoError> {
    let request = |page_token| api::GetTrialBalanceRequest { page_size: PAGE, page_token };
    Ok(all_pages!(desk, ReportServiceClient, get_trial_balance, rows, request))
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

/// The last receipt that a grant is paid from: it mostly paid the next one too.
///
/// # Errors
/// [`DemoError`].
pub async fn last_receipt_of(desk: &Desk<'_>, grant: u64) -> Result<u64, DemoError> {
    let request = |page_token| api::TraceGrantRequest { page_size: PAGE, page_token, grant };
    let last = all_pages!(desk, FundServiceClient, trace_grant, contributions, request).last().map(|part| part.receipt);
    last.ok_or_else(|| DemoError::missing("trace grant", "a contribution"))
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
