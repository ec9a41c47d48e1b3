//! The book itself: its opening, its rulesets, its clock.

use crate::event::{BookOpened, Clock, ClockAdvanced, RulesetAdopted};
use crate::rejection::Rejection;
use crate::state::{Book, State};
use crate::time::Timestamp;

/// The two first administrators must be two.
pub(super) fn check_opening(state: &State, event: &BookOpened) -> Result<(), Rejection> {
    let [first, second] = event.first_administrators;
    if state.frame.book.is_some() || first == second { Err(Rejection::NotTheOpening {}) } else { Ok(()) }
}

pub(super) fn apply_opening(state: &mut State, event: &BookOpened) {
    state.frame.book = Some(Book {
        clock: event.clock,
        utc_offset_minutes: event.utc_offset_minutes,
        first_administrators: event.first_administrators,
    });
}

/// Rulesets only go forward, and only to one that this program knows.
pub(super) fn check_ruleset(state: &State, event: RulesetAdopted) -> Result<(), Rejection> {
    let in_force = state.frame.ruleset;
    if event.ruleset > in_force && event.ruleset <= crate::RULESET {
        Ok(())
    } else {
        Err(Rejection::WrongRuleset { in_force: u64::from(in_force) })
    }
}

/// Only a scripted clock is set, and only forward.
pub(super) fn check_clock(state: &State, recorded_at: Timestamp, event: ClockAdvanced) -> Result<(), Rejection> {
    match state.frame.book.map(|book| book.clock) {
        // Not before the clock either, which another entry of this act may have set.
        Some(Clock::Scripted) if event.to >= recorded_at.max(state.time()) => Ok(()),
        Some(Clock::Scripted) => Err(Rejection::ClockBackwards {}),
        Some(Clock::System) | None => Err(Rejection::ClockNotScripted {}),
    }
}
