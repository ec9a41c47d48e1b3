//! Funds, lines and allotments.

use super::page::Page;
use super::registry::{after, key};
use super::{ReadError, View, money};
use crate::proto::ledger::v1 as proto;
use crate::record::Choice;
use ledger_core::event::{FundOpened, LineOpened};
use ledger_core::ids::{AllotmentId, FundId, LineId};
use ledger_core::views::Object;

/// `ListFunds`.
///
/// # Errors
/// [`ReadError::BadToken`].
pub fn funds(view: View<'_>, ask: proto::ListFundsRequest) -> Result<proto::ListFundsResponse, ReadError> {
    let proto::ListFundsRequest { page_size, page_token } = ask;
    let page = Page::new("ListFunds", &[], page_size, &page_token)?;
    let (rows, next_page_token) = page.cut(view.views.funds().after(after(page.after, FundId)), |(id, _)| key(id.0));
    let funds = rows.into_iter().map(|(id, row)| fund_message(&view, id, row)).collect();
    Ok(proto::ListFundsResponse { funds, next_page_token, head: Some(view.head()) })
}

/// `GetFund`.
///
/// # Errors
/// [`ReadError::NotFound`].
pub fn fund(view: View<'_>, ask: proto::GetFundRequest) -> Result<proto::GetFundResponse, ReadError> {
    let proto::GetFundRequest { fund } = ask;
    let row = view.views.funds().at(FundId(fund)).ok_or(ReadError::NotFound { what: "fund", index: fund })?;
    Ok(proto::GetFundResponse { fund: Some(fund_message(&view, FundId(fund), row)), head: Some(view.head()) })
}

fn fund_message(view: &View<'_>, id: FundId, row: &FundOpened) -> proto::Fund {
    let standings = view.views.balance(Object::Fund(id)).unwrap_or_default();
    proto::Fund {
        index: id.0,
        restriction: Some(money::restriction(&row.restriction)),
        source: row.source.number(),
        balance: Some(money::balance(view, &standings)),
        item: row.item.map_or(0, |item| item.0),
    }
}

/// `ListLines`, all or those of an office.
///
/// # Errors
/// [`ReadError::BadToken`].
pub fn lines(view: View<'_>, ask: proto::ListLinesRequest) -> Result<proto::ListLinesResponse, ReadError> {
    let proto::ListLinesRequest { page_size, page_token, office } = ask;
    let page = Page::new("ListLines", &[office], page_size, &page_token)?;
    let found = view.views.lines().after(after(page.after, LineId));
    let (rows, next_page_token) =
        page.cut(found.filter(|(_, row)| office == 0 || row.office.0 == office), |(id, _)| key(id.0));
    let lines = rows.into_iter().map(|(id, row)| line_message(&view, id, row)).collect();
    Ok(proto::ListLinesResponse { lines, next_page_token, head: Some(view.head()) })
}

/// `GetLine`.
///
/// # Errors
/// [`ReadError::NotFound`].
pub fn line(view: View<'_>, ask: proto::GetLineRequest) -> Result<proto::GetLineResponse, ReadError> {
    let proto::GetLineRequest { line } = ask;
    let row = view.views.lines().at(LineId(line)).ok_or(ReadError::NotFound { what: "line", index: line })?;
    Ok(proto::GetLineResponse { line: Some(line_message(&view, LineId(line), row)), head: Some(view.head()) })
}

fn line_message(view: &View<'_>, id: LineId, row: &LineOpened) -> proto::Line {
    let standings = view.views.balance(Object::Line(id)).unwrap_or_default();
    proto::Line {
        index: id.0,
        office: row.office.0,
        programme: row.programme.0,
        year: u32::from(row.year.number()),
        balance: Some(money::balance(view, &standings)),
    }
}

/// `ListAllotments`.
///
/// # Errors
/// [`ReadError::BadToken`].
pub fn allotments(
    view: View<'_>,
    ask: proto::ListAllotmentsRequest,
) -> Result<proto::ListAllotmentsResponse, ReadError> {
    let proto::ListAllotmentsRequest { page_size, page_token } = ask;
    let page = Page::new("ListAllotments", &[], page_size, &page_token)?;
    let found = view.views.allotments().after(after(page.after, AllotmentId));
    let (rows, next_page_token) = page.cut(found, |(id, _)| key(id.0));
    let allotments = rows.into_iter().map(|(id, row)| proto::Allotment {
        index: id.0,
        line: row.line.0,
        parent: row.parent.map_or(0, |parent| parent.0),
        amount: Some(money::money(&view, row.amount)),
        allotted_by: row.allotted_by.0,
        notified_at: row.notified_at.map_or(0, |index| index.0),
        last_change: row.notified_at.map_or(id.0, |index| index.0),
    });
    Ok(proto::ListAllotmentsResponse { allotments: allotments.collect(), next_page_token, head: Some(view.head()) })
}
