//! The witness protocol: requests, decisions, answers.

mod answering;
mod deciding;
mod published;
mod requesting;

use super::{AddCheckpoint, Latest};
use crate::checkpoint::Checkpoint;
use crate::cosignature::WitnessSigner;
use crate::note::{Note, SignerKey, VerifierKey};
use crate::tree::{Frontier, Prover, TreeHead};
use crate::{Hash, leaf};

fn log() -> SignerKey {
    SignerKey::from_seed("log.example".parse().unwrap(), &[1; 32])
}

fn keys() -> [VerifierKey; 1] {
    [log().verifier()]
}

fn witness(seed: u8) -> WitnessSigner {
    WitnessSigner::from_seed("witness.example".parse().unwrap(), &[seed; 32])
}

fn head(size: u64) -> TreeHead {
    let mut frontier = Frontier::new();
    (0..size).for_each(|index| frontier.append(&leaf(&index.to_be_bytes())));
    frontier.head()
}

fn signed(head: TreeHead) -> Note {
    Checkpoint::new(log().name().clone(), head).unwrap().sign(&log()).unwrap()
}

fn latest(size: u64) -> Latest {
    Latest::restore(signed(head(size)), &log().verifier()).unwrap()
}

/// An honest request; all sizes are small enough for level 0 alone.
fn request(old_size: u64, size: u64) -> AddCheckpoint {
    let stored = |_: u8, index: u64| Ok::<Hash, ()>(leaf(&index.to_be_bytes()).hash());
    let proof = Prover::new(size, &stored).consistency(old_size).unwrap();
    AddCheckpoint::new(old_size, proof, signed(head(size))).unwrap()
}
