//! An export as it lies in a folder: a checkpoint, tiles of hashes and bundles of entries (C2SP tlog-tiles). It holds
//! what its checkpoint covers and no more; links are not in it.

use super::finding::{Class, Finding, Span, Spot};
use ledger_core::event::Event;
use ledger_log::Hash;
use ledger_log::tile::{EntryBundle, FULL_WIDTH, HashTile, Span as Place, TilePath, TreeShape, Width};
use ledger_log::tree::stored_count;
use ledger_wire::record;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The folder of an export.
#[derive(Clone, Debug)]
pub(super) struct ExportDir {
    root: PathBuf,
    /// How many entries its checkpoint covers; 0 if that cannot be read.
    size: u64,
}

/// What stands where a bundle should.
pub(super) enum Bundle {
    /// Entries, as many as the bundle is wide: their bytes, and the file that they stand in.
    Whole { file: PathBuf, bytes: Vec<u8> },
    /// Something else, or nothing.
    Damaged(Box<Finding>),
}

impl ExportDir {
    /// Whether the folder is one, and no book.
    pub(super) fn is_one(path: &Path) -> bool {
        path.join("tile").is_dir() && !path.join("BOOK").exists()
    }

    pub(super) fn new(root: PathBuf, size: Option<u64>) -> Self {
        Self { root, size: size.unwrap_or(0) }
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    pub(super) const fn size(&self) -> u64 {
        self.size
    }

    /// The bundles that it must have, in order.
    pub(super) fn bundles(&self) -> impl Iterator<Item = EntryBundle> + use<> {
        TreeShape::of(self.size).entry_bundles()
    }

    /// How many hashes a level must have.
    pub(super) fn count(&self, level: u8) -> u64 {
        stored_count(level, self.size)
    }

    /// The id that entry 0 gives the book; zeros if that cannot be told, and then the rules say why.
    pub(super) fn book(&self) -> [u8; 16] {
        let opening = self.bundles().next().and_then(|bundle| match self.read_bundle(bundle) {
            Ok(Bundle::Whole { bytes, .. }) => {
                let (_, first) = ledger_store::Entries::framed(ledger_store::Framing::Bundle, &bytes, 0).next()?;
                record::decode(first).ok()
            }
            Ok(Bundle::Damaged(_)) | Err(_) => None,
        });
        match opening.map(|decoded| decoded.entry.event) {
            Some(Event::BookOpened(opened)) => opened.book.0,
            Some(_) | None => [0; 16],
        }
    }

    /// Reads a bundle, or the full one that took its place.
    pub(super) fn read_bundle(&self, bundle: EntryBundle) -> io::Result<Bundle> {
        let damaged = |class, file: &Path, span, detail: String| {
            let spot = Spot { file: file.to_owned(), offset: None };
            Ok(Bundle::Damaged(Box::new(Finding::new(class, span, spot, detail))))
        };
        let (first, end) = (bundle.span().first(), bundle.span().end());
        let Some((path, file, mut bytes)) = self.read(bundle.into())? else {
            let file = self.root.join(TilePath::from(bundle).to_string());
            return damaged(Class::Missing, &file, Span::of(first, end), "the bundle is not there".to_owned());
        };
        let found = match path {
            TilePath::Entries(found) => found,
            TilePath::Hashes(_) => bundle,
        };
        let entries = match found.decode(&bytes) {
            Ok(entries) => entries,
            Err(why) => {
                let class = match why {
                    ledger_log::tile::MalformedBundle::CutShort { .. } => Class::Truncated,
                    ledger_log::tile::MalformedBundle::TrailingBytes { .. } => Class::Inserted,
                };
                return damaged(class, &file, Span::of(first, end), why.to_string());
            }
        };
        if let Some(index) = (first..end).zip(&entries).find_map(|(index, entry)| entry.is_empty().then_some(index)) {
            return damaged(Class::Edited, &file, Span::one(index), "an entry is never empty".to_owned());
        }
        let width = usize::from(bundle.span().width().items());
        let wanted = entries.iter().take(width).map(|entry| entry.len().saturating_add(2)).sum();
        bytes.truncate(wanted);
        Ok(Bundle::Whole { file, bytes })
    }

    /// The hashes of a level from `first` on.
    pub(super) fn read_hashes(&self, level: u8, first: u64, into: &mut [Hash]) -> io::Result<()> {
        let absent = || io::Error::from(io::ErrorKind::NotFound);
        let full = u64::from(FULL_WIDTH);
        let mut index = first;
        let mut rest = into;
        while !rest.is_empty() {
            let tile = self.tile_of(level, index / full).ok_or_else(absent)?;
            let hashes = self.read_tile(tile)?.ok_or_else(absent)?;
            let from = usize::try_from(index % full).map_err(|_| absent())?;
            let here = hashes.get(from..).filter(|here| !here.is_empty()).ok_or_else(absent)?;
            let count = here.len().min(rest.len());
            let (now, later) = std::mem::take(&mut rest).split_at_mut(count);
            now.copy_from_slice(here.get(..count).ok_or_else(absent)?);
            rest = later;
            index = index.saturating_add(count as u64);
        }
        Ok(())
    }

    /// Where a hash of a level stands.
    pub(super) fn spot(&self, level: u8, number: u64) -> Spot {
        let full = u64::from(FULL_WIDTH);
        let path = self.tile_of(level, number / full).map(|tile| TilePath::from(tile).to_string());
        let file = self.root.join(path.unwrap_or_else(|| "tile".to_owned()));
        Spot { file, offset: (number % full).checked_mul(Hash::LENGTH_BYTES as u64) }
    }

    /// Tiles that are not there, or are longer or shorter than they must be.
    pub(super) fn misfits(&self) -> Vec<Finding> {
        let shape = TreeShape::of(self.size);
        shape.hash_tiles().filter_map(|tile| self.misfit(tile)).collect()
    }

    fn misfit(&self, tile: HashTile) -> Option<Finding> {
        let length = |path: TilePath| fs::metadata(self.root.join(path.to_string())).ok().map(|file| file.len());
        let (found, wanted) = match (length(tile.into()), tile.filled()) {
            (None, Some(full)) => (length(full.into()), full.size_bytes()),
            (found, _) => (found, tile.size_bytes()),
        };
        let detail = match found {
            Some(length) if length == wanted as u64 => return None,
            Some(length) => format!("the tile has {length} bytes, not {wanted}"),
            None => "the tile is not there".to_owned(),
        };
        let width = 1_u64.checked_shl(8 * u32::from(tile.level())).unwrap_or(u64::MAX);
        let leaves = |hash: u64| hash.saturating_mul(width);
        let span = Span::of(leaves(tile.span().first()), leaves(tile.span().end()));
        let spot = Spot { file: self.root.join(TilePath::from(tile).to_string()), offset: None };
        Some(Finding::new(Class::TileOnly, span, spot, detail))
    }

    /// The tile with this number, as wide as the export's tree has it.
    fn tile_of(&self, level: u8, number: u64) -> Option<HashTile> {
        let full = u64::from(FULL_WIDTH);
        let items = self.count(level).checked_sub(number.checked_mul(full)?)?.min(full);
        let width = Width::new(u16::try_from(items).ok()?)?;
        HashTile::new(level, Place::new(number, width).ok()?).ok()
    }

    fn read_tile(&self, tile: HashTile) -> io::Result<Option<Vec<Hash>>> {
        Ok(self.read(tile.into())?.and_then(|(path, _, bytes)| match path {
            TilePath::Hashes(found) => found.read(&bytes),
            TilePath::Entries(_) => None,
        }))
    }

    /// The file of a path, or the full one's that took its place; never more bytes than such a file can have.
    fn read(&self, path: TilePath) -> io::Result<Option<(TilePath, PathBuf, Vec<u8>)>> {
        let filled = match path {
            TilePath::Hashes(tile) => tile.filled().map(TilePath::from),
            TilePath::Entries(bundle) => bundle.filled().map(TilePath::from),
        };
        for path in [Some(path), filled].into_iter().flatten() {
            let file = self.root.join(path.to_string());
            let most = (path.most_bytes() as u64).saturating_add(1);
            let mut bytes = Vec::new();
            match fs::File::open(&file).and_then(|open| open.take(most).read_to_end(&mut bytes)) {
                Ok(_) => return Ok(Some((path, file, bytes))),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(io::Error::new(error.kind(), format!("{}: {error}", file.display()))),
            }
        }
        Ok(None)
    }
}
