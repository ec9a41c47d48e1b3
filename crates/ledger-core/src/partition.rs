//! The partition of the numbered rials: every number of every series has one place.
//!
//! Neighbouring numbers in the same place are always one segment, so two partitions are equal exactly if they
//! put every number in the same place. An overlap or a hole cannot be written down here; what an entry claims is
//! compared with it before anything moves.

use crate::ids::{AccountId, FundId, SeriesId};
use crate::money::Amount;
use crate::place::Place;
use crate::ranges::{Range, Ranges};
use crate::table::{Table, TableMark};

/// A series: the rials of one fund in one account.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Series {
    /// The fund.
    pub fund: FundId,
    /// The account.
    pub account: AccountId,
    /// How many numbers it has given out; never falls.
    pub numbered: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Segment<P> {
    end: u64,
    place: P,
}

/// What a partition needs to know of its places: where new numbers are. Rials have [`Place`], units of goods
/// [`StockPlace`](crate::place::StockPlace).
pub trait Holding: Copy + Ord + core::fmt::Debug {
    /// Where most new numbers are, and where they are taken from.
    const FREE: Self;
}

/// Why numbers are not where somebody says that they are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Misplaced<P = Place> {
    /// There is no such series.
    NoSeries(SeriesId),
    /// The range passes the end of the series.
    Beyond {
        /// The series.
        series: SeriesId,
        /// How many numbers it has.
        numbered: u64,
    },
    /// A number is in another place.
    Elsewhere {
        /// The series.
        series: SeriesId,
        /// The first number that is elsewhere.
        number: u64,
        /// Where it is.
        place: P,
    },
}

/// Where every number is.
#[derive(Clone, PartialEq, Debug)]
pub struct Partition<P = Place> {
    series: Table<SeriesId, Series>,
    segments: Table<(SeriesId, u64), Segment<P>>,
    /// The same segments, found by place.
    held: Table<(P, SeriesId, u64), u64>,
}

impl<P> Default for Partition<P> {
    fn default() -> Self {
        Self { series: Table::default(), segments: Table::default(), held: Table::default() }
    }
}

/// A moment to go back to.
#[derive(Clone, Copy, Debug)]
pub struct PartitionMark(TableMark, TableMark, TableMark);

impl<P: Holding> Partition<P> {
    /// Opens a series without numbers.
    pub fn open(&mut self, id: SeriesId, fund: FundId, account: AccountId) {
        self.series.set(id, Series { fund, account, numbered: 0 });
    }

    /// The series with this id.
    #[must_use]
    pub fn series(&self, id: SeriesId) -> Option<&Series> {
        self.series.at(&id)
    }

    /// All series in the order of their ids.
    pub fn all_series(&self) -> impl Iterator<Item = (SeriesId, &Series)> {
        self.series.iter().map(|(id, series)| (*id, series))
    }

    /// Gives out the numbers of `range`, which must be the next ones of its series, as free.
    pub fn extend(&mut self, range: Range) {
        debug_assert_eq!(self.series(range.series()).map(|s| s.numbered), Some(range.start()), "checked before");
        self.series.change(&range.series(), |series| series.numbered = range.end());
        let before = range.start().checked_sub(1).and_then(|last| self.segment_with(range.series(), last));
        match before {
            // Gift after gift the free segment at the end only grows: the most frequent act of all.
            Some((start, Segment { place, .. })) if place == P::FREE => {
                self.segments.change(&(range.series(), start), |segment| segment.end = range.end());
                self.held.change(&(P::FREE, range.series(), start), |end| *end = range.end());
            }
            Some(_) | None => self.write(range, P::FREE),
        }
    }

    /// Whether all numbers of `range` are in `place`.
    ///
    /// # Errors
    /// The first number that is not.
    pub fn find(&self, range: Range, place: P) -> Result<(), Misplaced<P>> {
        let series = range.series();
        let numbered = self.series(series).ok_or(Misplaced::NoSeries(series))?.numbered;
        if range.end() > numbered {
            return Err(Misplaced::Beyond { series, numbered });
        }
        match self.segments_over(range).find(|(_, found)| *found != place) {
            Some((part, found)) => Err(Misplaced::Elsewhere { series, number: part.start(), place: found }),
            None => Ok(()),
        }
    }

    /// Moves all numbers of `ranges` to `place`. They must be numbered; `find` was asked before.
    pub fn shift(&mut self, ranges: &Ranges, place: P) {
        for range in ranges.as_slice() {
            self.split(range.series(), range.start());
            self.split(range.series(), range.end());
            self.clear(*range);
            self.write(*range, place);
            self.join(range.series(), range.end());
            self.join(range.series(), range.start());
        }
    }

    /// The parts of `range` with their places, in the order of the numbers. Numbers that were never given out
    /// are left out.
    pub fn segments_over(&self, range: Range) -> impl Iterator<Item = (Range, P)> + '_ {
        let series = range.series();
        let first =
            self.segments.range((series, 0)..=(series, range.start())).next_back().map_or(0, |((_, start), _)| *start);
        self.segments.range((series, first)..(series, range.end())).filter_map(move |((_, start), segment)| {
            Some((stretch(series, *start, segment.end)?.overlap(range)?, segment.place))
        })
    }

    /// The segments of a series in the order of the numbers.
    pub fn segments_of(&self, series: SeriesId) -> impl Iterator<Item = (Range, P)> + '_ {
        self.segments
            .range((series, 0)..=(series, u64::MAX))
            .filter_map(move |((_, start), segment)| Some((stretch(series, *start, segment.end)?, segment.place)))
    }

    /// The ranges in `place`, by series and number.
    pub fn held(&self, place: P) -> impl Iterator<Item = Range> + '_ {
        self.held
            .range((place, SeriesId(0), 0)..=(place, SeriesId(u64::MAX), u64::MAX))
            .filter_map(|((_, series, start), end)| stretch(*series, *start, *end))
    }

    /// The ranges of one series in `place`, lowest first.
    pub fn held_in(&self, place: P, series: SeriesId) -> impl DoubleEndedIterator<Item = Range> + '_ {
        self.held
            .range((place, series, 0)..=(place, series, u64::MAX))
            .filter_map(move |((_, _, start), end)| stretch(series, *start, *end))
    }

    /// How much is in `place`.
    #[must_use]
    pub fn amount(&self, place: P) -> Amount {
        self.held(place).fold(Amount::ZERO, |total, range| {
            Amount::new(range.count()).and_then(|count| total.checked_add(count)).unwrap_or(Amount::MAX)
        })
    }

    /// Remembers this moment.
    #[must_use]
    pub fn mark(&self) -> PartitionMark {
        PartitionMark(self.series.mark(), self.segments.mark(), self.held.mark())
    }

    /// Goes back to `mark`.
    pub fn roll_back(&mut self, mark: PartitionMark) {
        self.series.roll_back(mark.0);
        self.segments.roll_back(mark.1);
        self.held.roll_back(mark.2);
    }

    /// Forgets how to go back.
    pub fn settle(&mut self) {
        self.series.settle();
        self.segments.settle();
        self.held.settle();
    }

    fn put(&mut self, series: SeriesId, start: u64, segment: Segment<P>) {
        self.segments.set((series, start), segment);
        self.held.set((segment.place, series, start), segment.end);
    }

    fn take(&mut self, series: SeriesId, start: u64) -> Option<Segment<P>> {
        let segment = *self.segments.at(&(series, start))?;
        self.segments.remove(&(series, start));
        self.held.remove(&(segment.place, series, start));
        Some(segment)
    }

    fn write(&mut self, range: Range, place: P) {
        self.put(range.series(), range.start(), Segment { end: range.end(), place });
    }

    /// Takes away the segments that make up `range`, which starts and ends at the edge of one.
    fn clear(&mut self, range: Range) {
        let mut at = range.start();
        while at < range.end() {
            match self.take(range.series(), at) {
                Some(segment) => at = segment.end,
                None => return,
            }
        }
    }

    /// Makes `number` the start of a segment, if it lies inside one.
    fn split(&mut self, series: SeriesId, number: u64) {
        let Some((start, segment)) = self.segment_with(series, number) else {
            return;
        };
        if start == number {
            return;
        }
        self.take(series, start);
        self.put(series, start, Segment { end: number, ..segment });
        self.put(series, number, segment);
    }

    /// Makes one segment of the two that meet at `number`, if they are in the same place.
    fn join(&mut self, series: SeriesId, number: u64) {
        let Some(right) = self.segments.at(&(series, number)).copied() else {
            return;
        };
        let Some(left) = number.checked_sub(1).and_then(|before| self.segment_with(series, before)) else {
            return;
        };
        if left.1.place == right.place && left.1.end == number {
            self.take(series, left.0);
            self.take(series, number);
            self.put(series, left.0, Segment { end: right.end, place: right.place });
        }
    }

    fn segment_with(&self, series: SeriesId, number: u64) -> Option<(u64, Segment<P>)> {
        let ((_, start), segment) = self.segments.range((series, 0)..=(series, number)).next_back()?;
        (number < segment.end).then_some((*start, *segment))
    }
}

fn stretch(series: SeriesId, start: u64, end: u64) -> Option<Range> {
    Range::new(series, start, end.checked_sub(start)?)
}

#[cfg(test)]
mod tests {
    use super::{Misplaced, Partition};
    use crate::ids::{AccountId, FundId, GrantId, LineId, SeriesId};
    use crate::place::Place;
    use crate::ranges::{Range, Ranges};
    use proptest::prelude::*;

    const SERIES: SeriesId = SeriesId(7);
    const PLACES: [Place; 4] =
        [Place::Free, Place::Notified(LineId(1)), Place::Encumbered(GrantId(2)), Place::Spent(GrantId(2))];

    fn range(start: u64, count: u64) -> Range {
        Range::new(SERIES, start, count).expect("a sound range")
    }

    fn filled(count: u64) -> Partition {
        let mut partition = Partition::<Place>::default();
        partition.open(SERIES, FundId(1), AccountId(2));
        partition.extend(range(0, count));
        partition
    }

    #[test]
    fn receipts_that_follow_each_other_are_one_free_segment() {
        let mut partition = filled(10);
        partition.extend(range(10, 5));
        assert_eq!(partition.segments_of(SERIES).collect::<Vec<_>>(), [(range(0, 15), Place::Free)]);
    }

    #[test]
    fn numbers_that_are_elsewhere_are_named() {
        let mut partition = filled(10);
        partition.shift(&Ranges::one(range(4, 2)), Place::Notified(LineId(1)));
        assert_eq!(
            partition.find(range(2, 5), Place::Free),
            Err(Misplaced::Elsewhere { series: SERIES, number: 4, place: Place::Notified(LineId(1)) })
        );
        assert_eq!(partition.find(range(8, 3), Place::Free), Err(Misplaced::Beyond { series: SERIES, numbered: 10 }));
        assert_eq!(partition.find(range(6, 4), Place::Free), Ok(()));
    }

    proptest! {
        /// Against a list with one place per number.
        #[test]
        fn the_partition_is_a_map_from_each_number_to_its_place(
            moves in proptest::collection::vec((0u64..40, 1u64..20, 0usize..4), 0..40),
        ) {
            let mut partition = filled(40);
            let mut naive = vec![Place::Free; 40];
            let mark = partition.mark();
            let before = partition.clone();
            for (start, count, place) in moves {
                let count = count.min(40 - start);
                partition.shift(&Ranges::one(range(start, count)), PLACES[place]);
                for number in start..start + count { naive[usize::try_from(number).expect("small")] = PLACES[place]; }
            }
            let segments: Vec<_> = partition.segments_of(SERIES).collect();
            let spread: Vec<Place> = segments.iter()
                .flat_map(|(part, place)| std::iter::repeat_n(*place, usize::try_from(part.count()).expect("small"))).collect();
            prop_assert_eq!(&spread, &naive);
            prop_assert!(segments.windows(2).all(|pair| pair[0].1 != pair[1].1), "neighbours are joined");
            for place in PLACES {
                let expected = naive.iter().filter(|p| **p == place).count();
                prop_assert_eq!(usize::try_from(partition.amount(place).count()).expect("small"), expected);
            }
            partition.roll_back(mark);
            prop_assert!(partition == before);
        }
    }
}
