//! The index beside a journal: behind, in doubt, or not to be had, it never says what the entries do not.

use super::feed::Feed;
use super::indexer::Indexer;
use super::look_ups::LookUps;
use super::signs::Signs;
use super::{IndexerThread, Place, spawn};
use crate::sequencer::{Published, SharedViews};
use ledger_core::event::{DonorKind, DonorRegistered, Entry, Event, RulesetAdopted};
use ledger_core::ids::{Index, PrincipalId, Reference};
use ledger_core::time::Timestamp;
use ledger_core::views::Views;
use ledger_log::{Chain, leaf};
use ledger_store::{
    Append, Block, BookId, BookPaths, FileJournal, Journal, JournalOptions, Key, KeyIndex, Opened, ReadJournal,
    RealStorage, Watermark, wipe_key_index,
};
use ledger_wire::natural_keys::{KeyKind, NaturalKey, VERSION};
use ledger_wire::record;
use std::fs;
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, RwLock};
use tempfile::TempDir;

const BOOK: BookId = BookId([0xb0; 16]);

/// A journal of donors, and what a sequencer would do after each block.
struct Desk {
    _dir: TempDir,
    paths: BookPaths,
    journal: FileJournal<RealStorage>,
    views: SharedViews,
}

impl Desk {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let paths = BookPaths::new(dir.path().join("book"));
        let journal = FileJournal::create(&RealStorage, &paths, BOOK, &small()).unwrap();
        let published = Published { views: Views::default(), link: journal.head().link };
        Self { _dir: dir, paths, journal, views: Arc::new(RwLock::new(published)) }
    }

    fn place(&self) -> Place {
        Place { paths: self.paths.clone(), book: BOOK, genesis: Chain::new().genesis(BOOK.as_bytes()) }
    }

    /// Writes a block of donors (`true`) and of entries without a key, feeds it, and shows it.
    fn write(&mut self, feed: Option<&mut Feed>, donors: &[bool]) {
        let from = self.journal.head().size;
        let entries: Vec<Entry> = (from..).zip(donors).map(|(index, donor)| entry(index, *donor)).collect();
        let (chain, mut block, mut link) = (Chain::new(), Block::new(), self.journal.head().link);
        block.begin(from);
        for entry in &entries {
            let mut bytes = Vec::new();
            record::encode_into(entry, &[7; 16], &mut bytes);
            link = chain.extend(&link, &leaf(&bytes));
            block.push(&bytes).unwrap();
        }
        block.set_link_after(link);
        let Append::Durable { head } = self.journal.append(&mut block) else { panic!("a disk that works") };
        if let Some(feed) = feed {
            feed.take(entries.iter(), Watermark { next: head.size, link: head.link });
        }
        let mut published = self.views.write().unwrap();
        entries.iter().for_each(|entry| published.views.fold(entry));
        published.link = head.link;
    }

    fn spawn(&self) -> (Feed, LookUps, IndexerThread) {
        spawn(self.place(), self.journal.reader(), self.views.clone())
    }

    fn head(&self) -> Watermark {
        let head = self.journal.head();
        Watermark { next: head.size, link: head.link }
    }

    /// The index as the next process finds it.
    fn reopened(&self) -> KeyIndex {
        as_new_files(&self.paths);
        match KeyIndex::open(&self.paths, BOOK, VERSION).unwrap() {
            Opened::Usable(index) => index,
            Opened::Empty { why, .. } => panic!("it is not usable: {why}"),
            Opened::InUse => panic!("it is in use"),
        }
    }
}

/// Files that no sled of this process holds a lock on: it lets go of them when it pleases.
fn as_new_files(paths: &BookPaths) {
    let new = paths.root().join("new");
    fs::create_dir(&new).unwrap();
    for item in fs::read_dir(paths.index()).unwrap() {
        let item = item.unwrap();
        if item.file_type().unwrap().is_file() {
            fs::copy(item.path(), new.join(item.file_name())).unwrap();
        }
    }
    wipe_key_index(paths).unwrap();
    fs::rename(new, paths.index()).unwrap();
}

fn small() -> JournalOptions {
    JournalOptions { segment_bytes: 1 << 20, ..JournalOptions::default() }
}

fn reference(index: u64) -> [u8; 16] {
    u128::from(index).to_be_bytes()
}

fn entry(index: u64, donor: bool) -> Entry {
    let event = if donor {
        Event::DonorRegistered(DonorRegistered { kind: DonorKind::Person, reference: Reference(reference(index)) })
    } else {
        Event::RulesetAdopted(RulesetAdopted { ruleset: 1 })
    };
    let (recorded_at, principal) = (Timestamp::from_micros(0), PrincipalId(2));
    Entry { ruleset: 1, index: Index(index), recorded_at, principal, head: None, event }
}

fn donor(index: u64) -> NaturalKey {
    NaturalKey::new(KeyKind::Donor, &reference(index))
}

/// Every donor below `next` is found, and no other entry.
async fn finds_all(keys: &LookUps, next: u64, is_donor: impl Fn(u64) -> bool) {
    for index in 0..next {
        let expected = if is_donor(index) { vec![index] } else { Vec::new() };
        assert_eq!(keys.find(donor(index), 0..next, 9).await, Some(expected), "entry {index} of {next}");
    }
}

#[tokio::test]
async fn what_was_fed_is_found_up_to_the_head_that_was_asked_for() {
    let mut desk = Desk::new();
    let (mut feed, keys, thread) = desk.spawn();
    for _ in 0..40 {
        desk.write(Some(&mut feed), &[true, false]);
        let next = desk.head().next;
        assert_eq!(keys.find(donor(next - 2), 0..next, 9).await, Some(vec![next - 2]));
        assert_eq!(keys.find(donor(next - 2), 0..next - 2, 9).await, Some(vec![]), "an earlier head has it not");
    }
    finds_all(&keys, 80, |index| index % 2 == 0).await;
    thread.end().await;
    let index = desk.reopened();
    assert_eq!((index.watermark(), index.count()), (desk.head(), 40));
}

/// The thread does not run while the blocks come, so the queue is full after two of them.
#[tokio::test]
async fn keys_that_found_no_room_are_read_from_the_journal() {
    let mut desk = Desk::new();
    let (jobs, inbox) = sync_channel(2);
    let signs = Arc::new(Signs::after(0));
    let mut feed = Feed::new(jobs.clone(), Arc::clone(&signs), 0);
    for _ in 0..20 {
        desk.write(Some(&mut feed), &[true, false, true]);
    }
    let indexer = Indexer::new(desk.place(), desk.journal.reader(), desk.views.clone(), Arc::clone(&signs), inbox);
    let thread = std::thread::spawn(move || indexer.run());
    let keys = LookUps::new(jobs);
    while keys.find(donor(0), 0..1, 9).await.is_none() {
        // No room for the question either, until the thread has begun.
        tokio::task::yield_now().await;
    }
    finds_all(&keys, 60, |index| index % 3 != 1).await;
    desk.write(Some(&mut feed), &[true]);
    finds_all(&keys, 61, |index| index == 60 || index % 3 != 1).await;
    signs.end();
    thread.join().unwrap();
}

#[tokio::test]
async fn a_block_with_more_keys_than_are_handed_over_is_read_from_the_journal() {
    let mut desk = Desk::new();
    let (mut feed, keys, thread) = desk.spawn();
    desk.write(Some(&mut feed), &[true]);
    desk.write(Some(&mut feed), &[true; 3_000]);
    desk.write(Some(&mut feed), &[true]);
    for index in [0, 1, 1_500, 3_000, 3_001] {
        assert_eq!(keys.find(donor(index), 0..3_002, 9).await, Some(vec![index]));
    }
    thread.end().await;
    assert_eq!(desk.reopened().count(), 3_002);
}

#[tokio::test]
async fn an_index_is_as_far_as_the_book_after_a_good_end_also_where_nothing_had_keys() {
    let mut desk = Desk::new();
    let (mut feed, _, thread) = desk.spawn();
    desk.write(Some(&mut feed), &[false; 500]);
    thread.end().await;
    let index = desk.reopened();
    assert_eq!((index.watermark(), index.count()), (desk.head(), 0));
}

#[tokio::test]
async fn an_index_that_says_what_the_entries_do_not_is_built_again() {
    let mut desk = Desk::new();
    desk.write(None, &[true; 10]);
    // Of this book, of this history, well counted, and wrong.
    let Opened::Empty { mut index, .. } = KeyIndex::open(&desk.paths, BOOK, VERSION).unwrap() else { panic!("new") };
    let lies: Vec<[u8; 16]> = (0..10).map(|at| reference(9 - at)).collect();
    let lies: Vec<Key<'_>> = lies.iter().zip(0..).map(|(natural, index)| Key { kind: 5, natural, index }).collect();
    index.apply(&lies, desk.head()).unwrap();
    index.close().unwrap();
    as_new_files(&desk.paths);
    let (_, keys, thread) = desk.spawn();
    assert_eq!(keys.find(donor(3), 0..10, 9).await, None, "the entry contradicts it");
    finds_all(&keys, 10, |_| true).await;
    thread.end().await;
    assert_eq!(desk.reopened().count(), 10);
}

#[tokio::test]
async fn an_index_of_another_history_is_built_again() {
    let mut desk = Desk::new();
    desk.write(None, &[true; 10]);
    let Opened::Empty { mut index, .. } = KeyIndex::open(&desk.paths, BOOK, VERSION).unwrap() else { panic!("new") };
    let other = Chain::new().genesis(&[1; 16]);
    index.apply(&[], Watermark { next: 10, link: other }).unwrap();
    index.close().unwrap();
    as_new_files(&desk.paths);
    let (_, keys, thread) = desk.spawn();
    finds_all(&keys, 10, |_| true).await;
    thread.end().await;
}

#[tokio::test]
async fn without_a_place_for_an_index_look_ups_are_told_at_once() {
    let mut desk = Desk::new();
    desk.write(None, &[true]);
    let nowhere = desk.paths.root().join("head").join("no-folder");
    let place = Place { paths: BookPaths::new(nowhere), ..desk.place() };
    let (mut feed, keys, thread) = spawn(place, desk.journal.reader(), desk.views.clone());
    assert_eq!(keys.find(donor(0), 0..1, 9).await, None);
    desk.write(Some(&mut feed), &[true]);
    assert_eq!(keys.find(donor(1), 0..2, 9).await, None);
    thread.end().await;
}
