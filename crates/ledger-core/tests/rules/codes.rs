//! Which rejections a command can meet, which only a forged entry can, and that the scripts here meet them all.

use crate::{allotments, control, forged_grants, grants, limits, log, receipts, register};
use ledger_core::rejection::Rejection;
use std::cell::RefCell;
use std::collections::BTreeSet;

thread_local! {
    static REACHED: RefCell<BTreeSet<&'static str>> = const { RefCell::new(BTreeSet::new()) };
}

/// Called by the book for each rejection that a script has met.
pub fn reached(rejection: Rejection) {
    REACHED.with_borrow_mut(|codes| codes.insert(rejection.code()));
}

/// What `decide` never answers: it chooses so that these cannot be. Only an auditor meets them.
const ONLY_FORGED: [&str; 18] = [
    "UNKNOWN_SERIES",
    "RECEIPT_NUMBER_GAP",
    "NUMBERS_NOT_THERE",
    "NUMBERS_BEYOND_SERIES",
    "NUMBERS_NOT_NEXT",
    "RANGES_UNSOUND",
    "NOT_SETTLED",
    "NOT_HELD_BY_PARENT",
    "WRONG_CUSTODY",
    "AMOUNT_MISMATCH",
    "OTHER_RULE_IN_FORCE",
    "WRONG_LINE",
    "NOT_OF_RECEIPT",
    "WRONG_RULESET",
    "INDEX_NOT_DENSE",
    "TIME_RUNS_BACK",
    "ACT_BROKEN",
    "NOT_THE_OPENING",
];

/// What no entry of this ruleset can be: postings come in pairs of one fund, and `NOT_TRIED` is an answer of the
/// door and no finding.
const NEVER: [&str; 3] = ["NOT_TRIED", "POSTINGS_UNBALANCED", "FUNDS_UNBALANCED"];

fn reached_by(scripts: &[&[fn()]]) -> BTreeSet<&'static str> {
    REACHED.with_borrow_mut(BTreeSet::clear);
    for script in scripts.iter().copied().flatten() {
        script();
    }
    REACHED.with_borrow(BTreeSet::clone)
}

#[test]
fn every_rejection_is_met_by_a_command_or_by_a_forged_entry() {
    let by_command = reached_by(&[
        register::REFUSED,
        receipts::REFUSED,
        allotments::REFUSED,
        grants::REFUSED,
        control::REFUSED,
        log::REFUSED,
        limits::REFUSED,
    ]);
    let by_forging =
        reached_by(&[receipts::FORGED, allotments::FORGED, forged_grants::FORGED, control::FORGED, log::FORGED]);
    let all: BTreeSet<&str> = Rejection::each().iter().map(Rejection::code).collect();
    let never = BTreeSet::from(NEVER);
    let only_forged = BTreeSet::from(ONLY_FORGED);
    let expected: BTreeSet<&str> =
        all.iter().filter(|code| !never.contains(*code) && !only_forged.contains(*code)).copied().collect();
    assert_eq!(by_command, expected, "met by commands");
    assert_eq!(only_forged.difference(&by_forging).count(), 0, "{:?}", only_forged.difference(&by_forging));
}
