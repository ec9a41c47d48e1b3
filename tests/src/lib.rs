//! What the tests of the whole share: a server that runs as a process, callers with their keys, a small
//! organisation that is set up through gRPC, and a disk whose power can be cut.
//!
//! Nothing here knows a rule or how the book is stored: it asks the server as anybody would.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "these are tests: what cannot be unwrapped has failed"
)]

pub mod answers;
pub mod book;
pub mod caller;
pub mod draw;
pub mod files;
pub mod granting;
pub mod keeping;
pub mod look_ups;
pub mod office;
pub mod power;
pub mod raw;
pub mod server;
pub mod words;
pub mod world;
