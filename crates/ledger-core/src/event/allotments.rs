//! Money passed down to the lines that may spend it.

use crate::ids::{AllotmentId, Index, LineId, OfficeId, ProgrammeId};
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
