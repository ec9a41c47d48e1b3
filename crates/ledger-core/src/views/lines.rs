//! The lines, and the allotments that fill them.

use super::register::Register;
use crate::event::{Allotted, Entry, LineOpened};
use crate::ids::{AllotmentId, Index, LineId, OfficeId, PrincipalId};
use crate::money::Amount;
use std::collections::BTreeMap;

/// An allotment. The numbers that it moved stand under its entry: `Views::moved`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Allotment {
    /// The line that gets the money.
    pub line: LineId,
    /// The line that gives it; none when it comes from funds.
    pub parent: Option<LineId>,
    /// How much.
    pub amount: Amount,
    /// Who allotted.
    pub allotted_by: PrincipalId,
    /// The entry that notified it; the line may draw from there on.
    pub notified_at: Option<Index>,
}

/// All lines and allotments.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) lines: Register<LineId, LineOpened>,
    pub(super) allotments: Register<AllotmentId, Allotment>,
    by_office: BTreeMap<OfficeId, Vec<LineId>>,
    by_facts: BTreeMap<LineOpened, LineId>,
}

impl Lines {
    pub(super) fn open(&mut self, id: LineId, line: LineOpened) {
        self.lines.add(id, line);
        self.by_office.entry(line.office).or_default().push(id);
        self.by_facts.insert(line, id);
    }

    pub(super) fn allot(&mut self, entry: &Entry, event: &Allotted) {
        let allotment = Allotment {
            line: event.line,
            parent: event.parent,
            amount: event.ranges.amount(),
            allotted_by: entry.principal,
            notified_at: None,
        };
        self.allotments.add(AllotmentId(entry.index.0), allotment);
    }

    pub(super) fn notify(&mut self, id: AllotmentId, at: Index) {
        self.allotments.change(id, |allotment| allotment.notified_at = Some(at));
    }

    pub(super) fn office(&self, id: LineId) -> Option<OfficeId> {
        self.lines.at(id).map(|line| line.office)
    }

    pub(super) fn of_office(&self, office: OfficeId) -> &[LineId] {
        self.by_office.get(&office).map_or(&[], Vec::as_slice)
    }

    pub(super) fn find(&self, line: &LineOpened) -> Option<LineId> {
        self.by_facts.get(line).copied()
    }
}
