//! The release of a list: of all that is due, by a third person; and the results that the bank's file brings.

use crate::ask::{MISTAKE, rials};
use crate::batch::{account, import, paid, pays_to, recount, returned};
use crate::book::Book;
use ledger_core::command::{GrantStep, ImportRow, ListAct};
use ledger_core::event::{Entry, Event, ListReleased, RequestHead};
use ledger_core::ids::{AccountToken, GrantId, Index, ListId};
use ledger_core::place::Place;
use ledger_core::rejection::Rejection;
use ledger_core::role::Role;
use ledger_core::rule::Rule;

pub const REFUSED: &[fn()] = &[
    a_list_is_released_after_its_approval,
    a_list_is_released_by_a_third_person,
    a_payee_that_changed_after_the_approval_holds_the_release,
    an_account_that_the_vault_holds_otherwise_holds_the_release,
    what_is_paid_or_on_its_way_is_not_released_again,
    a_release_is_of_the_list_as_the_releaser_saw_it,
];

pub const FORGED: &[fn()] = &[
    a_forged_release_names_as_many_lines_and_as_much_as_are_due,
    a_forged_release_orders_no_line_twice_and_none_that_is_not_due,
    a_forged_verification_of_a_line_says_of_which_list_it_is,
    a_forged_release_is_the_next_part_and_of_an_approved_list,
    a_forged_release_is_by_a_third_person,
    a_forged_release_of_what_came_back_takes_no_more,
];

fn held(book: &Book, list: ListId, place: fn(GrantId) -> Place) -> Vec<u64> {
    let grants = book.grants_of(list);
    grants.iter().map(|grant| book.state.partition().amount(place(*grant)).count()).collect()
}

fn approved(book: &mut Book) -> ListId {
    let lines = book.five_lines();
    let list = book.submits(&lines);
    book.approves(list);
    list
}

fn cancel(book: &mut Book, list: ListId, line: u32) {
    let grant = book.grant_at(list, line);
    book.takes(book.w.second_approver, grant, GrantStep::Cancel { reason: MISTAKE });
}

#[test]
fn a_release_orders_each_line_that_is_due() {
    let mut book = Book::ready();
    let list = approved(&mut book);
    cancel(&mut book, list, 2);
    book.releases(list);
    assert_eq!(held(&book, list, Place::InPayment), [100, 0, 102, 103, 104]);
    let Event::ListReleased(e) = book.entry(book.last_change_of(list).0).event else { panic!("a release") };
    assert_eq!((e.part, e.line_count, e.total), (1, 4, rials(409)));
}

#[test]
fn what_came_back_is_released_again_and_nothing_else() {
    let mut book = Book::ready();
    let list = book.released();
    let rows: Vec<ImportRow> = (1..=5)
        .map(|line| if line % 2 == 0 { returned(&book, list, line, line) } else { paid(&book, list, line, line) })
        .collect();
    book.imports(list, &rows);
    assert_eq!(held(&book, list, Place::Spent), [100, 0, 102, 0, 104]);
    cancel(&mut book, list, 4);
    book.releases(list);
    assert_eq!(held(&book, list, Place::InPayment), [0, 101, 0, 0, 0]);
    let Event::ListReleased(e) = book.entry(book.last_change_of(list).0).event else { panic!("a release") };
    assert_eq!((e.part, e.line_count, e.total), (2, 1, rials(101)));
}

#[test]
fn a_list_is_released_after_its_approval() {
    let mut book = Book::ready();
    let w = book.w;
    let lines = book.five_lines();
    let list = book.submits(&lines);
    let step = book.release(list);
    let why = book.declines_whole(w.releaser, step, Vec::new());
    assert_eq!(why, Rejection::ListStageOutOfOrder { stage: 1 });
    let nowhere = ListAct::Release { list: ListId(9_999), last_change: Index(9_999), opened: Vec::new() };
    assert_eq!(
        book.declines_whole(w.budget, nowhere.clone(), Vec::new()),
        Rejection::RoleMissing { role: Role::Releaser.number() }
    );
    assert_eq!(book.declines_whole(w.releaser, nowhere, Vec::new()), Rejection::UnknownList { list: 9_999 });
}

#[test]
fn a_list_is_released_by_a_third_person() {
    let mut book = Book::ready();
    let w = book.w;
    let lines = book.five_lines();
    let (step, items) = crate::batch::submit(&book, &lines);
    let made = ListId(book.carries(w.everyman, step, items)[0].index.0);
    book.approves(made);
    let step = book.release(made);
    let why = book.declines_whole(w.everyman_again, step, Vec::new());
    assert_eq!(why, Rejection::SelfApproval { acted_at: made.0 }, "the maker");
    let mut book = Book::ready();
    let lines = book.five_lines();
    let list = book.submits(&lines);
    let step = book.approval(list);
    let checked = book.carries(w.everyman, step, Vec::new())[0].index.0;
    let step = book.release(list);
    let why = book.declines_whole(w.everyman_again, step, Vec::new());
    assert_eq!(why, Rejection::SelfApproval { acted_at: checked }, "the checker");
    book.releases(list);
}

#[test]
fn who_renewed_the_payee_of_a_line_does_not_release_it() {
    let mut book = Book::ready();
    let w = book.w;
    let list = approved(&mut book);
    let Event::GrantApplied(line) = book.entry(book.grant_at(list, 3).0).event else { panic!("a line") };
    pays_to(&mut book, line.beneficiary, account(77));
    let grant = book.grant_at(list, 3);
    let renewed = book.takes(w.everyman, grant, GrantStep::RenewPayee);
    let step = book.release(list);
    let why = book.declines(w.everyman_again, step, Vec::new());
    assert_eq!(why, [(2, Rejection::SelfApproval { acted_at: renewed })]);
    book.releases(list);
    assert_eq!(book.account_of(grant), account(77));
}

#[test]
fn a_payee_that_changed_after_the_approval_holds_the_release() {
    let mut book = Book::ready();
    let w = book.w;
    let list = approved(&mut book);
    let Event::GrantApplied(line) = book.entry(book.grant_at(list, 3).0).event else { panic!("a line") };
    let payee = book.payee_of(line.beneficiary);
    pays_to(&mut book, line.beneficiary, account(77));
    let now = book.payee_of(line.beneficiary);
    let step = book.release(list);
    let why = book.declines(w.releaser, step, Vec::new());
    assert_eq!(why, [(2, Rejection::PayeeChanged { payee, now })]);
    assert_eq!(why[0].1.rule(), Some(Rule::Rule18));
    let grant = book.grant_at(list, 3);
    book.takes(w.second_approver, grant, GrantStep::RenewPayee);
    book.releases(list);
}

#[test]
fn an_account_that_the_vault_holds_otherwise_holds_the_release() {
    let mut book = Book::ready();
    let w = book.w;
    let list = approved(&mut book);
    let grants = book.grants_of(list);
    let mut opened: Vec<(GrantId, AccountToken)> =
        grants.iter().map(|grant| (*grant, book.account_of(*grant))).collect();
    let last_change = book.last_change_of(list);
    let sound = ListAct::Release { list, last_change, opened: opened.clone() };
    opened[1].1 = account(99);
    let Event::GrantApplied(line) = book.entry(grants[1].0).event else { panic!("a line") };
    let payee = book.payee_of(line.beneficiary);
    let changed = Rejection::PayeeChanged { payee, now: 0 };
    let step = ListAct::Release { list, last_change, opened: opened.clone() };
    assert_eq!(book.declines(w.releaser, step, Vec::new()), [(1, changed)]);
    opened.remove(1);
    let step = ListAct::Release { list, last_change, opened };
    assert_eq!(book.declines(w.releaser, step, Vec::new()), [(1, changed)], "nor is one that was not opened paid");
    book.carries(w.releaser, sound, Vec::new());
}

#[test]
fn what_is_paid_or_on_its_way_is_not_released_again() {
    let mut book = Book::ready();
    let w = book.w;
    let list = book.released();
    let nothing = Rejection::NothingToDo { list: list.0 };
    let step = book.release(list);
    assert_eq!(book.declines_whole(w.releaser, step, Vec::new()), nothing);
    let rows: Vec<ImportRow> = (1..=5).map(|line| paid(&book, list, line, line)).collect();
    book.imports(list, &rows);
    let step = book.release(list);
    assert_eq!(book.declines_whole(w.releaser, step, Vec::new()), nothing);
}

#[test]
fn a_release_is_of_the_list_as_the_releaser_saw_it() {
    let mut book = Book::ready();
    let w = book.w;
    let list = approved(&mut book);
    let step = book.release(list);
    let seen = book.last_change_of(list);
    cancel(&mut book, list, 1);
    let last_change = book.last_change_of(list).0;
    let why = book.declines_whole(w.releaser, step, Vec::new());
    assert_eq!(why, Rejection::ChangedSince { seen: seen.0, last_change });
    assert_eq!(why.rule(), Some(Rule::Rule20));
}

fn drafted(book: &Book, list: ListId) -> Vec<Entry> {
    book.drafted_step(book.w.releaser, book.release(list), Vec::new())
}

fn release(act: &mut [Entry]) -> &mut ListReleased {
    let Event::ListReleased(e) = &mut act[0].event else { panic!("a release") };
    e
}

#[test]
fn a_forged_release_names_as_many_lines_and_as_much_as_are_due() {
    let mut book = Book::ready();
    let list = approved(&mut book);
    for declared in [4, 6] {
        let mut act = drafted(&book, list);
        release(&mut act).line_count = declared;
        recount(&mut act, declared);
        let declared = u64::from(declared);
        assert_eq!(book.finds(&act), Rejection::ListCountMismatch { declared, found: 5 });
    }
    let mut act = drafted(&book, list);
    release(&mut act).total = rials(511);
    assert_eq!(book.finds(&act), Rejection::ListTotalMismatch { declared: 511, found: 510 });
    let mut act = drafted(&book, list);
    act.truncate(9);
    recount(&mut act, 5);
    assert_eq!(book.finds(&act), Rejection::ActBroken {});
    let mut again = drafted(&book, list);
    book.releases(list);
    let (part, last_change) = (2, book.last_change_of(list));
    let event = ListReleased { part, last_change, ..*release(&mut again) };
    let mut first = book.made_up(book.w.releaser, Event::ListReleased(event));
    first.head = first.head.map(|head| RequestHead { item_count: 5, entry_count: 11, ..head });
    assert_eq!(book.finds(&[first]), Rejection::NothingToDo { list: list.0 });
}

#[test]
fn a_forged_release_orders_no_line_twice_and_none_that_is_not_due() {
    let mut book = Book::ready();
    let list = approved(&mut book);
    let mut act = drafted(&book, list);
    (act[3].event, act[4].event) = (act[1].event.clone(), act[2].event.clone());
    assert_eq!(book.finds(&act), Rejection::StageOutOfOrder { stage: 6 });
    let mut act = drafted(&book, list);
    act.swap(1, 2);
    recount(&mut act, 5);
    assert_eq!(book.finds(&act), Rejection::StageOutOfOrder { stage: 4 }, "ordered before it was verified");
    let mut act = drafted(&book, list);
    act.swap(2, 3);
    recount(&mut act, 5);
    assert_eq!(book.finds(&act), Rejection::NotOfList { list: list.0 });
    let other = approved_other(&mut book);
    let mut act = drafted(&book, list);
    let others = drafted(&book, other);
    (act[1].event, act[2].event) = (others[1].event.clone(), others[2].event.clone());
    assert_eq!(book.finds(&act), Rejection::NotOfList { list: list.0 });
}

/// Another list of two, approved.
fn approved_other(book: &mut Book) -> ListId {
    let others = crate::batch::lines(book, [100, 101]);
    let other = book.submits(&others);
    book.approves(other);
    other
}

#[test]
fn a_forged_verification_of_a_line_says_of_which_list_it_is() {
    let mut book = Book::ready();
    let w = book.w;
    let list = approved(&mut book);
    let other = approved_other(&mut book);
    let act = book.drafted_step(w.everyman, book.release(list), Vec::new());
    for (of, expected) in [(None, 0), (Some(other), list.0)] {
        let mut act = act.clone();
        let Event::GrantVerified(e) = &mut act[1].event else { panic!("a verification") };
        e.list = of;
        assert_eq!(book.finds(&act), Rejection::NotOfList { list: expected });
    }
}

#[test]
fn a_forged_release_is_the_next_part_and_of_an_approved_list() {
    let mut book = Book::ready();
    let list = approved(&mut book);
    for found in [0, 2] {
        let mut act = drafted(&book, list);
        release(&mut act).part = found;
        assert_eq!(book.finds(&act), Rejection::LineOutOfOrder { next: 1, found: u64::from(found) });
    }
    let others = crate::batch::lines(&mut book, [100]);
    let other = book.submits(&others);
    let mut act = drafted(&book, list);
    (release(&mut act).list, release(&mut act).last_change) = (other, Index(other.0));
    assert_eq!(book.finds(&act), Rejection::ListStageOutOfOrder { stage: 1 });
}

#[test]
fn a_forged_release_is_by_a_third_person() {
    let mut book = Book::ready();
    let w = book.w;
    let lines = book.five_lines();
    let list = book.submits(&lines);
    let step = book.approval(list);
    let checked = book.carries(w.everyman, step, Vec::new())[0].index.0;
    let mut act = drafted(&book, list);
    act.iter_mut().for_each(|entry| entry.principal = w.everyman_again);
    assert_eq!(book.finds(&act), Rejection::SelfApproval { acted_at: checked });
}

#[test]
fn a_forged_release_of_what_came_back_takes_no_more() {
    let mut book = Book::ready();
    let list = book.released();
    let first = drafted_first(&book, list);
    let rows: Vec<ImportRow> = (1..=5)
        .map(|line| if line == 3 { returned(&book, list, 3, 3) } else { paid(&book, list, line, line) })
        .collect();
    book.imports(list, &rows);
    let mut act = drafted(&book, list);
    assert_eq!(act.len(), 2, "what was verified is not verified again");
    act[1].event = first;
    assert_eq!(book.finds(&act), Rejection::StageOutOfOrder { stage: 7 }, "what was paid is not paid again");
    let mut act = drafted(&book, list);
    release(&mut act).line_count = 5;
    release(&mut act).total = rials(510);
    recount(&mut act, 5);
    assert_eq!(book.finds(&act), Rejection::ListCountMismatch { declared: 5, found: 1 });
}

/// The order of the first line, as it was written.
fn drafted_first(book: &Book, list: ListId) -> Event {
    let first = book.grant_at(list, 1);
    let order =
        book.entries.iter().rev().find(|entry| matches!(&entry.event, Event::PaymentOrdered(e) if e.grant == first));
    order.unwrap().event.clone()
}

#[test]
fn a_release_of_a_list_leaves_other_lists_alone() {
    let mut book = Book::ready();
    let list = approved(&mut book);
    let other = approved_other(&mut book);
    book.releases(list);
    assert_eq!(held(&book, other, Place::InPayment), [0, 0]);
    let (step, items) = import(&book, other, &[]);
    let why = book.declines_whole(book.w.treasurer, step, items);
    assert_eq!(why, Rejection::ListStageOutOfOrder { stage: 2 });
}
