//! sled behind a guard: what it panics on is an error here, and is never met again.

use crate::world::WorldFailed;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// What sled may keep in memory of its pages.
const CACHE_BYTES: u64 = 8 * 1024 * 1024;

/// Why an index cannot be used any more. Whatever it is: wipe it and build it again.
#[derive(Debug, thiserror::Error)]
pub enum IndexFailed {
    /// sled says so.
    #[error(transparent)]
    Sled(#[from] sled::Error),
    /// sled panicked.
    #[error("sled panicked")]
    Panicked,
    /// A file call of ours failed.
    #[error(transparent)]
    World(#[from] WorldFailed),
    /// A row that is there cannot be read.
    #[error("a row of the index is none that was written")]
    Unreadable,
    /// Keys of entries that are indexed already, or that the new watermark does not cover.
    #[error("keys of entries outside of {from}..{to}")]
    OutOfOrder {
        /// The watermark.
        from: u64,
        /// The watermark asked for.
        to: u64,
    },
    /// This is none that could be stored.
    #[error("a natural key of kind {kind} and {size} bytes")]
    NotAKey {
        /// Its kind.
        kind: u8,
        /// Bytes of the natural key.
        size: usize,
    },
}

/// An open sled; gone after a panic.
pub(super) struct Guarded {
    db: Option<sled::Db>,
}

impl Guarded {
    /// Opens the folder, or makes it.
    pub(super) fn open(dir: &Path) -> Result<Self, IndexFailed> {
        let config = sled::Config::new()
            .path(dir)
            .cache_capacity(CACHE_BYTES)
            .mode(sled::Mode::LowSpace)
            // Its own flusher would write at any time, also into a folder that was wiped in between.
            .flush_every_ms(None);
        let opened = catch_unwind(AssertUnwindSafe(|| config.open())).map_err(|_| IndexFailed::Panicked)?;
        Ok(Self { db: Some(opened?) })
    }

    /// What `call` answers; after a panic nothing is called any more.
    pub(super) fn call<T, E>(&mut self, call: impl FnOnce(&sled::Db) -> Result<T, E>) -> Result<T, IndexFailed>
    where
        IndexFailed: From<E>,
    {
        let db = self.db.as_ref().ok_or(IndexFailed::Panicked)?;
        if let Ok(answer) = catch_unwind(AssertUnwindSafe(|| call(db))) {
            return Ok(answer?);
        }
        // Its locks may be held for ever and its pages be half changed: it is left as it is, not even closed.
        if let Some(db) = self.db.take() {
            std::mem::forget(db);
        }
        Err(IndexFailed::Panicked)
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        if let Some(db) = self.db.take() {
            // Closing flushes. What goes wrong there, the next opening finds.
            let _ = catch_unwind(AssertUnwindSafe(|| drop(db)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_a_panic_sled_is_never_called_again() {
        let dir = tempfile::tempdir().unwrap();
        let mut sled = Guarded::open(&dir.path().join("index")).unwrap();
        assert!(sled.call(|db| db.insert("key", "value")).unwrap().is_none());
        let broken = sled.call(|_| -> sled::Result<()> { panic!("as sled does on a page that it cannot read") });
        assert!(matches!(broken, Err(IndexFailed::Panicked)));
        let asked = sled.call(|db| db.get("key"));
        assert!(matches!(asked, Err(IndexFailed::Panicked)));
    }
}
