//! The disk itself: that its cuts are real, and what a book is on it that was just made, or cannot be written.

use super::cuts::power_can_be_cut;
use amanat_tests::answers::given;
use amanat_tests::book::Book;
use amanat_tests::power::Disk;
use ledger_server::book::{OpenBookError, open};
use ledger_store::OpenError;
use ledger_wire::proto::ledger::v1 as api;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::Command;

fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_server-under-test"))
}

/// Without this the other tests would prove nothing.
#[test]
fn a_cut_takes_what_was_not_synced_and_leaves_what_was() {
    if !power_can_be_cut("what a cut takes") {
        return;
    }
    let directory = tempfile::tempdir().unwrap();
    let mut disk = Disk::new(directory.path());
    let (kept, lost) = (disk.root().join("kept"), disk.root().join("lost"));
    let content = vec![7; 100_000];
    let mut file = File::create(&kept).unwrap();
    file.write_all(&content).unwrap();
    file.sync_all().unwrap();
    fs::write(&lost, &content).unwrap();
    assert_eq!(fs::read(&lost).unwrap(), content, "it is seen, and sits in memory");
    disk.cut_power();
    assert!(fs::write(disk.root().join("later"), &content).is_err(), "after the cut nothing is written");
    drop(file);
    disk.restore_power();
    assert_eq!(fs::read(&kept).unwrap(), content);
    assert!(fs::read(&lost).map_or(true, |found| found != content));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_book_that_was_just_made_survives_a_power_cut_with_its_keys() {
    if !power_can_be_cut("power cut after init") {
        return;
    }
    let directory = tempfile::tempdir().unwrap();
    let mut disk = Disk::new(directory.path());
    let policy = directory.path().join("amanat.policy");
    let book = Book::init_with_policy(program(), &disk.root().join("amanat"), &policy);
    disk.cut_power();
    disk.restore_power();
    let server = book.serve();
    for key in &book.administrators {
        given(server.caller(key).audit().get_head(api::GetHeadRequest {}).await);
    }
    server.stop();
    book.verify();
}

#[test]
fn a_book_on_a_disk_that_cannot_be_written_is_refused_as_read_only_and_can_be_audited() {
    if !power_can_be_cut("a read-only disk") {
        return;
    }
    let directory = tempfile::tempdir().unwrap();
    let mut disk = Disk::new(directory.path());
    let data = disk.root().join("amanat");
    let book = Book::init_with_policy(program(), &data, &directory.path().join("amanat.policy"));
    book.serve().stop();
    disk.remount_read_only();
    let run = Command::new(program()).args(["run", "--listen", "127.0.0.1:0", "--data"]).arg(&data).output().unwrap();
    assert_eq!(run.status.code(), Some(1));
    let why = open(&book.paths()).map(|_| ()).expect_err("it cannot be written");
    assert!(matches!(why, OpenBookError::Journal(OpenError::ReadOnly(_))), "{why:?}");
    book.verify();
}
