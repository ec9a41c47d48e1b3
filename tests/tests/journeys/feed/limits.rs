//! How many may follow at the same time.

use super::{Tuned, at_start};
use crate::journeys::world;
use amanat_tests::office::Post;
use ledger_server::serve::FeedOptions;
use ledger_wire::status::Failure;
use std::time::Duration;
use tonic::{Code, Status};

/// How often a place is asked for that must become free.
const MOST_TRIES: u32 = 400;

fn is_over_limit(status: &Status) -> bool {
    let over = matches!(Failure::from(status), Failure::OverLimit { retry_after, .. } if retry_after > Duration::ZERO);
    status.code() == Code::ResourceExhausted && over
}

#[tokio::test(flavor = "multi_thread")]
async fn a_principal_has_eight_feeds_and_another_one_when_one_of_them_is_gone() {
    let world = world().await;
    let reader = at_start(&world).await;
    let auditor = world.by(&world.office.auditor);
    let mut feeds = Vec::new();
    for _ in 0..8 {
        feeds.push(reader.follow(&auditor).await);
    }
    assert!(is_over_limit(&reader.try_follow(&auditor).await.map(drop).expect_err("a ninth")));
    reader.follow(&world.by(&world.office.administrator)).await;
    feeds.pop();
    for _ in 0..MOST_TRIES {
        match reader.try_follow(&auditor).await {
            Ok(_) => return,
            Err(status) => assert!(is_over_limit(&status), "{status:?}"),
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("the place of a feed that is gone becomes free");
}

#[tokio::test(flavor = "multi_thread")]
async fn all_together_have_so_many_feeds_and_no_more() {
    let world = world().await;
    let reader = at_start(&world).await;
    let office = world.office.clone();
    let tuned = Tuned::serve(world, FeedOptions { most: 3, ..FeedOptions::default() }).await;
    let mut feeds = Vec::new();
    for Post { key, .. } in [&office.auditor, &office.receiver, &office.treasurer] {
        let caller = tuned.caller(key).await;
        feeds.push((reader.follow(&caller).await, caller));
    }
    let fourth = tuned.caller(&office.approver.key).await;
    assert!(is_over_limit(&reader.try_follow(&fourth).await.map(drop).expect_err("a fourth")));
    drop((feeds, fourth));
    tuned.stop().await;
}
