//! A key as it is stored: `kind ‖ length of the natural key, one byte ‖ natural key ‖ index, eight bytes big-endian`,
//! with an empty value. The length keeps one natural key from being the beginning of another; the index at the end
//! lets several entries have the same one, in their order. Kind 0 is the watermark's.

use super::guard::IndexFailed;

/// The longest natural key.
pub const MOST_NATURAL_BYTES: usize = 255;

const INDEX_BYTES: usize = 8;

/// That an entry can be found by a natural key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key<'k> {
    /// What kind of key; not 0. What the numbers stand for, the caller knows.
    pub kind: u8,
    /// The natural key, at most [`MOST_NATURAL_BYTES`].
    pub natural: &'k [u8],
    /// The entry.
    pub index: u64,
}

impl Key<'_> {
    pub(super) fn stored(&self) -> Result<Vec<u8>, IndexFailed> {
        let Self { kind, natural, index } = *self;
        let length = u8::try_from(natural.len()).ok().filter(|_| kind != super::mark::KIND);
        let length = length.ok_or(IndexFailed::NotAKey { kind, size: natural.len() })?;
        let mut stored = Vec::with_capacity(2 + natural.len() + INDEX_BYTES);
        stored.extend_from_slice(&[kind, length]);
        stored.extend_from_slice(natural);
        stored.extend_from_slice(&index.to_be_bytes());
        Ok(stored)
    }
}

/// The entry that a stored key points at.
pub(super) fn index_of(stored: &[u8]) -> Result<u64, IndexFailed> {
    let index = stored.last_chunk::<INDEX_BYTES>().ok_or(IndexFailed::Unreadable)?;
    Ok(u64::from_be_bytes(*index))
}
