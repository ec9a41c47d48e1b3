//! Two trees of one size under one log's signatures: proof that needs nothing but the log's key.

use crate::checkpoint::{Checkpoint, NotOpened};
use crate::note::{Note, VerifierKey};
use crate::tree::TreeHead;

/// Two signed checkpoints that are said to contradict each other; [`Fork::verify`] says whether they do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fork {
    earlier: Note,
    later: Note,
}

/// Why two notes convict nobody.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoFork {
    /// One of them is not this log's.
    #[error(transparent)]
    NotOpened(#[from] NotOpened),
    /// They are of different sizes, so one may extend the other.
    #[error("trees of {earlier_size} and {later_size} leaves may both be true")]
    OtherSize {
        /// Size of the one.
        earlier_size: u64,
        /// Size of the other.
        later_size: u64,
    },
    /// They agree.
    #[error("both are of the same tree")]
    Same,
}

impl Fork {
    /// Puts two notes side by side, in the order in which they were seen.
    #[must_use]
    pub fn between(earlier: Note, later: Note) -> Fork {
        Fork { earlier, later }
    }

    /// The note that was seen first.
    #[must_use]
    pub fn earlier(&self) -> &Note {
        &self.earlier
    }

    /// The note that contradicts it.
    #[must_use]
    pub fn later(&self) -> &Note {
        &self.later
    }

    /// Whether the holder of this key signed both, of one size and with two roots; gives both heads.
    ///
    /// # Errors
    /// [`NoFork`] if not.
    pub fn verify(&self, log: &VerifierKey) -> Result<[TreeHead; 2], NoFork> {
        let earlier = Checkpoint::open(&self.earlier, log)?.head();
        let later = Checkpoint::open(&self.later, log)?.head();
        if earlier.size != later.size {
            return Err(NoFork::OtherSize { earlier_size: earlier.size, later_size: later.size });
        }
        if earlier.root == later.root {
            return Err(NoFork::Same);
        }
        Ok([earlier, later])
    }
}
