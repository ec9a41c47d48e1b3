//! When there is no news: the head, again and again.

use super::{Tuned, at_start};
use crate::journeys::world;
use amanat_tests::answers::given;
use ledger_server::serve::FeedOptions;
use ledger_wire::proto::ledger::v1 as api;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn without_news_the_head_is_said_again_and_again_and_news_come_between() {
    let world = world().await;
    let mut reader = at_start(&world).await;
    let (office, gift, id) = (world.office.clone(), world.cash(7), world.id());
    let heartbeat = Duration::from_millis(20);
    let tuned = Tuned::serve(world, FeedOptions { heartbeat, ..FeedOptions::default() }).await;
    let auditor = tuned.caller(&office.auditor.key).await;
    let mut feed = reader.follow(&auditor).await;
    let head = reader.catch_up(&mut feed).await;
    for _ in 0..5 {
        // The reader compares each with what it has.
        assert_eq!(reader.next(&mut feed).await.unwrap(), Some(head.clone()));
    }
    let ask = api::RecordReceiptRequest { request_id: id, validate_only: false, receipt: Some(gift) };
    let receiver = tuned.caller(&office.receiver.key).await;
    let recorded = given(receiver.receipts().record_receipt(ask).await).recorded.unwrap();
    reader.reach(&mut feed, recorded.entry_count).await;
    let after = reader.next(&mut feed).await.unwrap().expect("nothing more is new");
    assert_eq!((after.entry_count, after.link), (recorded.entry_count, recorded.link));
    assert_eq!(after.recorded_at, recorded.recorded_at);
    tuned.stop().await.book.verify();
}

#[test]
fn unless_somebody_chooses_otherwise_the_head_is_said_every_fifteen_seconds() {
    assert_eq!(FeedOptions::default().heartbeat, Duration::from_secs(15));
}
