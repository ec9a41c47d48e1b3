//! Money passed down to the lines that may spend it.

use super::register::DecisionRef;
use crate::ids::{AllotmentId, AreaId, EarmarkId, FundId, Index, LineId, OfficeId, ProgrammeId};
use crate::ranges::Ranges;
use crate::time::FiscalYear;

/// See [`Event::LineOpened`](super::Event::LineOpened). The line's id is this entry's index.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct LineOpened {
    /// The office that may draw.
    pub office: OfficeId,
    /// For this programme.
    pub programme: ProgrammeId,
    /// In this fiscal year.
    pub year: FiscalYear,
}

/// See [`Event::Allotted`](super::Event::Allotted).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Allotted {
    /// The line that gets the numbers.
    pub line: LineId,
    /// The line that gives them; none when they come from funds.
    pub parent: Option<LineId>,
    /// The numbers.
    pub ranges: Ranges,
}

/// See [`Event::AllotmentNotified`](super::Event::AllotmentNotified).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AllotmentNotified {
    /// The allotment.
    pub allotment: AllotmentId,
    /// The entry that last changed it, as the notifier saw it.
    pub last_change: Index,
    /// The line that may draw now.
    pub line: LineId,
    /// The numbers.
    pub ranges: Ranges,
}

/// See [`Event::AllotmentRecalled`](super::Event::AllotmentRecalled).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AllotmentRecalled {
    /// The line that gives back what it was notified of and has not used.
    pub line: LineId,
    /// The line that gets the numbers back; none when they go back to their funds.
    pub parent: Option<LineId>,
    /// The numbers.
    pub ranges: Ranges,
}

/// See [`Event::EarmarkPlaced`](super::Event::EarmarkPlaced). The earmark's id is this entry's index.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EarmarkPlaced {
    /// The fund that it binds; at most one live earmark a fund.
    pub fund: FundId,
    /// Kept for this programme.
    pub programme: Option<ProgrammeId>,
    /// Kept for this area, and all within it.
    pub area: Option<AreaId>,
    /// The decision behind it.
    pub decision: DecisionRef,
}

/// See [`Event::EarmarkLifted`](super::Event::EarmarkLifted).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EarmarkLifted {
    /// The earmark.
    pub earmark: EarmarkId,
    /// The decision to lift it.
    pub decision: DecisionRef,
}
