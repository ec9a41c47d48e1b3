//! The rules of Amanat and the state that they are about.
//!
//! Pure: no files, no clock, no randomness, no network, no order that depends on a hash. `decide` chooses,
//! `check` judges, `apply` carries out; an auditor who replays the book calls `check` and `apply` only.

#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::float_arithmetic))]

mod check;
pub mod command;
pub mod decide;
pub mod event;
pub mod ids;
pub mod money;
pub mod movement;
mod once;
pub mod partition;
pub mod past;
pub mod place;
pub mod postings;
pub mod ranges;
pub mod rejection;
pub mod role;
pub mod rule;
mod rules;
pub mod state;
mod table;
pub mod text;
pub mod time;
pub mod views;

pub use check::{apply, check};
pub use decide::{decide, open_book, refuse_conflict};

/// The newest ruleset that this program decides and checks.
pub const RULESET: u32 = 1;
