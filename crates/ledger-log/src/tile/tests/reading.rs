//! A log that is only files: proofs from it, and what is said when files are missing or wrong.

use super::{Files, bundle, entry, hash_tile, written};
use crate::tile::{MalformedBundle, TileFault, TilePath, Tiles};
use crate::tree::{Frontier, ProveError, Prover, StoredHashes};
use crate::{Hash, leaf};
use std::cell::RefCell;
use std::convert::Infallible;

fn over(size: u64, files: &Files) -> Tiles<impl Fn(&TilePath) -> Result<Option<Vec<u8>>, Infallible>> {
    Tiles::new(size, |path: &TilePath| Ok(files.get(&path.to_string()).cloned()))
}

fn head(size: u64) -> crate::tree::TreeHead {
    let mut frontier = Frontier::new();
    (0..size).for_each(|index| frontier.append(&leaf(&entry(index))));
    frontier.head()
}

#[test]
fn proofs_from_tiles_are_verified_against_the_head() {
    for size in [1, 2, 255, 256, 257, 600, 66_000] {
        let files = written(size);
        let tiles = over(size, &files);
        let prover = Prover::new(size, &tiles);
        assert_eq!(prover.head(), Ok(head(size)));
        assert_eq!(Frontier::restore(size, &tiles).unwrap().head(), head(size));
        for index in [0, 1, 254, 255, 256, 511, size / 2, size - 1].map(|index| index.min(size - 1)) {
            let (first, entries) = tiles.entries_around(index).unwrap();
            let found = &entries[usize::try_from(index - first).unwrap()];
            assert_eq!(*found, entry(index));
            let proof = prover.inclusion(index).unwrap();
            assert_eq!(head(size).verify_inclusion(index, &leaf(found), &proof), Ok(()));
        }
        for old in [1, 255, 256, size / 3, size - 1].map(|old| old.min(size)) {
            let proof = prover.consistency(old).unwrap();
            assert_eq!(head(size).verify_extends(&head(old), &proof), Ok(()));
        }
    }
}

#[test]
fn a_log_that_grew_and_deleted_its_partial_tiles_still_proves_the_smaller_tree() {
    let files = written(66_000);
    for size in [1, 255, 300, 600, 65_000] {
        let tiles = over(size, &files);
        let prover = Prover::new(size, &tiles);
        assert_eq!(prover.head(), Ok(head(size)), "{size}");
        let (first, entries) = tiles.entries_around(size - 1).unwrap();
        assert_eq!(first + u64::try_from(entries.len()).unwrap(), size, "no entry of the larger tree");
    }
}

#[test]
fn a_fuller_tile_gives_no_hash_beyond_the_tree() {
    let files = written(600);
    let tiles = over(300, &files);
    let mut two = [Hash::ZERO; 2];
    assert_eq!(tiles.read(0, 298, &mut two), Ok(()));
    assert_eq!(tiles.read(0, 299, &mut two), Err(TileFault::NotInTree { level: 0, item: 299 }));
    assert_eq!(tiles.read(0, 300, &mut two), Err(TileFault::NotInTree { level: 0, item: 300 }));
    assert_eq!(tiles.read(2, 0, &mut two), Err(TileFault::NotInTree { level: 2, item: 0 }));
}

#[test]
fn one_proof_fetches_each_tile_once() {
    let files = written(66_000);
    let fetched = RefCell::new(Vec::new());
    let tiles = Tiles::new(66_000, |path: &TilePath| {
        fetched.borrow_mut().push(*path);
        Ok::<_, Infallible>(files.get(&path.to_string()).cloned())
    });
    Prover::new(66_000, &tiles).inclusion(300).unwrap();
    let mut paths = fetched.into_inner();
    let count = paths.len();
    paths.sort();
    paths.dedup();
    assert_eq!(paths.len(), count);
}

#[test]
fn what_is_missing_is_named_by_its_path() {
    let mut files = written(300);
    files.remove("tile/0/001.p/44");
    files.remove("tile/entries/001.p/44");
    let tiles = over(300, &files);
    let missing = |path: TilePath| TileFault::Missing { path };
    let refused = ProveError::Unreadable(missing(hash_tile(0, 1, 44).into()));
    assert_eq!(Prover::new(300, &tiles).inclusion(0), Err(refused));
    assert_eq!(tiles.entries_around(299), Err(missing(bundle(1, 44).into())));
    assert_eq!(tiles.entries_around(300), Err(TileFault::NotInTree { level: 0, item: 300 }));
    assert!(tiles.entries_around(255).is_ok());
}

#[test]
fn files_of_another_length_are_refused() {
    let mut files = written(300);
    files.get_mut("tile/0/001.p/44").unwrap().push(0);
    files.get_mut("tile/entries/000").unwrap().push(0);
    let tiles = over(300, &files);
    let path = hash_tile(0, 1, 44).into();
    let wrong = TileFault::WrongLength { path, expected_bytes: 1408, found_bytes: 1409 };
    assert_eq!(Prover::new(300, &tiles).inclusion(0), Err(ProveError::Unreadable(wrong)));
    let fault = MalformedBundle::TrailingBytes { size_bytes: 1 };
    let path = bundle(0, 256).into();
    assert_eq!(tiles.entries_around(0), Err(TileFault::Bundle { path, fault }));
}

#[test]
fn a_changed_tile_proves_nothing() {
    let mut files = written(600);
    files.get_mut("tile/0/000").unwrap()[40] ^= 1;
    let tiles = over(600, &files);
    let proof = Prover::new(600, &tiles).inclusion(5).unwrap();
    assert!(head(600).verify_inclusion(5, &leaf(&entry(5)), &proof).is_err());
}

#[test]
fn a_failing_source_is_passed_on() {
    let tiles = Tiles::new(2, |_: &TilePath| Err::<Option<Vec<u8>>, _>("unplugged"));
    let refused = ProveError::Unreadable(TileFault::Unreadable("unplugged"));
    assert_eq!(Prover::new(2, &tiles).inclusion(0), Err(refused));
}

#[test]
fn a_tile_reads_back_the_hashes_that_it_was_made_of() {
    let tile = hash_tile(0, 3, 200);
    let of = |level: u8, index: u64| Ok::<_, Infallible>(leaf(&[level, u8::try_from(index % 251).unwrap()]).hash());
    let bytes = tile.bytes(&of).unwrap();
    let expected: Vec<Hash> = (768..968).map(|index| of(0, index).unwrap()).collect();
    assert_eq!(tile.read(&bytes), Some(expected));
    assert_eq!(tile.read(&bytes[..6399]), None);
    assert_eq!(tile.read(&bytes[..6368]), None);
}
