//! What an index finds.

use super::shelf::{all, book, empty, key, mark, open, open_as_it_is, usable};
use ledger_store::{IndexFailed, Key, MOST_NATURAL_BYTES, Unusable};
use proptest::prelude::*;
use std::collections::BTreeMap;

#[test]
fn a_key_finds_its_entries_in_order_and_no_others() {
    let (_dir, paths) = book();
    let (mut index, why) = empty(open_as_it_is(&paths));
    assert!(matches!(why, Unusable::Absent), "{why}");
    let long = [b'x'; MOST_NATURAL_BYTES];
    let keys = [
        key(1, b"IR", 3),
        key(1, b"IR-06", 4),
        key(1, b"IR", 260),
        key(1, b"IR", 5),
        key(2, b"IR", 6),
        key(1, b"", 7),
        key(1, &long, 8),
        // Bytes that look like the index of another.
        key(1, b"IR\0\0\0\0\0\0\0\x03", 9),
    ];
    index.apply(&keys, mark(300)).expect("a batch");
    assert_eq!(index.count(), 8);
    assert_eq!(all(&mut index, 1, b"IR"), [3, 5, 260]);
    assert_eq!(all(&mut index, 1, b"IR-06"), [4]);
    assert_eq!(all(&mut index, 2, b"IR"), [6]);
    assert_eq!(all(&mut index, 1, b""), [7]);
    assert_eq!(all(&mut index, 1, &long), [8]);
    assert_eq!(all(&mut index, 1, b"I"), [] as [u64; 0]);
    assert_eq!(all(&mut index, 3, b"IR"), [] as [u64; 0]);
}

#[test]
fn a_key_is_looked_for_among_the_entries_that_are_asked_for() {
    let (_dir, paths) = book();
    let (mut index, _) = empty(open_as_it_is(&paths));
    index.apply(&[key(1, b"IR", 3), key(1, b"IR", 5), key(1, b"IR", 260)], mark(300)).expect("a batch");
    let mut among = |indices, limit| index.find(1, b"IR", indices, limit).expect("an index that works");
    assert_eq!(among(4..260, 9), [5], "the end is not among them");
    assert_eq!(among(4..261, 9), [5, 260]);
    assert_eq!(among(0..u64::MAX, 2), [3, 5], "no more than asked for");
    assert_eq!(among(7..7, 2), [] as [u64; 0]);
    #[expect(clippy::reversed_empty_ranges, reason = "whoever asks for it gets nothing")]
    let reversed = 9..2;
    assert_eq!(among(reversed, 2), [] as [u64; 0]);
}

#[test]
fn what_is_no_key_is_refused() {
    let (_dir, paths) = book();
    let (mut index, _) = empty(open_as_it_is(&paths));
    let too_long = [0; MOST_NATURAL_BYTES + 1];
    let refused = index.apply(&[key(1, &too_long, 0)], mark(1));
    assert!(matches!(refused, Err(IndexFailed::NotAKey { kind: 1, size: 256 })), "{refused:?}");
    let refused = index.apply(&[key(0, b"IR", 0)], mark(1));
    assert!(matches!(refused, Err(IndexFailed::NotAKey { kind: 0, size: 2 })), "{refused:?}");
    assert_eq!((index.count(), index.watermark().next), (0, 0));
}

#[test]
fn an_entry_is_indexed_once_and_never_beyond_the_watermark() {
    let (_dir, paths) = book();
    let (mut index, _) = empty(open_as_it_is(&paths));
    index.apply(&[key(1, b"IR", 2), key(1, b"IR", 2)], mark(10)).expect("a batch");
    assert_eq!(index.count(), 1);
    for (at, next) in [(9, 20), (20, 20), (2, 3)] {
        let refused = index.apply(&[key(1, b"late", at)], mark(next));
        assert!(matches!(refused, Err(IndexFailed::OutOfOrder { from: 10, .. })), "{refused:?}");
    }
    assert!(index.apply(&[], mark(9)).is_err(), "it never goes back");
    index.apply(&[], mark(10)).expect("nothing new");
    assert_eq!((index.count(), index.watermark()), (1, mark(10)));
}

#[test]
fn more_keys_than_sled_takes_at_once_are_all_taken() {
    let (_dir, paths) = book();
    let (mut index, _) = empty(open_as_it_is(&paths));
    for count in [255_u64, 256, 257, 1_000] {
        let from = index.watermark().next;
        let keys: Vec<Key<'_>> = (from..from + count).map(|at| key(1, b"IR", at)).collect();
        index.apply(&keys, mark(from + count)).expect("a batch");
    }
    index.close().expect("closed");
    let mut index = usable(open(&paths));
    assert_eq!(all(&mut index, 1, b"IR"), (0..1_768).collect::<Vec<u64>>());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_index_finds_what_a_map_finds(
        batches in prop::collection::vec(prop::collection::vec((1_u8..4, "[ab]{0,3}", 0_u64..5), 0..20), 1..8),
        reopened in 0_usize..8,
    ) {
        let (_dir, paths) = book();
        let mut map: BTreeMap<(u8, String), Vec<u64>> = BTreeMap::new();
        let (mut index, _) = empty(open_as_it_is(&paths));
        for (number, batch) in batches.iter().enumerate() {
            let next = index.watermark().next;
            let keys: Vec<Key<'_>> =
                batch.iter().map(|(kind, natural, at)| key(*kind, natural.as_bytes(), next + at)).collect();
            index.apply(&keys, mark(next + 5)).unwrap();
            for (kind, natural, at) in batch {
                let entries = map.entry((*kind, natural.clone())).or_default();
                entries.push(next + at);
                entries.sort_unstable();
                entries.dedup();
            }
            if number == reopened {
                index.close().unwrap();
                index = usable(open(&paths));
            }
        }
        for kind in 1..4 {
            for natural in ["", "a", "b", "ab", "ba", "aa", "bb", "aaa", "aba", "abb", "bab", "bbb"] {
                let expected = map.get(&(kind, natural.to_owned())).cloned().unwrap_or_default();
                prop_assert_eq!(all(&mut index, kind, natural.as_bytes()), expected);
            }
        }
    }
}
