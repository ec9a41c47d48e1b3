//! The path of a grant of goods: applied at the catalogue's value, decided, a kit reserved, awarded, handed over,
//! verified. It takes no step of cash, and cash none of its.

use crate::ask::{ANYTHING, MISTAKE, application, apply_for, rials, rule};
use crate::book::Book;
use crate::grants::out_of_order;
use crate::warehouse::{Warehouse, design, evidence};
use ledger_core::command::{AssembleKit, Command, GrantStep};
use ledger_core::event::{Event, GoodsHandedOver, GrantApplied, KitReserved, PayeeProposed, Restriction};
use ledger_core::ids::{AccountToken, Commitment, GrantId, KitDesignId, KitId};
use ledger_core::place::StockPlace;
use ledger_core::ranges::Ranges;
use ledger_core::rejection::Rejection;
use ledger_core::rule::Rule;
use ledger_core::state::Stage;

pub const REFUSED: &[fn()] = &[
    a_grant_of_goods_is_asked_for_at_the_value_of_the_catalogue,
    a_grant_of_goods_names_a_design_of_its_own_programme_and_no_payee,
    a_grant_of_goods_does_not_take_the_steps_of_cash_nor_the_other_way_round,
    a_kit_is_reserved_for_one_grant_of_its_design_and_office,
    whoever_made_or_checked_a_grant_does_not_hand_it_over,
    what_was_handed_over_is_not_cancelled,
    a_kit_is_not_reserved_or_awarded_after_the_last_day_of_one_of_its_lots,
];

pub const FORGED: &[fn()] = &[
    a_forged_application_for_goods_is_at_the_value_of_the_catalogue,
    a_forged_step_is_one_of_the_path_of_its_kind,
    a_forged_reservation_is_of_a_kit_that_is_there_and_free,
    a_forged_hand_over_is_of_all_units_of_its_own_kit,
];

pub fn for_a_set(book: &Book, house: &Warehouse) -> GrantApplied {
    let w = book.w;
    GrantApplied { kit: Some(house.set), ..application(w.qom, w.dowry, w.couple, 500) }
}

/// An application for a set, decided.
pub fn decided(book: &mut Book, house: &Warehouse) -> GrantId {
    let ask = Command::ApplyForGrant(for_a_set(book, house));
    let grant = GrantId(book.does(book.w.officer, ask));
    book.takes(book.w.officer, grant, GrantStep::Decide);
    grant
}

/// The same with a kit reserved for it.
pub fn reserved(book: &mut Book, house: &Warehouse) -> (GrantId, KitId) {
    house.fill(book, 1);
    let kit = house.kit(book);
    let grant = decided(book, house);
    book.takes(book.w.officer, grant, GrantStep::ReserveKit { kit });
    (grant, kit)
}

pub fn hand_over(book: &Book, grant: GrantId) -> Command {
    Command::HandOver { grant, last_change: book.last_change(grant), evidence: evidence() }
}

#[test]
fn a_grant_of_goods_comes_to_its_end() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    let (grant, kit) = reserved(&mut book, &house);
    book.takes(w.approver, grant, GrantStep::Award);
    let ask = hand_over(&book, grant);
    book.does(w.second_officer, ask);
    assert_eq!(book.state.stock().amount(StockPlace::HandedOver(grant)), rials(3));
    assert_eq!(book.state.stock().amount(StockPlace::InKit(kit)), rials(0));
    book.takes(w.officer, grant, GrantStep::Verify);
    assert_eq!(book.state.partition().all_series().count(), 0, "not a rial moved");
}

#[test]
fn a_grant_of_goods_is_asked_for_at_the_value_of_the_catalogue() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    for found in [499, 501] {
        let ask = GrantApplied { amount: rials(found), ..for_a_set(&book, &house) };
        let why = book.refuses(w.officer, Command::ApplyForGrant(ask));
        assert_eq!(why, Rejection::NotCatalogueValue { expected: 500, found });
        assert_eq!(why.rule(), Some(Rule::Rule14));
    }
    book.registers(rule(w.dowry, 499, "dowry", book.today()));
    let ask = Command::ApplyForGrant(for_a_set(&book, &house));
    assert_eq!(book.refuses(w.officer, ask), Rejection::ExceedsCap { cap: 499, asked: 500 });
}

#[test]
fn a_grant_of_goods_names_a_design_of_its_own_programme_and_no_payee() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    let ask = for_a_set(&book, &house);
    let wrong_path = Rejection::WrongPath { grant: 0 };
    let for_marriage = GrantApplied { programme: w.marriage, ..ask };
    assert_eq!(book.refuses(w.officer, Command::ApplyForGrant(for_marriage)), wrong_path);
    let proposed = PayeeProposed {
        beneficiary: w.couple,
        account: AccountToken([1; 32]),
        name_commitment: Commitment([1; 32]),
        account_commitment: Commitment([2; 32]),
    };
    let payee = crate::payees::confirmed(&mut book, proposed);
    let paid = GrantApplied { payee: Some(payee), ..ask };
    assert_eq!(book.refuses(w.officer, Command::ApplyForGrant(paid)), wrong_path);
    let unknown = GrantApplied { kit: Some(KitDesignId(9_999)), ..ask };
    let why = book.refuses(w.officer, Command::ApplyForGrant(unknown));
    assert_eq!(why, Rejection::UnknownKitDesign { kit_design: 9_999 });
}

#[test]
fn a_grant_of_goods_does_not_take_the_steps_of_cash_nor_the_other_way_round() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    book.receives(1_000, ANYTHING);
    book.gives(w.qom, w.dowry, 1_000);
    house.fill(&mut book, 1);
    let kit = house.kit(&mut book);
    let cash = book.applies(400);
    book.takes(w.officer, cash, GrantStep::Decide);
    let ask = book.step(cash, GrantStep::ReserveKit { kit });
    assert_eq!(book.refuses(w.officer, ask), Rejection::WrongPath { grant: cash.0 });
    let ask = hand_over(&book, cash);
    assert_eq!(book.refuses(w.officer, ask), Rejection::WrongPath { grant: cash.0 });
    let goods = decided(&mut book, &house);
    let wrong_path = Rejection::WrongPath { grant: goods.0 };
    let ask = book.step(goods, GrantStep::SecureCredit { account: w.bank });
    assert_eq!(book.refuses(w.budget, ask), wrong_path);
    book.takes(w.officer, goods, GrantStep::ReserveKit { kit });
    book.takes(w.approver, goods, GrantStep::Award);
    let ask = book.step(goods, GrantStep::Verify);
    assert_eq!(book.refuses(w.officer, ask), out_of_order(Stage::Awarded), "delivery comes before");
    let ask = hand_over(&book, goods);
    book.does(w.second_officer, ask);
    book.takes(w.officer, goods, GrantStep::Verify);
    let ask = book.step(goods, GrantStep::OrderPayment);
    assert_eq!(book.refuses(w.releaser, ask), out_of_order(Stage::Verified));
}

#[test]
fn a_kit_is_reserved_for_one_grant_of_its_design_and_office() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    let (grant, kit) = reserved(&mut book, &house);
    let second = decided(&mut book, &house);
    let not_free = Rejection::KitNotFree { kit: kit.0 };
    let ask = book.step(second, GrantStep::ReserveKit { kit });
    assert_eq!(book.refuses(w.officer, ask), not_free);
    let dissolve = Command::DissolveKit { kit, last_change: book.last_change_of_kit(kit) };
    assert_eq!(book.refuses(w.officer, dissolve), not_free);
    let unknown = book.step(second, GrantStep::ReserveKit { kit: KitId(9_999) });
    assert_eq!(book.refuses(w.officer, unknown), Rejection::UnknownKit { kit: 9_999 });
    house.fill(&mut book, 2);
    let ask = AssembleKit { office: w.kerman, ..house.assembly() };
    let of_kerman = KitId(book.does(w.officer, Command::AssembleKit(ask)));
    let fridge = KitDesignId(book.registers(design("fridge", w.dowry, &[(house.fridge, 1)])));
    let ask = AssembleKit { design: fridge, ..house.assembly() };
    let of_another_design = KitId(book.does(w.officer, Command::AssembleKit(ask)));
    for kit in [of_kerman, of_another_design] {
        let ask = book.step(second, GrantStep::ReserveKit { kit });
        let why = book.refuses(w.officer, ask);
        assert_eq!(why, Rejection::WrongKit { kit: kit.0 });
        assert_eq!(why.rule(), Some(Rule::Rule13));
    }
    book.takes(w.approver, grant, GrantStep::Cancel { reason: MISTAKE });
    book.takes(w.officer, second, GrantStep::ReserveKit { kit });
}

#[test]
fn whoever_made_or_checked_a_grant_does_not_hand_it_over() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    let (grant, _) = reserved(&mut book, &house);
    let awarded = book.takes(w.everyman, grant, GrantStep::Award);
    let ask = hand_over(&book, grant);
    let own = |acted_at| Rejection::SelfApproval { acted_at };
    assert_eq!(book.refuses(w.officer, ask.clone()), own(grant.0), "the maker");
    assert_eq!(book.refuses(w.everyman_again, ask.clone()), own(awarded), "the checker");
    book.does(w.second_officer, ask);
}

#[test]
fn who_gave_an_approval_does_not_hand_the_goods_over() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    let (grant, _) = reserved(&mut book, &house);
    let ask = crate::policies::give(grant.0, book.last_change(grant));
    let given = book.does(w.everyman, ask);
    book.takes(w.approver, grant, GrantStep::Award);
    let ask = hand_over(&book, grant);
    assert_eq!(book.refuses(w.everyman_again, ask.clone()), Rejection::SelfApproval { acted_at: given });
    book.does(w.second_officer, ask);
}

#[test]
fn what_was_handed_over_is_not_cancelled() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    let (grant, kit) = reserved(&mut book, &house);
    book.takes(w.approver, grant, GrantStep::Award);
    let ask = hand_over(&book, grant);
    book.does(w.second_officer, ask);
    let cancel = GrantStep::Cancel { reason: MISTAKE };
    let ask = book.step(grant, cancel);
    assert_eq!(book.refuses(w.second_approver, ask), out_of_order(Stage::HandedOver));
    book.takes(w.officer, grant, GrantStep::Verify);
    let ask = book.step(grant, cancel);
    assert_eq!(book.refuses(w.second_approver, ask), out_of_order(Stage::Verified));
    let dissolve = Command::DissolveKit { kit, last_change: book.last_change_of_kit(kit) };
    assert_eq!(book.refuses(w.officer, dissolve), Rejection::KitNotFree { kit: kit.0 });
    let again = apply_for(w.qom, w.dowry, w.couple, 100);
    assert_eq!(book.refuses(w.officer, again), Rejection::BenefitAlreadyGranted {}, "goods occupy the keys too");
}

/// A kit whose fridge is to be used today.
fn perishable(book: &mut Book, house: &Warehouse) -> KitId {
    let today = Restriction { spend_by: Some(book.today()), ..ANYTHING };
    house.receives(book, house.fridge, 1, today);
    house.receives(book, house.stove, 2, ANYTHING);
    house.kit(book)
}

#[test]
fn a_kit_is_not_reserved_or_awarded_after_the_last_day_of_one_of_its_lots() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    let kit = perishable(&mut book, &house);
    let fund = book.state.stock().all_series().next().unwrap().1.fund;
    let grant = decided(&mut book, &house);
    let mut late = book.clone();
    late.days_pass(1);
    let over = Rejection::RestrictionForbids { fund: fund.0, dimension: 5 };
    let ask = late.step(grant, GrantStep::ReserveKit { kit });
    assert_eq!(late.refuses(w.officer, ask), over);
    book.takes(w.officer, grant, GrantStep::ReserveKit { kit });
    book.days_pass(1);
    let ask = book.step(grant, GrantStep::Award);
    assert_eq!(book.refuses(w.approver, ask), over);
    book.takes(w.approver, grant, GrantStep::Cancel { reason: MISTAKE });
    let dissolve = Command::DissolveKit { kit, last_change: book.last_change_of_kit(kit) };
    book.does(w.officer, dissolve);
}

#[test]
fn a_forged_application_for_goods_is_at_the_value_of_the_catalogue() {
    let mut book = Book::ready();
    let house = Warehouse::of(&mut book);
    let applied = for_a_set(&book, &house);
    let forged = |applied| book.slips_in(book.w.officer, Event::GrantApplied(applied));
    let cheap = GrantApplied { amount: rials(1), ..applied };
    assert_eq!(forged(cheap), Rejection::NotCatalogueValue { expected: 500, found: 1 });
    let for_marriage = GrantApplied { programme: book.w.marriage, ..applied };
    assert_eq!(forged(for_marriage), Rejection::WrongPath { grant: 0 });
    let unknown = GrantApplied { kit: Some(KitDesignId(9_999)), ..applied };
    assert_eq!(forged(unknown), Rejection::UnknownKitDesign { kit_design: 9_999 });
}

#[test]
fn a_forged_step_is_one_of_the_path_of_its_kind() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    book.receives(1_000, ANYTHING);
    book.gives(w.qom, w.dowry, 1_000);
    house.fill(&mut book, 1);
    let kit = house.kit(&mut book);
    let cash = GrantId(book.does(w.officer, apply_for(w.qom, w.dowry, w.couple, 500)));
    book.takes(w.officer, cash, GrantStep::Decide);
    let goods = decided(&mut book, &house);
    let why = book.forges(w.officer, book.step(goods, GrantStep::ReserveKit { kit }), |entry| {
        let Event::KitReserved(e) = &mut entry.event else { panic!("a reservation") };
        (e.grant, e.last_change) = (cash, book.last_change(cash));
    });
    assert_eq!(why, Rejection::WrongPath { grant: cash.0 });
    let secure = book.step(cash, GrantStep::SecureCredit { account: w.bank });
    let why = book.forges(w.budget, secure, |entry| {
        let Event::CreditSecured(e) = &mut entry.event else { panic!("a credit") };
        (e.grant, e.last_change) = (goods, book.last_change(goods));
    });
    assert_eq!(why, Rejection::WrongPath { grant: goods.0 });
    assert_eq!(why.rule(), Some(Rule::Rule13));
}

#[test]
fn a_forged_reservation_is_of_a_kit_that_is_there_and_free() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    let (_, taken) = reserved(&mut book, &house);
    house.fill(&mut book, 2);
    let free = house.kit(&mut book);
    let ask = AssembleKit { office: w.kerman, ..house.assembly() };
    let of_kerman = KitId(book.does(w.officer, Command::AssembleKit(ask)));
    let grant = decided(&mut book, &house);
    let cases = [
        (taken, Rejection::KitNotFree { kit: taken.0 }),
        (of_kerman, Rejection::WrongKit { kit: of_kerman.0 }),
        (KitId(9_999), Rejection::UnknownKit { kit: 9_999 }),
    ];
    for (kit, expected) in cases {
        let why = book.forges(w.officer, book.step(grant, GrantStep::ReserveKit { kit: free }), |entry| {
            entry.event = Event::KitReserved(KitReserved { grant, last_change: book.last_change(grant), kit });
        });
        assert_eq!(why, expected);
    }
}

#[test]
fn a_forged_hand_over_is_of_all_units_of_its_own_kit() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    let (grant, _) = reserved(&mut book, &house);
    house.fill(&mut book, 1);
    let other = house.kit(&mut book);
    book.takes(w.approver, grant, GrantStep::Award);
    let forged = |change: &dyn Fn(&mut GoodsHandedOver)| {
        book.forges(w.second_officer, hand_over(&book, grant), |entry| {
            let Event::GoodsHandedOver(e) = &mut entry.event else { panic!("a hand-over") };
            change(e);
        })
    };
    let other_units = Ranges::new(book.state.stock().held(StockPlace::InKit(other)).collect()).unwrap();
    assert_eq!(forged(&|e| e.units = Ranges::one(e.units.as_slice()[0])), Rejection::RangesUnsound {});
    assert_eq!(forged(&|e| e.units = other_units.clone()), Rejection::RangesUnsound {});
    assert_eq!(forged(&|e| e.kit = other), Rejection::KitNotFree { kit: other.0 });
    let why = book.forges(w.second_officer, hand_over(&book, grant), |entry| entry.principal = w.officer);
    assert_eq!(why, Rejection::SelfApproval { acted_at: grant.0 });
}
