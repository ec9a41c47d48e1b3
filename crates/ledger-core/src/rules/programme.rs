//! Programmes and their rules: what aid is for, up to how much, how often.

use crate::event::{ClassKind, Entry, ProgrammeRegistered, ProgrammeRuleSet};
use crate::ids::{ClassId, ProgrammeId, RuleId};
use crate::rejection::Rejection;
use crate::rules::{Coded, class, code_is_new, in_force};
use crate::state::{Programme, Rule, State};
use crate::time::Day;

pub(super) fn check(state: &State, event: &ProgrammeRegistered) -> Result<(), Rejection> {
    code_is_new(state, Coded::Programme, &event.code)?;
    class::all_exist(state, &event.classes, ClassKind::Beneficiary)?;
    class::all_exist(state, &event.intents, ClassKind::Intent)
}

pub(super) fn apply(state: &mut State, entry: &Entry, event: &ProgrammeRegistered) {
    let row = Programme { classes: event.classes.clone(), intents: event.intents.clone() };
    state.programmes.set(ProgrammeId(entry.index.0), row);
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

/// Refuses a beneficiary of a class that the programme does not serve.
pub(super) fn serves(state: &State, programme: ProgrammeId, class: Option<ClassId>) -> Result<(), Rejection> {
    let classes = state.programmes.at(&programme).map_or(&[][..], |row| &row.classes);
    let served = classes.is_empty() || class.is_some_and(|class| classes.contains(&class));
    if served { Ok(()) } else { Err(Rejection::ClassNotServed { programme: programme.0 }) }
}

/// A day as a rejection carries it. Days before 1970 do not occur in a book; they would read as 0.
pub(super) fn day_number(day: Day) -> u64 {
    u64::try_from(day.epoch_days()).unwrap_or(0)
}
