//! Rules 3, 8, 9, 11 and 12: what is free is given to lines that its donors admit, and passed down from there.

use crate::ask::{ANYTHING, allot, for_area, for_programme, notify, reverse, year_1404};
use crate::book::Book;
use ledger_core::command::{AllotmentOrigin, Command};
use ledger_core::event::{AllotmentNotified, Allotted, Event, LineOpened, Restriction};
use ledger_core::ids::{FundId, LineId, OfficeId, ProgrammeId, SeriesId};
use ledger_core::place::Place;
use ledger_core::ranges::{Range, Ranges};
use ledger_core::rejection::Rejection;
use ledger_core::rule::Rule;

pub const REFUSED: &[fn()] = &[
    no_more_is_allotted_than_is_free,
    a_reversed_receipt_cannot_be_allotted,
    a_qom_gift_is_not_allotted_to_kerman,
    a_county_s_gift_is_not_allotted_to_the_office_above,
    a_dowry_gift_is_not_allotted_to_marriage_loans,
    a_line_passes_down_no_more_than_it_was_notified_of,
    a_line_passes_nothing_to_its_sister_nor_upwards,
    an_allotment_names_only_what_exists,
    an_allotment_is_notified_once,
];

pub const FORGED: &[fn()] = &[
    a_forged_allotment_does_not_take_what_is_held_elsewhere,
    a_forged_allotment_does_not_take_what_was_never_received,
    a_forged_allotment_does_not_take_voided_numbers,
    a_forged_allotment_does_not_pass_by_the_donor_s_wish,
    a_forged_allotment_does_not_pass_down_what_the_parent_has_not,
    a_forged_allotment_goes_to_a_line_that_exists,
    a_forged_line_is_not_opened_twice,
    a_forged_notification_carries_the_ranges_of_its_allotment,
];

const FUNDS: AllotmentOrigin = AllotmentOrigin::Funds;

fn free_of(book: &Book, receipt: u64, start: u64, count: u64) -> Ranges {
    let series = book.numbers_of(receipt).as_slice()[0].series();
    Ranges::one(Range::new(series, start, count).unwrap())
}

fn available(available: u64, asked: u64) -> Rejection {
    Rejection::ExceedsAvailable { available, asked }
}

#[test]
fn no_more_is_allotted_than_is_free() {
    let mut book = Book::ready();
    let w = book.w;
    assert_eq!(book.refuses(w.budget, allot(w.qom, w.dowry, 1, FUNDS)), available(0, 1));
    book.receives(100, ANYTHING);
    assert_eq!(book.refuses(w.budget, allot(w.qom, w.dowry, 101, FUNDS)), available(100, 101));
    assert_eq!(book.refuses(w.budget, allot(w.qom, w.dowry, 0, FUNDS)), Rejection::NothingAsked {});
    book.does(w.budget, allot(w.qom, w.dowry, 60, FUNDS));
    assert_eq!(book.refuses(w.budget, allot(w.kerman, w.dowry, 41, FUNDS)), available(40, 41));
    book.does(w.budget, allot(w.kerman, w.dowry, 40, FUNDS));
}

#[test]
fn a_reversed_receipt_cannot_be_allotted() {
    let mut book = Book::ready();
    let w = book.w;
    let receipt = book.receives(100, ANYTHING);
    book.receives(5, ANYTHING);
    book.does(w.approver, reverse(receipt, None));
    assert_eq!(book.refuses(w.budget, allot(w.qom, w.dowry, 6, FUNDS)), available(5, 6));
    let allotment = book.does(w.budget, allot(w.qom, w.dowry, 5, FUNDS));
    assert_eq!(book.numbers_of(allotment), free_of(&book, receipt, 100, 5));
}

#[test]
fn a_qom_gift_is_not_allotted_to_kerman() {
    let mut book = Book::ready();
    let w = book.w;
    let receipt = book.receives(100, for_area(w.qom_area));
    let fund = book.fund_of(receipt);
    assert_eq!(
        book.refuses(w.budget, allot(w.kerman, w.dowry, 10, AllotmentOrigin::Fund(fund))),
        Rejection::RestrictionForbids { fund: fund.0, dimension: 2 }
    );
    assert_eq!(book.refuses(w.budget, allot(w.kerman, w.dowry, 10, FUNDS)), available(0, 10));
    book.does(w.budget, allot(w.qom, w.dowry, 10, AllotmentOrigin::Fund(fund)));
}

#[test]
fn a_county_s_gift_is_not_allotted_to_the_office_above() {
    let mut book = Book::ready();
    let w = book.w;
    let receipt = book.receives(100, for_area(w.rafsanjan_area));
    let fund = book.fund_of(receipt);
    let forbidden = Rejection::RestrictionForbids { fund: fund.0, dimension: 2 };
    for office in [w.kerman, w.national, w.qom] {
        let command = allot(office, w.dowry, 10, AllotmentOrigin::Fund(fund));
        assert_eq!(book.refuses(w.budget, command), forbidden, "a line holds only what all under it may use");
    }
    book.does(w.budget, allot(w.rafsanjan, w.dowry, 10, AllotmentOrigin::Fund(fund)));
    let narrower = book.receives(100, for_area(w.quarter));
    let fund = book.fund_of(narrower);
    assert_eq!(
        book.refuses(w.budget, allot(w.rafsanjan, w.dowry, 10, AllotmentOrigin::Fund(fund))),
        Rejection::RestrictionForbids { fund: fund.0, dimension: 2 }
    );
}

#[test]
fn a_dowry_gift_is_not_allotted_to_marriage_loans() {
    let mut book = Book::ready();
    let w = book.w;
    let receipt = book.receives(100, Restriction { programme: Some(w.dowry), ..for_area(w.qom_area) });
    let fund = book.fund_of(receipt);
    assert_eq!(
        book.refuses(w.budget, allot(w.qom, w.marriage, 10, AllotmentOrigin::Fund(fund))),
        Rejection::RestrictionForbids { fund: fund.0, dimension: 1 }
    );
    assert_eq!(book.refuses(w.budget, allot(w.qom, w.marriage, 10, FUNDS)), available(0, 10));
}

/// A line of Kerman with 100 notified and 30 only allotted.
fn kerman_holds_a_hundred(book: &mut Book) {
    book.receives(130, ANYTHING);
    book.gives(book.w.kerman, book.w.dowry, 100);
    book.does(book.w.budget, allot(book.w.kerman, book.w.dowry, 30, FUNDS));
}

#[test]
fn a_line_passes_down_no_more_than_it_was_notified_of() {
    let mut book = Book::ready();
    let w = book.w;
    let from_kerman = AllotmentOrigin::ParentLine { office: w.kerman };
    assert_eq!(
        book.refuses(w.of_kerman, allot(w.rafsanjan, w.dowry, 10, from_kerman)),
        Rejection::UnknownLine { line: 0 }
    );
    kerman_holds_a_hundred(&mut book);
    assert_eq!(book.refuses(w.of_kerman, allot(w.rafsanjan, w.dowry, 101, from_kerman)), available(100, 101));
    let passed = book.does(w.of_kerman, allot(w.rafsanjan, w.dowry, 60, from_kerman));
    assert_eq!(book.refuses(w.of_kerman, allot(w.rafsanjan, w.dowry, 41, from_kerman)), available(40, 41));
    book.does(w.approver, notify(passed));
    assert_eq!(book.state.partition().amount(Place::Notified(book.line_of(passed))).count(), 60);
}

#[test]
fn a_line_passes_nothing_to_its_sister_nor_upwards() {
    let mut book = Book::ready();
    let w = book.w;
    kerman_holds_a_hundred(&mut book);
    let from_kerman = AllotmentOrigin::ParentLine { office: w.kerman };
    let parent = book.line_of(book.state.next_index().0 - 1).0;
    for office in [w.qom, w.national, w.kerman] {
        assert_eq!(
            book.refuses(w.of_kerman, allot(office, w.dowry, 10, from_kerman)),
            Rejection::WrongParent { parent }
        );
    }
    assert_eq!(
        book.refuses(w.of_kerman, allot(w.rafsanjan, w.marriage, 10, from_kerman)),
        Rejection::UnknownLine { line: 0 },
        "the line above is one of the same programme"
    );
}

#[test]
fn an_allotment_names_only_what_exists() {
    let mut book = Book::ready();
    let w = book.w;
    let nowhere = 9_999;
    let cases = [
        (allot(OfficeId(nowhere), w.dowry, 1, FUNDS), Rejection::UnknownOffice { office: nowhere }),
        (allot(w.qom, ProgrammeId(nowhere), 1, FUNDS), Rejection::UnknownProgramme { programme: nowhere }),
        (allot(w.qom, w.dowry, 1, AllotmentOrigin::Fund(FundId(nowhere))), Rejection::UnknownFund { fund: nowhere }),
    ];
    for (command, expected) in cases {
        assert_eq!(book.refuses(w.budget, command), expected);
    }
    assert_eq!(book.refuses(w.approver, notify(nowhere)), Rejection::UnknownAllotment { allotment: nowhere });
}

#[test]
fn an_allotment_is_notified_once() {
    let mut book = Book::ready();
    let w = book.w;
    book.receives(100, ANYTHING);
    let allotment = book.gives(w.qom, w.dowry, 10);
    let again = Rejection::AlreadyConfirmed { object: allotment };
    assert_eq!(book.refuses(w.second_approver, notify(allotment)), again);
    assert_eq!(again.rule(), Some(Rule::Rule13));
}

fn forged_allotment(book: &Book, line: LineId, parent: Option<LineId>, ranges: Ranges) -> Rejection {
    book.slips_in(book.w.budget, Event::Allotted(Allotted { line, parent, ranges }))
}

#[test]
fn a_forged_allotment_does_not_take_what_is_held_elsewhere() {
    let mut book = Book::ready();
    let w = book.w;
    let receipt = book.receives(100, ANYTHING);
    let allotment = book.gives(w.qom, w.dowry, 40);
    let line = book.line_of(allotment);
    let series = book.numbers_of(receipt).as_slice()[0].series().0;
    for (start, number) in [(0, 0), (30, 30)] {
        let why = forged_allotment(&book, line, None, free_of(&book, receipt, start, 20));
        assert_eq!(why, Rejection::NumbersNotThere { series, number });
        assert_eq!(why.rule(), Some(Rule::Rule8));
    }
}

#[test]
fn a_forged_allotment_does_not_take_what_was_never_received() {
    let mut book = Book::ready();
    let w = book.w;
    let receipt = book.receives(100, ANYTHING);
    let allotment = book.gives(w.qom, w.dowry, 40);
    let line = book.line_of(allotment);
    let series = book.numbers_of(receipt).as_slice()[0].series().0;
    let why = forged_allotment(&book, line, None, free_of(&book, receipt, 90, 11));
    assert_eq!(why, Rejection::NumbersBeyondSeries { series, numbered: 100 });
    assert_eq!(why.rule(), Some(Rule::Rule3));
    let nowhere = Ranges::one(Range::new(SeriesId(9_999), 0, 1).unwrap());
    assert_eq!(forged_allotment(&book, line, None, nowhere), Rejection::UnknownSeries { series: 9_999 });
}

#[test]
fn a_forged_allotment_does_not_take_voided_numbers() {
    let mut book = Book::ready();
    let w = book.w;
    let receipt = book.receives(100, ANYTHING);
    let allotment = book.gives(w.qom, w.dowry, 10);
    book.does(w.approver, reverse(receipt, Some(50)));
    let series = book.numbers_of(receipt).as_slice()[0].series().0;
    let why = forged_allotment(&book, book.line_of(allotment), None, free_of(&book, receipt, 40, 20));
    assert_eq!(why, Rejection::NotSettled { series, number: 50 });
    assert_eq!(why.rule(), Some(Rule::Rule12));
}

#[test]
fn a_forged_allotment_does_not_pass_by_the_donor_s_wish() {
    let mut book = Book::ready();
    let w = book.w;
    book.receives(10, ANYTHING);
    let allotment = book.gives(w.kerman, w.dowry, 10);
    let line = book.line_of(allotment);
    let cases = [(for_area(w.qom_area), 2), (for_area(w.rafsanjan_area), 2), (for_programme(w.marriage), 1)];
    for (restriction, dimension) in cases {
        let receipt = book.receives(10, restriction);
        let why = forged_allotment(&book, line, None, book.numbers_of(receipt));
        assert_eq!(why, Rejection::RestrictionForbids { fund: book.fund_of(receipt).0, dimension });
        assert_eq!(why.rule(), Some(Rule::Rule9));
    }
}

#[test]
fn a_forged_allotment_does_not_pass_down_what_the_parent_has_not() {
    let mut book = Book::ready();
    let w = book.w;
    kerman_holds_a_hundred(&mut book);
    let from_kerman = AllotmentOrigin::ParentLine { office: w.kerman };
    // 30 more are allotted to Kerman and not notified: they follow the 100 in the series.
    let why = book.forges(w.of_kerman, allot(w.rafsanjan, w.dowry, 10, from_kerman), |entry| {
        let Event::Allotted(e) = &mut entry.event else { panic!("an allotment") };
        let series = e.ranges.as_slice()[0].series();
        e.ranges = Ranges::one(Range::new(series, 95, 10).unwrap());
    });
    let parent = book.line_of(book.state.next_index().0 - 1).0;
    assert_eq!(why, Rejection::NotHeldByParent { parent, available: 100 });
    assert_eq!(why.rule(), Some(Rule::Rule11));
    let why = book.forges(w.of_kerman, allot(w.rafsanjan, w.dowry, 10, from_kerman), |entry| {
        let Event::Allotted(e) = &mut entry.event else { panic!("an allotment") };
        let series = e.ranges.as_slice()[0].series();
        e.ranges = Ranges::one(Range::new(series, 95, 1_000).unwrap());
    });
    assert_eq!(why.rule(), Some(Rule::Rule3), "nor what nobody has");
}

#[test]
fn a_forged_allotment_goes_to_a_line_that_exists() {
    let mut book = Book::ready();
    let receipt = book.receives(10, ANYTHING);
    let ranges = book.numbers_of(receipt);
    let unknown = Rejection::UnknownLine { line: 9_999 };
    assert_eq!(forged_allotment(&book, LineId(9_999), None, ranges.clone()), unknown);
    let allotment = book.gives(book.w.qom, book.w.dowry, 5);
    let line = book.line_of(allotment);
    assert_eq!(forged_allotment(&book, line, Some(LineId(9_999)), ranges), unknown);
}

#[test]
fn a_forged_line_is_not_opened_twice() {
    let mut book = Book::ready();
    let w = book.w;
    book.receives(10, ANYTHING);
    let allotment = book.gives(w.qom, w.dowry, 5);
    let holder = book.line_of(allotment).0;
    let mut act = book.drafted(w.budget, allot(w.kerman, w.dowry, 5, FUNDS));
    act.truncate(1);
    act[0].event = Event::LineOpened(LineOpened { office: w.qom, programme: w.dowry, year: year_1404() });
    assert_eq!(book.breach(&act), Rejection::AlreadyOpen { holder });
}

#[test]
fn a_forged_notification_carries_the_ranges_of_its_allotment() {
    let mut book = Book::ready();
    let w = book.w;
    let receipt = book.receives(100, ANYTHING);
    let other = book.does(w.budget, allot(w.kerman, w.dowry, 10, FUNDS));
    let allotment = book.does(w.budget, allot(w.qom, w.dowry, 10, FUNDS));
    let (ranges, line) = (book.numbers_of(other), book.line_of(other));
    let changes: [fn(&mut AllotmentNotified, Ranges, LineId); 3] = [
        |e, ranges, _| e.ranges = ranges,
        |e, _, line| e.line = line,
        |e, ranges, line| (e.ranges, e.line) = (ranges, line),
    ];
    for change in changes {
        let why = book.forges(w.approver, notify(allotment), |entry| {
            let Event::AllotmentNotified(e) = &mut entry.event else { panic!("a notification") };
            change(e, ranges.clone(), line);
        });
        assert_eq!(why, Rejection::RangesUnsound {});
        assert_eq!(why.rule(), Some(Rule::Rule8));
    }
    assert_eq!(book.numbers_of(receipt).amount().count(), 100);
}

#[test]
fn a_command_of_an_allotment_of_another_year_opens_another_line() {
    let mut book = Book::ready();
    let w = book.w;
    book.receives(100, ANYTHING);
    let first = book.gives(w.qom, w.dowry, 10);
    let Command::Allot(ask) = allot(w.qom, w.dowry, 10, FUNDS) else { panic!("an allotment") };
    let year = year_1404().successor().unwrap();
    let second = book.does(w.budget, Command::Allot(ledger_core::command::Allot { year, ..ask }));
    assert_ne!(book.line_of(first), book.line_of(second));
}
