//! A tree head, and what can be verified against it by someone who has nothing else.

use super::{EMPTY_ROOT, node};
use crate::{Hash, Leaf};

/// The tree at one size. Only a signature binds the two together, so they travel together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TreeHead {
    /// How many leaves it has.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

/// Why a proof proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The tree ends before this leaf.
    #[error("leaf {index} is not in a tree of {size}")]
    IndexBeyondTree {
        /// The leaf in question, from 0.
        index: u64,
        /// Leaves in the tree.
        size: u64,
    },
    /// The newer tree is smaller than the older one.
    #[error("the tree shrank from {old_size} to {new_size} leaves")]
    Shrunk {
        /// Leaves in the older tree.
        old_size: u64,
        /// Leaves in the newer tree.
        new_size: u64,
    },
    /// Index and sizes fix how many hashes a proof has.
    #[error("the proof has {found} hashes where it must have {expected}")]
    WrongLength {
        /// Hashes that a proof of this shape has.
        expected: usize,
        /// Hashes that it had.
        found: usize,
    },
    /// The hashes do not lead to the (newer) root.
    #[error("the proof leads to root {computed}, not {expected}")]
    RootMismatch {
        /// The root of the tree head.
        expected: Hash,
        /// The root that the proof leads to.
        computed: Hash,
    },
    /// The hashes do not lead to the older root.
    #[error("the proof leads to old root {computed}, not {expected}")]
    OldRootMismatch {
        /// The root of the older tree head.
        expected: Hash,
        /// The root that the proof leads to.
        computed: Hash,
    },
}

impl TreeHead {
    /// Verifies that the leaf stands at `index` in this tree.
    ///
    /// # Errors
    /// [`ProofError`] if the proof does not show it.
    pub fn verify_inclusion(&self, index: u64, leaf: &Leaf, proof: &[Hash]) -> Result<(), ProofError> {
        if index >= self.size {
            return Err(ProofError::IndexBeyondTree { index, size: self.size });
        }
        let shape = Shape::of_path(index, self.size, 0);
        let (inner, border) = shape.split(proof, 0)?;
        let computed = climb(leaf.hash(), inner, index);
        self.expect_root(climb_border(computed, border))
    }

    /// Verifies that this tree begins with all the leaves of `old`, in their order.
    ///
    /// # Errors
    /// [`ProofError`] if the proof does not show it.
    pub fn verify_extends(&self, old: &TreeHead, proof: &[Hash]) -> Result<(), ProofError> {
        if old.size > self.size {
            return Err(ProofError::Shrunk { old_size: old.size, new_size: self.size });
        }
        if old.size == 0 || old.size == self.size {
            return self.verify_without_hashes(old, proof);
        }
        // Start at the last complete subtree of the old tree. If it is the whole old tree, its root is
        // known; otherwise it stands first in the proof.
        let height = old.size.trailing_zeros();
        let subtree = (old.size - 1) >> height;
        let shape = Shape::of_path(old.size - 1, self.size, height);
        let seeds = usize::from(!old.size.is_power_of_two());
        let (inner, border) = shape.split(proof, seeds)?;
        let seed = if seeds == 0 { old.root } else { proof.first().copied().unwrap_or(old.root) };

        let computed_old = climb_border(climb_left_only(seed, inner, subtree), border);
        old.expect_root(computed_old)
            .map_err(|_| ProofError::OldRootMismatch { expected: old.root, computed: computed_old })?;
        self.expect_root(climb_border(climb(seed, inner, subtree), border))
    }

    /// The two cases that need no proof: nothing before, or nothing since.
    fn verify_without_hashes(&self, old: &TreeHead, proof: &[Hash]) -> Result<(), ProofError> {
        if !proof.is_empty() {
            return Err(ProofError::WrongLength { expected: 0, found: proof.len() });
        }
        let expected_old = if old.size == 0 { EMPTY_ROOT } else { self.root };
        if old.root == expected_old {
            return Ok(());
        }
        Err(ProofError::OldRootMismatch { expected: old.root, computed: expected_old })
    }

    fn expect_root(&self, computed: Hash) -> Result<(), ProofError> {
        if computed == self.root {
            return Ok(());
        }
        Err(ProofError::RootMismatch { expected: self.root, computed })
    }
}

/// How many siblings the path of a leaf has below and above where it meets that of the tree's last leaf.
///
/// Below, there is one at every height, on either side. Above, the way runs along the tree's right border,
/// where the only siblings are on the left: one for each set bit of the index.
struct Shape {
    inner: usize,
    border: usize,
}

impl Shape {
    /// The path from `height` up.
    fn of_path(index: u64, size: u64, height: u32) -> Shape {
        let meeting = u64::BITS - (index ^ (size - 1)).leading_zeros();
        let border = index.checked_shr(meeting).unwrap_or(0).count_ones();
        Shape { inner: (meeting - height) as usize, border: border as usize }
    }

    /// The siblings below and above, after as many hashes as come before the path.
    fn split<'p>(&self, proof: &'p [Hash], before: usize) -> Result<(&'p [Hash], &'p [Hash]), ProofError> {
        let expected = before + self.inner + self.border;
        let wrong = ProofError::WrongLength { expected, found: proof.len() };
        let path = proof.get(before..).filter(|_| proof.len() == expected).ok_or(wrong)?;
        path.split_at_checked(self.inner).ok_or(wrong)
    }
}

/// Climbs with siblings on both sides; bit `i` of the index says whether the way is a right child there.
fn climb(seed: Hash, siblings: &[Hash], index: u64) -> Hash {
    siblings.iter().zip(0..u64::BITS).fold(seed, |hash, (sibling, bit)| {
        if index >> bit & 1 == 1 { node(sibling, &hash) } else { node(&hash, sibling) }
    })
}

/// As [`climb`], without the siblings on the right: they came after the old tree.
fn climb_left_only(seed: Hash, siblings: &[Hash], index: u64) -> Hash {
    siblings.iter().zip(0..u64::BITS).fold(
        seed,
        |hash, (sibling, bit)| {
            if index >> bit & 1 == 1 { node(sibling, &hash) } else { hash }
        },
    )
}

fn climb_border(seed: Hash, siblings: &[Hash]) -> Hash {
    siblings.iter().fold(seed, |hash, sibling| node(sibling, &hash))
}

#[cfg(test)]
mod tests;
