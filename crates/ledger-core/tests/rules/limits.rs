//! The limits of an act: how many entries, how many refusals in one, how many ranges.

use crate::ask::{ANYTHING, allot, cash, notify, reverse};
use crate::batch;
use crate::book::Book;
use ledger_core::command::{AllotmentOrigin, Command, ImportRow, ListAct, Mode, RecordReceipt, SubmitLine};
use ledger_core::event::{DonorKind, DonorRegistered, Entry, Event, RefusedItem};
use ledger_core::ids::{BeneficiaryId, GrantId, Reference};
use ledger_core::rejection::Rejection;

pub const REFUSED: &[fn()] =
    &[an_atomic_act_of_more_than_16_384_entries_is_too_large, an_allotment_of_too_many_ranges_is_refused];

/// The most donors that one request can register: 16,384 entries less the room for as many refusals as would be
/// needed if all were refused.
const MOST: usize = 16_384 - 16;

fn donor(number: usize) -> Command {
    let mut reference = [9; 16];
    reference[..8].copy_from_slice(&(number as u64).to_be_bytes());
    Command::RegisterDonor(DonorRegistered { kind: DonorKind::Person, reference: Reference(reference) })
}

fn donors(count: usize) -> Vec<Command> {
    (0..count).map(donor).collect()
}

fn refused(entry: &Entry) -> &[RefusedItem] {
    let Event::Refused(refused) = &entry.event else { panic!("not a refusal: {entry:?}") };
    &refused.items
}

/// The refusals that an act ends with, by entry.
fn refusals(act: &[Entry]) -> Vec<usize> {
    act.iter().filter(|entry| matches!(entry.event, Event::Refused(_))).map(|entry| refused(entry).len()).collect()
}

#[test]
fn an_act_of_16_384_entries_less_the_room_for_refusals_is_not_too_large() {
    let mut book = Book::ready();
    let act = book.asks(book.w.receiver, Mode::Atomic, donors(MOST));
    assert_eq!(act.len(), MOST);
    let head = act[0].head.unwrap();
    assert_eq!((head.item_count, head.entry_count), (16_368, 16_368));
    assert!(act[1..].iter().all(|entry| entry.head.is_none()));
}

#[test]
fn an_atomic_act_of_more_than_16_384_entries_is_too_large() {
    let mut book = Book::ready();
    let before = book.state.next_index().0;
    let act = book.asks(book.w.receiver, Mode::Atomic, donors(MOST + 1));
    let rejection = Rejection::ActTooLarge { most: 16_384 };
    crate::codes::refused(rejection);
    assert_eq!(act.len(), 1);
    assert_eq!(refused(&act[0]), [RefusedItem { ordinal: 16_368, rejection }]);
    assert_eq!(book.state.next_index().0, before + 1);
    book.does(book.w.receiver, donor(0));
}

#[test]
fn an_act_of_each_for_itself_that_is_too_large_is_refused_as_a_whole() {
    let mut book = Book::ready();
    let act = book.asks(book.w.receiver, Mode::Each, donors(MOST + 1));
    let mut counts = vec![1_024; 15];
    counts.push(1_009);
    assert_eq!(refusals(&act), counts);
    let rejection = Rejection::ActTooLarge { most: 16_384 };
    assert!(act.iter().flat_map(refused).all(|item| item.rejection == rejection));
    book.does(book.w.receiver, donor(0));
}

#[test]
fn an_act_of_more_than_8_mib_is_too_large() {
    let mut book = Book::ready();
    let keys: Vec<String> = (0..1_000).map(|number| format!("group-{number}")).collect();
    let groups: Vec<&str> = keys.iter().map(String::as_str).collect();
    let many = (0..80).map(|number| crate::ask::enrol(book.w.qom, 100 + number, &[1], &groups)).collect();
    let act = book.asks(book.w.officer, Mode::Atomic, many);
    assert_eq!(refused(&act[0])[0].rejection, Rejection::ActTooLarge { most: 16_384 });
}

#[test]
fn a_refusal_names_at_most_1_024_items() {
    let mut book = Book::ready();
    for (count, expected) in
        [(1, vec![1]), (1_024, vec![1_024]), (1_025, vec![1_024, 1]), (2_049, vec![1_024, 1_024, 1])]
    {
        let act = book.asks(book.w.auditor, Mode::Each, donors(count));
        assert_eq!(refusals(&act), expected, "all refused, and the first carries the head");
        let ordinals: Vec<u32> = act.iter().flat_map(refused).map(|item| item.ordinal).collect();
        assert_eq!(ordinals, (0..).take(count).collect::<Vec<u32>>());
    }
}

#[test]
fn each_for_itself_does_what_it_can_and_names_the_rest_at_the_end() {
    let mut book = Book::ready();
    book.does(book.w.receiver, donor(1));
    let act = book.asks(book.w.receiver, Mode::Each, vec![donor(0), donor(1), donor(2), donor(2), donor(3)]);
    assert_eq!(act.len(), 4);
    let items = refused(&act[3]);
    assert_eq!(items.iter().map(|item| item.ordinal).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(items[1].rejection, Rejection::CodeTaken { holder: act[1].index.0 }, "by an item of the same act");
    let head = act[0].head.unwrap();
    assert_eq!((head.item_count, head.entry_count), (5, 4));
}

#[test]
fn an_atomic_request_with_a_refusal_in_the_middle_does_nothing() {
    let mut book = Book::ready();
    let w = book.w;
    book.does(w.receiver, donor(1));
    let before = book.state.partition().clone();
    let gift =
        |area| Command::RecordReceipt(RecordReceipt { restriction: crate::ask::for_area(area), ..cash(&book, 10) });
    let commands = vec![gift(w.qom_area), donor(0), donor(1), donor(2)];
    let act = book.asks(w.receiver, Mode::Atomic, commands);
    assert_eq!(act.len(), 1);
    assert_eq!(refused(&act[0]).iter().map(|item| item.ordinal).collect::<Vec<_>>(), [2]);
    assert!(*book.state.partition() == before, "not even the fund is left");
    let act = book.asks(w.receiver, Mode::Atomic, vec![donor(0), donor(2)]);
    assert_eq!(act.len(), 2);
}

#[test]
fn an_item_that_opens_its_fund_leaves_nothing_behind_when_it_is_refused_among_others() {
    let mut book = Book::ready();
    let w = book.w;
    let gift = |amount| Command::RecordReceipt(cash(&book, amount));
    let act = book.asks(w.receiver, Mode::Each, vec![gift(0), gift(10), gift(0), gift(5)]);
    let kinds: Vec<bool> = act.iter().map(|entry| entry.event.is_opening()).collect();
    assert_eq!(kinds, [true, true, false, false, false], "fund, series, receipt, receipt, refusal");
}

/// A fund of single free rials: each second receipt of one rial was reversed.
fn scattered(book: &mut Book, count: usize) {
    let gift = Command::RecordReceipt(cash(book, 1));
    let act = book.asks(book.w.receiver, Mode::Each, vec![gift; count * 2]);
    let receipts = act.iter().filter(|entry| matches!(entry.event, Event::ReceiptRecorded(_)));
    let reversals: Vec<Command> = receipts.step_by(2).map(|entry| reverse(entry.index.0, None)).collect();
    book.asks(book.w.approver, Mode::Atomic, reversals);
}

#[test]
fn an_allotment_of_too_many_ranges_is_refused() {
    let mut book = Book::ready();
    let w = book.w;
    scattered(&mut book, 2_049);
    let funds = AllotmentOrigin::Funds;
    assert_eq!(book.refuses(w.budget, allot(w.qom, w.dowry, 2_049, funds)), Rejection::TooManyRanges { most: 2_048 });
    let allotment = book.does(w.budget, allot(w.qom, w.dowry, 2_048, funds));
    assert_eq!(book.numbers_of(allotment).as_slice().len(), 2_048);
    book.does(w.approver, notify(allotment));
    book.receives(5, ANYTHING);
}

/// So many people of Qom, verified, with a payee each; their lines, of one rial.
fn many_lines(book: &mut Book, count: u32) -> Vec<SubmitLine> {
    let w = book.w;
    let commands = (1..=count).map(|number| batch::enrolment(w.qom, number)).collect();
    let enrolled = indices(&book.asks(w.officer, Mode::Each, commands));
    let commands = enrolled.iter().map(|index| crate::ask::verify(*index)).collect();
    book.asks(w.second_officer, Mode::Each, commands);
    let beneficiaries = || (1_u32..).zip(enrolled.iter().map(|index| BeneficiaryId(*index)));
    let commands = beneficiaries().map(|(number, who)| batch::payee(who, batch::account(number))).collect();
    let proposed = indices(&book.asks(w.officer, Mode::Each, commands));
    let commands = proposed.iter().map(|index| crate::payees::confirm(*index)).collect();
    book.asks(w.second_officer, Mode::Each, commands);
    let (programme, office, amount) = (w.dowry, w.qom, crate::ask::rials(1));
    let line = |(line, beneficiary)| SubmitLine {
        line,
        programme,
        office,
        beneficiary,
        amount,
        account: batch::account(line),
    };
    beneficiaries().map(line).collect()
}

fn indices(act: &[Entry]) -> Vec<u64> {
    act.iter().map(|entry| entry.index.0).collect()
}

#[test]
fn a_list_of_4_096_lines_takes_each_of_its_steps_in_one_act() {
    let mut book = Book::ready();
    let w = book.w;
    book.receives(10_000, ANYTHING);
    book.gives(w.qom, w.dowry, 10_000);
    let lines = many_lines(&mut book, 4_096);
    let before = book.state.next_index().0;
    let list = book.submits(&lines);
    assert_eq!(book.state.next_index().0 - before, 1 + 2 * 4_096);
    book.approves(list);
    let grants = (0..).map(|line| GrantId(list.0 + 1 + 2 * line)).zip(lines.iter().map(|line| line.account));
    let last_change = book.last_change_of(list);
    book.carries(w.releaser, ListAct::Release { list, last_change, opened: grants.collect() }, Vec::new());
    let rows: Vec<ImportRow> = lines
        .iter()
        .map(|line| ImportRow {
            row: line.line,
            line: line.line,
            account: line.account,
            amount: line.amount,
            returned: None,
        })
        .collect();
    book.imports(list, &rows);
    assert_eq!(book.state.next_index().0 - before, 4 + 7 * 4_096);
}
