//! The contract of `Journal`, on every engine there is.

use std::path::Path;

use ledger_store::testing::{SimDisk, journal_contract};
use ledger_store::{BookPaths, FileJournal, JournalOptions, RealStorage, RoomAhead, Storage};

use crate::desk::{BOOK, book, options};

fn opener<S: Storage>(storage: S, paths: BookPaths, options: JournalOptions) -> impl FnMut() -> FileJournal<S> {
    let mut created = false;
    move || {
        if std::mem::replace(&mut created, true) {
            FileJournal::open(&storage, &paths, &options).unwrap()
        } else {
            FileJournal::create(&storage, &paths, BOOK, &options).unwrap()
        }
    }
}

#[test]
fn files_keep_the_contract_over_a_simulated_disk() {
    journal_contract(opener(SimDisk::new(1), book(), options()));
}

#[test]
fn files_keep_the_contract_over_real_files() {
    let dir = tempfile::tempdir().unwrap();
    let paths = BookPaths::new(dir.path().join("book"));
    let options = JournalOptions { segment_bytes: 300_000, room: RoomAhead::Thread, ..JournalOptions::default() };
    journal_contract(opener(RealStorage, paths, options));
    assert!(dir.path().join("book/journal").read_dir().unwrap().count() > 1);
    assert!(!Path::new("/data/book").exists());
}
