//! What is wrong with a file of people, and what would be right, in words. No word is ever taken from a cell.

mod problems;

use super::Language;
use crate::sheets::Finding;

pub use problems::problem;

/// A problem in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    /// What is wrong.
    pub wrong: String,
    /// What would be right.
    pub right: String,
}

/// A finding in one line: where, what is wrong, what would be right.
#[must_use]
pub fn finding(finding: &Finding, language: Language) -> String {
    let Said { wrong, right } = problem(&finding.problem, language);
    let (file_line, list_line) = (finding.file_line, finding.list_line);
    let (file_line, list_line, then) = match language {
        Language::English => {
            (file_line.map(|at| format!("line {at}")), list_line.map(|at| format!("number {at}")), ";")
        }
        Language::Persian => (file_line.map(|at| format!("سطر {at}")), list_line.map(|at| format!("ردیف {at}")), "؛"),
    };
    let column = finding.column.map(|column| column.name(language).to_owned());
    let place: Vec<String> = [file_line, list_line, column].into_iter().flatten().collect();
    let colon = if place.is_empty() { "" } else { ": " };
    format!("{}{colon}{wrong}{then} {right}", place.join(" · "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amount::AmountError;
    use crate::identifiers::{NationalId, Sheba};
    use crate::sheets::{Column, Problem};
    use ledger_core::money::Amount;
    use std::collections::BTreeSet;

    /// One of each code.
    fn every_problem() -> Vec<Problem> {
        let (some, more) = (Amount::new(40_000_000).unwrap(), Amount::new(400_000_000).unwrap());
        let mut all = vec![
            Problem::FileTooLarge { most: 7 },
            Problem::NotUtf8,
            Problem::NoHeader,
            Problem::NoLines,
            Problem::TooManyLines { most: 7 },
            Problem::UnknownColumn { position: 7 },
            Problem::MissingColumn,
            Problem::ColumnTwice { first: 7 },
            Problem::UnitTwice,
            Problem::LineTooLong { size: 8, most: 7 },
            Problem::BadQuotes,
            Problem::CellCount { expected: 7, found: 8 },
            Problem::Empty,
            Problem::TooLong { size: 8, most: 7 },
            Problem::BadCharacter { at: 7 },
            Problem::FormulaSign,
            Problem::NotALineNumber,
            Problem::LineOutside { last: 7 },
            Problem::LineTwice { first: 7 },
            Problem::PersonTwice { first: 7 },
            Problem::UnknownStatus,
            Problem::UnknownReason,
            Problem::ReasonMissing,
            Problem::ReasonUnexpected,
            Problem::CountDiffers { declared: 7, found: 8 },
            Problem::TotalDiffers { declared: some, found: more },
            Problem::TotalTooLarge,
            Problem::ShebaShared { first: 7 },
            Problem::NameDiffers { first: 7 },
            Problem::FarAbove { times: 10, usual: some },
            Problem::FarBelow { times: 10, usual: some },
        ];
        let ids = ["\u{200e}", "7", "999000001x", "0000000000", "9990000019"];
        all.extend(ids.map(|text| Problem::from(NationalId::parse(text).unwrap_err())));
        all.push(Sheba::parse("DE").unwrap_err().into());
        let amounts = [
            AmountError::MissingUnit,
            AmountError::UnknownUnit,
            AmountError::NotANumber { index: 7 },
            AmountError::Grouping,
            AmountError::Zero,
            AmountError::Negative,
            AmountError::FractionalRial { allowed_places: 0, found_places: 7 },
            AmountError::TooLarge { limit_rials: i64::MAX },
        ];
        all.extend(amounts.map(Problem::Amount));
        all
    }

    #[test]
    fn every_problem_has_a_code_of_its_own_and_words_in_both_languages() {
        let is_persian = |text: &str| text.chars().any(|letter| ('\u{0600}'..='\u{06FF}').contains(&letter));
        let mut codes = BTreeSet::new();
        for one in every_problem() {
            assert!(codes.insert(one.code()), "{}", one.code());
            let (english, persian) = (problem(&one, Language::English), problem(&one, Language::Persian));
            for text in [&english.wrong, &english.right] {
                assert!(!text.is_empty() && !is_persian(text), "{text}");
            }
            assert!(is_persian(&persian.wrong) && is_persian(&persian.right), "{persian:?}");
        }
        assert_eq!(codes.len(), 45);
    }

    #[test]
    fn a_finding_says_where_what_and_what_instead() {
        let problem = NationalId::parse("9990000019").unwrap_err().into();
        let found = Finding { file_line: Some(17), list_line: Some(12), column: Some(Column::NationalId), problem };
        let english = "line 17 · number 12 · national_id: the check digit does not fit; \
                       ten digits, of which the check digit confirms the others";
        assert_eq!(finding(&found, Language::English), english);
        let persian = "سطر 17 · ردیف 12 · کد ملی: رقم کنترل نمی‌خواند؛ ده رقم که رقم کنترلش بقیه را تأیید کند";
        assert_eq!(finding(&found, Language::Persian), persian);
        let whole = Finding { file_line: None, list_line: None, column: None, problem: Problem::NoHeader };
        let said = "the file is empty; a first line with the names of the columns";
        assert_eq!(finding(&whole, Language::English), said);
    }
}
