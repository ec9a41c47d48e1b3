//! Frames and entries dropped, swapped, doubled, put in and cut off; with the checksums mended, and with every link
//! mended too.

use crate::book::{BOOK, Shelf, Story, expect, found};
use ledger_cli::Exit;
use ledger_cli::audit::{Class, Report};
use ledger_log::{Chain, Hash, Link, leaf};
use std::path::PathBuf;

const HEADER_BYTES: usize = 80;
const HEAD_SLOT_BYTES: usize = 84;

#[test]
fn a_dropped_frame_is_missing_at_its_index() {
    let bench = Bench::new();
    for at in 0..bench.frames.len() - 1 {
        let report = bench.with(|frames| drop(frames.remove(at)));
        expect(&report, Exit::Proven);
        let missing = found(&report, Class::Missing);
        assert_eq!((missing.first, missing.end), (bench.bound(at), Some(bench.bound(at + 1))));
        assert_eq!(report.findings[0].first, bench.bound(at), "{:#?}", report.findings);
    }
}

#[test]
fn a_journal_without_its_last_frame_is_shorter_than_its_head() {
    let bench = Bench::new();
    let report = bench.with(|frames| drop(frames.pop()));
    expect(&report, Exit::Proven);
    assert_eq!(found(&report, Class::Truncated).first, bench.bound(bench.frames.len() - 1));
}

#[test]
fn a_journal_cut_in_a_frame_names_the_first_index_of_it() {
    let bench = Bench::new();
    for at in 0..bench.frames.len() {
        let whole: usize = bench.frames[..at].iter().map(Vec::len).sum();
        for kept in [1, 40, 79, 80, 85] {
            let file = std::fs::File::options().write(true).open(&bench.segment).unwrap();
            file.set_len((whole + kept) as u64).unwrap();
            let report = bench.shelf.audit();
            bench.restore();
            expect(&report, Exit::Proven);
            assert_eq!(report.findings[0].first, bench.bound(at), "{:#?}", report.findings);
        }
    }
}

#[test]
fn swapped_frames_stand_out_of_their_order() {
    let bench = Bench::new();
    for at in 0..bench.frames.len() - 1 {
        let report = bench.with(|frames| frames.swap(at, at + 1));
        expect(&report, Exit::Proven);
        assert_eq!(found(&report, Class::Reordered).first, bench.bound(at), "{:#?}", report.findings);
    }
}

#[test]
fn a_doubled_frame_stands_twice() {
    let bench = Bench::new();
    // What stands after head was never acknowledged, and is not read.
    for at in 0..bench.frames.len() - 1 {
        let report = bench.with(|frames| frames.insert(at, frames[at].clone()));
        expect(&report, Exit::Proven);
        assert_eq!(found(&report, Class::Duplicated).first, bench.bound(at), "{:#?}", report.findings);
    }
}

#[test]
fn a_frame_that_was_put_in_is_named_by_its_index() {
    let bench = Bench::new();
    for at in 1..bench.frames.len() {
        let mut entries = entries_of(&bench.frames[at]);
        entries.iter_mut().for_each(|entry| *entry.last_mut().unwrap() ^= 1);
        let link = bench.follow(&bench.frames[..at], &entries);
        let report = bench.with(|frames| frames.insert(at, sealed(bench.bound(at), &entries, link)));
        expect(&report, Exit::Proven);
        assert_eq!(report.findings[0].first, bench.bound(at), "{:#?}", report.findings);
    }
}

#[test]
fn an_entry_edited_under_a_mended_checksum_is_named_exactly() {
    let bench = Bench::new();
    for (at, index, place) in bench.all_entries() {
        let report = bench.with_entries(at, |entries| *entries[place].last_mut().unwrap() ^= 1);
        expect(&report, Exit::Proven);
        let edited = found(&report, Class::Edited);
        assert_eq!((edited.first, edited.end), (index, Some(index + 1)), "{:#?}", report.findings);
        assert_eq!(report.findings.len(), 1);
    }
}

#[test]
fn entries_dropped_swapped_doubled_and_put_in_within_a_block_are_told_apart() {
    let bench = Bench::new();
    let dropped = bench.with_entries(0, |entries| drop(entries.remove(1)));
    assert_eq!(found(&dropped, Class::Missing).first, 1, "{:#?}", dropped.findings);
    let swapped = bench.with_entries(0, |entries| entries.swap(1, 2));
    let reordered = found(&swapped, Class::Reordered);
    assert_eq!(reordered.first, 1, "{:#?}", swapped.findings);
    let doubled = bench.with_entries(0, |entries| entries.insert(1, entries[1].clone()));
    assert_eq!(found(&doubled, Class::Duplicated).first, 2, "{:#?}", doubled.findings);
    let inserted = bench.with_entries(0, |entries| {
        let mut stranger = entries[1].clone();
        *stranger.last_mut().unwrap() ^= 1;
        entries.insert(1, stranger);
    });
    assert_eq!(found(&inserted, Class::Inserted).first, 1, "{:#?}", inserted.findings);
    for report in [dropped, swapped, doubled, inserted] {
        expect(&report, Exit::Proven);
        assert_eq!(report.findings[0].first, report.findings.iter().map(|finding| finding.first).min().unwrap());
    }
}

#[test]
fn whoever_mends_every_link_and_head_is_caught_by_the_checkpoint_with_the_exact_index() {
    let bench = Bench::new();
    for (at, index, place) in bench.all_entries() {
        let mut blocks: Vec<Vec<Vec<u8>>> = bench.frames.iter().map(|frame| entries_of(frame)).collect();
        *blocks[at][place].last_mut().unwrap() ^= 1;
        bench.write_relinked(&blocks);
        let report = bench.shelf.audit();
        bench.restore();
        expect(&report, Exit::Proven);
        assert_eq!(found(&report, Class::Edited).first, index, "{:#?}", report.findings);
    }
}

#[test]
fn a_journal_cut_below_its_checkpoint_is_proven_even_if_head_agrees() {
    let bench = Bench::new();
    let kept: Vec<Vec<Vec<u8>>> = bench.frames[..2].iter().map(|frame| entries_of(frame)).collect();
    bench.write_relinked(&kept);
    let report = bench.shelf.audit();
    bench.restore();
    expect(&report, Exit::Proven);
    let truncated = found(&report, Class::Truncated);
    assert_eq!((truncated.first, truncated.end), (bench.bound(2), bench.shelf.bounds.last().copied()));
}

#[test]
fn a_frame_of_another_book_is_no_frame_of_this_one() {
    let bench = Bench::new();
    let report = bench.with(|frames| {
        let mut stranger = frames[1].clone();
        stranger[8..24].copy_from_slice(&[9; 16]);
        mend(&mut stranger);
        frames.insert(1, stranger);
    });
    expect(&report, Exit::Proven);
    assert_eq!(found(&report, Class::Inserted).first, bench.bound(1), "{:#?}", report.findings);
}

#[test]
fn a_frame_that_claims_an_index_far_away_costs_no_time() {
    let bench = Bench::new();
    let report = bench.with(|frames| {
        let mut far = frames[1].clone();
        far[24..32].copy_from_slice(&(1_u64 << 60).to_le_bytes());
        mend(&mut far);
        frames.insert(1, far);
    });
    expect(&report, Exit::Proven);
    assert_eq!(report.findings[0].first, bench.bound(1), "{:#?}", report.findings);
}

#[test]
fn segments_that_changed_places_or_went_are_found() {
    let shelf = Shelf::story(&Story::whole().0);
    let segments = shelf.segments();
    assert!(segments.len() >= 3);
    let aside = shelf.dir.path().join("aside");
    std::fs::rename(&segments[1], &aside).unwrap();
    let report = shelf.audit();
    expect(&report, Exit::Proven);
    let first: u64 = segments[1].file_stem().unwrap().to_str().unwrap().parse().unwrap();
    assert_eq!(found(&report, Class::Missing).first, first);
    std::fs::rename(&segments[2], &segments[1]).unwrap();
    std::fs::rename(&aside, &segments[2]).unwrap();
    let report = shelf.audit();
    expect(&report, Exit::Proven);
    assert!(report.findings.iter().any(|finding| finding.class == Class::Reordered), "{:#?}", report.findings);
    assert_eq!(report.findings[0].first, first, "{:#?}", report.findings);
}

/// A small book with its frames taken apart.
struct Bench {
    shelf: Shelf,
    segment: PathBuf,
    original: Vec<u8>,
    head: Vec<u8>,
    frames: Vec<Vec<u8>>,
}

impl Bench {
    fn new() -> Self {
        let shelf = Shelf::story(&Story::small());
        let segments = shelf.segments();
        assert_eq!(segments.len(), 1, "a small book has one segment");
        let segment = segments[0].clone();
        let original = std::fs::read(&segment).unwrap();
        let head = std::fs::read(shelf.book().join("head")).unwrap();
        let frames = frames_of(&original);
        Self { shelf, segment, original, head, frames }
    }

    fn bound(&self, frame: usize) -> u64 {
        self.shelf.bounds[frame]
    }

    /// Frame, index and place in the frame of every entry.
    fn all_entries(&self) -> Vec<(usize, u64, usize)> {
        let places = self
            .frames
            .iter()
            .enumerate()
            .flat_map(|(at, frame)| (0..entries_of(frame).len()).map(move |place| (at, place)));
        places.map(|(at, place)| (at, self.bound(at) + place as u64, place)).collect()
    }

    fn with(&self, change: impl FnOnce(&mut Vec<Vec<u8>>)) -> Report {
        let mut frames = self.frames.clone();
        change(&mut frames);
        self.write(&frames);
        let report = self.shelf.audit();
        self.restore();
        report
    }

    fn with_entries(&self, at: usize, change: impl FnOnce(&mut Vec<Vec<u8>>)) -> Report {
        let mut entries = entries_of(&self.frames[at]);
        change(&mut entries);
        let link = Link::from_hash(Hash::from_bytes(self.frames[at][40..72].try_into().unwrap()));
        self.with(|frames| frames[at] = sealed(self.bound(at), &entries, link))
    }

    /// The link after `frames` and then `entries`.
    fn follow(&self, frames: &[Vec<u8>], entries: &[Vec<u8>]) -> Link {
        let chain = Chain::new();
        let before = frames.iter().flat_map(|frame| entries_of(frame));
        before
            .chain(entries.iter().cloned())
            .fold(chain.genesis(&BOOK), |link, entry| chain.extend(&link, &leaf(&entry)))
    }

    fn write(&self, frames: &[Vec<u8>]) {
        let mut bytes = frames.concat();
        bytes.resize(bytes.len().max(self.original.len()), 0);
        std::fs::write(&self.segment, bytes).unwrap();
    }

    /// Writes blocks with right links and a `head` that agrees with them.
    fn write_relinked(&self, blocks: &[Vec<Vec<u8>>]) {
        let (chain, mut next, mut frames) = (Chain::new(), 0, Vec::new());
        let mut link = chain.genesis(&BOOK);
        for entries in blocks {
            link = entries.iter().fold(link, |link, entry| chain.extend(&link, &leaf(entry)));
            frames.push(sealed(next, entries, link));
            next += entries.len() as u64;
        }
        self.write(&frames);
        let mut slot = self.head[..HEAD_SLOT_BYTES].to_vec();
        slot[24..32].copy_from_slice(&next.to_le_bytes());
        slot[32..64].copy_from_slice(link.as_bytes());
        slot[72..80].copy_from_slice(&(frames.concat().len() as u64).to_le_bytes());
        let sum = crc32c::crc32c(&slot[..80]);
        slot[80..].copy_from_slice(&sum.to_le_bytes());
        let mut head = self.head.clone();
        head[..HEAD_SLOT_BYTES].copy_from_slice(&slot);
        head[4096..4096 + HEAD_SLOT_BYTES].copy_from_slice(&slot);
        std::fs::write(self.shelf.book().join("head"), head).unwrap();
    }

    fn restore(&self) {
        std::fs::write(&self.segment, &self.original).unwrap();
        std::fs::write(self.shelf.book().join("head"), &self.head).unwrap();
    }
}

fn word(bytes: &[u8], at: usize) -> usize {
    u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize
}

pub fn frames_of(segment: &[u8]) -> Vec<Vec<u8>> {
    let (mut frames, mut at) = (Vec::new(), 0);
    while segment[at..].starts_with(b"\xFFAMNTFR\x01") {
        let size = HEADER_BYTES + word(segment, at + 36);
        frames.push(segment[at..at + size].to_vec());
        at += size;
    }
    frames
}

fn entries_of(frame: &[u8]) -> Vec<Vec<u8>> {
    let (mut entries, mut at) = (Vec::new(), HEADER_BYTES);
    while at < frame.len() {
        let length = word(frame, at);
        entries.push(frame[at + 4..at + 4 + length].to_vec());
        at += 4 + length;
    }
    entries
}

/// A frame of these entries with right checksums.
fn sealed(first: u64, entries: &[Vec<u8>], link: Link) -> Vec<u8> {
    let mut frame = vec![0; HEADER_BYTES];
    frame[..8].copy_from_slice(b"\xFFAMNTFR\x01");
    frame[8..24].copy_from_slice(&BOOK);
    frame[24..32].copy_from_slice(&first.to_le_bytes());
    frame[32..36].copy_from_slice(&u32::try_from(entries.len()).unwrap().to_le_bytes());
    frame[40..72].copy_from_slice(link.as_bytes());
    for entry in entries {
        frame.extend_from_slice(&u32::try_from(entry.len()).unwrap().to_le_bytes());
        frame.extend_from_slice(entry);
    }
    let payload = u32::try_from(frame.len() - HEADER_BYTES).unwrap();
    frame[36..40].copy_from_slice(&payload.to_le_bytes());
    mend(&mut frame);
    frame
}

/// Makes both checksums of a frame right.
pub fn mend(frame: &mut [u8]) {
    let header = crc32c::crc32c(&frame[..72]);
    frame[72..76].copy_from_slice(&header.to_le_bytes());
    let whole = crc32c::crc32c_append(crc32c::crc32c(&frame[..76]), &frame[80..]);
    frame[76..80].copy_from_slice(&whole.to_le_bytes());
}
