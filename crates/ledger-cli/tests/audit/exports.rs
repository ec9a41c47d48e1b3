//! Exports: written, brought up to date, verified like the book that they are of, and damaged in every kind of file.

use crate::book::{Shelf, Story, audit_with, expect};
use crate::bytes::flip;
use ledger_cli::Exit;
use ledger_cli::audit::{CheckName, Class, Outcome, Report};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Gifts in a book whose export has full and partial tiles.
const GIFTS: usize = 1_000;
const SEGMENT_BYTES: u64 = 8 * 1024 * 1024;

fn book_of_gifts() -> Shelf {
    let story = Story::of_gifts(GIFTS);
    let shelf = Shelf::in_segments_of(SEGMENT_BYTES, &story.blocks());
    shelf.sign(story.entries().len());
    shelf
}

fn out_of(shelf: &Shelf) -> PathBuf {
    shelf.dir.path().join("export")
}

/// Runs `audit export`; its exit code, and what it said.
fn export(shelf: &Shelf, out: &Path) -> (Exit, String) {
    let (mut said, mut wrong) = (Vec::new(), Vec::new());
    let book = shelf.book();
    let args = ["ledger-cli", "audit", "export", book.to_str().unwrap(), "--out", out.to_str().unwrap(), "--json"];
    let exit = ledger_cli::run(args, &mut said, &mut wrong);
    (exit, String::from_utf8(said).unwrap())
}

fn exported(shelf: &Shelf) -> PathBuf {
    let out = out_of(shelf);
    let (exit, said) = export(shelf, &out);
    assert_eq!(exit, Exit::Verified, "{said}");
    out
}

fn audit(shelf: &Shelf, out: &Path) -> Report {
    audit_with(out, Some(&shelf.policy()))
}

/// Every file of a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(here) = folders.pop() {
        for entry in std::fs::read_dir(here).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = std::fs::read(&path).unwrap();
                found.insert(path.strip_prefix(folder).unwrap().to_owned(), bytes);
            }
        }
    }
    found
}

#[test]
fn an_export_is_verified_with_the_totals_of_its_book() {
    for story in [Story::whole().0, Story::small(), Story::of_gifts(GIFTS)] {
        let shelf = Shelf::in_segments_of(SEGMENT_BYTES, &story.blocks());
        shelf.sign(story.entries().len());
        let (of_book, of_export) = (shelf.audit(), audit(&shelf, &exported(&shelf)));
        expect(&of_export, Exit::Verified);
        assert_eq!(of_export.totals, of_book.totals);
        assert_eq!(of_export.head, of_book.head);
        assert_eq!(of_export.rules, of_book.rules);
        let links = of_export.checks.iter().find(|check| check.check == CheckName::Links).unwrap();
        assert_eq!(links.outcome, Outcome::NotDone, "it says that an export has none");
        expect(&audit_with(&out_of(&shelf), None), Exit::NoAnchor);
    }
}

#[test]
fn an_export_brought_up_to_date_is_the_one_that_is_made_at_once() {
    let story = Story::of_gifts(9_000);
    let shelf = Shelf::in_segments_of(SEGMENT_BYTES, &story.blocks());
    let out = out_of(&shelf);
    // A server signs between two blocks.
    let sizes: Vec<u64> = shelf.bounds.iter().copied().filter(|size| *size == 3 || *size > 20).collect();
    assert!(sizes.len() > 3, "{sizes:?}");
    for size in sizes {
        shelf.sign(usize::try_from(size).unwrap());
        let before = if out.exists() { files(&out) } else { BTreeMap::new() };
        exported(&shelf);
        expect(&audit(&shelf, &out), Exit::Verified);
        let after = files(&out);
        let fresh = shelf.dir.path().join(format!("fresh-{size}"));
        assert_eq!(export(&shelf, &fresh).0, Exit::Verified);
        assert_eq!(after.keys().collect::<Vec<_>>(), files(&fresh).keys().collect::<Vec<_>>());
        assert!(after == files(&fresh), "at {size} entries");
        let is_full = |path: &&PathBuf| !path.to_str().unwrap().contains(".p/") && path.starts_with("tile");
        for path in before.keys().filter(is_full) {
            assert!(after.get(path) == before.get(path), "a full tile stays as it is: {}", path.display());
        }
    }
    let (exit, said) = export(&shelf, &out);
    assert_eq!(exit, Exit::Verified);
    assert!(said.contains("\"files_written\": 0"), "{said}");
}

/// Where each entry of a bundle begins, its length's two bytes included, and the end.
fn bounds(bundle: &[u8]) -> Vec<usize> {
    let mut bounds = vec![0];
    while let Some(at) = bounds.last().copied().filter(|at| *at < bundle.len()) {
        bounds.push(at + 2 + usize::from(u16::from_be_bytes([bundle[at], bundle[at + 1]])));
    }
    bounds
}

#[test]
fn a_changed_byte_of_an_entry_is_found_at_that_entry() {
    let shelf = book_of_gifts();
    let out = exported(&shelf);
    let mut seen = 0;
    for number in [0_u64, 2] {
        let bundle = out.join(format!("tile/entries/00{number}"));
        let bounds = bounds(&std::fs::read(&bundle).unwrap());
        for (place, pair) in bounds.windows(2).enumerate().step_by(41) {
            let index = number * 256 + place as u64;
            for at in [pair[0] + 2, pair[1] - 1] {
                flip(&bundle, at as u64);
                let report = audit(&shelf, &out);
                expect(&report, Exit::Proven);
                let first = &report.findings[0];
                assert_eq!(
                    (first.class, first.first, first.end),
                    (Class::Edited, index, Some(index + 1)),
                    "{report:#?}"
                );
                assert_eq!(first.offset, Some(pair[0] as u64 + 2), "{report:#?}");
                flip(&bundle, at as u64);
                seen += 1;
            }
            // A length makes everything after it something else.
            flip(&bundle, pair[0] as u64 + 1);
            let report = audit(&shelf, &out);
            expect(&report, Exit::Proven);
            assert!(
                report
                    .findings
                    .iter()
                    .any(|finding| { finding.first <= index && finding.end.is_none_or(|end| end > index) }),
                "{report:#?}"
            );
            flip(&bundle, pair[0] as u64 + 1);
        }
    }
    assert!(seen > 20);
    expect(&audit(&shelf, &out), Exit::Verified);
}

#[test]
fn a_changed_hash_of_a_tile_is_the_tile_s_damage() {
    let shelf = book_of_gifts();
    let out = exported(&shelf);
    for (tile, at, first, end) in
        [("tile/0/001", 5 * 32 + 3, 261, 262), ("tile/0/000", 0, 0, 1), ("tile/1/000.p/4", 2 * 32, 512, 768)]
    {
        let path = out.join(tile);
        let path = if path.exists() { path } else { out.join(tile.replace("p/4", "p/3")) };
        flip(&path, at);
        let report = audit(&shelf, &out);
        expect(&report, Exit::Proven);
        // The hash above it, which was made of the leaf that was there, speaks against it, too.
        assert!(report.findings.iter().all(|finding| finding.class == Class::TileOnly), "{:#?}", report.findings);
        let found = report.findings.iter().any(|finding| (finding.first, finding.end) == (first, Some(end)));
        assert!(found, "{tile}: {:#?}", report.findings);
        flip(&path, at);
    }
}

#[test]
fn a_file_that_is_not_there_or_not_whole_is_named() {
    let shelf = book_of_gifts();
    let out = exported(&shelf);
    let whole = files(&out);
    for (path, bytes) in whole.iter().filter(|(path, _)| path.starts_with("tile")) {
        let full = out.join(path);
        let is_bundle = path.starts_with("tile/entries");
        let kept = bytes.get(..bytes.len() - 1).unwrap().to_vec();
        for damaged in [None, Some(kept), Some([bytes.as_slice(), &[0]].concat())] {
            match &damaged {
                None => std::fs::remove_file(&full).unwrap(),
                Some(bytes) => std::fs::write(&full, bytes).unwrap(),
            }
            let report = audit(&shelf, &out);
            expect(&report, Exit::Proven);
            let found = report.findings.iter().find(|finding| finding.file == full);
            let class = found.unwrap_or_else(|| panic!("{}: {report:#?}", path.display())).class;
            let expected = match (is_bundle, &damaged) {
                (false, _) => Class::TileOnly,
                (true, None) => Class::Missing,
                (true, Some(damaged)) if damaged.len() < bytes.len() => Class::Truncated,
                (true, Some(_)) => Class::Inserted,
            };
            assert_eq!(class, expected, "{}", path.display());
        }
        std::fs::write(&full, bytes).unwrap();
    }
    expect(&audit(&shelf, &out), Exit::Verified);
}

#[test]
fn a_checkpoint_of_an_export_is_believed_only_with_its_signature() {
    let shelf = book_of_gifts();
    let out = exported(&shelf);
    let note = std::fs::read_to_string(out.join("checkpoint")).unwrap();
    let size = note.lines().nth(1).unwrap();
    for changed in [
        note.replacen(size, "700", 1),
        note.replacen("amanat.example", "amanat.elsewhere", 1),
        String::new(),
        note.lines().take(3).collect::<Vec<_>>().join("\n"),
    ] {
        std::fs::write(out.join("checkpoint"), changed).unwrap();
        expect(&audit(&shelf, &out), Exit::Proven);
    }
    std::fs::remove_file(out.join("checkpoint")).unwrap();
    expect(&audit(&shelf, &out), Exit::CannotTell);
    std::fs::write(out.join("checkpoint"), &note).unwrap();
    let inside = out.join("policy");
    std::fs::copy(shelf.policy(), &inside).unwrap();
    expect(&audit_with(&out, Some(&inside)), Exit::Usage);
}

#[test]
fn what_is_not_whole_is_not_exported() {
    let shelf = book_of_gifts();
    let segment = &shelf.segments()[0];
    flip(segment, 5_000);
    let out = out_of(&shelf);
    let (exit, said) = export(&shelf, &out);
    assert_eq!(exit, Exit::Proven, "{said}");
    assert!(said.contains("\"reason\": \"damaged\""), "{said}");
    assert!(files(&out).is_empty(), "not a file was written");
    flip(segment, 5_000);
    std::fs::remove_file(shelf.book().join("checkpoint")).unwrap();
    let (exit, said) = export(&shelf, &out);
    assert_eq!(exit, Exit::CannotTell);
    assert!(said.contains("\"reason\": \"no_checkpoint\""), "{said}");
    assert!(files(&out).is_empty());
}

#[test]
fn an_export_goes_into_no_folder_of_anything_else() {
    let shelf = book_of_gifts();
    let out = out_of(&shelf);
    std::fs::create_dir(&out).unwrap();
    std::fs::write(out.join("letter.txt"), "mine").unwrap();
    assert_eq!(export(&shelf, &out).0, Exit::Usage);
    assert_eq!(files(&out).len(), 1);
    assert_eq!(export(&shelf, &shelf.book()).0, Exit::Usage, "least of all into the book");
}

#[test]
fn an_export_that_is_ahead_or_of_another_history_is_left_alone() {
    let story = Story::of_gifts(GIFTS);
    let shelf = Shelf::in_segments_of(SEGMENT_BYTES, &story.blocks());
    shelf.sign(story.entries().len());
    let out = exported(&shelf);
    let before = files(&out);

    // The same book, as it was when it was shorter.
    let older = Shelf::in_segments_of(SEGMENT_BYTES, &story.blocks());
    older.sign(500);
    let (exit, said) = export(&older, &out);
    assert_eq!(exit, Exit::Proven, "{said}");
    assert!(said.contains("\"reason\": \"shorter_than_export\""), "{said}");

    // Another history under the same name: one gift more, and so another entry in the middle.
    let other = Story::of_gifts(GIFTS + 2_000);
    let forked = Shelf::in_segments_of(SEGMENT_BYTES, &other.blocks());
    forked.sign(other.entries().len());
    let (exit, said) = export(&forked, &out);
    assert_eq!(exit, Exit::Contradiction, "{said}");
    assert!(said.contains("\"reason\": \"contradicts_export\""), "{said}");
    assert!(files(&out) == before, "nothing was touched");
}
