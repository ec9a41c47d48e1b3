//! The door: everything that knows both the bytes outside and the words of the core.
//!
//! [`record`] is the encoding of the stored entries, [`door`] turns requests into commands and lists everything
//! that is malformed in them, [`reply`] builds the answer from what was recorded, and [`status`] says no, both
//! ways. Protocol types stop here: no other crate names a message and a rule in one file. This crate decides
//! nothing, keeps no state, does no I/O and draws no randomness.

#![forbid(unsafe_code)]

pub mod amount;
pub mod day;
pub mod door;
pub mod identifiers;
pub mod proto;
pub mod reads;
pub mod record;
pub mod refusal;
pub mod replay;
pub mod reply;
#[cfg(test)]
mod round;
pub mod sheets;
#[cfg(feature = "grpc")]
pub mod status;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod words;
