//! Rule 7 for what goes out: a kit is what its bill asks for, of one store, for a use that all its lots admit.

use crate::ask::{ANYTHING, account, class, for_area, programme, rials, rule};
use crate::book::{Book, TODAY};
use crate::warehouse::{Warehouse, design};
use ledger_core::command::{AssembleKit, Command, RecordLot};
use ledger_core::event::{AccountKind, ClassKind, Event, KitAssembled, KitDissolved, Restriction};
use ledger_core::ids::{AccountId, ClassId, Index, ItemId, KitDesignId, KitId, LotId, OfficeId, ProgrammeId};
use ledger_core::place::StockPlace;
use ledger_core::ranges::{Range, Ranges};
use ledger_core::rejection::Rejection;
use ledger_core::rule::Rule;

pub const REFUSED: &[fn()] = &[
    a_bill_names_items_in_order_and_some_of_each,
    a_kit_takes_no_more_than_the_store_has,
    a_lot_that_is_named_twice_is_there_once,
    a_lot_of_another_store_is_not_taken_along,
    nobody_takes_out_of_a_store_that_is_not_in_their_scope,
    a_lot_for_qom_is_in_no_kit_of_kerman,
    lots_with_different_intents_do_not_meet_in_a_kit,
    only_a_kit_that_nobody_has_is_taken_apart_and_once,
    a_kit_names_only_what_exists,
];

pub const FORGED: &[fn()] = &[
    a_forged_kit_is_what_its_bill_asks_for,
    a_forged_kit_takes_no_unit_that_is_elsewhere,
    a_forged_kit_takes_no_unit_that_waits_for_its_appraisers,
    a_forged_kit_is_of_one_store_in_scope,
    a_forged_kit_does_not_pass_by_what_the_donors_want,
    a_forged_kit_of_lots_that_do_not_meet_is_found,
    a_forged_dissolution_gives_back_all_units_of_a_kit_that_nobody_has,
    a_forged_bill_is_sound,
];

fn assemble(house: &Warehouse, lots: &[LotId]) -> Command {
    Command::AssembleKit(AssembleKit { lots: lots.to_vec(), ..house.assembly() })
}

fn units(book: &Book, kit: KitId) -> Ranges {
    let Event::KitAssembled(e) = &book.entry(kit.0).event else { panic!("a kit") };
    e.units.clone()
}

fn dissolve(kit: KitId) -> Command {
    Command::DissolveKit { kit, last_change: Index(kit.0) }
}

#[test]
fn a_kit_takes_what_its_bill_asks_for_and_gives_it_back_when_it_is_taken_apart() {
    let mut book = Book::ready();
    let house = Warehouse::of(&mut book);
    house.fill(&mut book, 2);
    let kit = house.kit(&mut book);
    assert_eq!(units(&book, kit).amount(), rials(3));
    assert_eq!(book.state.stock().amount(StockPlace::InKit(kit)), rials(3));
    assert_eq!(book.state.stock().amount(StockPlace::Free), rials(3));
    book.does(book.w.officer, dissolve(kit));
    assert_eq!(book.state.stock().amount(StockPlace::Free), rials(6));
}

#[test]
fn the_narrowest_lot_is_taken_first() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    house.fill(&mut book, 1);
    let soon = Restriction { spend_by: TODAY.checked_add_days(9), ..ANYTHING };
    for restriction in [for_area(w.country), for_area(w.qom_area), soon] {
        house.receives(&mut book, house.fridge, 1, restriction);
    }
    let kit = house.kit(&mut book);
    let fridge = units(&book, kit).as_slice()[0];
    let last = book.state.stock().all_series().last().unwrap().0;
    assert_eq!(fridge.series(), last, "what has to be used first");
}

#[test]
fn a_bill_names_items_in_order_and_some_of_each() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    let (fridge, stove) = (house.fridge, house.stove);
    let unsound = [
        vec![],
        vec![(fridge, 0)],
        vec![(stove, 1), (fridge, 1)],
        vec![(fridge, 1), (fridge, 1)],
        (0..65).map(|number| (ItemId(number), 1)).collect(),
    ];
    for bill in unsound {
        assert_eq!(book.refuses(w.admin, design("x", w.dowry, &bill)), Rejection::BillUnsound {});
    }
    let dear = ItemId(book.registers(crate::warehouse::item("dear", i64::MAX as u64)));
    assert_eq!(
        book.refuses(w.admin, design("x", w.dowry, &[(dear, 2)])),
        Rejection::BillUnsound {},
        "what it is worth is no amount"
    );
    let unknown = design("x", w.dowry, &[(ItemId(9_999), 1)]);
    assert_eq!(book.refuses(w.admin, unknown), Rejection::UnknownItem { item: 9_999 });
}

#[test]
fn a_kit_takes_no_more_than_the_store_has() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    house.receives(&mut book, house.fridge, 1, ANYTHING);
    house.receives(&mut book, house.stove, 1, ANYTHING);
    let ask = assemble(&house, &[]);
    assert_eq!(book.refuses(w.officer, ask), Rejection::ExceedsAvailable { available: 1, asked: 2 });
    assert_eq!(book.state.stock().amount(StockPlace::Free), rials(2), "nothing is half taken");
}

#[test]
fn a_lot_that_is_named_twice_is_there_once() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    let fridge = house.receives(&mut book, house.fridge, 1, ANYTHING);
    let stove = house.receives(&mut book, house.stove, 1, ANYTHING);
    let ask = assemble(&house, &[fridge, stove, stove]);
    assert_eq!(book.refuses(w.officer, ask), Rejection::ExceedsAvailable { available: 1, asked: 2 });
}

/// A second store, of this office, with a fridge and two stoves; the store and its lots.
fn elsewhere(book: &mut Book, house: &Warehouse, office: OfficeId) -> (AccountId, [LotId; 2]) {
    let store = AccountId(book.registers(account("elsewhere", office, AccountKind::Store)));
    let lots = [(house.fridge, 1), (house.stove, 2)].map(|(item, count)| {
        let lot = RecordLot { store, ..house.lot(item, count) };
        LotId(book.does(book.w.receiver, Command::RecordLot(lot)))
    });
    (store, lots)
}

#[test]
fn a_lot_of_another_store_is_not_taken_along() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    let [fridges, stoves] = house.fill(&mut book, 1);
    let (store, [other, _]) = elsewhere(&mut book, &house, w.qom);
    let wrong = Rejection::WrongCustody { account: store.0 };
    for lots in [[other, stoves], [fridges, other]] {
        let ask = assemble(&house, &lots);
        assert_eq!(book.refuses(w.officer, ask), wrong);
    }
    assert_eq!(wrong.rule(), Some(Rule::Rule8));
}

#[test]
fn nobody_takes_out_of_a_store_that_is_not_in_their_scope() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    let [fridges, stoves] = house.fill(&mut book, 1);
    for lots in [vec![], vec![fridges, stoves]] {
        let ask = AssembleKit { office: w.kerman, lots, ..house.assembly() };
        let why = book.refuses(w.of_kerman, Command::AssembleKit(ask));
        assert_eq!(why, Rejection::OutOfScope { office: w.qom.0 });
    }
    let ask = AssembleKit { office: w.kerman, ..house.assembly() };
    book.does(w.officer, Command::AssembleKit(ask));
}

#[test]
fn a_lot_for_qom_is_in_no_kit_of_kerman() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    let fridge = house.receives(&mut book, house.fridge, 1, for_area(w.qom_area));
    let stoves = house.receives(&mut book, house.stove, 2, ANYTHING);
    let ask = |lots: &[LotId]| {
        Command::AssembleKit(AssembleKit { office: w.kerman, lots: lots.to_vec(), ..house.assembly() })
    };
    let none = Rejection::ExceedsAvailable { available: 0, asked: 1 };
    assert_eq!(book.refuses(w.officer, ask(&[])), none);
    let why = book.refuses(w.officer, ask(&[fridge, stoves]));
    assert!(matches!(why, Rejection::RestrictionForbids { dimension: 2, .. }), "{why}");
    house.kit(&mut book);
}

/// A programme that fulfils two intents, its kit of a fridge and a stove, and a lot given with each intent.
fn two_intents(book: &mut Book, house: &Warehouse) -> (KitDesignId, [LotId; 2]) {
    let intents = ["alms", "zakat"].map(|text| ClassId(book.registers(class(text, ClassKind::Intent))));
    let both = ProgrammeId(book.registers(programme("both", &[], &intents)));
    book.registers(rule(both, 1_000, "both", TODAY));
    let pair = KitDesignId(book.registers(design("pair", both, &[(house.fridge, 1), (house.stove, 1)])));
    let mut given = |item, intent| house.receives(book, item, 1, Restriction { intent: Some(intent), ..ANYTHING });
    (pair, [given(house.fridge, intents[0]), given(house.stove, intents[1])])
}

#[test]
fn lots_with_different_intents_do_not_meet_in_a_kit() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    let (pair, _) = two_intents(&mut book, &house);
    let ask = AssembleKit { design: pair, ..house.assembly() };
    let why = book.refuses(w.officer, Command::AssembleKit(ask.clone()));
    assert_eq!(why, Rejection::RestrictionsDisjoint { dimension: 4 });
    assert_eq!(why.rule(), Some(Rule::Rule9));
    house.receives(&mut book, house.stove, 1, ANYTHING);
    let lots = vec![LotId(book.state.next_index().0 - 1)];
    let why = book.refuses(w.officer, Command::AssembleKit(AssembleKit { lots, ..ask }));
    assert_eq!(why, Rejection::ExceedsAvailable { available: 0, asked: 1 }, "only what is named is taken");
}

#[test]
fn only_a_kit_that_nobody_has_is_taken_apart_and_once() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    house.fill(&mut book, 1);
    let kit = house.kit(&mut book);
    let stale = Command::DissolveKit { kit, last_change: Index(1) };
    assert_eq!(book.refuses(w.officer, stale), Rejection::ChangedSince { seen: 1, last_change: kit.0 });
    book.does(w.officer, dissolve(kit));
    assert_eq!(book.refuses(w.officer, dissolve(kit)), Rejection::KitNotFree { kit: kit.0 });
    assert_eq!(book.refuses(w.of_kerman, dissolve(kit)), Rejection::OutOfScope { office: w.qom.0 });
}

#[test]
fn a_kit_names_only_what_exists() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    let nowhere = 9_999;
    let ask = AssembleKit { design: KitDesignId(nowhere), ..house.assembly() };
    let unknown = Rejection::UnknownKitDesign { kit_design: nowhere };
    assert_eq!(book.refuses(w.officer, Command::AssembleKit(ask)), unknown);
    let ask = AssembleKit { store: AccountId(nowhere), ..house.assembly() };
    assert_eq!(book.refuses(w.officer, Command::AssembleKit(ask)), Rejection::UnknownAccount { account: nowhere });
    let ask = assemble(&house, &[LotId(nowhere)]);
    assert_eq!(book.refuses(w.officer, ask), Rejection::UnknownLot { lot: nowhere });
    assert_eq!(book.refuses(w.officer, dissolve(KitId(nowhere))), Rejection::UnknownKit { kit: nowhere });
    let proposed = book.does(w.admin, design("other", w.dowry, &[(house.fridge, 1)]));
    let ask = AssembleKit { design: KitDesignId(proposed), ..house.assembly() };
    assert_eq!(book.refuses(w.officer, Command::AssembleKit(ask)), Rejection::NotConfirmed { object: proposed });
}

fn forged_kit(book: &Book, house: &Warehouse, change: impl FnOnce(&mut KitAssembled)) -> Rejection {
    book.forges(book.w.officer, assemble(house, &[]), |entry| {
        let Event::KitAssembled(e) = &mut entry.event else { panic!("a kit") };
        change(e);
    })
}

fn ranges(parts: &[Range]) -> Ranges {
    Ranges::new(parts.to_vec()).unwrap()
}

/// The numbers of a lot, or so many of them from the first on.
fn of_lot(book: &Book, lot: LotId, count: u64) -> Range {
    let Event::LotReceived(e) = &book.entry(lot.0).event else { panic!("a lot") };
    Range::new(e.numbers.series(), e.numbers.start(), count).unwrap()
}

#[test]
fn a_forged_kit_is_what_its_bill_asks_for() {
    let mut book = Book::ready();
    let house = Warehouse::of(&mut book);
    let [fridges, stoves] = house.fill(&mut book, 3);
    let carpet = ItemId(book.registers(crate::warehouse::item("carpet", 50)));
    let lot = RecordLot { unit_value: rials(50), ..house.lot(carpet, 1) };
    let carpets = LotId(book.does(book.w.receiver, Command::RecordLot(lot)));
    let part = |lot, count| of_lot(&book, lot, count);
    let cases = [
        (vec![part(stoves, 2)], (house.fridge, 1, 0)),
        (vec![part(fridges, 2), part(stoves, 2)], (house.fridge, 1, 2)),
        (vec![part(fridges, 1), part(stoves, 1)], (house.stove, 2, 1)),
        (vec![part(fridges, 1), part(stoves, 2), part(carpets, 1)], (carpet, 0, 1)),
    ];
    for (units, (item, expected, found)) in cases {
        let why = forged_kit(&book, &house, |e| e.units = ranges(&units));
        assert_eq!(why, Rejection::BillMismatch { item: item.0, expected, found });
        assert_eq!(why.rule(), Some(Rule::Rule7));
    }
    let nowhere = forged_kit(&book, &house, |e| e.design = KitDesignId(9_999));
    assert_eq!(nowhere, Rejection::UnknownKitDesign { kit_design: 9_999 });
}

#[test]
fn a_forged_kit_takes_no_unit_that_is_elsewhere() {
    let mut book = Book::ready();
    let house = Warehouse::of(&mut book);
    house.fill(&mut book, 2);
    let kit = house.kit(&mut book);
    let taken = units(&book, kit);
    let why = forged_kit(&book, &house, |e| e.units = taken.clone());
    assert!(matches!(why, Rejection::NumbersNotThere { number: 0, .. }), "{why}");
    assert_eq!(why.rule(), Some(Rule::Rule8));
    let [fridge, _] = taken.as_slice() else { panic!("two ranges") };
    let beyond = Range::new(fridge.series(), 2, 1).unwrap();
    let why = forged_kit(&book, &house, |e| e.units = Ranges::one(beyond));
    assert!(matches!(why, Rejection::NumbersBeyondSeries { numbered: 2, .. }), "{why}");
    let receipt = book.receives(10, ANYTHING);
    let rials = book.numbers_of(receipt);
    let why = forged_kit(&book, &house, |e| e.units = rials.clone());
    assert!(matches!(why, Rejection::UnknownSeries { .. }), "{why}");
}

#[test]
fn a_forged_kit_takes_no_unit_that_waits_for_its_appraisers() {
    let mut book = Book::ready();
    let house = Warehouse::of(&mut book);
    let [_, stoves] = house.fill(&mut book, 1);
    let dear = RecordLot { unit_value: rials(301), ..house.lot(house.fridge, 1) };
    let dear = LotId(book.does(book.w.receiver, Command::RecordLot(dear)));
    let units = ranges(&[of_lot(&book, dear, 1), of_lot(&book, stoves, 2)]);
    let why = forged_kit(&book, &house, |e| e.units = units);
    assert_eq!(why, Rejection::LotNotAppraised { lot: dear.0 });
    assert_eq!(why.rule(), Some(Rule::Rule7));
}

#[test]
fn a_forged_kit_is_of_one_store_in_scope() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    let [fridges, _] = house.fill(&mut book, 1);
    let (store, [fridge, stoves]) = elsewhere(&mut book, &house, w.kerman);
    let mixed = ranges(&[of_lot(&book, fridges, 1), of_lot(&book, stoves, 2)]);
    let why = forged_kit(&book, &house, |e| e.units = mixed);
    assert_eq!(why, Rejection::WrongCustody { account: store.0 });
    let of_kerman = ranges(&[of_lot(&book, fridge, 1), of_lot(&book, stoves, 2)]);
    let why = book.forges(w.of_qom, assemble(&house, &[]), |entry| {
        let Event::KitAssembled(e) = &mut entry.event else { panic!("a kit") };
        e.units = of_kerman;
    });
    assert_eq!(why, Rejection::OutOfScope { office: w.kerman.0 });
}

#[test]
fn a_forged_kit_does_not_pass_by_what_the_donors_want() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    let [_, stoves] = house.fill(&mut book, 1);
    let over = Restriction { spend_by: Some(TODAY), ..ANYTHING };
    let wishes = [(for_area(w.kerman_area), 2), (crate::ask::for_programme(w.marriage), 1), (over, 5)];
    let lots = wishes.map(|(wish, _)| house.receives(&mut book, house.fridge, 1, wish));
    book.days_pass(1);
    for (lot, (_, dimension)) in lots.into_iter().zip(wishes) {
        let units = ranges(&[of_lot(&book, lot, 1), of_lot(&book, stoves, 2)]);
        let why = forged_kit(&book, &house, |e| e.units = units);
        assert!(matches!(why, Rejection::RestrictionForbids { dimension: d, .. } if d == dimension), "{why}");
    }
}

#[test]
fn a_forged_kit_of_lots_that_do_not_meet_is_found() {
    let mut book = Book::ready();
    let house = Warehouse::of(&mut book);
    house.fill(&mut book, 1);
    let (pair, [alms, zakat]) = two_intents(&mut book, &house);
    let units = ranges(&[of_lot(&book, alms, 1), of_lot(&book, zakat, 1)]);
    let why = forged_kit(&book, &house, |e| (e.design, e.units) = (pair, units));
    assert_eq!(why, Rejection::RestrictionsDisjoint { dimension: 4 });
}

#[test]
fn a_forged_dissolution_gives_back_all_units_of_a_kit_that_nobody_has() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    house.fill(&mut book, 2);
    let kit = house.kit(&mut book);
    let other = house.kit(&mut book);
    let dissolved = |kit: KitId, units| Event::KitDissolved(KitDissolved { kit, last_change: Index(kit.0), units });
    let part = Ranges::one(units(&book, kit).as_slice()[0]);
    for wrong in [part, units(&book, other)] {
        assert_eq!(book.slips_in(w.officer, dissolved(kit, wrong)), Rejection::RangesUnsound {});
    }
    let nowhere = dissolved(KitId(9_999), units(&book, kit));
    assert_eq!(book.slips_in(w.officer, nowhere), Rejection::UnknownKit { kit: 9_999 });
    let again = dissolved(kit, units(&book, kit));
    book.does(w.officer, dissolve(kit));
    assert_eq!(book.slips_in(w.officer, again), Rejection::KitNotFree { kit: kit.0 });
}

#[test]
fn a_forged_bill_is_sound() {
    let mut book = Book::ready();
    let house = Warehouse::of(&mut book);
    let ask = design("x", book.w.dowry, &[(house.fridge, 1)]);
    let why = book.forges(book.w.admin, ask, |entry| {
        let Event::KitDesigned(e) = &mut entry.event else { panic!("a design") };
        e.bill[0].quantity = 0;
    });
    assert_eq!(why, Rejection::BillUnsound {});
    assert_eq!(why.rule(), Some(Rule::Rule7));
}
