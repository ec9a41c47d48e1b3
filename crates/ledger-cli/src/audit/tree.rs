//! The tree of the entries against the stored one: leaf by leaf, and every stored hash above.
//!
//! Two frontiers: over the entries, and over the stored leaves. They are one until the first difference. Which of
//! the two the signed root belongs to decides later who was changed.

use super::export::ExportDir;
use super::finding::{Class, Finding, Span, Spot};
use ledger_log::tree::{EMPTY_ROOT, Frontier, STORED_LEVELS, StoredHash, StoredHashes};
use ledger_log::{Hash, Leaf};
use ledger_store::{BookPaths, RealStorage, TreeReader};
use std::fs::File;
use std::path::PathBuf;

const READ_AT_ONCE: u64 = 1_024;

/// What the stored tree says of an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Stored {
    /// The same leaf.
    Agrees,
    /// Another.
    Differs(Hash),
    /// Nothing.
    Absent,
}

/// A root at the checkpoint's size, over the entries and over the stored leaves.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Roots {
    pub(super) of_entries: Option<Hash>,
    pub(super) of_tiles: Option<Hash>,
}

pub(super) struct Tree {
    levels: Vec<Level>,
    entries: Option<Frontier>,
    tiles: Tiles,
    checkpoint_size: Option<u64>,
    pub(super) at_checkpoint: Roots,
    /// Stored hashes that were compared.
    pub(super) compared: u64,
    /// A file of the tree that could not be read.
    pub(super) unreadable: Option<String>,
    pub(super) findings: Vec<Finding>,
}

/// The frontier over the stored leaves.
enum Tiles {
    SameAsEntries,
    Own(Frontier),
    Unknown,
}

impl Tree {
    pub(super) fn open(paths: &BookPaths, checkpoint_size: Option<u64>) -> Self {
        let (levels, unreadable) = open_levels(paths);
        Self::over(levels, unreadable, checkpoint_size)
    }

    /// The tiles of an export.
    pub(super) fn of_export(export: &ExportDir) -> Self {
        let level = |number| Level::new(number, export.count(number), Source::Export(export.clone()));
        Self::over((0..STORED_LEVELS).map(level).collect(), None, Some(export.size()))
    }

    fn over(levels: Vec<Level>, unreadable: Option<String>, checkpoint_size: Option<u64>) -> Self {
        let mut tree = Self {
            levels,
            entries: Some(Frontier::new()),
            tiles: Tiles::SameAsEntries,
            checkpoint_size,
            at_checkpoint: Roots::default(),
            compared: 0,
            unreadable,
            findings: Vec::new(),
        };
        tree.mark(0);
        tree
    }

    /// How many leaves are stored.
    pub(super) fn stored_leaves(&self) -> u64 {
        self.stored_hashes(0)
    }

    /// How many hashes a level stores.
    pub(super) fn stored_hashes(&self, level: u8) -> u64 {
        self.levels.get(usize::from(level)).map_or(0, |level| level.count)
    }

    /// The stored leaf of an entry.
    pub(super) fn leaf(&mut self, index: u64) -> Option<Hash> {
        self.levels.first_mut()?.hash(index)
    }

    /// The root over all entries passed; `None` if some were not there or not whole.
    pub(super) fn root(&self) -> Option<Hash> {
        self.entries.as_ref().map(Frontier::root)
    }

    /// Passes the entry `index`, whose leaf is `leaf`; `None` if it is not there or not whole.
    pub(super) fn pass(&mut self, index: u64, leaf: Option<&Leaf>) -> Stored {
        let tile = self.leaf(index);
        let stored = match (leaf, tile) {
            (Some(leaf), Some(tile)) if leaf.hash() == tile => Stored::Agrees,
            (Some(_) | None, Some(tile)) => Stored::Differs(tile),
            (Some(_) | None, None) => Stored::Absent,
        };
        self.compared = self.compared.saturating_add(u64::from(tile.is_some()));
        self.part(stored);
        self.append(leaf, tile.map(Leaf::from_hash), stored);
        self.mark(index.saturating_add(1));
        stored
    }

    /// Passes entries that are not there and have no stored leaf: nothing above them is known any more.
    pub(super) fn lose(&mut self) {
        self.entries = None;
        self.tiles = Tiles::Unknown;
    }

    /// At the first difference the two frontiers part; both have the same past.
    fn part(&mut self, stored: Stored) {
        if !matches!(self.tiles, Tiles::SameAsEntries) {
            return;
        }
        match (stored, &self.entries) {
            (Stored::Agrees, _) => {}
            (Stored::Differs(_), Some(entries)) => self.tiles = Tiles::Own(entries.clone()),
            (Stored::Differs(_), None) | (Stored::Absent, _) => self.tiles = Tiles::Unknown,
        }
    }

    fn append(&mut self, leaf: Option<&Leaf>, tile: Option<Leaf>, stored: Stored) {
        let mut gained = Vec::new();
        let same = matches!(self.tiles, Tiles::SameAsEntries);
        match (&mut self.entries, leaf) {
            (Some(entries), Some(leaf)) => entries.append_storing(leaf, |stored| {
                if same && stored.level > 0 {
                    gained.push(stored);
                }
            }),
            (Some(_), None) => self.entries = None,
            (None, _) => {}
        }
        match (&mut self.tiles, tile) {
            (Tiles::Own(tiles), Some(tile)) => tiles.append_storing(&tile, |stored| {
                if stored.level > 0 {
                    gained.push(stored);
                }
            }),
            (Tiles::Own(_), None) => self.tiles = Tiles::Unknown,
            (Tiles::SameAsEntries | Tiles::Unknown, _) => debug_assert!(!same || stored == Stored::Agrees),
        }
        for above in gained {
            self.compare_above(above);
        }
    }

    /// A hash above the leaves, which follows from the stored leaves, against the stored one.
    fn compare_above(&mut self, above: StoredHash) {
        let Some(level) = self.levels.get_mut(usize::from(above.level)) else { return };
        let number = level.passed;
        level.passed = number.saturating_add(1);
        let Some(found) = level.hash(number) else { return };
        self.compared = self.compared.saturating_add(1);
        if found != above.hash {
            let width = 1_u64.checked_shl(8 * u32::from(above.level)).unwrap_or(u64::MAX);
            let first = number.saturating_mul(width);
            let spot = level.spot(number);
            let span = Span::of(first, first.saturating_add(width));
            let detail = "a stored hash is not that of the stored leaves below it";
            self.findings.push(Finding::new(Class::TileOnly, span, spot, detail).with("tile", &above.hash, &found));
        }
    }

    fn mark(&mut self, size: u64) {
        if self.checkpoint_size == Some(size) {
            let of_entries = if size == 0 { Some(EMPTY_ROOT) } else { self.root() };
            let of_tiles = match &self.tiles {
                Tiles::SameAsEntries => of_entries,
                Tiles::Own(tiles) => Some(tiles.root()),
                Tiles::Unknown => None,
            };
            self.at_checkpoint = Roots { of_entries, of_tiles };
        }
    }
}

/// One file of the tree, read forward.
struct Level {
    number: u8,
    source: Source,
    count: u64,
    buffer: Vec<Hash>,
    buffer_first: u64,
    /// How many of its hashes were met.
    passed: u64,
}

/// Where stored hashes are read from.
enum Source {
    /// The folder of a book's tree.
    Book(TreeReader<File>, PathBuf),
    /// The tiles of an export.
    Export(ExportDir),
}

impl Level {
    const fn new(number: u8, count: u64, source: Source) -> Self {
        Self { number, source, count, buffer: Vec::new(), buffer_first: 0, passed: 0 }
    }

    fn spot(&self, number: u64) -> Spot {
        match &self.source {
            Source::Book(_, dir) => {
                Spot { file: dir.join(self.number.to_string()), offset: Some(number.saturating_mul(32)) }
            }
            Source::Export(export) => export.spot(self.number, number),
        }
    }

    fn hash(&mut self, index: u64) -> Option<Hash> {
        if index >= self.count {
            return None;
        }
        let at = usize::try_from(index.wrapping_sub(self.buffer_first)).unwrap_or(usize::MAX);
        if let Some(hash) = self.buffer.get(at) {
            return Some(*hash);
        }
        self.load(index - index % READ_AT_ONCE);
        self.buffer.get(usize::try_from(index % READ_AT_ONCE).ok()?).copied()
    }

    /// A file that shrinks while it is read has no hashes there.
    fn load(&mut self, first: u64) {
        let wanted = usize::try_from((self.count - first).min(READ_AT_ONCE)).unwrap_or(0);
        self.buffer.clear();
        self.buffer.resize(wanted, EMPTY_ROOT);
        self.buffer_first = first;
        let is_read = match &self.source {
            Source::Book(reader, _) => reader.read(self.number, first, &mut self.buffer).is_ok(),
            Source::Export(export) => export.read_hashes(self.number, first, &mut self.buffer).is_ok(),
        };
        if !is_read {
            self.buffer.clear();
        }
    }
}

fn open_levels(paths: &BookPaths) -> (Vec<Level>, Option<String>) {
    let reader = match TreeReader::open(&RealStorage, paths) {
        Ok(reader) => reader,
        Err(failed) => return (Vec::new(), Some(failed.to_string())),
    };
    let mut levels = Vec::new();
    for number in 0..STORED_LEVELS {
        match reader.count(number) {
            Ok(count) => levels.push(Level::new(number, count, Source::Book(reader.clone(), paths.tree()))),
            Err(failed) => return (levels, Some(failed.to_string())),
        }
    }
    (levels, None)
}
