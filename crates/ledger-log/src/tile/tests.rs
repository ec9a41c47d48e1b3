//! Tiles: what is named, what a tree has, and what comes back out of the bytes.

mod bundles;
mod paths;
mod reading;
mod shapes;

use super::{EntryBundle, HashTile, Span, TilePath, TreeShape, Width};
use crate::tree::Frontier;
use crate::{Hash, leaf};
use std::collections::BTreeMap;

/// A log of numbered entries as the files that an export of it has: path → bytes.
type Files = BTreeMap<String, Vec<u8>>;

fn span(index: u64, items: u16) -> Span {
    Span::new(index, Width::new(items).unwrap()).unwrap()
}

fn hash_tile(level: u8, index: u64, items: u16) -> HashTile {
    HashTile::new(level, span(index, items)).unwrap()
}

fn bundle(index: u64, items: u16) -> EntryBundle {
    EntryBundle::new(span(index, items))
}

/// Entries of all lengths from 0 up to 6.
fn entry(index: u64) -> Vec<u8> {
    index.to_string().into_bytes().repeat(usize::from(index % 7 != 3))
}

fn written(size: u64) -> Files {
    let (mut levels, mut frontier) = (vec![Vec::new(); 8], Frontier::new());
    for index in 0..size {
        let leaf = leaf(&entry(index));
        frontier.append_storing(&leaf, |stored| levels[usize::from(stored.level)].push(stored.hash));
    }
    let stored = |level: u8, index: u64| -> Result<Hash, ()> {
        let hashes: &Vec<Hash> = &levels[usize::from(level)];
        hashes.get(usize::try_from(index).unwrap()).copied().ok_or(())
    };
    let shape = TreeShape::of(size);
    let tiles = shape.hash_tiles().map(|tile| (TilePath::from(tile).to_string(), tile.bytes(&stored).unwrap()));
    let bundles = shape.entry_bundles().map(|bundle| {
        let entries: Vec<_> = (bundle.span().first()..bundle.span().end()).map(entry).collect();
        (TilePath::from(bundle).to_string(), bundle.encode(&entries).unwrap())
    });
    tiles.chain(bundles).collect()
}
