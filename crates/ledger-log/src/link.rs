//! The link: the chain's value after an entry. A type of its own, so that no link is taken for a leaf.

use crate::Hash;
use std::fmt;

/// What the chain commits to after an entry, and with it all entries before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, core::hash::Hash)]
pub struct Link(Hash);

impl Link {
    /// Takes a hash that was stored or received as a link for one again.
    #[must_use]
    pub const fn from_hash(hash: Hash) -> Link {
        Link(hash)
    }

    /// The hash. It has no place in the tree.
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

impl fmt::Display for Link {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, out)
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "link {}", self.0)
    }
}
