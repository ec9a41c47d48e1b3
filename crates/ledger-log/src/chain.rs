//! The chain: one BLAKE3 step per entry gives every writer and follower a running commitment.
//!
//! Proofs never use it: a link says "everything so far", never "this entry is in there".

use crate::{Hash, Leaf, Link};

/// Separates these hashes from every other use of BLAKE3.
const CONTEXT: &str = "amanat ledger chain v1";

/// Makes links. It holds no position: one `Chain` serves any number of books and threads.
#[derive(Clone)]
pub struct Chain {
    // Deriving the key from the context costs as much as the link itself, so it is done once and cloned.
    keyed: blake3::Hasher,
}

impl Chain {
    /// Derives the key from the context.
    #[must_use]
    pub fn new() -> Chain {
        Chain { keyed: blake3::Hasher::new_derive_key(CONTEXT) }
    }

    /// The link before entry 0: two books never share a chain.
    #[must_use]
    pub fn genesis(&self, book_id: &[u8; 16]) -> Link {
        self.hash(book_id)
    }

    /// The link after the entry whose leaf this is.
    #[must_use]
    pub fn extend(&self, link: &Link, leaf: &Leaf) -> Link {
        let mut both = [0; 2 * Hash::LENGTH_BYTES];
        let (first, second) = both.split_at_mut(Hash::LENGTH_BYTES);
        first.copy_from_slice(link.as_bytes());
        second.copy_from_slice(leaf.as_bytes());
        self.hash(&both)
    }

    fn hash(&self, bytes: &[u8]) -> Link {
        let mut hasher = self.keyed.clone();
        hasher.update(bytes);
        Link::from_hash(Hash::from_bytes(*hasher.finalize().as_bytes()))
    }
}

impl Default for Chain {
    fn default() -> Chain {
        Chain::new()
    }
}

impl std::fmt::Debug for Chain {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Chain").field("context", &CONTEXT).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::Chain;
    use crate::{Link, leaf};

    const BOOK_ID: [u8; 16] = *b"\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f";

    fn linked(chain: &Chain, entries: &[&[u8]]) -> Link {
        let genesis = chain.genesis(&BOOK_ID);
        entries.iter().fold(genesis, |link, entry| chain.extend(&link, &leaf(entry)))
    }

    #[test]
    fn the_links_of_the_first_entries_are_these_for_ever() {
        let chain = Chain::new();
        assert_eq!(linked(&chain, &[]).to_string(), "ed21f0cd30de50431548c59e9f1a2e5db8b5db95ac412929cc922b1d4b4d967f");
        assert_eq!(
            linked(&chain, &[b""]).to_string(),
            "9bfdc01a42ca34b021671b3d36c55199b7c9c4454997b8203d4bc5f41d93b598"
        );
        assert_eq!(
            linked(&chain, &[b"", b"\x00"]).to_string(),
            "1c2c95c51d0215eaad6aad24a4e850f3145ac217bd6eafa84d69182cdf7a42cb"
        );
    }

    #[test]
    fn a_link_is_the_derived_key_hash_of_the_link_before_and_the_leaf() {
        let (chain, leaf) = (Chain::new(), leaf(b"entry"));
        let genesis = chain.genesis(&BOOK_ID);
        let derived = |parts: &[&[u8]]| blake3::derive_key(super::CONTEXT, &parts.concat());
        assert_eq!(*genesis.as_bytes(), derived(&[&BOOK_ID]));
        let expected = derived(&[genesis.as_bytes(), leaf.as_bytes()]);
        assert_eq!(*chain.extend(&genesis, &leaf).as_bytes(), expected);
    }

    #[test]
    fn order_and_book_are_part_of_every_link() {
        let chain = Chain::new();
        assert_ne!(linked(&chain, &[b"a", b"b"]), linked(&chain, &[b"b", b"a"]));
        assert_ne!(chain.genesis(&BOOK_ID), chain.genesis(&[0; 16]));
    }
}
