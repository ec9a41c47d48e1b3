//! Small books: decided by the rules, or forged entry by entry, then written as the store writes them.

pub mod asks;
mod ceremony;
mod shelf;
mod story;

pub use ceremony::Ceremony;
pub use shelf::Shelf;
pub use story::{Landmarks, Later, Story};

use ledger_cli::audit::{self, Class, Finding, Options, Report};
use ledger_cli::{Exit, Progress};
use ledger_core::event::Entry;
use ledger_log::note::{KeyName, SignerKey};
use ledger_wire::record::encode_into;
use std::path::Path;

pub const BOOK: [u8; 16] = [0xB0; 16];
pub const ORIGIN: &str = "amanat.example/test";
/// 2025-11-22, noon in Tehran: 1404-09-01.
pub const START: i64 = 1_763_800_200_000_000;

pub fn signer() -> SignerKey {
    SignerKey::from_seed(ORIGIN.parse::<KeyName>().unwrap(), &[7; 32])
}

/// The bytes of an entry; the blind is its index, so that every run is the same.
pub fn bytes_of(entry: &Entry) -> Vec<u8> {
    let mut bytes = Vec::new();
    let blind = [u8::try_from(entry.index.0 % 251).unwrap() + 1; 16];
    encode_into(entry, &blind, &mut bytes);
    bytes
}

pub fn audit_with(book: &Path, policy: Option<&Path>) -> Report {
    let options = Options { book: book.to_owned(), policy: policy.map(Path::to_owned) };
    audit::verify(&options, &mut Progress::silent())
}

/// The one finding of a class, or a panic with the whole report.
pub fn found(report: &Report, class: Class) -> &Finding {
    report.findings.iter().find(|finding| finding.class == class).unwrap_or_else(|| panic!("{report:#?}"))
}

pub fn expect(report: &Report, exit: Exit) {
    assert_eq!(report.verdict.exit, exit, "{:#?}\n{:#?}", report.verdict, report.findings);
}

/// JSON as it does not change from run to run: without the place on disk, and with every hash as a word.
pub fn flat(object: &serde_json::Value, root: &str) -> String {
    let text = serde_json::to_string_pretty(object).unwrap().replace(root, "ROOT");
    let mut flat = String::new();
    let mut hex = String::new();
    for character in text.chars().chain(['\n']) {
        if character.is_ascii_digit() || ('a'..='f').contains(&character) {
            hex.push(character);
            continue;
        }
        flat.push_str(if hex.len() >= 64 { "HASH" } else { &hex });
        hex.clear();
        flat.push(character);
    }
    flat
}
