//! The payload of a block: a length and so many bytes, one after another, nothing between or after.

/// Bytes of the length before each entry of a block.
pub(crate) const PREFIX_BYTES: usize = 4;

/// How entries stand in a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Framing {
    /// In the journal: a frame's header, then `u32 little-endian length ‖ bytes` for each entry.
    Frame,
    /// In a bundle of an export, as C2SP tlog-tiles says: `u16 big-endian length ‖ bytes` for each entry.
    Bundle,
}

impl Framing {
    /// Bytes before the first entry's length.
    #[must_use]
    pub const fn header_bytes(self) -> usize {
        match self {
            Self::Frame => crate::frame::FRAME_HEADER_BYTES,
            Self::Bundle => 0,
        }
    }

    /// The length of the first entry, and what stands after the length.
    fn split_length(self, bytes: &[u8]) -> Option<(usize, &[u8])> {
        match self {
            Self::Frame => {
                let (prefix, after) = bytes.split_first_chunk::<PREFIX_BYTES>()?;
                Some((usize::try_from(u32::from_le_bytes(*prefix)).ok()?, after))
            }
            Self::Bundle => {
                let (prefix, after) = bytes.split_first_chunk::<2>()?;
                Some((usize::from(u16::from_be_bytes(*prefix)), after))
            }
        }
    }
}

/// Walks the entries of a payload. Ends at the first length that does not fit; a payload that came through a
/// checked frame always yields exactly its count.
#[derive(Debug, Clone)]
pub struct Entries<'a> {
    framing: Framing,
    rest: &'a [u8],
    next_index: u64,
}

impl<'a> Entries<'a> {
    /// The entries of `payload`, the first of which has the index `first_index`.
    #[must_use]
    pub const fn new(payload: &'a [u8], first_index: u64) -> Entries<'a> {
        Entries::framed(Framing::Frame, payload, first_index)
    }

    /// The same, of bytes from wherever entries stand.
    #[must_use]
    pub const fn framed(framing: Framing, payload: &'a [u8], first_index: u64) -> Entries<'a> {
        Entries { framing, rest: payload, next_index: first_index }
    }

    /// What has not been walked yet: empty after the last entry, or else what could not be split.
    #[must_use]
    pub const fn rest(&self) -> &'a [u8] {
        self.rest
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = (u64, &'a [u8]);

    fn next(&mut self) -> Option<(u64, &'a [u8])> {
        let (length, after) = self.framing.split_length(self.rest)?;
        if length == 0 || length > after.len() {
            return None;
        }
        let (entry, rest) = after.split_at(length);
        let index = self.next_index;
        self.rest = rest;
        self.next_index = index.checked_add(1)?;
        Some((index, entry))
    }
}

/// Whether `payload` is exactly `count` entries, none empty, none longer than an entry may be.
pub(crate) fn is_well_formed(payload: &[u8], count: u32) -> bool {
    let mut entries = Entries::new(payload, 0);
    let mut seen = 0_u32;
    for (_, entry) in entries.by_ref() {
        if entry.len() > crate::block::MAX_ENTRY_BYTES || seen == count {
            return false;
        }
        seen += 1;
    }
    seen == count && entries.rest().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payload_is_its_entries_and_nothing_else() {
        let payload = [2, 0, 0, 0, 7, 8, 1, 0, 0, 0, 9];
        let walked: Vec<_> = Entries::new(&payload, 5).collect();
        assert_eq!(walked, [(5, &[7, 8][..]), (6, &[9][..])]);
        assert!(is_well_formed(&payload, 2));
        assert!(!is_well_formed(&payload, 1));
        assert!(!is_well_formed(&payload, 3));
        assert!(!is_well_formed(&payload[..10], 2));
        assert!(!is_well_formed(&[0, 0, 0, 0], 1), "an entry is never empty");
        let bundle = [0, 2, 7, 8, 0, 1, 9];
        let walked: Vec<_> = Entries::framed(Framing::Bundle, &bundle, 5).collect();
        assert_eq!(walked, [(5, &[7, 8][..]), (6, &[9][..])]);
    }
}
