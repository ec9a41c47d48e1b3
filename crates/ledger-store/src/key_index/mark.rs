//! The one row that is no key: how far the index goes, whose it is, and what it has to hold.

use super::Watermark;
use crate::book_id::BookId;
use crate::frame::part;
use ledger_log::{Hash, Link};

/// The kind that no key has.
pub(super) const KIND: u8 = 0;
/// Where the row stands.
pub(super) const PLACE: [u8; 1] = [KIND];

/// Bytes of the row: `version u32 ‖ book 16 ‖ next u64 ‖ link 32 ‖ count u64 ‖ sum u64`, numbers big-endian.
const BYTES: usize = 76;

/// What an index holds: how many keys, and the sum of their checksums, in which no order shows. A page that sled lost
/// without noticing is missed here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sum {
    pub(super) count: u64,
    pub(super) checksums: u64,
}

/// The row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    /// Of the list of what is indexed: an index that was made by another list is made again.
    pub(super) version: u32,
    pub(super) book: BookId,
    pub(super) watermark: Watermark,
    pub(super) holds: Sum,
}

impl Sum {
    pub(super) fn add(&mut self, stored: &[u8]) {
        self.count += 1;
        self.checksums = self.checksums.wrapping_add(u64::from(crc32c::crc32c(stored)));
    }
}

impl Mark {
    pub(super) fn encode(&self) -> Vec<u8> {
        let Self { version, book, watermark: Watermark { next, link }, holds: Sum { count, checksums } } = self;
        let mut bytes = Vec::with_capacity(BYTES);
        bytes.extend_from_slice(&version.to_be_bytes());
        bytes.extend_from_slice(book.as_bytes());
        bytes.extend_from_slice(&next.to_be_bytes());
        bytes.extend_from_slice(link.as_bytes());
        bytes.extend_from_slice(&count.to_be_bytes());
        bytes.extend_from_slice(&checksums.to_be_bytes());
        bytes
    }

    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; BYTES] = bytes.try_into().ok()?;
        let watermark = Watermark {
            next: u64::from_be_bytes(part(bytes, 20)),
            link: Link::from_hash(Hash::from_bytes(part(bytes, 28))),
        };
        let holds = Sum { count: u64::from_be_bytes(part(bytes, 60)), checksums: u64::from_be_bytes(part(bytes, 68)) };
        Some(Self { version: u32::from_be_bytes(part(bytes, 0)), book: BookId(part(bytes, 4)), watermark, holds })
    }
}
