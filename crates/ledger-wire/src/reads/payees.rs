//! Payees: references and confirmations. Names and accounts stand in the vault.

use super::page::Page;
use super::registry::{after, key};
use super::{ReadError, View};
use crate::proto::ledger::v1 as proto;
use ledger_core::ids::PayeeId;
use ledger_core::views::Payee;

/// `ListPayees`, all or those of one beneficiary.
///
/// # Errors
/// [`ReadError::BadToken`].
pub fn payees(view: View<'_>, ask: proto::ListPayeesRequest) -> Result<proto::ListPayeesResponse, ReadError> {
    let proto::ListPayeesRequest { page_size, page_token, beneficiary } = ask;
    let page = Page::new("ListPayees", &[beneficiary], page_size, &page_token)?;
    let found = view.views.payees().after(after(page.after, PayeeId));
    let rows = found.filter(|(_, row)| beneficiary == 0 || row.beneficiary.0 == beneficiary);
    let (payees, next_page_token) = page.cut(rows.map(|(id, row)| message(&view, id, row)), |row| key(row.index));
    Ok(proto::ListPayeesResponse { payees, next_page_token, head: Some(view.head()) })
}

fn message(view: &View<'_>, id: PayeeId, row: &Payee) -> proto::Payee {
    proto::Payee {
        index: id.0,
        beneficiary: row.beneficiary.0,
        proposed_by: row.proposed_by.0,
        confirmed_at: row.confirmed_at.map_or(0, |index| index.0),
        current: view.views.payee_of(row.beneficiary) == Some(id),
    }
}
