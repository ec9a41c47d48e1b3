//! Campaigns with what they raised, classes, approval policies.

use super::page::Page;
use super::registry::{after, confirmed_at, key};
use super::{ReadError, View, money};
use crate::proto::ledger::v1 as proto;
use ledger_core::event::CampaignRegistered;
use ledger_core::ids::{CampaignId, ClassId, PolicyId};
use ledger_core::views::Registered;

/// `ListCampaigns`.
///
/// # Errors
/// [`ReadError::BadToken`].
pub fn campaigns(view: View<'_>, ask: proto::ListCampaignsRequest) -> Result<proto::ListCampaignsResponse, ReadError> {
    let proto::ListCampaignsRequest { page_size, page_token } = ask;
    let page = Page::new("ListCampaigns", &[], page_size, &page_token)?;
    let found = view.views.registrations().campaigns.after(after(page.after, CampaignId));
    let rows = found.map(|(id, row)| campaign(&view, id, row));
    let (campaigns, next_page_token) = page.cut(rows, |row| key(row.index));
    Ok(proto::ListCampaignsResponse { campaigns, next_page_token, head: Some(view.head()) })
}

fn campaign(view: &View<'_>, id: CampaignId, row: &Registered<CampaignRegistered>) -> proto::Campaign {
    let raised = view.views.raised(id);
    let closed_at = view.views.closed_at(id).map_or(0, |index| index.0);
    proto::Campaign {
        index: id.0,
        campaign: Some((&row.fact).into()),
        proposed_by: row.proposed_by.0,
        confirmed_at: confirmed_at(row),
        last_change: closed_at.max(id.0),
        closed_at,
        receipt_count: raised.receipt_count,
        recorded: Some(money::money(view, raised.recorded)),
        reversed: Some(money::money(view, raised.reversed)),
    }
}

/// `ListClasses`.
///
/// # Errors
/// [`ReadError::BadToken`].
pub fn classes(view: View<'_>, ask: proto::ListClassesRequest) -> Result<proto::ListClassesResponse, ReadError> {
    let proto::ListClassesRequest { page_size, page_token } = ask;
    let page = Page::new("ListClasses", &[], page_size, &page_token)?;
    let rows = view.views.registrations().classes.after(after(page.after, ClassId)).map(|(id, row)| proto::Class {
        index: id.0,
        class: Some((&row.fact).into()),
        proposed_by: row.proposed_by.0,
        confirmed_at: confirmed_at(row),
    });
    let (classes, next_page_token) = page.cut(rows, |row| key(row.index));
    Ok(proto::ListClassesResponse { classes, next_page_token, head: Some(view.head()) })
}

/// `ListPolicies`.
///
/// # Errors
/// [`ReadError::BadToken`].
pub fn policies(view: View<'_>, ask: proto::ListPoliciesRequest) -> Result<proto::ListPoliciesResponse, ReadError> {
    let proto::ListPoliciesRequest { page_size, page_token } = ask;
    let page = Page::new("ListPolicies", &[], page_size, &page_token)?;
    let found = view.views.registrations().policies.after(after(page.after, PolicyId));
    let rows = found.map(|(id, row)| proto::ApprovalPolicy {
        index: id.0,
        policy: Some((&row.fact).into()),
        proposed_by: row.proposed_by.0,
        confirmed_at: confirmed_at(row),
    });
    let (policies, next_page_token) = page.cut(rows, |row| key(row.index));
    Ok(proto::ListPoliciesResponse { policies, next_page_token, head: Some(view.head()) })
}
