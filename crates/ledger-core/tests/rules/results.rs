//! Rule 18b: what became of a list's lines says the bank's file, once, row by row, with the account and the amount.

use crate::ask::rials;
use crate::batch::{account, import, paid, recount, refused, returned};
use crate::book::Book;
use ledger_core::command::{Command, GrantStep, ImportRow, ListAct};
use ledger_core::event::{Entry, Event, Refused, RefusedItem, Reported, ResultsImported, ReturnReason};
use ledger_core::ids::{GrantId, ListId, PrincipalId};
use ledger_core::place::Place;
use ledger_core::rejection::Rejection;
use ledger_core::role::Role;
use ledger_core::rule::Rule;

pub const REFUSED: &[fn()] = &[
    a_row_that_fits_nothing_is_refused_and_the_others_stand,
    a_file_of_which_no_row_fits_is_not_used_up,
    a_file_is_imported_once,
    whoever_released_the_list_does_not_import_its_results,
    results_come_after_a_release_and_from_a_treasurer,
    rows_are_numbered_from_one,
];

pub const FORGED: &[fn()] = &[
    a_forged_result_names_a_row_of_this_file_once,
    a_forged_result_is_of_a_line_and_never_of_a_grant_on_its_own,
    a_forged_result_names_the_account_that_was_ordered,
    a_forged_file_has_the_rows_and_the_sum_that_it_says,
    a_forged_file_is_imported_once_and_by_another_than_the_releaser,
];

fn refusals(act: &[Entry]) -> Vec<(u32, Rejection)> {
    refused(act).iter().for_each(|item| crate::codes::refused(item.rejection));
    refused(act).iter().map(|item| (item.ordinal, item.rejection)).collect()
}

fn spent(book: &Book, list: ListId) -> Vec<u64> {
    let grants = book.grants_of(list);
    grants.iter().map(|grant| book.state.partition().amount(Place::Spent(*grant)).count()).collect()
}

fn all_paid(book: &Book, list: ListId) -> Vec<ImportRow> {
    (1..=5).map(|line| paid(book, list, line, line)).collect()
}

#[test]
fn a_row_that_fits_nothing_is_refused_and_the_others_stand() {
    let mut book = Book::ready();
    let w = book.w;
    let list = book.released();
    let payee = book.payee_at(list, 3);
    let mut rows = all_paid(&book, list);
    rows[1].amount = rials(100);
    rows[2].account = account(99);
    rows[3].line = 6;
    rows.push(ImportRow { row: 6, ..paid(&book, list, 1, 1) });
    let (step, items) = import(&book, list, &rows);
    let act = book.takes_up(w.treasurer, step, items);
    assert_eq!(
        refusals(&act),
        [
            (1, Rejection::AmountMismatch { expected: 101, found: 100 }),
            (2, Rejection::AccountMismatch { payee }),
            (3, Rejection::NoSuchLine { line: 6 }),
            (5, Rejection::StageOutOfOrder { stage: 7 }),
        ],
        "the last row says of the first line that it was paid, again"
    );
    assert_eq!(spent(&book, list), [100, 0, 0, 0, 104]);
    let rest: Vec<ImportRow> = (1..=3).map(|row| paid(&book, list, row, row + 1)).collect();
    book.imports(list, &rest);
    assert_eq!(spent(&book, list), [100, 101, 102, 103, 104]);
}

#[test]
fn a_file_of_which_no_row_fits_is_not_used_up() {
    let mut book = Book::ready();
    let w = book.w;
    let list = book.released();
    let others = crate::batch::lines(&mut book, [100, 101]);
    let other = book.submits(&others);
    book.approves(other);
    book.releases(other);
    let (step, items) = import(&book, list, &all_paid(&book, list));
    let ListAct::Import { file, .. } = step else { panic!("an import") };
    let wrong = ListAct::Import { list: other, file };
    let why = book.declines(w.treasurer, wrong, items.clone());
    assert_eq!(why.len(), 5, "the file of another list: {why:?}");
    book.carries(w.treasurer, step, items);
}

#[test]
fn a_file_is_imported_once() {
    let mut book = Book::ready();
    let w = book.w;
    let list = book.released();
    let (step, items) = import(&book, list, &all_paid(&book, list));
    let results = book.carries(w.treasurer, step.clone(), items.clone())[0].index.0;
    let why = book.declines_whole(w.treasurer, step, items);
    assert_eq!(why, Rejection::ResultsAlreadyImported { results });
    assert_eq!(why.rule(), Some(Rule::Rule18));
}

#[test]
fn whoever_released_the_list_does_not_import_its_results() {
    let mut book = Book::ready();
    let w = book.w;
    let lines = book.five_lines();
    let list = book.submits(&lines);
    book.approves(list);
    let step = book.release(list);
    let ordered = book.carries(w.everyman, step, Vec::new())[2].index.0;
    let (step, items) = import(&book, list, &all_paid(&book, list));
    let why = book.declines_whole(w.everyman_again, step.clone(), items.clone());
    assert_eq!(why, Rejection::SelfApproval { acted_at: ordered });
    book.carries(w.system, step, items);
    assert_eq!(spent(&book, list), [100, 101, 102, 103, 104], "what the bank did, a system may record");
}

#[test]
fn results_come_after_a_release_and_from_a_treasurer() {
    let mut book = Book::ready();
    let w = book.w;
    let lines = book.five_lines();
    let list = book.submits(&lines);
    book.approves(list);
    let (step, items) = import(&book, list, &all_paid(&book, list));
    let why = book.declines_whole(w.treasurer, step.clone(), items.clone());
    assert_eq!(why, Rejection::ListStageOutOfOrder { stage: 2 });
    let why = book.declines_whole(w.releaser, step, items.clone());
    assert_eq!(why, Rejection::RoleMissing { role: Role::Treasurer.number() });
    let (step, items) = import(&book, ListId(9_999), &all_paid(&book, list));
    assert_eq!(book.declines_whole(w.treasurer, step, items), Rejection::UnknownList { list: 9_999 });
    book.releases(list);
    let (step, items) = import(&book, list, &[]);
    assert_eq!(book.declines_whole(w.treasurer, step, items), Rejection::NothingAsked {});
    let (step, _) = import(&book, list, &all_paid(&book, list));
    let why = book.declines_whole(w.treasurer, step, vec![Command::SubmitLine(lines[0])]);
    assert_eq!(why, Rejection::NotOfList { list: list.0 });
}

#[test]
fn rows_are_numbered_from_one() {
    let mut book = Book::ready();
    let w = book.w;
    let list = book.released();
    for (at, row) in [(0, 0), (1, 3), (4, 4)] {
        let mut rows = all_paid(&book, list);
        rows[at].row = row;
        let (step, items) = import(&book, list, &rows);
        let why = book.declines_whole(w.treasurer, step, items);
        assert_eq!(why, Rejection::LineOutOfOrder { next: at as u64 + 1, found: u64::from(row) });
    }
}

#[test]
fn a_line_that_came_back_finds_its_money_again() {
    let mut book = Book::ready();
    let list = book.released();
    let row = returned(&book, list, 1, 2);
    book.imports(list, &[row]);
    let grant = book.grant_at(list, 2);
    assert_eq!(book.state.partition().amount(Place::Encumbered(grant)), rials(101));
}

fn drafted(book: &Book, list: ListId) -> Vec<Entry> {
    let (step, items) = import(book, list, &all_paid(book, list));
    book.drafted_step(book.w.treasurer, step, items)
}

fn imported(act: &mut [Entry]) -> &mut ResultsImported {
    let Event::ResultsImported(e) = &mut act[0].event else { panic!("an import") };
    e
}

fn reported(act: &mut [Entry], at: usize) -> &mut Option<Reported> {
    let Event::PaymentSettled(e) = &mut act[at].event else { panic!("a settlement") };
    &mut e.reported
}

#[test]
fn a_forged_result_names_a_row_of_this_file_once() {
    let mut book = Book::ready();
    let list = book.released();
    let row = returned(&book, list, 1, 1);
    let older = book.imports(list, &[row]);
    book.releases(list);
    let not_reported = |line| Rejection::NotReported { grant: book.grant_at(list, line).0 };
    let forged = |at: usize, change: &dyn Fn(&mut Reported)| {
        let mut act = drafted(&book, list);
        change(reported(&mut act, at).as_mut().unwrap());
        book.finds(&act)
    };
    assert_eq!(forged(1, &|reported| reported.results = older), not_reported(1), "an older file of the list");
    assert_eq!(forged(2, &|reported| reported.row = 1), not_reported(2), "a row twice");
    assert_eq!(forged(1, &|reported| reported.row = 0), not_reported(1));
    assert_eq!(forged(5, &|reported| reported.row = 6), not_reported(5), "a row that the file has not");
    let mut act = drafted(&book, list);
    *reported(&mut act, 3) = None;
    let why = book.finds(&act);
    assert_eq!(why, not_reported(3));
    assert_eq!(why.rule(), Some(Rule::Rule18));
}

#[test]
fn a_forged_result_is_of_a_line_and_never_of_a_grant_on_its_own() {
    let mut book = Book::ready();
    let list = book.released();
    let other = crate::batch::lines(&mut book, [100]);
    let other = book.submits(&other);
    book.approves(other);
    book.releases(other);
    let mut act = drafted(&book, list);
    let alone = book.grant_at(other, 1);
    let Event::PaymentSettled(row) = &mut act[1].event else { panic!("a settlement") };
    (row.grant, row.last_change) = (alone, book.last_change(alone));
    assert_eq!(book.finds(&act), Rejection::NotOfList { list: list.0 });
    let mut book = Book::ready();
    let grant: GrantId = book.orders();
    let settle = book.step(grant, GrantStep::SettlePayment);
    let why = book.forges(book.w.treasurer, settle, |entry| {
        let Event::PaymentSettled(e) = &mut entry.event else { panic!("a settlement") };
        e.reported = Some(Reported { results: ledger_core::ids::ResultsId(1), row: 1, account: account(1) });
    });
    assert_eq!(why, Rejection::NotReported { grant: grant.0 });
}

#[test]
fn a_forged_result_names_the_account_that_was_ordered() {
    let mut book = Book::ready();
    let list = book.released();
    let payee = book.payee_at(list, 2);
    let mut act = drafted(&book, list);
    reported(&mut act, 2).as_mut().unwrap().account = account(99);
    assert_eq!(book.finds(&act), Rejection::AccountMismatch { payee });
}

#[test]
fn a_forged_file_has_the_rows_and_the_sum_that_it_says() {
    let mut book = Book::ready();
    let list = book.released();
    for declared in [509, 511, 0] {
        let mut act = drafted(&book, list);
        imported(&mut act).total = rials(declared);
        let why = book.finds(&act);
        assert!(matches!(why, Rejection::ListTotalMismatch { declared: d, .. } if d == declared), "{why}");
    }
    let mut short = drafted(&book, list);
    short.truncate(5);
    recount(&mut short, 5);
    assert_eq!(book.finds(&short), Rejection::ActBroken {});
    let mut long = drafted(&book, list);
    imported(&mut long).row_count = 4;
    recount(&mut long, 4);
    let why = book.finds(&long);
    assert!(matches!(why, Rejection::ListTotalMismatch { found: 406, .. }), "{why}");
    let mut refusing = drafted(&book, list);
    let items = vec![RefusedItem { ordinal: 4, rejection: Rejection::NoSuchLine { line: 9 } }];
    refusing[5].event = Event::Refused(Refused { items, conflicts_with: None });
    book.audit_only(&refusing);
    imported(&mut refusing).total = rials(405);
    let beyond = Rejection::ListTotalMismatch { declared: 405, found: 406 };
    assert_eq!(book.finds(&refusing), beyond, "what was refused does not take from it");
}

#[test]
fn a_forged_file_is_imported_once_and_by_another_than_the_releaser() {
    let mut book = Book::ready();
    let w = book.w;
    let lines = book.five_lines();
    let list = book.submits(&lines);
    book.approves(list);
    let step = book.release(list);
    let ordered = book.carries(w.everyman, step, Vec::new())[2].index.0;
    let mut act = drafted(&book, list);
    act.iter_mut().for_each(|entry| entry.principal = w.everyman_again);
    assert_eq!(book.finds(&act), Rejection::SelfApproval { acted_at: ordered });
    let row = ImportRow { returned: Some(ReturnReason::Other), ..paid(&book, list, 1, 1) };
    let (step, items) = import(&book, list, &[row]);
    let ListAct::Import { file, .. } = step else { panic!("an import") };
    let treasurer: PrincipalId = w.treasurer;
    let results = book.carries(treasurer, step, items)[0].index.0;
    let (step, items) = import(&book, list, &[paid(&book, list, 1, 2)]);
    let mut act = book.drafted_step(treasurer, step, items);
    imported(&mut act).file = file;
    assert_eq!(book.finds(&act), Rejection::ResultsAlreadyImported { results });
}
