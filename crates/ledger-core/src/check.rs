//! Judging and carrying out one entry: what the server does with each that it drafts, and what an auditor does
//! with each that the book holds.

use crate::event::Entry;
use crate::past::{Fault, Past};
use crate::rules::{self, authority, balance, frame};
use crate::state::State;

/// Whether the entry may follow on this state, by every rule.
///
/// # Errors
/// The first rule that it breaks, or that an earlier entry cannot be read. The state is unchanged either way.
pub fn check<P: Past + ?Sized>(state: &State, entry: &Entry, past: &P) -> Result<(), Fault> {
    frame::check(state, entry, past)?;
    check_body(state, entry, past)
}

/// The same without the frame, for a draft whose head is not made yet.
pub(crate) fn check_body<P: Past + ?Sized>(state: &State, entry: &Entry, past: &P) -> Result<(), Fault> {
    authority::check(state, entry, past)?;
    rules::check(state, entry, past)?;
    Ok(balance::check(state, entry)?)
}

/// Carries the entry out. It was checked against this very state; nothing here can fail.
pub fn apply(state: &mut State, entry: &Entry) {
    frame::apply(state, entry);
    rules::apply(state, entry);
}

/// The same without the act, for a draft whose head is not made yet.
pub(crate) fn apply_body(state: &mut State, entry: &Entry) {
    frame::advance(state, entry);
    rules::apply(state, entry);
}
