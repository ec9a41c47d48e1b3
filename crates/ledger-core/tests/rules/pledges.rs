//! Rules 4 and 5: a pledge is a promise and never money; what was received of it, given up of it and is open of it
//! sum up to what was pledged.

use crate::ask::{ANYTHING, MISTAKE, cash, for_area, reverse, rials};
use crate::book::{Book, TODAY};
use crate::warehouse::Warehouse;
use crate::world::World;
use ledger_core::command::{AllotmentOrigin, Command, Pledged, RecordLot, RecordPledge, RecordReceipt};
use ledger_core::event::{
    Allotted, Event, Instalment, PledgeAmended, PledgeCancelled, PledgePart, PledgeRecorded, PledgeWrittenOff, Reason,
    Source,
};
use ledger_core::ids::{DonorId, FundId, Index, PledgeId, PrincipalId};
use ledger_core::money::Amount;
use ledger_core::ranges::{Range, Ranges};
use ledger_core::rejection::Rejection;
use ledger_core::rule::Rule;

pub const REFUSED: &[fn()] = &[
    what_is_only_promised_cannot_be_allotted,
    instalments_stand_in_the_order_of_their_days_and_each_is_something,
    a_pledge_at_its_end_takes_no_more_receipts_and_no_more_changes,
    no_more_is_written_off_than_is_open,
    an_amendment_leaves_what_was_received_and_given_up,
    goods_of_another_item_do_not_fulfil_a_pledge,
    a_pledge_names_only_what_exists,
];

pub const FORGED: &[fn()] = &[
    a_forged_allotment_of_promised_rials_is_found,
    a_forged_pledge_has_sound_instalments,
    a_forged_receipt_fulfils_as_much_of_its_pledge_as_it_can,
    a_forged_receipt_does_not_fulfil_a_pledge_to_another_fund,
    a_forged_receipt_does_not_fulfil_a_pledge_twice,
    a_forged_cancellation_takes_all_that_is_open,
    a_forged_change_names_a_pledge_that_is_there_and_open,
];

pub fn instalments(parts: &[(i32, u64)]) -> Vec<Instalment> {
    let due = |days: i32| TODAY.checked_add_days(days).unwrap();
    parts.iter().map(|(days, count)| Instalment { due: due(*days), count: rials(*count) }).collect()
}

/// A promise of money to the national office, in these parts.
pub fn promise(w: World, parts: &[(i32, u64)]) -> RecordPledge {
    RecordPledge {
        office: w.national,
        donor: None,
        source: Source::PublicDonation,
        restriction: ANYTHING,
        pledged: Pledged::Money,
        instalments: instalments(parts),
        campaign: None,
        booking_date: None,
    }
}

pub fn pledged(book: &mut Book, amount: u64) -> PledgeId {
    let ask = promise(book.w, &[(30, amount)]);
    PledgeId(book.does(book.w.receiver, Command::RecordPledge(ask)))
}

/// Cash for the pledge.
fn towards(book: &Book, pledge: PledgeId, amount: u64) -> Command {
    Command::RecordReceipt(RecordReceipt { pledge: Some(pledge), ..cash(book, amount) })
}

fn fulfils(book: &mut Book, pledge: PledgeId, amount: u64) -> u64 {
    let ask = towards(book, pledge, amount);
    book.does(book.w.receiver, ask)
}

fn part(book: &Book, receipt: u64) -> u64 {
    let Event::ReceiptRecorded(e) = &book.entry(receipt).event else { panic!("not a receipt") };
    e.pledge.map_or(0, |part| part.count.count())
}

/// The last change that a pledge's row knows of: a receipt changes what is open of it, and not what it says.
pub fn last_change(book: &Book, pledge: PledgeId) -> Index {
    let changes = book.entries.iter().rev().find(|entry| match &entry.event {
        Event::PledgeAmended(e) => e.pledge == pledge,
        Event::PledgeCancelled(e) => e.pledge == pledge,
        Event::PledgeWrittenOff(e) => e.pledge == pledge,
        _ => entry.index.0 == pledge.0,
    });
    changes.unwrap().index
}

pub fn cancel(book: &Book, pledge: PledgeId) -> Command {
    Command::CancelPledge { pledge, last_change: last_change(book, pledge), reason: Reason::DonorWithdrew }
}

pub fn write_off(book: &Book, pledge: PledgeId, count: Option<u64>) -> Command {
    let (last_change, count) = (last_change(book, pledge), count.map(rials));
    Command::WriteOffPledge { pledge, last_change, count, reason: Reason::DonorWithdrew }
}

pub fn amend(book: &Book, pledge: PledgeId, parts: &[(i32, u64)]) -> Command {
    Command::AmendPledge { pledge, last_change: last_change(book, pledge), instalments: instalments(parts) }
}

/// What is open of a pledge: what a cancellation would take.
pub fn open(book: &Book, pledge: PledgeId) -> u64 {
    open_for(book, book.w.second_approver, pledge)
}

/// The same, for an approver who may have changed it last, and then would take nothing.
pub fn open_for(book: &Book, approver: PrincipalId, pledge: PledgeId) -> u64 {
    match &book.drafted(approver, cancel(book, pledge))[0].event {
        Event::PledgeCancelled(e) => e.count.count(),
        _ => 0,
    }
}

#[test]
fn what_was_received_and_given_up_and_is_open_sums_up_to_what_was_pledged() {
    let mut book = Book::ready();
    let w = book.w;
    let pledge = pledged(&mut book, 100);
    let first = fulfils(&mut book, pledge, 30);
    assert_eq!((part(&book, first), open(&book, pledge)), (30, 70));
    let ask = write_off(&book, pledge, Some(20));
    book.does(w.approver, ask);
    assert_eq!(open(&book, pledge), 50);
    let ask = amend(&book, pledge, &[(30, 50), (60, 150)]);
    book.does(w.receiver, ask);
    assert_eq!(open(&book, pledge), 150);
    let more = fulfils(&mut book, pledge, 200);
    assert_eq!((part(&book, more), open(&book, pledge)), (150, 0), "what goes beyond it is a new gift");
}

#[test]
fn a_reversed_receipt_opens_its_pledge_again_and_what_went_beyond_it_goes_first() {
    let mut book = Book::ready();
    let w = book.w;
    let pledge = pledged(&mut book, 100);
    let receipt = fulfils(&mut book, pledge, 130);
    for (taken_back, open_then) in [(20, 0), (20, 10), (5, 15)] {
        book.does(w.approver, reverse(receipt, Some(taken_back)));
        assert_eq!(open(&book, pledge), open_then);
    }
    book.does(w.approver, reverse(receipt, None));
    assert_eq!(open(&book, pledge), 100);
}

#[test]
fn what_failed_after_a_cancellation_is_promised_again() {
    let mut book = Book::ready();
    let w = book.w;
    let pledge = pledged(&mut book, 100);
    let receipt = fulfils(&mut book, pledge, 40);
    let ask = cancel(&book, pledge);
    book.does(w.approver, ask);
    assert_eq!(open(&book, pledge), 0);
    book.does(w.approver, reverse(receipt, None));
    assert_eq!(open(&book, pledge), 40, "it was not given up, and is not there");
}

#[test]
fn what_is_only_promised_cannot_be_allotted() {
    let mut book = Book::ready();
    let w = book.w;
    let pledge = pledged(&mut book, 100);
    let receipt = fulfils(&mut book, pledge, 30);
    let from = AllotmentOrigin::Fund(book.fund_of(receipt));
    let why = book.refuses(w.budget, crate::ask::allot(w.qom, w.dowry, 31, from));
    assert_eq!(why, Rejection::PledgeNotReceived { available: 30, pledged: 70, asked: 31 });
    assert_eq!(why.rule(), Some(Rule::Rule4));
    book.does(w.budget, crate::ask::allot(w.qom, w.dowry, 30, from));
}

#[test]
fn two_promises_that_sum_up_to_more_than_an_amount_holds_are_counted_exactly() {
    let mut book = Book::ready();
    let w = book.w;
    let most = Amount::MAX.count();
    let (first, second) = (pledged(&mut book, most), pledged(&mut book, most));
    let receipt = fulfils(&mut book, first, 1);
    let from = AllotmentOrigin::Fund(book.fund_of(receipt));
    let ask = cancel(&book, first);
    book.does(w.approver, ask);
    let why = book.refuses(w.budget, crate::ask::allot(w.qom, w.dowry, 2, from));
    assert_eq!(why, Rejection::PledgeNotReceived { available: 1, pledged: most, asked: 2 });
    let ask = write_off(&book, second, Some(most - 5));
    book.does(w.approver, ask);
    let why = book.refuses(w.budget, crate::ask::allot(w.qom, w.dowry, 2, from));
    assert_eq!(why, Rejection::PledgeNotReceived { available: 1, pledged: 5, asked: 2 });
}

fn unsound() -> Vec<Vec<Instalment>> {
    let mut too_many = instalments(&[]);
    too_many.extend((0..121).flat_map(|day| instalments(&[(day, 1)])));
    let most = Amount::MAX.count();
    let parts: [&[(i32, u64)]; 5] = [&[], &[(2, 0)], &[(2, 5), (2, 5)], &[(3, 5), (2, 5)], &[(1, most), (2, 1)]];
    let mut all: Vec<_> = parts.iter().map(|parts| instalments(parts)).collect();
    all.push(too_many);
    all
}

#[test]
fn instalments_stand_in_the_order_of_their_days_and_each_is_something() {
    let mut book = Book::ready();
    let w = book.w;
    let pledge = pledged(&mut book, 100);
    for parts in unsound() {
        let ask = RecordPledge { instalments: parts.clone(), ..promise(book.w, &[]) };
        assert_eq!(book.refuses(w.receiver, Command::RecordPledge(ask)), Rejection::InstalmentsUnsound {});
        let last_change = last_change(&book, pledge);
        let ask = Command::AmendPledge { pledge, last_change, instalments: parts };
        assert_eq!(book.refuses(w.receiver, ask), Rejection::InstalmentsUnsound {});
    }
}

#[test]
fn a_pledge_at_its_end_takes_no_more_receipts_and_no_more_changes() {
    let mut book = Book::ready();
    let w = book.w;
    let ends: [fn(&mut Book, PledgeId) -> u64; 3] = [
        |book, pledge| fulfils(book, pledge, 100),
        |book, pledge| book.does(book.w.approver, cancel(book, pledge)),
        |book, pledge| book.does(book.w.approver, write_off(book, pledge, None)),
    ];
    for end in ends {
        let pledge = pledged(&mut book, 100);
        end(&mut book, pledge);
        let closed = Rejection::PledgeClosed { pledge: pledge.0 };
        let asks = [towards(&book, pledge, 1), amend(&book, pledge, &[(1, 500)])];
        for ask in asks {
            assert_eq!(book.refuses(w.receiver, ask), closed);
        }
        for ask in [cancel(&book, pledge), write_off(&book, pledge, Some(1))] {
            assert_eq!(book.refuses(w.approver, ask), closed);
        }
        assert_eq!(closed.rule(), Some(Rule::Rule5));
    }
}

#[test]
fn no_more_is_written_off_than_is_open() {
    let mut book = Book::ready();
    let w = book.w;
    let pledge = pledged(&mut book, 100);
    fulfils(&mut book, pledge, 40);
    let ask = write_off(&book, pledge, Some(61));
    assert_eq!(book.refuses(w.approver, ask), Rejection::ExceedsPledge { open: 60, asked: 61 });
    let ask = write_off(&book, pledge, Some(0));
    assert_eq!(book.refuses(w.approver, ask), Rejection::NothingAsked {});
}

#[test]
fn an_amendment_leaves_what_was_received_and_given_up() {
    let mut book = Book::ready();
    let w = book.w;
    let pledge = pledged(&mut book, 100);
    fulfils(&mut book, pledge, 40);
    let ask = write_off(&book, pledge, Some(20));
    book.does(w.approver, ask);
    let ask = amend(&book, pledge, &[(1, 59)]);
    assert_eq!(book.refuses(w.receiver, ask), Rejection::ExceedsPledge { open: 60, asked: 59 });
    let ask = amend(&book, pledge, &[(1, 60)]);
    book.does(w.receiver, ask);
    assert_eq!(open(&book, pledge), 0);
}

#[test]
fn who_recorded_or_changed_a_promise_does_not_give_it_up() {
    let mut book = Book::ready();
    let w = book.w;
    let ask = promise(book.w, &[(1, 100)]);
    let pledge = PledgeId(book.does(w.everyman, Command::RecordPledge(ask)));
    for ask in [cancel(&book, pledge), write_off(&book, pledge, Some(1))] {
        assert_eq!(book.refuses(w.everyman_again, ask), Rejection::SelfApproval { acted_at: pledge.0 });
    }
    let pledge = pledged(&mut book, 100);
    let ask = amend(&book, pledge, &[(1, 90)]);
    let amended = book.does(w.everyman, ask);
    let ask = cancel(&book, pledge);
    assert_eq!(book.refuses(w.everyman_again, ask), Rejection::SelfApproval { acted_at: amended });
    let stale = Command::CancelPledge { pledge, last_change: Index(pledge.0), reason: MISTAKE };
    let why = book.refuses(w.approver, stale);
    assert_eq!(why, Rejection::ChangedSince { seen: pledge.0, last_change: amended });
}

/// A promise of ten fridges.
fn promised_fridges(book: &mut Book, house: &Warehouse) -> PledgeId {
    let ask = RecordPledge { pledged: Pledged::Goods(house.fridge), ..promise(book.w, &[(1, 10)]) };
    PledgeId(book.does(book.w.receiver, Command::RecordPledge(ask)))
}

#[test]
fn a_lot_fulfils_a_promise_of_goods() {
    let mut book = Book::ready();
    let house = Warehouse::of(&mut book);
    let pledge = promised_fridges(&mut book, &house);
    let lot = RecordLot { pledge: Some(pledge), ..house.lot(house.fridge, 4) };
    book.does(book.w.receiver, Command::RecordLot(lot.clone()));
    assert_eq!(open(&book, pledge), 6);
    let lot = RecordLot { count: rials(9), ..lot };
    book.does(book.w.receiver, Command::RecordLot(lot));
    assert_eq!(open(&book, pledge), 0);
}

#[test]
fn goods_of_another_item_do_not_fulfil_a_pledge() {
    let mut book = Book::ready();
    let w = book.w;
    let house = Warehouse::of(&mut book);
    let pledge = promised_fridges(&mut book, &house);
    let Event::PledgeRecorded(PledgeRecorded { fund, .. }) = book.entry(pledge.0).event.clone() else {
        panic!("a pledge")
    };
    let other = Rejection::PledgeOfOtherFund { fund: fund.0 };
    let stoves = RecordLot { pledge: Some(pledge), ..house.lot(house.stove, 4) };
    assert_eq!(book.refuses(w.receiver, Command::RecordLot(stoves)), other);
    let ask = towards(&book, pledge, 4);
    assert_eq!(book.refuses(w.receiver, ask), other, "nor does money");
    let into_store = RecordReceipt { account: house.store, pledge: Some(pledge), ..cash(&book, 4) };
    assert_eq!(book.refuses(w.receiver, Command::RecordReceipt(into_store)), other);
    let money = pledged(&mut book, 100);
    let Event::PledgeRecorded(PledgeRecorded { fund, .. }) = book.entry(money.0).event.clone() else {
        panic!("a pledge")
    };
    let fridges = RecordLot { pledge: Some(money), ..house.lot(house.fridge, 4) };
    assert_eq!(
        book.refuses(w.receiver, Command::RecordLot(fridges)),
        Rejection::PledgeOfOtherFund { fund: fund.0 },
        "nor goods a promise of money"
    );
}

#[test]
fn a_pledge_names_only_what_exists() {
    let mut book = Book::ready();
    let w = book.w;
    let nowhere = PledgeId(9_999);
    let unknown = Rejection::UnknownPledge { pledge: 9_999 };
    let last_change = Index(9_999);
    let cancel = Command::CancelPledge { pledge: nowhere, last_change, reason: MISTAKE };
    let write_off = Command::WriteOffPledge { pledge: nowhere, last_change, count: None, reason: MISTAKE };
    for ask in [cancel, write_off] {
        assert_eq!(book.refuses(w.approver, ask), unknown);
    }
    let ask = towards(&book, nowhere, 5);
    assert_eq!(book.refuses(w.receiver, ask), unknown);
    let amend = Command::AmendPledge { pledge: nowhere, last_change, instalments: instalments(&[(1, 1)]) };
    assert_eq!(book.refuses(w.receiver, amend), unknown);
    let ask = RecordPledge { donor: Some(DonorId(9_999)), ..promise(book.w, &[(1, 1)]) };
    assert_eq!(book.refuses(w.receiver, Command::RecordPledge(ask)), Rejection::UnknownDonor { donor: 9_999 });
}

#[test]
fn a_forged_allotment_of_promised_rials_is_found() {
    let mut book = Book::ready();
    let w = book.w;
    let pledge = pledged(&mut book, 100);
    let receipt = fulfils(&mut book, pledge, 30);
    let allotment = book.gives(w.qom, w.dowry, 10);
    let (line, series) = (book.line_of(allotment), book.numbers_of(receipt).as_slice()[0].series());
    let ranges = Ranges::one(Range::new(series, 10, 90).unwrap());
    let why = book.slips_in(w.budget, Event::Allotted(Allotted { line, parent: None, ranges }));
    assert_eq!(why, Rejection::PledgeNotReceived { available: 20, pledged: 70, asked: 90 });
    assert_eq!(why.rule(), Some(Rule::Rule4));
}

#[test]
fn a_forged_pledge_has_sound_instalments() {
    let mut book = Book::ready();
    let pledge = pledged(&mut book, 100);
    for parts in unsound() {
        let ask = Command::RecordPledge(promise(book.w, &[(1, 5)]));
        let why = book.forges(book.w.receiver, ask, |entry| {
            let Event::PledgeRecorded(e) = &mut entry.event else { panic!("a pledge") };
            e.instalments.clone_from(&parts);
        });
        assert_eq!(why, Rejection::InstalmentsUnsound {});
        assert_eq!(why.rule(), Some(Rule::Rule5));
        let amended = PledgeAmended { pledge, last_change: Index(pledge.0), instalments: parts };
        assert_eq!(book.slips_in(book.w.receiver, Event::PledgeAmended(amended)), Rejection::InstalmentsUnsound {});
    }
    let ask = Command::RecordPledge(promise(book.w, &[(1, 5)]));
    let why = book.forges(book.w.receiver, ask, |entry| {
        let Event::PledgeRecorded(e) = &mut entry.event else { panic!("a pledge") };
        e.fund = FundId(9_999);
    });
    assert_eq!(why, Rejection::UnknownFund { fund: 9_999 });
}

fn forged_part(book: &Book, ask: Command, part: Option<PledgePart>) -> Rejection {
    book.forges(book.w.receiver, ask, |entry| {
        let Event::ReceiptRecorded(e) = &mut entry.event else { panic!("a receipt") };
        e.pledge = part;
    })
}

#[test]
fn a_forged_receipt_fulfils_as_much_of_its_pledge_as_it_can() {
    let mut book = Book::ready();
    let pledge = pledged(&mut book, 100);
    for (amount, expected, claims) in [(40, 40, [0, 39, 41]), (140, 100, [99, 101, 140])] {
        for found in claims {
            let ask = towards(&book, pledge, amount);
            let why = forged_part(&book, ask, Some(PledgePart { pledge, count: rials(found) }));
            assert_eq!(why, Rejection::PledgePartWrong { expected, found });
            assert_eq!(why.rule(), Some(Rule::Rule5));
        }
    }
}

#[test]
fn a_forged_receipt_does_not_fulfil_a_pledge_to_another_fund() {
    let mut book = Book::ready();
    let pledge = pledged(&mut book, 100);
    let receipt = fulfils(&mut book, pledge, 1);
    let fund = book.fund_of(receipt);
    let elsewhere = RecordReceipt { restriction: for_area(book.w.qom_area), ..cash(&book, 10) };
    let part = PledgePart { pledge, count: rials(10) };
    let why = forged_part(&book, Command::RecordReceipt(elsewhere), Some(part));
    assert_eq!(why, Rejection::PledgeOfOtherFund { fund: fund.0 });
    assert_eq!(why.rule(), Some(Rule::Rule9));
    let nowhere = PledgePart { pledge: PledgeId(9_999), count: rials(10) };
    let ask = Command::RecordReceipt(cash(&book, 10));
    assert_eq!(forged_part(&book, ask, Some(nowhere)), Rejection::UnknownPledge { pledge: 9_999 });
}

#[test]
fn a_forged_receipt_does_not_fulfil_a_pledge_twice() {
    let mut book = Book::ready();
    let pledge = pledged(&mut book, 100);
    fulfils(&mut book, pledge, 100);
    let ask = Command::RecordReceipt(cash(&book, 10));
    let why = forged_part(&book, ask, Some(PledgePart { pledge, count: rials(10) }));
    assert_eq!(why, Rejection::PledgeClosed { pledge: pledge.0 });
}

#[test]
fn a_forged_cancellation_takes_all_that_is_open() {
    let mut book = Book::ready();
    let pledge = pledged(&mut book, 100);
    fulfils(&mut book, pledge, 30);
    for asked in [0, 69, 71, 100] {
        let why = book.forges(book.w.approver, cancel(&book, pledge), |entry| {
            let Event::PledgeCancelled(e) = &mut entry.event else { panic!("a cancellation") };
            e.count = rials(asked);
        });
        assert_eq!(why, Rejection::ExceedsPledge { open: 70, asked });
        assert_eq!(why.rule(), Some(Rule::Rule5));
    }
    let why = book.forges(book.w.approver, write_off(&book, pledge, None), |entry| {
        let Event::PledgeWrittenOff(e) = &mut entry.event else { panic!("a write-off") };
        e.count = rials(71);
    });
    assert_eq!(why, Rejection::ExceedsPledge { open: 70, asked: 71 });
}

#[test]
fn a_forged_change_names_a_pledge_that_is_there_and_open() {
    let mut book = Book::ready();
    let w = book.w;
    let done = pledged(&mut book, 100);
    fulfils(&mut book, done, 100);
    let (closed, unknown) = (Rejection::PledgeClosed { pledge: done.0 }, Rejection::UnknownPledge { pledge: 9_999 });
    for (pledge, expected) in [(done, closed), (PledgeId(9_999), unknown)] {
        let (last_change, count, reason) = (Index(pledge.0), rials(1), MISTAKE);
        let cancelled = Event::PledgeCancelled(PledgeCancelled { pledge, last_change, count, reason });
        let written_off = Event::PledgeWrittenOff(PledgeWrittenOff { pledge, last_change, count, reason });
        let amended =
            Event::PledgeAmended(PledgeAmended { pledge, last_change, instalments: instalments(&[(1, 900)]) });
        for (principal, event) in [(w.approver, cancelled), (w.approver, written_off), (w.receiver, amended)] {
            assert_eq!(book.slips_in(principal, event), expected);
        }
    }
}
