//! The key index: finds entries by natural key (a code, a reference, a token) without reading the book through.
//!
//! It lies in `book/index/` and is kept by sled 0.34, which calls itself beta and whose `flush` is no sync: a power
//! cut may take all that it said was safe. So the index is a cache that may be gone, stale or garbage at any moment,
//! and everything here follows from that: it carries how far it goes and a sum over what it holds, in the same batch
//! as the keys; it is counted through before it is believed; any error, panic or disagreement is a reason to delete
//! it. It must never be believed over the journal, hold up a commit, or keep a server from starting.
//!
//! Fed with few keys, in batches behind the commit; never with what changes often, and never with one key for each
//! small gift: under both sled grows without end. The calls go to the file system past [`crate::Storage`], because
//! sled opens its own files.

mod files;
mod guard;
mod key;
mod mark;
mod open;

use crate::book_id::BookId;
use guard::Guarded;
use ledger_log::Link;
use mark::Mark;
use std::ops::Range;
use std::path::PathBuf;

pub use files::wipe;
pub use guard::IndexFailed;
pub use key::{Key, MOST_NATURAL_BYTES};
pub use open::{Opened, Unusable};

/// Keys of one batch. sled frees nothing that it replaced before a batch is through: with batches of 4,096 keys a
/// million keys took 4 GiB of memory, with these 0.1 GiB.
const MOST_BATCH_KEYS: usize = 256;

/// How far an index goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Watermark {
    /// The keys of all entries below this index are in it.
    pub next: u64,
    /// The link after those entries: an index that is of another history differs here.
    pub link: Link,
}

/// An open index. One owner writes to it and reads from it.
pub struct KeyIndex {
    sled: Guarded,
    dir: PathBuf,
    book: BookId,
    version: u32,
    watermark: Watermark,
    holds: mark::Sum,
}

impl KeyIndex {
    /// How far it goes.
    #[must_use]
    pub const fn watermark(&self) -> Watermark {
        self.watermark
    }

    /// How many keys it holds.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.holds.count
    }

    /// Takes the keys of the entries from the watermark up to `watermark`, and moves the watermark there.
    ///
    /// # Errors
    /// [`IndexFailed`]; the index is then to be wiped.
    pub fn apply(&mut self, keys: &[Key<'_>], watermark: Watermark) -> Result<(), IndexFailed> {
        let taken = self.watermark.next..watermark.next;
        if watermark.next < self.watermark.next || keys.iter().any(|key| !taken.contains(&key.index)) {
            return Err(IndexFailed::OutOfOrder { from: taken.start, to: taken.end });
        }
        let mut stored = keys.iter().map(Key::stored).collect::<Result<Vec<_>, _>>()?;
        stored.sort_unstable();
        stored.dedup();
        let mut holds = self.holds;
        stored.iter().for_each(|key| holds.add(key));
        self.write(&stored, &Mark { version: self.version, book: self.book, watermark, holds })?;
        (self.watermark, self.holds) = (watermark, holds);
        Ok(())
    }

    /// Writes the watermark in one batch with the keys that it covers. Of more keys than sled can take at once those
    /// that come first are not covered by anything yet: nobody finds them, and the next opening sweeps them away.
    fn write(&mut self, stored: &[Vec<u8>], mark: &Mark) -> Result<(), IndexFailed> {
        let mut rest = stored;
        while rest.len() > MOST_BATCH_KEYS {
            let (first, more) = rest.split_at(MOST_BATCH_KEYS);
            self.write_batch(first, None)?;
            rest = more;
        }
        self.write_batch(rest, Some(mark))
    }

    fn write_batch(&mut self, stored: &[Vec<u8>], mark: Option<&Mark>) -> Result<(), IndexFailed> {
        let mut batch = sled::Batch::default();
        for key in stored {
            batch.insert(key.as_slice(), sled::IVec::default());
        }
        if let Some(mark) = mark {
            batch.insert(&mark::PLACE, mark.encode().as_slice());
        }
        self.sled.call(|db| db.apply_batch(batch))
    }

    /// The entries in `among` and below the watermark that have this key, at most `limit`, in order.
    ///
    /// # Errors
    /// [`IndexFailed`]; the index is then to be wiped.
    pub fn find(&mut self, kind: u8, natural: &[u8], among: Range<u64>, limit: usize) -> Result<Vec<u64>, IndexFailed> {
        let from = Key { kind, natural, index: among.start }.stored()?;
        let to = Key { kind, natural, index: among.end.min(self.watermark.next) }.stored()?;
        if from >= to {
            return Ok(Vec::new());
        }
        let found = self.sled.call(|db| db.range(from..to).keys().take(limit).collect::<sled::Result<Vec<_>>>())?;
        found.iter().map(|stored| key::index_of(stored)).collect()
    }

    /// Hands to the operating system what is still in memory: it survives a kill, and not a power cut. Not synced
    /// while a server runs, because that would get in the way of the journal's own syncs on the same disk.
    ///
    /// # Errors
    /// [`IndexFailed`]; the index is then to be wiped.
    pub fn flush(&mut self) -> Result<(), IndexFailed> {
        self.sled.call(|db| db.flush()).map(|_| ())
    }

    /// Flushes, syncs and closes it. sled's flush asks the kernel to begin writing and waits for no disk; the sync
    /// here is ours, so that an orderly stop and a power cut later cost no rebuild. It is a courtesy: nothing leans
    /// on it.
    ///
    /// # Errors
    /// [`IndexFailed`]; the index may then be gone after a power cut, as at any other time.
    pub fn close(mut self) -> Result<(), IndexFailed> {
        self.flush()?;
        let Self { sled, dir, .. } = self;
        drop(sled);
        files::sync(&dir).map_err(IndexFailed::from)
    }
}
