//! Which entries of a sound block have another leaf than the stored tree says, and what that looks like.

use super::finding::{Class, Span, Spot};
use super::links::Followed;
use super::tree::{Stored, Tree};
use ledger_log::{Hash, Leaf};
use ledger_store::ScannedFrame;
use ledger_wire::record;
use std::collections::HashSet;

/// Entries and stored leaves that disagree. Which of the two was changed is weighed at the end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Suspect {
    /// What it is if the entries were changed.
    pub(super) class: Class,
    pub(super) span: Span,
    pub(super) spot: Spot,
    /// The stored leaf of the first.
    pub(super) tile: Hash,
    /// The leaf of the first.
    pub(super) leaf: Hash,
    /// Whether the block's stored link follows from its entries.
    pub(super) link_agrees: bool,
    /// How far the entries stand from their place.
    shift: i128,
}

/// A block with its leaves, as it was passed.
pub(super) struct Passed<'a> {
    pub(super) frame: &'a ScannedFrame<'a>,
    pub(super) leaves: &'a [Leaf],
    pub(super) stored: &'a [Stored],
    pub(super) link: Followed,
}

/// What disagrees in a block, as ranges.
pub(super) fn suspects(block: &Passed<'_>, tree: &mut Tree) -> Vec<Suspect> {
    let mut found: Vec<Suspect> = Vec::new();
    if !block.stored.iter().any(|stored| matches!(stored, Stored::Differs(_))) {
        return found;
    }
    let here: HashSet<Hash> = block.leaves.iter().map(Leaf::hash).collect();
    let entries = block.frame.entries().zip(block.leaves.iter().zip(block.stored));
    for ((index, bytes), (leaf, stored)) in entries {
        let Stored::Differs(tile) = stored else { continue };
        let place = Place { index, belongs: belongs(bytes, leaf, tree), leaf: leaf.hash(), tile: *tile };
        match found.last_mut().filter(|before| place.continues(before)) {
            Some(before) => before.span.end = Some(index.saturating_add(1)),
            None => found.push(place.suspect(block, &here)),
        }
    }
    found
}

/// An entry that has another leaf than is stored for its place.
struct Place {
    index: u64,
    /// Where the stored tree has exactly this entry.
    belongs: Option<u64>,
    leaf: Hash,
    tile: Hash,
}

impl Place {
    fn shift(&self) -> i128 {
        self.belongs.map_or(0, |belongs| i128::from(belongs) - i128::from(self.index))
    }

    /// One entry put in or left out moves all that follow in its block: that is one damage.
    fn continues(&self, before: &Suspect) -> bool {
        let follows = before.span.end == Some(self.index);
        let pushed = before.class == Class::Inserted && self.shift() < 0;
        follows && (pushed || (before.shift == self.shift() && (self.shift() != 0 || before.class == Class::Edited)))
    }

    fn suspect(&self, block: &Passed<'_>, here: &HashSet<Hash>) -> Suspect {
        Suspect {
            class: self.class(block, here.contains(&self.tile)),
            span: Span::one(self.index),
            spot: Spot { file: block.frame.file.to_owned(), offset: block.frame.entry_offset(self.index) },
            tile: self.tile,
            leaf: self.leaf,
            link_agrees: block.link == Followed::Agrees,
            shift: self.shift(),
        }
    }

    fn class(&self, block: &Passed<'_>, expected_is_here: bool) -> Class {
        match self.belongs {
            None if expected_is_here => Class::Inserted,
            None => Class::Edited,
            Some(belongs) if belongs < block.frame.first_index || self.also_stands_at(belongs, block) => {
                Class::Duplicated
            }
            Some(_) if expected_is_here => Class::Reordered,
            Some(belongs) if belongs > self.index => Class::Missing,
            Some(_) => Class::Reordered,
        }
    }

    fn also_stands_at(&self, belongs: u64, block: &Passed<'_>) -> bool {
        let inside = belongs.checked_sub(block.frame.first_index).and_then(|at| usize::try_from(at).ok());
        inside.and_then(|at| block.leaves.get(at)).is_some_and(|leaf| leaf.hash() == self.leaf)
    }
}

/// The index at which the stored tree has this very entry.
fn belongs(bytes: &[u8], leaf: &Leaf, tree: &mut Tree) -> Option<u64> {
    let index = record::decode(bytes).ok()?.entry.index.0;
    (tree.leaf(index) == Some(leaf.hash())).then_some(index)
}
