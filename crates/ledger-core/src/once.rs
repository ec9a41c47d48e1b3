//! What may happen once, ever: a payment outside, a request. Nothing is forgotten, so a key costs ten to thirteen bytes
//! and not a row: the number of its entry, and a few bits by which it is found. Whoever finds some reads the entry again
//! before anything is decided, so that two keys with the same bits are still two keys.
//!
//! Keys that were noted since the last [`Once::settle`] are kept whole as well: their entries are not durable yet, and
//! whoever noted them may want to go back.

mod marks;

use crate::ids::Index;
use marks::Marks;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The most entries that a book may have: 2^36 − 1, some thirty years of five million gifts a day.
const MOST_ENTRIES: u64 = (1 << 36) - 1;

/// Keys, each with the one entry that it stands in.
#[derive(Clone, Debug)]
pub(crate) struct Once<K> {
    marks: Marks,
    recent: Vec<Recent<K>>,
}

/// How many recent keys there were when a mark was set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OnceMark(usize);

#[derive(Clone, Debug)]
struct Recent<K> {
    key: K,
    at: Index,
}

impl<K> Default for Once<K> {
    fn default() -> Self {
        Self { marks: Marks::default(), recent: Vec::new() }
    }
}

/// Two are equal if the same marks stand for the same entries; what could be undone does not count.
impl<K> PartialEq for Once<K> {
    fn eq(&self, other: &Self) -> bool {
        self.marks == other.marks
    }
}

impl<K: Hash> Once<K> {
    /// The entry that a key stands in. It may be asked for by what has the same hash, as a reference to it has; `is`
    /// tells whether a key is the one, and `read` gives the key of an entry that is durable.
    ///
    /// # Errors
    /// What `read` fails with.
    pub(crate) fn find<E>(
        &self,
        key: &impl Hash,
        is: impl Fn(&K) -> bool,
        read: impl Fn(Index) -> Result<Option<K>, E>,
    ) -> Result<Option<Index>, E> {
        for at in self.marks.find(hash(key)) {
            let is_same = match self.recent_at(at) {
                Some(recent) => is(&recent.key),
                None => read(at)?.is_some_and(|found| is(&found)),
            };
            if is_same {
                return Ok(Some(at));
            }
        }
        Ok(None)
    }

    /// Whether `key` may stand in an entry: `false` is certain, `true` is wrong once in some 2^40 keys.
    pub(crate) fn may_have(&self, key: &K) -> bool {
        self.marks.find(hash(key)).next().is_some()
    }

    /// Notes that `key` stands in the entry `at`. Entries come in the order of their indices.
    ///
    /// # Panics
    /// If `at` is past [`MOST_ENTRIES`].
    pub(crate) fn note(&mut self, key: K, at: Index) {
        assert!(at.0 < MOST_ENTRIES, "a book has at most 2^36 - 1 entries");
        debug_assert!(self.recent.last().is_none_or(|last| last.at < at), "in the order of the entries");
        self.marks.insert(hash(&key), at);
        self.recent.push(Recent { key, at });
    }

    /// Remembers this moment.
    pub(crate) const fn mark(&self) -> OnceMark {
        OnceMark(self.recent.len())
    }

    /// Goes back to `mark`.
    pub(crate) fn roll_back(&mut self, mark: OnceMark) {
        while self.recent.len() > mark.0 {
            let Some(Recent { key, at }) = self.recent.pop() else { return };
            self.marks.remove(hash(&key), at);
        }
    }

    /// Forgets how to go back: what was noted stands in durable entries.
    pub(crate) fn settle(&mut self) {
        self.recent.clear();
    }

    fn recent_at(&self, at: Index) -> Option<&Recent<K>> {
        let position = self.recent.binary_search_by_key(&at, |recent| recent.at).ok()?;
        self.recent.get(position)
    }
}

fn hash<K: Hash>(key: &K) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::Once;
    use crate::ids::Index;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// All keys of these tests are small, so the entries can be asked for them.
    fn read(noted: &BTreeMap<u16, Index>, at: Index) -> Result<Option<u16>, ()> {
        Ok(noted.iter().find(|(_, index)| **index == at).map(|(key, _)| *key))
    }

    proptest! {
        /// Against a map, through notes, roll-backs and settlements.
        #[test]
        fn each_key_is_found_in_its_entry_and_no_other_is(
            steps in proptest::collection::vec((0u16..400, 0u8..12), 0..600),
        ) {
            let (mut once, mut noted) = (Once::default(), BTreeMap::new());
            let (mut mark, mut kept) = (once.mark(), noted.clone());
            for (at, (key, step)) in (0u64..).zip(steps) {
                match step {
                    0 => {
                        once.roll_back(mark);
                        noted = kept.clone();
                    }
                    1 => {
                        once.settle();
                        (mark, kept) = (once.mark(), noted.clone());
                    }
                    _ => {
                        let found = once.find(&key, |found| *found == key, |at| read(&noted, at)).unwrap();
                        prop_assert_eq!(found, noted.get(&key).copied());
                        if found.is_none() {
                            once.note(key, Index(at));
                            noted.insert(key, Index(at));
                        }
                    }
                }
            }
            let mut again = Once::default();
            for (key, at) in noted.iter().map(|(key, at)| (*at, *key)).collect::<BTreeMap<_, _>>() {
                again.note(at, key);
            }
            prop_assert!(again == once, "whatever was taken back left nothing");
            for key in 0..400 {
                prop_assert_eq!(once.find(&key, |found| *found == key, |at| read(&noted, at)).unwrap(), noted.get(&key).copied());
            }
        }
    }

    #[test]
    fn two_keys_with_the_same_mark_are_two_keys() {
        let mut once = Once::<&str>::default();
        once.note("one", Index(7));
        once.settle();
        let is_one = |found: &&str| *found == "one";
        // As if another key had the mark: the entry says that it has not.
        assert_eq!(once.find(&"one", is_one, |_| Ok::<_, ()>(Some("other"))), Ok(None));
        assert_eq!(
            once.find(&"one", is_one, |_| Err(())),
            Err(()),
            "what cannot be read is neither there nor not there"
        );
        assert_eq!(once.find(&"one", is_one, |at| Ok::<_, ()>((at == Index(7)).then_some("one"))), Ok(Some(Index(7))));
    }
}
