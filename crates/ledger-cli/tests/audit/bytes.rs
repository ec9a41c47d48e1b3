//! Any byte of any frame, flipped.

use crate::book::{Shelf, Story, expect};
use ledger_cli::Exit;
use std::os::unix::fs::FileExt;
use std::path::Path;

const HEADER_BYTES: usize = 80;

/// A byte below the head, with the first index that a finding must name.
pub struct Place {
    pub segment: usize,
    pub offset: u64,
    first: u64,
    kind: Kind,
}

/// What a byte is part of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Header,
    /// An entry's length.
    Prefix,
    Entry,
    /// Zeros after the last frame of a full segment.
    Rest,
}

#[test]
fn an_untouched_book_verifies_against_its_policy() {
    let report = Shelf::story(&Story::small()).audit();
    expect(&report, Exit::Verified);
    assert!(report.findings.is_empty());
    assert!(report.verdict.line.contains("whoever holds the key could have rewritten this"), "{}", report.verdict.line);
}

#[test]
fn whatever_byte_of_whatever_segment_is_flipped_the_entry_is_named() {
    let shelf = Shelf::in_segments_of(700, &Story::small().blocks());
    shelf.sign(Story::small().entries().len());
    let segments = shelf.segments();
    assert!(segments.len() > 2, "{}", segments.len());
    let places = places(&shelf);
    assert_eq!(places.last().unwrap().segment, segments.len() - 1);
    for place in &places {
        // Every bit of a header; of the rest one, each time another.
        let bits = if place.kind == Kind::Header { 0..8 } else { place.offset % 8..place.offset % 8 + 1 };
        for bit in bits {
            let path = &segments[place.segment];
            flip_bit(path, place.offset, bit);
            let report = shelf.audit();
            flip_bit(path, place.offset, bit);
            let at = format!("segment {} byte {} bit {bit}: {:#?}", place.segment, place.offset, report.findings);
            assert!(matches!(report.verdict.exit, Exit::Proven | Exit::CannotTell), "{at}");
            assert_eq!(report.findings.first().map(|finding| finding.first), Some(place.first), "{at}");
        }
    }
    for kind in [Kind::Header, Kind::Prefix, Kind::Entry, Kind::Rest] {
        assert!(places.iter().any(|place| place.kind == kind), "{kind:?}");
    }
    expect(&shelf.audit(), Exit::Verified);
}

#[test]
fn a_byte_flipped_anywhere_in_a_longer_book_is_found_by_its_entry() {
    let shelf = Shelf::story(&Story::whole().0);
    assert!(shelf.segments().len() > 1);
    for place in places(&shelf).iter().step_by(11) {
        let path = &shelf.segments()[place.segment];
        flip(path, place.offset);
        let report = shelf.audit();
        flip(path, place.offset);
        expect(&report, Exit::Proven);
        assert_eq!(report.findings.first().map(|finding| finding.first), Some(place.first), "{:#?}", report.findings);
    }
}

#[test]
fn without_the_tree_the_block_of_a_flipped_byte_is_named() {
    let shelf = Shelf::story(&Story::small());
    std::fs::remove_dir_all(shelf.book().join("tree")).unwrap();
    for place in places(&shelf).iter().step_by(37) {
        let path = &shelf.segments()[place.segment];
        flip(path, place.offset);
        let report = shelf.audit();
        flip(path, place.offset);
        expect(&report, Exit::Proven);
        let block = shelf.bounds.iter().rfind(|bound| **bound <= place.first).copied();
        assert_eq!(report.findings.first().map(|finding| finding.first), block);
    }
}

#[test]
fn a_flipped_byte_in_a_slot_of_head_is_found() {
    let shelf = Shelf::story(&Story::small());
    let head = shelf.book().join("head");
    for offset in [0, 30, 83, 4096, 4179] {
        flip(&head, offset);
        expect(&shelf.audit(), Exit::Proven);
        flip(&head, offset);
    }
    flip(&head, 0);
    flip(&head, 4096);
    expect(&shelf.audit(), Exit::CannotTell);
}

#[test]
fn every_damaged_range_is_listed_and_not_only_the_first() {
    let shelf = Shelf::story(&Story::small());
    let places = places(&shelf);
    let (first, last) = (&places[200], &places[places.len() - 10]);
    for place in [first, last] {
        flip(&shelf.segments()[place.segment], place.offset);
    }
    let report = shelf.audit();
    let named: Vec<u64> = report.findings.iter().map(|finding| finding.first).collect();
    assert_eq!(named, [first.first, last.first], "{:#?}", report.findings);
    let evidence = report.findings[0].evidence.as_ref().unwrap();
    assert_ne!(evidence.expected, evidence.found);
}

/// Walks the frames: a header's bytes belong to the block's first entry, an entry's own and its prefix to the entry,
/// and what stands after the last frame of a full segment to the entry that comes next.
pub fn places(shelf: &Shelf) -> Vec<Place> {
    let mut places = Vec::new();
    let end = *shelf.bounds.last().unwrap();
    let mut index = 0;
    for (segment, path) in shelf.segments().iter().enumerate() {
        let bytes = std::fs::read(path).unwrap();
        let mut at = 0;
        let mut push = |kind, from: usize, to: usize, first| {
            places.extend((from..to).map(|offset| Place { segment, offset: offset as u64, first, kind }));
        };
        while index < end && bytes[at..].starts_with(b"\xFFAMNTFR\x01") {
            let word = |from: usize| u32::from_le_bytes(bytes[from..from + 4].try_into().unwrap()) as usize;
            let count = word(at + 32);
            push(Kind::Header, at, at + HEADER_BYTES, index);
            at += HEADER_BYTES;
            for _ in 0..count {
                let length = 4 + word(at);
                push(Kind::Prefix, at, at + 4, index);
                push(Kind::Entry, at + 4, at + length, index);
                at += length;
                index += 1;
            }
        }
        if index < end {
            push(Kind::Rest, at, bytes.len(), index);
        }
    }
    assert_eq!(index, end);
    places
}

pub fn flip(path: &Path, offset: u64) {
    flip_bit(path, offset, 4);
}

fn flip_bit(path: &Path, offset: u64, bit: u64) {
    let file = std::fs::File::options().read(true).write(true).open(path).unwrap();
    let mut byte = [0];
    file.read_exact_at(&mut byte, offset).unwrap();
    file.write_all_at(&[byte[0] ^ (1 << bit)], offset).unwrap();
}
