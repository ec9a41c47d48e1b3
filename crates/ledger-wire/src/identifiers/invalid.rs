//! Why a text is not an identifier: facts about the text, never the text.

use std::fmt;

/// Which identifier was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentifierKind {
    /// A person's ten-digit national id (کد ملی).
    NationalId,
    /// An organisation's eleven-digit national id (شناسه ملی).
    LegalId,
    /// A bank account's Sheba, the Iranian IBAN.
    Sheba,
    /// A sixteen-digit bank card.
    Card,
    /// A mobile telephone number.
    Mobile,
}

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A control character that turns the writing direction; it can make a text look like another.
    BidiControl,
    /// The normalised text has another length.
    Length {
        /// Characters that the identifier has.
        expected: usize,
        /// Characters found.
        found: usize,
    },
    /// A character of the normalised text is not a digit.
    NotADigit {
        /// Its position, from 0.
        index: usize,
    },
    /// The text does not begin as this identifier must.
    Prefix,
    /// A number of this pattern is never issued, although its check digit may agree.
    NeverIssued,
    /// The check digits do not agree with the rest.
    CheckDigit,
}

/// A refused identifier. Carries no part of the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidIdentifier {
    /// Which identifier was expected.
    pub kind: IdentifierKind,
    /// What is wrong with it.
    pub fault: Fault,
}

impl fmt::Display for IdentifierKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NationalId => "national id",
            Self::LegalId => "legal id",
            Self::Sheba => "Sheba",
            Self::Card => "card number",
            Self::Mobile => "mobile number",
        })
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BidiControl => f.write_str("contains a text direction control"),
            Self::Length { expected, found } => {
                write!(f, "has {found} characters instead of {expected}")
            }
            Self::NotADigit { index } => write!(f, "has no digit at position {index} (from 0)"),
            Self::Prefix => f.write_str("does not begin as it must"),
            Self::NeverIssued => f.write_str("is of a pattern that is never issued"),
            Self::CheckDigit => f.write_str("has a wrong check digit"),
        }
    }
}

impl fmt::Display for InvalidIdentifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {} {}", self.kind, self.fault)
    }
}

impl std::error::Error for InvalidIdentifier {}

impl IdentifierKind {
    /// Attaches the kind to a fault.
    pub(super) const fn refuses(self, fault: Fault) -> InvalidIdentifier {
        InvalidIdentifier { kind: self, fault }
    }
}
