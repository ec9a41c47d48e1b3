//! Rule 9 in all its dimensions: what a donor wants is asked about at each use: allotment, passing down, credit, award.

use crate::ask::{ANYTHING, MISTAKE, allot, apply_for, class, for_area, programme, rials, rule};
use crate::book::{Book, TODAY};
use crate::world::World;
use ledger_core::command::{AllotmentOrigin, GrantStep};
use ledger_core::event::{Allotted, ClassKind, CreditSecured, Event, GrantAwarded, Restriction};
use ledger_core::ids::{ClassId, GrantId, ProgrammeId};
use ledger_core::place::Place;
use ledger_core::ranges::{Range, Ranges};
use ledger_core::rejection::Rejection;
use ledger_core::rule::Rule;
use ledger_core::time::Day;

pub const REFUSED: &[fn()] = &[
    a_gift_for_a_class_goes_to_programmes_that_serve_it_and_no_other,
    a_gift_with_an_intent_goes_to_programmes_that_fulfil_it,
    a_gift_is_not_allotted_after_its_last_day,
    a_grant_is_not_awarded_out_of_money_whose_last_day_is_over,
];

pub const FORGED: &[fn()] = &[
    a_forged_allotment_does_not_pass_by_class_intent_or_last_day,
    a_forged_credit_or_award_does_not_pass_by_the_last_day,
    a_forged_passing_down_does_not_pass_by_the_last_day,
];

const FUNDS: AllotmentOrigin = AllotmentOrigin::Funds;

/// A programme of its own for each way of serving classes and fulfilling intents.
struct Programmes {
    orphans: ClassId,
    alms: ClassId,
    for_orphans: ProgrammeId,
    for_both: ProgrammeId,
    for_alms: ProgrammeId,
}

fn programmes(book: &mut Book) -> Programmes {
    let orphans = ClassId(book.registers(class("orphans", ClassKind::Beneficiary)));
    let widows = ClassId(book.registers(class("widows", ClassKind::Beneficiary)));
    let alms = ClassId(book.registers(class("alms", ClassKind::Intent)));
    let zakat = ClassId(book.registers(class("zakat", ClassKind::Intent)));
    let mut serving = |text, classes: &[ClassId], intents: &[ClassId]| {
        let id = ProgrammeId(book.registers(programme(text, classes, intents)));
        book.registers(rule(id, 1_000, text, TODAY));
        id
    };
    Programmes {
        orphans,
        alms,
        for_orphans: serving("for-orphans", &[orphans], &[]),
        for_both: serving("for-both", &[orphans, widows], &[zakat]),
        for_alms: serving("for-alms", &[], &[zakat, alms]),
    }
}

/// Which of the programmes may use a gift with this restriction; the others are refused with its dimension.
fn may_use(book: &mut Book, restriction: Restriction, dimension: u64, of: &[(ProgrammeId, bool)]) {
    let w = book.w;
    let receipt = book.receives(100, restriction);
    let fund = book.fund_of(receipt);
    for (programme, admitted) in of {
        let ask = allot(w.qom, *programme, 10, AllotmentOrigin::Fund(fund));
        if *admitted {
            book.does(w.budget, ask);
        } else {
            let why = book.refuses(w.budget, ask);
            assert_eq!(why, Rejection::RestrictionForbids { fund: fund.0, dimension });
            assert_eq!(why.rule(), Some(Rule::Rule9));
        }
    }
}

#[test]
fn a_gift_for_a_class_goes_to_programmes_that_serve_it_and_no_other() {
    let mut book = Book::ready();
    let p = programmes(&mut book);
    let of = [(book.w.dowry, false), (p.for_both, false), (p.for_alms, false), (p.for_orphans, true)];
    may_use(&mut book, Restriction { class: Some(p.orphans), ..ANYTHING }, 3, &of);
}

#[test]
fn a_gift_with_an_intent_goes_to_programmes_that_fulfil_it() {
    let mut book = Book::ready();
    let p = programmes(&mut book);
    let of = [(book.w.dowry, false), (p.for_both, false), (p.for_orphans, false), (p.for_alms, true)];
    may_use(&mut book, Restriction { intent: Some(p.alms), ..ANYTHING }, 4, &of);
}

fn day(days: i32) -> Day {
    TODAY.checked_add_days(days).unwrap()
}

fn until(days: i32) -> Restriction {
    Restriction { spend_by: Some(day(days)), ..ANYTHING }
}

#[test]
fn a_gift_is_not_allotted_after_its_last_day() {
    let mut book = Book::ready();
    let w = book.w;
    let receipt = book.receives(100, until(1));
    let fund = book.fund_of(receipt);
    for _ in 0..2 {
        book.does(w.budget, allot(w.qom, w.dowry, 10, AllotmentOrigin::Fund(fund)));
        book.days_pass(1);
    }
    let why = book.refuses(w.budget, allot(w.qom, w.dowry, 10, AllotmentOrigin::Fund(fund)));
    assert_eq!(why, Rejection::RestrictionForbids { fund: fund.0, dimension: 5 });
    let none = Rejection::ExceedsAvailable { available: 0, asked: 10 };
    assert_eq!(book.refuses(w.budget, allot(w.qom, w.dowry, 10, FUNDS)), none);
}

/// A line of Qom with 400 that are to be spent tomorrow at the latest, and so much for any day.
fn line_with(book: &mut Book, for_any_day: u64) {
    let w = book.w;
    book.receives(400, until(1));
    if for_any_day > 0 {
        book.receives(for_any_day, ANYTHING);
    }
    book.gives(w.qom, w.dowry, 400 + for_any_day);
}

fn decided(book: &mut Book) -> GrantId {
    let grant = book.applies(400);
    book.takes(book.w.officer, grant, GrantStep::Decide);
    grant
}

fn secure(w: World) -> GrantStep {
    GrantStep::SecureCredit { account: w.bank }
}

#[test]
fn what_is_to_be_spent_first_is_taken_first() {
    let mut book = Book::ready();
    let w = book.w;
    let (late, early) = (book.receives(10, until(60)), book.receives(10, until(5)));
    let narrow = book.receives(10, for_area(w.qom_area));
    book.gives(w.qom, w.dowry, 30);
    let grant = GrantId(book.does(w.officer, apply_for(w.qom, w.dowry, w.couple, 25)));
    book.takes(w.officer, grant, GrantStep::Decide);
    let secured = book.takes(w.budget, grant, secure(w));
    let series = |receipt| book.numbers_of(receipt).as_slice()[0].series();
    let taken: Vec<_> =
        book.numbers_of(secured).as_slice().iter().map(|range| (range.series(), range.count())).collect();
    assert_eq!(taken, [(series(early), 10), (series(late), 10), (series(narrow), 5)]);
}

#[test]
fn money_whose_last_day_is_over_does_not_stand_in_the_way_of_other_money_of_its_line() {
    let mut book = Book::ready();
    let w = book.w;
    line_with(&mut book, 400);
    book.days_pass(2);
    let grant = decided(&mut book);
    let secured = book.takes(w.budget, grant, secure(w));
    let fund = book.state.partition().series(book.numbers_of(secured).as_slice()[0].series()).unwrap().fund;
    let anything = book.receives(1, ANYTHING);
    assert_eq!(fund, book.fund_of(anything), "the other 400 were taken");
    let none = Rejection::ExceedsAvailable { available: 0, asked: 400 };
    let next = decided(&mut book);
    let ask = book.step(next, secure(w));
    assert_eq!(book.refuses(w.budget, ask), none);
}

#[test]
fn a_grant_is_not_awarded_out_of_money_whose_last_day_is_over() {
    let mut book = Book::ready();
    let w = book.w;
    line_with(&mut book, 0);
    let fund = book.state.partition().all_series().next().unwrap().1.fund;
    let grant = decided(&mut book);
    book.takes(w.budget, grant, secure(w));
    book.days_pass(1);
    let award = book.step(grant, GrantStep::Award);
    book.clone().does(w.approver, award.clone());
    book.days_pass(1);
    let why = book.refuses(w.approver, award);
    assert_eq!(why, Rejection::RestrictionForbids { fund: fund.0, dimension: 5 });
}

#[test]
fn a_grant_out_of_money_whose_last_day_is_over_can_be_cancelled_and_its_keys_are_free_again() {
    let mut book = Book::ready();
    let w = book.w;
    line_with(&mut book, 0);
    let grant = decided(&mut book);
    let secured = book.takes(w.budget, grant, secure(w));
    book.takes(w.approver, grant, GrantStep::Award);
    let line = book.line_of(secured);
    book.days_pass(5);
    book.takes(w.second_approver, grant, GrantStep::Cancel { reason: MISTAKE });
    assert_eq!(book.state.partition().amount(Place::Notified(line)), rials(400));
    book.receives(400, ANYTHING);
    book.gives(w.qom, w.dowry, 400);
    let next = decided(&mut book);
    book.takes(w.budget, next, secure(w));
    book.takes(w.approver, next, GrantStep::Award);
}

/// As the founders decided: a bank's return goes to its award while that lives, so that a retry finds its money.
#[test]
fn what_was_awarded_in_time_is_paid_after_the_last_day() {
    let mut book = Book::ready();
    let w = book.w;
    line_with(&mut book, 0);
    let grant = decided(&mut book);
    book.takes(w.budget, grant, secure(w));
    book.takes(w.approver, grant, GrantStep::Award);
    book.days_pass(5);
    book.takes(w.officer, grant, GrantStep::Verify);
    book.takes(w.releaser, grant, GrantStep::OrderPayment);
    book.takes(w.treasurer, grant, GrantStep::SettlePayment);
}

#[test]
fn a_line_passes_down_what_can_be_spent_still() {
    let mut book = Book::ready();
    let w = book.w;
    book.receives(100, until(1));
    book.receives(100, ANYTHING);
    book.gives(w.kerman, w.dowry, 200);
    book.days_pass(2);
    let from_kerman = AllotmentOrigin::ParentLine { office: w.kerman };
    book.does(w.of_kerman, allot(w.rafsanjan, w.dowry, 60, from_kerman));
    let none = Rejection::ExceedsAvailable { available: 40, asked: 41 };
    assert_eq!(book.refuses(w.of_kerman, allot(w.rafsanjan, w.dowry, 41, from_kerman)), none);
}

#[test]
fn a_forged_allotment_does_not_pass_by_class_intent_or_last_day() {
    let mut book = Book::ready();
    let w = book.w;
    let p = programmes(&mut book);
    book.receives(10, ANYTHING);
    let allotment = book.gives(w.qom, w.dowry, 10);
    let line = book.line_of(allotment);
    book.days_pass(3);
    let wishes = [
        (Restriction { class: Some(p.orphans), ..ANYTHING }, 3),
        (Restriction { intent: Some(p.alms), ..ANYTHING }, 4),
        (until(2), 5),
    ];
    for (restriction, dimension) in wishes {
        let receipt = book.receives(10, restriction);
        let ranges = book.numbers_of(receipt);
        let why = book.slips_in(w.budget, Event::Allotted(Allotted { line, parent: None, ranges }));
        assert_eq!(why, Rejection::RestrictionForbids { fund: book.fund_of(receipt).0, dimension });
        assert_eq!(why.rule(), Some(Rule::Rule9));
    }
}

#[test]
fn a_forged_credit_or_award_does_not_pass_by_the_last_day() {
    let mut book = Book::ready();
    let w = book.w;
    line_with(&mut book, 0);
    let fund = book.state.partition().all_series().next().unwrap().1.fund;
    let grant = decided(&mut book);
    let over = Rejection::RestrictionForbids { fund: fund.0, dimension: 5 };
    let drafted = book.drafted(w.budget, book.step(grant, secure(w)));
    let Event::CreditSecured(secured) = drafted[0].event.clone() else { panic!("a credit") };
    let mut late = book.clone();
    late.days_pass(2);
    let credit = CreditSecured { last_change: late.last_change(grant), ..secured };
    assert_eq!(late.slips_in(w.budget, Event::CreditSecured(credit)), over);
    book.takes(w.budget, grant, secure(w));
    book.days_pass(2);
    let awarded = GrantAwarded { grant, last_change: book.last_change(grant) };
    assert_eq!(book.slips_in(w.approver, Event::GrantAwarded(awarded)), over);
}

#[test]
fn a_forged_passing_down_does_not_pass_by_the_last_day() {
    let mut book = Book::ready();
    let w = book.w;
    let receipt = book.receives(100, until(1));
    let allotment = book.gives(w.kerman, w.dowry, 100);
    let from_kerman = AllotmentOrigin::ParentLine { office: w.kerman };
    let passed = book.does(w.of_kerman, allot(w.rafsanjan, w.dowry, 10, from_kerman));
    let series = book.numbers_of(receipt).as_slice()[0].series();
    let ranges = Ranges::one(Range::new(series, 10, 90).unwrap());
    book.days_pass(2);
    let parent = Some(book.line_of(allotment));
    let event = Event::Allotted(Allotted { line: book.line_of(passed), parent, ranges });
    let why = book.slips_in(w.of_kerman, event);
    assert_eq!(why, Rejection::RestrictionForbids { fund: book.fund_of(receipt).0, dimension: 5 });
}
