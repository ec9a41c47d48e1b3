//! One answer per item, whoever asks and however often.

use super::{NotAnAct, Reply};
use crate::testing::samples;
use ledger_core::command::Mode;
use ledger_core::event::{Entry, Event, Refused, RefusedItem, RequestHead};
use ledger_core::ids::{BookId, Fingerprint, Index, RequestId};
use ledger_core::rejection::Rejection;

const LINK: [u8; 32] = [9; 32];
const NOTHING_LEFT: Rejection = Rejection::ExceedsAvailable { available: 5, asked: 7 };

fn sample(wanted: fn(&Event) -> bool) -> Event {
    samples().into_iter().map(|(entry, _)| entry.event).find(wanted).expect("a sample of each")
}

fn receipt() -> Event {
    sample(|event| matches!(event, Event::ReceiptRecorded(_)))
}

fn refused(items: &[(u32, Rejection)], conflicts_with: Option<Index>) -> Event {
    let items = items.iter().map(|(ordinal, rejection)| RefusedItem { ordinal: *ordinal, rejection: *rejection });
    Event::Refused(Refused { items: items.collect(), conflicts_with })
}

/// An act from entry 100 on.
fn act(item_count: u32, events: Vec<Event>) -> Vec<Entry> {
    let entry_count = u32::try_from(events.len()).expect("few");
    let request = Some((RequestId([1; 16]), Fingerprint([2; 16])));
    let head = RequestHead { request, item_count, entry_count };
    let (template, _) = samples().remove(1);
    let entry = |(position, event): (u64, Event)| Entry {
        index: Index(100 + position),
        head: (position == 0).then_some(head),
        event,
        ..template.clone()
    };
    (0..).zip(events).map(entry).collect()
}

#[test]
fn an_item_is_answered_with_its_own_entry_and_not_with_what_it_opened() {
    let opened = [
        sample(|event| matches!(event, Event::FundOpened(_))),
        sample(|event| matches!(event, Event::SeriesOpened(_))),
    ];
    let entries = act(2, [&opened[..], &[receipt(), receipt()]].concat());
    let reply = Reply::of(&entries, &LINK).expect("an act");
    let batch = reply.batch(Mode::Atomic).expect("recorded");
    assert_eq!(batch.indices, [102, 103]);
    assert_eq!((batch.link, batch.entry_count), (LINK.to_vec(), 104));
    assert_eq!(batch.recorded_at.map(|at| (at.seconds, at.nanos)), Some((1_795_000_000, 1_000)));
}

#[test]
fn refused_items_keep_their_place() {
    let entries =
        act(4, vec![receipt(), receipt(), refused(&[(1, NOTHING_LEFT)], None), refused(&[(2, NOTHING_LEFT)], None)]);
    let batch = Reply::of(&entries, &LINK).expect("an act").batch(Mode::Each).expect("each for itself");
    assert_eq!(batch.indices, [100, 0, 0, 101]);
    let [first, second] = &batch.refusals[..] else { panic!("two refusals") };
    assert_eq!((first.ordinal, first.entry, first.reason.as_str()), (1, 102, "EXCEEDS_AVAILABLE"));
    assert_eq!((second.ordinal, second.entry), (2, 103));
    assert_eq!(first.metadata.get("asked").map(String::as_str), Some("7"));
}

#[test]
fn an_atomic_request_is_refused_for_the_item_that_failed() {
    let reply = Reply::of(&act(3, vec![refused(&[(1, NOTHING_LEFT)], None)]), &LINK).expect("an act");
    let refusal = reply.batch(Mode::Atomic).expect_err("refused");
    assert_eq!((refusal.rejection(), refusal.item, refusal.entry), (Some(NOTHING_LEFT), Some(1), Some(Index(100))));
}

#[test]
fn a_request_id_that_stands_for_something_else_refuses_the_whole() {
    let reused = Rejection::RequestIdReused { first_used: 40 };
    let reply = Reply::of(&act(1, vec![refused(&[(0, reused)], Some(Index(40)))]), &LINK).expect("an act");
    for refusal in
        [reply.batch(Mode::Each).expect_err("reused"), reply.single(&BookId([0xb0; 16])).expect_err("reused")]
    {
        assert_eq!((refusal.rejection(), refusal.item, refusal.entry), (Some(reused), None, Some(Index(100))));
    }
}

#[test]
fn a_step_is_named_after_its_grant() {
    let awarded = sample(|event| matches!(event, Event::GrantAwarded(_)));
    let recorded =
        Reply::of(&act(1, vec![awarded]), &LINK).expect("an act").single(&BookId([0xb0; 16])).expect("recorded");
    assert_eq!(recorded.index, 100);
    assert_eq!(recorded.name, format!("books/{}/grants/70", "b0".repeat(16)));
    assert!(!recorded.validated_only);
}

#[test]
fn a_dry_run_names_nothing_that_will_not_be_there() {
    let recorded =
        Reply::dry_run(&act(1, vec![receipt()])).expect("an act").single(&BookId([0; 16])).expect("possible");
    assert!(recorded.validated_only);
    assert_eq!((recorded.index, recorded.name.as_str(), recorded.link.len()), (0, "", 0));
    let refusal = Reply::dry_run(&act(1, vec![refused(&[(0, NOTHING_LEFT)], None)])).expect("an act");
    assert_eq!(refusal.single(&BookId([0; 16])).expect_err("refused").entry, None);
}

#[test]
fn part_of_an_act_is_no_act() {
    let entries = act(2, vec![receipt(), receipt()]);
    assert_eq!(Reply::of(&entries[..1], &LINK), Err(NotAnAct));
    assert_eq!(Reply::of(&entries[1..], &LINK), Err(NotAnAct));
    assert_eq!(Reply::of(&[], &LINK), Err(NotAnAct));
    assert_eq!(Reply::of(&act(1, vec![receipt(), receipt()]), &LINK), Err(NotAnAct));
    assert_eq!(Reply::of(&act(3, vec![receipt(), receipt()]), &LINK), Err(NotAnAct));
}
