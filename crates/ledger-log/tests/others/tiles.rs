//! Tiles: `tlog_tiles`, whose paths name the tile's height, too, and call a bundle `data`.

use crate::logged::Logged;
use ledger_log::tile::{EntryBundle, HashTile, Span, TilePath, TreeShape, Width};
use ledger_log::tree::Prover;
use proptest::prelude::*;
use tlog_tiles::{Tile, TileHashReader, TileReader};

/// Our path as they write it.
fn their_path(path: &str) -> String {
    path.replacen("tile/entries/", "tile/8/data/", 1).replacen(
        "tile/",
        "tile/8/",
        usize::from(!path.contains("entries")),
    )
}

fn ours(tile: &Tile) -> HashTile {
    let width = Width::new(u16::try_from(tile.width()).unwrap()).unwrap();
    HashTile::new(tile.level(), Span::new(tile.level_index(), width).unwrap()).unwrap()
}

/// Serves them the tiles that we make.
struct OurTiles<'l>(&'l Logged);

impl TileReader for OurTiles<'_> {
    fn height(&self) -> u8 {
        8
    }

    fn read_tiles(&self, tiles: &[Tile]) -> Result<Vec<Vec<u8>>, tlog_tiles::Error> {
        Ok(tiles.iter().map(|tile| ours(tile).bytes(&self.0.stored()).unwrap()).collect())
    }

    fn save_tiles(&self, _: &[Tile], _: &[Vec<u8>]) {}
}

#[test]
fn they_prove_from_our_tiles_what_we_prove() {
    let logged = Logged::of(66_000);
    let stored = logged.stored();
    for size in [1, 2, 255, 256, 257, 700, 65_536, 65_537, 66_000] {
        let head = logged.head(size);
        let (served, root) = (OurTiles(&logged), tlog_tiles::Hash(*head.root.as_bytes()));
        let reader = TileHashReader::new(size, root, &served);
        let prover = Prover::new(size, &stored);
        for at in [0, 1, 254, 255, 256, 600, size / 2, size - 1].map(|at| at.min(size - 1)) {
            let theirs = tlog_tiles::prove_record(size, at, &reader).unwrap();
            let bytes: Vec<_> = theirs.iter().map(|hash| hash.0.into()).collect();
            assert_eq!(prover.inclusion(at), Ok(bytes), "{at} of {size}");
            let leaf = ledger_log::leaf(&crate::logged::entry(at));
            let record = tlog_tiles::Hash(*leaf.as_bytes());
            assert!(tlog_tiles::check_record(&theirs, size, root, at, record).is_ok());

            let old = logged.head(at + 1);
            let theirs = tlog_tiles::prove_tree(size, at + 1, &reader).unwrap();
            let bytes: Vec<_> = theirs.iter().map(|hash| hash.0.into()).collect();
            assert_eq!(prover.consistency(at + 1).as_ref(), Ok(&bytes), "{} to {size}", at + 1);
            assert_eq!(head.verify_extends(&old, &bytes), Ok(()));
            let old_root = tlog_tiles::Hash(*old.root.as_bytes());
            assert!(tlog_tiles::check_tree(&theirs, size, root, at + 1, old_root).is_ok());
        }
    }
}

proptest! {
    #[test]
    fn paths_are_the_same(level in 0_u8..6, index in 0_u64..1 << 16, far: bool, items in 1_u16..=256, entries: bool) {
        let index = if far && level == 0 { index << 39 } else { index >> (level * 2) };
        let span = Span::new(index, Width::new(items).unwrap()).unwrap();
        let tile = HashTile::new(level, span);
        prop_assume!(tile.is_ok());
        let path: TilePath = if entries { EntryBundle::new(span).into() } else { tile.unwrap().into() };
        let theirs = Tile::new(8, if entries { 0 } else { level }, index, items.into(), entries);
        prop_assert_eq!(their_path(&path.to_string()), theirs.path());
        prop_assert_eq!(Tile::from_path(&their_path(&path.to_string())).unwrap(), theirs);
    }

    // Level and width stay where `Tile::from_path` of 0.2.0 does not panic: below 64, and not 0.
    #[test]
    fn a_path_is_read_by_both_or_by_neither(
        path in "tile/([0-7]|0[0-9]|entries)/(x[0-9]{3}/|x000/|[0-9]{3}/){0,2}[0-9]{2,4}(\\.p/([1-9][0-9]{0,2}|0[1-9]|\\+3))?",
    ) {
        let we = path.parse::<TilePath>();
        let they = Tile::from_path(&their_path(&path));
        let beyond = matches!(we, Err(ledger_log::tile::MalformedPath::BeyondAnyTree(_)));
        prop_assert!(we.is_ok() == they.is_ok() || beyond, "{path}: {we:?}, {they:?}");
    }

    #[test]
    fn growth_makes_the_same_tiles(old in 0_u64..200_000, more in 0_u64..200_000) {
        let theirs: Vec<_> = Tile::new_tiles(8, old, old + more).iter().map(ours).collect();
        let ours: Vec<_> = TreeShape::of(old + more).hash_tiles_since(TreeShape::of(old)).collect();
        prop_assert_eq!(ours, theirs);
    }
}
