//! The paths of tiles and bundles: one tile, one path.

use super::{BeyondAnyTree, EntryBundle, FULL_WIDTH, HashTile, MAX_ENTRY_BYTES, Span, Width};
use crate::decimal;
use std::{fmt, str::FromStr};

/// Longer than any path that is read: no index needs more than six groups.
pub const MAX_PATH_BYTES: usize = 64;

/// The name of a tile or of a bundle. `Display` and `FromStr` are the path below the log's prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TilePath {
    /// `tile/<level>/…`
    Hashes(HashTile),
    /// `tile/entries/…`
    Entries(EntryBundle),
}

/// Why a path names no tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MalformedPath {
    /// Longer than [`MAX_PATH_BYTES`].
    #[error("the path has {length_bytes} bytes; at most {MAX_PATH_BYTES} are read")]
    TooLong {
        /// Its length.
        length_bytes: usize,
    },
    /// It does not begin with `tile/`, a level or `entries`, and a slash.
    #[error("the path is not tile/<level>/<index> or tile/entries/<index>")]
    Form,
    /// The level is no plain number from 0 to 63.
    #[error("the level is not a plain number from 0 to 63")]
    Level,
    /// The index is not groups of three digits, all but the last after an `x`, and no more than needed.
    #[error("the index is not in groups of three digits")]
    Index,
    /// The width of a partial tile is no plain number from 1 to 255.
    #[error("the width is not a plain number from 1 to 255")]
    Width,
    /// Well written, but no tree can have it.
    #[error(transparent)]
    BeyondAnyTree(#[from] BeyondAnyTree),
}

impl TilePath {
    /// Which items of its row it has.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            TilePath::Hashes(tile) => tile.span(),
            TilePath::Entries(bundle) => bundle.span(),
        }
    }

    /// The most bytes that it can have; whoever fetches it stops there.
    #[must_use]
    pub fn most_bytes(&self) -> usize {
        match self {
            TilePath::Hashes(tile) => tile.size_bytes(),
            TilePath::Entries(bundle) => usize::from(bundle.span().width().items()) * (2 + MAX_ENTRY_BYTES),
        }
    }
}

impl From<HashTile> for TilePath {
    fn from(tile: HashTile) -> TilePath {
        TilePath::Hashes(tile)
    }
}

impl From<EntryBundle> for TilePath {
    fn from(bundle: EntryBundle) -> TilePath {
        TilePath::Entries(bundle)
    }
}

impl FromStr for TilePath {
    type Err = MalformedPath;

    fn from_str(text: &str) -> Result<TilePath, MalformedPath> {
        if text.len() > MAX_PATH_BYTES {
            return Err(MalformedPath::TooLong { length_bytes: text.len() });
        }
        let below = text.strip_prefix("tile/").ok_or(MalformedPath::Form)?;
        let (row, span) = below.split_once('/').ok_or(MalformedPath::Form)?;
        if row == "entries" {
            return Ok(EntryBundle::new(parse_span(span)?).into());
        }
        let level = decimal::parse(row).filter(|level| *level < 64).and_then(|level| u8::try_from(level).ok());
        let level = level.ok_or(MalformedPath::Level)?;
        Ok(HashTile::new(level, parse_span(span)?)?.into())
    }
}

fn parse_span(text: &str) -> Result<Span, MalformedPath> {
    let (index, width) = match text.split_once(".p/") {
        None => (text, Width::FULL),
        Some((index, width)) => (index, parse_width(width).ok_or(MalformedPath::Width)?),
    };
    let index = parse_index(index).ok_or(MalformedPath::Index)?;
    Ok(Span::new(index, width)?)
}

fn parse_width(text: &str) -> Option<Width> {
    let items = decimal::parse(text).filter(|items| *items < u64::from(FULL_WIDTH))?;
    Width::new(u16::try_from(items).ok()?)
}

fn parse_index(text: &str) -> Option<u64> {
    // A first group of zeros would be a second text of the same number.
    if text.starts_with("x000") {
        return None;
    }
    let mut groups = text.split('/').peekable();
    let mut index = 0_u64;
    while let Some(group) = groups.next() {
        let digits = if groups.peek().is_some() { group.strip_prefix('x')? } else { group };
        if digits.len() != 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        index = index.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
    }
    Some(index)
}

impl fmt::Display for TilePath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TilePath::Hashes(tile) => write!(out, "tile/{}/", tile.level())?,
            TilePath::Entries(_) => out.write_str("tile/entries/")?,
        }
        let span = self.span();
        write_index(span.index(), out)?;
        if span.width().is_full() { Ok(()) } else { write!(out, ".p/{}", span.width().items()) }
    }
}

fn write_index(index: u64, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut place = 1000_u64.pow(6);
    while place > 1 {
        if index >= place {
            write!(out, "x{:03}/", index / place % 1000)?;
        }
        place /= 1000;
    }
    write!(out, "{:03}", index % 1000)
}
