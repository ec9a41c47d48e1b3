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

/// The example in docs/format/journal.md: these bytes for ever.
#[test]
fn the_documented_bytes_are_the_ones_that_are_written() {
    let disk = SimDisk::new(1);
    let mut journal = FileJournal::create(&disk, &book(), BOOK, &options()).unwrap();
    let mut block = ledger_store::Block::new();
    ledger_store::testing::fill(&mut block, &ledger_store::ReadJournal::head(&journal), &[b"gift"]);
    let answer = ledger_store::Journal::append(&mut journal, &mut block);
    assert!(matches!(answer, ledger_store::Append::Durable { .. }));
    let documented = include_str!("../../../../docs/format/journal.md");
    let text = disk.bytes(&book().book_file()).unwrap();
    assert!(documented.contains(str::from_utf8(&text).unwrap()), "{}", String::from_utf8_lossy(&text));
    let segment = disk.bytes(&book().journal().join("00000000000000000000.seg")).unwrap();
    let lines = segment[..88].chunks(16).map(|line| {
        let bytes: Vec<String> = line.iter().map(|byte| format!("{byte:02X}")).collect();
        bytes.join(" ")
    });
    let frame = lines.collect::<Vec<_>>().join("\n");
    assert!(documented.contains(&frame), "{frame}");
}
