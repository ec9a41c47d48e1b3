//! The catalogue of goods: items and designs of kits.

use super::page::Page;
use super::registry::{after, confirmed_at, key};
use super::{ReadError, View};
use crate::proto::ledger::v1 as proto;
use ledger_core::ids::{ItemId, KitDesignId};

/// `ListItems`.
///
/// # Errors
/// [`ReadError::BadToken`].
pub fn items(view: View<'_>, ask: proto::ListItemsRequest) -> Result<proto::ListItemsResponse, ReadError> {
    let proto::ListItemsRequest { page_size, page_token } = ask;
    let page = Page::new("ListItems", &[], page_size, &page_token)?;
    let rows = view.views.registrations().items.after(after(page.after, ItemId)).map(|(id, row)| proto::Item {
        index: id.0,
        item: Some((&row.fact).into()),
        proposed_by: row.proposed_by.0,
        confirmed_at: confirmed_at(row),
    });
    let (items, next_page_token) = page.cut(rows, |row| key(row.index));
    Ok(proto::ListItemsResponse { items, next_page_token, head: Some(view.head()) })
}

/// `ListKitDesigns`.
///
/// # Errors
/// [`ReadError::BadToken`].
pub fn kit_designs(
    view: View<'_>,
    ask: proto::ListKitDesignsRequest,
) -> Result<proto::ListKitDesignsResponse, ReadError> {
    let proto::ListKitDesignsRequest { page_size, page_token } = ask;
    let page = Page::new("ListKitDesigns", &[], page_size, &page_token)?;
    let found = view.views.registrations().kit_designs.after(after(page.after, KitDesignId));
    let rows = found.map(|(id, row)| proto::KitDesign {
        index: id.0,
        kit_design: Some((&row.fact).into()),
        proposed_by: row.proposed_by.0,
        confirmed_at: confirmed_at(row),
    });
    let (kit_designs, next_page_token) = page.cut(rows, |row| key(row.index));
    Ok(proto::ListKitDesignsResponse { kit_designs, next_page_token, head: Some(view.head()) })
}
