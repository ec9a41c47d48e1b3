//! Recalls: a line gives back what it was notified of and has not used, to a line above it or to the funds.

use crate::ask::{ANYTHING, allot, for_area, notify, rials, year_1404};
use crate::book::{Book, TODAY};
use ledger_core::command::{AllotmentOrigin, Command, Recall};
use ledger_core::event::{AllotmentRecalled, Event, Restriction};
use ledger_core::ids::{LineId, OfficeId};
use ledger_core::place::Place;
use ledger_core::ranges::{Range, Ranges};
use ledger_core::rejection::Rejection;
use ledger_core::role::Role;
use ledger_core::rule::Rule;

pub const REFUSED: &[fn()] = &[
    no_more_is_recalled_than_a_line_has_unused,
    a_recall_goes_up_the_tree_and_within_one_programme,
    a_county_s_money_is_not_recalled_to_the_line_above,
    a_recall_is_an_approver_s_of_the_office_that_gets_it_back,
];

pub const FORGED: &[fn()] = &[
    a_forged_recall_takes_only_what_the_line_was_notified_of,
    a_forged_recall_does_not_go_to_a_sister_nor_down,
    a_forged_recall_does_not_lift_money_above_the_place_that_it_was_given_for,
    a_forged_recall_names_lines_that_exist,
];

pub fn recall(office: OfficeId, amount: u64, parent: Option<OfficeId>, book: &Book) -> Command {
    let (programme, year) = (book.w.dowry, year_1404());
    Command::RecallAllotment(Recall { office, programme, year, amount: rials(amount), parent })
}

/// Kerman has 60 left of 100, Rafsanjan was notified of the other 40; Rafsanjan's line and Kerman's.
fn passed_down(book: &mut Book) -> (LineId, LineId) {
    let w = book.w;
    book.receives(100, ANYTHING);
    let above = book.gives(w.kerman, w.dowry, 100);
    let ask = allot(w.rafsanjan, w.dowry, 40, AllotmentOrigin::ParentLine { office: w.kerman });
    let passed = book.does(w.of_kerman, ask);
    book.does(w.approver, notify(passed));
    (book.line_of(passed), book.line_of(above))
}

fn held(book: &Book, line: LineId) -> u64 {
    book.state.partition().amount(Place::Notified(line)).count()
}

#[test]
fn what_is_recalled_is_with_the_line_above_or_free_again() {
    let mut book = Book::ready();
    let w = book.w;
    let (line, above) = passed_down(&mut book);
    let ask = recall(w.rafsanjan, 15, Some(w.kerman), &book);
    book.does(w.of_kerman, ask);
    assert_eq!((held(&book, line), held(&book, above)), (25, 75));
    let ask = recall(w.rafsanjan, 25, None, &book);
    book.does(w.approver, ask);
    assert_eq!((held(&book, line), book.state.partition().amount(Place::Free).count()), (0, 25));
    book.does(w.budget, allot(w.qom, w.marriage, 25, AllotmentOrigin::Funds));
}

#[test]
fn no_more_is_recalled_than_a_line_has_unused() {
    let mut book = Book::ready();
    let w = book.w;
    passed_down(&mut book);
    let available = |available, asked| Rejection::ExceedsAvailable { available, asked };
    let ask = recall(w.rafsanjan, 41, Some(w.kerman), &book);
    assert_eq!(book.refuses(w.approver, ask), available(40, 41));
    let ask = recall(w.rafsanjan, 0, Some(w.kerman), &book);
    assert_eq!(book.refuses(w.approver, ask), Rejection::NothingAsked {});
    let ask = recall(w.qom, 1, None, &book);
    assert_eq!(book.refuses(w.approver, ask), Rejection::UnknownLine { line: 0 });
    let mut book = Book::ready();
    book.secures();
    let ask = recall(w.qom, 601, None, &book);
    assert_eq!(book.refuses(w.approver, ask), available(600, 601), "what is encumbered is not unused");
}

#[test]
fn a_recall_goes_up_the_tree_and_within_one_programme() {
    let mut book = Book::ready();
    let w = book.w;
    let (line, _) = passed_down(&mut book);
    book.receives(10, ANYTHING);
    let of_qom = book.gives(w.qom, w.dowry, 10);
    let qom = book.line_of(of_qom);
    let ask = recall(w.rafsanjan, 1, Some(w.qom), &book);
    assert_eq!(book.refuses(w.approver, ask), Rejection::WrongParent { parent: qom.0 });
    let ask = recall(w.kerman, 1, Some(w.rafsanjan), &book);
    assert_eq!(book.refuses(w.approver, ask), Rejection::WrongParent { parent: line.0 }, "nor down");
    let ask = recall(w.rafsanjan, 1, Some(w.rafsanjan), &book);
    assert_eq!(book.refuses(w.approver, ask), Rejection::WrongParent { parent: line.0 }, "nor to itself");
    let ask = recall(w.rafsanjan, 1, Some(w.national), &book);
    assert_eq!(book.refuses(w.approver, ask), Rejection::UnknownLine { line: 0 });
}

/// Rafsanjan's line with 30 for Rafsanjan only, given straight from the fund, and 40 for anything.
fn narrow_and_wide(book: &mut Book) -> (LineId, LineId) {
    let w = book.w;
    let (line, above) = passed_down(book);
    book.receives(30, for_area(w.rafsanjan_area));
    book.gives(w.rafsanjan, w.dowry, 30);
    (line, above)
}

#[test]
fn a_county_s_money_is_not_recalled_to_the_line_above() {
    let mut book = Book::ready();
    let w = book.w;
    let (line, above) = narrow_and_wide(&mut book);
    let ask = recall(w.rafsanjan, 41, Some(w.kerman), &book);
    assert_eq!(book.refuses(w.approver, ask), Rejection::ExceedsAvailable { available: 40, asked: 41 });
    let ask = recall(w.rafsanjan, 40, Some(w.kerman), &book);
    book.does(w.approver, ask);
    assert_eq!((held(&book, line), held(&book, above)), (30, 100));
    let ask = recall(w.rafsanjan, 30, None, &book);
    book.does(w.approver, ask);
    assert_eq!(held(&book, line), 0);
}

#[test]
fn money_whose_last_day_is_over_goes_back_to_its_fund() {
    let mut book = Book::ready();
    let w = book.w;
    book.receives(50, Restriction { spend_by: TODAY.checked_add_days(1), ..ANYTHING });
    let allotment = book.gives(w.kerman, w.dowry, 50);
    let passed =
        book.does(w.of_kerman, allot(w.rafsanjan, w.dowry, 50, AllotmentOrigin::ParentLine { office: w.kerman }));
    book.does(w.approver, notify(passed));
    book.days_pass(3);
    let ask = recall(w.rafsanjan, 50, Some(w.kerman), &book);
    assert_eq!(book.refuses(w.approver, ask), Rejection::ExceedsAvailable { available: 0, asked: 50 });
    let ask = recall(w.rafsanjan, 50, None, &book);
    book.does(w.approver, ask);
    assert_eq!(held(&book, book.line_of(allotment)), 0);
    let none = Rejection::ExceedsAvailable { available: 0, asked: 1 };
    assert_eq!(book.refuses(w.budget, allot(w.qom, w.dowry, 1, AllotmentOrigin::Funds)), none);
}

#[test]
fn a_recall_is_an_approver_s_of_the_office_that_gets_it_back() {
    let mut book = Book::ready();
    let w = book.w;
    passed_down(&mut book);
    let ask = recall(w.rafsanjan, 1, Some(w.kerman), &book);
    assert_eq!(book.refuses(w.of_qom, ask.clone()), Rejection::OutOfScope { office: w.kerman.0 });
    assert_eq!(book.refuses(w.budget, ask), Rejection::RoleMissing { role: Role::Approver.number() });
    let ask = recall(w.rafsanjan, 1, None, &book);
    assert_eq!(book.refuses(w.of_kerman, ask), Rejection::OutOfScope { office: w.national.0 });
}

fn forged_recall(book: &Book, change: impl FnOnce(&mut AllotmentRecalled)) -> Rejection {
    let ask = recall(book.w.rafsanjan, 10, Some(book.w.kerman), book);
    book.forges(book.w.approver, ask, |entry| {
        let Event::AllotmentRecalled(e) = &mut entry.event else { panic!("a recall") };
        change(e);
    })
}

#[test]
fn a_forged_recall_takes_only_what_the_line_was_notified_of() {
    let mut book = Book::ready();
    let (_, above) = passed_down(&mut book);
    let kerman_s = book.state.partition().held(Place::Notified(above)).next().unwrap();
    let why = forged_recall(&book, |e| e.ranges = Ranges::one(kerman_s));
    assert!(matches!(why, Rejection::NumbersNotThere { .. }), "{why}");
    assert_eq!(why.rule(), Some(Rule::Rule8));
    let beyond = Range::new(kerman_s.series(), 90, 11).unwrap();
    let why = forged_recall(&book, |e| e.ranges = Ranges::one(beyond));
    assert!(matches!(why, Rejection::NumbersBeyondSeries { .. }), "{why}");
}

#[test]
fn a_forged_recall_does_not_go_to_a_sister_nor_down() {
    let mut book = Book::ready();
    let w = book.w;
    let (line, _) = passed_down(&mut book);
    book.receives(10, ANYTHING);
    let of_qom = book.gives(w.qom, w.dowry, 5);
    let of_marriage = book.gives(w.kerman, w.marriage, 5);
    for other in [book.line_of(of_qom), book.line_of(of_marriage), line] {
        let why = forged_recall(&book, |e| e.parent = Some(other));
        assert_eq!(why, Rejection::WrongParent { parent: other.0 });
    }
}

#[test]
fn a_forged_recall_does_not_lift_money_above_the_place_that_it_was_given_for() {
    let mut book = Book::ready();
    let (line, _) = narrow_and_wide(&mut book);
    let place = Place::Notified(line);
    let narrow = book.state.partition().held(place).max_by_key(|range| range.series()).unwrap();
    let fund = book.state.partition().series(narrow.series()).unwrap().fund;
    let why = forged_recall(&book, |e| e.ranges = Ranges::one(narrow));
    assert_eq!(why, Rejection::RestrictionForbids { fund: fund.0, dimension: 2 });
    assert_eq!(why.rule(), Some(Rule::Rule9));
}

#[test]
fn a_forged_recall_names_lines_that_exist() {
    let mut book = Book::ready();
    passed_down(&mut book);
    let unknown = Rejection::UnknownLine { line: 9_999 };
    assert_eq!(forged_recall(&book, |e| e.line = LineId(9_999)), unknown);
    // Of a parent that is not there nobody is the office; that it is not there is found next.
    assert_eq!(forged_recall(&book, |e| e.parent = Some(LineId(9_999))), unknown);
}
