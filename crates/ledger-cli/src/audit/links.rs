//! The chain along the journal: each block's stored link against the one that follows from its entries.

use ledger_log::{Chain, Leaf, Link};

/// The link after the last entry that was passed, as far as it is known.
pub(super) struct Links {
    chain: Chain,
    link: Option<Link>,
    /// Part of the way was bridged with stored tree hashes, which may be wrong themselves.
    bridged: bool,
    /// Whether there are stored links to check; an export has none.
    are_stored: bool,
    pub(super) checked: u64,
}

/// What the stored link of a block says of its entries.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Followed {
    /// It follows from them.
    Agrees,
    /// It does not.
    Broken {
        /// What follows from them.
        expected: Link,
    },
    /// What stands before could not be read, so this one could not be checked.
    Unknown,
}

impl Links {
    pub(super) fn new(book: &[u8; 16]) -> Self {
        let chain = Chain::new();
        let genesis = chain.genesis(book);
        Self { chain, link: Some(genesis), bridged: false, are_stored: true, checked: 0 }
    }

    /// Links that are only computed.
    pub(super) fn unstored(book: &[u8; 16]) -> Self {
        Self { are_stored: false, ..Self::new(book) }
    }

    /// Whether there are stored links to check.
    pub(super) const fn are_stored(&self) -> bool {
        self.are_stored
    }

    /// The link here, if it is known.
    pub(super) const fn link(&self) -> Option<Link> {
        self.link
    }

    /// Passes a block. From here on its stored link counts, so that the next damage is found by itself.
    pub(super) fn follow(&mut self, leaves: &[Leaf], stored: Link) -> Followed {
        let expected = self.link.map(|before| leaves.iter().fold(before, |link, leaf| self.chain.extend(&link, leaf)));
        let bridged = std::mem::replace(&mut self.bridged, false);
        if !self.are_stored {
            self.link = expected;
            return Followed::Unknown;
        }
        self.link = Some(stored);
        match expected {
            Some(expected) if expected == stored => {
                self.checked = self.checked.saturating_add(leaves.len() as u64);
                Followed::Agrees
            }
            Some(expected) if !bridged => Followed::Broken { expected },
            Some(_) | None => Followed::Unknown,
        }
    }

    /// Passes an entry that is not there, or not whole, by its stored leaf.
    pub(super) fn bridge(&mut self, leaf: Option<Leaf>) {
        self.bridged = true;
        self.link = self.link.zip(leaf).map(|(link, leaf)| self.chain.extend(&link, &leaf));
    }

    /// A stored link that stands here, or near: if the next block disagrees with it, that proves nothing.
    pub(super) fn guess(&mut self, stored: Link) {
        self.link = Some(stored);
        self.bridged = true;
    }
}
