//! The bytes of a bundle of entries: for each its length in two bytes, high byte first, then itself.

use super::{EntryBundle, FULL_WIDTH};

/// Longest entry: its length must fit two bytes.
pub const MAX_ENTRY_BYTES: usize = 0xffff;

/// Longest bundle: 256 of the longest entries.
pub const MAX_BUNDLE_BYTES: usize = FULL_WIDTH as usize * (2 + MAX_ENTRY_BYTES);

/// Why entries make no bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleRefused {
    /// More or fewer entries than the bundle is wide.
    #[error("the bundle takes {expected} entries, not {found}")]
    WrongCount {
        /// Entries of such a bundle.
        expected: usize,
        /// Entries given.
        found: usize,
    },
    /// An entry is longer than [`MAX_ENTRY_BYTES`].
    #[error("entry {index} has {size_bytes} bytes; at most {MAX_ENTRY_BYTES} fit a bundle")]
    EntryTooLong {
        /// Its index in the log.
        index: u64,
        /// Its length.
        size_bytes: usize,
    },
}

/// Why bytes are not this bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MalformedBundle {
    /// The bytes end within an entry, or before its length.
    #[error("the bundle ends within entry {index}")]
    CutShort {
        /// The entry's index in the log.
        index: u64,
    },
    /// Bytes after the last entry.
    #[error("the bundle goes on for {size_bytes} bytes after its last entry")]
    TrailingBytes {
        /// How many.
        size_bytes: usize,
    },
}

impl EntryBundle {
    /// Puts entries together: exactly as many as the bundle is wide.
    ///
    /// # Errors
    /// [`BundleRefused`] if there are more or fewer, or one is too long.
    pub fn encode<E: AsRef<[u8]>>(&self, entries: &[E]) -> Result<Vec<u8>, BundleRefused> {
        let expected = usize::from(self.span().width().items());
        if entries.len() != expected {
            return Err(BundleRefused::WrongCount { expected, found: entries.len() });
        }
        let total: usize = entries.iter().map(|entry| 2 + entry.as_ref().len()).sum();
        let mut bytes = Vec::with_capacity(total);
        for (index, entry) in (self.span().first()..).zip(entries) {
            let entry = entry.as_ref();
            let too_long = BundleRefused::EntryTooLong { index, size_bytes: entry.len() };
            let length = u16::try_from(entry.len()).map_err(|_| too_long)?;
            bytes.extend_from_slice(&length.to_be_bytes());
            bytes.extend_from_slice(entry);
        }
        Ok(bytes)
    }

    /// Takes the bytes apart again, without copying. Whether the entries are the log's is for their
    /// leaves to show.
    ///
    /// # Errors
    /// [`MalformedBundle`] if the bytes are fewer or more than as many entries as the bundle is wide.
    pub fn decode<'b>(&self, bytes: &'b [u8]) -> Result<Vec<&'b [u8]>, MalformedBundle> {
        let (mut entries, mut rest) = (Vec::with_capacity(self.span().width().items().into()), bytes);
        for index in self.span().first()..self.span().end() {
            let (entry, after) = split(rest).ok_or(MalformedBundle::CutShort { index })?;
            entries.push(entry);
            rest = after;
        }
        match rest.len() {
            0 => Ok(entries),
            size_bytes => Err(MalformedBundle::TrailingBytes { size_bytes }),
        }
    }

    /// The same, of the beginning of the full bundle that took this one's place.
    pub(super) fn decode_beginning<'b>(&self, bytes: &'b [u8]) -> Result<Vec<&'b [u8]>, MalformedBundle> {
        let full = self.filled().unwrap_or(*self);
        let mut entries = full.decode(bytes)?;
        entries.truncate(self.span().width().items().into());
        Ok(entries)
    }
}

fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk()?;
    rest.split_at_checked(u16::from_be_bytes(*length).into())
}
