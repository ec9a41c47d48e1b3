//! Lists, and their lines one by one.

use super::grants::{stage_number, wanted_stage};
use super::page::Page;
use super::registry::{after, key};
use super::{ReadError, View, money};
use crate::proto::ledger::v1 as proto;
use crate::record::Choice;
use ledger_core::command::{Command, ListAct, Request};
use ledger_core::ids::{GrantId, Index, ListId};
use ledger_core::money::Amount;
use ledger_core::views::{Grant, List, ListStage, Stage, Views, What};
use std::collections::BTreeMap;

const STAGES: [(proto::ListStage, ListStage); 3] = [
    (proto::ListStage::Submitted, ListStage::Submitted),
    (proto::ListStage::Approved, ListStage::Approved),
    (proto::ListStage::Released, ListStage::Released),
];

fn number(stage: ListStage) -> i32 {
    STAGES.iter().find(|(_, own)| *own == stage).map_or(0, |(outside, _)| i32::from(*outside))
}

/// `GetList`.
///
/// # Errors
/// [`ReadError::NotFound`].
pub fn list(view: View<'_>, ask: proto::GetListRequest) -> Result<proto::GetListResponse, ReadError> {
    let proto::GetListRequest { list } = ask;
    let row = found(&view, list)?;
    Ok(proto::GetListResponse { list: Some(message(&view, ListId(list), row)), head: Some(view.head()) })
}

pub(super) fn found<'v>(view: &View<'v>, list: u64) -> Result<&'v List, ReadError> {
    view.views.lists().at(ListId(list)).ok_or(ReadError::NotFound { what: "list", index: list })
}

/// `ListLists`, all or those of an office, at a stage.
///
/// # Errors
/// [`ReadError`].
pub fn lists(view: View<'_>, ask: proto::ListListsRequest) -> Result<proto::ListListsResponse, ReadError> {
    let proto::ListListsRequest { page_size, page_token, office, stage } = ask;
    let page = Page::new("ListLists", &[office, u64::from(stage.unsigned_abs())], page_size, &page_token)?;
    if proto::ListStage::try_from(stage).is_err() {
        return Err(ReadError::Missing { field: "stage" });
    }
    let wanted = |row: &List| (office == 0 || row.office.0 == office) && (stage == 0 || number(row.stage) == stage);
    let found = view.views.lists().after(after(page.after, ListId)).filter(|(_, row)| wanted(row));
    let (rows, next_page_token) = page.cut(found, |(id, _)| key(id.0));
    let lists = rows.into_iter().map(|(id, row)| message(&view, id, row)).collect();
    Ok(proto::ListListsResponse { lists, next_page_token, head: Some(view.head()) })
}

fn message(view: &View<'_>, id: ListId, row: &List) -> proto::List {
    let approval = |(principal, index): &(ledger_core::ids::PrincipalId, Index)| proto::ListApproval {
        principal: principal.0,
        index: index.0,
    };
    let release = |release: &ledger_core::views::ListRelease| proto::ListRelease {
        index: release.index.0,
        released_by: release.released_by.0,
        line_count: release.line_count,
        total: Some(money::money(view, release.total)),
    };
    let results = |results: &ledger_core::views::ListResults| proto::ListResults {
        index: results.id.0,
        file: results.file.0.to_vec(),
        row_count: results.row_count,
        total: Some(money::money(view, results.total)),
    };
    proto::List {
        index: id.0,
        office: row.office.0,
        declared_count: row.declared_count,
        declared_total: Some(money::money(view, row.declared_total)),
        content: row.content.0.to_vec(),
        stage: number(row.stage),
        submitted_by: row.submitted_by.0,
        submitted_at: Some(money::timestamp(row.submitted_at)),
        approvals: row.approvals.iter().map(approval).collect(),
        approved_by: row.approved_by.map_or(0, |principal| principal.0),
        account: row.account.map_or(0, |account| account.0),
        releases: row.releases.iter().map(release).collect(),
        results: row.results.iter().map(results).collect(),
        stages: by_stage(view, row),
        last_change: row.last_change.0,
    }
}

fn by_stage(view: &View<'_>, row: &List) -> Vec<proto::LinesAtStage> {
    let mut stages: BTreeMap<Stage, (u32, Amount)> = BTreeMap::new();
    for grant in row.lines.iter().filter_map(|id| view.views.grant(*id)) {
        let (count, total) = stages.entry(grant.stage).or_default();
        *count = count.saturating_add(1);
        *total = total.checked_add(grant.amount).unwrap_or(Amount::MAX);
    }
    let at_stage = |(stage, (line_count, total))| proto::LinesAtStage {
        stage: stage_number(stage),
        line_count,
        total: Some(money::money(view, total)),
    };
    stages.into_iter().map(at_stage).collect()
}

/// The lines of a list with their grants, in order.
pub(super) fn lines<'v>(view: &View<'v>, row: &'v List) -> impl Iterator<Item = (u32, GrantId, &'v Grant)> {
    let views = view.views;
    (1_u32..).zip(&row.lines).filter_map(move |(line, id)| Some((line, *id, views.grant(*id)?)))
}

/// `ListLinesOfList`, all or those at a stage.
///
/// # Errors
/// [`ReadError`].
pub fn lines_of_list(
    view: View<'_>,
    ask: proto::ListLinesOfListRequest,
) -> Result<proto::ListLinesOfListResponse, ReadError> {
    let proto::ListLinesOfListRequest { page_size, page_token, list, stage } = ask;
    let filters = [list, u64::from(stage.unsigned_abs())];
    let page = Page::new("ListLinesOfList", &filters, page_size, &page_token)?;
    let wanted = wanted_stage(stage)?;
    let seen = page.after.map_or(0, |[line, _, _]| line);
    let found = lines(&view, found(&view, list)?)
        .filter(|(line, _, row)| u64::from(*line) > seen && wanted.is_none_or(|stage| row.stage == stage));
    let (rows, next_page_token) = page.cut(found, |(line, _, _)| key(u64::from(*line)));
    let lines = rows.into_iter().map(|(line, id, row)| line_message(&view, line, id, row)).collect();
    Ok(proto::ListLinesOfListResponse { lines, next_page_token, head: Some(view.head()) })
}

fn line_message(view: &View<'_>, line: u32, id: GrantId, row: &Grant) -> proto::ListLine {
    proto::ListLine {
        line,
        grant: id.0,
        programme: row.programme.0,
        office: row.office.0,
        beneficiary: row.beneficiary.0,
        payee: row.payee.map_or(0, |payee| payee.0),
        amount: Some(money::money(view, row.amount)),
        stage: stage_number(row.stage),
        returned: row.returned.map_or(0, Choice::number),
        last_change: row.last_change().map_or(0, |index| index.0),
    }
}

/// Which lines the items of a step are: those that its request brings, or those that waited for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LineNumbers {
    /// The request says them.
    Brought(Vec<u32>),
    /// The lines of the list whose last step was one of these.
    Waiting {
        /// The list.
        list: ListId,
        /// The steps that left them waiting.
        after: &'static [What],
    },
}

impl LineNumbers {
    /// The lines that this request is about.
    #[must_use]
    #[expect(clippy::wildcard_enum_match_arm, reason = "lines and rows are named; no other command is one")]
    pub fn of(request: &Request) -> Self {
        match &request.list {
            Some(ListAct::Approve { list, .. }) => Self::Waiting { list: *list, after: &[What::GrantDecided] },
            Some(ListAct::Release { list, .. }) => {
                Self::Waiting { list: *list, after: &[What::GrantAwarded, What::PaymentReturned] }
            }
            Some(ListAct::Submit { .. } | ListAct::Import { .. }) | None => {
                let line = |command: &Command| match command {
                    Command::SubmitLine(line) => line.line,
                    Command::ImportRow(row) => row.line,
                    _ => 0,
                };
                Self::Brought(request.commands.iter().map(line).collect())
            }
        }
    }

    /// The line of each item, as it was before the entry `before`: the same for the first answer and for every later
    /// one, whatever became of the lines since.
    #[must_use]
    pub fn resolve(self, views: &Views, before: Index) -> Vec<u32> {
        match self {
            Self::Brought(lines) => lines,
            Self::Waiting { list, after } => {
                let lines = views.lists().at(list).map_or(&[][..], |row| &row.lines);
                let waited = |id: &GrantId| views.grant(*id).is_some_and(|row| after.contains(&last_step(row, before)));
                (1_u32..).zip(lines).filter(|(_, id)| waited(id)).map(|(line, _)| line).collect()
            }
        }
    }
}

/// The last step that a grant took before an entry; what left it at its stage is no step.
fn last_step(row: &Grant, before: Index) -> What {
    let is_step = |what: &What| !matches!(what, What::ApprovalGiven | What::PayeeRenewed);
    let steps = row.history.iter().rev().filter(|(what, at)| *at < before && is_step(what));
    steps.map(|(what, _)| *what).next().unwrap_or(What::GrantApplied)
}
