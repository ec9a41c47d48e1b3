//! How feeds are cut off: a reader that does not read, a server that stops. Nobody loses anything by it.

use super::reader::{Feed, Reader};
use super::{Tuned, at_start, listed, many_gifts, narrow};
use crate::journeys::world;
use amanat_tests::caller::Caller;
use amanat_tests::server::Server;
use ledger_server::serve::FeedOptions;
use ledger_wire::status::{Failure, FeedEnd, Unavailable};
use std::time::Duration;
use tonic::{Code, Status};

/// Entries of the books here: far more bytes than a connection and a queue hold.
const GIFTS: i64 = 8_000;

/// What a feed that nobody reads may cost: its queue, what was read and is not sent, and what its connection holds.
const MOST_BYTES_EACH: usize = 1024 * 1024;

/// Reads, and rests for a while after each message, until the feed ends.
async fn read_slowly(reader: &mut Reader, feed: &mut Feed, rest: Duration) -> Status {
    loop {
        if let Err(status) = reader.next(feed).await {
            return status;
        }
        tokio::time::sleep(rest).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_is_too_slow_is_cut_off_with_the_last_entry_that_was_sent_to_it() {
    let world = world().await;
    many_gifts(&world, GIFTS).await;
    let mut reader = at_start(&world).await;
    let (office, end) = (world.office.clone(), world.head().await);
    let most_wait = Duration::from_millis(50);
    let tuned = Tuned::serve(world, FeedOptions { most_wait, ..FeedOptions::default() }).await;
    let auditor = tuned.caller(&office.auditor.key).await;
    let mut feed = reader.follow(&auditor).await;
    let status = read_slowly(&mut reader, &mut feed, Duration::from_secs(1)).await;
    assert_eq!(status.code(), Code::ResourceExhausted);
    let last_index = reader.count().checked_sub(1);
    assert_eq!(Failure::from(&status), Failure::Feed(FeedEnd::SlowReader { last_index }));
    assert!(reader.count() < end.entry_count, "it was cut off before the end");

    // From there on it goes on, if it reads: at a server that waits for a machine with other work to do.
    drop((feed, auditor));
    let tuned = Tuned::serve_again(tuned.stop().await, FeedOptions::default()).await;
    let auditor = tuned.caller(&office.auditor.key).await;
    let mut feed = reader.follow(&auditor).await;
    assert_eq!(reader.catch_up(&mut feed).await, end);
    drop((feed, auditor));
    tuned.stop().await;
}

/// A caller with a connection of its own that takes little.
async fn narrow_caller(server: &Server, key: &str) -> Caller {
    Caller::new(narrow(server.address).await, key)
}

/// The most memory that the process ever had, in bytes.
fn most_memory(server: &Server) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.pid().as_raw_nonzero())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a line of the kernel");
    let kib: usize = line.split_whitespace().next().unwrap().parse().unwrap();
    kib * 1024
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_that_do_not_read_cost_bounded_memory_and_do_not_keep_a_server_that_stops() {
    let world = world().await;
    for _ in 0..4 {
        many_gifts(&world, GIFTS).await;
    }
    let mut world = world.restarted();
    let book: usize = listed(&world).await.iter().map(|entry| entry.record.len() + entry.link.len()).sum();
    let before = most_memory(&world.server);
    let office = world.office.clone();
    let mut idle = Vec::new();
    for post in [&office.auditor, &office.administrator, &office.second_administrator, &office.case_officer] {
        for _ in 0..8 {
            let reader = at_start(&world).await;
            let caller = narrow_caller(&world.server, &post.key).await;
            idle.push((reader.follow(&caller).await, reader));
        }
    }
    // Somebody who does read is served all the while, and so are writers.
    let mut reader = at_start(&world).await;
    let mut feed = reader.follow(&world.by(&office.treasurer)).await;
    reader.catch_up(&mut feed).await;
    let recorded = world.receive(world.cash(9)).await;
    reader.reach(&mut feed, recorded.entry_count).await;
    let grown = most_memory(&world.server) - before;
    let (most, unbounded) = (MOST_BYTES_EACH * idle.len(), book * idle.len());
    assert!(grown < most, "{grown} bytes for {} feeds that nobody reads", idle.len());
    assert!(unbounded > 2 * most, "{unbounded} bytes, if everything were held for them");

    // Those who begin to read now lose nothing.
    let (mut late, mut reader) = idle.pop().unwrap();
    reader.reach(&mut late, recorded.entry_count).await;
    assert_eq!(reader.link.as_bytes()[..], recorded.link);

    world.server.ask_to_stop();
    let status = reader.until_it_ends(&mut late).await;
    assert_eq!(Failure::from(&status), Failure::Unavailable(Unavailable::Draining));
    assert!(world.server.wait().success());
    drop(idle);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_stops_ends_its_feeds_so_that_they_come_again() {
    let mut world = world().await;
    let office = world.office.clone();
    let mut feeds = Vec::new();
    for post in [&office.auditor, &office.receiver, &office.qom_case_officer] {
        let mut reader = at_start(&world).await;
        let mut feed = reader.follow(&world.by(post)).await;
        reader.catch_up(&mut feed).await;
        feeds.push((reader, feed, post));
    }
    world.server.ask_to_stop();
    let mut readers = Vec::new();
    for (mut reader, mut feed, post) in feeds {
        let status = reader.until_it_ends(&mut feed).await;
        assert_eq!(status.code(), Code::Unavailable);
        assert_eq!(Failure::from(&status), Failure::Unavailable(Unavailable::Draining));
        readers.push((reader, post));
    }
    assert!(world.server.wait().success());

    let world = world.killed().serve();
    let recorded = world.receive(world.cash(3)).await;
    for (mut reader, post) in readers {
        let mut feed = reader.follow(&world.by(post)).await;
        reader.reach(&mut feed, recorded.entry_count).await;
        assert_eq!(reader.link.as_bytes()[..], recorded.link);
    }
}
