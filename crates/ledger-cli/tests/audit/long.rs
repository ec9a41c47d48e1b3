//! A longer book: the real program on it, and Ctrl-C in the middle.

use crate::book::{Shelf, Story};
use ledger_cli::Exit;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

/// The first is more than a program built for debugging audits before it first says how far it is.
const BOOKS: [usize; 3] = [100_000, 500_000, 2_500_000];
const SEGMENT_BYTES: u64 = 8 * 1024 * 1024;

#[test]
fn an_earlier_entry_in_the_middle_of_a_block_is_read_again() {
    let story = Story::of_gifts(3_000);
    let shelf = Shelf::in_segments_of(SEGMENT_BYTES, &story.blocks());
    shelf.sign(story.entries().len());
    crate::book::expect(&shelf.audit(), Exit::Verified);
}

#[test]
fn ctrl_c_ends_an_audit_at_once_with_what_was_and_was_not_checked() {
    // A faster machine, or a build for release, may be done before it has to say how far it is.
    let report = BOOKS.into_iter().find_map(interrupted).expect("a book that is long enough to be interrupted");
    assert_eq!(report["verdict"]["exit"], 130, "{report}");
    let checks = report["checks"].as_array().unwrap();
    assert_eq!(checks.len(), 7);
    // A pass that did not end is not done with anything that it counts.
    assert!(checks.iter().all(|check| check["outcome"] == "not_done"), "{report}");
    let frames = checks.iter().find(|check| check["check"] == "frames").unwrap();
    assert!(frames["count"].as_u64().unwrap() > 0, "what was checked is counted: {frames}");
}

/// The report of an audit that Ctrl-C ended after its first line of progress; `None` if it was over before.
fn interrupted(gifts: usize) -> Option<Value> {
    let shelf = Shelf::in_segments_of(SEGMENT_BYTES, &Story::of_gifts(gifts).blocks());
    let mut audit = Command::new(env!("CARGO_BIN_EXE_ledger-cli"))
        .args(["audit", "verify", "--json"])
        .arg(shelf.book())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(audit.stderr.take().unwrap());
    let mut line = String::new();
    said.read_line(&mut line).unwrap();
    // A process that has ended is not waited for yet, so the number is still its own.
    let kill = format!("kill -INT {}", audit.id());
    assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
    let (mut out, mut rest) = (String::new(), String::new());
    audit.stdout.take().unwrap().read_to_string(&mut out).unwrap();
    said.read_to_string(&mut rest).unwrap();
    let status = audit.wait().unwrap().code();
    if status == Some(i32::from(Exit::NoAnchor.code())) {
        return None;
    }
    assert_eq!(status, Some(i32::from(Exit::Interrupted.code())), "{out}");
    assert!(line.contains(" entries, "), "the first line says how far it is: {line:?}");
    assert!(rest.lines().all(|line| line.contains(" entries, ")), "nothing but progress on stderr: {rest}");
    Some(serde_json::from_str(&out).unwrap())
}
