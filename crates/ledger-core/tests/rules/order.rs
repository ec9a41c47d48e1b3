//! The order of taking: what is taken first, for allotments and for credit. Smallest area first, then more
//! dimensions set, then the lower fund, then the lowest number; for credit only what the paying account holds.
//!
//! A gift is written `area+programme@account amount`; without an area it is `any`, without an account it lies in
//! the bank. Funds open in the order in which their first gifts are written.

use crate::ask::{ANYTHING, apply_for, cash, rials};
use crate::book::Book;
use ledger_core::command::{AllotmentOrigin, Command, GrantStep, RecordReceipt};
use ledger_core::event::{Restriction, Source};
use ledger_core::ids::{AccountId, AreaId, GrantId, OfficeId, SeriesId};
use ledger_core::ranges::Ranges;
use std::collections::BTreeMap;

const ALLOTMENTS: &str = "
    line      | gifts in the order of arrival                        | ask | taken
    rafsanjan | any 10; IR 10; Kerman 10; Rafsanjan 10               |  35 | Rafsanjan 10; Kerman 10; IR 10; any 5
    rafsanjan | Kerman 10; Kerman+dowry 10                           |  15 | Kerman+dowry 10; Kerman 5
    rafsanjan | any+dowry 10; Kerman 10                              |  15 | Kerman 10; any+dowry 5
    rafsanjan | any 10; any+dowry 10                                 |  15 | any+dowry 10; any 5
    rafsanjan | IR 10; any+dowry 10                                  |  15 | IR 10; any+dowry 5
    rafsanjan | any 10; any~ 10                                      |  15 | any 10; any~ 5
    rafsanjan | any~ 10; any 10                                      |  15 | any~ 10; any 5
    rafsanjan | any 5; Kerman 3; any 5                               |  11 | Kerman 3; any 8
    rafsanjan | any@treasury 10; any 10                              |  15 | any@treasury 10; any 5
    rafsanjan | Quarter 10; Qom 10; any+marriage 10; any 5           |   5 | any 5
    kerman    | Rafsanjan 10; Quarter 10; Kerman 10; any 5           |  12 | Kerman 10; any 2
    national  | Qom 10; Kerman 10; IR 3; any 5                       |   4 | IR 3; any 1
";

const CREDIT: &str = "
    line      | gifts in the order of arrival                        | ask | taken
    rafsanjan | any 10; IR 10; Kerman 10; Rafsanjan 10               |  35 | Rafsanjan 10; Kerman 10; IR 10; any 5
    rafsanjan | any 10; any+dowry 10; Kerman 10; Kerman+dowry 10     |  35 | Kerman+dowry 10; Kerman 10; any+dowry 10; any 5
    rafsanjan | Rafsanjan@treasury 10; any 10; any@treasury 10       |   7 | any 7
    rafsanjan | any~ 10; any 10; Rafsanjan@treasury 10; Kerman 2     |  14 | Kerman 2; any~ 10; any 2
";

/// The cells of a table below its heading.
fn rows(table: &str) -> impl Iterator<Item = [&str; 4]> {
    table.lines().map(str::trim).filter(|line| !line.is_empty()).skip(1).map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        cells.try_into().unwrap()
    })
}

fn area(book: &Book, text: &str) -> Option<AreaId> {
    let w = book.w;
    match text {
        "any" => None,
        "IR" => Some(w.country),
        "Qom" => Some(w.qom_area),
        "Kerman" => Some(w.kerman_area),
        "Rafsanjan" => Some(w.rafsanjan_area),
        "Quarter" => Some(w.quarter),
        other => panic!("no area {other}"),
    }
}

fn office(book: &Book, text: &str) -> OfficeId {
    match text {
        "national" => book.w.national,
        "kerman" => book.w.kerman,
        "rafsanjan" => book.w.rafsanjan,
        other => panic!("no office {other}"),
    }
}

/// What the gift called `text` is: where, what for, in which account; `~` means that it came from a company.
fn gift(book: &Book, text: &str) -> RecordReceipt {
    let (wish, account) = match text.split_once('@') {
        Some((wish, "treasury")) => (wish, book.w.treasury),
        Some((_, other)) => panic!("no account {other}"),
        None => (text, book.w.bank),
    };
    let (wish, source) = match wish.strip_suffix('~') {
        Some(wish) => (wish, Source::Company),
        None => (wish, Source::PublicDonation),
    };
    let (place, programme) = match wish.split_once('+') {
        Some((place, "dowry")) => (place, Some(book.w.dowry)),
        Some((place, "marriage")) => (place, Some(book.w.marriage)),
        Some((_, other)) => panic!("no programme {other}"),
        None => (wish, None),
    };
    let restriction = Restriction { programme, area: area(book, place), ..ANYTHING };
    RecordReceipt { account, source, restriction, ..cash(book, 0) }
}

fn amount(text: &str) -> (&str, u64) {
    let (name, amount) = text.rsplit_once(' ').unwrap();
    (name, amount.parse().unwrap())
}

/// A book with these gifts, and what its series are called.
fn given(gifts: &str) -> (Book, BTreeMap<SeriesId, String>) {
    let mut book = Book::ready();
    let mut names = BTreeMap::new();
    for text in gifts.split(';').map(str::trim) {
        let (name, count) = amount(text);
        let ask = RecordReceipt { amount: rials(count), ..gift(&book, name) };
        let receipt = book.does(book.w.receiver, Command::RecordReceipt(ask));
        names.insert(book.numbers_of(receipt).as_slice()[0].series(), name.to_owned());
    }
    (book, names)
}

/// The ranges in words; within a series they have to be the lowest numbers, in order.
fn in_words(ranges: &Ranges, names: &BTreeMap<SeriesId, String>) -> String {
    let mut next: BTreeMap<SeriesId, u64> = BTreeMap::new();
    let words: Vec<String> = ranges
        .as_slice()
        .iter()
        .map(|range| {
            let lowest = next.entry(range.series()).or_default();
            assert_eq!(range.start(), *lowest, "the lowest number first");
            *lowest = range.end();
            format!("{} {}", names[&range.series()], range.count())
        })
        .collect();
    words.join("; ")
}

#[test]
fn an_allotment_takes_the_narrowest_money_first() {
    for [line, gifts, ask, taken] in rows(ALLOTMENTS) {
        let (mut book, names) = given(gifts);
        let w = book.w;
        let office = office(&book, line);
        let command = crate::ask::allot(office, w.dowry, ask.parse().unwrap(), AllotmentOrigin::Funds);
        let allotment = book.does(w.budget, command);
        assert_eq!(in_words(&book.numbers_of(allotment), &names), taken, "{line}: {gifts}");
    }
}

#[test]
fn credit_takes_the_narrowest_money_of_the_line_in_the_paying_account_first() {
    for [line, gifts, ask, taken] in rows(CREDIT) {
        let (mut book, names) = given(gifts);
        let w = book.w;
        let office = office(&book, line);
        let all = gifts.split(';').map(|text| amount(text.trim()).1).sum();
        book.gives(office, w.dowry, all);
        let applied = apply_for(office, w.dowry, w.couple, ask.parse().unwrap());
        let grant = GrantId(book.does(w.officer, applied));
        book.takes(w.officer, grant, GrantStep::Decide);
        let account: AccountId = w.bank;
        let secured = book.takes(w.budget, grant, GrantStep::SecureCredit { account });
        assert_eq!(in_words(&book.numbers_of(secured), &names), taken, "{line}: {gifts}");
    }
}

#[test]
fn a_line_passes_down_the_narrowest_money_first() {
    let (mut book, names) = given("any 10; Kerman 10; IR 10");
    let w = book.w;
    book.gives(w.kerman, w.dowry, 30);
    let from_kerman = AllotmentOrigin::ParentLine { office: w.kerman };
    let passed = book.does(w.of_kerman, crate::ask::allot(w.rafsanjan, w.dowry, 25, from_kerman));
    assert_eq!(in_words(&book.numbers_of(passed), &names), "Kerman 10; IR 10; any 5");
}

#[test]
fn a_named_fund_is_taken_from_whatever_is_narrower_elsewhere() {
    let (mut book, names) = given("any 10; Rafsanjan 10; any@treasury 10");
    let w = book.w;
    let fund = book.state.partition().all_series().next().unwrap().1.fund;
    let from_fund = AllotmentOrigin::Fund(fund);
    let allotment = book.does(w.budget, crate::ask::allot(w.rafsanjan, w.dowry, 15, from_fund));
    assert_eq!(in_words(&book.numbers_of(allotment), &names), "any 10; any@treasury 5");
}

#[test]
fn a_named_fund_is_taken_from_in_the_same_order_as_all_funds() {
    let (mut book, names) = given("any@treasury 10; any 10");
    let w = book.w;
    let fund = book.state.partition().all_series().next().unwrap().1.fund;
    let from_fund = AllotmentOrigin::Fund(fund);
    let allotment = book.does(w.budget, crate::ask::allot(w.rafsanjan, w.dowry, 15, from_fund));
    assert_eq!(in_words(&book.numbers_of(allotment), &names), "any@treasury 10; any 5");
}
