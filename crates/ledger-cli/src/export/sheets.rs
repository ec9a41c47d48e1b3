//! Tiles and bundles as their entries come by: at most one open sheet for each level, and one of entries.

use super::folder::{Folder, Written};
use crate::failure::Failure;
use ledger_log::tile::{EntryBundle, FULL_WIDTH, HashTile, Span, TilePath, Width};
use ledger_log::tree::{Frontier, STORED_LEVELS, stored_count};
use ledger_log::{Hash, leaf};

/// Writes what an older export of `older` entries has not.
pub(super) struct Sheets<'a> {
    folder: &'a Folder,
    older: u64,
    tree: Frontier,
    levels: Vec<Level>,
    bundle: Vec<Vec<u8>>,
    written: Written,
}

#[derive(Default)]
struct Level {
    hashes: Vec<u8>,
    /// How many hashes stand in the tiles before.
    before: u64,
}

impl<'a> Sheets<'a> {
    pub(super) fn new(folder: &'a Folder, older: u64) -> Self {
        let levels = (0..STORED_LEVELS).map(|_| Level::default()).collect();
        Self { folder, older, tree: Frontier::new(), levels, bundle: Vec::new(), written: Written::default() }
    }

    /// Takes the next entry.
    pub(super) fn take(&mut self, index: u64, bytes: &[u8]) -> Result<(), Failure> {
        let levels = &mut self.levels;
        self.tree.append_storing(&leaf(bytes), |stored| {
            if let Some(level) = levels.get_mut(usize::from(stored.level)) {
                level.hashes.extend_from_slice(stored.hash.as_bytes());
            }
        });
        self.bundle.push(bytes.to_vec());
        if self.bundle.len() < usize::from(FULL_WIDTH) {
            return Ok(());
        }
        self.write_bundle(index.saturating_add(1))?;
        // Only with a full bundle can a tile have become full.
        (0..STORED_LEVELS).try_for_each(|level| self.write_tile(level, true))
    }

    /// Writes what is not full.
    pub(super) fn finish(mut self) -> Result<Written, Failure> {
        if !self.bundle.is_empty() {
            self.write_bundle(self.tree.size())?;
        }
        (0..STORED_LEVELS).try_for_each(|level| self.write_tile(level, false))?;
        Ok(self.written)
    }

    fn write_bundle(&mut self, end: u64) -> Result<(), Failure> {
        let entries = std::mem::take(&mut self.bundle);
        if end <= self.older {
            return Ok(());
        }
        let bundle = EntryBundle::new(span(end, entries.len())?);
        let bytes = bundle.encode(&entries).map_err(|error| Failure::tool(error.to_string()))?;
        self.folder.write(&TilePath::from(bundle).to_string(), &bytes, &mut self.written)
    }

    /// The open tile of a level; `only_full` leaves one alone to which hashes may still come.
    fn write_tile(&mut self, number: u8, only_full: bool) -> Result<(), Failure> {
        let Some(level) = self.levels.get_mut(usize::from(number)) else { return Ok(()) };
        let count = level.hashes.len() / Hash::LENGTH_BYTES;
        if count == 0 || (only_full && count < usize::from(FULL_WIDTH)) {
            return Ok(());
        }
        let hashes = std::mem::take(&mut level.hashes);
        level.before = level.before.saturating_add(count as u64);
        let end = level.before;
        if end <= stored_count(number, self.older) {
            return Ok(());
        }
        let tile = HashTile::new(number, span(end, count)?).map_err(|error| Failure::tool(error.to_string()))?;
        self.folder.write(&TilePath::from(tile).to_string(), &hashes, &mut self.written)
    }
}

/// The span of a sheet of `count` items that ends before item `end`.
fn span(end: u64, count: usize) -> Result<Span, Failure> {
    let width = u16::try_from(count).ok().and_then(Width::new);
    let index = end.saturating_sub(1) / u64::from(FULL_WIDTH);
    let span = width.and_then(|width| Span::new(index, width).ok());
    span.ok_or_else(|| Failure::tool(format!("no sheet of {count} items ends before item {end}")))
}
