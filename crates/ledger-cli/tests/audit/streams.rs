//! Arguments, streams, the one JSON object, and being interrupted.

use crate::book::{Shelf, Story, flat};
use ledger_cli::{Exit, Interrupt, run, run_interruptible};
use serde_json::Value;
use std::io::{self, Write};

/// Runs the program; exit, stdout, stderr.
pub fn cli(args: &[&str]) -> (Exit, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = run(std::iter::once("ledger-cli").chain(args.iter().copied()), &mut out, &mut err);
    (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

pub fn json(args: &[&str]) -> (Exit, Value) {
    let (exit, out, err) = cli(&[args, &["--json"]].concat());
    assert_eq!(err, "", "messages of JSON output stand in the object");
    let object: Value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}"));
    assert_eq!(object["schema_version"], 1, "{out}");
    (exit, object)
}

#[test]
fn help_begins_with_examples() {
    let (exit, out, _) = cli(&["-h"]);
    assert_eq!(exit, Exit::Verified);
    assert!(out.starts_with("Examples:"), "{out}");
}

#[test]
fn json_is_one_object_also_when_nothing_could_be_done() {
    for args in [&["audit", "verify"][..], &["audit", "verfy", "x"], &["balance", "purse", "1", "--data", "x"], &[]] {
        let (exit, object) = json(args);
        assert_eq!((exit, object["error"]["exit"].as_u64()), (Exit::Usage, Some(2)), "{object}");
    }
    let (exit, object) = json(&["audit", "verify", "/nowhere"]);
    assert_eq!((exit, object["verdict"]["exit"].as_u64()), (Exit::Usage, Some(2)));
    let (exit, object) = json(&["trace", "1", "--data", "/nowhere"]);
    assert_eq!((exit, object["error"]["reason"].as_str()), (Exit::Usage, Some("usage")));
}

#[test]
fn a_report_has_the_same_shape_every_time() {
    let (story, _) = Story::whole();
    let shelf = Shelf::story(&story);
    let book = shelf.book();
    let (exit, object) =
        json(&["audit", "verify", book.to_str().unwrap(), "--policy", shelf.policy().to_str().unwrap()]);
    assert_eq!(exit, Exit::Verified);
    let found = flat(&object, shelf.dir.path().to_str().unwrap());
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/audit/report.json");
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(path, &found).unwrap();
    }
    assert!(found == std::fs::read_to_string(path).unwrap(), "UPDATE_SNAPSHOTS=1 writes it anew:\n{found}");
}

#[test]
fn the_report_for_people_ends_in_the_verdict() {
    let (story, _) = Story::whole();
    let shelf = Shelf::story(&story);
    let (book, policy) = (shelf.book(), shelf.policy());
    let args = ["audit", "verify", book.to_str().unwrap(), "--policy", policy.to_str().unwrap()];
    let (exit, out, err) = cli(&args);
    assert_eq!((exit, err.as_str()), (Exit::Verified, ""));
    assert!(out.lines().last().unwrap().starts_with("VERIFIED"), "{out}");
    for expected in ["40,000,000", "1404-09-01", "IR-06", "linked, unsigned", "Not checked", "rules done: 1 2 3"] {
        assert!(out.contains(expected), "{expected} in\n{out}");
    }
    let (_, out, _) = cli(&[&args[..], &["--toman"]].concat());
    assert!(out.contains("40,000,000 IRR (4,000,000 toman)"), "{out}");
    let (_, out, _) = cli(&[&args[..], &["--plain"]].concat());
    assert!(out.contains("\t40000000\t"), "{out}");
    assert!(!out.contains('\u{1b}'), "no colours");
}

#[test]
fn an_interrupted_audit_says_what_was_checked_and_gives_no_verdict() {
    let shelf = Shelf::story(&Story::small());
    let interrupt = Interrupt::new();
    interrupt.ask();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let book = shelf.book();
    let exit =
        run_interruptible(["ledger-cli", "audit", "verify", book.to_str().unwrap()], &mut out, &mut err, &interrupt);
    let out = String::from_utf8(out).unwrap();
    assert_eq!(exit, Exit::Interrupted);
    assert!(out.contains("INTERRUPTED after 3 entries"), "{out}");
    assert!(out.contains("not done"), "{out}");
}

#[test]
fn a_reader_who_has_read_enough_changes_no_verdict() {
    struct Closed;
    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let shelf = Shelf::story(&Story::small());
    let (book, policy) = (shelf.book(), shelf.policy());
    let args = ["ledger-cli", "audit", "verify", book.to_str().unwrap(), "--policy", policy.to_str().unwrap()];
    assert_eq!(run(args, &mut Closed, &mut Vec::new()), Exit::Verified);
}

#[test]
fn a_bug_in_the_program_is_one_and_no_verdict() {
    /// Fails as a bug would, the first time.
    struct Bug(Vec<u8>, bool);
    impl Write for Bug {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            assert!(std::mem::replace(&mut self.1, true), "a bug, made for this test");
            self.0.write(bytes)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let shelf = Shelf::story(&Story::small());
    let (book, policy) = (shelf.book(), shelf.policy());
    let args = ["ledger-cli", "audit", "verify", book.to_str().unwrap(), "--policy", policy.to_str().unwrap()];
    let (mut out, mut err) = (Bug(Vec::new(), false), Vec::new());
    assert_eq!(run(args, &mut out, &mut err), Exit::ToolFailed);
    assert!(out.0.is_empty(), "nothing that looks like a report");
    assert!(String::from_utf8(err).unwrap().contains("a bug in this program"));
    let mut out = Bug(Vec::new(), false);
    assert_eq!(run(args.into_iter().chain(["--json"]), &mut out, &mut Vec::new()), Exit::ToolFailed);
    let object: Value = serde_json::from_slice(&out.0).unwrap();
    assert_eq!((&object["error"]["exit"], &object["error"]["reason"]), (&1.into(), &"tool_failed".into()));
    assert_eq!(run(args, &mut Vec::new(), &mut Vec::new()), Exit::Verified, "and the next call is as ever");
}
