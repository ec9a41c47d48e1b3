//! What the tests share: a small book on a simulated disk, and what was acknowledged of it.

use std::path::Path;

use ledger_log::{Chain, leaf};
use ledger_store::testing::{SimDisk, fill};
use ledger_store::{
    Append, Block, BookId, BookPaths, DataPaths, FileJournal, Journal, JournalOptions, OpenError, ReadJournal,
    RoomAhead,
};

pub const BOOK: BookId = BookId([0xB0; 16]);

pub fn paths() -> DataPaths {
    DataPaths::new(Path::new("/data"))
}

pub fn book() -> BookPaths {
    paths().book
}

pub fn options() -> JournalOptions {
    JournalOptions { segment_bytes: 8192, room: RoomAhead::Inline, ..JournalOptions::default() }
}

/// A book in use, with a list of what it acknowledged.
pub struct Desk {
    pub disk: SimDisk,
    pub journal: Option<FileJournal<SimDisk>>,
    pub acknowledged: Vec<Vec<u8>>,
    block: Block,
}

impl Desk {
    pub fn new(seed: u64) -> Desk {
        let disk = SimDisk::new(seed);
        let journal = FileJournal::create(&disk, &book(), BOOK, &options()).expect("a new book");
        Desk { disk, journal: Some(journal), acknowledged: Vec::new(), block: Block::new() }
    }

    /// A desk whose book has blocks of 1, 2, 3, 1, 2, 3… entries.
    pub fn with_blocks(seed: u64, blocks: usize) -> Desk {
        let mut desk = Desk::new(seed);
        for number in 0..blocks {
            desk.append_durably(number % 3 + 1);
        }
        desk
    }

    pub fn journal(&mut self) -> &mut FileJournal<SimDisk> {
        self.journal.as_mut().expect("an open journal")
    }

    /// Entries that differ from all others, with no zero at their end.
    pub fn entries(&self, count: usize) -> Vec<Vec<u8>> {
        let from = self.acknowledged.len();
        (from..from + count).map(|number| format!("gift {number} {}", "r".repeat(number % 90)).into_bytes()).collect()
    }

    pub fn append(&mut self, entries: &[Vec<u8>]) -> Append {
        let journal = self.journal.as_mut().expect("an open journal");
        fill(&mut self.block, &journal.head(), entries);
        let answer = journal.append(&mut self.block);
        if let Append::Durable { .. } = &answer {
            self.acknowledged.extend_from_slice(entries);
        }
        answer
    }

    pub fn append_durably(&mut self, count: usize) {
        let entries = self.entries(count);
        let answer = self.append(&entries);
        assert!(matches!(answer, Append::Durable { .. }), "{answer:?}");
    }

    /// Bytes of the frame that holds these entries.
    pub fn frame_bytes(entries: &[Vec<u8>]) -> usize {
        80 + entries.iter().map(|entry| 4 + entry.len()).sum::<usize>()
    }

    pub fn close(&mut self) {
        self.journal = None;
    }

    pub fn open(&mut self) -> Result<(), OpenError> {
        self.close();
        self.journal = Some(FileJournal::open(&self.disk, &book(), &options())?);
        Ok(())
    }

    /// Everything in the open journal, links checked.
    pub fn found(&mut self) -> Vec<Vec<u8>> {
        let journal = self.journal();
        let chain = Chain::new();
        let mut link = chain.genesis(BOOK.as_bytes());
        let mut found = Vec::new();
        let mut blocks = journal.blocks_from(0);
        while let Some(block) = blocks.next().expect("readable") {
            for (index, entry) in block.entries() {
                assert_eq!(index, found.len() as u64);
                link = chain.extend(&link, &leaf(entry));
                found.push(entry.to_vec());
            }
            assert_eq!(block.link_after(), link);
        }
        assert_eq!((journal.head().size, journal.head().link), (found.len() as u64, link));
        found
    }

    pub fn expect_exactly_what_was_acknowledged(&mut self) {
        let found = self.found();
        assert!(found == self.acknowledged, "{} found, {} acknowledged", found.len(), self.acknowledged.len());
    }

    pub fn segments(&self) -> Vec<std::path::PathBuf> {
        use ledger_store::Storage;
        let mut names = self.disk.list(&book().journal()).expect("a journal");
        names.retain(|name| name.ends_with(".seg"));
        names.sort();
        names.into_iter().map(|name| book().journal().join(name)).collect()
    }
}
