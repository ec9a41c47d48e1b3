//! Re-checking links: the entries of a block, hashed and chained onto the link before.

use ledger_log::{Chain, Link, leaf};

use crate::book_id::BookId;
use crate::entries::Entries;

/// Follows the chain block by block.
#[derive(Debug)]
pub(crate) struct LinkFollower {
    chain: Chain,
    link: Link,
}

impl LinkFollower {
    pub(crate) fn genesis(book: BookId) -> LinkFollower {
        let chain = Chain::new();
        let link = chain.genesis(book.as_bytes());
        LinkFollower { chain, link }
    }

    /// Where it is.
    pub(crate) const fn link(&self) -> Link {
        self.link
    }

    /// Takes a link on trust.
    pub(crate) const fn start_at(&mut self, link: Link) {
        self.link = link;
    }

    /// The link after the entries of `payload`.
    pub(crate) fn follow(&mut self, payload: &[u8]) -> Link {
        for (_, entry) in Entries::new(payload, 0) {
            self.link = self.chain.extend(&self.link, &leaf(entry));
        }
        self.link
    }
}
