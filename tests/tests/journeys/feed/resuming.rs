//! Going on after whatever happened: from (index, link), without a gap and without a double.

use super::reader::{Reader, follow};
use super::{at_start, listed, many_gifts};
use crate::journeys::world;
use amanat_tests::answers::malformed;
use amanat_tests::draw::{Draw, seed};
use amanat_tests::world::World;
use api::follow_response::News;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::status::{Failure, FeedEnd};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tonic::{Code, Status};

#[tokio::test(flavor = "multi_thread")]
async fn an_auditor_follows_the_whole_book_from_its_first_entry() {
    let world = world().await;
    many_gifts(&world, 600).await;
    let mut reader = at_start(&world).await;
    let mut feed = reader.follow(&world.by(&world.office.auditor)).await;
    let head = reader.catch_up(&mut feed).await;
    assert_eq!(head, world.head().await);
    let whole: Vec<_> = listed(&world).await.into_iter().map(|entry| Some(entry.record)).collect();
    assert_eq!(reader.records, whole);
    assert!(reader.messages.len() < 10, "entries travel together: {:?}", reader.messages);

    // What comes later comes by itself.
    let recorded = world.receive(world.cash(77)).await;
    reader.reach(&mut feed, recorded.entry_count).await;
    assert_eq!(reader.link.as_bytes()[..], recorded.link);
}

/// Reads up to some entry in the middle of some message, and leaves.
async fn read_a_little(world: &World, reader: &mut Reader, draw: &mut Draw) {
    let mut feed = reader.follow(&world.by(&world.office.auditor)).await;
    for _ in 0..draw.below(3) {
        let message = super::reader::in_time(feed.message()).await.unwrap().unwrap();
        match message.news.unwrap() {
            News::Heartbeat(_) => return,
            News::Entries(entries) => {
                let kept = 1 + usize::try_from(draw.below(300)).unwrap();
                let all = entries.entries.len();
                entries.entries.into_iter().take(kept).for_each(|entry| reader.take(entry));
                if kept < all {
                    return;
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_that_is_left_anywhere_goes_on_without_a_gap_and_without_a_double() {
    let world = world().await;
    let mut draw = Draw::from_seed(seed("feeds that are left"));
    many_gifts(&world, 2_000).await;
    let stop = Arc::new(AtomicBool::new(false));
    let receiver = world.by(&world.office.receiver);
    let (stopped, gift, mut ids) = (Arc::clone(&stop), world.cash(5), draw.branch());
    let writer = tokio::spawn(async move {
        while !stopped.load(Ordering::Relaxed) {
            let ask = api::RecordReceiptRequest {
                request_id: ids.request_id(),
                validate_only: false,
                receipt: Some(gift.clone()),
            };
            receiver.receipts().record_receipt(ask).await.expect("a gift");
        }
    });
    let mut reader = at_start(&world).await;
    for _ in 0..60 {
        read_a_little(&world, &mut reader, &mut draw).await;
    }
    stop.store(true, Ordering::Relaxed);
    writer.await.unwrap();
    let end = world.head().await.entry_count;
    let mut feed = reader.follow(&world.by(&world.office.auditor)).await;
    reader.reach(&mut feed, end).await;
    let whole: Vec<_> = listed(&world).await.into_iter().map(|entry| Some(entry.record)).collect();
    assert_eq!(reader.records, whole);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_has_everything_is_told_so_at_once_and_may_come_straight_from_an_answer() {
    let world = world().await;
    let auditor = world.by(&world.office.auditor);
    for amount in 1..50 {
        let recorded = world.receive(world.cash(amount)).await;
        let mut feed = follow(&auditor, Some(recorded.entry_count - 1), recorded.link.clone()).await.expect("it opens");
        let first = super::reader::in_time(feed.message()).await.unwrap().unwrap();
        let Some(News::Heartbeat(head)) = first.news else { panic!("{first:?}") };
        assert_eq!((head.entry_count, head.link), (recorded.entry_count, recorded.link));
    }
}

fn end_of(status: &Status) -> FeedEnd {
    match Failure::from(status) {
        Failure::Feed(end) => end,
        other => panic!("a feed's end: {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_is_not_the_books_is_refused_with_both_as_evidence() {
    let world = world().await;
    let auditor = world.by(&world.office.auditor);
    for entry in listed(&world).await {
        let book_link: [u8; 32] = entry.link.clone().try_into().unwrap();
        let mut link = book_link;
        link[31] ^= 1;
        let status = follow(&auditor, Some(entry.index), link.to_vec()).await.map(drop).expect_err("another book");
        assert_eq!(status.code(), Code::FailedPrecondition);
        assert_eq!(end_of(&status), FeedEnd::LinkMismatch { after_index: entry.index, link, book_link });
        follow(&auditor, Some(entry.index), entry.link).await.expect("the book's own link");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_that_the_book_does_not_have_is_refused_with_how_many_it_has() {
    let world = world().await;
    let auditor = world.by(&world.office.auditor);
    let head = world.head().await;
    for after_index in [head.entry_count, head.entry_count + 7, u64::MAX] {
        let asked = follow(&auditor, Some(after_index), head.link.clone()).await;
        let status = asked.map(drop).expect_err("the book is shorter");
        assert_eq!(status.code(), Code::FailedPrecondition);
        assert_eq!(end_of(&status), FeedEnd::BeyondHead { after_index, entry_count: head.entry_count });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_and_a_link_belong_together() {
    let world = world().await;
    let mut audit = world.by(&world.office.auditor).audit();
    for (after_index, link) in [(Some(3), vec![]), (None, vec![7; 32]), (Some(3), vec![7; 31]), (Some(0), vec![7; 33])]
    {
        let answer = audit.follow(api::FollowRequest { after_index, link }).await;
        assert_eq!(malformed(answer), ["link"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_kill_a_reader_goes_on_at_another_process_with_what_it_kept() {
    let mut world = world().await;
    let mut reader = at_start(&world).await;
    for round in 0..3 {
        let mut feed = reader.follow(&world.by(&world.office.auditor)).await;
        let mut kept = 0;
        for amount in 1..20 {
            kept = world.receive(world.cash(amount)).await.entry_count;
        }
        many_gifts(&world, 300).await;
        // In the middle of what there is to read.
        reader.reach(&mut feed, kept).await;
        let stopped = world.killed();
        let status = reader.until_it_ends(&mut feed).await;
        assert!(!matches!(Failure::from(&status), Failure::Feed(_)), "round {round}: {status:?}");
        world = stopped.serve();
    }
    let mut feed = reader.follow(&world.by(&world.office.auditor)).await;
    reader.catch_up(&mut feed).await;
    let whole: Vec<_> = listed(&world).await.into_iter().map(|entry| Some(entry.record)).collect();
    assert_eq!(reader.records, whole);
    drop(feed);
    world.stopped().book.verify();
}
