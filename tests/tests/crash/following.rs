//! Somebody who follows while the load goes on, and afterwards comes back with the last entry and link that came.

use super::notes::Notes;
use amanat_tests::caller::Caller;
use api::follow_response::News;
use ledger_wire::proto::ledger::v1 as api;

/// The last entry that came, and the link after it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Followed {
    index: u64,
    link: Vec<u8>,
}

/// Follows from the start until the server is gone.
pub(super) async fn follow(caller: &Caller) -> Notes {
    let mut notes = Notes::default();
    let Ok(feed) = caller.audit().follow(api::FollowRequest::default()).await else { return notes };
    let mut feed = feed.into_inner();
    while let Ok(Some(message)) = feed.message().await {
        if let Some(News::Entries(entries)) = message.news {
            let last = entries.entries.into_iter().next_back().expect("one at the least");
            notes.followed = Some(Followed { index: last.index, link: last.link });
        }
    }
    notes
}

/// What a feed sent is in the book for ever: the feed goes on from it.
pub(super) async fn still_follows(caller: &Caller, followed: &Followed) {
    let Followed { index, link } = followed.clone();
    let opened = caller.audit().follow(api::FollowRequest { after_index: Some(index), link }).await;
    let mut feed = opened.unwrap_or_else(|status| panic!("entry {index} was sent: {status:?}")).into_inner();
    feed.message().await.expect("it goes on").expect("there is a head at the least");
}
