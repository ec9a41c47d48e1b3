//! The rules of the house that a compiler does not hold: what documents promise, what crates may know, what the
//! record may hold.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "these are tests: what cannot be unwrapped has failed")]

mod documented;
mod faults;
mod links;
mod persons;
mod protocol;
mod readme;
mod sheets;
mod sizes;
mod tree;
mod vectors;
mod walls;
