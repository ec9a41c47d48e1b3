//! Whole journeys, from the promise or the list to the last entry.

use crate::ask::{ANYTHING, MISTAKE, account, application, apply_for, for_area};
use crate::batch::{account as account_number, enrolment, paid, pays_to, returned};
use crate::book::Book;
use crate::goods_grants::{for_a_set, hand_over, reserved};
use crate::warehouse::Warehouse;
use crate::world::area;
use ledger_core::command::{AssembleKit, Command, GrantStep, ImportRow, Mode, RecordLot};
use ledger_core::event::{AccountKind, AreaLevel, Entry, Event, GrantApplied, RefusedItem};
use ledger_core::ids::{AccountId, AreaId, BeneficiaryId, GrantId, KitId, ListId, LotId, OfficeId, PrincipalId};
use ledger_core::place::Place;
use ledger_core::rejection::Rejection;

fn spent(book: &Book, list: ListId) -> u64 {
    let held = |grant: &GrantId| book.state.partition().amount(Place::Spent(*grant)).count();
    book.grants_of(list).iter().map(held).sum()
}

#[test]
fn a_list_comes_to_its_end_with_one_return_one_new_account_and_one_cancellation() {
    let mut book = Book::ready();
    let w = book.w;
    let lines = book.five_lines();
    let list = book.submits(&lines);
    book.approves(list);
    book.releases(list);
    let mut rows: Vec<ImportRow> = (1..=5).map(|line| paid(&book, list, line, line)).collect();
    rows[1] = returned(&book, list, 2, 2);
    rows[3] = returned(&book, list, 4, 4);
    book.imports(list, &rows);
    assert_eq!(spent(&book, list), 100 + 102 + 104);

    pays_to(&mut book, lines[1].beneficiary, account_number(77));
    let step = book.release(list);
    let why = book.declines(w.releaser, step, Vec::new());
    assert!(matches!(why.as_slice(), [(0, Rejection::PayeeChanged { .. })]), "{why:?}");
    let (second, fourth) = (book.grant_at(list, 2), book.grant_at(list, 4));
    book.takes(w.approver, second, GrantStep::RenewPayee);
    book.takes(w.second_approver, fourth, GrantStep::Cancel { reason: MISTAKE });
    book.releases(list);
    let row = paid(&book, list, 1, 2);
    assert_eq!(row.account, account_number(77));
    book.imports(list, &[row]);
    assert_eq!(spent(&book, list), 100 + 101 + 102 + 104);
    let step = book.release(list);
    assert_eq!(book.declines_whole(w.releaser, step, Vec::new()), Rejection::NothingToDo { list: list.0 });
    let again = apply_for(w.qom, w.dowry, lines[3].beneficiary, 100);
    book.does(w.officer, again);
    let twice = apply_for(w.qom, w.dowry, lines[1].beneficiary, 100);
    assert_eq!(book.refuses(w.officer, twice), Rejection::BenefitAlreadyGranted {});
}

#[test]
fn who_was_given_a_set_gets_no_cash_in_the_same_benefit_group() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    book.receives(1_000, ANYTHING);
    book.gives(w.qom, w.dowry, 1_000);
    let early = book.applies(400);
    book.takes(w.officer, early, GrantStep::Decide);
    book.takes(w.budget, early, GrantStep::SecureCredit { account: w.bank });
    let (goods, _) = reserved(&mut book, &house);
    book.takes(w.approver, goods, GrantStep::Award);
    let why = Rejection::BenefitAlreadyGranted {};
    let award = book.step(early, GrantStep::Award);
    assert_eq!(book.refuses(w.approver, award), why, "asked for before, and awarded after");
    let ask = hand_over(&book, goods);
    book.does(w.second_officer, ask);
    book.takes(w.officer, goods, GrantStep::Verify);
    assert_eq!(book.refuses(w.officer, apply_for(w.qom, w.dowry, w.couple, 1)), why);
    assert_eq!(book.refuses(w.officer, Command::ApplyForGrant(for_a_set(&book, &house))), why, "nor a second set");
}

#[test]
fn who_was_paid_gets_no_set_in_the_same_benefit_group() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    let (goods, kit) = reserved(&mut book, &house);
    let cash = book.orders();
    let why = Rejection::BenefitAlreadyGranted {};
    let award = book.step(goods, GrantStep::Award);
    assert_eq!(book.refuses(w.approver, award), why);
    assert_eq!(book.refuses(w.officer, Command::ApplyForGrant(for_a_set(&book, &house))), why);
    book.takes(w.treasurer, cash, GrantStep::SettlePayment);
    book.takes(w.approver, goods, GrantStep::Cancel { reason: MISTAKE });
    let last_change = book.last_change_of_kit(kit);
    book.does(w.officer, Command::DissolveKit { kit, last_change });
}

#[test]
fn a_lot_for_kerman_is_in_no_set_of_khuzestan() {
    let mut book = Book::ready();
    let w = book.w;
    let khuzestan_area = AreaId(book.registers(area("Khuzestan", AreaLevel::Province, Some(w.country))));
    let khuzestan = OfficeId(book.registers(crate::ask::office("khuzestan", Some(w.national), khuzestan_area)));
    let house = Warehouse::of(&mut book);
    let store = AccountId(book.registers(account("central", w.national, AccountKind::Store)));
    let mut comes = |item, count, restriction| {
        let lot = RecordLot { store, restriction, ..house.lot(item, count) };
        LotId(book.does(book.w.receiver, Command::RecordLot(lot)))
    };
    let fridge = comes(house.fridge, 1, for_area(w.kerman_area));
    let stoves = comes(house.stove, 2, ANYTHING);
    let ask = |office, lots: &[LotId]| {
        Command::AssembleKit(AssembleKit { office, store, lots: lots.to_vec(), ..house.assembly() })
    };
    let none = Rejection::ExceedsAvailable { available: 0, asked: 1 };
    assert_eq!(book.refuses(w.officer, ask(khuzestan, &[])), none);
    let why = book.refuses(w.officer, ask(khuzestan, &[fridge, stoves]));
    assert!(matches!(why, Rejection::RestrictionForbids { dimension: 2, .. }), "{why}");
    let kit = KitId(book.does(w.officer, ask(w.rafsanjan, &[])));
    let of_kerman = crate::batch::somebody(&mut book, w.rafsanjan, 1);
    let set = GrantApplied { kit: Some(house.set), ..application(w.rafsanjan, w.dowry, of_kerman, 500) };
    let grant = GrantId(book.does(w.officer, Command::ApplyForGrant(set)));
    book.takes(w.officer, grant, GrantStep::Decide);
    book.takes(w.officer, grant, GrantStep::ReserveKit { kit });
}

/// A number in an order that has nothing to do with the one before.
fn scattered(number: u64) -> u64 {
    number.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

/// Each for itself: what was done, and why the rest was not.
fn each(book: &mut Book, principal: PrincipalId, commands: Vec<Command>) -> (Vec<Entry>, Vec<RefusedItem>) {
    if commands.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let act = book.asks(principal, Mode::Each, commands);
    let refused = crate::batch::refused(&act);
    (act.into_iter().filter(|entry| !matches!(entry.event, Event::Refused(_))).collect(), refused)
}

fn verify(entry: &Entry) -> Command {
    crate::ask::verify(entry.index.0)
}

#[test]
fn a_thousand_applications_of_a_hundred_persons_at_three_offices_end_in_a_hundred_awards() {
    let mut book = Book::ready();
    let w = book.w;
    book.receives(100_000, ANYTHING);
    let offices = [w.qom, w.kerman, w.rafsanjan];
    let mut known: Vec<Vec<BeneficiaryId>> = Vec::new();
    for office in offices {
        book.gives(office, w.dowry, 30_000);
        let (enrolled, _) = each(&mut book, w.officer, (0..100).map(|number| enrolment(office, number)).collect());
        let (_, refused) = each(&mut book, w.second_officer, enrolled.iter().map(verify).collect());
        assert_eq!((enrolled.len(), refused.len()), (100, 0));
        known.push(enrolled.iter().map(|entry| BeneficiaryId(entry.index.0)).collect());
    }
    let mut asked: Vec<u64> = (0..1_000).collect();
    asked.sort_by_key(|number| scattered(*number));
    let mut refused: Vec<Rejection> = Vec::new();
    let mut awarded = 0;
    for some in asked.chunks(40) {
        let applications = some.iter().map(|number| {
            let (person, office) = (usize::try_from(number % 100).unwrap(), usize::try_from(number / 100 % 3).unwrap());
            apply_for(offices[office], w.dowry, known[office][person], 100 + number % 7)
        });
        let (applied, why) = each(&mut book, w.officer, applications.collect());
        refused.extend(why.iter().map(|item| item.rejection));
        let grants: Vec<GrantId> = applied.iter().map(|entry| GrantId(entry.index.0)).collect();
        for (principal, step) in &crate::grants::steps(&book)[..3] {
            let commands = grants.iter().map(|grant| book.step(*grant, *step)).collect();
            let (done, why) = each(&mut book, *principal, commands);
            refused.extend(why.iter().map(|item| item.rejection));
            awarded += done.iter().filter(|entry| matches!(entry.event, Event::GrantAwarded(_))).count();
        }
    }
    assert_eq!((awarded, refused.len()), (100, 900));
    assert!(refused.iter().all(|why| *why == Rejection::BenefitAlreadyGranted {}), "of one kind");
    assert!(refused.iter().all(|why| why.numbers().is_empty()), "and none says where, or who");
}
