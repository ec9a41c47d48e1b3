//! Which items of its row a tile has: the index of the tile, and how wide it is.

use super::FULL_WIDTH;
use std::num::NonZeroU16;

/// How many items a tile has: 1 to 256. Below 256 the tile is partial.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Width(NonZeroU16);

/// The items from 256 · index on, as many as the width says; never none, never past 2^64 − 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    index: u64,
    width: Width,
}

/// No tree of less than 2^64 leaves has such a tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no tree has a tile {index} of that width at level {level}")]
pub struct BeyondAnyTree {
    /// The tile's level; 0 for entries.
    pub level: u8,
    /// The tile's index.
    pub index: u64,
}

impl Width {
    /// The width of a full tile.
    pub const FULL: Width = match NonZeroU16::new(FULL_WIDTH) {
        Some(full) => Width(full),
        None => panic!("a full tile is not empty"),
    };

    /// `None` for 0 and for more than [`FULL_WIDTH`].
    #[must_use]
    pub fn new(items: u16) -> Option<Width> {
        NonZeroU16::new(items).filter(|items| items.get() <= FULL_WIDTH).map(Width)
    }

    /// 1 to 256.
    #[must_use]
    pub fn items(self) -> u16 {
        self.0.get()
    }

    /// Whether nothing will ever be added.
    #[must_use]
    pub fn is_full(self) -> bool {
        self == Width::FULL
    }
}

impl Span {
    /// Tile `index`, this wide.
    ///
    /// # Errors
    /// [`BeyondAnyTree`] if the items would be numbered past 2^64 − 1.
    pub fn new(index: u64, width: Width) -> Result<Span, BeyondAnyTree> {
        let end = index.checked_mul(FULL_WIDTH.into()).and_then(|first| first.checked_add(width.items().into()));
        end.map(|_| Span { index, width }).ok_or(BeyondAnyTree { level: 0, index })
    }

    /// The tile of a row of `count` items in which item `item` stands, as full as it is; `None` beyond the end.
    pub(super) fn holding(item: u64, count: u64) -> Option<Span> {
        let (index, whole) = (item / u64::from(FULL_WIDTH), u64::from(FULL_WIDTH));
        let there = count.checked_sub(index * whole)?.min(whole);
        let width = Width::new(u16::try_from(there).ok()?)?;
        (item < count).then_some(Span { index, width })
    }

    /// Which tile of its row, from 0.
    #[must_use]
    pub fn index(self) -> u64 {
        self.index
    }

    /// How wide it is.
    #[must_use]
    pub fn width(self) -> Width {
        self.width
    }

    /// The number in the row of its first item.
    #[must_use]
    pub fn first(self) -> u64 {
        self.index * u64::from(FULL_WIDTH)
    }

    /// The number in the row of the item after its last.
    #[must_use]
    pub fn end(self) -> u64 {
        self.first() + u64::from(self.width.items())
    }

    /// The same tile when it is full, if its items can be numbered.
    pub(super) fn filled(self) -> Option<Span> {
        Span::new(self.index, Width::FULL).ok()
    }
}
