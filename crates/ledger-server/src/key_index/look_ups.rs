//! The asking end.

use super::Job;
use ledger_wire::natural_keys::NaturalKey;
use std::ops::Range;
use std::sync::mpsc::SyncSender;
use std::time::Duration;
use tokio::sync::oneshot;

/// How long a look-up waits for an index that is a little behind.
const MOST_WAIT: Duration = Duration::from_secs(1);

/// A look-up on its way.
pub(super) struct Find {
    pub(super) key: NaturalKey,
    /// Among these entries; their end is a head that the asker has seen.
    pub(super) among: Range<u64>,
    pub(super) limit: usize,
    /// Dropped without an answer: the index cannot say.
    pub(super) reply: oneshot::Sender<Vec<u64>>,
}

/// Asks the index. Cheap to clone.
#[derive(Clone)]
pub struct LookUps {
    jobs: SyncSender<Job>,
}

impl LookUps {
    pub(super) const fn new(jobs: SyncSender<Job>) -> Self {
        Self { jobs }
    }

    /// The entries in `among` that have this key, at most `limit`, oldest first, each compared with the entry itself.
    /// `None` if the index cannot say in time: it is not there, or does not go as far as `among`.
    pub async fn find(&self, key: NaturalKey, among: Range<u64>, limit: usize) -> Option<Vec<u64>> {
        let (reply, answer) = oneshot::channel();
        self.jobs.try_send(Job::Find(Find { key, among, limit, reply })).ok()?;
        tokio::time::timeout(MOST_WAIT, answer).await.ok()?.ok()
    }
}
