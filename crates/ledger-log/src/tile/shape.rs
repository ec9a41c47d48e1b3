//! Which tiles and bundles a tree has at a size.

use super::{EntryBundle, FULL_WIDTH, HashTile, Span, TilePath};
use crate::tree::{STORED_LEVELS, stored_count};

/// A tree's size, asked for its tiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TreeShape {
    size: u64,
}

impl TreeShape {
    /// The shape of a tree with `size` leaves.
    #[must_use]
    pub fn of(size: u64) -> TreeShape {
        TreeShape { size }
    }

    /// Every tile of hashes: level by level, the full ones first, then the partial one if there is one.
    pub fn hash_tiles(self) -> impl Iterator<Item = HashTile> {
        self.hash_tiles_since(TreeShape::of(0))
    }

    /// Every bundle of entries: the full ones, then the partial one if there is one.
    pub fn entry_bundles(self) -> impl Iterator<Item = EntryBundle> {
        self.entry_bundles_since(TreeShape::of(0))
    }

    /// The tiles of hashes that the older tree did not have, or had narrower: what an export still needs.
    pub fn hash_tiles_since(self, older: TreeShape) -> impl Iterator<Item = HashTile> {
        (0..STORED_LEVELS).flat_map(move |level| {
            let (before, now) = (stored_count(level, older.size), stored_count(level, self.size));
            // Every span below the count is within some tree.
            spans(before, now).filter_map(move |span| HashTile::new(level, span).ok())
        })
    }

    /// The bundles of entries that the older tree did not have, or had narrower.
    pub fn entry_bundles_since(self, older: TreeShape) -> impl Iterator<Item = EntryBundle> {
        spans(older.size, self.size).map(EntryBundle::new)
    }

    /// The tile in which this hash of this level stands, as wide as it is; `None` if the tree has no such hash.
    #[must_use]
    pub fn hash_tile(self, level: u8, hash: u64) -> Option<HashTile> {
        let span = Span::holding(hash, stored_count(level, self.size))?;
        HashTile::new(level, span).ok()
    }

    /// The bundle in which this entry stands, as wide as it is; `None` if the tree has no such entry.
    #[must_use]
    pub fn entry_bundle(self, entry: u64) -> Option<EntryBundle> {
        Span::holding(entry, self.size).map(EntryBundle::new)
    }

    /// Whether all items of this tile are in the tree: the tile of this size or of an earlier one.
    #[must_use]
    pub fn has(self, path: &TilePath) -> bool {
        let level = match path {
            TilePath::Hashes(tile) => tile.level(),
            TilePath::Entries(_) => 0,
        };
        path.span().end() <= stored_count(level, self.size)
    }
}

/// The tiles of a row of `now` items that a row of `before` items lacks.
fn spans(before: u64, now: u64) -> impl Iterator<Item = Span> {
    let first = before / u64::from(FULL_WIDTH);
    let end = if now > before { now.div_ceil(u64::from(FULL_WIDTH)) } else { first };
    (first..end).filter_map(move |index| Span::holding(index * u64::from(FULL_WIDTH), now))
}
