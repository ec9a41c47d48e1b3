//! Every proof that is made is accepted, and nothing near it is.

use super::{ProofError, TreeHead};
use crate::tree::oracle::{Files, leaves};
use crate::tree::{EMPTY_ROOT, Prover};
use crate::{Hash, Leaf};
use proptest::prelude::*;
use std::sync::LazyLock;

struct Forest {
    leaves: Vec<Leaf>,
    files: Files,
}

static FOREST: LazyLock<Forest> = LazyLock::new(|| {
    let leaves = leaves(66_200);
    Forest { files: Files::of(&leaves), leaves }
});

impl Forest {
    fn prover(&self, size: u64) -> Prover<'_, Files> {
        Prover::new(size, &self.files)
    }

    fn head(&self, size: u64) -> TreeHead {
        self.prover(size).head().unwrap()
    }

    fn leaf(&self, index: u64) -> &Leaf {
        &self.leaves[usize::try_from(index).unwrap()]
    }
}

fn small_or_near_a_tile() -> impl Strategy<Value = u64> {
    prop_oneof![4 => 1_u64..600, 1 => 250_u64..260, 1 => 65_530_u64..65_545, 1 => 65_785_u64..66_200]
}

fn flipped(hash: &Hash, bit: usize) -> Hash {
    let mut bytes = *hash.as_bytes();
    bytes[bit / 8 % 32] ^= 1 << (bit % 8);
    Hash::from_bytes(bytes)
}

/// The proof with one hash changed, missing, doubled, swapped, or added at either end.
fn mangled(proof: &[Hash], at: usize, bit: usize) -> Vec<Vec<Hash>> {
    let stranger = Hash::from_bytes([0xab; 32]);
    let mut all = vec![[proof, &[stranger]].concat(), [&[stranger], proof].concat()];
    if !proof.is_empty() {
        let at = at % proof.len();
        let mut changed = proof.to_vec();
        changed[at] = flipped(&proof[at], bit);
        let mut missing = proof.to_vec();
        missing.remove(at);
        let mut doubled = proof.to_vec();
        doubled.insert(at, proof[at]);
        all.extend([changed, missing, doubled]);
    }
    if proof.len() > 1 {
        let mut swapped = proof.to_vec();
        swapped.swap(at % proof.len(), (at + 1) % proof.len());
        all.push(swapped);
    }
    all
}

#[test]
fn every_inclusion_and_consistency_proof_of_a_small_tree_verifies() {
    for size in 1..=140 {
        let (head, prover) = (FOREST.head(size), FOREST.prover(size));
        for index in 0..size {
            let proof = prover.inclusion(index).unwrap();
            assert_eq!(head.verify_inclusion(index, FOREST.leaf(index), &proof), Ok(()));
        }
        for old in 0..=size {
            let proof = prover.consistency(old).unwrap();
            assert_eq!(head.verify_extends(&FOREST.head(old), &proof), Ok(()), "{old} to {size}");
        }
    }
}

#[test]
fn no_other_index_and_no_other_leaf_passes_with_a_proof() {
    for size in 1..=70 {
        let head = FOREST.head(size);
        for index in 0..size {
            let proof = FOREST.prover(size).inclusion(index).unwrap();
            for other in (0..size + 3).filter(|other| *other != index) {
                assert!(head.verify_inclusion(other, FOREST.leaf(index), &proof).is_err());
                assert!(head.verify_inclusion(index, FOREST.leaf(other), &proof).is_err());
            }
        }
    }
}

#[test]
fn no_other_pair_of_trees_passes_with_a_consistency_proof() {
    for size in 2..=24 {
        for old in 1..size {
            let proof = FOREST.prover(size).consistency(old).unwrap();
            for (other_old, other) in (0..=26).flat_map(|a| (0..=26).map(move |b| (a, b))) {
                // These need no proof, so an unneeded one is refused; all others must fail on hashes.
                let same = (other_old, other) == (old, size);
                let verdict = FOREST.head(other).verify_extends(&FOREST.head(other_old), &proof);
                assert_eq!(verdict.is_ok(), same, "{old} to {size} as {other_old} to {other}");
            }
        }
    }
}

#[test]
fn an_empty_tree_is_the_beginning_of_every_tree_and_needs_no_hashes() {
    let (empty, head) = (TreeHead { size: 0, root: EMPTY_ROOT }, FOREST.head(5));
    assert_eq!(head.verify_extends(&empty, &[]), Ok(()));
    let unneeded = ProofError::WrongLength { expected: 0, found: 1 };
    assert_eq!(head.verify_extends(&empty, &[head.root]), Err(unneeded));
    let lying = TreeHead { size: 0, root: head.root };
    assert!(matches!(head.verify_extends(&lying, &[]), Err(ProofError::OldRootMismatch { .. })));
}

#[test]
fn two_roots_of_one_size_are_a_fork() {
    let (head, fork) = (FOREST.head(5), TreeHead { size: 5, root: EMPTY_ROOT });
    let split = ProofError::OldRootMismatch { expected: fork.root, computed: head.root };
    assert_eq!(head.verify_extends(&fork, &[]), Err(split));
    assert_eq!(head.verify_extends(&head, &[]), Ok(()));
}

#[test]
fn a_tree_that_shrank_extends_nothing() {
    let shrunk = ProofError::Shrunk { old_size: 6, new_size: 5 };
    assert_eq!(FOREST.head(5).verify_extends(&FOREST.head(6), &[]), Err(shrunk));
}

#[test]
fn a_proof_of_a_wrong_length_is_told_the_right_one() {
    let wrong = |found| ProofError::WrongLength { expected: 3, found };
    let hashes = [EMPTY_ROOT; 4];
    let (old, head) = (FOREST.head(6), FOREST.head(8));
    for found in [0, 1, 2, 4] {
        assert_eq!(head.verify_extends(&old, &hashes[..found]), Err(wrong(found)));
        assert_eq!(head.verify_inclusion(1, FOREST.leaf(1), &hashes[..found]), Err(wrong(found)));
    }
}

#[test]
fn nothing_is_included_in_an_empty_tree() {
    let beyond = ProofError::IndexBeyondTree { index: 0, size: 0 };
    assert_eq!(FOREST.head(0).verify_inclusion(0, FOREST.leaf(0), &[]), Err(beyond));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn an_inclusion_proof_verifies_and_no_change_of_it_does(
        size in small_or_near_a_tile(), pick: u64, at: usize, bit: usize,
    ) {
        let (index, head) = (pick % size, FOREST.head(size));
        let proof = FOREST.prover(size).inclusion(index).unwrap();
        let leaf = FOREST.leaf(index);
        prop_assert_eq!(head.verify_inclusion(index, leaf, &proof), Ok(()));

        for wrong in mangled(&proof, at, bit) {
            prop_assert!(head.verify_inclusion(index, leaf, &wrong).is_err());
        }
        for other in [index.wrapping_sub(1), index + 1, index ^ 2, size, u64::MAX] {
            prop_assert!(head.verify_inclusion(other, leaf, &proof).is_err());
        }
        let bad_leaf = Leaf::from_hash(flipped(&leaf.hash(), bit));
        prop_assert!(head.verify_inclusion(index, &bad_leaf, &proof).is_err());
        let bad_root = TreeHead { root: flipped(&head.root, bit), ..head };
        prop_assert!(bad_root.verify_inclusion(index, leaf, &proof).is_err());
        for other_size in [size / 2, size * 2] {
            let bad_size = TreeHead { size: other_size, ..head };
            prop_assert!(bad_size.verify_inclusion(index, leaf, &proof).is_err());
        }
        for other_size in [size - 1, size + 1] {
            let other_tree = FOREST.head(other_size.min(66_200));
            prop_assert!(
                other_tree == head || other_tree.verify_inclusion(index, leaf, &proof).is_err()
            );
        }
    }

    #[test]
    fn a_consistency_proof_verifies_and_no_change_of_it_does(
        size in small_or_near_a_tile(), pick: u64, at: usize, bit: usize,
    ) {
        let (old_size, head) = (1 + pick % size, FOREST.head(size));
        let old = FOREST.head(old_size);
        let proof = FOREST.prover(size).consistency(old_size).unwrap();
        prop_assert_eq!(head.verify_extends(&old, &proof), Ok(()));

        for wrong in mangled(&proof, at, bit) {
            prop_assert!(head.verify_extends(&old, &wrong).is_err());
        }
        let bad_old = TreeHead { root: flipped(&old.root, bit), ..old };
        prop_assert!(head.verify_extends(&bad_old, &proof).is_err());
        let bad_new = TreeHead { root: flipped(&head.root, bit), ..head };
        prop_assert!(bad_new.verify_extends(&old, &proof).is_err());
        for other_old in [old_size - 1, old_size + 1] {
            let neighbour = FOREST.head(other_old);
            prop_assert!(head.verify_extends(&neighbour, &proof).is_err() || other_old == 0 && proof.is_empty());
        }
    }

    #[test]
    fn no_claim_makes_verification_panic(
        index: u64, sizes: [u64; 2], roots: [[u8; 32]; 2], hashes: Vec<[u8; 32]>,
    ) {
        let [old, new] = [0, 1].map(|i| TreeHead { size: sizes[i], root: roots[i].into() });
        let proof: Vec<Hash> = hashes.into_iter().map(Hash::from).collect();
        prop_assert!(new.verify_inclusion(index, &Leaf::from_hash(old.root), &proof).is_err());
        prop_assert!(new.verify_extends(&old, &proof).is_err());
    }
}
