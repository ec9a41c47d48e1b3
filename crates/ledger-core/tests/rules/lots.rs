//! Rule 7 for what comes in: goods have quantity, unit, basis and evidence; a value above the catalogue's takes two
//! appraisers before anything of the lot is used.

use crate::ask::{cash, code, name, rials};
use crate::book::Book;
use crate::warehouse::{Warehouse, item};
use ledger_core::command::{AllotmentOrigin, Command, RecordLot, RecordReceipt};
use ledger_core::event::{
    Event, FundOpened, ItemRegistered, LotAppraised, LotReceived, SeriesOpened, Source, ValuationBasis,
};
use ledger_core::ids::{AccountId, Index, ItemId, LotId};
use ledger_core::money::Amount;
use ledger_core::place::StockPlace;
use ledger_core::ranges::Range;
use ledger_core::rejection::Rejection;
use ledger_core::rule::Rule;

pub const REFUSED: &[fn()] = &[
    goods_are_in_a_store_and_money_is_not,
    a_lot_has_a_value_or_the_basis_nil_and_none,
    a_lot_of_nothing_or_too_much_is_refused,
    a_lot_names_only_what_exists,
    a_lot_above_the_catalogue_is_used_only_after_two_appraisers,
    an_item_is_worth_something,
];

pub const FORGED: &[fn()] = &[
    a_forged_lot_takes_the_next_numbers_of_a_series_of_goods,
    a_forged_lot_has_a_value_or_the_basis_nil_and_none,
    a_forged_series_holds_goods_in_stores_and_money_elsewhere,
    a_forged_appraisal_is_of_a_lot_that_waits_for_it,
    a_forged_fund_is_of_an_item_that_is_there,
];

fn record(book: &mut Book, lot: RecordLot) -> LotId {
    LotId(book.does(book.w.receiver, Command::RecordLot(lot)))
}

fn refused(book: &mut Book, lot: RecordLot) -> Rejection {
    book.refuses(book.w.receiver, Command::RecordLot(lot))
}

fn appraise(lot: LotId, last_change: u64) -> Command {
    Command::AppraiseLot(LotAppraised { lot, last_change: Index(last_change) })
}

fn received(book: &Book, lot: LotId) -> LotReceived {
    let Event::LotReceived(received) = &book.entry(lot.0).event else { panic!("not a lot") };
    received.clone()
}

fn in_stock(book: &Book) -> u64 {
    book.state.stock().amount(StockPlace::Free).count()
}

#[test]
fn lots_and_receipts_share_one_sequence_of_numbers() {
    let mut book = Book::ready();
    let house = Warehouse::of(&mut book);
    book.receives(10, crate::ask::ANYTHING);
    let lot = record(&mut book, house.lot(house.fridge, 3));
    assert_eq!(received(&book, lot).receipt_number, 2);
    let last = book.receives(10, crate::ask::ANYTHING);
    let Event::ReceiptRecorded(e) = &book.entry(last).event else { panic!("a receipt") };
    assert_eq!(e.receipt_number, 3);
}

#[test]
fn units_are_numbered_by_fund_and_store_and_are_no_money() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    let (first, second) =
        (record(&mut book, house.lot(house.fridge, 3)), record(&mut book, house.lot(house.fridge, 4)));
    assert_eq!(received(&book, second).numbers.start(), received(&book, first).numbers.end());
    assert_eq!((in_stock(&book), book.state.partition().all_series().count()), (7, 0));
    let fund = book.state.stock().all_series().next().unwrap().1.fund;
    let ask = crate::ask::allot(w.qom, w.dowry, 1, AllotmentOrigin::Fund(fund));
    assert_eq!(book.refuses(w.budget, ask), Rejection::ExceedsAvailable { available: 0, asked: 1 });
}

#[test]
fn goods_are_in_a_store_and_money_is_not() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    let in_bank = RecordLot { store: w.bank, ..house.lot(house.fridge, 3) };
    assert_eq!(refused(&mut book, in_bank), Rejection::WrongAccountKind { account: w.bank.0 });
    let in_store = RecordReceipt { account: house.store, ..cash(&book, 10) };
    let why = book.refuses(w.receiver, Command::RecordReceipt(in_store));
    assert_eq!(why, Rejection::WrongAccountKind { account: house.store.0 });
    assert_eq!(why.rule(), Some(Rule::Rule8));
}

/// Values and bases that do not belong together.
const MISMATCHES: [(u64, ValuationBasis); 4] = [
    (0, ValuationBasis::Market),
    (0, ValuationBasis::Appraised),
    (0, ValuationBasis::DonorDeclared),
    (1, ValuationBasis::Nil),
];

#[test]
fn a_lot_has_a_value_or_the_basis_nil_and_none() {
    let mut book = Book::ready();
    let house = Warehouse::of(&mut book);
    for (unit_value, basis) in MISMATCHES {
        let lot = RecordLot { unit_value: rials(unit_value), basis, ..house.lot(house.stove, 3) };
        assert_eq!(refused(&mut book, lot), Rejection::ValueMismatch { unit_value });
    }
    let worthless = RecordLot { unit_value: rials(0), basis: ValuationBasis::Nil, ..house.lot(house.stove, 3) };
    record(&mut book, worthless);
    assert_eq!(in_stock(&book), 3, "of no stated value, and to be used");
}

#[test]
fn a_lot_of_nothing_or_too_much_is_refused() {
    let mut book = Book::ready();
    let house = Warehouse::of(&mut book);
    assert_eq!(refused(&mut book, house.lot(house.stove, 0)), Rejection::NothingAsked {});
    let most = Amount::MAX.count();
    let too_much = Rejection::AmountTooLarge { asked: most };
    assert_eq!(refused(&mut book, house.lot(house.stove, most)), too_much, "its value is no amount");
}

#[test]
fn a_lot_names_only_what_exists() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    let nowhere = 9_999;
    let lot = house.lot(house.stove, 3);
    let cases = [
        (RecordLot { item: ItemId(nowhere), ..lot.clone() }, Rejection::UnknownItem { item: nowhere }),
        (RecordLot { store: AccountId(nowhere), ..lot.clone() }, Rejection::UnknownAccount { account: nowhere }),
        (RecordLot { source: Source::StateCredit, ..lot.clone() }, Rejection::SourceMismatch { source: 3 }),
    ];
    for (ask, expected) in cases {
        assert_eq!(refused(&mut book, ask), expected);
    }
    let proposed = book.does(w.admin, item("carpet", 50));
    let carpet = RecordLot { item: ItemId(proposed), ..lot };
    assert_eq!(refused(&mut book, carpet), Rejection::NotConfirmed { object: proposed });
    assert_eq!(book.refuses(w.approver, appraise(LotId(nowhere), nowhere)), Rejection::UnknownLot { lot: nowhere });
}

/// Three fridges at 301 each, which is above the catalogue.
fn dear(book: &mut Book, house: &Warehouse) -> LotId {
    let lot = RecordLot { unit_value: rials(301), ..house.lot(house.fridge, 3) };
    LotId(book.does(book.w.everyman, Command::RecordLot(RecordLot { office: book.w.national, ..lot })))
}

#[test]
fn a_lot_above_the_catalogue_is_used_only_after_two_appraisers() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    let lot = dear(&mut book, &house);
    record(&mut book, house.lot(house.stove, 6));
    let by_hand = Command::AssembleKit(ledger_core::command::AssembleKit { lots: vec![lot], ..house.assembly() });
    let waits = Rejection::LotNotAppraised { lot: lot.0 };
    let own = |acted_at| Rejection::SelfApproval { acted_at };
    assert_eq!(book.refuses(w.officer, by_hand.clone()), waits);
    let of_the_store = Command::AssembleKit(house.assembly());
    let none = Rejection::ExceedsAvailable { available: 0, asked: 1 };
    assert_eq!(book.refuses(w.officer, of_the_store.clone()), none);
    assert_eq!(book.refuses(w.everyman_again, appraise(lot, lot.0)), own(lot.0), "who recorded it is no appraiser");
    let first = book.does(w.approver, appraise(lot, lot.0));
    assert_eq!(book.refuses(w.officer, by_hand), waits, "one is not enough");
    assert_eq!(book.refuses(w.approver, appraise(lot, first)), own(first), "nor is one twice");
    let stale = book.refuses(w.second_approver, appraise(lot, lot.0));
    assert_eq!(stale, Rejection::ChangedSince { seen: lot.0, last_change: first });
    let second = book.does(w.second_approver, appraise(lot, first));
    book.does(w.officer, of_the_store);
    assert_eq!(book.refuses(w.second_approver, appraise(lot, second)), Rejection::AlreadyConfirmed { object: lot.0 });
    assert_eq!(waits.rule(), Some(Rule::Rule7));
}

#[test]
fn a_lot_at_the_value_of_the_catalogue_needs_no_appraiser() {
    let mut book = Book::ready();
    let house = Warehouse::of(&mut book);
    let lot = record(&mut book, house.lot(house.fridge, 3));
    assert_eq!(in_stock(&book), 3);
    let why = book.refuses(book.w.approver, appraise(lot, lot.0));
    assert_eq!(why, Rejection::AlreadyConfirmed { object: lot.0 });
}

#[test]
fn an_item_is_worth_something() {
    let mut book = Book::ready();
    let w = book.w;
    assert_eq!(book.refuses(w.admin, item("x", 0)), Rejection::NothingAsked {});
    let fridge = book.registers(item("x", 1));
    assert_eq!(book.refuses(w.admin, item("x", 1)), Rejection::CodeTaken { holder: fridge });
}

fn forged_lot(book: &Book, house: &Warehouse, change: impl FnOnce(&mut LotReceived)) -> Rejection {
    let ask = Command::RecordLot(house.lot(house.stove, 3));
    book.forges(book.w.receiver, ask, |entry| {
        let Event::LotReceived(e) = &mut entry.event else { panic!("a lot") };
        change(e);
    })
}

#[test]
fn a_forged_lot_takes_the_next_numbers_of_a_series_of_goods() {
    let mut book = Book::ready();
    let house = Warehouse::of(&mut book);
    let receipt = book.receives(10, crate::ask::ANYTHING);
    let lot = record(&mut book, house.lot(house.stove, 3));
    let series = received(&book, lot).numbers.series();
    for start in [0, 2, 4] {
        let why = forged_lot(&book, &house, |e| e.numbers = Range::new(series, start, 3).unwrap());
        assert_eq!(why, Rejection::NumbersNotNext { series: series.0, next: 3 });
        assert_eq!(why.rule(), Some(Rule::Rule8));
    }
    let rials = book.numbers_of(receipt).as_slice()[0].series();
    let why = forged_lot(&book, &house, |e| e.numbers = Range::new(rials, 10, 3).unwrap());
    assert_eq!(why, Rejection::UnknownSeries { series: rials.0 }, "rials are no goods");
    let why = book.forges(book.w.receiver, Command::RecordReceipt(cash(&book, 3)), |entry| {
        let Event::ReceiptRecorded(e) = &mut entry.event else { panic!("a receipt") };
        e.numbers = Range::new(series, 3, 3).unwrap();
    });
    assert_eq!(why, Rejection::UnknownSeries { series: series.0 }, "nor goods rials");
    let why = forged_lot(&book, &house, |e| e.receipt_number = 1);
    assert_eq!(why, Rejection::ReceiptNumberGap { next: 3, found: 1 });
}

#[test]
fn a_forged_lot_has_a_value_or_the_basis_nil_and_none() {
    let mut book = Book::ready();
    let house = Warehouse::of(&mut book);
    record(&mut book, house.lot(house.stove, 3));
    for (unit_value, basis) in MISMATCHES {
        let why = forged_lot(&book, &house, |e| (e.unit_value, e.basis) = (rials(unit_value), basis));
        assert_eq!(why, Rejection::ValueMismatch { unit_value });
        assert_eq!(why.rule(), Some(Rule::Rule7));
    }
    let why = forged_lot(&book, &house, |e| e.unit_value = Amount::MAX);
    assert_eq!(why, Rejection::AmountTooLarge { asked: 3 });
}

#[test]
fn a_forged_series_holds_goods_in_stores_and_money_elsewhere() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    let receipt = book.receives(10, crate::ask::ANYTHING);
    let money = book.fund_of(receipt);
    let mut act =
        book.drafted(w.receiver, Command::RecordReceipt(RecordReceipt { account: w.treasury, ..cash(&book, 10) }));
    act.truncate(1);
    act[0].event = Event::SeriesOpened(SeriesOpened { fund: money, account: house.store });
    assert_eq!(book.breach(&act), Rejection::WrongAccountKind { account: house.store.0 });
    record(&mut book, house.lot(house.stove, 3));
    let goods = book.state.stock().all_series().next().unwrap().1.fund;
    let mut act =
        book.drafted(w.receiver, Command::RecordReceipt(RecordReceipt { account: w.treasury, ..cash(&book, 10) }));
    act.truncate(1);
    act[0].event = Event::SeriesOpened(SeriesOpened { fund: goods, account: w.bank });
    assert_eq!(book.breach(&act), Rejection::WrongAccountKind { account: w.bank.0 });
}

#[test]
fn a_forged_appraisal_is_of_a_lot_that_waits_for_it() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    let lot = dear(&mut book, &house);
    let appraised = |lot, last_change| Event::LotAppraised(LotAppraised { lot, last_change: Index(last_change) });
    assert_eq!(book.slips_in(w.approver, appraised(LotId(9_999), 9_999)), Rejection::UnknownLot { lot: 9_999 });
    let why = book.forges(w.approver, appraise(lot, lot.0), |entry| entry.principal = w.everyman);
    assert_eq!(why, Rejection::SelfApproval { acted_at: lot.0 });
    assert_eq!(book.slips_in(w.of_kerman, appraised(lot, lot.0)), Rejection::OutOfScope { office: w.qom.0 });
}

#[test]
fn a_forged_fund_is_of_an_item_that_is_there() {
    let mut book = Book::ready();
    let house = Warehouse::of(&mut book);
    let mut act = book.drafted(book.w.receiver, Command::RecordLot(house.lot(house.stove, 3)));
    act.truncate(1);
    let Event::FundOpened(opened) = act[0].event.clone() else { panic!("a fund") };
    act[0].event = Event::FundOpened(FundOpened { item: Some(ItemId(9_999)), ..opened });
    assert_eq!(book.breach(&act), Rejection::UnknownItem { item: 9_999 });
    let registered = ItemRegistered {
        code: code("fridge"),
        name: name("fridge"),
        measure: name("a piece"),
        catalogue_value: rials(1),
    };
    let why = book.slips_in(book.w.admin, Event::ItemRegistered(registered));
    assert_eq!(why, Rejection::CodeTaken { holder: house.fridge.0 });
}
