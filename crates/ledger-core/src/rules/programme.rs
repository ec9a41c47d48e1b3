//! Programmes and their rules: what aid is for, up to how much, how often.

use crate::event::{Entry, ProgrammeRegistered, ProgrammeRuleSet};
use crate::ids::{ProgrammeId, RuleId};
use crate::rejection::Rejection;
use crate::rules::{Coded, code_is_new, in_force};
use crate::state::{Rule, State};
use crate::time::Day;

pub(super) fn check(state: &State, event: &ProgrammeRegistered) -> Result<(), Rejection> {
    code_is_new(state, Coded::Programme, &event.code)
}

pub(super) fn apply(state: &mut State, entry: &Entry, event: &ProgrammeRegistered) {
    state.programmes.set(ProgrammeId(entry.index.0), ());
    state.codes.set((Coded::Programme as u8, event.code.clone()), entry.index);
    state.unconfirmed.set(entry.index, entry.principal);
}

/// Rule 21: no rule reaches back before the day on which it is set.
pub(super) fn check_rule(state: &State, today: Day, event: &ProgrammeRuleSet) -> Result<(), Rejection> {
    exists(state, event.programme)?;
    if event.cap.is_zero() {
        return Err(Rejection::NothingAsked {});
    }
    if event.effective_from < today {
        return Err(Rejection::StartsBeforeItself {
            asked: day_number(event.effective_from),
            today: day_number(today),
        });
    }
    Ok(())
}

pub(super) fn apply_rule(state: &mut State, entry: &Entry, event: &ProgrammeRuleSet) {
    let rule = Rule {
        cap: event.cap,
        benefit_group: event.benefit_group.clone(),
        effective_from: event.effective_from,
        in_force_from: None,
    };
    state.rules.set((event.programme, RuleId(entry.index.0)), rule);
    state.unconfirmed.set(entry.index, entry.principal);
}

/// Refuses a programme that is not there or not in force.
pub(super) fn exists(state: &State, programme: ProgrammeId) -> Result<(), Rejection> {
    if !state.programmes.has(&programme) {
        return Err(Rejection::UnknownProgramme { programme: programme.0 });
    }
    in_force(state, programme.0)
}

/// A day as a rejection carries it. Days before 1970 do not occur in a book; they would read as 0.
pub(super) fn day_number(day: Day) -> u64 {
    u64::try_from(day.epoch_days()).unwrap_or(0)
}
