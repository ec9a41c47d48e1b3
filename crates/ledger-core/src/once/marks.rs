//! Marks of keys: a few bits of each key's hash, and the entry that it stands in.

use super::MOST_ENTRIES;
use crate::ids::Index;
use std::collections::BTreeSet;

/// So many small tables, each of which grows by itself: a table of millions never stands still to be copied.
const SHARDS: usize = 4_096;
const SHARD_BITS: u32 = SHARDS.trailing_zeros();
/// Fewer keys than that need no tables.
const FEW: usize = 1_024;

/// A slot holds an index, counted from 1, in its low bits, and a mark of the key in its high ones; 0 is free.
const INDEX_BITS: u32 = MOST_ENTRIES.trailing_ones();
const MARK_BITS: u32 = u64::BITS - INDEX_BITS;

/// The hashes of keys, or as much of them as it takes, each with an entry.
#[derive(Clone, Debug)]
pub(super) enum Marks {
    Few(BTreeSet<(u64, Index)>),
    Many(Vec<Shard>),
}

impl Default for Marks {
    fn default() -> Self {
        Self::Few(BTreeSet::new())
    }
}

/// By what is in them, however many they have been.
impl PartialEq for Marks {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Few(one), Self::Few(other)) => one == other,
            (Self::Few(_) | Self::Many(_), _) => self.sorted() == other.sorted(),
        }
    }
}

impl Marks {
    /// The entries of all keys that may have this hash.
    pub(super) fn find(&self, hash: u64) -> impl Iterator<Item = Index> {
        let (few, many) = match self {
            Self::Few(hashes) => (Some(hashes.range((hash, Index(0))..=(hash, Index(u64::MAX)))), None),
            Self::Many(shards) => (None, shards.get(shard_of(hash)).map(|shard| shard.marked(mark_in(hash)))),
        };
        few.into_iter().flatten().map(|(_, at)| *at).chain(many.into_iter().flatten())
    }

    pub(super) fn insert(&mut self, hash: u64, at: Index) {
        match self {
            Self::Few(hashes) if hashes.len() >= FEW => {
                let hashes = std::mem::take(hashes);
                *self = Self::Many(vec![Shard::default(); SHARDS]);
                hashes.into_iter().chain([(hash, at)]).for_each(|(hash, at)| self.insert(hash, at));
            }
            Self::Few(hashes) => {
                hashes.insert((hash, at));
            }
            Self::Many(shards) => {
                if let Some(shard) = shards.get_mut(shard_of(hash)) {
                    shard.insert(slot(mark_in(hash), at));
                }
            }
        }
    }

    pub(super) fn remove(&mut self, hash: u64, at: Index) {
        match self {
            Self::Few(hashes) => {
                hashes.remove(&(hash, at));
            }
            Self::Many(shards) => {
                if let Some(shard) = shards.get_mut(shard_of(hash)) {
                    shard.remove(slot(mark_in(hash), at));
                }
            }
        }
    }

    /// All of them, with as much of the hash as many would keep.
    fn sorted(&self) -> Vec<(usize, u64)> {
        let mut all: Vec<(usize, u64)> = match self {
            Self::Few(hashes) => hashes.iter().map(|(hash, at)| (shard_of(*hash), slot(mark_in(*hash), *at))).collect(),
            Self::Many(shards) => {
                let numbered = shards.iter().enumerate();
                numbered.flat_map(|(shard, table)| table.taken().map(move |slot| (shard, slot))).collect()
            }
        };
        all.sort_unstable();
        all
    }
}

/// The shard takes the first bits of a hash, and the mark the next ones.
fn shard_of(hash: u64) -> usize {
    usize::try_from(hash >> (u64::BITS - SHARD_BITS)).unwrap_or(0)
}

const fn mark_in(hash: u64) -> u64 {
    (hash >> (u64::BITS - SHARD_BITS - MARK_BITS)) & ((1 << MARK_BITS) - 1)
}

const fn slot(mark: u64, at: Index) -> u64 {
    (mark << INDEX_BITS) | at.0.saturating_add(1)
}

const fn mark_of(slot: u64) -> u64 {
    slot >> INDEX_BITS
}

const fn index_of(slot: u64) -> Index {
    Index((slot & MOST_ENTRIES).saturating_sub(1))
}

/// A table with open addressing: a slot stands at its home or in the first free place after it.
#[derive(Clone, Debug, Default)]
pub(super) struct Shard {
    slots: Vec<u64>,
    count: usize,
}

impl Shard {
    /// The entries of the keys with this mark.
    fn marked(&self, mark: u64) -> impl Iterator<Item = Index> {
        let run = self.run_of(mark).take_while(|slot| *slot != 0);
        run.filter(move |slot| mark_of(*slot) == mark).map(index_of)
    }

    fn insert(&mut self, slot: u64) {
        // At most four of five are taken: then a search ends after a few, within one or two lines of the cache.
        if self.count.saturating_add(1).saturating_mul(5) > self.slots.len().saturating_mul(4) {
            self.grow();
        }
        self.put(slot);
        self.count = self.count.saturating_add(1);
    }

    /// Takes a slot away and moves up those after it that it kept from their homes.
    fn remove(&mut self, slot: u64) {
        let Some(mut hole) = self.positions(mark_of(slot)).find(|at| self.slots.get(*at) == Some(&slot)) else {
            return;
        };
        let size = self.slots.len();
        let after = |from: usize, to: usize| (to.wrapping_add(size).wrapping_sub(from)) % size;
        let mut at = hole;
        loop {
            at = at.wrapping_add(1) % size;
            let Some(next) = self.slots.get(at).copied().filter(|next| *next != 0 && at != hole) else { break };
            // It may move up if its home does not lie behind the hole.
            if after(self.home(mark_of(next)), at) >= after(hole, at) {
                self.set(hole, next);
                hole = at;
            }
        }
        self.set(hole, 0);
        self.count = self.count.saturating_sub(1);
    }

    /// By a quarter, so that never much more than a third is free.
    fn grow(&mut self) {
        let size = self.slots.len();
        let before = std::mem::replace(&mut self.slots, vec![0; size.saturating_add((size / 4).max(8))]);
        before.into_iter().filter(|slot| *slot != 0).for_each(|slot| self.put(slot));
    }

    fn put(&mut self, slot: u64) {
        if let Some(free) = self.positions(mark_of(slot)).find(|at| self.slots.get(*at) == Some(&0)) {
            self.set(free, slot);
        }
    }

    fn set(&mut self, at: usize, slot: u64) {
        if let Some(place) = self.slots.get_mut(at) {
            *place = slot;
        }
    }

    fn taken(&self) -> impl Iterator<Item = u64> {
        self.slots.iter().copied().filter(|slot| *slot != 0)
    }

    /// The mark's share of the table.
    fn home(&self, mark: u64) -> usize {
        let share = u128::from(mark).saturating_mul(self.slots.len() as u128) >> MARK_BITS;
        usize::try_from(share).unwrap_or(0)
    }

    fn positions(&self, mark: u64) -> impl Iterator<Item = usize> + use<> {
        let home = self.home(mark);
        (home..self.slots.len()).chain(0..home)
    }

    fn run_of(&self, mark: u64) -> impl Iterator<Item = u64> {
        let (before, after) = self.slots.split_at(self.home(mark));
        after.iter().chain(before).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::{Marks, Shard, index_of, mark_of, slot};
    use crate::ids::Index;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        /// A table of few marks, so that many have the same home and the same mark.
        #[test]
        fn a_table_gives_what_was_put_in_and_not_taken_out(
            steps in proptest::collection::vec((0u64..40, 0u64..6, any::<bool>()), 0..200),
        ) {
            let (mut shard, mut kept) = (Shard::default(), BTreeSet::new());
            for (mark, index, puts) in steps {
                let slot = slot(mark << 22, Index(index));
                if puts && kept.insert(slot) { shard.insert(slot); }
                if !puts && kept.remove(&slot) { shard.remove(slot); }
                prop_assert_eq!(shard.taken().collect::<BTreeSet<_>>(), kept.clone());
                for mark in (0..40).map(|mark| mark << 22) {
                    let mut found: Vec<Index> = shard.marked(mark).collect();
                    found.sort_unstable();
                    let expected: Vec<Index> =
                        kept.iter().filter(|slot| mark_of(**slot) == mark).map(|slot| index_of(*slot)).collect();
                    prop_assert_eq!(found, expected);
                }
            }
        }
    }

    fn many(count: u64) -> Marks {
        let mut marks = Marks::default();
        (0..count).for_each(|at| marks.insert(at.wrapping_mul(0x9e37_79b9_7f4a_7c15), Index(at)));
        marks
    }

    #[test]
    fn a_key_costs_at_most_thirteen_bytes() {
        let (count, keys) = (1_000_000, 1_000_000);
        let Marks::Many(shards) = many(keys) else { panic!("many") };
        let bytes: usize = shards.iter().map(|shard| shard.slots.len() * 8).sum();
        assert!((10..=13).contains(&bytes.div_ceil(count)), "{bytes} bytes");
    }

    #[test]
    fn what_went_back_to_few_equals_what_never_was_many() {
        let (few, mut back) = (many(1_000), many(1_100));
        assert!(few != back);
        (1_000..1_100_u64).for_each(|at| back.remove(at.wrapping_mul(0x9e37_79b9_7f4a_7c15), Index(at)));
        assert!(few == back);
    }
}
