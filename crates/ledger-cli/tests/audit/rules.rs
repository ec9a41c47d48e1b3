//! Journals that are rightly framed, linked, hashed and signed by the real key, and break a rule.

use crate::book::{Landmarks, Shelf, Story, bytes_of, expect, found};
use crate::bytes::flip;
use ledger_cli::Exit;
use ledger_cli::audit::{CheckName, Class, Outcome};
use ledger_core::event::{Entry, Event};
use ledger_core::ids::{Index, PrincipalId};
use ledger_core::ranges::{Range, Ranges};
use ledger_core::time::Timestamp;

type Forgery = fn(&mut Vec<Entry>, &Landmarks) -> u64;

/// What the forger does, and the rule that it breaks; the forgery answers the index where.
const FORGERIES: [(&str, u8, Forgery); 10] = [
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
        entries[ordered].event =
            Event::PaymentSettled(ledger_core::event::PaymentSettled { last_change: order.last_change, ..settlement });
        entries[ordered].principal = entries[settled].principal;
        ordered as u64
    }),
    ("the grant is larger than the cap", 14, |entries, marks| {
        let Event::GrantApplied(applied) = &mut entries[at(marks.grant)].event else { panic!() };
        applied.amount = crate::book::rials(200_000_000);
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
];

#[test]
fn a_signed_journal_that_breaks_a_rule_is_caught_by_rule_and_index() {
    for (what, rule, forge) in FORGERIES {
        let (story, marks) = Story::whole();
        let mut entries = story.entries().to_vec();
        let index = forge(&mut entries, &marks);
        let report = signed(&entries).audit();
        expect(&report, Exit::Proven);
        let broken = found(&report, Class::RuleBroken);
        assert_eq!((broken.first, broken.rule), (index, Some(rule)), "{what}: {broken:#?}");
        assert_eq!(report.findings.len(), 1, "{what}");
        let failed = report.rules.iter().filter(|check| check.outcome == Outcome::Failed);
        assert_eq!(failed.map(|check| check.rule).collect::<Vec<_>>(), [rule], "{what}");
        assert!(report.totals.is_none(), "no totals from a broken book");
    }
}

#[test]
fn the_whole_story_verifies_with_its_totals() {
    let (story, marks) = Story::whole();
    let report = signed(story.entries()).audit();
    expect(&report, Exit::Verified);
    assert!(report.checks.iter().all(|check| check.outcome == Outcome::Done), "{:#?}", report.checks);
    let totals = report.totals.unwrap();
    assert_eq!(totals.funds.len(), 2);
    let fund = totals.funds.iter().find(|total| total.fund == marks.fund).unwrap();
    let (sums, count) = (fund.sums.0, |amount: ledger_core::money::Amount| amount.count());
    assert_eq!(count(sums.numbered()), 40_000_000);
    assert_eq!(
        (count(sums.spent), count(sums.voided)),
        (15_000_000, 1_000_000),
        "five million came from the province's own gift"
    );
    assert_eq!(totals.given_for_province.len(), 2);
    assert_eq!(count(totals.all.0.numbered()), 45_000_000);
}

#[test]
fn after_a_broken_rule_the_bytes_are_checked_further() {
    let (story, marks) = Story::whole();
    let mut entries = story.entries().to_vec();
    entries[at(marks.allotment)].principal = PrincipalId(1);
    let shelf = signed(&entries);
    let last = shelf.segments().pop().unwrap();
    flip(&last, 90);
    let report = shelf.audit();
    expect(&report, Exit::Proven);
    assert_eq!(found(&report, Class::RuleBroken).first, marks.allotment);
    assert!(found(&report, Class::Edited).first > marks.allotment);
}

#[test]
fn an_act_without_its_end_is_broken() {
    let (story, marks) = Story::whole();
    let cut = at(marks.receipt); // its fund and series were opened in the same act
    let report = signed(&story.entries()[..cut]).audit();
    expect(&report, Exit::Proven);
    assert_eq!(
        (found(&report, Class::RuleBroken).first, found(&report, Class::RuleBroken).rule),
        (marks.receipt, Some(23))
    );
}

#[test]
fn bytes_that_are_an_entry_in_another_form_are_not_canonical() {
    let (story, marks) = Story::whole();
    let mut entries: Vec<Vec<u8>> = story.entries().iter().map(bytes_of).collect();
    entries[at(marks.grant)].extend_from_slice(&[0xF8, 0x07, 0x01]); // an unknown field
    let report = Shelf::of(&[entries]).audit();
    expect(&report, Exit::Proven);
    assert_eq!(found(&report, Class::NotCanonical).first, marks.grant);
}

#[test]
fn an_entry_of_a_newer_format_cannot_be_told_and_is_never_fine() {
    let (story, marks) = Story::whole();
    let mut entries: Vec<Vec<u8>> = story.entries().iter().map(bytes_of).collect();
    entries[at(marks.refusal)][1] = 2;
    let report = Shelf::of(&[entries]).audit();
    expect(&report, Exit::CannotTell);
    assert!(report.findings.is_empty());
    let rules = report.checks.iter().find(|check| check.check == CheckName::Rules).unwrap();
    assert_eq!((rules.outcome, rules.count), (Outcome::NotDone, marks.refusal));
}

/// One block of each entry: a forger writes what it likes.
fn signed(entries: &[Entry]) -> Shelf {
    Shelf::of(&entries.iter().map(|entry| vec![bytes_of(entry)]).collect::<Vec<_>>())
}

fn find(entries: &[Entry], wanted: impl Fn(&Event) -> bool) -> usize {
    entries.iter().position(|entry| wanted(&entry.event)).unwrap()
}

fn at(index: u64) -> usize {
    usize::try_from(index).unwrap()
}
