//! Random commands, retries, crashes and faults from a seed, against a naive second ledger.
//!
//! A seed is a life of a book: people ask for random things through the real sequencer, over the real core and the
//! real store; the disk is simulated and fails; the process dies, the power goes, and the book is opened again. A
//! second ledger, written apart (`naive`), foretells every answer entry by entry and rial by rial. Everything runs on
//! one thread, so a seed always gives the same life; only blinds and ids of books are random, and nothing depends on
//! them.
//!
//! `AMANAT_SIM_SECONDS` is how long seeds are tried (10 if unset; CI says 60), `AMANAT_SIM_FROM` the first of them,
//! `AMANAT_SIM_SEED` the only one.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::needless_pass_by_value,
    clippy::wildcard_enum_match_arm,
    reason = "these are tests: what cannot be unwrapped has failed, and what is not looked for is passed over; two things that should be one read best side by side"
)]

mod book;
mod clients;
mod desk;
mod dice;
mod figures;
mod found;
mod liar;
mod life;
mod look;
mod naive;
mod seeds;
mod trouble;
mod weather;
mod wishes;
