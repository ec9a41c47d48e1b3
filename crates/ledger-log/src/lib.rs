//! Proofs: leaf, link, tree, signed notes, checkpoints, cosignatures and the policy that judges them;
//! tiles, proof files and the witness protocol, by which outsiders come to them; commitments to what is not shown.
//!
//! Bytes and hashes only. This crate does no I/O, reads no clock, draws no randomness and does not know
//! what an entry says. Whatever it parses is bounded, and what it refuses it refuses with the fact.
//!
//! The formats are those of C2SP: signed-note v1.0.0, tlog-checkpoint v1.0.0, tlog-cosignature v1.0.1
//! (Ed25519 only), tlog-tiles v0.1.0, tlog-proof v1, tlog-witness v1.0.0, and RFC 6962 trees over SHA-256.
//! Proofs use the tree alone, never the chain.
#![forbid(unsafe_code)]

#[cfg(feature = "chain")]
mod chain;
pub mod checkpoint;
mod commitment;
pub mod cosignature;
mod decimal;
mod hash;
mod hex;
mod leaf;
mod link;
pub mod note;
pub mod policy;
pub mod proof_file;
mod proof_lines;
pub mod tile;
pub mod tree;
pub mod witness;

#[cfg(feature = "chain")]
pub use chain::Chain;
pub use commitment::{commitment, padded_length};
pub use hash::{Hash, NotAHash};
pub use leaf::{Leaf, leaf};
pub use link::Link;
