//! The frontier: all that must be remembered to append, and to know the root at any size.

use super::{EMPTY_ROOT, StoredHash, StoredHashes, TreeHead, node, stored};
use crate::{Hash, Leaf};

/// The roots of the complete subtrees that the leaves so far fall into, largest first.
///
/// There is one for each set bit of the size, so never more than 64.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    complete: Vec<Hash>,
}

impl Frontier {
    /// The frontier of the empty tree.
    #[must_use]
    pub fn new() -> Frontier {
        Frontier { size: 0, complete: Vec::with_capacity(64) }
    }

    /// The frontier of the first `size` leaves, read back from the stored hashes.
    ///
    /// It believes what it reads: compare the root with a checkpoint before building on it.
    ///
    /// # Errors
    /// Whatever reading the stored hashes failed with.
    pub fn restore<S: StoredHashes>(size: u64, stored: &S) -> Result<Frontier, S::Error> {
        let mut frontier = Frontier::new();
        for height in (0..64_u8).rev().filter(|height| size >> height & 1 == 1) {
            // Everything left of this subtree is made of larger ones: the bits above `height`.
            let index = (size >> height) - 1;
            frontier.complete.push(stored::complete_node(stored, height, index)?);
        }
        frontier.size = size;
        Ok(frontier)
    }

    /// How many leaves were appended.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root over all leaves so far.
    #[must_use]
    pub fn root(&self) -> Hash {
        let smallest_first = self.complete.iter().rev().copied();
        smallest_first.reduce(|right, left| node(&left, &right)).unwrap_or(EMPTY_ROOT)
    }

    /// Size and root together.
    #[must_use]
    pub fn head(&self) -> TreeHead {
        TreeHead { size: self.size, root: self.root() }
    }

    /// Appends a leaf whose stored hashes nobody needs.
    pub fn append(&mut self, leaf: &Leaf) {
        self.append_storing(leaf, |_| ());
    }

    /// Appends a leaf and hands over each hash that `tree/<L>` gains by it, lowest level first.
    ///
    /// Every leaf is itself one; every 256th completes a hash of level 1, every 65,536th one of level 2.
    pub fn append_storing(&mut self, leaf: &Leaf, mut store: impl FnMut(StoredHash)) {
        let mut hash = leaf.hash();
        store(StoredHash { level: 0, hash });
        let mut height = 0_u8;
        // Each trailing one bit of the size is a complete subtree that this leaf makes the left half of
        // a larger one.
        for _ in 0..self.size.trailing_ones() {
            let Some(left) = self.complete.pop() else { break };
            hash = node(&left, &hash);
            height += 1;
            if height.is_multiple_of(8) {
                store(StoredHash { level: height / 8, hash });
            }
        }
        self.complete.push(hash);
        self.size += 1;
    }
}

impl Default for Frontier {
    fn default() -> Frontier {
        Frontier::new()
    }
}

#[cfg(test)]
mod tests {
    use super::Frontier;
    use crate::tree::oracle::{Files, leaves, root};
    use crate::tree::{EMPTY_ROOT, node, restorable_size, stored_count};
    use proptest::prelude::*;
    use sha2::{Digest, Sha256};

    #[test]
    fn the_root_of_no_leaves_is_the_hash_of_nothing() {
        assert_eq!(EMPTY_ROOT.as_bytes()[..], Sha256::digest(b"")[..]);
        assert_eq!(Frontier::new().root(), EMPTY_ROOT);
    }

    #[test]
    fn a_node_hashes_the_one_byte_and_its_two_children() {
        let (left, right) = ([3; 32], [4; 32]);
        let digest = Sha256::digest([&[1_u8][..], &left, &right].concat());
        assert_eq!(node(&left.into(), &right.into()).as_bytes()[..], digest[..]);
    }

    #[test]
    fn the_root_at_every_size_is_the_root_that_the_definition_gives() {
        let leaves = leaves(600);
        let mut frontier = Frontier::new();
        for (before, leaf) in leaves.iter().enumerate() {
            assert_eq!(frontier.root(), root(&leaves[..before]), "{before} leaves");
            frontier.append(leaf);
            assert!(frontier.complete.len() <= 64);
        }
    }

    #[test]
    fn a_frontier_read_back_from_the_files_goes_on_as_if_it_had_never_stopped() {
        let leaves = leaves(66_100);
        let files = Files::of(&leaves);
        for size in [0, 1, 2, 3, 255, 256, 257, 511, 512, 600, 65_535, 65_536, 65_537, 65_792, 66_000] {
            let mut restored = Frontier::restore(size, &files.up_to(size)).unwrap();
            let (before, after) = leaves.split_at(usize::try_from(size).unwrap());
            let mut grown = Frontier::new();
            before.iter().for_each(|leaf| grown.append(leaf));
            assert_eq!(restored, grown, "{size} leaves");

            after.iter().take(300).for_each(|leaf| restored.append(leaf));
            after.iter().take(300).for_each(|leaf| grown.append(leaf));
            assert_eq!(restored.head(), grown.head(), "300 leaves after {size}");
        }
    }

    #[test]
    fn every_level_gains_exactly_the_hashes_that_are_complete() {
        let leaves = leaves(65_900);
        let files = Files::of(&leaves);
        for (level, width) in [(0_u8, 1_usize), (1, 256), (2, 65_536)] {
            let stored = &files.levels[usize::from(level)];
            assert_eq!(stored.len(), leaves.len() / width);
            assert_eq!(stored.len() as u64, stored_count(level, leaves.len() as u64));
            for (hash, covered) in stored.iter().zip(leaves.chunks_exact(width)) {
                assert_eq!(*hash, root(covered), "level {level}");
            }
        }
        assert_eq!(files.levels.len(), 3);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn wherever_a_crash_left_the_files_they_are_cut_and_grown_to_what_they_would_have_been(
            size in 1_u32..1200, lost in prop::array::uniform2(0_usize..600),
        ) {
            let leaves = leaves(size);
            let whole = Files::of(&leaves);
            let mut crashed = Files { levels: whole.levels.clone() };
            for (level, lost) in crashed.levels.iter_mut().zip(lost) {
                level.truncate(level.len().saturating_sub(lost));
            }

            let counts: Vec<u64> = crashed.levels.iter().map(|level| level.len() as u64).collect();
            let safe = restorable_size(&counts);
            let mut files = crashed.up_to(safe);
            let mut frontier = Frontier::restore(safe, &files).unwrap();
            for leaf in &leaves[usize::try_from(safe).unwrap()..] {
                frontier.append_storing(leaf, |stored| files.push(stored));
            }
            prop_assert_eq!(frontier.root(), root(&leaves));
            prop_assert_eq!(files.levels, whole.levels);
        }
    }
}
