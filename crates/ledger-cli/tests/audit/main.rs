//! The auditor, tried on small books that were damaged, forged, cut and re-signed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::wildcard_enum_match_arm,
    reason = "these are tests: what cannot be unwrapped has failed, and what is not looked for is passed over"
)]

mod anchors;
mod book;
mod bytes;
mod exports;
mod followed;
mod frames;
mod long;
mod officer;
mod proofs;
mod questions;
mod rules;
mod streams;
mod tiles;
