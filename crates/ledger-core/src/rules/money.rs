//! Rules 3, 8 and 9 for every use of numbered rials: they are there, they are where the entry says, and the
//! donor's wish admits the use.

use crate::event::{Entry, Event, FundOpened, Restriction};
use crate::ids::{FundId, OfficeId, ProgrammeId};
use crate::movement::movement;
use crate::partition::Misplaced;
use crate::place::Place;
use crate::ranges::{MOST_RANGES, Range, Ranges};
use crate::rejection::Rejection;
use crate::state::{Grant, State};
use crate::time::Day;

/// What a use of numbered rials or units is: what a donor's restriction is asked about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Use {
    /// The office that uses it.
    pub(super) office: OfficeId,
    /// The programme that it is used for.
    pub(super) programme: ProgrammeId,
    /// The day of the use.
    pub(super) day: Day,
}

impl Use {
    /// The use of a grant by this entry.
    pub(super) fn of_grant(state: &State, entry: &Entry, row: &Grant) -> Self {
        Self { office: row.office, programme: row.programme, day: state.day(entry.recorded_at) }
    }
}

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
pub(super) fn all_admit(state: &State, ranges: &Ranges, aim: &Use) -> Result<(), Rejection> {
    ranges.as_slice().iter().try_for_each(|range| range_admits(state, *range, aim))
}

/// The same for one range, of rials or of units of goods.
pub(super) fn range_admits(state: &State, range: Range, aim: &Use) -> Result<(), Rejection> {
    let (id, fund) = fund_of(state, range)?;
    admits(state, id, &fund.restriction, aim)
}

/// Refuses if the restriction does not admit the use: its area must hold the office's; its programme, if it names one,
/// must be this one; the programme must serve its class and no other, fulfil its intent; and its last day must not be
/// over.
pub(super) fn admits(state: &State, fund: FundId, restriction: &Restriction, aim: &Use) -> Result<(), Rejection> {
    let Use { office, programme, day } = *aim;
    let forbids = |dimension| Rejection::RestrictionForbids { fund: fund.0, dimension };
    if restriction.programme.is_some_and(|wanted| wanted != programme) {
        return Err(forbids(1));
    }
    let row = state.programmes.at(&programme).ok_or(Rejection::UnknownProgramme { programme: programme.0 })?;
    if restriction.class.is_some_and(|wanted| row.classes != [wanted]) {
        return Err(forbids(3));
    }
    if restriction.intent.is_some_and(|wanted| !row.intents.contains(&wanted)) {
        return Err(forbids(4));
    }
    if restriction.spend_by.is_some_and(|last| last < day) {
        return Err(forbids(5));
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
    let series =
        state.partition.series(range.series()).or_else(|| state.stock.series(range.series())).ok_or(unknown)?;
    state.funds.at(&series.fund).map(|fund| (series.fund, fund)).ok_or(unknown)
}

/// Where a range stands in the order of taking.
pub(super) type Turn = (i32, u8, u8, FundId, Range);

/// The order of taking: earliest spend-by day first, then smallest area, then more dimensions set, then lower fund, then
/// lowest number. So what would be lost goes first, the narrowest next, and what can be used anywhere is kept longest.
pub(super) fn order_of_taking(state: &State, range: Range) -> Turn {
    let Ok((id, fund)) = fund_of(state, range) else { return (i32::MAX, u8::MAX, u8::MAX, FundId(u64::MAX), range) };
    let spend_by = fund.restriction.spend_by.map_or(i32::MAX, Day::epoch_days);
    let (breadth, vagueness) = breadth(state, &fund.restriction);
    (spend_by, breadth, vagueness, id, range)
}

/// How wide a restriction is: (area from 0 for a neighbourhood to 4 for anywhere, dimensions left open).
pub(super) fn breadth(state: &State, restriction: &Restriction) -> (u8, u8) {
    let level = restriction.area.and_then(|area| state.areas.at(&area)).map_or(0, |area| area.level as u8);
    let width = 4_u8.saturating_sub(if restriction.area.is_some() { level.saturating_add(1) } else { 0 });
    (width, 5_u8.saturating_sub(restriction.dimensions()))
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
