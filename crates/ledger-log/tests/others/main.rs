//! Other people's implementations, which must agree with ours: the crates `signed_note`, `tlog_tiles` and
//! `ct-merkle`, and the bytes of a log that Tessera made. Those in Go are asked in `interop/`.
#![allow(clippy::unwrap_used, reason = "these are tests: what cannot be unwrapped has failed")]

mod logged;
mod notes;
mod tessera;
mod tiles;
mod trees;
