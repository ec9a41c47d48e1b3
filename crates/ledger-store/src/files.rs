//! The files engine: [`FileJournal`] over a [`Storage`](crate::Storage).

mod append;
mod create;
mod open;
mod recovery;
mod room;

use std::path::PathBuf;

use crate::book_id::BookId;
use crate::damage::Damage;
use crate::head::Head;
use crate::survey::Cut;
use crate::world::WorldFailed;

pub use append::FileJournal;

/// Largest segment: places inside one are kept in 32 bits.
pub(crate) const MAX_SEGMENT_BYTES: u64 = 1 << 30;

/// How a files journal is opened. `Default` is what a server wants.
#[derive(Debug, Clone)]
pub struct JournalOptions {
    /// The book that the caller means; any if `None`.
    pub expected_book: Option<BookId>,
    /// Size of the last recorded checkpoint: the journal must reach at least so far. 0 if none was recorded.
    pub checkpoint_size: u64,
    /// Size of a segment in bytes, at most 1 GiB. A block that is larger gets a segment of its own size.
    pub segment_bytes: u64,
    /// Which links are checked at opening.
    pub links_from: LinksFrom,
    /// Who zeroes the next segment.
    pub room: RoomAhead,
}

impl Default for JournalOptions {
    fn default() -> JournalOptions {
        JournalOptions {
            expected_book: None,
            checkpoint_size: 0,
            segment_bytes: 64 * 1024 * 1024,
            links_from: LinksFrom::Genesis,
            room: RoomAhead::Thread,
        }
    }
}

/// Which links are checked at opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinksFrom {
    /// All, by hashing every entry.
    Genesis,
    /// Those past `head`, whose own link is taken on trust: for a caller that hashes every entry afterwards anyway.
    Head,
}

/// Who zeroes and syncs the next segment while the present one fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoomAhead {
    /// A thread, so that no append waits for it.
    Thread,
    /// The appending thread at the middle of a segment: the same order of calls every time.
    Inline,
}

/// What opening found and did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery {
    /// The lower bound that `head` gave.
    pub acknowledged: Head,
    /// The slot of `head` that was damaged, if one was; it has been rewritten.
    pub damaged_head_slot: Option<u8>,
    /// Bytes of whole frames past `head` that were written again, so that they are on disk and not only in memory.
    pub rewritten_bytes: u64,
    /// What was cut off after the last whole frame.
    pub cut: Option<Cut>,
}

/// Why a book was not opened or created. Nothing was changed, but for what an unfinished recovery had already made
/// durable again.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// No `BOOK` that is one.
    #[error("{} is not a book", path.display())]
    NotABook {
        /// The folder.
        path: PathBuf,
    },
    /// There is a book, or the remains of one, where one was to be created.
    #[error("{} already holds a book or a journal", path.display())]
    AlreadyThere {
        /// The folder.
        path: PathBuf,
    },
    /// Written by a later version.
    #[error("the book has format {found}, this version reads up to {supported}")]
    NewerFormat {
        /// In `BOOK`.
        found: u32,
        /// [`crate::FORMAT`].
        supported: u32,
    },
    /// A book, but not the one that was meant.
    #[error("this is book {found}, not {expected}")]
    OtherBook {
        /// What the caller meant.
        expected: BookId,
        /// What is there.
        found: BookId,
    },
    /// Another process writes to it.
    #[error("{} is in use by another process", path.display())]
    InUse {
        /// The folder.
        path: PathBuf,
    },
    /// This process may not write here.
    #[error("read-only: {0}")]
    ReadOnly(WorldFailed),
    /// What was acknowledged is not all there. Start from a backup, or let an auditor look first.
    #[error("damaged: {0}")]
    Damaged(Box<Damage>),
    /// A call failed.
    #[error(transparent)]
    World(WorldFailed),
}

impl From<Damage> for OpenError {
    fn from(damage: Damage) -> OpenError {
        OpenError::Damaged(Box::new(damage))
    }
}

impl From<WorldFailed> for OpenError {
    fn from(failed: WorldFailed) -> OpenError {
        if failed.is_read_only() { OpenError::ReadOnly(failed) } else { OpenError::World(failed) }
    }
}
