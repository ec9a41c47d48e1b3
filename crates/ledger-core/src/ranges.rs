//! The numbered rials: runs of numbers within a series.
//!
//! A series counts its rials in order of arrival; an entry that uses money names the numbers that it uses.

use crate::ids::SeriesId;
use crate::money::Amount;
use core::fmt;

/// The most ranges that one entry may name, so that an entry stays well under 64 KiB.
pub const MOST_RANGES: usize = 2_048;

/// The numbers `[start, start + count)` of a series. Never empty, never past 2^63 − 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Range {
    series: SeriesId,
    start: u64,
    count: u64,
}

impl Range {
    /// The range of `count` numbers from `start`; `None` if it is empty or passes the largest amount.
    #[must_use]
    pub fn new(series: SeriesId, start: u64, count: u64) -> Option<Self> {
        let end = start.checked_add(count)?;
        (count > 0 && Amount::new(end).is_some()).then_some(Self { series, start, count })
    }

    /// The series whose numbers these are.
    #[must_use]
    pub const fn series(self) -> SeriesId {
        self.series
    }

    /// The first number.
    #[must_use]
    pub const fn start(self) -> u64 {
        self.start
    }

    /// How many numbers: one for each smallest part of the unit.
    #[must_use]
    pub const fn count(self) -> u64 {
        self.count
    }

    /// The number after the last one. Cannot overflow: `new` checked it.
    #[must_use]
    pub const fn end(self) -> u64 {
        self.start.wrapping_add(self.count)
    }

    /// The part of this range that lies in `other`.
    #[must_use]
    pub fn overlap(self, other: Self) -> Option<Self> {
        if self.series != other.series {
            return None;
        }
        let start = self.start.max(other.start);
        let end = self.end().min(other.end());
        end.checked_sub(start).and_then(|count| Self::new(self.series, start, count))
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}, {})", self.series, self.start, self.end())
    }
}

/// What is wrong with a list of ranges, whatever the state of the book.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadRanges {
    /// No range at all.
    #[error("names no range")]
    None,
    /// More than [`MOST_RANGES`].
    #[error("names {count} ranges; at most {MOST_RANGES} are allowed")]
    TooMany {
        /// How many.
        count: usize,
    },
    /// Two ranges share a number.
    #[error("names the numbers {0} twice")]
    Overlap(Range),
    /// Together more than the largest amount.
    #[error("sums to more than an amount can hold")]
    TooLarge,
}

/// Ranges that an entry names: at least one, apart from each other, in the order in which they were taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ranges(Vec<Range>);

impl Ranges {
    /// Takes `ranges` if they are sound in themselves.
    ///
    /// # Errors
    /// [`BadRanges`] if there is none, there are too many, two overlap, or the sum is too large.
    pub fn new(ranges: Vec<Range>) -> Result<Self, BadRanges> {
        if ranges.is_empty() {
            return Err(BadRanges::None);
        }
        if ranges.len() > MOST_RANGES {
            return Err(BadRanges::TooMany { count: ranges.len() });
        }
        let mut sorted = ranges.clone();
        sorted.sort_unstable();
        if let Some(shared) = sorted.windows(2).find_map(|pair| pair[0].overlap(pair[1])) {
            return Err(BadRanges::Overlap(shared));
        }
        sum(&ranges).ok_or(BadRanges::TooLarge)?;
        Ok(Self(ranges))
    }

    /// One range alone.
    #[must_use]
    pub fn one(range: Range) -> Self {
        Self(vec![range])
    }

    /// The ranges in order.
    #[must_use]
    pub fn as_slice(&self) -> &[Range] {
        &self.0
    }

    /// How much all of them hold. Checked when they were taken.
    #[must_use]
    pub fn amount(&self) -> Amount {
        sum(&self.0).unwrap_or(Amount::MAX)
    }
}

fn sum(ranges: &[Range]) -> Option<Amount> {
    ranges.iter().try_fold(Amount::ZERO, |total, range| total.checked_add(Amount::new(range.count())?))
}

#[cfg(test)]
mod tests {
    use super::{BadRanges, Range, Ranges};
    use crate::ids::SeriesId;

    fn range(series: u64, start: u64, count: u64) -> Range {
        Range::new(SeriesId(series), start, count).expect("a sound range")
    }

    #[test]
    fn a_range_is_never_empty_and_never_too_large() {
        assert_eq!(Range::new(SeriesId(1), 5, 0), None);
        assert_eq!(Range::new(SeriesId(1), u64::MAX, 1), None);
        assert_eq!(Range::new(SeriesId(1), i64::MAX as u64, 1), None);
    }

    #[test]
    fn ranges_that_share_a_number_are_refused() {
        let shared = Ranges::new(vec![range(1, 10, 5), range(2, 0, 3), range(1, 14, 2)]);
        assert_eq!(shared, Err(BadRanges::Overlap(range(1, 14, 1))));
        let apart = Ranges::new(vec![range(1, 10, 4), range(1, 14, 2)]).expect("apart");
        assert_eq!(apart.amount().count(), 6);
    }
}
