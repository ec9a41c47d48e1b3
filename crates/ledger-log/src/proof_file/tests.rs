//! Proof files: what is read, and what one proves.

mod proving;
mod reading;

use super::{Enclosed, ProofFile};
use crate::checkpoint::Checkpoint;
use crate::cosignature::WitnessSigner;
use crate::leaf;
use crate::note::SignerKey;
use crate::policy::Policy;
use crate::tree::{Frontier, Prover};

fn log() -> SignerKey {
    SignerKey::from_seed("log.example/book".parse().unwrap(), &[1; 32])
}

fn witness(seed: u8) -> WitnessSigner {
    WitnessSigner::from_seed(format!("witness-{seed}.example").parse().unwrap(), &[seed; 32])
}

fn policy() -> Policy {
    let witnesses = [4, 5].map(|seed| format!("witness w{seed} {}\n", witness(seed).verifier())).concat();
    let text = format!("log {}\n{witnesses}group both 2 w4 w5\nquorum both\n", log().verifier());
    text.parse().unwrap()
}

fn entry(index: u64) -> Vec<u8> {
    format!("entry {index}").into_bytes()
}

/// The proof of an entry in a log of so many, cosigned by these witnesses at 1000 s.
fn proof(index: u64, size: u64, witnesses: &[u8]) -> ProofFile {
    let (mut leaves, mut frontier) = (Vec::new(), Frontier::new());
    for index in 0..size {
        let leaf = leaf(&entry(index));
        leaves.push(leaf.hash());
        frontier.append(&leaf);
    }
    assert!(size <= 256, "level 0 alone is stored here");
    let stored = |_: u8, index: u64| leaves.get(usize::try_from(index).unwrap()).copied().ok_or(());
    let hashes = Prover::new(size, &stored).inclusion(index).unwrap();
    let checkpoint = Checkpoint::new(log().name().clone(), frontier.head()).unwrap();
    let note = witnesses.iter().fold(checkpoint.sign(&log()).unwrap(), |note, seed| {
        note.with_signature(witness(*seed).cosign(&checkpoint, 1000).unwrap()).unwrap()
    });
    ProofFile::new(index, hashes, note).unwrap()
}

fn enclosing(index: u64, openings: &[u8]) -> Vec<u8> {
    Enclosed::new(entry(index), openings.to_vec()).unwrap().encode()
}
