//! Proofs from the stored hashes, in the order in which RFC 6962 lists them: from the leaf upwards.

use super::{EMPTY_ROOT, StoredHashes, TreeHead, node, stored};
use crate::Hash;
use std::ops::Range;

/// Makes proofs about the tree of the first `size` leaves.
#[derive(Debug)]
pub struct Prover<'s, S> {
    size: u64,
    stored: &'s S,
}

/// Why no proof could be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProveError<E> {
    /// The tree ends before this leaf.
    #[error("leaf {index} is not in a tree of {size}")]
    IndexBeyondTree {
        /// The leaf asked for, from 0.
        index: u64,
        /// Leaves in the tree.
        size: u64,
    },
    /// The older tree is larger than this one.
    #[error("a tree of {old_size} is not the beginning of a tree of {size}")]
    OldSizeBeyondTree {
        /// Leaves in the older tree.
        old_size: u64,
        /// Leaves in this tree.
        size: u64,
    },
    /// The stored hashes could not be read.
    #[error("the stored hashes cannot be read")]
    Unreadable(#[source] E),
}

impl<'s, S: StoredHashes> Prover<'s, S> {
    /// A prover over the first `size` leaves; the stored hashes may belong to a larger tree.
    pub fn new(size: u64, stored: &'s S) -> Prover<'s, S> {
        Prover { size, stored }
    }

    /// Size and root of the tree that the proofs are about.
    ///
    /// # Errors
    /// Whatever reading the stored hashes failed with.
    pub fn head(&self) -> Result<TreeHead, S::Error> {
        Ok(TreeHead { size: self.size, root: self.root_of(0..self.size)? })
    }

    /// The siblings on the way from the leaf to the root: `PATH(index, D[size])`.
    ///
    /// # Errors
    /// [`ProveError`] if the leaf is not in the tree or a stored hash cannot be read.
    pub fn inclusion(&self, index: u64) -> Result<Vec<Hash>, ProveError<S::Error>> {
        if index >= self.size {
            return Err(ProveError::IndexBeyondTree { index, size: self.size });
        }
        let (mut path, mut here) = (Vec::new(), 0..self.size);
        while here.end - here.start > 1 {
            let (left, right) = halves(&here);
            let (onward, sibling) = if index < left.end { (left, right) } else { (right, left) };
            path.push(self.root_of(sibling).map_err(ProveError::Unreadable)?);
            here = onward;
        }
        path.reverse();
        Ok(path)
    }

    /// The hashes that show the tree of `old_size` to be this tree's beginning: `PROOF(old_size, D[size])`.
    ///
    /// Empty if both are the same size or the older tree has no leaves.
    ///
    /// # Errors
    /// [`ProveError`] if the older tree is larger or a stored hash cannot be read.
    pub fn consistency(&self, old_size: u64) -> Result<Vec<Hash>, ProveError<S::Error>> {
        if old_size > self.size {
            return Err(ProveError::OldSizeBeyondTree { old_size, size: self.size });
        }
        let (mut path, mut here) = (Vec::new(), 0..self.size);
        while old_size != 0 && old_size != here.end {
            let (left, right) = halves(&here);
            let (onward, sibling) = if old_size <= left.end { (left, right) } else { (right, left) };
            path.push(self.root_of(sibling).map_err(ProveError::Unreadable)?);
            here = onward;
        }
        // A subtree that begins at leaf 0 is the old tree itself, whose root the verifier has.
        if here.start != 0 {
            path.push(self.root_of(here).map_err(ProveError::Unreadable)?);
        }
        path.reverse();
        Ok(path)
    }

    /// The root over a range that [`halves`] made: complete subtrees, smaller and smaller to the right.
    fn root_of(&self, range: Range<u64>) -> Result<Hash, S::Error> {
        let (length, mut end) = (range.end - range.start, range.end);
        let mut root = None;
        // From the right, so that each subtree is the left child of the next node.
        for height in (0..64_u8).filter(|height| length >> height & 1 == 1) {
            end -= 1 << height;
            let left = stored::complete_node(self.stored, height, end >> height)?;
            root = Some(root.map_or(left, |right| node(&left, &right)));
        }
        Ok(root.unwrap_or(EMPTY_ROOT))
    }
}

/// Splits at the largest power of two below the length, as RFC 6962 does. The range has two leaves at least.
fn halves(range: &Range<u64>) -> (Range<u64>, Range<u64>) {
    let length = range.end - range.start;
    let middle = range.start + (1 << (length - 1).ilog2());
    (range.start..middle, middle..range.end)
}

#[cfg(test)]
mod tests {
    use super::{ProveError, Prover};
    use crate::Hash;
    use crate::tree::oracle::{self, Files, leaves};
    use proptest::prelude::*;

    const NEAR_TILES: [u64; 14] =
        [255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 65_791, 65_792, 65_793, 66_047, 66_049];

    #[test]
    fn proofs_are_those_that_the_definition_gives() {
        let leaves = leaves(70);
        let files = Files::of(&leaves);
        for size in 0..=70_usize {
            let prover = Prover::new(size as u64, &files);
            assert_eq!(prover.head().unwrap().root, oracle::root(&leaves[..size]));
            for index in 0..size {
                let expected = oracle::inclusion(index, &leaves[..size]);
                assert_eq!(prover.inclusion(index as u64), Ok(expected), "{index} of {size}");
            }
            for old in 1..=size {
                let expected = oracle::consistency(old, &leaves[..size]);
                assert_eq!(prover.consistency(old as u64), Ok(expected), "{old} to {size}");
            }
        }
    }

    #[test]
    fn proofs_of_trees_that_cross_two_tile_heights_are_those_that_the_definition_gives() {
        let leaves = leaves(66_100);
        let files = Files::of(&leaves);
        for size in NEAR_TILES {
            let whole = &leaves[..usize::try_from(size).unwrap()];
            let prover = Prover::new(size, &files);
            assert_eq!(prover.head().unwrap().root, oracle::root(whole));
            for index in [0, 1, 254, 255, 256, size / 2, size - 2, size - 1] {
                let index = index.min(size - 1);
                let expected = oracle::inclusion(usize::try_from(index).unwrap(), whole);
                assert_eq!(prover.inclusion(index), Ok(expected), "{index} of {size}");
            }
            for old in NEAR_TILES.into_iter().filter(|old| *old <= size) {
                let expected = oracle::consistency(usize::try_from(old).unwrap(), whole);
                assert_eq!(prover.consistency(old), Ok(expected), "{old} to {size}");
            }
        }
    }

    #[test]
    fn what_is_not_in_the_tree_cannot_be_proved() {
        let files = Files::of(&leaves(3));
        let prover = Prover::new(3, &files);
        let beyond = ProveError::IndexBeyondTree { index: 3, size: 3 };
        assert_eq!(prover.inclusion(3), Err(beyond));
        let larger = ProveError::OldSizeBeyondTree { old_size: 4, size: 3 };
        assert_eq!(prover.consistency(4), Err(larger));
        assert_eq!(prover.consistency(0), Ok(vec![]));
        assert_eq!(prover.consistency(3), Ok(vec![]));
    }

    #[test]
    fn a_stored_hash_that_cannot_be_read_is_reported_and_not_guessed() {
        let lost = |level: u8, index: u64| Err::<Hash, _>((level, index));
        assert_eq!(Prover::new(2, &lost).inclusion(0), Err(ProveError::Unreadable((0, 1))));
    }

    #[test]
    fn the_largest_tree_is_walked_without_overflow() {
        let all_alike = |_: u8, _: u64| Ok::<_, ()>(Hash::from_bytes([9; 32]));
        let prover = Prover::new(u64::MAX, &all_alike);
        assert_eq!(prover.inclusion(0).unwrap().len(), 64);
        assert_eq!(prover.inclusion(u64::MAX - 1).unwrap().len(), 63);
        assert_eq!(prover.consistency(u64::MAX - 1).unwrap().len(), 64);
        assert!(prover.head().is_ok());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn reads_stay_inside_the_tree_and_inside_a_tile(size in 1_u64..70_000, at: u64) {
            let watched = |level: u8, index: u64| {
                assert!(index < crate::tree::stored_count(level, size));
                Ok::<_, ()>(Hash::from_bytes([level; 32]))
            };
            let prover = Prover::new(size, &watched);
            prop_assert!(prover.inclusion(at % size).is_ok());
            prop_assert!(prover.consistency(at % size).is_ok());
        }
    }
}
