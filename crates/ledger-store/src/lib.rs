//! DURABLE: the journal on disk, its recovery, and reading it beside a running server.
//!
//! The journal is the truth; everything else in a book is a fold of it. This crate knows bytes, indices,
//! links and files. It never decodes an entry, never decides, and never answers "durable" before the sync
//! that makes it so has returned. The normative bytes stand in `docs/format/journal.md`, what happens at each
//! fault of the disk in `docs/testing-faults.md`.
//!
//! - [`Journal`] is what the sequencer writes to; [`FileJournal`] keeps it in files over a [`Storage`].
//! - [`ReadOnlyBook`] is what an auditor opens: no lock, no write, and a scan that lists every damage.
//! - [`TreeFiles`] and [`CheckpointPlaces`] keep what is derived and what is signed.
//! - [`vault::Vault`] keeps what must not stand in the book: personal data.
//! - [`KeyIndex`] finds entries by natural key, as a cache.

mod block;
mod block_index;
mod book_file;
mod book_id;
mod checkpoints;
mod damage;
mod entries;
mod files;
mod frame;
mod head;
mod journal;
mod key_index;
mod layout;
mod links;
mod read_only;
mod reader;
mod scan;
mod segment;
mod storage;
mod survey;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod tree_files;
pub mod vault;
mod world;

pub use block::{Block, MAX_BLOCK_ENTRIES, MAX_ENTRY_BYTES, MAX_PAYLOAD_BYTES, Mark, PushRefused};
pub use book_file::FORMAT;
pub use book_id::{BookId, NotABookId};
pub use checkpoints::{CheckpointError, CheckpointPlaces, RecordedCheckpoint};
pub use damage::{Damage, DamageClass, Indices};
pub use entries::{Entries, Framing};
pub use files::{FileJournal, JournalOptions, LinksFrom, OpenError, Recovery, RoomAhead};
pub use frame::FRAME_HEADER_BYTES;
pub use head::{Head, HeadSlots};
pub use journal::{Append, Blocks, Journal, NotWritten, OutcomeUnknown, ReadError, ReadJournal};
pub use key_index::{
    IndexFailed, Key, KeyIndex, MOST_NATURAL_BYTES, Opened, Unusable, Watermark, wipe as wipe_key_index,
};
pub use layout::{BookPaths, DataPaths, PrivatePaths};
pub use read_only::ReadOnlyBook;
pub use reader::FileReader;
pub use scan::{Scan, Scanned, ScannedFrame};
pub use storage::{Access, Privacy, RealStorage, Storage, StoredFile};
pub use survey::Cut;
pub use tree_files::{TreeError, TreeFiles, TreeReader};
pub use world::{Doing, WorldFailed};
