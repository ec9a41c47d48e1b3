//! What is not served: a book that is in use, newer, another's, or none. Nothing of it is changed.

use super::program;
use amanat_tests::book::{Book, init};
use amanat_tests::files::{Files, copy};
use ledger_server::book::{OpenBookError, open};
use ledger_store::{FORMAT, OpenError};
use std::path::Path;
use tempfile::TempDir;

fn directory() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn new_book(directory: &TempDir, name: &str) -> Book {
    Book::init(program(), &directory.path().join(name))
}

/// What changed, but for the tree, which is a fold: whatever an opening that failed leaves of it is made anew.
fn changed<'a>(book: &Book, before: &'a Files, after: &'a Files) -> Vec<&'a Path> {
    let tree = book.paths().book.tree();
    before.changed_in(after).into_iter().filter(|path| !path.starts_with(&tree)).collect()
}

/// The program ends with 1 and leaves every file as it was; in-process the reason is given.
fn refused(book: &Book) -> OpenBookError {
    let before = Files::under(&book.data);
    let not_started = book.try_serve(&[]).map(|_| ()).expect_err("the book is not served");
    assert_eq!(not_started.status.code(), Some(1), "{}", not_started.said);
    let why = open(&book.paths()).map(|_| ()).expect_err("the book is not opened");
    assert_eq!(changed(book, &before, &Files::under(&book.data)), [] as [&Path; 0]);
    why
}

#[test]
fn a_book_is_not_made_over_another() {
    let directory = directory();
    let book = new_book(&directory, "amanat");
    let before = (Files::under(&book.data), std::fs::read(&book.policy).unwrap());
    let again = init(program(), &book.data, &[]);
    assert_eq!(again.status.code(), Some(1));
    assert!(again.stdout.is_empty(), "no keys are shown");
    assert_eq!(before.0.changed_in(&Files::under(&book.data)), [] as [&Path; 0]);
    assert_eq!(std::fs::read(&book.policy).unwrap(), before.1);
    book.serve().stop();
}

#[test]
fn a_policy_lies_outside_of_what_it_judges() {
    let directory = directory();
    let data = directory.path().join("amanat");
    for inside in ["amanat/policy", "amanat/book/policy", "./amanat/policy", "amanat/../amanat/policy"] {
        let policy = directory.path().join(inside);
        let output = init(program(), &data, &["--policy", policy.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(1), "{inside}");
        assert!(!data.exists(), "nothing is made: {inside}");
    }
    // The same, with a relative path for the one and not for the other.
    let output = std::process::Command::new(program())
        .current_dir(directory.path())
        .args(["init", "--data", "./amanat", "--policy", "amanat/policy"])
        .output()
        .unwrap();
    assert_eq!((output.status.code(), data.exists()), (Some(1), false));
}

#[test]
fn the_policy_lies_beside_the_book_unless_said_otherwise() {
    let directory = directory();
    let data = directory.path().join("amanat");
    assert!(init(program(), &data, &[]).status.success());
    assert!(directory.path().join("amanat.policy").is_file());
}

#[test]
fn a_book_is_served_by_one_server_at_a_time() {
    let directory = directory();
    let book = new_book(&directory, "amanat");
    let server = book.serve();
    let second = book.try_serve(&[]).map(|_| ()).expect_err("it is in use");
    assert_eq!(second.status.code(), Some(1));
    assert!(matches!(open(&book.paths()).map(|_| ()), Err(OpenBookError::Journal(OpenError::InUse { .. }))));
    server.stop();
    book.serve().stop();
}

#[test]
fn a_newer_book_is_not_served_by_an_older_server() {
    let directory = directory();
    let book = new_book(&directory, "amanat");
    let path = book.paths().book.book_file();
    let newer = std::fs::read_to_string(&path).unwrap().replace(&format!("format {FORMAT}"), "format 99");
    std::fs::write(&path, newer).unwrap();
    let why = refused(&book);
    let OpenBookError::Journal(OpenError::NewerFormat { found: 99, supported: FORMAT }) = why else {
        panic!("{why:?}")
    };
}

#[test]
fn a_book_is_not_served_with_the_keys_of_another() {
    let directory = directory();
    let (book, other) = (new_book(&directory, "amanat"), new_book(&directory, "other"));
    // Served once, so that it has a head of its own to begin with.
    book.serve().stop();
    std::fs::remove_dir_all(book.data.join("private")).unwrap();
    copy(&other.data.join("private"), &book.data.join("private"));
    let why = refused(&book);
    assert!(matches!(why, OpenBookError::OtherKey), "{why:?}");
}

#[test]
fn the_keys_of_a_book_with_the_journal_of_another_are_not_served() {
    let directory = directory();
    let (book, other) = (new_book(&directory, "amanat"), new_book(&directory, "other"));
    book.serve().stop();
    other.serve().stop();
    std::fs::remove_dir_all(book.data.join("book")).unwrap();
    copy(&other.data.join("book"), &book.data.join("book"));
    let why = refused(&book);
    assert!(matches!(why, OpenBookError::Forked { .. } | OpenBookError::OtherKey), "{why:?}");
}

#[test]
fn what_is_no_book_is_not_served_and_nothing_is_made_of_it() {
    let directory = directory();
    let book = new_book(&directory, "amanat");
    let nowhere = book.moved_to(&directory.path().join("nowhere"));
    assert_eq!(nowhere.try_serve(&[]).map(|_| ()).unwrap_err().status.code(), Some(1));
    assert!(!nowhere.data.exists());

    std::fs::remove_file(book.paths().book.book_file()).unwrap();
    let why = refused(&book);
    assert!(matches!(why, OpenBookError::Journal(OpenError::NotABook { .. })), "{why:?}");
}

#[test]
fn a_book_without_its_private_keys_is_not_served() {
    let directory = directory();
    let book = new_book(&directory, "amanat");
    std::fs::remove_file(book.data.join("private/keys/log")).unwrap();
    assert!(matches!(refused(&book), OpenBookError::Keys(_)));
}

#[test]
fn a_changed_byte_of_an_entry_is_refused_with_its_place() {
    let directory = directory();
    let book = new_book(&directory, "amanat");
    book.serve().stop();
    let segment = book.paths().book.journal().join("00000000000000000000.seg");
    let mut bytes = std::fs::read(&segment).unwrap();
    bytes[200] ^= 1;
    std::fs::write(&segment, bytes).unwrap();
    let why = refused(&book);
    let OpenBookError::Journal(OpenError::Damaged(damage)) = why else { panic!("{why:?}") };
    assert_eq!((damage.file.as_path(), damage.indices.first), (segment.as_path(), 0));
}
