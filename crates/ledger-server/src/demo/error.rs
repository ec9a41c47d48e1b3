//! Why the ceremony was not played to its end.

use super::key_ring::KeyRingError;
use super::plan::PlanError;
use ledger_core::time::NoSuchDate;

/// Why the ceremony was not played to its end.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The API keys could not be read or written.
    #[error(transparent)]
    Keys(#[from] KeyRingError),
    /// A day of the timetable does not exist.
    #[error("the timetable is broken: {0}")]
    Timetable(#[from] NoSuchDate),
    /// The plan cannot be carried out.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// A file of the ceremony is not in order.
    #[error("{file}: {errors} errors")]
    Sheet {
        /// Which.
        file: &'static str,
        /// How many errors it has.
        errors: usize,
    },
    /// A line of the list was refused.
    #[error("{step}: line {line} was refused: {why}")]
    Line {
        /// The step of the list.
        step: String,
        /// The line.
        line: u32,
        /// The code of the refusal.
        why: String,
    },
    /// The server refused, or did not answer.
    #[error("{step}: {status}")]
    Call {
        /// The step of the ceremony.
        step: String,
        /// What the server said.
        status: Box<tonic::Status>,
    },
    /// An answer has not what it always has, or the plan names what is not there.
    #[error("{step}: {what} is missing")]
    Missing {
        /// The step of the ceremony.
        step: String,
        /// What is missing.
        what: &'static str,
    },
    /// An entry of the book cannot be read.
    #[error("entry {index} cannot be read: {why}")]
    Unreadable {
        /// The entry.
        index: u64,
        /// Why.
        why: String,
    },
    /// What must be refused was not.
    #[error("{what}: was recorded, and {expected} was expected")]
    NotRefused {
        /// What was asked.
        what: &'static str,
        /// The refusal that was expected.
        expected: &'static str,
    },
    /// It was refused for another reason.
    #[error("{what}: was refused with {found}, and {expected} was expected")]
    OtherRefusal {
        /// What was asked.
        what: &'static str,
        /// The refusal that was expected.
        expected: &'static str,
        /// The refusal that came.
        found: String,
    },
    /// A figure at the end is not what the ceremony says.
    #[error("{what}: {found} in the book, and {expected} was expected")]
    Figure {
        /// Which figure.
        what: String,
        /// What the ceremony says.
        expected: i128,
        /// What the book says.
        found: i128,
    },
}

impl DemoError {
    pub(super) fn missing(step: &str, what: &'static str) -> Self {
        Self::Missing { step: step.to_owned(), what }
    }
}
