//! What only the whole list shows: numbers that stand twice, persons that stand twice, sums, and amounts that look
//! like a mistaken unit.

use super::{Declared, Draft};
use crate::identifiers::{NationalId, SearchKey, Sheba};
use crate::sheets::MOST_LINES;
use crate::sheets::column::Column;
use crate::sheets::finding::{Finding, Findings, Problem};
use ledger_core::money::Amount;
use ledger_core::text::Code;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Checks the lines against each other and against what was declared. Gives the sum, if it can be counted.
pub(super) fn check(drafts: &[Draft], declared: &Declared, findings: &mut Findings) -> Option<Amount> {
    numbers(drafts, findings);
    persons(drafts, findings);
    accounts(drafts, findings);
    names(drafts, findings);
    amounts(drafts, findings);
    let found = u32::try_from(drafts.len()).unwrap_or(MOST_LINES);
    if let Some(declared) = declared.count.filter(|declared| *declared != found) {
        findings.of_file(Problem::CountDiffers { declared, found });
    }
    total(drafts, declared, findings)
}

impl Draft {
    fn found(&self, column: Column, problem: Problem, findings: &mut Findings) {
        let Self { file_line, line, .. } = *self;
        findings.add(Finding { file_line: Some(file_line), list_line: line, column: Some(column), problem });
    }
}

/// As many numbers as lines, none outside of 1 to their count and none twice: so none is missing.
fn numbers(drafts: &[Draft], findings: &mut Findings) {
    let last = u32::try_from(drafts.len()).unwrap_or(MOST_LINES);
    let mut seen: BTreeMap<u32, u64> = BTreeMap::new();
    for draft in drafts {
        let Some(line) = draft.line else { continue };
        if !(1..=last).contains(&line) {
            draft.found(Column::Line, Problem::LineOutside { last }, findings);
        }
        if let Some(first) = first_seen(&mut seen, line, draft.file_line) {
            draft.found(Column::Line, Problem::LineTwice { first }, findings);
        }
    }
}

fn persons(drafts: &[Draft], findings: &mut Findings) {
    let mut seen: BTreeMap<(&Code, &NationalId), u64> = BTreeMap::new();
    for draft in drafts {
        let (Some(programme), Some(person)) = (&draft.programme, &draft.national_id) else { continue };
        if let Some(first) = first_seen(&mut seen, (programme, person), draft.file_line) {
            draft.found(Column::NationalId, Problem::PersonTwice { first }, findings);
        }
    }
}

fn accounts(drafts: &[Draft], findings: &mut Findings) {
    let mut seen: BTreeMap<&Sheba, (&NationalId, u64)> = BTreeMap::new();
    for draft in drafts {
        let (Some(sheba), Some(person)) = (&draft.sheba, &draft.national_id) else { continue };
        let (holder, first) = *seen.entry(sheba).or_insert((person, draft.file_line));
        if holder != person {
            draft.found(Column::Sheba, Problem::ShebaShared { first }, findings);
        }
    }
}

fn names(drafts: &[Draft], findings: &mut Findings) {
    let mut seen: BTreeMap<&NationalId, (SearchKey, u64)> = BTreeMap::new();
    for draft in drafts {
        let (Some(person), Some(name)) = (&draft.national_id, &draft.name) else { continue };
        let key = name.key();
        let (known, first) = seen.entry(person).or_insert_with(|| (key.clone(), draft.file_line));
        if *known != key {
            let first = *first;
            draft.found(Column::Name, Problem::NameDiffers { first }, findings);
        }
    }
}

/// The line that has this already, if one has.
fn first_seen<K: Ord>(seen: &mut BTreeMap<K, u64>, key: K, file_line: u64) -> Option<u64> {
    match seen.entry(key) {
        Entry::Occupied(first) => Some(*first.get()),
        Entry::Vacant(place) => {
            place.insert(file_line);
            None
        }
    }
}

/// The factors by which rial and toman, or rial and new rial, are mistaken; the larger first.
const FACTORS: [u64; 2] = [10_000, 10];

fn amounts(drafts: &[Draft], findings: &mut Findings) {
    let mut of_programme: BTreeMap<&Code, Vec<Amount>> = BTreeMap::new();
    for draft in drafts {
        let (Some(programme), Some(amount)) = (&draft.programme, draft.amount) else { continue };
        of_programme.entry(programme).or_default().push(amount);
    }
    let usual: BTreeMap<&Code, Amount> =
        of_programme.into_iter().filter_map(|(programme, amounts)| Some((programme, median(amounts)?))).collect();
    for draft in drafts {
        let usual = draft.programme.as_ref().and_then(|programme| usual.get(programme));
        let (Some(amount), Some(usual)) = (draft.amount, usual.copied()) else { continue };
        if let Some(times) = factor(amount, usual) {
            draft.found(Column::Amount, Problem::FarAbove { times, usual }, findings);
        } else if let Some(times) = factor(usual, amount) {
            draft.found(Column::Amount, Problem::FarBelow { times, usual }, findings);
        }
    }
}

/// The one in the middle, the lower of two.
fn median(mut amounts: Vec<Amount>) -> Option<Amount> {
    amounts.sort_unstable();
    amounts.get(amounts.len().saturating_sub(1) / 2).copied()
}

/// By which of the factors the one amount is at least above the other.
fn factor(high: Amount, low: Amount) -> Option<u64> {
    let times = high.count().checked_div(low.count())?;
    FACTORS.into_iter().find(|factor| times >= *factor)
}

/// Where an amount could not be read there is no sum to compare.
fn total(drafts: &[Draft], declared: &Declared, findings: &mut Findings) -> Option<Amount> {
    let amounts: Vec<Amount> = drafts.iter().map(|draft| draft.amount).collect::<Option<_>>()?;
    let sum = amounts.into_iter().try_fold(Amount::ZERO, Amount::checked_add);
    let Some(found) = sum else {
        findings.of_file(Problem::TotalTooLarge);
        return None;
    };
    if let Some(declared) = declared.total.filter(|declared| *declared != found) {
        findings.of_file(Problem::TotalDiffers { declared, found });
    }
    Some(found)
}
