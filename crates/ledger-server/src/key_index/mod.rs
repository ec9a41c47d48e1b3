//! The key index beside the sequencer: fed behind the commit, asked by the services, built again whenever there is a
//! doubt about it.
//!
//! One thread owns it, because sled may fail, panic or take its time, and nothing of that may reach a commit or keep
//! the server from starting: it is opened after the server serves, the queue to it is bounded and never waited for,
//! and what does not get through is read from the journal. What it finds is compared with the entries before anybody
//! is told; it must never be believed over them.

mod feed;
mod fill;
mod indexer;
mod look_ups;
mod reindex;
mod signs;
#[cfg(test)]
mod tests;

pub use feed::Feed;
pub use fill::FillError;
pub use look_ups::LookUps;
pub use reindex::{ReindexError, Reindexed, reindex};

use crate::sequencer::SharedViews;
use feed::Fed;
use indexer::Indexer;
use ledger_log::Link;
use ledger_store::{BookId, BookPaths, ReadJournal};
use look_ups::Find;
use signs::Signs;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::Duration;
use tokio::sync::oneshot;

/// How much may wait for the thread. Keys that find no room are read from the journal later; a look-up that finds none
/// is told so.
const MOST_WAITING: usize = 256;
/// How long the end of the server waits for the thread to close the index.
const MOST_END: Duration = Duration::from_secs(10);

/// What the thread is asked to do.
enum Job {
    /// Take the keys of a durable block.
    Take(Fed),
    /// Find entries.
    Find(Find),
    /// Look whether there is something to do.
    Wake,
}

/// Whose index it is, and where.
#[derive(Debug, Clone)]
pub struct Place {
    /// Where the book lies.
    pub paths: BookPaths,
    /// The book.
    pub book: BookId,
    /// The link before its first entry.
    pub genesis: Link,
}

/// The thread, to be ended.
pub struct IndexerThread {
    jobs: SyncSender<Job>,
    signs: Arc<Signs>,
    ended: oneshot::Receiver<()>,
}

/// Begins to open the index, or to build it, on a thread of its own: the end that is fed, the end that is asked, and
/// the thread. If there is no thread to be had, look-ups go without the index.
pub fn spawn<R: ReadJournal + Clone + 'static>(
    place: Place,
    reader: R,
    views: SharedViews,
) -> (Feed, LookUps, IndexerThread) {
    let (jobs, inbox) = sync_channel(MOST_WAITING);
    let head = reader.head();
    let signs = Arc::new(Signs::after(head.size));
    let (has_ended, ended) = oneshot::channel();
    let indexer = Indexer::new(place, reader, views, Arc::clone(&signs), inbox);
    let begun = std::thread::Builder::new().name("key-index".to_owned()).spawn(move || {
        indexer.run();
        // Nobody there any more is no reason not to end.
        let _ = has_ended.send(());
    });
    if let Err(error) = begun {
        tracing::warn!(%error, "there is no key index: its thread could not be begun");
    }
    let feed = Feed::new(jobs.clone(), Arc::clone(&signs), head.size);
    (feed, LookUps::new(jobs.clone()), IndexerThread { jobs, signs, ended })
}

impl IndexerThread {
    /// Closes the index, when the sequencer has ended: the next start then finds it as far as the book. One that does
    /// not close in time is left, and is caught up with at the next start.
    pub async fn end(self) {
        self.signs.end();
        // A full queue wakes it too.
        let _ = self.jobs.try_send(Job::Wake);
        if tokio::time::timeout(MOST_END, self.ended).await.is_err() {
            tracing::warn!("the key index did not close within {MOST_END:?}; it is left");
        }
    }
}
