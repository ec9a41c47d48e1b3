//! Somebody who follows, believes nothing, and keeps what came.

use amanat_tests::caller::Caller;
use api::follow_response::News;
use api::followed_entry::Content;
use ledger_log::{Chain, Hash, Leaf, Link, leaf};
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::record;
use std::time::Duration;
use tonic::{Status, Streaming};

/// How long anything that must come may take, on a busy machine.
const LIMIT: Duration = Duration::from_secs(60);

/// A feed, as it comes.
pub(in crate::journeys) type Feed = Streaming<api::FollowResponse>;

/// What somebody has of a book.
#[derive(Clone)]
pub(in crate::journeys) struct Reader {
    /// The link after the last entry.
    pub(in crate::journeys) link: Link,
    /// What came of each entry: its bytes, or `None` for a leaf.
    pub(in crate::journeys) records: Vec<Option<Vec<u8>>>,
    /// How many entries a message had, of each.
    pub(in crate::journeys) messages: Vec<usize>,
}

/// Opens a feed, or not.
pub(in crate::journeys) async fn follow(
    caller: &Caller,
    after_index: Option<u64>,
    link: Vec<u8>,
) -> Result<Feed, Status> {
    let ask = api::FollowRequest { after_index, link };
    in_time(caller.audit().follow(ask)).await.map(tonic::Response::into_inner)
}

/// What must come in time.
pub(in crate::journeys) async fn in_time<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(LIMIT, what).await.expect("it comes in time")
}

impl Reader {
    /// Has nothing yet.
    pub(in crate::journeys) fn at_start(book: [u8; 16]) -> Self {
        Self { link: Chain::new().genesis(&book), records: Vec::new(), messages: Vec::new() }
    }

    /// How many entries it has.
    pub(in crate::journeys) fn count(&self) -> u64 {
        u64::try_from(self.records.len()).unwrap()
    }

    /// Opens a feed that goes on where this reader is, or not.
    pub(in crate::journeys) async fn try_follow(&self, caller: &Caller) -> Result<Feed, Status> {
        let after = self.count().checked_sub(1);
        follow(caller, after, after.map(|_| self.link.as_bytes().to_vec()).unwrap_or_default()).await
    }

    /// The same; it must open.
    pub(in crate::journeys) async fn follow(&self, caller: &Caller) -> Feed {
        self.try_follow(caller).await.expect("the feed opens")
    }

    /// Takes what a feed says next; gives the head if it is one.
    pub(in crate::journeys) async fn next(&mut self, feed: &mut Feed) -> Result<Option<api::Head>, Status> {
        let message = in_time(feed.message()).await?.expect("a feed has no good end");
        match message.news.expect("always set") {
            News::Heartbeat(head) => {
                assert_eq!((head.entry_count, head.link.as_slice()), (self.count(), &self.link.as_bytes()[..]));
                Ok(Some(head))
            }
            News::Entries(entries) => {
                assert!((1..=256).contains(&entries.entries.len()));
                self.messages.push(entries.entries.len());
                entries.entries.into_iter().for_each(|entry| self.take(entry));
                Ok(None)
            }
        }
    }

    /// Takes one entry: it must be the next one, and its link must follow.
    pub(in crate::journeys) fn take(&mut self, entry: api::FollowedEntry) {
        assert_eq!(entry.index, self.count(), "no gap and no double");
        let (own, record) = match entry.content.expect("always set") {
            Content::Record(bytes) => {
                assert_eq!(record::decode(&bytes).expect("canonical bytes").entry.index.0, entry.index);
                (leaf(&bytes), Some(bytes))
            }
            Content::Leaf(bytes) => (Leaf::from_hash(Hash::from_bytes(bytes.try_into().expect("32 bytes"))), None),
        };
        self.link = Chain::new().extend(&self.link, &own);
        assert_eq!(entry.link, self.link.as_bytes(), "the link after entry {} follows", entry.index);
        self.records.push(record);
    }

    /// Reads until the feed says that there is nothing newer.
    pub(in crate::journeys) async fn catch_up(&mut self, feed: &mut Feed) -> api::Head {
        loop {
            if let Some(head) = self.next(feed).await.expect("the feed goes on") {
                return head;
            }
        }
    }

    /// Reads until it has so many entries.
    pub(in crate::journeys) async fn reach(&mut self, feed: &mut Feed, count: u64) {
        while self.count() < count {
            self.next(feed).await.expect("the feed goes on");
        }
    }

    /// Reads until the feed ends; says how.
    pub(in crate::journeys) async fn until_it_ends(&mut self, feed: &mut Feed) -> Status {
        loop {
            if let Err(status) = self.next(feed).await {
                return status;
            }
        }
    }
}
