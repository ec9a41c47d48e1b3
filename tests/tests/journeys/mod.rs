//! Journeys through gRPC, as a client makes them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::wildcard_enum_match_arm,
    reason = "these are tests: what cannot be unwrapped has failed, and what is not looked for is passed over"
)]

mod access;
mod batches;
mod canary;
mod ceremony;
mod draining;
mod feed;
mod gifts;
mod goods;
mod grants;
mod languages;
mod limits;
mod lists;
mod log;
mod look_ups;
mod malformed;
mod once;
mod pages;
mod proofs;
mod refusals;
mod restoring;
mod retries;
mod starting;
mod tiles;
mod vault;
mod witnesses;

use amanat_tests::world::World;
use ledger_wire::proto::ledger::v1 as api;
use std::path::Path;

/// The server, as cargo built it for these tests.
fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_server-under-test"))
}

/// A served book with an organisation in it.
async fn world() -> World {
    World::open(program()).await
}

/// What a balance is made of, but for `numbered`, which is the sum of it.
fn sum(balance: &api::Balance) -> i64 {
    let api::Balance { free, allotted, notified, encumbered, in_payment, spent, voided, .. } = *balance;
    free + allotted + notified + encumbered + in_payment + spent + voided
}
