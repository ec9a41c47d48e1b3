//! Keeping the index: opened, as far as the book, wiped where it cannot be believed, closed.

use super::Indexer;
use crate::key_index::fill::{FillError, MOST_BEHIND, fill};
use crate::sequencer::UnreadableAct;
use ledger_store::{KeyIndex, Opened, ReadJournal, Unusable, Watermark, wipe_key_index};
use ledger_wire::natural_keys::VERSION;
use std::fmt::Display;
use std::sync::PoisonError;
use std::time::{Duration, Instant};

/// How long an index that failed twice, or cannot be made, is left alone before it is tried again.
const PAUSE: Duration = Duration::from_secs(30);
/// The same for one that another process has open, which may be let go of any moment.
const PAUSE_IN_USE: Duration = Duration::from_secs(1);

impl<R: ReadJournal + Clone> Indexer<R> {
    /// Opens the index; a new or useless one is filled from the first entry on.
    pub(super) fn open(&mut self) {
        self.index = None;
        match KeyIndex::open(&self.place.paths, self.place.book, VERSION) {
            Ok(Opened::Usable(index)) => match self.agrees(index.watermark()) {
                Ok(true) => self.go_on(index),
                Ok(false) => {
                    drop(index);
                    self.lose(&"it is of another history than the journal");
                    self.open_if_due();
                }
                Err(why) => self.pause(&why, PAUSE),
            },
            Ok(Opened::Empty { index, why }) => {
                if matches!(why, Unusable::Absent) {
                    tracing::info!("the key index is built");
                } else {
                    tracing::warn!(%why, "the key index cannot be used and is built again");
                }
                self.go_on(index);
            }
            Ok(Opened::InUse) => self.pause(&"another process has it open", PAUSE_IN_USE),
            Err(why) => self.pause(&why, PAUSE),
        }
    }

    /// Whether the journal has this link at this place.
    fn agrees(&self, watermark: Watermark) -> Result<bool, UnreadableAct> {
        let Watermark { next, link } = watermark;
        if next > self.reader.head().size {
            return Ok(false);
        }
        let expected = match next.checked_sub(1) {
            None => self.place.genesis,
            Some(last) => self.earlier.link_after(last, self.place.genesis)?,
        };
        Ok(link == expected)
    }

    fn go_on(&mut self, index: KeyIndex) {
        self.seen = index.watermark().next;
        (self.flushed, self.absence_told) = (false, false);
        self.index = Some(index);
        self.catch_up();
    }

    pub(super) fn open_if_due(&mut self) {
        if self.index.is_none() && Instant::now() >= self.try_again_at {
            self.open();
        }
    }

    /// Reads from the journal what is not in the index yet.
    pub(super) fn catch_up(&mut self) {
        let Some(index) = self.index.as_mut().filter(|_| self.seen < self.signs.keyed_end()) else { return };
        let signs = &self.signs;
        match fill(index, &self.reader, self.seen, || signs.is_ending()) {
            Ok(seen) => (self.seen, self.flushed) = (seen, false),
            Err(FillError::Index(why)) => self.lose(&why),
            Err(why @ (FillError::Journal(_) | FillError::Record { .. })) => {
                // The index stays where it came to, and is not asked: it is behind.
                self.seen = self.seen.max(index.watermark().next);
                tracing::error!(%why, "the key index cannot go on");
            }
        }
    }

    /// Wipes an index that cannot be believed. It is built again at once, unless that happened just before.
    pub(super) fn lose(&mut self, why: &dyn Display) {
        tracing::warn!(%why, "the key index is wiped and built again");
        self.index = None;
        if let Err(why) = wipe_key_index(&self.place.paths) {
            tracing::warn!(%why, "the key index cannot be wiped");
        }
        let now = Instant::now();
        let again = self.failed_at.replace(now).is_some_and(|before| now.duration_since(before) < PAUSE);
        self.try_again_at = if again { now.checked_add(PAUSE).unwrap_or(now) } else { now };
    }

    /// Goes without an index for a while, and says so once.
    fn pause(&mut self, why: &dyn Display, length: Duration) {
        if !std::mem::replace(&mut self.absence_told, true) {
            tracing::warn!(%why, "there is no key index for now; identities cannot be looked up");
        }
        self.index = None;
        let now = Instant::now();
        self.try_again_at = now.checked_add(length).unwrap_or(now);
    }

    pub(super) fn look_round(&mut self) {
        self.open_if_due();
        self.catch_up();
        self.mark(MOST_BEHIND);
        let Some(index) = self.index.as_mut().filter(|_| !self.flushed) else { return };
        match index.flush() {
            Ok(()) => self.flushed = true,
            Err(why) => self.lose(&why),
        }
    }

    /// Moves the watermark to the head, if it is so far behind: the blocks between had no keys.
    fn mark(&mut self, behind: u64) {
        // In this order: whatever the views show was in the signs before.
        let head = self.head();
        let complete = self.seen >= self.signs.keyed_end();
        let Some(index) = self.index.as_mut().filter(|_| complete) else { return };
        if head.next.saturating_sub(index.watermark().next) < behind {
            return;
        }
        match index.apply(&[], head) {
            Ok(()) => (self.seen, self.flushed) = (self.seen.max(head.next), false),
            Err(why) => self.lose(&why),
        }
    }

    fn head(&self) -> Watermark {
        let published = self.views.read().unwrap_or_else(PoisonError::into_inner);
        Watermark { next: published.views.head().next.0, link: published.link }
    }

    pub(super) fn close(mut self) {
        self.mark(1);
        if let Some(Err(why)) = self.index.take().map(KeyIndex::close) {
            tracing::warn!(%why, "the key index was not closed well; the next start looks at it");
        }
    }
}
