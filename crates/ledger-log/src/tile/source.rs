//! A log read through its tiles: an export, or an HTTP server, seen as stored hashes.
//!
//! Nothing that comes out of here is believed yet. A proof made from it must be verified against a signed
//! tree head, and an entry against its leaf.

use super::{EntryBundle, HashTile, MalformedBundle, TilePath, TreeShape};
use crate::Hash;
use crate::tree::StoredHashes;
use std::cell::RefCell;

/// The tiles of a tree of a known size, fetched by a closure: path → bytes, or `None` if there are none.
///
/// The closure reads no more than [`TilePath::most_bytes`]. What comes back is refused if it is longer, but by
/// then it is in memory.
///
/// It remembers the last tile of each level, so that the reads of one proof fetch each tile once.
pub struct Tiles<F> {
    shape: TreeShape,
    fetch: F,
    last: RefCell<Vec<(HashTile, Vec<Hash>)>>,
}

/// Why a tile or bundle gave nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TileFault<E> {
    /// The tree of this size has no such hash or entry.
    #[error("item {item} of level {level} is not in the tree")]
    NotInTree {
        /// The level; 0 for entries.
        level: u8,
        /// Which hash or entry of the level, from 0.
        item: u64,
    },
    /// Neither the tile nor the full one that may have taken its place is there.
    #[error("{path} is not there")]
    Missing {
        /// Its path.
        path: TilePath,
    },
    /// The tile has another length than its width says.
    #[error("{path} has {found_bytes} bytes, not {expected_bytes}")]
    WrongLength {
        /// Its path.
        path: TilePath,
        /// The length of such a tile.
        expected_bytes: usize,
        /// The length that was found.
        found_bytes: usize,
    },
    /// The bundle cannot be taken apart.
    #[error("{path} is no bundle of entries")]
    Bundle {
        /// Its path.
        path: TilePath,
        /// What is wrong with it.
        #[source]
        fault: MalformedBundle,
    },
    /// Fetching failed.
    #[error("the tile cannot be fetched")]
    Unreadable(#[source] E),
}

impl<F, E> Tiles<F>
where
    F: Fn(&TilePath) -> Result<Option<Vec<u8>>, E>,
{
    /// The tiles of the tree that has this many leaves. Take the size from a signed checkpoint.
    pub fn new(size: u64, fetch: F) -> Tiles<F> {
        Tiles { shape: TreeShape::of(size), fetch, last: RefCell::new(Vec::new()) }
    }

    /// The entries of the bundle in which this entry stands, and the index of the first.
    ///
    /// # Errors
    /// [`TileFault`] if the tree has no such entry, or the bundle is missing or malformed.
    pub fn entries_around(&self, entry: u64) -> Result<(u64, Vec<Vec<u8>>), TileFault<E>> {
        let bundle = self.shape.entry_bundle(entry).ok_or(TileFault::NotInTree { level: 0, item: entry })?;
        Ok((bundle.span().first(), self.entries(&bundle)?))
    }

    /// The entries of a bundle.
    ///
    /// # Errors
    /// [`TileFault`] if the bundle is missing or malformed.
    pub fn entries(&self, bundle: &EntryBundle) -> Result<Vec<Vec<u8>>, TileFault<E>> {
        let owned = |entries: Vec<&[u8]>| entries.into_iter().map(<[u8]>::to_vec).collect();
        if let Some(bytes) = self.fetch(*bundle)? {
            let path = (*bundle).into();
            return bundle.decode(&bytes).map(owned).map_err(|fault| TileFault::Bundle { path, fault });
        }
        // Partial bundles may vanish once the full one is there.
        let full = bundle.filled().filter(|full| full != bundle);
        let full = full.ok_or(TileFault::Missing { path: (*bundle).into() })?;
        let bytes = self.fetch(full)?.ok_or(TileFault::Missing { path: (*bundle).into() })?;
        let path = full.into();
        bundle.decode_beginning(&bytes).map(owned).map_err(|fault| TileFault::Bundle { path, fault })
    }

    fn hashes(&self, tile: &HashTile) -> Result<Vec<Hash>, TileFault<E>> {
        if let Some(bytes) = self.fetch(*tile)? {
            return read(tile, &bytes);
        }
        // Partial tiles may vanish once the full one is there, which begins with the same hashes.
        let full = tile.filled().filter(|full| full != tile);
        let full = full.ok_or(TileFault::Missing { path: (*tile).into() })?;
        let bytes = self.fetch(full)?.ok_or(TileFault::Missing { path: (*tile).into() })?;
        let mut hashes = read(&full, &bytes)?;
        hashes.truncate(tile.span().width().items().into());
        Ok(hashes)
    }

    fn fetch(&self, path: impl Into<TilePath>) -> Result<Option<Vec<u8>>, TileFault<E>> {
        (self.fetch)(&path.into()).map_err(TileFault::Unreadable)
    }
}

fn read<E>(tile: &HashTile, bytes: &[u8]) -> Result<Vec<Hash>, TileFault<E>> {
    let (expected_bytes, found_bytes) = (tile.size_bytes(), bytes.len());
    tile.read(bytes).ok_or(TileFault::WrongLength { path: (*tile).into(), expected_bytes, found_bytes })
}

impl<F, E> StoredHashes for Tiles<F>
where
    F: Fn(&TilePath) -> Result<Option<Vec<u8>>, E>,
{
    type Error = TileFault<E>;

    fn read(&self, level: u8, first: u64, into: &mut [Hash]) -> Result<(), TileFault<E>> {
        let not_in_tree = TileFault::NotInTree { level, item: first };
        let Some(tile) = self.shape.hash_tile(level, first) else { return Err(not_in_tree) };
        let mut last = self.last.borrow_mut();
        if !last.iter().any(|(known, _)| *known == tile) {
            let hashes = self.hashes(&tile)?;
            last.retain(|(known, _)| known.level() != level);
            last.push((tile, hashes));
        }
        let known = last.iter().find(|(known, _)| *known == tile);
        let start = usize::try_from(first - tile.span().first()).ok();
        let row = known.zip(start).and_then(|((_, hashes), start)| hashes.get(start..)?.get(..into.len()));
        let Some(row) = row else { return Err(not_in_tree) };
        into.copy_from_slice(row);
        Ok(())
    }
}
