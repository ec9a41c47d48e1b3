//! The leaf: what the tree and the chain know of an entry.

use crate::Hash;
use sha2::{Digest, Sha256};
use std::fmt;

/// The hash of one entry's exact stored bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, core::hash::Hash)]
pub struct Leaf(Hash);

/// `SHA-256(0x00 ‖ entry)`. The first byte keeps a leaf from being taken for an inner node.
#[must_use]
pub fn leaf(entry: &[u8]) -> Leaf {
    let digest = Sha256::new().chain_update([0x00]).chain_update(entry).finalize();
    Leaf(Hash::from_bytes(digest.into()))
}

impl Leaf {
    /// Takes a hash that was stored or received as a leaf for one again.
    #[must_use]
    pub const fn from_hash(hash: Hash) -> Leaf {
        Leaf(hash)
    }

    /// The hash, as the tree stores it at height 0.
    #[must_use]
    pub const fn hash(&self) -> Hash {
        self.0
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }
}

impl fmt::Display for Leaf {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, out)
    }
}

impl fmt::Debug for Leaf {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "leaf {}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::leaf;

    #[test]
    fn an_empty_entry_has_the_leaf_that_rfc_6962_gives_it() {
        let expected = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";
        assert_eq!(leaf(b"").to_string(), expected);
    }
}
