//! The Merkle tree of RFC 6962 over the leaves: roots, inclusion proofs and consistency proofs.
//!
//! Only hashes at heights 0, 8, 16, … are stored (`tree/<L>` holds height 8·L, appended in order); every
//! other node is recomputed from at most 128 of them. The crate never touches those files: [`Frontier`]
//! says what to append, and [`Prover`] reads through [`StoredHashes`].

mod frontier;
mod head;
#[cfg(test)]
mod oracle;
mod prover;
#[cfg(test)]
mod published;
mod stored;

pub use frontier::Frontier;
pub use head::{ProofError, TreeHead};
pub use prover::{ProveError, Prover};
pub use stored::{STORED_LEVELS, StoredHash, StoredHashes, restorable_size, stored_count};

use crate::Hash;
use sha2::{Digest, Sha256};

/// The root of the tree without leaves: SHA-256 of nothing.
pub const EMPTY_ROOT: Hash = Hash::from_bytes([
    0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27, 0xae, 0x41,
    0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
]);

/// `SHA-256(0x01 ‖ left ‖ right)`: the node above two nodes.
#[must_use]
pub fn node(left: &Hash, right: &Hash) -> Hash {
    let digest =
        Sha256::new().chain_update([0x01]).chain_update(left.as_bytes()).chain_update(right.as_bytes()).finalize();
    Hash::from_bytes(digest.into())
}
