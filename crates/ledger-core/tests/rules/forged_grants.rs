//! Rules 3, 8, 9, 13, 14 and 15 against somebody with the keys: forged steps on the path of a grant.

use crate::ask::{ANYTHING, MISTAKE, application, apply_for, enrol, rials, rule};
use crate::book::Book;
use crate::grants::{RETURNED, out_of_order, steps};
use ledger_core::command::GrantStep;
use ledger_core::event::{CreditSecured, Event, GrantAwarded, GrantCancelled, GrantVerified};
use ledger_core::ids::{GrantId, LineId, RuleId};
use ledger_core::place::Place;
use ledger_core::ranges::{Range, Ranges};
use ledger_core::rejection::Rejection;
use ledger_core::rule::Rule;
use ledger_core::state::Stage;

pub const FORGED: &[fn()] = &[
    a_forged_step_comes_in_its_order,
    a_forged_decision_names_the_rule_in_force,
    a_forged_decision_keeps_to_the_cap,
    a_forged_credit_is_taken_from_the_grant_s_own_line,
    a_forged_credit_is_in_the_paying_account,
    a_forged_credit_order_or_settlement_is_of_just_the_grant_s_amount,
    a_forged_credit_does_not_take_another_grant_s_numbers,
    a_forged_order_does_not_pay_with_another_grant_s_money,
    a_forged_cancellation_gives_back_all_and_nothing_else,
    a_forged_award_does_not_pass_by_an_occupied_key,
    a_forged_application_does_not_pass_by_an_occupied_key,
];

#[test]
fn a_forged_step_comes_in_its_order() {
    let mut book = Book::ready();
    let w = book.w;
    let grant = book.secures();
    let last_change = book.last_change(grant);
    let verified = Event::GrantVerified(GrantVerified { grant, last_change, list: None });
    let why = book.slips_in(w.officer, verified);
    assert_eq!(why, out_of_order(Stage::CreditSecured));
    assert_eq!(why.rule(), Some(Rule::Rule13));
    book.takes(w.approver, grant, GrantStep::Award);
    let awarded = GrantAwarded { grant, last_change: book.last_change(grant) };
    assert_eq!(book.slips_in(w.second_approver, Event::GrantAwarded(awarded)), out_of_order(Stage::Awarded));
}

#[test]
fn a_forged_decision_names_the_rule_in_force() {
    let mut book = Book::ready();
    let w = book.w;
    let grant = book.applies(400);
    let current = decided_rule(&book, grant);
    let tomorrow = book.today().checked_add_days(1).unwrap();
    let next = book.registers(rule(w.dowry, 900, "dowry", tomorrow));
    for other in [next, 9_999] {
        let why = book.forges(w.officer, book.step(grant, GrantStep::Decide), |entry| {
            let Event::GrantDecided(e) = &mut entry.event else { panic!("a decision") };
            e.rule = RuleId(other);
        });
        assert_eq!(why, Rejection::OtherRuleInForce { rule: current });
        assert_eq!(why.rule(), Some(Rule::Rule14));
    }
}

fn decided_rule(book: &Book, grant: GrantId) -> u64 {
    let act = book.drafted(book.w.officer, book.step(grant, GrantStep::Decide));
    let Event::GrantDecided(decided) = &act[0].event else { panic!("a decision") };
    decided.rule.0
}

#[test]
fn a_forged_decision_keeps_to_the_cap() {
    let book = Book::ready();
    let w = book.w;
    let ask = apply_for(w.qom, w.dowry, w.couple, 100);
    let why = book.forges(w.officer, ask, |entry| {
        let Event::GrantApplied(e) = &mut entry.event else { panic!("an application") };
        e.amount = rials(5_000);
    });
    assert_eq!(why, Rejection::ExceedsCap { cap: 1_000, asked: 5_000 });
    assert_eq!(why.rule(), Some(Rule::Rule14));
}

/// A decided grant of 400 for the couple of Qom, 1,000 in its line, and 1,000 in a line of Kerman.
fn decided(book: &mut Book) -> GrantId {
    let w = book.w;
    book.receives(2_000, ANYTHING);
    book.gives(w.qom, w.dowry, 1_000);
    book.gives(w.kerman, w.dowry, 1_000);
    let grant = book.applies(400);
    book.takes(w.officer, grant, GrantStep::Decide);
    grant
}

fn forged_credit(book: &Book, grant: GrantId, change: impl FnOnce(&mut CreditSecured)) -> Rejection {
    let command = book.step(grant, GrantStep::SecureCredit { account: book.w.bank });
    book.forges(book.w.budget, command, |entry| {
        let Event::CreditSecured(e) = &mut entry.event else { panic!("a credit") };
        change(e);
    })
}

/// `count` numbers from `start` on, of the series that `ranges` begins with.
fn instead(ranges: &Ranges, start: u64, count: u64) -> Ranges {
    Ranges::one(Range::new(ranges.as_slice()[0].series(), start, count).unwrap())
}

#[test]
fn a_forged_credit_is_taken_from_the_grant_s_own_line() {
    let mut book = Book::ready();
    let grant = decided(&mut book);
    let kerman = book.entries.iter().rev().find_map(|entry| match &entry.event {
        Event::AllotmentNotified(e) => Some(e.line),
        _ => None,
    });
    let kerman = kerman.unwrap();
    let why = forged_credit(&book, grant, |e| {
        e.line = kerman;
        e.ranges = instead(&e.ranges, 1_000, 400);
    });
    assert_eq!(why, Rejection::WrongLine { line: kerman.0 });
    assert_eq!(why.rule(), Some(Rule::Rule9));
    assert_eq!(forged_credit(&book, grant, |e| e.line = LineId(9_999)), Rejection::WrongLine { line: 9_999 });
}

#[test]
fn a_forged_credit_is_in_the_paying_account() {
    let mut book = Book::ready();
    let grant = decided(&mut book);
    let treasury = book.w.treasury;
    let why = forged_credit(&book, grant, |e| e.account = treasury);
    assert_eq!(why, Rejection::WrongCustody { account: treasury.0 });
    assert_eq!(why.rule(), Some(Rule::Rule8));
}

#[test]
fn a_forged_credit_order_or_settlement_is_of_just_the_grant_s_amount() {
    let mut book = Book::ready();
    let w = book.w;
    let grant = decided(&mut book);
    for found in [399, 401] {
        let why = forged_credit(&book, grant, |e| e.ranges = instead(&e.ranges, 0, found));
        assert_eq!(why, Rejection::AmountMismatch { expected: 400, found });
        assert_eq!(why.rule(), Some(Rule::Rule14));
    }
    book.takes(w.budget, grant, GrantStep::SecureCredit { account: w.bank });
    book.takes(w.approver, grant, GrantStep::Award);
    book.takes(w.officer, grant, GrantStep::Verify);
    let less = Rejection::AmountMismatch { expected: 400, found: 100 };
    let why = book.forges(w.releaser, book.step(grant, GrantStep::OrderPayment), |entry| {
        let Event::PaymentOrdered(e) = &mut entry.event else { panic!("an order") };
        e.ranges = instead(&e.ranges, 0, 100);
    });
    assert_eq!(why, less);
    book.takes(w.releaser, grant, GrantStep::OrderPayment);
    let why = book.forges(w.treasurer, book.step(grant, GrantStep::SettlePayment), |entry| {
        let Event::PaymentSettled(e) = &mut entry.event else { panic!("a settlement") };
        e.ranges = instead(&e.ranges, 0, 100);
    });
    assert_eq!(why, less);
    let why = book.forges(w.treasurer, book.step(grant, RETURNED), |entry| {
        let Event::PaymentReturned(e) = &mut entry.event else { panic!("a return") };
        e.ranges = instead(&e.ranges, 0, 100);
    });
    assert_eq!(why, less);
}

#[test]
fn a_forged_credit_does_not_take_another_grant_s_numbers() {
    let mut book = Book::ready();
    let w = book.w;
    let first = decided(&mut book);
    let second = book.applies(400);
    book.takes(w.officer, second, GrantStep::Decide);
    book.takes(w.budget, first, GrantStep::SecureCredit { account: w.bank });
    let why = forged_credit(&book, second, |e| e.ranges = instead(&e.ranges, 300, 400));
    assert!(matches!(why, Rejection::NumbersNotThere { number: 300, .. }), "{why}");
    assert_eq!(why.rule(), Some(Rule::Rule8));
    let why = forged_credit(&book, second, |e| e.ranges = instead(&e.ranges, 1_900, 400));
    assert!(matches!(why, Rejection::NumbersBeyondSeries { numbered: 2_000, .. }), "{why}");
    assert_eq!(why.rule(), Some(Rule::Rule3));
}

#[test]
fn a_forged_order_does_not_pay_with_another_grant_s_money() {
    let mut book = Book::ready();
    let w = book.w;
    let first = book.owes();
    let other = book.enrols(enrol(w.qom, 80, &[80], &["dowry"]));
    let second = GrantId(book.does(w.officer, apply_for(w.qom, w.dowry, other, 400)));
    for (principal, step) in &steps(&book)[..4] {
        book.takes(*principal, second, *step);
    }
    let why = book.forges(w.releaser, book.step(second, GrantStep::OrderPayment), |entry| {
        let Event::PaymentOrdered(e) = &mut entry.event else { panic!("an order") };
        e.ranges = instead(&e.ranges, 0, 400);
    });
    assert!(matches!(why, Rejection::NumbersNotThere { number: 0, .. }), "{why}");
    assert_eq!(book.state.partition().amount(Place::Encumbered(first)), rials(400));
}

#[test]
fn a_forged_cancellation_gives_back_all_and_nothing_else() {
    let mut book = Book::ready();
    let w = book.w;
    let grant = book.secures();
    let cancelled = |ranges| {
        let last_change = book.last_change(grant);
        Event::GrantCancelled(GrantCancelled { grant, last_change, reason: MISTAKE, ranges })
    };
    let taken = book.numbers_of(book.last_change(grant).0);
    assert_eq!(book.slips_in(w.approver, cancelled(None)), Rejection::RangesUnsound {});
    let part = Some(instead(&taken, 0, 100));
    assert_eq!(book.slips_in(w.approver, cancelled(part)), Rejection::AmountMismatch { expected: 400, found: 100 });
    let others = Some(instead(&taken, 400, 400));
    assert!(matches!(book.slips_in(w.approver, cancelled(others)), Rejection::NumbersNotThere { number: 400, .. }));
    let mut fresh = book.clone();
    let early = fresh.applies(100);
    let last_change = fresh.last_change(early);
    let ranges = Some(instead(&taken, 0, 100));
    let event = GrantCancelled { grant: early, last_change, reason: MISTAKE, ranges };
    assert_eq!(fresh.slips_in(w.approver, Event::GrantCancelled(event)), Rejection::RangesUnsound {});
}

#[test]
fn a_forged_award_does_not_pass_by_an_occupied_key() {
    let mut book = Book::ready();
    let w = book.w;
    let grant = book.secures();
    let rival = book.applies(400);
    book.takes(w.officer, rival, GrantStep::Decide);
    book.takes(w.budget, rival, GrantStep::SecureCredit { account: w.bank });
    book.takes(w.approver, grant, GrantStep::Award);
    let awarded = GrantAwarded { grant: rival, last_change: book.last_change(rival) };
    let why = book.slips_in(w.approver, Event::GrantAwarded(awarded));
    assert_eq!(why, Rejection::BenefitAlreadyGranted {});
    assert_eq!(why.rule(), Some(Rule::Rule15));
}

#[test]
fn a_forged_application_does_not_pass_by_an_occupied_key() {
    let mut book = Book::ready();
    let w = book.w;
    let grant = book.secures();
    book.takes(w.approver, grant, GrantStep::Award);
    let applied = application(w.qom, w.dowry, w.couple, 100);
    let why = book.slips_in(w.officer, Event::GrantApplied(applied));
    assert_eq!(why, Rejection::BenefitAlreadyGranted {});
    assert_eq!(why.rule(), Some(Rule::Rule15));
}
