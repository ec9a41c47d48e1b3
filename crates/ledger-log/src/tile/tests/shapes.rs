//! Which tiles a tree has.

use super::{bundle, hash_tile};
use crate::tile::{EntryBundle, HashTile, TilePath, TreeShape};
use crate::tree::stored_count;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn partial(size: u64) -> Vec<HashTile> {
    TreeShape::of(size).hash_tiles().filter(|tile| !tile.span().width().is_full()).collect()
}

fn full(size: u64, level: u8) -> usize {
    let tiles = TreeShape::of(size).hash_tiles();
    tiles.filter(|tile| tile.level() == level && tile.span().width().is_full()).count()
}

#[test]
fn a_tree_of_70_000_has_the_tiles_that_the_specification_counts() {
    assert_eq!((full(70_000, 0), full(70_000, 1), full(70_000, 2)), (273, 1, 0));
    assert_eq!(partial(70_000), [hash_tile(0, 273, 112), hash_tile(1, 1, 17), hash_tile(2, 0, 1)]);
    let bundles: Vec<_> = TreeShape::of(70_000).entry_bundles().collect();
    assert_eq!((bundles.len(), bundles.last()), (274, Some(&bundle(273, 112))));
}

#[test]
fn a_tree_of_256_has_a_full_tile_and_a_partial_one_above_it() {
    let tiles: Vec<_> = TreeShape::of(256).hash_tiles().collect();
    assert_eq!(tiles, [hash_tile(0, 0, 256), hash_tile(1, 0, 1)]);
    let bundles: Vec<_> = TreeShape::of(256).entry_bundles().collect();
    assert_eq!(bundles, [bundle(0, 256)]);
}

#[test]
fn a_tree_without_leaves_has_no_tiles() {
    assert_eq!(TreeShape::of(0).hash_tiles().count(), 0);
    assert_eq!(TreeShape::of(0).entry_bundles().count(), 0);
    assert_eq!(TreeShape::of(0).hash_tile(0, 0), None);
}

#[test]
fn a_tree_has_its_tiles_and_those_of_smaller_trees_and_no_wider_ones() {
    let shape = TreeShape::of(300);
    for tile in [hash_tile(0, 0, 256), hash_tile(0, 1, 44), hash_tile(0, 1, 7), hash_tile(0, 0, 3), hash_tile(1, 0, 1)]
    {
        assert!(shape.has(&tile.into()), "{tile:?}");
    }
    for tile in [hash_tile(0, 1, 45), hash_tile(0, 1, 256), hash_tile(0, 2, 1), hash_tile(1, 0, 2), hash_tile(2, 0, 1)]
    {
        assert!(!shape.has(&tile.into()), "{tile:?}");
    }
    assert!(shape.has(&bundle(1, 44).into()) && !shape.has(&bundle(1, 45).into()));
}

#[test]
fn the_largest_tree_has_a_border_at_every_level() {
    let shape = TreeShape::of(u64::MAX);
    for level in 0..8_u8 {
        let last = stored_count(level, u64::MAX) - 1;
        let tile = shape.hash_tile(level, last).unwrap();
        assert_eq!((tile.span().width().items(), tile.span().end()), (255, last + 1));
        assert_eq!(shape.hash_tile(level, last + 1), None);
    }
    assert_eq!(shape.hash_tile(8, 0), None);
    assert_eq!(shape.entry_bundle(u64::MAX), None);
}

#[test]
fn growth_is_named_tile_by_tile() {
    let since = |old, new| {
        let (old, new) = (TreeShape::of(old), TreeShape::of(new));
        (new.hash_tiles_since(old).collect::<Vec<_>>(), new.entry_bundles_since(old).collect::<Vec<_>>())
    };
    assert_eq!(since(300, 300), (vec![], vec![]));
    assert_eq!(since(300, 301), (vec![hash_tile(0, 1, 45)], vec![bundle(1, 45)]));
    assert_eq!(since(255, 257).0, [hash_tile(0, 0, 256), hash_tile(0, 1, 1), hash_tile(1, 0, 1)]);
    assert_eq!(since(301, 300), (vec![], vec![]), "a tree does not shrink");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn the_tiles_hold_every_hash_once_and_nothing_else(size in 0_u64..200_000) {
        let shape = TreeShape::of(size);
        let mut counts = [0_u64; 8];
        for tile in shape.hash_tiles() {
            prop_assert_eq!(tile.span().first(), counts[usize::from(tile.level())]);
            counts[usize::from(tile.level())] = tile.span().end();
            prop_assert!(shape.has(&tile.into()));
            let stands_in = shape.hash_tile(tile.level(), tile.span().end() - 1);
            prop_assert_eq!(stands_in, Some(tile));
        }
        for (level, count) in (0..).zip(counts) {
            prop_assert_eq!(count, stored_count(level, size));
        }
        prop_assert_eq!(shape.entry_bundles().last().map_or(0, |bundle| bundle.span().end()), size);
    }

    #[test]
    fn what_was_written_before_and_since_is_all_that_there_is(old in 0_u64..3000, more in 0_u64..3000) {
        let (old, new) = (TreeShape::of(old), TreeShape::of(old + more));
        let names = |tiles: Vec<HashTile>, bundles: Vec<EntryBundle>| -> BTreeSet<TilePath> {
            tiles.into_iter().map(TilePath::from).chain(bundles.into_iter().map(TilePath::from)).collect()
        };
        let all = names(new.hash_tiles().collect(), new.entry_bundles().collect());
        let before = names(old.hash_tiles().collect(), old.entry_bundles().collect());
        let since = names(new.hash_tiles_since(old).collect(), new.entry_bundles_since(old).collect());
        let lacking: BTreeSet<_> = all.difference(&before).copied().collect();
        prop_assert_eq!(since, lacking);
        prop_assert!(before.iter().all(|path| new.has(path)));
    }
}
