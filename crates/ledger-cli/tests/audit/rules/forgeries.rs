//! What a forger who has the real key writes, and the rule that it breaks.

use crate::book::asks::{code, rials, today};
use crate::book::{Ceremony, Landmarks, Later};
use ledger_core::event::{Channel, Entry, Event, ExternalPayment, PaymentSettled, ValuationBasis};
use ledger_core::ids::{AccountToken, BeneficiaryId, Index};
use ledger_core::ranges::{Range, Ranges};
use ledger_core::time::Timestamp;

/// Changes the entries of [`Story::whole`](crate::book::Story::whole); answers the index where a rule breaks.
pub type Forgery = fn(&mut Vec<Entry>, &Landmarks) -> u64;
/// The same for [`Story::later`](crate::book::Story::later).
pub type LaterForgery = fn(&mut Vec<Entry>, &Later) -> u64;
/// The same for [`Story::ceremony`](crate::book::Story::ceremony).
pub type CeremonyForgery = fn(&mut Vec<Entry>, &Ceremony) -> u64;

/// What the forger does, and the rule that it breaks.
pub const OF_THE_WHOLE: [(&str, u8, Forgery); 13] = [
    ("the maker awards its own grant", 20, |entries, marks| {
        let at = find(entries, |event| matches!(event, Event::GrantAwarded(_)));
        entries[at].principal = marks.officer;
        at as u64
    }),
    ("a receipt number is left out", 6, |entries, marks| {
        let Event::ReceiptRecorded(receipt) = &mut entries[at(marks.local_receipt)].event else { panic!() };
        receipt.receipt_number += 1;
        marks.local_receipt
    }),
    ("new numbers begin further up", 8, |entries, marks| {
        let Event::ReceiptRecorded(receipt) = &mut entries[at(marks.receipt)].event else { panic!() };
        receipt.numbers = Range::new(receipt.numbers.series(), 7, receipt.numbers.count()).unwrap();
        marks.receipt
    }),
    ("more is allotted than ever came in", 3, |entries, marks| {
        let Event::Allotted(allotted) = &mut entries[at(marks.allotment)].event else { panic!() };
        let series = allotted.ranges.as_slice()[0].series();
        allotted.ranges = Ranges::one(Range::new(series, 0, 99_000_000).unwrap());
        marks.allotment
    }),
    ("a grant is paid without an order", 13, |entries, _| {
        let ordered = find(entries, |event| matches!(event, Event::PaymentOrdered(_)));
        let settled = find(entries, |event| matches!(event, Event::PaymentSettled(_)));
        let (Event::PaymentOrdered(order), Event::PaymentSettled(settlement)) =
            (entries[ordered].event.clone(), entries[settled].event.clone())
        else {
            panic!()
        };
        entries[ordered].event = Event::PaymentSettled(PaymentSettled { last_change: order.last_change, ..settlement });
        entries[ordered].principal = entries[settled].principal;
        ordered as u64
    }),
    ("the grant is larger than the cap", 14, |entries, marks| {
        let Event::GrantApplied(applied) = &mut entries[at(marks.grant)].event else { panic!() };
        applied.amount = rials(200_000_000);
        marks.grant
    }),
    ("more of a receipt is reversed than is free", 22, |entries, marks| {
        let Event::ReceiptReversed(reversed) = &mut entries[at(marks.reversal)].event else { panic!() };
        let series = reversed.ranges.as_slice()[0].series();
        reversed.ranges = Ranges::one(Range::new(series, 39_000_000, 5_000_000).unwrap());
        marks.reversal
    }),
    ("time runs back", 23, |entries, marks| {
        entries[at(marks.allotment)].recorded_at = Timestamp::from_micros(1);
        marks.allotment
    }),
    ("an index is left out", 23, |entries, marks| {
        entries.remove(at(marks.refusal));
        entries.push(Entry { index: Index(marks.refusal + 1), ..entries[at(marks.reversal)].clone() });
        marks.refusal
    }),
    ("a request id is used again", 24, |entries, marks| {
        let earlier = entries[at(marks.reversal)].clone();
        let last = entries.last_mut().unwrap();
        let (head, earlier) = (last.head.as_mut().unwrap(), earlier.head.unwrap());
        head.request = earlier.request;
        last.principal = marks.approver;
        marks.refusal
    }),
    ("a rule reaches back before itself", 21, |entries, _| {
        let at = find(entries, |event| matches!(event, Event::ProgrammeRuleSet(_)));
        let Event::ProgrammeRuleSet(rule) = &mut entries[at].event else { panic!() };
        rule.effective_from = rule.effective_from.checked_add_days(-1).unwrap();
        at as u64
    }),
    ("a province's gift goes to the whole country", 9, |entries, marks| {
        let Event::LineOpened(line) = &mut entries[at(marks.line)].event else { panic!() };
        line.office = marks.national;
        marks.allotment
    }),
    ("a payment is recorded a second time", 6, |entries, marks| {
        for index in [marks.receipt, marks.local_receipt] {
            let Event::ReceiptRecorded(receipt) = &mut entries[at(index)].event else { panic!() };
            let range = receipt.numbers;
            receipt.numbers = Range::new(range.series(), range.start(), 5_000_000).unwrap();
            receipt.channel = Channel::Card;
            let (terminal, reference) = (code("T-1"), code("R-1"));
            receipt.payment = Some(ExternalPayment { terminal, settlement_date: today(), reference });
        }
        marks.local_receipt
    }),
];

/// The same, where the story has to go on for it.
pub const OF_WHAT_CAME_LATER: [(&str, u8, LaterForgery); 3] = [
    ("a line passes down what it was never notified of", 11, |entries, later| {
        let Event::Allotted(allotted) = &mut entries[at(later.passed_down)].event else { panic!() };
        let held = allotted.ranges.as_slice()[0];
        // The highest numbers of the series are still free.
        allotted.ranges = Ranges::one(Range::new(held.series(), 45_000_000, held.count()).unwrap());
        later.passed_down
    }),
    ("money that was taken back is allotted", 12, |entries, later| {
        let Event::ReceiptReversed(reversed) = &entries[at(later.landmarks.reversal)].event else { panic!() };
        let voided = reversed.ranges.clone();
        let Event::Allotted(allotted) = &mut entries[at(later.after_reversal)].event else { panic!() };
        assert_eq!(allotted.ranges.amount(), voided.amount());
        allotted.ranges = voided;
        later.after_reversal
    }),
    ("a couple that was paid applies again", 15, |entries, later| {
        let Event::GrantApplied(applied) = &mut entries[at(later.second_grant)].event else { panic!() };
        applied.beneficiary = BeneficiaryId(later.couple);
        later.second_grant
    }),
];

/// The same, with promises, lists and goods.
pub const OF_THE_CEREMONY: [(&str, u8, CeremonyForgery); 8] = [
    ("more of a pledge is fulfilled than came in", 5, |entries, marks| {
        let Event::ReceiptRecorded(receipt) = &mut entries[at(marks.fulfilling)].event else { panic!() };
        receipt.pledge.as_mut().unwrap().count = rials(50_000_000);
        marks.fulfilling
    }),
    ("goods are worth something on the basis that they are worth nothing", 7, |entries, marks| {
        let Event::LotReceived(lot) = &mut entries[at(marks.lot)].event else { panic!() };
        lot.basis = ValuationBasis::Nil;
        marks.lot
    }),
    ("a kit has less in it than its bill says", 7, |entries, marks| {
        let Event::KitAssembled(kit) = &mut entries[at(marks.kit)].event else { panic!() };
        kit.units = Ranges::one(Range::new(kit.units.as_slice()[0].series(), 0, 3).unwrap());
        marks.kit
    }),
    ("a kit takes units that never came", 3, |entries, marks| {
        let Event::KitAssembled(kit) = &mut entries[at(marks.kit)].event else { panic!() };
        kit.units = Ranges::one(Range::new(kit.units.as_slice()[0].series(), 10, 4).unwrap());
        marks.kit
    }),
    ("a unit is handed over that is in no kit", 8, |entries, _| {
        let at = find(entries, |event| matches!(event, Event::GoodsHandedOver(_)));
        let Event::GoodsHandedOver(given) = &mut entries[at].event else { panic!() };
        given.units = Ranges::one(Range::new(given.units.as_slice()[0].series(), 1, 4).unwrap());
        at as u64
    }),
    ("a list declares more than its lines are", 18, |entries, marks| {
        let Event::ListSubmitted(list) = &mut entries[at(marks.list)].event else { panic!() };
        list.declared_total = rials(21_000_000);
        marks.list + 3
    }),
    ("a line of a list is paid without the bank's word", 18, |entries, marks| {
        let Event::PaymentSettled(settled) = &mut entries[at(marks.settled)].event else { panic!() };
        settled.reported = None;
        marks.settled
    }),
    ("the bank paid another account than the one that was approved", 18, |entries, marks| {
        let Event::PaymentSettled(settled) = &mut entries[at(marks.settled)].event else { panic!() };
        settled.reported.as_mut().unwrap().account = AccountToken([0x7f; 32]);
        marks.settled
    }),
];

pub fn find(entries: &[Entry], wanted: impl Fn(&Event) -> bool) -> usize {
    entries.iter().position(|entry| wanted(&entry.event)).unwrap()
}

pub fn at(index: u64) -> usize {
    usize::try_from(index).unwrap()
}
