//! An index that is opened again: gone, old, somebody else's, in use, or as a kill left it.

use super::shelf::{
    BOOK, VERSION, all, as_new_files, book, copy, empty, filled, is_whole_or_empty, key, mark, open, open_as_it_is,
    usable,
};
use ledger_store::{BookId, Key, KeyIndex, Opened, Unusable, wipe_key_index};
use std::fs::{self, File};

#[test]
fn an_index_that_was_closed_is_there_again_with_its_watermark() {
    let (_dir, paths) = book();
    let written = filled(&paths);
    let index = usable(open(&paths));
    assert_eq!((index.count(), index.watermark()), (6_000, mark(6_000)));
    drop(index);
    assert!(is_whole_or_empty(&paths, written));
}

#[test]
fn an_index_that_was_only_flushed_goes_as_far_as_its_watermark_says() {
    let (_dir, paths) = book();
    let (mut index, _) = empty(open_as_it_is(&paths));
    index.apply(&[key(1, b"IR", 0)], mark(1)).expect("a batch");
    index.flush().expect("flushed");
    index.apply(&[key(1, b"IR", 1)], mark(2)).expect("a batch");
    // As a kill leaves it: nothing is closed.
    std::mem::forget(index);
    let mut index = usable(open(&paths));
    let next = index.watermark().next;
    assert!((1..=2).contains(&next), "{next}");
    assert_eq!(all(&mut index, 1, b"IR"), (0..next).collect::<Vec<_>>());
}

#[test]
fn keys_that_no_watermark_covers_are_swept_away() {
    let (_dir, paths) = book();
    let (mut index, _) = empty(open_as_it_is(&paths));
    index.apply(&[key(1, b"IR", 2)], mark(3)).expect("a batch");
    index.close().expect("closed");
    // As a kill leaves it in the middle of many keys.
    as_new_files(&paths);
    let raw = sled::open(paths.index()).expect("sled");
    raw.insert(b"\x01\x02IR\0\0\0\0\0\0\0\x03", b"").expect("a key of entry 3");
    raw.flush().expect("flushed");
    drop(raw);
    let mut index = usable(open(&paths));
    assert_eq!((index.count(), all(&mut index, 1, b"IR")), (1, vec![2]));
    index.apply(&[key(1, b"other", 3)], mark(4)).expect("a batch");
    assert_eq!(all(&mut index, 1, b"IR"), [2]);
    index.close().expect("closed");
    assert_eq!(usable(open(&paths)).count(), 2);
}

#[test]
fn an_old_copy_that_was_put_back_is_usable_and_says_how_old_it_is() {
    let (dir, paths) = book();
    let written = filled(&paths);
    let old = dir.path().join("old");
    copy(&paths.index(), &old);
    let mut index = usable(open(&paths));
    index.apply(&[key(1, b"new", 6_000)], mark(6_001)).expect("a batch");
    index.close().expect("closed");
    wipe_key_index(&paths).expect("wiped");
    copy(&old, &paths.index());
    let mut index = usable(open(&paths));
    assert_eq!(index.watermark(), mark(6_000));
    assert_eq!(all(&mut index, 1, b"new"), [] as [u64; 0]);
    drop(index);
    assert!(is_whole_or_empty(&paths, written));
}

#[test]
fn the_index_of_another_book_or_of_another_list_is_replaced() {
    let (_dir, paths) = book();
    filled(&paths);
    let other = BookId([1; 16]);
    let open_as = |book, version| {
        as_new_files(&paths);
        KeyIndex::open(&paths, book, version).expect("an index, if only an empty one")
    };
    let (index, why) = empty(open_as(other, VERSION));
    assert!(matches!(why, Unusable::OtherBook { found: BOOK }), "{why}");
    assert_eq!(index.count(), 0);
    index.close().expect("closed");
    let (index, why) = empty(open_as(other, VERSION + 1));
    assert!(matches!(why, Unusable::OtherVersion { found: VERSION, .. }), "{why}");
    index.close().expect("closed");
    usable(open_as(other, VERSION + 1));
}

#[test]
fn a_deleted_index_and_what_is_none_are_replaced() {
    let (_dir, paths) = book();
    filled(&paths);
    wipe_key_index(&paths).expect("wiped");
    wipe_key_index(&paths).expect("wiped already");
    assert!(matches!(empty(open(&paths)).1, Unusable::Absent));
    wipe_key_index(&paths).expect("wiped");
    fs::write(paths.index(), "a file, where a folder was").unwrap();
    assert!(matches!(empty(open(&paths)).1, Unusable::Failed(_)));
    assert!(paths.index().is_dir());
}

#[test]
fn an_opening_that_did_not_come_to_its_end_is_not_tried_again() {
    let (_dir, paths) = book();
    filled(&paths);
    fs::write(paths.index().join("opening"), "").unwrap();
    assert!(matches!(empty(open(&paths)).1, Unusable::Interrupted));
    assert!(!paths.index().join("opening").exists());
}

#[test]
fn an_index_that_another_process_holds_is_left_alone() {
    let (_dir, paths) = book();
    let written = filled(&paths);
    let held = File::open(paths.index().join("db")).unwrap();
    held.try_lock().expect("nobody else has it");
    assert!(matches!(open_as_it_is(&paths), Opened::InUse));
    drop(held);
    assert!(is_whole_or_empty(&paths, written));
}

#[test]
fn an_index_is_not_made_where_nothing_can_be_made() {
    let (_dir, paths) = book();
    fs::remove_dir(paths.root()).unwrap();
    fs::write(paths.root(), "a file, where the book was").unwrap();
    assert!(KeyIndex::open(&paths, BOOK, VERSION).is_err());
}

#[test]
fn a_rebuilt_index_is_the_same_as_the_one_that_was_lost() {
    let (_dir, paths) = book();
    let written = filled(&paths);
    wipe_key_index(&paths).expect("wiped");
    let (mut index, _) = empty(open(&paths));
    let keys: Vec<Key<'_>> =
        written.iter().flat_map(|(natural, indices)| indices.iter().map(|at| key(1, natural, *at))).collect();
    index.apply(&keys, mark(6_000)).expect("all at once");
    index.close().expect("closed");
    assert!(is_whole_or_empty(&paths, written));
}
