//! Trees and proofs: `ct-merkle`, which holds the whole tree in memory.

use crate::logged::{Logged, entry};
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ct_merkle::{ConsistencyProof, InclusionProof};
use ledger_log::tree::Prover;
use ledger_log::{Hash, leaf};
use sha2::Sha256;

fn hashes(bytes: &[u8]) -> Vec<Hash> {
    let (hashes, rest) = bytes.as_chunks();
    assert!(rest.is_empty());
    hashes.iter().copied().map(Hash::from_bytes).collect()
}

fn bytes(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.as_bytes()).copied().collect()
}

#[test]
fn roots_and_proofs_are_the_same_at_every_size_and_accepted_both_ways() {
    let logged = Logged::of(150);
    let (stored, mut tree) = (logged.stored(), MemoryBackedTree::<Sha256, Vec<u8>>::new());
    let mut roots = vec![tree.root()];
    for size in 1..=150_u64 {
        tree.push(entry(size - 1));
        let (root, head, prover) = (tree.root(), logged.head(size), Prover::new(size, &stored));
        assert_eq!(root.as_bytes()[..], head.root.as_bytes()[..]);
        for index in 0..size {
            let ours = prover.inclusion(index).unwrap();
            let theirs = tree.prove_inclusion(usize::try_from(index).unwrap());
            assert_eq!(hashes(theirs.as_bytes()), ours, "{index} of {size}");
            let sent = InclusionProof::from_bytes(bytes(&ours));
            assert!(root.verify_inclusion(&entry(index), index, &sent).is_ok());
            assert_eq!(head.verify_inclusion(index, &leaf(&entry(index)), &hashes(theirs.as_bytes())), Ok(()));
        }
        for (old, old_root) in (1..size).zip(roots.iter().skip(1)) {
            let ours = prover.consistency(old).unwrap();
            let theirs = tree.prove_consistency(usize::try_from(size - old).unwrap());
            assert_eq!(hashes(theirs.as_bytes()), ours, "{old} to {size}");
            let sent = ConsistencyProof::try_from_bytes(bytes(&ours)).unwrap();
            assert!(root.verify_consistency(old_root, &sent).is_ok());
            assert_eq!(head.verify_extends(&logged.head(old), &hashes(theirs.as_bytes())), Ok(()));
        }
        roots.push(root);
    }
}

#[test]
fn a_changed_proof_is_refused_by_both() {
    let logged = Logged::of(60);
    let stored = logged.stored();
    let mut tree = MemoryBackedTree::<Sha256, Vec<u8>>::new();
    (0..60).for_each(|index| tree.push(entry(index)));
    for index in 0..60 {
        let honest = Prover::new(60, &stored).inclusion(index).unwrap();
        for at in 0..honest.len() {
            let mut changed = honest.clone();
            changed[at] = [9; 32].into();
            assert!(logged.head(60).verify_inclusion(index, &leaf(&entry(index)), &changed).is_err());
            let sent = InclusionProof::from_bytes(bytes(&changed));
            assert!(tree.root().verify_inclusion(&entry(index), index, &sent).is_err());
        }
    }
}
