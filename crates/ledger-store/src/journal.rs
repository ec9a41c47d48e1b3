//! The journal's contract: one writer appends blocks, anybody reads entries back.
//!
//! Two engines keep it: files ([`crate::FileJournal`]) and, later, a database. `testing::contract` runs against each.

use crate::block::Block;
use crate::book_id::BookId;
use crate::damage::Damage;
use crate::head::Head;
use crate::world::WorldFailed;

/// What an append did. Exactly one of four, and the caller may lean on each.
#[derive(Debug)]
#[must_use]
pub enum Append {
    /// The block is on stable storage and will be there after any crash; it is readable now. Only after this may
    /// anything about it be told to anybody.
    Durable {
        /// The head after the block.
        head: Head,
    },
    /// The block does not follow this journal's head: somebody else has written, or the caller is behind. Nothing was
    /// written. Reload from the head; never retry the same block.
    Fenced {
        /// The head as the journal knows it.
        head: Head,
        /// The first index of the refused block.
        asked: u64,
    },
    /// Nothing of the block is or will become part of the journal; the journal is as before and may be used. The same
    /// block may be tried again.
    NotWritten(NotWritten),
    /// The block may be found in the journal after a restart, or not. The journal takes no more blocks; the process
    /// that holds it is to stop, and to say that memory and disk may disagree.
    OutcomeUnknown(OutcomeUnknown),
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    /// There is no room for the block and none could be made: the disk is full. Passes when space returns.
    #[error("no room for {needed_bytes} bytes: {source}")]
    NoRoom {
        /// Bytes of the block's frame.
        needed_bytes: u64,
        /// What was said when room was to be made.
        source: WorldFailed,
    },
    /// The write failed and its traces were removed.
    #[error(transparent)]
    WriteFailed(WorldFailed),
    /// The block before is durable, but `head` could not be told so; until it can, nothing is added.
    #[error("head is behind: {0}")]
    HeadBehind(WorldFailed),
}

/// Why the outcome is unknown.
#[derive(Debug, thiserror::Error)]
pub enum OutcomeUnknown {
    /// A sync failed, or a failed write could not be undone: what the disk holds is not known.
    #[error("memory and disk may disagree: {0}")]
    Failed(WorldFailed),
    /// An earlier append ended so; this block was not touched.
    #[error("memory and disk may disagree since an earlier failure; stop and reopen")]
    Poisoned,
}

/// Why something that the journal holds could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// A call failed.
    #[error(transparent)]
    World(#[from] WorldFailed),
    /// What was read is not what was written.
    #[error(transparent)]
    Damaged(Box<Damage>),
}

impl From<Damage> for ReadError {
    fn from(damage: Damage) -> ReadError {
        ReadError::Damaged(Box::new(damage))
    }
}

/// Reading durable entries, from any thread.
pub trait ReadJournal: Send + Sync {
    /// How far reading can go now. Never goes back while the journal is open.
    fn head(&self) -> Head;

    /// Reads the block that holds the entry `index` into `into`, checked: its frame is whole, of this book, and its
    /// indices are where the journal has them. `false`, and `into` unspecified, if `index` is not below the head.
    /// Links are the caller's to check, who hashes the entries anyway.
    ///
    /// # Errors
    /// [`ReadError`]; `into` is unspecified then.
    fn read_block(&self, index: u64, into: &mut Block) -> Result<bool, ReadError>;

    /// The entry `index`, read through `into`; `None` if it is not below the head.
    ///
    /// # Errors
    /// [`ReadError`].
    fn entry<'b>(&self, index: u64, into: &'b mut Block) -> Result<Option<&'b [u8]>, ReadError> {
        Ok(if self.read_block(index, into)? { into.entry(index) } else { None })
    }

    /// Every block from the one that holds `index` to the head as it is when the end is reached.
    fn blocks_from(&self, index: u64) -> Blocks<'_, Self>
    where
        Self: Sized,
    {
        Blocks { journal: self, next: index, block: Block::new() }
    }
}

/// The one writer's side. Everything blocks; it is called on the sequencer's thread.
///
/// Opening is each engine's own; an open journal has proved who writes and knows its head.
pub trait Journal: ReadJournal {
    /// What other threads read with.
    type Reader: ReadJournal + Clone + 'static;

    /// Which book this is.
    fn book(&self) -> BookId;

    /// Appends the block, which must hold at least one entry, begin at `head().size` and carry its link. On return
    /// the block is either durable, or not in the journal, or its fate is said to be unknown: see [`Append`]. The block
    /// itself keeps its entries.
    ///
    /// # Panics
    /// On an empty block: a bug of the caller.
    fn append(&mut self, block: &mut Block) -> Append;

    /// A reader that sees each block as soon as it is durable.
    fn reader(&self) -> Self::Reader;
}

/// Blocks in order; a lending iterator, because every block is read into the same buffer.
#[derive(Debug)]
pub struct Blocks<'a, J> {
    journal: &'a J,
    next: u64,
    block: Block,
}

impl<J: ReadJournal> Blocks<'_, J> {
    /// The next block, or `None` at the head. After an error the same block is tried again.
    ///
    /// # Errors
    /// [`ReadError`].
    #[expect(clippy::should_implement_trait, reason = "it lends its buffer, which Iterator cannot")]
    pub fn next(&mut self) -> Result<Option<&Block>, ReadError> {
        if !self.journal.read_block(self.next, &mut self.block)? {
            return Ok(None);
        }
        self.next = self.block.end_index();
        Ok(Some(&self.block))
    }
}
