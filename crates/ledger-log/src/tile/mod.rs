//! The log as static files (C2SP tlog-tiles v0.1.0): tiles of 256 tree hashes and bundles of 256 entries.
//!
//! This module knows their paths, which of them a tree has, and their bytes; it reads and serves nothing
//! itself. An empty tile does not exist: no value of these types stands for one.
//!
//! ```text
//! tile/<level>/<index>[.p/<width>]      tile/entries/<index>[.p/<width>]
//! ```

mod bundle;
mod hashes;
mod path;
mod shape;
mod source;
mod span;
#[cfg(test)]
mod tests;

pub use bundle::{BundleRefused, MAX_BUNDLE_BYTES, MAX_ENTRY_BYTES, MalformedBundle};
pub use path::{MAX_PATH_BYTES, MalformedPath, TilePath};
pub use shape::TreeShape;
pub use source::{TileFault, Tiles};
pub use span::{BeyondAnyTree, Span, Width};

use crate::tree::{STORED_LEVELS, stored_count};

/// Items in a full tile or bundle.
pub const FULL_WIDTH: u16 = 256;

/// A tile of tree hashes: its item `i` is the root over the leaves from (first + i) · 256^level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HashTile {
    level: u8,
    span: Span,
}

/// A bundle of entries, whose leaves stand in the tile of level 0 with the same span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryBundle {
    span: Span,
}

impl HashTile {
    /// The tile of this level and span.
    ///
    /// # Errors
    /// [`BeyondAnyTree`] if a tree would need 2^64 leaves or more to have it.
    pub fn new(level: u8, span: Span) -> Result<HashTile, BeyondAnyTree> {
        if level < STORED_LEVELS && span.end() <= stored_count(level, u64::MAX) {
            return Ok(HashTile { level, span });
        }
        Err(BeyondAnyTree { level, index: span.index() })
    }

    /// 0 for leaves; a hash of each level above covers 256 of the level below.
    #[must_use]
    pub fn level(&self) -> u8 {
        self.level
    }

    /// Which hashes of its level it has.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// The full tile that takes the place of this one, if any tree can have it.
    #[must_use]
    pub fn filled(&self) -> Option<HashTile> {
        HashTile::new(self.level, self.span.filled()?).ok()
    }
}

impl EntryBundle {
    /// The bundle of this span.
    #[must_use]
    pub fn new(span: Span) -> EntryBundle {
        EntryBundle { span }
    }

    /// Which entries it has.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// The full bundle that takes the place of this one, if any tree can have it.
    #[must_use]
    pub fn filled(&self) -> Option<EntryBundle> {
        self.span.filled().map(EntryBundle::new)
    }
}
