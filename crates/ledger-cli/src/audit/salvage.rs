//! What can still be told of a damaged block: which of its entries are the ones that the stored tree knows.

use super::tree::Tree;
use ledger_log::{Hash, Leaf, leaf};
use ledger_store::Entries;

/// One entry of a damaged block.
pub(super) struct Salvaged {
    pub(super) index: u64,
    /// Its stored leaf.
    pub(super) tile: Option<Leaf>,
    /// The leaf of the bytes that stand there, if they can be told apart.
    pub(super) found: Option<Hash>,
    /// Where they stand: bytes from the payload's start.
    pub(super) inside: Option<u64>,
}

impl Salvaged {
    /// Whether exactly the entry that the stored tree knows stands there.
    pub(super) fn is_whole(&self) -> bool {
        self.tile.is_some_and(|tile| self.found == Some(tile.hash()))
    }
}

/// Goes through the entries `[first, end)`, as far as there are bytes or stored leaves of them. The bounds may be a
/// forger's: what is neither in the bytes nor in the tree is not walked.
pub(super) fn salvage(bytes: &[u8], first: u64, end: u64, tree: &mut Tree) -> Vec<Salvaged> {
    let mut entries = Entries::new(bytes, first);
    let mut salvaged = Vec::new();
    for index in first..end {
        let entry = entries.next().map(|(_, entry)| entry);
        let found = entry.map(|entry| leaf(entry).hash());
        let inside = entry.and_then(|entry| (entry.as_ptr() as u64).checked_sub(bytes.as_ptr() as u64));
        let tile = tree.leaf(index).map(Leaf::from_hash);
        if found.is_none() && tile.is_none() {
            break;
        }
        salvaged.push(Salvaged { index, tile, found, inside });
    }
    salvaged
}
