//! What this ledger puts into a proof file's extra data: the entry, and what opens its commitments.
//!
//! `uint16_be length ‖ entry ‖ openings`. The proof covers the entry once its leaf is the one that was
//! proved. It never covers the openings: each must be held against its commitment in the entry, by someone
//! who can read one.

use crate::tile::MAX_ENTRY_BYTES;
use crate::{Leaf, leaf};

/// An entry's exact stored bytes and its openings, which may be none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enclosed {
    entry: Vec<u8>,
    /// Opaque here.
    openings: Vec<u8>,
}

/// The entry's length does not fit two bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the entry has {size_bytes} bytes; at most {MAX_ENTRY_BYTES} can be enclosed")]
pub struct EntryTooLong {
    /// Its length.
    pub size_bytes: usize,
}

/// The extra data are not what this ledger encloses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the extra data end within the entry: {size_bytes} bytes")]
pub struct MalformedExtra {
    /// How many bytes they have.
    pub size_bytes: usize,
}

impl Enclosed {
    /// An entry with its openings.
    ///
    /// # Errors
    /// [`EntryTooLong`] if the entry is.
    pub fn new(entry: Vec<u8>, openings: Vec<u8>) -> Result<Enclosed, EntryTooLong> {
        match entry.len() {
            ..=MAX_ENTRY_BYTES => Ok(Enclosed { entry, openings }),
            size_bytes => Err(EntryTooLong { size_bytes }),
        }
    }

    /// Takes extra data apart.
    ///
    /// # Errors
    /// [`MalformedExtra`] if they end within the entry.
    pub fn decode(extra: &[u8]) -> Result<Enclosed, MalformedExtra> {
        let malformed = MalformedExtra { size_bytes: extra.len() };
        let (length, rest) = extra.split_first_chunk().ok_or(malformed)?;
        let split = rest.split_at_checked(u16::from_be_bytes(*length).into());
        let (entry, openings) = split.ok_or(malformed)?;
        Ok(Enclosed { entry: entry.to_vec(), openings: openings.to_vec() })
    }

    /// The extra data that [`Enclosed::decode`] takes apart.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let length = u16::try_from(self.entry.len()).unwrap_or_else(|_| unreachable!("checked in new"));
        [&length.to_be_bytes(), self.entry.as_slice(), &self.openings].concat()
    }

    /// The entry's bytes.
    #[must_use]
    pub fn entry(&self) -> &[u8] {
        &self.entry
    }

    /// The bytes that open the entry's commitments. Authenticated by those commitments only.
    #[must_use]
    pub fn openings(&self) -> &[u8] {
        &self.openings
    }

    /// The entry's leaf.
    #[must_use]
    pub fn leaf(&self) -> Leaf {
        leaf(&self.entry)
    }
}
