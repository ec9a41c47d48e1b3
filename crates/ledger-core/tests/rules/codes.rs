//! Which rejections a command can meet, which an auditor finds in a forged entry, and that the scripts here meet them
//! all: a code without a test fails here.

use crate::scripts;
use ledger_core::rejection::Rejection;
use ledger_core::rule::Rule;
use std::cell::RefCell;
use std::collections::BTreeSet;

type Codes = BTreeSet<&'static str>;

thread_local! {
    static REFUSED: RefCell<Codes> = const { RefCell::new(Codes::new()) };
    static FOUND: RefCell<Codes> = const { RefCell::new(Codes::new()) };
}

/// Called for each rejection that a command has met.
pub fn refused(rejection: Rejection) {
    REFUSED.with_borrow_mut(|codes| codes.insert(rejection.code()));
}

/// Called for each rejection that the auditor has found.
pub fn found(rejection: Rejection) {
    FOUND.with_borrow_mut(|codes| codes.insert(rejection.code()));
}

/// What `decide` never answers: it chooses so that these cannot be. Only an auditor meets them.
const ONLY_FORGED: [&str; 19] = [
    "UNKNOWN_SERIES",
    "RECEIPT_NUMBER_GAP",
    "NUMBERS_NOT_THERE",
    "NUMBERS_BEYOND_SERIES",
    "NUMBERS_NOT_NEXT",
    "RANGES_UNSOUND",
    "NOT_SETTLED",
    "NOT_HELD_BY_PARENT",
    "OTHER_RULE_IN_FORCE",
    "WRONG_LINE",
    "NOT_OF_RECEIPT",
    "WRONG_RULESET",
    "INDEX_NOT_DENSE",
    "TIME_RUNS_BACK",
    "ACT_BROKEN",
    "NOT_THE_OPENING",
    "PLEDGE_PART_WRONG",
    "NOT_REPORTED",
    "BILL_MISMATCH",
];

/// What no entry says, so that no auditor can compare it: the line that a row of the bank's file names.
const ONLY_DECIDED: [&str; 1] = ["NO_SUCH_LINE"];

/// What no entry of this ruleset can be: postings come in pairs of one fund, and `NOT_TRIED` is an answer of the
/// door and no finding.
const NEVER: [&str; 3] = ["NOT_TRIED", "POSTINGS_UNBALANCED", "FUNDS_UNBALANCED"];

/// From here on every code is tried both ways; of those before, the scripts forge what only an auditor meets.
const FIRST_OF_BOTH_WAYS: u32 = 110;

/// Plays the scripts; what commands met, and what the auditor found.
fn played() -> (Codes, Codes) {
    REFUSED.with_borrow_mut(Codes::clear);
    FOUND.with_borrow_mut(Codes::clear);
    for script in scripts::ALL.iter().copied().flatten() {
        script();
    }
    (REFUSED.with_borrow(Codes::clone), FOUND.with_borrow(Codes::clone))
}

fn codes_from(first: u32) -> Codes {
    let never = Codes::from(NEVER);
    let all = Rejection::each().into_iter().filter(|each| each.number() >= first);
    all.map(|each| each.code()).filter(|code| !never.contains(code)).collect()
}

#[test]
fn every_rejection_is_met_by_a_command_or_by_a_forged_entry() {
    let (refused, found) = played();
    let only_forged = Codes::from(ONLY_FORGED);
    assert_eq!(refused, &codes_from(0) - &only_forged, "met by commands");
    let both_ways = &codes_from(FIRST_OF_BOTH_WAYS) - &Codes::from(ONLY_DECIDED);
    let missing: Codes = (&only_forged | &both_ways).difference(&found).copied().collect();
    assert_eq!(missing, Codes::new(), "found by the auditor");
}

#[test]
fn every_rule_refuses_something() {
    let of_codes: BTreeSet<Rule> = Rejection::each().iter().filter_map(Rejection::rule).collect();
    assert_eq!(of_codes, Rule::ALL.iter().copied().collect());
}
