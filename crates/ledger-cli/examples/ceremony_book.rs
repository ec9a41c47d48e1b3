//! Writes a book of promises, a list and goods: `cargo run --release -p ledger-cli --example ceremony_book -- FOLDER`.
//!
//! The second verifier is tested on it. Its log key is the seed `07` × 32, which is no secret.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a book that cannot be made has failed")]

#[allow(dead_code, unused_imports, reason = "the tests of the audit use the rest")]
#[path = "../tests/audit/book/mod.rs"]
mod book;

use book::{Shelf, Story};
use std::path::PathBuf;

fn main() {
    let folder = PathBuf::from(std::env::args_os().nth(1).expect("a folder that is not there yet"));
    let (story, _) = Story::ceremony();
    let shelf = Shelf::in_segments_of(1 << 20, &story.blocks());
    shelf.sign(story.entries().len());
    std::fs::rename(shelf.dir.keep(), folder).expect("a folder on the disk of the temporary ones");
}
