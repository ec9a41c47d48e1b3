//! The command line tools by their output: what it prints, where, and how it ends, against files in `tests/snapshots`.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test -p amanat-tests cli` writes the files anew; the difference is for review to judge.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "these are tests: what cannot be unwrapped has failed")]

mod audits;
pub mod demo;
pub mod desk;
mod follows;
mod helps;
mod lists;
mod officer_list;
mod officer_verbs;
mod offline;
mod questions;
mod snapshot;
