//! What the sequencer and the thread of the index know of each other without asking.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Signs between threads.
#[derive(Debug)]
pub(super) struct Signs {
    keyed_end: AtomicU64,
    ending: AtomicBool,
}

impl Signs {
    /// The book has entries up to `next`, and any of them may have keys.
    pub(super) fn after(next: u64) -> Self {
        Self { keyed_end: AtomicU64::new(next), ending: AtomicBool::new(false) }
    }

    /// The end of the last durable block with keys: an index that goes so far is complete.
    pub(super) fn keyed_end(&self) -> u64 {
        self.keyed_end.load(Ordering::Acquire)
    }

    /// There is a later such block.
    pub(super) fn keyed(&self, end: u64) {
        self.keyed_end.store(end, Ordering::Release);
    }

    /// Whether the server is about to end.
    pub(super) fn is_ending(&self) -> bool {
        self.ending.load(Ordering::Acquire)
    }

    pub(super) fn end(&self) {
        self.ending.store(true, Ordering::Release);
    }
}
