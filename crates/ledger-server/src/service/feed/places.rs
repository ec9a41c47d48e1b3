//! How many feeds there may be: each is some memory, and the views are asked for each of its entries.

use ledger_core::ids::PrincipalId;
use ledger_wire::status::Failure;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// When somebody who found no place may ask again.
const RETRY_AFTER: Duration = Duration::from_secs(5);

/// The places, and who has them.
pub(super) struct Places {
    most: usize,
    most_each: usize,
    taken: Mutex<BTreeMap<PrincipalId, usize>>,
}

/// A place that somebody has, until it is dropped.
pub(super) struct Place {
    places: Arc<Places>,
    reader: PrincipalId,
}

impl Places {
    pub(super) const fn new(most: usize, most_each: usize) -> Self {
        Self { most, most_each, taken: Mutex::new(BTreeMap::new()) }
    }

    /// A place for `reader`, if there is one.
    pub(super) fn take(self: &Arc<Self>, reader: PrincipalId) -> Result<Place, Failure> {
        let mut taken = self.taken();
        if taken.values().sum::<usize>() >= self.most {
            return Err(full("feeds of all principals"));
        }
        let own = taken.entry(reader).or_default();
        if *own >= self.most_each {
            return Err(full("feeds of one principal"));
        }
        *own = own.saturating_add(1);
        Ok(Place { places: Arc::clone(self), reader })
    }

    fn taken(&self) -> MutexGuard<'_, BTreeMap<PrincipalId, usize>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken();
        if let Some(own) = taken.get_mut(&self.reader) {
            *own = own.saturating_sub(1);
            if *own == 0 {
                taken.remove(&self.reader);
            }
        }
    }
}

fn full(limit: &str) -> Failure {
    Failure::OverLimit { limit: limit.to_owned(), retry_after: RETRY_AFTER }
}

#[cfg(test)]
mod tests {
    use super::Places;
    use ledger_core::ids::PrincipalId;
    use std::sync::Arc;

    #[test]
    fn a_place_is_free_again_when_its_feed_is_gone() {
        let places = Arc::new(Places::new(3, 2));
        let [one, other] = [1, 2].map(|id| places.take(PrincipalId(id)).expect("a place"));
        assert!(places.take(PrincipalId(1)).is_ok(), "given back at once");
        let second = places.take(PrincipalId(1)).expect("a second place");
        assert!(places.take(PrincipalId(2)).is_err(), "three are taken");
        drop(other);
        assert!(places.take(PrincipalId(1)).is_err(), "the first has two");
        drop((one, second));
        assert!(places.taken().is_empty());
    }
}
