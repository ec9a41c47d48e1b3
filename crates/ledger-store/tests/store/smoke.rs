//! A book over real files: written, closed, reopened, read beside its writer.

use ledger_log::{Chain, leaf};
use ledger_store::*;

#[test]
fn a_book_written_and_reopened_holds_what_was_written() {
    let dir = tempfile::tempdir().unwrap();
    let paths = DataPaths::new(dir.path());
    let options = JournalOptions { segment_bytes: 4096, ..JournalOptions::default() };
    let id = BookId([7; 16]);
    let mut journal = FileJournal::create(&RealStorage, &paths.book, id, &options).unwrap();
    assert!(matches!(FileJournal::open(&RealStorage, &paths.book, &options), Err(OpenError::InUse { .. })));
    let chain = Chain::new();
    let mut link = chain.genesis(id.as_bytes());
    let mut block = Block::new();
    for number in 0..50_u64 {
        block.begin(journal.head().size);
        for part in 0..3 {
            let entry = format!("entry {number} {part} {}", "x".repeat(40));
            block.push(entry.as_bytes()).unwrap();
            link = chain.extend(&link, &leaf(entry.as_bytes()));
        }
        block.set_link_after(link);
        assert!(matches!(journal.append(&mut block), Append::Durable { .. }));
        let read_only = ReadOnlyBook::open(&RealStorage, &paths.book).unwrap();
        assert_eq!(read_only.head_slots().unwrap().head().unwrap().size, (number + 1) * 3);
    }
    assert!(std::fs::read_dir(paths.book.journal()).unwrap().count() > 3);
    drop(journal);
    let journal = FileJournal::open(&RealStorage, &paths.book, &options).unwrap();
    assert_eq!(journal.head(), Head { size: 150, link });
    assert_eq!(journal.entry(148, &mut block).unwrap().unwrap()[..12], *b"entry 49 1 x");
    let mut blocks = journal.blocks_from(100);
    let mut seen = 0;
    while let Some(block) = blocks.next().unwrap() {
        seen += block.count();
    }
    assert_eq!(seen, 51);
    let read_only = ReadOnlyBook::open(&RealStorage, &paths.book).unwrap();
    let mut scan = read_only.scan().unwrap();
    let mut next = 0;
    while let Some(found) = scan.next().unwrap() {
        let Scanned::Frame(frame) = found else { panic!("{found:?}") };
        assert_eq!(frame.first_index, next);
        next += u64::from(frame.count);
    }
    assert_eq!(next, 150);
    assert_eq!(read_only.reader(LinksFrom::Genesis).unwrap().head().size, 150);
}
