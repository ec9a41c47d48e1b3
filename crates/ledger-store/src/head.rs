//! `head`: a lower bound of what was acknowledged, in two checksummed slots written in turn.
//!
//! A slot is written after the sync of the block it speaks of, so what it says is always true; it is itself synced
//! only at a segment's roll, at a checkpoint and at stop, so after a power cut it may be behind. The slots lie 4 KiB
//! apart: one bad sector does not take both.

use ledger_log::{Hash, Link};

use crate::book_id::BookId;
use crate::frame::part;
use crate::storage::{Placed, StoredFile};
use crate::world::WorldFailed;

const MAGIC: [u8; 8] = *b"\xFFAMNTHD\x01";
const SLOT_BYTES: usize = 84;
const SLOT_SUM: usize = 80;
const SLOT_PLACES: [u64; 2] = [0, 4096];
/// The file's size.
pub(crate) const HEAD_BYTES: u64 = 8192;

/// How far the journal goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Number of entries; the index of the next one.
    pub size: u64,
    /// The link after the last entry; for an empty book the link of its id.
    pub link: Link,
}

/// A place between two frames.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Position {
    /// The segment, by the first index in its name.
    pub(crate) segment: u64,
    /// Bytes from the segment's start.
    pub(crate) offset: u64,
}

/// What a slot says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PlacedHead {
    pub(crate) head: Head,
    pub(crate) end: Position,
}

/// What the `head` file holds, both slots read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeadSlots {
    slots: [Option<PlacedHead>; 2],
}

impl HeadSlots {
    /// As if both slots were damaged.
    pub(crate) const LOST: HeadSlots = HeadSlots { slots: [None; 2] };

    pub(crate) fn read<F: StoredFile>(file: &Placed<F>, book: BookId) -> Result<HeadSlots, WorldFailed> {
        let mut slots = [None; 2];
        for (slot, place) in slots.iter_mut().zip(SLOT_PLACES) {
            let mut bytes = [0; SLOT_BYTES];
            let read = file.read_up_to(&mut bytes, place)?;
            *slot = if read == SLOT_BYTES { decode(&bytes, book) } else { None };
        }
        Ok(HeadSlots { slots })
    }

    /// The newer sound slot.
    pub(crate) fn newest(&self) -> Option<PlacedHead> {
        self.slots.iter().flatten().copied().max_by_key(|slot| slot.head.size)
    }

    /// The head that the newer sound slot tells; `None` if both slots are damaged.
    #[must_use]
    pub fn head(&self) -> Option<Head> {
        self.newest().map(|slot| slot.head)
    }

    /// The slots (0, 1) whose checksum is wrong, with their byte offset in the file.
    pub fn damaged(&self) -> impl Iterator<Item = (u8, u64)> + '_ {
        [0_u8, 1]
            .into_iter()
            .zip(SLOT_PLACES)
            .zip(self.slots)
            .filter_map(|(place, slot)| slot.is_none().then_some(place))
    }
}

/// The writer's side: which slot is next.
#[derive(Debug)]
pub(crate) struct HeadFile<F> {
    file: Placed<F>,
    book: BookId,
    next_slot: usize,
}

impl<F: StoredFile> HeadFile<F> {
    /// Goes on after `slots`: the next slot is the damaged or older one, so that the newest sound one stands until
    /// another is durable.
    pub(crate) fn new(file: Placed<F>, book: BookId, slots: &HeadSlots) -> HeadFile<F> {
        let newest = slots.newest();
        let next_slot = usize::from(newest.is_some() && slots.slots[0] == newest);
        HeadFile { file, book, next_slot }
    }

    /// Writes the older slot; the caller has synced what it speaks of.
    pub(crate) fn write(&mut self, placed: &PlacedHead) -> Result<(), WorldFailed> {
        self.file.write_all(&encode(placed, self.book), SLOT_PLACES[self.next_slot])?;
        self.next_slot = 1 - self.next_slot; // only after success: a torn slot is the one to write again
        Ok(())
    }

    /// Writes both slots and syncs them: after recovery neither may speak of what was cut.
    pub(crate) fn write_both(&mut self, placed: &PlacedHead) -> Result<(), WorldFailed> {
        if self.file.size()? < HEAD_BYTES {
            self.file.write_zeros(0, HEAD_BYTES)?;
        }
        self.write(placed)?;
        self.file.sync()?; // between the two: a power cut may tear one, never both
        self.write(placed)?;
        self.file.sync()
    }

    pub(crate) fn sync(&self) -> Result<(), WorldFailed> {
        self.file.sync()
    }
}

fn encode(placed: &PlacedHead, book: BookId) -> [u8; SLOT_BYTES] {
    let mut bytes = [0; SLOT_BYTES];
    bytes[0..8].copy_from_slice(&MAGIC);
    bytes[8..24].copy_from_slice(book.as_bytes());
    bytes[24..32].copy_from_slice(&placed.head.size.to_le_bytes());
    bytes[32..64].copy_from_slice(placed.head.link.as_bytes());
    bytes[64..72].copy_from_slice(&placed.end.segment.to_le_bytes());
    bytes[72..80].copy_from_slice(&placed.end.offset.to_le_bytes());
    let sum = crc32c::crc32c(&bytes[..SLOT_SUM]);
    bytes[SLOT_SUM..].copy_from_slice(&sum.to_le_bytes());
    bytes
}

fn decode(bytes: &[u8; SLOT_BYTES], book: BookId) -> Option<PlacedHead> {
    let sum = u32::from_le_bytes(part(bytes, SLOT_SUM));
    let sound = part::<8>(bytes, 0) == MAGIC
        && part::<16>(bytes, 8) == *book.as_bytes()
        && sum == crc32c::crc32c(&bytes[..SLOT_SUM]);
    sound.then(|| PlacedHead {
        head: Head {
            size: u64::from_le_bytes(part(bytes, 24)),
            link: Link::from_hash(Hash::from_bytes(part(bytes, 32))),
        },
        end: Position { segment: u64::from_le_bytes(part(bytes, 64)), offset: u64::from_le_bytes(part(bytes, 72)) },
    })
}
