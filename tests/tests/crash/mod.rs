//! What survives a killed process and a cut power line: everything that was acknowledged, once.
//!
//! Four clients load the real server, and each writes down what it asked and what it was told. Then the server is
//! killed, or the power of its disk is cut, at a moment drawn from a seed. Afterwards the book must open by itself;
//! what was told must be there, the same; what was not told is asked again under the same request id; and nothing
//! else may be there. Somebody follows meanwhile: what the feed sent must be there too.
//! else may be there. The vault is loaded, killed and cut off in a process of its own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    reason = "these are tests: what cannot be unwrapped has failed, and what was skipped is said out loud"
)]

mod clients;
mod cuts;
mod disk;
mod enrolments;
mod following;
mod kills;
mod lists;
mod notes;
mod place;
mod vault;

/// How many trials the variable asks for, or else a few.
fn trials(variable: &str, few: u64) -> u64 {
    std::env::var(variable).map_or(few, |text| text.parse().unwrap_or_else(|_| panic!("{variable} is a number")))
}
