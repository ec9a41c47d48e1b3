//! The frame: how a block lies in a segment. Normative: `docs/format/journal.md`.
//!
//! ```text
//!  0  8  magic             FF 41 4D 4E 54 46 52 01
//!  8 16  book id
//! 24  8  first index       u64 little-endian, as all numbers here
//! 32  4  count             u32, 1..=65,536
//! 36  4  payload bytes     u32, at most 16 MiB
//! 40 32  link after the block
//! 72  4  CRC32C of bytes 0..72: the header alone, so that a damaged payload still has a place
//! 76  4  CRC32C of bytes 0..76 and the payload: the whole frame
//! 80     payload
//! ```
//!
//! The first byte never occurs in UTF-8, and no field of a record holds 80 free bytes, so the content of an entry
//! cannot pass for a frame when one is searched for.

use ledger_log::{Hash, Link};

use crate::block::{Block, MAX_BLOCK_ENTRIES, MAX_PAYLOAD_BYTES};
use crate::book_id::BookId;
use crate::entries;

/// Bytes before the payload.
pub const FRAME_HEADER_BYTES: usize = 80;
pub(crate) const MAGIC: [u8; 8] = *b"\xFFAMNTFR\x01";

const HEADER_SUM: usize = 72;
const FRAME_SUM: usize = 76;

/// The facts in a frame's header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FrameHeader {
    pub(crate) first_index: u64,
    pub(crate) count: u32,
    pub(crate) payload_bytes: u32,
    pub(crate) link_after: Link,
}

/// Why 80 bytes are not the header of a frame of this book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HeaderFault {
    /// Magic, checksum or limits are wrong.
    Unreadable,
    /// A sound header of another book.
    OtherBook(BookId),
}

/// Why a payload does not belong to its sound header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PayloadFault {
    /// The checksum of the whole frame is wrong.
    Checksum { stored: u32, computed: u32 },
    /// The checksum is right, and the payload is not `count` entries: written wrongly, or forged.
    Malformed,
}

impl FrameHeader {
    pub(crate) fn of(block: &Block) -> FrameHeader {
        FrameHeader {
            first_index: block.first_index(),
            count: block.count(),
            payload_bytes: u32::try_from(block.payload().len()).unwrap_or(u32::MAX),
            link_after: block.link_after(),
        }
    }

    pub(crate) fn encode(&self, book: BookId, payload: &[u8]) -> [u8; FRAME_HEADER_BYTES] {
        let mut bytes = [0; FRAME_HEADER_BYTES];
        bytes[0..8].copy_from_slice(&MAGIC);
        bytes[8..24].copy_from_slice(book.as_bytes());
        bytes[24..32].copy_from_slice(&self.first_index.to_le_bytes());
        bytes[32..36].copy_from_slice(&self.count.to_le_bytes());
        bytes[36..40].copy_from_slice(&self.payload_bytes.to_le_bytes());
        bytes[40..72].copy_from_slice(self.link_after.as_bytes());
        let header_sum = crc32c::crc32c(&bytes[..HEADER_SUM]);
        bytes[HEADER_SUM..FRAME_SUM].copy_from_slice(&header_sum.to_le_bytes());
        let frame_sum = frame_sum(&bytes, payload);
        bytes[FRAME_SUM..].copy_from_slice(&frame_sum.to_le_bytes());
        bytes
    }

    pub(crate) fn decode(bytes: &[u8; FRAME_HEADER_BYTES], book: BookId) -> Result<FrameHeader, HeaderFault> {
        let header = FrameHeader {
            first_index: u64::from_le_bytes(part(bytes, 24)),
            count: u32::from_le_bytes(part(bytes, 32)),
            payload_bytes: u32::from_le_bytes(part(bytes, 36)),
            link_after: Link::from_hash(Hash::from_bytes(part(bytes, 40))),
        };
        let sound = part::<8>(bytes, 0) == MAGIC
            && u32::from_le_bytes(part(bytes, HEADER_SUM)) == crc32c::crc32c(&bytes[..HEADER_SUM])
            && header.within_limits();
        let written_for = BookId(part(bytes, 8));
        match sound {
            false => Err(HeaderFault::Unreadable),
            true if written_for != book => Err(HeaderFault::OtherBook(written_for)),
            true => Ok(header),
        }
    }

    /// The other half of the frame's check: the payload after its header.
    pub(crate) fn check_payload(&self, bytes: &[u8; FRAME_HEADER_BYTES], payload: &[u8]) -> Result<(), PayloadFault> {
        let stored = u32::from_le_bytes(part(bytes, FRAME_SUM));
        let computed = frame_sum(bytes, payload);
        if stored != computed {
            return Err(PayloadFault::Checksum { stored, computed });
        }
        if entries::is_well_formed(payload, self.count) { Ok(()) } else { Err(PayloadFault::Malformed) }
    }

    pub(crate) fn end_index(&self) -> u64 {
        self.first_index + u64::from(self.count)
    }

    pub(crate) fn frame_bytes(&self) -> u64 {
        FRAME_HEADER_BYTES as u64 + u64::from(self.payload_bytes)
    }

    fn within_limits(&self) -> bool {
        (1..=MAX_BLOCK_ENTRIES).contains(&self.count)
            && u64::from(self.payload_bytes) <= MAX_PAYLOAD_BYTES as u64
            && self.first_index.checked_add(u64::from(self.count)).is_some()
    }
}

/// CRC32C over everything but the sum itself.
fn frame_sum(header: &[u8; FRAME_HEADER_BYTES], payload: &[u8]) -> u32 {
    crc32c::crc32c_append(crc32c::crc32c(&header[..FRAME_SUM]), payload)
}

/// `N` bytes at a constant place of a buffer that is known to hold them.
pub(crate) fn part<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    let mut out = [0; N];
    out.copy_from_slice(&bytes[at..at + N]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_of_a_frame_is_covered() {
        let book = BookId([3; 16]);
        let payload = [3, 0, 0, 0, b'a', b'b', b'c'];
        let header = FrameHeader { first_index: 41, count: 1, payload_bytes: 7, link_after: link(9) };
        let frame = [&header.encode(book, &payload)[..], &payload].concat();
        assert_eq!(accepted(&frame, book), Some(header));
        for byte in 0..frame.len() {
            for bit in 0..8 {
                let mut bad = frame.clone();
                bad[byte] ^= 1 << bit;
                assert_eq!(accepted(&bad, book), None, "byte {byte} bit {bit}");
            }
        }
    }

    #[test]
    fn a_frame_of_another_book_is_told_apart_from_damage() {
        let header = FrameHeader { first_index: 0, count: 1, payload_bytes: 5, link_after: link(0) };
        let bytes = header.encode(BookId([1; 16]), &[1, 0, 0, 0, 7]);
        assert_eq!(FrameHeader::decode(&bytes, BookId([2; 16])), Err(HeaderFault::OtherBook(BookId([1; 16]))));
    }

    fn link(byte: u8) -> Link {
        Link::from_hash(Hash::from_bytes([byte; 32]))
    }

    fn accepted(frame: &[u8], book: BookId) -> Option<FrameHeader> {
        let (bytes, payload) = frame.split_first_chunk::<FRAME_HEADER_BYTES>()?;
        let header = FrameHeader::decode(bytes, book).ok()?;
        header.check_payload(bytes, payload).ok()?;
        Some(header)
    }
}
