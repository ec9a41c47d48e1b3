//! Grants.

use super::page::Page;
use super::registry::{after, key};
use super::traces::event_number;
use super::{ReadError, View, money};
use crate::proto::ledger::v1 as proto;
use crate::record::Choice;
use ledger_core::ids::GrantId;
use ledger_core::views::{Grant, Stage};

/// The stages of the API and of the views, side by side.
const STAGES: [(proto::GrantStage, Stage); 10] = [
    (proto::GrantStage::Applied, Stage::Applied),
    (proto::GrantStage::Decided, Stage::Decided),
    (proto::GrantStage::CreditSecured, Stage::CreditSecured),
    (proto::GrantStage::Awarded, Stage::Awarded),
    (proto::GrantStage::Verified, Stage::Verified),
    (proto::GrantStage::Ordered, Stage::Ordered),
    (proto::GrantStage::Paid, Stage::Paid),
    (proto::GrantStage::Returned, Stage::Returned),
    (proto::GrantStage::Cancelled, Stage::Cancelled),
    (proto::GrantStage::HandedOver, Stage::HandedOver),
];

pub(super) fn stage_number(stage: Stage) -> i32 {
    STAGES.iter().find(|(_, own)| *own == stage).map_or(0, |(outside, _)| i32::from(*outside))
}

/// The stage that a filter names: none for any.
pub(super) fn wanted_stage(number: i32) -> Result<Option<Stage>, ReadError> {
    if number == 0 {
        return Ok(None);
    }
    let stage = STAGES.iter().find(|(outside, _)| i32::from(*outside) == number).map(|(_, own)| *own);
    stage.map(Some).ok_or(ReadError::Missing { field: "stage" })
}

/// `GetGrant`.
///
/// # Errors
/// [`ReadError::NotFound`].
pub fn grant(view: View<'_>, ask: proto::GetGrantRequest) -> Result<proto::GetGrantResponse, ReadError> {
    let proto::GetGrantRequest { grant } = ask;
    let row = view.views.grant(GrantId(grant)).ok_or(ReadError::NotFound { what: "grant", index: grant })?;
    Ok(proto::GetGrantResponse { grant: Some(message(&view, GrantId(grant), row)), head: Some(view.head()) })
}

/// `ListGrants`, all or those at a stage.
///
/// # Errors
/// [`ReadError::BadToken`].
pub fn grants(view: View<'_>, ask: proto::ListGrantsRequest) -> Result<proto::ListGrantsResponse, ReadError> {
    let proto::ListGrantsRequest { page_size, page_token, stage } = ask;
    let page = Page::new("ListGrants", &[u64::from(stage.unsigned_abs())], page_size, &page_token)?;
    let from = after(page.after, GrantId);
    let found: Box<dyn Iterator<Item = (GrantId, &Grant)>> = match wanted_stage(stage)? {
        None => Box::new(view.views.grants(from)),
        Some(wanted) => Box::new(view.views.grants_at(wanted, from)),
    };
    let (rows, next_page_token) = page.cut(found, |(id, _)| key(id.0));
    let grants = rows.into_iter().map(|(id, row)| message(&view, id, row)).collect();
    Ok(proto::ListGrantsResponse { grants, next_page_token, head: Some(view.head()) })
}

fn message(view: &View<'_>, id: GrantId, row: &Grant) -> proto::Grant {
    proto::Grant {
        index: id.0,
        programme: row.programme.0,
        office: row.office.0,
        beneficiary: row.beneficiary.0,
        amount: Some(money::money(view, row.amount)),
        stage: stage_number(row.stage),
        last_change: row.last_change().map_or(0, |index| index.0),
        rule: row.rule.map_or(0, |rule| rule.0),
        line: row.line.map_or(0, |line| line.0),
        account: row.account.map_or(0, |account| account.0),
        history: row
            .history
            .iter()
            .map(|(what, index)| proto::GrantChange { event: event_number(*what), index: index.0 })
            .collect(),
        payee: row.payee.map_or(0, |payee| payee.0),
        kit_design: row.kit_design.map_or(0, |design| design.0),
        kit: row.kit.map_or(0, |kit| kit.0),
        list: row.list.map_or(0, |place| place.list.0),
        line_of_list: row.list.map_or(0, |place| place.line),
        returned: row.returned.map_or(0, Choice::number),
    }
}
