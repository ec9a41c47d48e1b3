//! The audit of a book that a server is writing, and of one whose server was killed.

use super::{Terminal, program, said};
use amanat_tests::book::Book;
use amanat_tests::world::World;
use ledger_cli::Exit;
use serde_json::Value;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How many audits have to see the head move.
const MOVES: usize = 4;
/// And how many there are at the most.
const MOST_AUDITS: usize = 400;

/// The report of the audit against the policy.
fn audit(book: &Book) -> (Exit, Value) {
    let root = book.paths().book.root().to_owned();
    said(&["audit", "verify", root.to_str().unwrap(), "--policy", book.policy.to_str().unwrap()])
}

fn size(report: &Value) -> u64 {
    report["head"]["size"].as_u64().unwrap_or_else(|| panic!("a head: {report}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_book_is_verified_while_its_server_writes_and_after_it_was_killed() {
    let world = World::open(program()).await;
    let (stop, acknowledged) = (AtomicBool::new(false), AtomicU64::new(0));
    let writes = async {
        while !stop.load(Ordering::Relaxed) {
            let recorded = world.receive(world.cash(1_000)).await;
            acknowledged.store(recorded.entry_count, Ordering::Relaxed);
        }
    };
    let book = world.book.clone();
    let audits = async {
        let done = tokio::task::spawn_blocking(move || watch(&book)).await;
        stop.store(true, Ordering::Relaxed);
        done.unwrap()
    };
    let ((), seen) = tokio::join!(writes, audits);
    assert!(seen > 0);
    let acknowledged = acknowledged.load(Ordering::Relaxed);
    assert!(acknowledged >= seen, "no audit runs ahead of the server: {seen} of {acknowledged}");
    let killed = world.killed();
    let (exit, report) = audit(&killed.book);
    assert_eq!(exit, Exit::Verified, "{report}");
    assert!(size(&report) >= acknowledged, "{} of {acknowledged}: {report}", size(&report));
}

/// Audits until the head has moved some times; the last size. Every one of them is content.
fn watch(book: &Book) -> u64 {
    let (mut last, mut moves) = (0, 0);
    for _ in 0..MOST_AUDITS {
        let (exit, report) = audit(book);
        assert_eq!(exit, Exit::Verified, "{report}");
        assert!(size(&report) >= last, "the head never goes back");
        moves += usize::from(last > 0 && size(&report) > last);
        last = size(&report);
        if moves == MOVES {
            return last;
        }
    }
    panic!("the head moved {moves} times in {MOST_AUDITS} audits");
}

#[tokio::test]
async fn what_the_server_acknowledged_is_in_the_book_that_an_auditor_reads_beside_it() {
    let world = World::open(program()).await;
    let recorded = world.receive(world.cash(7_000)).await;
    let index = recorded.index.to_string();
    let by_server = Terminal::of(&world, &world.office.auditor).asks(&["entry", "show", &index]);
    let book = world.book.paths().book.root().to_owned();
    let by_data = said(&["entry", "show", &index, "--data", book.to_str().unwrap()]);
    assert_eq!(by_server, by_data);
    assert_eq!(by_data.1["link"], recorded.link.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
}
