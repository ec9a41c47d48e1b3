//! One block on its way to the disk, or back from it: a reusable buffer that is the frame itself.
//!
//! The header's place is kept free before the entries, so a block is sealed where it stands and written with one
//! call. No hashed byte depends on where a block begins or ends.

use ledger_log::{Hash, Link};

use crate::book_id::BookId;
use crate::entries::{Entries, PREFIX_BYTES};
use crate::frame::{FRAME_HEADER_BYTES, FrameHeader};

/// Largest entry: 64 KiB less one.
pub const MAX_ENTRY_BYTES: usize = 65_535;
/// Largest payload of a block: two of the largest acts (8 MiB each), prefixes included.
pub const MAX_PAYLOAD_BYTES: usize = 16 * 1024 * 1024;
/// Most entries in a block: four of the largest acts.
pub const MAX_BLOCK_ENTRIES: u32 = 65_536;

/// What stands for the link until it is set.
const NO_LINK: Link = Link::from_hash(Hash::from_bytes([0; 32]));

/// Entries with dense indices that become durable together.
#[derive(Debug, Clone)]
pub struct Block {
    /// The header's place, then the payload.
    bytes: Vec<u8>,
    first_index: u64,
    count: u32,
    link_after: Link,
}

/// A place inside a block to which it can be rolled back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    bytes: usize,
    count: u32,
}

/// Why an entry did not go into a block; the block is as it was before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PushRefused {
    /// The block has no room for it: append the block and begin another.
    #[error("the block is full")]
    Full,
    /// No block could hold it.
    #[error("an entry of {size} bytes is not between 1 and {MAX_ENTRY_BYTES}")]
    EntrySize {
        /// Bytes of the refused entry.
        size: usize,
    },
}

impl Default for Block {
    fn default() -> Block {
        Block::new()
    }
}

impl Block {
    /// An empty block that begins at index 0. Make one and reuse it.
    #[must_use]
    pub fn new() -> Block {
        Block { bytes: vec![0; FRAME_HEADER_BYTES], first_index: 0, count: 0, link_after: NO_LINK }
    }

    /// Empties the block and says at which index it begins; keeps its memory.
    pub fn begin(&mut self, first_index: u64) {
        self.bytes.truncate(FRAME_HEADER_BYTES);
        self.first_index = first_index;
        self.count = 0;
        self.link_after = NO_LINK;
    }

    /// Adds a copy of `entry` and answers its index.
    ///
    /// # Errors
    /// [`PushRefused`]; the block is unchanged.
    pub fn push(&mut self, entry: &[u8]) -> Result<u64, PushRefused> {
        self.push_with(|bytes| bytes.extend_from_slice(entry))
    }

    /// Adds the entry that `write` appends to the buffer it is given (and only appends), and answers its index.
    ///
    /// # Errors
    /// [`PushRefused`]; the block is unchanged.
    pub fn push_with(&mut self, write: impl FnOnce(&mut Vec<u8>)) -> Result<u64, PushRefused> {
        let before = self.mark();
        self.bytes.extend_from_slice(&[0; PREFIX_BYTES]);
        let start = self.bytes.len();
        write(&mut self.bytes);
        let size = self.bytes.len().saturating_sub(start);
        let refused = if size == 0 || size > MAX_ENTRY_BYTES {
            Some(PushRefused::EntrySize { size })
        } else if self.count == MAX_BLOCK_ENTRIES || self.payload().len() > MAX_PAYLOAD_BYTES {
            Some(PushRefused::Full)
        } else {
            None
        };
        if let Some(refused) = refused {
            self.roll_back(before);
            return Err(refused);
        }
        let prefix = u32::try_from(size).unwrap_or(u32::MAX).to_le_bytes();
        self.bytes[before.bytes..start].copy_from_slice(&prefix);
        let index = self.end_index();
        self.count += 1;
        Ok(index)
    }

    /// Where the block ends now.
    #[must_use]
    pub const fn mark(&self) -> Mark {
        Mark { bytes: self.bytes.len(), count: self.count }
    }

    /// Forgets what was pushed after `mark` was taken from this block.
    pub fn roll_back(&mut self, mark: Mark) {
        self.bytes.truncate(mark.bytes);
        self.count = mark.count;
    }

    /// Sets the link after the last entry; every block needs it before it is appended.
    pub const fn set_link_after(&mut self, link: Link) {
        self.link_after = link;
    }

    /// The link after the last entry.
    #[must_use]
    pub const fn link_after(&self) -> Link {
        self.link_after
    }

    /// Index of the first entry.
    #[must_use]
    pub const fn first_index(&self) -> u64 {
        self.first_index
    }

    /// Index after the last entry.
    #[must_use]
    pub fn end_index(&self) -> u64 {
        self.first_index + u64::from(self.count)
    }

    /// Number of entries.
    #[must_use]
    pub const fn count(&self) -> u32 {
        self.count
    }

    /// Whether nothing has been pushed.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The entries with their prefixes.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.bytes[FRAME_HEADER_BYTES..]
    }

    /// The entries with their indices.
    #[must_use]
    pub fn entries(&self) -> Entries<'_> {
        Entries::new(self.payload(), self.first_index)
    }

    /// The entry at `index`, if it is in this block.
    #[must_use]
    pub fn entry(&self, index: u64) -> Option<&[u8]> {
        let skip = usize::try_from(index.checked_sub(self.first_index)?).ok()?;
        self.entries().nth(skip).map(|(_, entry)| entry)
    }

    /// Writes the header into its place and answers the whole frame.
    pub(crate) fn seal(&mut self, book: BookId) -> &[u8] {
        let header = FrameHeader::of(self);
        if let Some((place, payload)) = self.bytes.split_first_chunk_mut::<FRAME_HEADER_BYTES>() {
            *place = header.encode(book, payload);
        }
        &self.bytes
    }

    /// Bytes of the sealed frame.
    pub(crate) fn frame_bytes(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// Room for a frame of `size` bytes, to be read into.
    pub(crate) fn frame_place(&mut self, size: usize) -> &mut [u8] {
        self.count = 0;
        self.bytes.resize(size.max(FRAME_HEADER_BYTES), 0);
        &mut self.bytes
    }

    /// What was read into the frame's place passed every check: take the facts from its header.
    pub(crate) fn adopt(&mut self, header: &FrameHeader) {
        assert!(self.payload().len() as u64 == u64::from(header.payload_bytes));
        self.first_index = header.first_index;
        self.count = header.count;
        self.link_after = header.link_after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_entry_leaves_the_block_as_it_was() {
        let mut block = Block::new();
        block.begin(7);
        assert_eq!(block.push(b"one"), Ok(7));
        let before = block.payload().to_vec();
        assert_eq!(block.push(b""), Err(PushRefused::EntrySize { size: 0 }));
        assert_eq!(block.push(&vec![0; 65_536]), Err(PushRefused::EntrySize { size: 65_536 }));
        assert_eq!(block.payload(), before);
        assert_eq!((block.count(), block.end_index()), (1, 8));
    }

    #[test]
    fn an_act_rolls_back_to_its_mark() {
        let mut block = Block::new();
        block.begin(0);
        block.push(b"kept").unwrap();
        let mark = block.mark();
        block.push(b"undone").unwrap();
        block.roll_back(mark);
        assert_eq!(block.entries().collect::<Vec<_>>(), [(0, &b"kept"[..])]);
        assert_eq!(block.entry(0), Some(&b"kept"[..]));
        assert_eq!(block.entry(1), None);
    }

    #[test]
    fn a_block_is_full_at_its_byte_limit() {
        let mut block = Block::new();
        let entry = vec![1; MAX_ENTRY_BYTES];
        let mut taken = 0;
        while block.push(&entry).is_ok() {
            taken += 1;
        }
        assert_eq!(taken, MAX_PAYLOAD_BYTES / (MAX_ENTRY_BYTES + PREFIX_BYTES));
        assert_eq!(block.push(&entry), Err(PushRefused::Full));
    }
}
