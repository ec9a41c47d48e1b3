//! The sequencer's end. It hands over what it has and never waits: a commit is not held up by an index.

use super::Job;
use super::signs::Signs;
use ledger_core::event::Entry;
use ledger_store::Watermark;
use ledger_wire::natural_keys::{NaturalKey, natural_keys};
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

/// The most keys that are handed over with a block, so that what waits is bounded. Those of a block with more are read
/// from the journal.
const MOST_KEYS: usize = 1_024;

/// The keys of a durable block.
pub(super) struct Fed {
    /// The end of the last block with keys before this one.
    pub(super) previous: u64,
    /// The end of this one.
    pub(super) end: Watermark,
    /// The keys, each with its entry.
    pub(super) keys: Vec<(u64, NaturalKey)>,
}

/// Takes durable blocks to the index.
pub struct Feed {
    jobs: SyncSender<Job>,
    signs: Arc<Signs>,
    previous: u64,
}

impl Feed {
    pub(super) fn new(jobs: SyncSender<Job>, signs: Arc<Signs>, next: u64) -> Self {
        Self { jobs, signs, previous: next }
    }

    /// Takes the entries of a block that is durable, up to `end`. To be called before anybody can see them in the
    /// views: who sees them must also see that the index may be behind. A block without keys, as most are under load,
    /// costs nothing here and wakes nobody.
    pub(crate) fn take<'a>(&mut self, entries: impl Iterator<Item = &'a Entry>, end: Watermark) {
        let each = |entry: &'a Entry| natural_keys(entry).into_iter().map(|key| (entry.index.0, key));
        let keys: Vec<(u64, NaturalKey)> = entries.flat_map(each).take(MOST_KEYS.saturating_add(1)).collect();
        if keys.is_empty() {
            return;
        }
        self.signs.keyed(end.next);
        let job =
            if keys.len() > MOST_KEYS { Job::Wake } else { Job::Take(Fed { previous: self.previous, end, keys }) };
        // With no room for it, or with nobody there, the index finds in the signs that it is behind.
        let _ = self.jobs.try_send(job);
        self.previous = end.next;
    }
}
