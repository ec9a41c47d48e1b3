//! Rules 3, 8 and 9 for every use of numbered rials: they are there, they are where the entry says, and the
//! donor's wish admits the use.

use crate::event::{Event, FundOpened, Restriction};
use crate::ids::{FundId, OfficeId, ProgrammeId};
use crate::movement::movement;
use crate::partition::Misplaced;
use crate::place::Place;
use crate::ranges::{MOST_RANGES, Range, Ranges};
use crate::rejection::Rejection;
use crate::state::State;

/// Refuses ranges that are not all in `place`.
pub(super) fn all_in(state: &State, ranges: &Ranges, place: Place) -> Result<(), Rejection> {
    ranges.as_slice().iter().try_for_each(|range| state.partition.find(*range, place).map_err(refusal))
}

/// What it means that a number is elsewhere, where nothing more can be said.
pub(super) fn refusal(misplaced: Misplaced) -> Rejection {
    match misplaced {
        Misplaced::NoSeries(series) => Rejection::UnknownSeries { series: series.0 },
        Misplaced::Beyond { series, numbered } => Rejection::NumbersBeyondSeries { series: series.0, numbered },
        Misplaced::Elsewhere { series, number, .. } => Rejection::NumbersNotThere { series: series.0, number },
    }
}

/// Refuses ranges whose donors' restrictions do not admit this use.
pub(super) fn all_admit(
    state: &State,
    ranges: &Ranges,
    office: OfficeId,
    programme: ProgrammeId,
) -> Result<(), Rejection> {
    ranges.as_slice().iter().try_for_each(|range| {
        let (id, fund) = fund_of(state, *range)?;
        admits(state, id, &fund.restriction, office, programme)
    })
}

/// Refuses if the restriction does not admit a use by `office` for `programme`: the restriction's area must hold
/// the office's, and its programme, if it names one, must be this one.
pub(super) fn admits(
    state: &State,
    fund: FundId,
    restriction: &Restriction,
    office: OfficeId,
    programme: ProgrammeId,
) -> Result<(), Rejection> {
    let forbids = |dimension| Rejection::RestrictionForbids { fund: fund.0, dimension };
    if restriction.programme.is_some_and(|wanted| wanted != programme) {
        return Err(forbids(1));
    }
    let area = state.offices.at(&office).map(|row| row.area).ok_or(Rejection::UnknownOffice { office: office.0 })?;
    match restriction.area {
        Some(wanted) if !state.area_holds(wanted, area) => Err(forbids(2)),
        Some(_) | None => Ok(()),
    }
}

/// The fund that a range belongs to.
pub(super) fn fund_of(state: &State, range: Range) -> Result<(FundId, &FundOpened), Rejection> {
    let unknown = Rejection::UnknownSeries { series: range.series().0 };
    let series = state.partition.series(range.series()).ok_or(unknown)?;
    state.funds.at(&series.fund).map(|fund| (series.fund, fund)).ok_or(unknown)
}

/// The order of taking: smallest area first, then more dimensions set, then lower fund, then lowest number. So
/// the narrowest money goes first, and what can be used anywhere is kept longest.
pub(super) fn order_of_taking(state: &State, range: Range) -> (u8, u8, FundId, Range) {
    let Ok((id, fund)) = fund_of(state, range) else { return (u8::MAX, u8::MAX, FundId(u64::MAX), range) };
    let (breadth, vagueness) = breadth(state, &fund.restriction);
    (breadth, vagueness, id, range)
}

/// How wide a restriction is: (area from 0 for a neighbourhood to 4 for anywhere, dimensions left open).
pub(super) fn breadth(state: &State, restriction: &Restriction) -> (u8, u8) {
    let level = restriction.area.and_then(|area| state.areas.at(&area)).map_or(0, |area| area.level as u8);
    let width = 4_u8.saturating_sub(if restriction.area.is_some() { level.saturating_add(1) } else { 0 });
    (width, 2_u8.saturating_sub(restriction.dimensions()))
}

/// Takes `asked` from `candidates`, which come in the order of taking.
pub(super) fn take(candidates: impl Iterator<Item = Range>, asked: u64) -> Result<Ranges, Rejection> {
    if asked == 0 {
        return Err(Rejection::NothingAsked {});
    }
    let mut left = asked;
    let mut taken = Vec::new();
    for range in candidates {
        let count = range.count().min(left);
        taken.extend(Range::new(range.series(), range.start(), count));
        left = left.saturating_sub(count);
        if left == 0 {
            break;
        }
        if taken.len() >= MOST_RANGES {
            return Err(Rejection::TooManyRanges { most: MOST_RANGES as u64 });
        }
    }
    if left > 0 {
        return Err(Rejection::ExceedsAvailable { available: asked.saturating_sub(left), asked });
    }
    Ranges::new(taken).map_err(|_| Rejection::RangesUnsound {})
}

/// Moves the numbers that the entry names.
pub(super) fn apply(state: &mut State, event: &Event) {
    let line_of = |grant| state.grants.at(&grant).and_then(|row| row.line);
    if let Some(moved) = movement(event, line_of) {
        let to = moved.to;
        let ranges = moved.ranges;
        state.partition.shift(ranges, to);
    }
}
