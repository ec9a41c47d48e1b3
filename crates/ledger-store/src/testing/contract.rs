//! The contract of [`Journal`], as a test that any engine passes.

#![expect(clippy::expect_used, clippy::missing_panics_doc, reason = "this is a test; it lives here to be shared")]

use ledger_log::{Chain, leaf};

use crate::block::{Block, MAX_ENTRY_BYTES};
use crate::head::Head;
use crate::journal::{Append, Journal, ReadJournal};

/// Fills `block` with the block of these entries that follows `head`, link included.
pub fn fill<E: AsRef<[u8]>>(block: &mut Block, head: &Head, entries: &[E]) {
    let (chain, mut link) = (Chain::new(), head.link);
    block.begin(head.size);
    for entry in entries {
        block.push(entry.as_ref()).expect("an entry that fits");
        link = chain.extend(&link, &leaf(entry.as_ref()));
    }
    block.set_link_after(link);
}

/// Checks everything that [`Journal`] promises. `open` opens the same journal each time, empty at first; what it gave
/// before is dropped by then.
pub fn journal_contract<J: Journal>(mut open: impl FnMut() -> J) {
    let mut journal = open();
    an_empty_journal_ends_in_the_link_of_its_book(&journal);
    let mut written = Vec::new();
    for (number, count) in [1_usize, 2, 300, 1, 8_192].into_iter().enumerate() {
        let size = if number == 3 { MAX_ENTRY_BYTES } else { 20 + number };
        let entries: Vec<Vec<u8>> = (0..count).map(|at| entry(written.len() + at, size)).collect();
        a_durable_block_is_readable_at_once(&mut journal, &entries);
        written.extend(entries);
    }
    a_block_that_does_not_follow_the_head_is_fenced(&mut journal);
    everything_is_there_in_order(&journal, &written);
    let head = journal.head();
    drop(journal);
    let journal = open();
    assert_eq!(journal.head(), head, "reopening changes nothing");
    everything_is_there_in_order(&journal, &written);
}

fn entry(number: usize, size: usize) -> Vec<u8> {
    let mut entry = format!("entry {number} ").into_bytes();
    entry.resize(size.max(entry.len()), b'.');
    entry
}

fn an_empty_journal_ends_in_the_link_of_its_book<J: Journal>(journal: &J) {
    let link = Chain::new().genesis(journal.book().as_bytes());
    assert_eq!(journal.head(), Head { size: 0, link });
    assert!(!journal.read_block(0, &mut Block::new()).expect("readable"), "nothing is at index 0");
    assert!(journal.blocks_from(0).next().expect("readable").is_none());
}

fn a_durable_block_is_readable_at_once<J: Journal>(journal: &mut J, entries: &[Vec<u8>]) {
    let reader = journal.reader();
    let before = journal.head();
    let mut block = Block::new();
    fill(&mut block, &before, entries);
    let expected = Head { size: block.end_index(), link: block.link_after() };
    assert!(matches!(journal.append(&mut block), Append::Durable { head } if head == expected));
    assert_eq!(journal.head(), expected);
    assert!(block.entries().map(|(_, entry)| entry).eq(entries.iter().map(Vec::as_slice)), "the block is kept");
    std::thread::scope(|scope| {
        let other = reader.clone();
        scope.spawn(move || {
            assert_eq!(other.head(), expected, "a reader made before sees it from another thread");
            let found = other.entry(expected.size - 1, &mut Block::new()).expect("readable").map(<[u8]>::to_vec);
            assert_eq!(found.as_ref(), entries.last());
            assert!(other.entry(expected.size, &mut Block::new()).expect("readable").is_none());
        });
    });
}

fn a_block_that_does_not_follow_the_head_is_fenced<J: Journal>(journal: &mut J) {
    let head = journal.head();
    for size in [0, head.size - 1, head.size + 1] {
        let mut block = Block::new();
        fill(&mut block, &Head { size, link: head.link }, &[b"from elsewhere"]);
        assert!(
            matches!(journal.append(&mut block), Append::Fenced { head: found, asked } if found == head && asked == size)
        );
        assert_eq!(journal.head(), head, "nothing was written");
    }
}

fn everything_is_there_in_order<J: Journal>(journal: &J, written: &[Vec<u8>]) {
    let chain = Chain::new();
    let mut link = chain.genesis(journal.book().as_bytes());
    let mut blocks = journal.blocks_from(0);
    let mut next = 0_usize;
    while let Some(block) = blocks.next().expect("readable") {
        for (index, entry) in block.entries() {
            assert_eq!((index, entry), (next as u64, written[next].as_slice()));
            link = chain.extend(&link, &leaf(entry));
            next += 1;
        }
        assert_eq!(block.link_after(), link);
    }
    assert_eq!((next, journal.head().link), (written.len(), link));
    let middle = next as u64 / 2;
    let mut from_the_middle = journal.blocks_from(middle);
    let block = from_the_middle.next().expect("readable").expect("a block");
    assert!((block.first_index()..block.end_index()).contains(&middle));
}
