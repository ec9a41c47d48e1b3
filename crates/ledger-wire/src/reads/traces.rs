//! Where a gift went, where a grant's money came from, statements and balances.

use super::page::{Cursor, Page};
use super::registry::{after, key};
use super::{ReadError, View, money};
use crate::proto::ledger::v1 as proto;
use crate::proto::ledger::v1::{get_balance_request, get_statement_request};
use ledger_core::ids::{AccountId, FundId, GrantId, Index, LineId, OfficeId, ReceiptId, SeriesId};
use ledger_core::ranges::Range;
use ledger_core::views::{Object, Row, What};

/// The range after which a page starts.
pub(super) fn after_range(cursor: Cursor) -> Option<Range> {
    cursor.and_then(|[series, start, count]| Range::new(SeriesId(series), start, count))
}

pub(super) const fn range_key(range: Range) -> [u64; 3] {
    [range.series().0, range.start(), range.count()]
}

/// `TraceReceipt`: where the numbers of a receipt are now.
///
/// # Errors
/// [`ReadError::NotFound`], [`ReadError::BadToken`].
pub fn receipt(view: View<'_>, ask: proto::TraceReceiptRequest) -> Result<proto::TraceReceiptResponse, ReadError> {
    let proto::TraceReceiptRequest { page_size, page_token, receipt } = ask;
    let page = Page::new("TraceReceipt", &[receipt], page_size, &page_token)?;
    let id = ReceiptId(receipt);
    view.views.receipt(id).ok_or(ReadError::NotFound { what: "receipt", index: receipt })?;
    let (rows, next_page_token) =
        page.cut(view.views.trace_receipt(id, after_range(page.after)), |part| range_key(part.range));
    let parts = rows.into_iter().map(|part| proto::TracedPart {
        numbers: Some(money::range(part.range)),
        place: Some(money::place(&view, part.place)),
    });
    Ok(proto::TraceReceiptResponse { parts: parts.collect(), next_page_token, head: Some(view.head()) })
}

/// `TraceGrant`: the receipts that a grant's money came with.
///
/// # Errors
/// [`ReadError::NotFound`], [`ReadError::BadToken`].
pub fn grant(view: View<'_>, ask: proto::TraceGrantRequest) -> Result<proto::TraceGrantResponse, ReadError> {
    let proto::TraceGrantRequest { page_size, page_token, grant } = ask;
    let page = Page::new("TraceGrant", &[grant], page_size, &page_token)?;
    let id = GrantId(grant);
    view.views.grant(id).ok_or(ReadError::NotFound { what: "grant", index: grant })?;
    let (rows, next_page_token) =
        page.cut(view.views.trace_grant(id, after_range(page.after)), |part| range_key(part.range));
    let contributions = rows.into_iter().map(|part| proto::Contribution {
        receipt: part.receipt.0,
        numbers: Some(money::range(part.range)),
        place: Some(money::place(&view, part.place)),
    });
    let contributions = contributions.collect();
    Ok(proto::TraceGrantResponse { contributions, next_page_token, head: Some(view.head()) })
}

/// `GetStatement`.
///
/// # Errors
/// [`ReadError`].
pub fn statement(view: View<'_>, ask: proto::GetStatementRequest) -> Result<proto::GetStatementResponse, ReadError> {
    use get_statement_request::Object as Asked;
    let proto::GetStatementRequest { page_size, page_token, object } = ask;
    let object = match object.ok_or(ReadError::Missing { field: "object" })? {
        Asked::Fund(index) => Object::Fund(FundId(index)),
        Asked::Line(index) => Object::Line(LineId(index)),
        Asked::Account(index) => Object::Account(AccountId(index)),
        Asked::Grant(index) => Object::Grant(GrantId(index)),
        Asked::Receipt(index) => Object::Receipt(ReceiptId(index)),
        Asked::Office(index) => Object::Office(OfficeId(index)),
    };
    let (kind, index) = named(object);
    view.views.balance(object).ok_or(ReadError::NotFound { what: kind, index })?;
    let page = Page::new(kind, &[index], page_size, &page_token)?;
    // One row more than the page shows whether there is a next one.
    let found = view.views.statement(object, after(page.after, Index), page.rows.saturating_add(1));
    let (rows, next_page_token) = page.cut(found.into_iter(), |row| key(row.index.0));
    let rows = rows.iter().map(|row| statement_row(&view, row)).collect();
    Ok(proto::GetStatementResponse { rows, next_page_token, head: Some(view.head()) })
}

/// `GetBalance`.
///
/// # Errors
/// [`ReadError`].
pub fn balance(view: View<'_>, ask: proto::GetBalanceRequest) -> Result<proto::GetBalanceResponse, ReadError> {
    use get_balance_request::Object as Asked;
    let proto::GetBalanceRequest { object } = ask;
    let object = match object.ok_or(ReadError::Missing { field: "object" })? {
        Asked::Fund(index) => Object::Fund(FundId(index)),
        Asked::Line(index) => Object::Line(LineId(index)),
        Asked::Account(index) => Object::Account(AccountId(index)),
        Asked::Grant(index) => Object::Grant(GrantId(index)),
        Asked::Receipt(index) => Object::Receipt(ReceiptId(index)),
        Asked::Office(index) => Object::Office(OfficeId(index)),
    };
    let (what, index) = named(object);
    let standings = view.views.balance(object).ok_or(ReadError::NotFound { what, index })?;
    Ok(proto::GetBalanceResponse { balance: Some(money::balance(&view, &standings)), head: Some(view.head()) })
}

const fn named(object: Object) -> (&'static str, u64) {
    match object {
        Object::Fund(id) => ("fund", id.0),
        Object::Line(id) => ("line", id.0),
        Object::Account(id) => ("account", id.0),
        Object::Grant(id) => ("grant", id.0),
        Object::Receipt(id) => ("receipt", id.0),
        Object::Office(id) => ("office", id.0),
    }
}

fn statement_row(view: &View<'_>, row: &Row) -> proto::StatementRow {
    proto::StatementRow {
        index: row.index.0,
        recorded_at: Some(money::timestamp(row.recorded_at)),
        event: event_number(row.what),
        amount: money::count(row.amount),
        amount_in: money::count(row.amount_in),
        amount_out: money::count(row.amount_out),
        origin: row.from.map(|place| money::place(view, place)),
        destination: row.to.map(|place| money::place(view, place)),
    }
}

/// What happened, as the API numbers it.
pub(super) fn event_number(what: What) -> i32 {
    i32::from(match what {
        What::Received => proto::StatementEvent::Received,
        What::Reversed => proto::StatementEvent::Reversed,
        What::Allotted => proto::StatementEvent::Allotted,
        What::Notified => proto::StatementEvent::Notified,
        What::GrantApplied => proto::StatementEvent::GrantApplied,
        What::GrantDecided => proto::StatementEvent::GrantDecided,
        What::CreditSecured => proto::StatementEvent::CreditSecured,
        What::GrantAwarded => proto::StatementEvent::GrantAwarded,
        What::GrantVerified => proto::StatementEvent::GrantVerified,
        What::PaymentOrdered => proto::StatementEvent::PaymentOrdered,
        What::PaymentSettled => proto::StatementEvent::PaymentSettled,
        What::PaymentReturned => proto::StatementEvent::PaymentReturned,
        What::GrantCancelled => proto::StatementEvent::GrantCancelled,
        What::Recalled => proto::StatementEvent::Recalled,
        What::ApprovalGiven => proto::StatementEvent::ApprovalGiven,
        What::PayeeRenewed => proto::StatementEvent::PayeeRenewed,
        What::KitReserved => proto::StatementEvent::KitReserved,
        What::HandedOver => proto::StatementEvent::HandedOver,
    })
}
