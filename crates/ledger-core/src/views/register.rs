//! A register: what is known under each id, in the order in which it became known, read page by page.

use crate::ids::{Index, PrincipalId};
use std::collections::BTreeMap;
use std::ops::Bound;

/// The things of one kind.
#[derive(Debug)]
pub struct Register<K, V> {
    rows: BTreeMap<K, V>,
}

impl<K, V> Default for Register<K, V> {
    fn default() -> Self {
        Self { rows: BTreeMap::new() }
    }
}

impl<K: Ord + Copy, V> Register<K, V> {
    /// The one with this id.
    #[must_use]
    pub fn at(&self, id: K) -> Option<&V> {
        self.rows.get(&id)
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// Those that came after `after`, or all, oldest first. An id never changes its place, so a caller who goes on
    /// after the last one that it saw meets each exactly once. Lazy: take as many as fit on a page.
    pub fn after(&self, after: Option<K>) -> impl Iterator<Item = (K, &V)> {
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        self.rows.range((from, Bound::Unbounded)).map(|(id, row)| (*id, row))
    }

    pub(super) fn add(&mut self, id: K, row: V) {
        self.rows.insert(id, row);
    }

    pub(super) fn change(&mut self, id: K, change: impl FnOnce(&mut V)) {
        if let Some(row) = self.rows.get_mut(&id) {
            change(row);
        }
    }
}

/// Something that one administrator proposed and another confirms.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Registered<T> {
    /// What was proposed.
    pub fact: T,
    /// Who proposed it.
    pub proposed_by: PrincipalId,
    /// The entry that confirmed it; in force from there on.
    pub confirmed_at: Option<Index>,
}

impl<T> Registered<T> {
    /// Whether it is in force.
    #[must_use]
    pub const fn is_confirmed(&self) -> bool {
        self.confirmed_at.is_some()
    }
}
