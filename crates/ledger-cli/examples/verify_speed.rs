//! Measures the whole audit: `cargo run --release -p ledger-cli --example verify_speed -- 500000 [runs]`.
//!
//! Makes a book of so many receipts in a temporary folder, as a server's bulk load would have, and verifies it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a measurement that cannot be made has failed")]

#[allow(dead_code, unused_imports, reason = "the tests of the audit use the rest")]
#[path = "../tests/audit/book/mod.rs"]
mod book;

use book::{Shelf, Story};
use ledger_cli::Exit;
use std::io::Write;
use std::time::Instant;

const SEGMENT_BYTES: u64 = 64 * 1024 * 1024;

fn main() {
    let mut arguments = std::env::args().skip(1).map(|argument| argument.parse().expect("a number"));
    let (receipts, runs) = (arguments.next().unwrap_or(500_000), arguments.next().unwrap_or(3));
    let began = Instant::now();
    let story = Story::of_gifts(receipts);
    let entries = story.entries().len();
    let shelf = Shelf::in_segments_of(SEGMENT_BYTES, &story.blocks());
    shelf.sign(entries);
    drop(story);
    say(&format!("{entries} entries made in {:.1} s", began.elapsed().as_secs_f64()));
    for _ in 0..runs {
        let began = Instant::now();
        let report = shelf.audit();
        let seconds = began.elapsed().as_secs_f64();
        assert_eq!(report.verdict.exit, Exit::Verified, "{:#?}", report.verdict);
        say(&format!("verified in {seconds:.3} s: {:.0} entries/s", entries as f64 / seconds));
    }
}

fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
