//! What may become of `book/index/`: the server starts, and the answers are right.

use super::super::{program, world};
use super::history::{Known, compare_all, play};
use amanat_tests::answers::failed;
use amanat_tests::book::Book;
use amanat_tests::draw::Draw;
use amanat_tests::files::{Files, copy};
use amanat_tests::look_ups::{by_code, by_person, find};
use amanat_tests::server::beside;
use amanat_tests::world::{Stopped, World};
use ledger_wire::proto::ledger::v1::LookUpKind;
use ledger_wire::status::{Failure, Unavailable};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A stopped book with a history, and what its client knows of it.
async fn book(seed: u64) -> (Stopped, Known) {
    let (world, mut known) = (world().await, Known::default());
    play(&world, &mut Draw::from_seed(seed), &mut known).await;
    compare_all(&world, &known).await;
    (world.stopped(), known)
}

fn index(stopped: &Stopped) -> PathBuf {
    stopped.book.paths().book.index()
}

/// What the server said on standard error.
fn said(stopped: &Stopped) -> String {
    fs::read_to_string(beside(&stopped.book.data, "stderr")).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_index_is_built_again() {
    let (stopped, known) = book(1).await;
    fs::remove_dir_all(index(&stopped)).unwrap();
    let world = stopped.serve();
    compare_all(&world, &known).await;
    let stopped = world.stopped();
    assert!(index(&stopped).is_dir());
    assert_eq!(said(&stopped), "", "there is nothing to warn of");
    stopped.book.verify();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_that_is_deleted_while_it_is_used_does_no_harm() {
    let (stopped, mut known) = book(2).await;
    let world = stopped.serve();
    compare_all(&world, &known).await;
    fs::remove_dir_all(world.book.paths().book.index()).unwrap();
    play(&world, &mut Draw::from_seed(3), &mut known).await;
    compare_all(&world, &known).await;
    let world = world.restarted();
    compare_all(&world, &known).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_copy_that_was_put_back_is_caught_up_with() {
    let (stopped, mut known) = book(4).await;
    let old = stopped.directory().join("old");
    copy(&index(&stopped), &old);
    let world = stopped.serve();
    play(&world, &mut Draw::from_seed(5), &mut known).await;
    let stopped = world.stopped();
    fs::remove_dir_all(index(&stopped)).unwrap();
    copy(&old, &index(&stopped));
    let world = stopped.serve();
    compare_all(&world, &known).await;
    assert_eq!(said(&world.stopped()), "", "it is of this history, only older");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_index_of_another_book_is_replaced() {
    let (stopped, known) = book(6).await;
    let (other, _) = book(7).await;
    fs::remove_dir_all(index(&stopped)).unwrap();
    copy(&index(&other), &index(&stopped));
    let world = stopped.serve();
    compare_all(&world, &known).await;
    assert!(said(&world.stopped()).contains("it is of book"));
}

/// A copy of the book that went on by itself has an index of the same book, and of another history.
#[tokio::test(flavor = "multi_thread")]
async fn the_index_of_another_history_of_the_book_is_replaced() {
    let (stopped, known) = book(8).await;
    let twin = stopped.book.moved_to(&stopped.directory().join("twin"));
    copy(&stopped.book.data, &twin.data);
    let before = stopped.book.clone();
    let world = stopped.with(twin.clone()).serve();
    let mut twins = Known::default();
    play(&world, &mut Draw::from_seed(9), &mut twins).await;
    let stopped = world.stopped().with(before);
    fs::remove_dir_all(index(&stopped)).unwrap();
    copy(&twin.paths().book.index(), &index(&stopped));
    let world = stopped.serve();
    compare_all(&world, &known).await;
    assert!(said(&world.stopped()).contains("another history"));
}

#[tokio::test(flavor = "multi_thread")]
async fn garbage_in_every_file_of_the_index_is_replaced() {
    let (mut stopped, known) = book(10).await;
    let sound = stopped.directory().join("sound");
    copy(&index(&stopped), &sound);
    let names: Vec<PathBuf> =
        fs::read_dir(&sound).unwrap().map(|item| PathBuf::from(item.unwrap().file_name())).collect();
    assert!(names.len() >= 2, "{names:?}");
    for name in names {
        for garbage in [vec![0xa5_u8; 700_000], Vec::new()] {
            fs::remove_dir_all(index(&stopped)).unwrap();
            copy(&sound, &index(&stopped));
            fs::write(index(&stopped).join(&name), garbage).unwrap();
            let world = stopped.serve();
            known.compare(&world.by(&world.office.auditor)).await;
            stopped = world.stopped();
        }
    }
    let world = stopped.serve();
    compare_all(&world, &known).await;
    world.stopped().book.verify();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_whose_index_is_in_use_serves_without_it_and_says_so() {
    let (stopped, known) = book(11).await;
    let before = Files::under(&index(&stopped));
    let held = File::open(index(&stopped).join("db")).unwrap();
    held.try_lock().unwrap();
    let world = stopped.serve();
    let auditor = world.by(&world.office.auditor);
    // By code and by reference from the views; who somebody is, they do not know.
    assert_eq!(find(&auditor, &by_code(LookUpKind::Office, "qom")).await, [world.office.qom_office]);
    let (_, failure) = failed(auditor.registry().look_up(by_person(2_000)).await);
    assert_eq!(failure, Failure::Unavailable(Unavailable::IndexBehind));
    world.receive(world.cash(1)).await;
    let stopped = world.stopped();
    assert!(said(&stopped).contains("another process has it open"));
    assert_eq!(before.changed_in(&Files::under(&index(&stopped))), [] as [&Path; 0], "it is left alone");
    let world = stopped.serve();
    drop(held);
    // Let go of while the server runs, it is used.
    compare_all(&world, &known).await;
}

/// An old release had a file where the index lies, or somebody put one there.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_in_the_place_of_the_index_is_replaced() {
    let (stopped, known) = book(12).await;
    fs::remove_dir_all(index(&stopped)).unwrap();
    fs::write(index(&stopped), "no folder").unwrap();
    let world = stopped.serve();
    compare_all(&world, &known).await;
}

/// Any other start of the book works on the index that `reindex` made.
#[tokio::test(flavor = "multi_thread")]
async fn an_index_built_by_reindex_is_used_as_it_is() {
    let (stopped, known) = book(13).await;
    fs::write(index(&stopped).join("db"), "garbage").unwrap();
    let world = reindexed(stopped).serve();
    compare_all(&world, &known).await;
    let stopped = world.stopped();
    assert_eq!(said(&stopped), "");
    stopped.book.verify();
}

/// By the program: sled lets go of the lock on its files when it pleases, and at the latest with its process.
fn reindex(book: &Book) -> Output {
    Command::new(program()).args(["admin", "reindex", "--data"]).arg(&book.data).output().unwrap()
}

fn reindexed(stopped: Stopped) -> Stopped {
    let [once, again] = [reindex(&stopped.book), reindex(&stopped.book)];
    assert!(once.status.success(), "{once:?}");
    assert_eq!(once, again, "the same book, the same keys");
    stopped
}

#[test]
fn a_book_that_a_server_has_open_is_not_reindexed() {
    let directory = tempfile::tempdir().unwrap();
    let book = Book::init(program(), &directory.path().join("amanat"));
    let server = book.serve();
    let refused = reindex(&book);
    assert_eq!((refused.status.code(), refused.stdout.as_slice()), (Some(1), &b""[..]));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("in use"), "{refused:?}");
    server.stop();
    assert!(reindex(&book).status.success());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_from_before_a_restored_backup_is_not_believed() {
    let (stopped, known) = book(14).await;
    let backup = stopped.directory().join("backup");
    copy(&stopped.book.data, &backup);
    let world = stopped.serve();
    let mut later = Known::default();
    play(&world, &mut Draw::from_seed(15), &mut later).await;
    let stopped = world.stopped();
    let newer = stopped.directory().join("newer");
    copy(&index(&stopped), &newer);
    // Everything is restored, and only the index stays as it was.
    fs::remove_dir_all(&stopped.book.data).unwrap();
    copy(&backup, &stopped.book.data);
    fs::remove_dir_all(index(&stopped)).unwrap();
    copy(&newer, &index(&stopped));
    let world: World = stopped.serve();
    compare_all(&world, &known).await;
}
