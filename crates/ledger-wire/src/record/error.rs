//! Why bytes are not an entry: facts with the field that they are about.

use core::fmt;
use ledger_core::ranges::BadRanges;
use ledger_core::text::BadText;
use ledger_core::time::NoSuchDate;

/// Why bytes are not an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RecordError {
    /// Written by a newer version: whether it is sound cannot be told.
    #[error("has format {format}, which is newer than {known}: this verifier cannot tell", known = super::FORMAT)]
    NewerFormat {
        /// The version of its encoding.
        format: u32,
    },
    /// Unreadable, and decided under a newer ruleset: whether it is sound cannot be told.
    #[error("has ruleset {ruleset}, which is newer than {known}: this verifier cannot tell", known = super::NEWEST_RULESET)]
    NewerRuleset {
        /// Its ruleset.
        ruleset: u32,
    },
    /// Does not begin with the version of its encoding.
    #[error("does not begin with a format version")]
    NoFormat,
    /// Not a protobuf message of this shape.
    #[error("is not a protobuf message of this shape")]
    NotProtobuf,
    /// A field says what no entry can say.
    #[error("{event}: {field}")]
    Field {
        /// The event, or `entry` for what all entries have.
        event: &'static str,
        /// The field and what is wrong with it.
        field: BadField,
    },
    /// `NOT_CANONICAL`: encoding it again gives other bytes.
    #[error("is not in canonical form: it differs from its own encoding at byte {at}")]
    NotCanonical {
        /// The first byte that differs, from 0; the end of the shorter, if one continues the other.
        at: usize,
    },
}

impl RecordError {
    /// Whether this says "written by a newer version" and not "damaged".
    #[must_use]
    pub const fn is_newer(&self) -> bool {
        match self {
            Self::NewerFormat { .. } | Self::NewerRuleset { .. } => true,
            Self::NoFormat | Self::NotProtobuf | Self::Field { .. } | Self::NotCanonical { .. } => false,
        }
    }
}

/// A field that says what no entry can say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BadField {
    /// Its name, with a dot for what is in it.
    pub field: &'static str,
    /// What is wrong with it.
    pub fault: FieldFault,
}

impl BadField {
    pub(super) const fn new(field: &'static str, fault: FieldFault) -> Self {
        Self { field, fault }
    }

    pub(super) const fn within(self, event: &'static str) -> RecordError {
        RecordError::Field { event, field: self }
    }
}

impl fmt::Display for BadField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.field, self.fault)
    }
}

/// What is wrong with a field. Its content is not repeated.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum FieldFault {
    /// It is required and is not there, or is zero.
    #[error("is missing")]
    Missing,
    /// Bytes of another size.
    #[error("has {found} bytes instead of {expected}")]
    Size {
        /// The size that it must have.
        expected: usize,
        /// The size found.
        found: usize,
    },
    /// Another count of elements.
    #[error("has {found} elements instead of {expected}")]
    Count {
        /// The count that it must have.
        expected: usize,
        /// The count found.
        found: usize,
    },
    /// A number that stands for nothing.
    #[error("has the number {number}, which stands for nothing")]
    UnknownNumber {
        /// The number found.
        number: i64,
    },
    /// A number that is too large for what it counts.
    #[error("is out of range")]
    OutOfRange,
    /// A text that may not stand in an entry.
    #[error("{0}")]
    Text(BadText),
    /// Ranges that are unsound in themselves.
    #[error("{0}")]
    Ranges(BadRanges),
    /// A year of which no calendar is kept.
    #[error("{0}")]
    Date(NoSuchDate),
    /// A code that has another count of numbers.
    #[error("has {found} numbers, which are not those of its code")]
    RejectionNumbers {
        /// How many numbers it has.
        found: usize,
    },
}
