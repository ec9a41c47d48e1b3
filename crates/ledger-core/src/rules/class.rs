//! Classes: of beneficiaries, and of the intents that gifts are given with.

use crate::event::{ClassKind, ClassRegistered, Entry};
use crate::ids::ClassId;
use crate::rejection::Rejection;
use crate::rules::{Coded, code_is_new, in_force};
use crate::state::State;

pub(super) fn check(state: &State, event: &ClassRegistered) -> Result<(), Rejection> {
    code_is_new(state, Coded::Class, &event.code)
}

pub(super) fn apply(state: &mut State, entry: &Entry, event: &ClassRegistered) {
    state.classes.set(ClassId(entry.index.0), event.kind);
    state.codes.set((Coded::Class as u8, event.code.clone()), entry.index);
    state.unconfirmed.set(entry.index, entry.principal);
}

/// Refuses a class that is not there, not in force, or of the other kind.
pub(super) fn exists(state: &State, class: ClassId, kind: ClassKind) -> Result<(), Rejection> {
    match state.classes.at(&class) {
        None => Err(Rejection::UnknownClass { class: class.0 }),
        Some(found) if *found != kind => Err(Rejection::WrongClass { class: class.0 }),
        Some(_) => in_force(state, class.0),
    }
}

/// Refuses a list of classes in which one is not of this kind, or stands twice.
pub(super) fn all_exist(state: &State, classes: &[ClassId], kind: ClassKind) -> Result<(), Rejection> {
    classes.iter().enumerate().try_for_each(|(place, class)| {
        let before = classes.get(..place).unwrap_or_default();
        if before.contains(class) {
            return Err(Rejection::WrongClass { class: class.0 });
        }
        exists(state, *class, kind)
    })
}
