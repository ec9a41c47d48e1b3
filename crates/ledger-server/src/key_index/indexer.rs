//! The thread that owns the index.

mod tending;

use super::feed::Fed;
use super::fill::write;
use super::look_ups::Find;
use super::signs::Signs;
use super::{Job, Place};
use crate::sequencer::{Earlier, SharedViews};
use ledger_core::ids::Index;
use ledger_core::past::Past;
use ledger_store::{KeyIndex, ReadJournal};
use ledger_wire::natural_keys::natural_keys;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// How long it stays idle before it looks round: flushes what it wrote, moves the watermark.
const IDLE: Duration = Duration::from_secs(1);
/// Keys that are taken from the queue for one batch.
const MOST_AT_ONCE: usize = 4_096;

/// The index, and all that it is compared with.
pub(super) struct Indexer<R> {
    place: Place,
    reader: R,
    earlier: Earlier<R>,
    views: SharedViews,
    signs: Arc<Signs>,
    inbox: Receiver<Job>,
    /// `None` while it cannot be used.
    index: Option<KeyIndex>,
    /// The keys of all entries below are in the index.
    seen: u64,
    flushed: bool,
    failed_at: Option<Instant>,
    try_again_at: Instant,
    absence_told: bool,
}

impl<R: ReadJournal + Clone> Indexer<R> {
    pub(super) fn new(place: Place, reader: R, views: SharedViews, signs: Arc<Signs>, inbox: Receiver<Job>) -> Self {
        let earlier = Earlier::new(reader.clone());
        Self {
            place,
            reader,
            earlier,
            views,
            signs,
            inbox,
            index: None,
            seen: 0,
            flushed: true,
            failed_at: None,
            try_again_at: Instant::now(),
            absence_told: false,
        }
    }

    /// Opens the index, keeps it as far as the book and answers what is asked, until the server ends.
    pub(super) fn run(mut self) {
        self.open();
        while !self.signs.is_ending() {
            match self.inbox.recv_timeout(IDLE) {
                Ok(job) => self.perform(job),
                Err(RecvTimeoutError::Timeout) => self.look_round(),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        self.close();
    }

    fn perform(&mut self, job: Job) {
        self.open_if_due();
        match job {
            Job::Take(fed) => self.take(fed),
            Job::Find(find) => self.answer(find),
            Job::Wake => self.catch_up(),
        }
    }

    /// Takes the keys of a block, and of all that wait behind it.
    fn take(&mut self, first: Fed) {
        let mut count = first.keys.len();
        let mut blocks = vec![first];
        let mut next = None;
        while count < MOST_AT_ONCE && next.is_none() {
            match self.inbox.try_recv() {
                Ok(Job::Take(fed)) => {
                    count = count.saturating_add(fed.keys.len());
                    blocks.push(fed);
                }
                Ok(other) => next = Some(other),
                Err(_) => break,
            }
        }
        self.write(blocks);
        if let Some(job) = next {
            self.perform(job);
        }
    }

    fn write(&mut self, mut blocks: Vec<Fed>) {
        // What was read from the journal while it waited.
        blocks.retain(|block| block.end.next > self.seen);
        let mut seen = self.seen;
        let follows = |block: &Fed| block.previous <= std::mem::replace(&mut seen, block.end.next);
        let Some(end) = blocks.last().map(|block| block.end) else { return };
        if !blocks.iter().all(follows) {
            // A block between found no room in the queue.
            return self.catch_up();
        }
        let Some(index) = &mut self.index else { return };
        let keys: Vec<_> = blocks.into_iter().flat_map(|block| block.keys).collect();
        match write(index, &keys, end) {
            Ok(()) => (self.seen, self.flushed) = (end.next, false),
            Err(why) => self.lose(&why),
        }
    }

    fn answer(&mut self, find: Find) {
        if find.reply.is_closed() {
            return;
        }
        self.catch_up();
        if let Some(found) = self.find(&find) {
            // Whoever asked may have gone.
            let _ = find.reply.send(found);
        }
    }

    /// What the index finds, if it is complete, and if the entries say the same.
    fn find(&mut self, Find { key, among, limit, .. }: &Find) -> Option<Vec<u64>> {
        let index = self.index.as_mut().filter(|_| self.seen >= self.signs.keyed_end())?;
        let found = match index.find(key.kind.number(), &key.bytes, among.clone(), *limit) {
            Ok(found) => found,
            Err(why) => {
                self.lose(&why);
                return None;
            }
        };
        for at in &found {
            // An entry that cannot be read is the journal's trouble, and was logged as that.
            let entry = self.earlier.entry(Index(*at)).ok()?;
            if !entry.is_some_and(|entry| natural_keys(&entry).contains(key)) {
                self.lose(&format!("it says of entry {at} what the entry does not"));
                return None;
            }
        }
        Some(found)
    }
}
