//! The lists: what each declares, how far it has come, and its lines.

use super::register::Register;
use crate::event::{Entry, Event, GrantApplied, ListSubmitted};
use crate::ids::{AccountId, ContentHash, GrantId, Index, ListId, OfficeId, PrincipalId, ResultsId};
use crate::money::Amount;
use crate::time::Timestamp;
use std::collections::BTreeMap;

/// How far a list has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ListStage {
    /// Its lines are applied for and decided; it waits for its approval.
    Submitted,
    /// Its lines are awarded; it waits for its release.
    Approved,
    /// Payments are ordered; the bank's results come.
    Released,
}

/// One release of a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ListRelease {
    /// The entry.
    pub index: Index,
    /// Who released.
    pub released_by: PrincipalId,
    /// How many payments were ordered.
    pub line_count: u32,
    /// What they sum up to.
    pub total: Amount,
}

/// One file of the bank.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ListResults {
    /// The entry.
    pub id: ResultsId,
    /// SHA-256 of the file.
    pub file: ContentHash,
    /// How many rows it has.
    pub row_count: u32,
    /// What they sum up to.
    pub total: Amount,
}

/// A list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct List {
    /// The office that made it.
    pub office: OfficeId,
    /// How many lines it declares, which is how many it has.
    pub declared_count: u32,
    /// What it declares that they sum up to, which is what they do.
    pub declared_total: Amount,
    /// The token of its lines in their normal form.
    pub content: ContentHash,
    /// How far it has come.
    pub stage: ListStage,
    /// The maker.
    pub submitted_by: PrincipalId,
    /// When.
    pub submitted_at: Timestamp,
    /// The checker.
    pub approved_by: Option<PrincipalId>,
    /// The account that pays.
    pub account: Option<AccountId>,
    /// Its releases, oldest first.
    pub releases: Vec<ListRelease>,
    /// The bank's files, oldest first.
    pub results: Vec<ListResults>,
    /// Its lines: the n-th is line n + 1.
    pub lines: Vec<GrantId>,
    /// Who approved it beside the one who approves last, and in which entry.
    pub approvals: Vec<(PrincipalId, Index)>,
    /// The entry that last changed it, to be named by its next step.
    pub last_change: Index,
}

/// All lists.
#[derive(Debug, Default)]
pub(super) struct Lists {
    pub(super) rows: Register<ListId, List>,
    list_of: BTreeMap<GrantId, ListId>,
}

impl Lists {
    /// Takes what the entry does to a list, if it does anything.
    #[expect(clippy::wildcard_enum_match_arm, reason = "those that touch a list are named; no other entry does")]
    pub(super) fn fold(&mut self, entry: &Entry) {
        let at = entry.index;
        match &entry.event {
            Event::ListSubmitted(e) => self.rows.add(ListId(at.0), submitted(entry, *e)),
            Event::GrantApplied(e) => self.add_line(GrantId(at.0), *e),
            Event::ListApproved(e) => self.change(e.list, at, |row| {
                row.stage = ListStage::Approved;
                row.approved_by = Some(entry.principal);
                row.account = Some(e.account);
            }),
            Event::ListReleased(e) => self.change(e.list, at, |row| {
                row.stage = ListStage::Released;
                let (line_count, total) = (e.line_count, e.total);
                row.releases.push(ListRelease { index: at, released_by: entry.principal, line_count, total });
            }),
            Event::ResultsImported(e) => self.change(e.list, at, |row| {
                let (id, file) = (ResultsId(at.0), e.file);
                row.results.push(ListResults { id, file, row_count: e.row_count, total: e.total });
            }),
            Event::ApprovalGiven(e) => {
                self.rows.change(ListId(e.object.0), |row| row.approvals.push((entry.principal, at)));
            }
            Event::PayeeRenewed(e) => self.line_changed(e.grant, at),
            Event::GrantCancelled(e) => self.line_changed(e.grant, at),
            _ => {}
        }
    }

    fn change(&mut self, list: ListId, at: Index, change: impl FnOnce(&mut List)) {
        self.rows.change(list, |row| {
            change(row);
            row.last_change = at;
        });
    }

    fn add_line(&mut self, grant: GrantId, event: GrantApplied) {
        if let Some(place) = event.list {
            self.list_of.insert(grant, place.list);
            self.rows.change(place.list, |row| row.lines.push(grant));
        }
    }

    fn line_changed(&mut self, grant: GrantId, at: Index) {
        if let Some(list) = self.list_of.get(&grant).copied() {
            self.change(list, at, |_| {});
        }
    }
}

fn submitted(entry: &Entry, event: ListSubmitted) -> List {
    List {
        office: event.office,
        declared_count: event.declared_count,
        declared_total: event.declared_total,
        content: event.content,
        stage: ListStage::Submitted,
        submitted_by: entry.principal,
        submitted_at: entry.recorded_at,
        approved_by: None,
        account: None,
        releases: Vec::new(),
        results: Vec::new(),
        lines: Vec::new(),
        approvals: Vec::new(),
        last_change: entry.index,
    }
}
