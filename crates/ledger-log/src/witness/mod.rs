//! The witness protocol (C2SP tlog-witness v1.0.0) without its HTTP: the request's bytes, the witness's
//! decision, and what a log reads out of the answer.
//!
//! A witness never cosigns two checkpoints of one log of which neither extends the other. That rests on its
//! caller, too: take the record of the log, decide, make the new record durable, only then cosign, with no
//! other decision about that log in between.

mod answer;
mod decide;
mod fork;
mod refusal;
mod request;
#[cfg(test)]
mod tests;

pub use crate::proof_lines::{MAX_PROOF_HASHES, MalformedProofLines};
pub use answer::{Answer, MAX_ANSWER_BYTES, UnreadableAnswer};
pub use decide::{Accepted, Latest};
pub use fork::{Fork, NoFork};
pub use refusal::Refusal;
pub use request::{AddCheckpoint, MAX_REQUEST_BYTES, MalformedRequest, TooManyHashes};
