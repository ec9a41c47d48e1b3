//! Earlier entries, for the few rules that ask for one.

use crate::event::Entry;
use crate::ids::Index;
use crate::rejection::Rejection;

/// Gives an earlier entry by its index: from the journal in the server, from the segments in the auditor.
pub trait Past {
    /// The entry at `index`, or `None` if the book has no such entry yet.
    ///
    /// # Errors
    /// [`Unreadable`] if it is there and cannot be read: the rule can then not be decided, either way.
    fn entry(&self, index: Index) -> Result<Option<Entry>, Unreadable>;
}

/// An earlier entry could not be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("entry {index} cannot be read")]
pub struct Unreadable {
    /// Which.
    pub index: Index,
}

/// Why an entry did not pass.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Fault {
    /// It breaks a rule.
    #[error("{0}")]
    Breach(#[from] Rejection),
    /// It could not be judged.
    #[error("{0}")]
    Unreadable(#[from] Unreadable),
}

/// A book in memory: for tests, and for replaying a few entries.
impl Past for [Entry] {
    fn entry(&self, index: Index) -> Result<Option<Entry>, Unreadable> {
        Ok(usize::try_from(index.0).ok().and_then(|at| self.get(at)).cloned())
    }
}

impl Past for Vec<Entry> {
    fn entry(&self, index: Index) -> Result<Option<Entry>, Unreadable> {
        self.as_slice().entry(index)
    }
}
