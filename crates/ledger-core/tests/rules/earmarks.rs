//! Earmarks: what the organisation keeps a fund for, until it lifts it. They bind allotments and nothing else.

use crate::ask::{ANYTHING, allot, code, for_area};
use crate::book::{Book, TODAY};
use ledger_core::command::{AllotmentOrigin, Command};
use ledger_core::event::{Allotted, DecisionRef, EarmarkLifted, EarmarkPlaced, Event};
use ledger_core::ids::{AreaId, EarmarkId, FundId, ProgrammeId};
use ledger_core::ranges::{Range, Ranges};
use ledger_core::rejection::Rejection;
use ledger_core::role::Role;

pub const REFUSED: &[fn()] = &[
    an_earmarked_fund_is_allotted_to_nothing_else,
    a_fund_is_kept_for_one_thing_at_a_time_and_for_something,
    an_earmark_is_placed_by_an_approver_of_the_national_office,
    an_earmark_names_only_what_exists,
];

pub const FORGED: &[fn()] = &[a_forged_allotment_does_not_pass_by_an_earmark, a_forged_earmark_is_lifted_once];

fn decision() -> DecisionRef {
    DecisionRef { number: code("D-7"), date: TODAY }
}

fn keep(fund: FundId, programme: Option<ProgrammeId>, area: Option<AreaId>) -> Command {
    Command::PlaceEarmark(EarmarkPlaced { fund, programme, area, decision: decision() })
}

fn lift(earmark: EarmarkId) -> Command {
    Command::LiftEarmark(EarmarkLifted { earmark, decision: decision() })
}

/// 100 free rials, kept for dowries in Kerman.
fn kept(book: &mut Book) -> (FundId, EarmarkId) {
    let w = book.w;
    let receipt = book.receives(100, ANYTHING);
    let fund = book.fund_of(receipt);
    let earmark = book.does(w.approver, keep(fund, Some(w.dowry), Some(w.kerman_area)));
    (fund, EarmarkId(earmark))
}

#[test]
fn an_earmarked_fund_is_allotted_to_nothing_else() {
    let mut book = Book::ready();
    let w = book.w;
    let (fund, earmark) = kept(&mut book);
    let from = AllotmentOrigin::Fund(fund);
    let forbids = |dimension| Rejection::EarmarkForbids { earmark: earmark.0, dimension };
    assert_eq!(book.refuses(w.budget, allot(w.kerman, w.marriage, 10, from)), forbids(1));
    for office in [w.qom, w.national] {
        assert_eq!(book.refuses(w.budget, allot(office, w.dowry, 10, from)), forbids(2));
    }
    let none = Rejection::ExceedsAvailable { available: 0, asked: 10 };
    assert_eq!(book.refuses(w.budget, allot(w.qom, w.dowry, 10, AllotmentOrigin::Funds)), none);
    for office in [w.kerman, w.rafsanjan] {
        book.does(w.budget, allot(office, w.dowry, 10, from));
    }
    book.does(w.approver, lift(earmark));
    book.does(w.budget, allot(w.qom, w.marriage, 10, from));
}

#[test]
fn an_earmark_does_not_touch_what_its_donor_wants() {
    let mut book = Book::ready();
    let w = book.w;
    let receipt = book.receives(100, for_area(w.qom_area));
    let fund = book.fund_of(receipt);
    book.does(w.approver, keep(fund, None, Some(w.kerman_area)));
    let why = book.refuses(w.budget, allot(w.kerman, w.dowry, 10, AllotmentOrigin::Fund(fund)));
    assert_eq!(why, Rejection::RestrictionForbids { fund: fund.0, dimension: 2 });
}

#[test]
fn what_was_allotted_before_an_earmark_is_not_bound_by_it() {
    let mut book = Book::ready();
    let w = book.w;
    let receipt = book.receives(1_000, ANYTHING);
    let fund = book.fund_of(receipt);
    let allotment = book.does(w.budget, allot(w.qom, w.dowry, 500, AllotmentOrigin::Funds));
    book.does(w.approver, keep(fund, Some(w.marriage), None));
    book.does(w.approver, crate::ask::notify(allotment));
    let grant = book.applies(400);
    for (principal, step) in &crate::grants::steps(&book)[..6] {
        book.takes(*principal, grant, *step);
    }
}

#[test]
fn a_fund_is_kept_for_one_thing_at_a_time_and_for_something() {
    let mut book = Book::ready();
    let w = book.w;
    let (fund, earmark) = kept(&mut book);
    let again = keep(fund, Some(w.marriage), None);
    assert_eq!(book.refuses(w.approver, again.clone()), Rejection::AlreadyOpen { holder: earmark.0 });
    book.does(w.second_approver, lift(earmark));
    assert_eq!(book.refuses(w.approver, lift(earmark)), Rejection::UnknownEarmark { earmark: earmark.0 });
    assert_eq!(book.refuses(w.approver, keep(fund, None, None)), Rejection::NothingAsked {});
    book.does(w.approver, again);
}

#[test]
fn an_earmark_is_placed_by_an_approver_of_the_national_office() {
    let mut book = Book::ready();
    let w = book.w;
    let (fund, earmark) = kept(&mut book);
    let beyond = Rejection::OutOfScope { office: w.national.0 };
    for ask in [keep(fund, Some(w.dowry), None), lift(earmark)] {
        assert_eq!(book.refuses(w.of_qom, ask.clone()), beyond);
        assert_eq!(book.refuses(w.budget, ask), Rejection::RoleMissing { role: Role::Approver.number() });
    }
}

#[test]
fn an_earmark_names_only_what_exists() {
    let mut book = Book::ready();
    let w = book.w;
    let receipt = book.receives(100, ANYTHING);
    let fund = book.fund_of(receipt);
    let nowhere = 9_999;
    let cases = [
        (keep(FundId(nowhere), Some(w.dowry), None), Rejection::UnknownFund { fund: nowhere }),
        (keep(fund, Some(ProgrammeId(nowhere)), None), Rejection::UnknownProgramme { programme: nowhere }),
        (keep(fund, None, Some(AreaId(nowhere))), Rejection::UnknownArea { area: nowhere }),
        (lift(EarmarkId(nowhere)), Rejection::UnknownEarmark { earmark: nowhere }),
    ];
    for (ask, expected) in cases {
        assert_eq!(book.refuses(w.approver, ask), expected);
    }
}

#[test]
fn a_forged_allotment_does_not_pass_by_an_earmark() {
    let mut book = Book::ready();
    let w = book.w;
    let receipt = book.receives(10, ANYTHING);
    let allotment = book.gives(w.qom, w.dowry, 5);
    let line = book.line_of(allotment);
    let earmark = book.does(w.approver, keep(book.fund_of(receipt), None, Some(w.kerman_area)));
    let series = book.numbers_of(receipt).as_slice()[0].series();
    let ranges = Ranges::one(Range::new(series, 5, 5).unwrap());
    let why = book.slips_in(w.budget, Event::Allotted(Allotted { line, parent: None, ranges }));
    assert_eq!(why, Rejection::EarmarkForbids { earmark, dimension: 2 });
}

#[test]
fn a_forged_earmark_is_lifted_once() {
    let mut book = Book::ready();
    let (_, earmark) = kept(&mut book);
    book.does(book.w.approver, lift(earmark));
    let lifted = Event::EarmarkLifted(EarmarkLifted { earmark, decision: decision() });
    assert_eq!(book.slips_in(book.w.approver, lifted), Rejection::UnknownEarmark { earmark: earmark.0 });
}
