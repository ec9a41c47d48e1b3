//! Journals that are rightly framed, linked, hashed and signed by the real key, and break a rule.

mod changes;
mod forgeries;

use crate::book::{Shelf, Story, bytes_of, expect, found};
use crate::bytes::{flip, places};
use forgeries::{OF_THE_CEREMONY, OF_THE_WHOLE, OF_WHAT_CAME_LATER, at};
use ledger_cli::Exit;
use ledger_cli::audit::{CheckName, Class, Outcome, Units};
use ledger_core::event::{Entry, Event, RefusedItem};
use ledger_core::ids::PrincipalId;
use ledger_core::rejection::Rejection;
use ledger_core::rule::Rule;
use std::collections::BTreeSet;

#[test]
fn a_signed_journal_that_breaks_a_rule_is_caught_by_rule_and_index() {
    for (what, rule, forge) in OF_THE_WHOLE {
        let (story, marks) = Story::whole();
        let mut entries = story.entries().to_vec();
        let index = forge(&mut entries, &marks);
        caught(what, rule, index, &entries);
    }
    for (what, rule, forge) in OF_WHAT_CAME_LATER {
        let (story, later) = Story::later();
        let mut entries = story.entries().to_vec();
        let index = forge(&mut entries, &later);
        caught(what, rule, index, &entries);
    }
    for (what, rule, forge) in OF_THE_CEREMONY {
        let (story, marks) = Story::ceremony();
        let mut entries = story.entries().to_vec();
        let index = forge(&mut entries, &marks);
        caught(what, rule, index, &entries);
    }
}

fn caught(what: &str, rule: u8, index: u64, entries: &[Entry]) {
    let report = signed(entries).audit();
    assert_eq!(report.verdict.exit, Exit::Proven, "{what}: {:#?}", report.verdict);
    let broken = found(&report, Class::RuleBroken);
    assert_eq!((broken.first, broken.rule), (index, Some(rule)), "{what}: {broken:#?}");
    assert_eq!(report.findings.len(), 1, "{what}");
    let failed = report.rules.iter().filter(|check| check.outcome == Outcome::Failed);
    assert_eq!(failed.map(|check| check.rule).collect::<Vec<_>>(), [rule], "{what}");
    assert!(report.totals.is_none(), "no totals from a broken book");
}

#[test]
fn every_rule_is_forged_but_those_that_no_entry_can_break() {
    let mut forged: BTreeSet<u8> = OF_THE_WHOLE.iter().map(|forgery| forgery.1).collect();
    forged.extend(OF_WHAT_CAME_LATER.iter().map(|forgery| forgery.1));
    forged.extend(OF_THE_CEREMONY.iter().map(|forgery| forgery.1));
    let all: BTreeSet<u8> = Rule::ALL.iter().map(|rule| rule.number()).collect();
    // Postings are derived from entries and never stored: what a forger writes, they balance. And a promise has no
    // numbers: whoever allots it has to name some that are not there.
    assert_eq!(all.difference(&forged).copied().collect::<Vec<_>>(), [1, 2, 4]);
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
fn a_story_of_promises_lists_and_goods_verifies() {
    let (story, _) = Story::ceremony();
    let refused = story.entries().iter().filter_map(|entry| match &entry.event {
        Event::Refused(refused) => Some(&refused.items[..]),
        _ => None,
    });
    let no_such_line = RefusedItem { ordinal: 2, rejection: Rejection::NoSuchLine { line: 3 } };
    assert_eq!(refused.collect::<Vec<_>>(), [[no_such_line]], "all was allowed but a row of the bank's file");
    let report = signed(story.entries()).audit();
    expect(&report, Exit::Verified);
    let totals = report.totals.unwrap();
    let sums = totals.all.0;
    assert_eq!((sums.numbered().count(), sums.spent.count()), (50_000_000, 20_000_000), "goods are no part of it");
    let [blankets] = &totals.goods[..] else { panic!("{:#?}", totals.goods) };
    let units = Units { numbered: 12, in_stock: 8, handed_over: 4, ..Units::default() };
    assert_eq!((blankets.item.as_str(), blankets.units), ("BLANKET", units));
}

#[test]
fn after_a_broken_rule_the_bytes_are_checked_further() {
    let (story, marks) = Story::whole();
    let mut entries = story.entries().to_vec();
    entries[at(marks.allotment)].principal = PrincipalId(1);
    let shelf = signed(&entries);
    let last = places(&shelf).pop().unwrap();
    flip(&shelf.segments()[last.segment], last.offset);
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

/// Blocks that end where no act does: a forger writes what it likes.
fn signed(entries: &[Entry]) -> Shelf {
    signed_bytes(&entries.iter().map(bytes_of).collect::<Vec<_>>())
}

fn signed_bytes(entries: &[Vec<u8>]) -> Shelf {
    Shelf::of(&entries.chunks(8).map(<[Vec<u8>]>::to_vec).collect::<Vec<_>>())
}
