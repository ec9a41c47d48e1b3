//! Garbage, lost pieces, flipped bits: an index is found whole, or it is replaced.

use super::shelf::{as_new_files, book, empty, files, filled, is_whole_or_empty, open};
use ledger_store::{BookPaths, Unusable};
use proptest::prelude::*;
use std::fs::{self, File};
use std::os::unix::fs::FileExt;

/// Changes the rows behind the back of the index.
fn change(paths: &BookPaths, change: impl FnOnce(&sled::Db)) {
    as_new_files(paths);
    let raw = sled::open(paths.index()).expect("sled");
    change(&raw);
    raw.flush().expect("flushed");
}

/// sled loses pages without noticing it: this is what notices.
#[test]
fn an_index_without_one_of_its_keys_or_with_another_in_its_place_is_replaced() {
    let (_dir, paths) = book();
    let written = filled(&paths);
    change(&paths, |raw| drop(raw.pop_max().expect("a key")));
    let (_, why) = empty(open(&paths));
    assert!(matches!(why, Unusable::Incomplete { found: 5_999, wanted: 6_000 }), "{why}");

    filled(&paths);
    change(&paths, |raw| {
        let (key, _) = raw.pop_max().expect("a key").expect("a key");
        let mut other = key.to_vec();
        other[2] ^= 1;
        raw.insert(other, b"").expect("another");
    });
    let (_, why) = empty(open(&paths));
    assert!(matches!(why, Unusable::Incomplete { found: 6_000, wanted: 6_000 }), "{why}");
    assert!(is_whole_or_empty(&paths, filled(&paths)), "{} keys", written.len());
}

#[test]
fn an_index_without_its_watermark_or_with_half_of_it_is_replaced() {
    let (_dir, paths) = book();
    filled(&paths);
    change(&paths, |raw| drop(raw.remove([0]).expect("the watermark")));
    assert!(matches!(empty(open(&paths)).1, Unusable::Failed(_)));
    filled(&paths);
    change(&paths, |raw| drop(raw.insert([0], b"half of it").expect("the watermark")));
    assert!(matches!(empty(open(&paths)).1, Unusable::Failed(_)));
    filled(&paths);
    change(&paths, |raw| drop(raw.insert(b"short", b"").expect("a row")));
    assert!(matches!(empty(open(&paths)).1, Unusable::Failed(_)));
}

#[test]
fn garbage_in_any_file_is_never_believed() {
    let (_dir, paths) = book();
    filled(&paths);
    let names: Vec<_> =
        files(&paths.index()).iter().map(|file| file.strip_prefix(paths.index()).unwrap().to_owned()).collect();
    assert!(names.len() >= 2, "{names:?}");
    let mut replaced = 0;
    for name in &names {
        let size = fs::metadata(paths.index().join(name)).unwrap().len();
        let garbage = |seed: u64| -> Vec<u8> {
            let byte = |at: u64| (at ^ seed).wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes()[0];
            (0..size.max(16)).map(byte).collect()
        };
        for content in [garbage(1), garbage(7), vec![0; 100_000], vec![0xff; 1_000_000], Vec::new()] {
            let written = filled(&paths);
            fs::write(paths.index().join(name), content).unwrap();
            replaced += u32::from(!is_whole_or_empty(&paths, written));
        }
        let written = filled(&paths);
        fs::remove_file(paths.index().join(name)).unwrap();
        replaced += u32::from(!is_whole_or_empty(&paths, written));
    }
    assert!(replaced >= 10, "most of that cannot be used: {replaced}");
}

/// A file of the index and a place in it, `at` of 65,536 parts from its start.
fn place_in(paths: &BookPaths, which: prop::sample::Index, at: u16) -> (File, u64, u64) {
    let all = files(&paths.index());
    let file = File::options().read(true).write(true).open(which.get(&all)).unwrap();
    let size = file.metadata().unwrap().len();
    (file, size * u64::from(at) / 65_536, size)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_flipped_bit_or_a_lost_piece_anywhere_is_never_believed(
        at in any::<u16>(), bit in 0_u8..8, piece in 0_usize..5_000, which in any::<prop::sample::Index>()
    ) {
        let (_dir, paths) = book();
        let written = filled(&paths);
        let (file, place, size) = place_in(&paths, which, at);
        prop_assume!(place < size);
        let mut byte = [0];
        file.read_exact_at(&mut byte, place).unwrap();
        file.write_all_at(&[byte[0] ^ (1 << bit)], place).unwrap();
        if piece > 0 {
            file.write_all_at(&vec![0; piece], place).unwrap();
        }
        is_whole_or_empty(&paths, written);
    }

    #[test]
    fn an_index_cut_short_anywhere_is_never_believed(at in any::<u16>(), which in any::<prop::sample::Index>()) {
        let (_dir, paths) = book();
        let written = filled(&paths);
        let (file, place, _) = place_in(&paths, which, at);
        file.set_len(place).unwrap();
        is_whole_or_empty(&paths, written);
    }
}
