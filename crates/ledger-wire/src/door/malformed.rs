//! What is malformed in a request: all of it, with the places.

use core::fmt;

/// Everything that is wrong with a request.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Malformed {
    /// In the order of the fields. Never empty in an error.
    pub violations: Vec<Violation>,
}

/// One thing that is wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Violation {
    /// Where: `items[3].amount.unit`.
    pub field: String,
    /// What is wrong there. Never repeats what came in.
    pub description: String,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(first) = self.violations.first() else { return f.write_str("malformed request") };
        write!(f, "malformed request: {} {}", first.field, first.description)?;
        match self.violations.len() {
            0 | 1 => Ok(()),
            count => write!(f, " (and {} more)", count.saturating_sub(1)),
        }
    }
}

impl core::error::Error for Malformed {}
