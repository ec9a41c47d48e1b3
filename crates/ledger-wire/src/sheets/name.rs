//! The name of a person, as it came.

use super::finding::Problem;
use crate::identifiers::{SearchKey, unify};
use core::fmt;
use ledger_core::text::Name;

/// The name of a person: 1 to 128 bytes without control characters or direction marks. It does not print itself.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonName(Name);

impl fmt::Debug for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonName(…)")
    }
}

impl PersonName {
    /// Takes a text as a name, without the space around it and otherwise as it is.
    ///
    /// # Errors
    /// What is wrong with it. A sign with which a formula begins is refused, because names come back in files for
    /// spreadsheets, which would carry it out.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        if text.starts_with(['=', '+', '-', '@']) {
            return Err(Problem::FormulaSign);
        }
        Ok(Self(Name::new(text)?))
    }

    /// As it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// In one spelling: Persian letters and ASCII digits, single spaces, no vowel signs. Names that are spelt alike
    /// are the same here; the letters that only a search takes for one stay apart.
    #[must_use]
    pub fn normal(&self) -> String {
        unify(self.as_str()).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What it is compared by.
    #[must_use]
    pub fn key(&self) -> SearchKey {
        SearchKey::of(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> PersonName {
        PersonName::parse(text).unwrap()
    }

    #[test]
    fn a_name_is_kept_as_it_came_and_compared_by_its_spelling() {
        let arabic = name("  علي  كاظمي ");
        assert_eq!(arabic.as_str(), "علي  كاظمي");
        assert_eq!(arabic.normal(), "علی کاظمی");
        assert_eq!(arabic.key().as_str(), name("علی\u{200c}کاظمی").key().as_str());
        assert_eq!(format!("{arabic:?}"), "PersonName(…)");
    }

    #[test]
    fn what_is_no_name_says_why() {
        let refused = [
            ("", Problem::Empty),
            (" \u{a0}", Problem::Empty),
            ("=1+1", Problem::FormulaSign),
            ("@علی", Problem::FormulaSign),
            ("a\u{202e}b", Problem::BadCharacter { at: 1 }),
            ("a\tb", Problem::BadCharacter { at: 1 }),
        ];
        for (text, problem) in refused {
            assert_eq!(PersonName::parse(text), Err(problem), "{text}");
        }
        assert_eq!(PersonName::parse(&"x".repeat(129)), Err(Problem::TooLong { size: 129, most: 128 }));
    }
}
