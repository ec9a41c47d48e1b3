//! A book on disk: rightly framed, linked, hashed and signed, whatever its entries say.

use super::{BOOK, ORIGIN, Story, audit_with, signer};
use ledger_cli::audit::Report;
use ledger_log::checkpoint::Checkpoint;
use ledger_log::tree::Frontier;
use ledger_log::{Chain, leaf};
use ledger_store::{
    Append, Block, BookPaths, CheckpointPlaces, DataPaths, FileJournal, Journal, JournalOptions, ReadJournal,
    RealStorage, RoomAhead, TreeFiles,
};
use std::path::PathBuf;
use tempfile::TempDir;

/// A book on disk, and the policy beside it.
pub struct Shelf {
    pub dir: TempDir,
    /// The index of the first entry of each block, and the end.
    pub bounds: Vec<u64>,
}

impl Shelf {
    /// Writes the blocks, the tree, and a checkpoint over everything, signed by the book's key.
    pub fn of(blocks: &[Vec<Vec<u8>>]) -> Self {
        let shelf = Self::unsigned(blocks);
        shelf.sign(blocks.concat().len());
        shelf
    }

    pub fn story(story: &Story) -> Self {
        Self::of(&story.blocks())
    }

    pub fn unsigned(blocks: &[Vec<Vec<u8>>]) -> Self {
        Self::in_segments_of(4096, blocks)
    }

    /// The same, unsigned, in segments of so many bytes.
    pub fn in_segments_of(segment_bytes: u64, blocks: &[Vec<Vec<u8>>]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let paths = DataPaths::new(dir.path());
        let options = JournalOptions { segment_bytes, room: RoomAhead::Inline, ..JournalOptions::default() };
        let id = ledger_store::BookId(BOOK);
        let mut journal = FileJournal::create(&RealStorage, &paths.book, id, &options).unwrap();
        let mut tree = TreeFiles::open(&RealStorage, &paths.book, 0).unwrap();
        let mut frontier = Frontier::new();
        let mut bounds = vec![0];
        for entries in blocks {
            append(&mut journal, entries);
            entries.iter().for_each(|entry| frontier.append_storing(&leaf(entry), |stored| tree.append(stored)));
            bounds.push(journal.head().size);
        }
        journal.sync_head().unwrap();
        tree.sync().unwrap();
        let shelf = Self { dir, bounds };
        std::fs::write(shelf.policy(), format!("log {}\nquorum none\n", signer().verifier())).unwrap();
        shelf
    }

    /// Signs a checkpoint over the first `size` entries as the tree has them.
    pub fn sign(&self, size: usize) {
        let paths = DataPaths::new(self.dir.path());
        let mut frontier = Frontier::new();
        let tree = std::fs::read(self.book().join("tree/0")).unwrap();
        for hash in tree.chunks_exact(32).take(size) {
            let hash: [u8; 32] = hash.try_into().unwrap();
            frontier.append(&ledger_log::Leaf::from_hash(hash.into()));
        }
        let checkpoint = Checkpoint::new(ORIGIN.parse().unwrap(), frontier.head()).unwrap();
        let note = checkpoint.sign(&signer()).unwrap().to_string();
        let mut places = CheckpointPlaces::open(&RealStorage, &paths).unwrap();
        places.record(size as u64, note.as_bytes()).unwrap();
        places.publish(size as u64, note.as_bytes()).unwrap();
    }

    pub fn book(&self) -> PathBuf {
        self.dir.path().join("book")
    }

    pub fn paths(&self) -> BookPaths {
        BookPaths::new(self.book())
    }

    pub fn policy(&self) -> PathBuf {
        self.dir.path().join("policy")
    }

    /// The segments in order.
    pub fn segments(&self) -> Vec<PathBuf> {
        let files = std::fs::read_dir(self.paths().journal()).unwrap();
        let mut segments: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
        segments.retain(|path| path.extension().is_some_and(|ending| ending == "seg"));
        segments.sort();
        segments
    }

    pub fn audit(&self) -> Report {
        audit_with(&self.book(), Some(&self.policy()))
    }

    pub fn audit_without_policy(&self) -> Report {
        audit_with(&self.book(), None)
    }
}

fn append(journal: &mut FileJournal<RealStorage>, entries: &[Vec<u8>]) {
    let (chain, head) = (Chain::new(), journal.head());
    let mut block = Block::new();
    block.begin(head.size);
    let mut link = head.link;
    for entry in entries {
        block.push(entry).unwrap();
        link = chain.extend(&link, &leaf(entry));
    }
    block.set_link_after(link);
    let answer = journal.append(&mut block);
    assert!(matches!(answer, Append::Durable { .. }), "{answer:?}");
}
