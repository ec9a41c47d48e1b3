//! An ordered map that can take back what was done to it since a mark. All state is made of these, so that
//! rolling back is one mechanism and not a habit.

use std::collections::BTreeMap;
use std::ops::RangeBounds;

/// A map with an undo record.
#[derive(Clone, Debug)]
pub struct Table<K, V> {
    rows: BTreeMap<K, V>,
    undo: Vec<(K, Option<V>)>,
}

/// How much undo record there was when a mark was set.
#[derive(Clone, Copy, Debug)]
pub struct TableMark(usize);

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self { rows: BTreeMap::new(), undo: Vec::new() }
    }
}

/// Two tables are equal if their rows are; what could be undone does not count.
impl<K: PartialEq, V: PartialEq> PartialEq for Table<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.rows == other.rows
    }
}

impl<K: Ord + Clone, V: Clone> Table<K, V> {
    /// The row under `key`.
    pub fn at(&self, key: &K) -> Option<&V> {
        self.rows.get(key)
    }

    /// Whether there is a row under `key`.
    pub fn has(&self, key: &K) -> bool {
        self.rows.contains_key(key)
    }

    /// All rows in the order of their keys.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        self.rows.iter()
    }

    /// The rows whose keys lie in `range`, in order.
    pub fn range<R: RangeBounds<K>>(&self, range: R) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        self.rows.range(range)
    }

    /// Sets the row under `key`.
    pub fn set(&mut self, key: K, value: V) {
        let before = self.rows.insert(key.clone(), value);
        self.undo.push((key, before));
    }

    /// Changes the row under `key`, if there is one.
    pub fn change(&mut self, key: &K, change: impl FnOnce(&mut V)) {
        if let Some(value) = self.rows.get_mut(key) {
            self.undo.push((key.clone(), Some(value.clone())));
            change(value);
        }
    }

    /// Takes the row under `key` away.
    pub fn remove(&mut self, key: &K) {
        if let Some(before) = self.rows.remove(key) {
            self.undo.push((key.clone(), Some(before)));
        }
    }

    /// Remembers this moment.
    pub fn mark(&self) -> TableMark {
        TableMark(self.undo.len())
    }

    /// Goes back to `mark`.
    pub fn roll_back(&mut self, mark: TableMark) {
        while self.undo.len() > mark.0 {
            match self.undo.pop() {
                Some((key, Some(value))) => {
                    self.rows.insert(key, value);
                }
                Some((key, None)) => {
                    self.rows.remove(&key);
                }
                None => return,
            }
        }
    }

    /// Forgets how to go back: what was done stays done.
    pub fn settle(&mut self) {
        self.undo.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::Table;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn rolling_back_restores_what_was_there(
            before in proptest::collection::vec((0u8..20, 0u8..9), 0..30),
            after in proptest::collection::vec((0u8..20, proptest::option::of(0u8..9)), 0..30),
        ) {
            let mut table = Table::default();
            for (key, value) in before { table.set(key, value); }
            let kept = table.clone();
            let mark = table.mark();
            for (key, value) in after {
                match value {
                    Some(value) if value % 2 == 0 => table.set(key, value),
                    Some(value) => table.change(&key, |v| *v = value),
                    None => table.remove(&key),
                }
            }
            table.roll_back(mark);
            prop_assert!(table == kept);
        }
    }
}
