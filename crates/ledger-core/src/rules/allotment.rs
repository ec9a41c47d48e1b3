//! Allotments: from funds or a parent line to a line, then notified by another person.

use crate::command::{Allot, AllotmentOrigin, Recall};
use crate::decide::Draft;
use crate::event::{AllotmentNotified, AllotmentRecalled, Allotted, Entry, Event, LineOpened};
use crate::ids::{AllotmentId, FundId, Index, LineId, OfficeId};
use crate::partition::Misplaced;
use crate::past::{Fault, Past};
use crate::place::Place;
use crate::ranges::{Range, Ranges};
use crate::rejection::Rejection;
use crate::role::Role;
use crate::rules::money::{self, Use};
use crate::rules::{authority, earmark, office, pledge, programme};
use crate::state::{Act, Allotment, State};

/// Takes the numbers in the order of taking, opening the line on the way if this is its first allotment.
pub(super) fn choose<P: Past + ?Sized>(draft: &mut Draft<'_, P>, ask: &Allot) -> Result<Event, Fault> {
    draft.may_ask(Role::BudgetOfficer, giver(draft.state(), ask.origin))?;
    let line = line_for(draft, LineOpened { office: ask.office, programme: ask.programme, year: ask.year })?;
    let state = draft.state();
    let asked = ask.amount.count();
    let aim = Use { office: ask.office, programme: ask.programme, day: draft.day() };
    let (parent, ranges) = match ask.origin {
        AllotmentOrigin::Funds => (None, money::take(free_for(state, &aim).into_iter(), asked)?),
        AllotmentOrigin::Fund(fund) => (None, from_fund(state, fund, &aim, asked)?),
        AllotmentOrigin::ParentLine { office } => {
            let parent = line_of(state, LineOpened { office, programme: ask.programme, year: ask.year })?;
            // Before anything is taken: a line that is not above has nothing to give, whatever it holds.
            stands_above(state, parent, LineOpened { office: ask.office, programme: ask.programme, year: ask.year })?;
            (Some(parent), money::take(usable(state, Place::Notified(parent), &aim).into_iter(), asked)?)
        }
    };
    Ok(Event::Allotted(Allotted { line, parent, ranges }))
}

/// Who gives what is asked for, so far as the command says.
fn giver(state: &State, origin: AllotmentOrigin) -> Option<OfficeId> {
    match origin {
        AllotmentOrigin::Funds | AllotmentOrigin::Fund(_) => state.national_office(),
        AllotmentOrigin::ParentLine { office } => Some(office),
    }
}

fn line_for<P: Past + ?Sized>(draft: &mut Draft<'_, P>, wanted: LineOpened) -> Result<LineId, Fault> {
    match draft.state().line_of.at(&wanted) {
        Some(line) => Ok(*line),
        None => Ok(LineId(draft.push_opening(Event::LineOpened(wanted))?.0)),
    }
}

/// The line of this office, programme and year.
pub(super) fn line_of(state: &State, wanted: LineOpened) -> Result<LineId, Rejection> {
    state.line_of.at(&wanted).copied().ok_or(Rejection::UnknownLine { line: 0 })
}

/// All free money that the line may hold, narrowest first.
fn free_for(state: &State, aim: &Use) -> Vec<Range> {
    let mut found: Vec<Range> = state
        .series_of
        .iter()
        .filter(|((fund, _), _)| admitted(state, *fund, aim).is_ok())
        .flat_map(|(_, series)| state.partition.held_in(Place::Free, *series))
        .collect();
    found.sort_by_cached_key(|range| money::order_of_taking(state, *range));
    found
}

fn from_fund(state: &State, fund: FundId, aim: &Use, asked: u64) -> Result<Ranges, Rejection> {
    admitted(state, fund, aim)?;
    let series = state.series_of.range((fund, crate::ids::AccountId(0))..=(fund, crate::ids::AccountId(u64::MAX)));
    let mut found: Vec<Range> = series.flat_map(|(_, series)| state.partition.held_in(Place::Free, *series)).collect();
    // By series, and not by account: one order of taking, whether the fund was named or not.
    found.sort_unstable();
    money::take(found.into_iter(), asked).map_err(|refused| {
        let Rejection::ExceedsAvailable { available, asked } = refused else { return refused };
        pledge::not_received(state, fund, available, asked).unwrap_or(refused)
    })
}

fn admitted(state: &State, fund: FundId, aim: &Use) -> Result<(), Rejection> {
    let row = state.funds.at(&fund).ok_or(Rejection::UnknownFund { fund: fund.0 })?;
    money::admits(state, fund, &row.restriction, aim)?;
    earmark::admits(state, fund, aim)
}

/// What is in `place` and may be used so, in the order of taking. What is past its spend-by day would come first, and
/// only stand in the way.
pub(super) fn usable(state: &State, place: Place, aim: &Use) -> Vec<Range> {
    let mut found = in_order(state, place);
    found.retain(|range| money::range_admits(state, *range, aim).is_ok());
    found
}

fn in_order(state: &State, place: Place) -> Vec<Range> {
    let mut found: Vec<Range> = state.partition.held(place).collect();
    found.sort_by_cached_key(|range| money::order_of_taking(state, *range));
    found
}

/// One line for each office, programme and year.
pub(super) fn check_line(state: &State, event: LineOpened) -> Result<(), Rejection> {
    if let Some(holder) = state.line_of.at(&event) {
        return Err(Rejection::AlreadyOpen { holder: holder.0 });
    }
    office::exists(state, event.office)?;
    programme::exists(state, event.programme)
}

pub(super) fn apply_line(state: &mut State, index: u64, event: LineOpened) {
    state.lines.set(LineId(index), event);
    state.line_of.set(event, LineId(index));
}

/// Rules 3, 8, 9, 11 and 12: the numbers are the giver's to give, and the donors admit the line.
pub(super) fn check(state: &State, entry: &Entry, event: &Allotted) -> Result<(), Rejection> {
    let line = *state.lines.at(&event.line).ok_or(Rejection::UnknownLine { line: event.line.0 })?;
    let aim = Use { office: line.office, programme: line.programme, day: state.day(entry.recorded_at) };
    match event.parent {
        Some(parent) => check_passed_down(state, event, parent, line)?,
        None => event.ranges.as_slice().iter().try_for_each(|range| check_free(state, *range, &aim))?,
    }
    money::all_admit(state, &event.ranges, &aim)
}

fn check_passed_down(state: &State, event: &Allotted, parent: LineId, line: LineOpened) -> Result<(), Rejection> {
    stands_above(state, parent, line)?;
    let not_held = Rejection::NotHeldByParent {
        parent: parent.0,
        available: state.partition.amount(Place::Notified(parent)).count(),
    };
    event.ranges.as_slice().iter().try_for_each(|range| {
        state.partition.find(*range, Place::Notified(parent)).map_err(|misplaced| match misplaced {
            Misplaced::Elsewhere { .. } => not_held,
            Misplaced::NoSeries(_) | Misplaced::Beyond { .. } => money::refusal(misplaced),
        })
    })
}

/// Refuses a parent that is not the line of an office above, for the same programme and year.
fn stands_above(state: &State, parent: LineId, line: LineOpened) -> Result<(), Rejection> {
    let above = state.lines.at(&parent).ok_or(Rejection::UnknownLine { line: parent.0 })?;
    let fits = above.programme == line.programme
        && above.year == line.year
        && above.office != line.office
        && state.office_covers(above.office, line.office);
    if fits { Ok(()) } else { Err(Rejection::WrongParent { parent: parent.0 }) }
}

fn check_free(state: &State, range: Range, aim: &Use) -> Result<(), Rejection> {
    if let Some(series) = state.partition.series(range.series()) {
        earmark::admits(state, series.fund, aim)?;
        if range.end() > series.numbered {
            let free = state.partition.held_in(Place::Free, range.series());
            let available = free.fold(0_u64, |sum, part| sum.saturating_add(part.count()));
            pledge::not_received(state, series.fund, available, range.count()).map_or(Ok(()), Err)?;
        }
    }
    state.partition.find(range, Place::Free).map_err(|misplaced| match misplaced {
        Misplaced::Elsewhere { series, number, place: Place::Voided(_) } => {
            Rejection::NotSettled { series: series.0, number }
        }
        Misplaced::Elsewhere { .. } | Misplaced::NoSeries(_) | Misplaced::Beyond { .. } => money::refusal(misplaced),
    })
}

pub(super) fn apply(state: &mut State, entry: &Entry, event: &Allotted) {
    money::apply(state, &entry.event);
    let giver = authority::giver(state, event.parent).unwrap_or(crate::ids::OfficeId(0));
    let allotted = Act { by: entry.principal, at: entry.index };
    let row = Allotment { line: event.line, giver, allotted, notified: false };
    state.allotments.set(AllotmentId(entry.index.0), row);
}

/// The notification carries the allotment's own ranges.
pub(super) fn choose_notification<P: Past + ?Sized>(
    draft: &Draft<'_, P>,
    allotment: AllotmentId,
    last_change: Index,
) -> Result<Event, Fault> {
    draft.may_ask(Role::Approver, draft.state().allotments.at(&allotment).map(|row| row.giver))?;
    let allotted = allotted(allotment, draft.past())?;
    Ok(Event::AllotmentNotified(AllotmentNotified {
        allotment,
        last_change,
        line: allotted.line,
        ranges: allotted.ranges,
    }))
}

fn allotted<P: Past + ?Sized>(allotment: AllotmentId, past: &P) -> Result<Allotted, Fault> {
    if let Some(Entry { event: Event::Allotted(allotted), .. }) = past.entry(Index(allotment.0))? {
        return Ok(allotted);
    }
    Err(Rejection::UnknownAllotment { allotment: allotment.0 }.into())
}

pub(super) fn check_notification<P: Past + ?Sized>(
    state: &State,
    entry: &Entry,
    event: &AllotmentNotified,
    past: &P,
) -> Result<(), Fault> {
    let id = event.allotment;
    let row = *state.allotments.at(&id).ok_or(Rejection::UnknownAllotment { allotment: id.0 })?;
    if row.notified {
        return Err(Rejection::AlreadyConfirmed { object: id.0 }.into());
    }
    authority::unchanged(event.last_change, row.allotted.at)?;
    authority::distinct(state, entry, &[row.allotted])?;
    if event.line != row.line || event.ranges != allotted(id, past)?.ranges {
        return Err(Rejection::RangesUnsound {}.into());
    }
    Ok(money::all_in(state, &event.ranges, Place::Allotted(row.line))?)
}

pub(super) fn apply_notification(state: &mut State, entry: &Entry, event: &AllotmentNotified) {
    money::apply(state, &entry.event);
    state.allotments.change(&event.allotment, |row| row.notified = true);
}

/// Takes back what the line was notified of and has not used: what would be taken last goes first. To the line above
/// goes only what that line may hold; to the funds everything may go.
pub(super) fn choose_recall<P: Past + ?Sized>(draft: &Draft<'_, P>, ask: &Recall) -> Result<Event, Fault> {
    let state = draft.state();
    draft.may_ask(Role::Approver, ask.parent.or_else(|| state.national_office()))?;
    let of = |office| line_of(state, LineOpened { office, programme: ask.programme, year: ask.year });
    let line = of(ask.office)?;
    let parent = ask.parent.map(of).transpose()?;
    let held = Place::Notified(line);
    let mut candidates = match ask.parent {
        Some(office) => usable(state, held, &Use { office, programme: ask.programme, day: draft.day() }),
        None => in_order(state, held),
    };
    candidates.reverse();
    let ranges = money::take(candidates.into_iter(), ask.amount.count())?;
    Ok(Event::AllotmentRecalled(AllotmentRecalled { line, parent, ranges }))
}

/// A recall moves what the line holds unused, back to a line above it or to the funds.
pub(super) fn check_recall(state: &State, entry: &Entry, event: &AllotmentRecalled) -> Result<(), Rejection> {
    let line = *state.lines.at(&event.line).ok_or(Rejection::UnknownLine { line: event.line.0 })?;
    if let Some(parent) = event.parent {
        let above = *state.lines.at(&parent).ok_or(Rejection::UnknownLine { line: parent.0 })?;
        stands_above(state, parent, line)?;
        // A line holds only what everything under it may use: narrower money goes back to its fund instead.
        let aim = Use { office: above.office, programme: above.programme, day: state.day(entry.recorded_at) };
        money::all_admit(state, &event.ranges, &aim)?;
    }
    money::all_in(state, &event.ranges, Place::Notified(event.line))
}
