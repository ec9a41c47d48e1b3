//! From a gift to its uses and from a use to its gifts. Each step is a look-up in a sorted list.
//!
//! Which rial of a fund pays for what is a convention (first come, first used), and says nothing more.

use super::{Views, grant_at};
use crate::ids::{GrantId, LineId, ReceiptId};
use crate::place::Place;
use crate::ranges::Range;

/// Part of a receipt and where it is now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Part {
    /// The numbers.
    pub range: Range,
    /// Where they are.
    pub place: Place,
    /// The line that holds them, or through which the grant got them.
    pub line: Option<LineId>,
    /// The grant that they are encumbered for, on their way to, or spent on.
    pub grant: Option<GrantId>,
}

/// Part of what a grant has, and the receipt that it came with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Contribution {
    /// The receipt.
    pub receipt: ReceiptId,
    /// The numbers of the receipt that the grant has.
    pub range: Range,
    /// Whether they are encumbered, in payment or spent.
    pub place: Place,
}

impl Views {
    /// Where the numbers of a receipt are now, lowest first, after the part `after`. Nothing, if there is no such
    /// receipt.
    pub fn trace_receipt(&self, receipt: ReceiptId, after: Option<Range>) -> impl Iterator<Item = Part> {
        let numbers = self.receipts.at(receipt).and_then(|receipt| rest(receipt.numbers, after));
        numbers.into_iter().flat_map(|numbers| self.partition.segments_over(numbers)).map(|(range, place)| Part {
            range,
            place,
            line: self.line_at(place),
            grant: grant_at(place),
        })
    }

    /// The receipts that a grant's money came with, by series and number, after the range `after`. A cancelled
    /// grant has none: its numbers went back to the line.
    pub fn trace_grant(&self, grant: GrantId, after: Option<Range>) -> impl Iterator<Item = Contribution> {
        let mut held: Vec<(Range, Place)> = [Place::Encumbered(grant), Place::InPayment(grant), Place::Spent(grant)]
            .into_iter()
            .flat_map(|place| self.partition.held(place).map(move |range| (range, place)))
            .filter_map(|(range, place)| Some((rest(range, after)?, place)))
            .collect();
        held.sort_unstable_by_key(|(range, _)| *range);
        held.into_iter()
            .flat_map(|(range, place)| {
                let contribution = move |(receipt, range): (super::Receipt, Range)| (receipt.id, range, place);
                self.receipts.over(range).map(contribution)
            })
            .map(|(receipt, range, place)| Contribution { receipt, range, place })
    }

    /// The receipt that brought in the first number of `range`.
    #[must_use]
    pub fn receipt_of(&self, range: Range) -> Option<ReceiptId> {
        self.receipts.over(range).next().map(|(receipt, _)| receipt.id)
    }
}

/// What of `range` comes after `after`, by series and number.
fn rest(range: Range, after: Option<Range>) -> Option<Range> {
    match after {
        Some(seen) if seen.series() > range.series() => None,
        Some(seen) if seen.series() == range.series() => {
            let start = range.start().max(seen.end());
            Range::new(range.series(), start, range.end().checked_sub(start)?)
        }
        Some(_) | None => Some(range),
    }
}
