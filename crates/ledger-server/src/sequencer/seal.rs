//! Behind the commit: the tree grows, and every now and then its root is signed.
//!
//! The order is what matters: entries durable, then the tree, then the record that only moves forward, then the
//! signed copy that everybody sees. The log never signs two checkpoints that contradict each other.

use crate::witnessing::Cosigned;
use ledger_log::checkpoint::Checkpoint;
use ledger_log::note::{Note, SignerKey};
use ledger_log::tree::Frontier;
use ledger_log::{Leaf, Link};
use ledger_store::{CheckpointError, CheckpointPlaces, FileJournal, Storage, TreeFiles, TreeReader, WorldFailed};

/// Grows the tree and signs checkpoints.
pub struct Sealer<S: Storage> {
    frontier: Frontier,
    tree: TreeFiles<S::File>,
    places: CheckpointPlaces<S>,
    signer: SignerKey,
    genesis: Link,
    flush_failed: bool,
    /// The size that was signed and published since the start.
    signed: Option<u64>,
    /// That checkpoint, with the log's signature alone.
    published: Option<Note>,
    /// A sync of the tree failed: what its files hold is not known until the next start reads them.
    tree_lost: bool,
}

/// Why no checkpoint was signed. What is in the book stays as durable as it was.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// A file could not be written.
    #[error(transparent)]
    World(#[from] WorldFailed),
    /// The record of the last checkpoint refused.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// An earlier sync of the tree failed; the next start rebuilds it.
    #[error("the tree is lost until the next start")]
    TreeLost,
    /// The checkpoint could not be made: a bug.
    #[error("the checkpoint cannot be made: {0}")]
    NotMade(String),
}

impl<S: Storage> Sealer<S> {
    /// A sealer over a tree whose files hold what `frontier` was built from.
    pub fn new(
        frontier: Frontier,
        tree: TreeFiles<S::File>,
        places: CheckpointPlaces<S>,
        signer: SignerKey,
        genesis: Link,
    ) -> Self {
        Self {
            frontier,
            tree,
            places,
            signer,
            genesis,
            flush_failed: false,
            signed: None,
            published: None,
            tree_lost: false,
        }
    }

    /// A reader of the tree's files.
    pub fn tree_reader(&self) -> TreeReader<S::File> {
        self.tree.reader()
    }

    /// The link before the first entry.
    pub const fn genesis(&self) -> Link {
        self.genesis
    }

    /// Takes the leaves of a durable block into the tree. What cannot be written now is written with the next.
    pub(super) fn take_leaves(&mut self, leaves: &[Leaf]) {
        for leaf in leaves {
            self.frontier.append_storing(leaf, |stored| self.tree.append(stored));
        }
        match self.tree.flush() {
            Ok(()) => self.flush_failed = false,
            Err(error) if self.flush_failed => tracing::debug!(%error, "the tree is still behind"),
            Err(error) => {
                self.flush_failed = true;
                tracing::warn!(%error, "the tree is behind; proofs of the newest entries must wait");
            }
        }
    }

    /// Signs a checkpoint over all entries so far, unless the last one is over just these.
    ///
    /// # Errors
    /// [`SealError`].
    pub fn seal(&mut self, journal: &mut FileJournal<S>) -> Result<(), SealError> {
        let head = self.frontier.head();
        if self.signed == Some(head.size) {
            return Ok(());
        }
        if self.tree_lost {
            return Err(SealError::TreeLost);
        }
        self.tree.sync().inspect_err(|_| self.tree_lost = true)?;
        journal.sync_head()?;
        let checkpoint = Checkpoint::new(self.signer.name().clone(), head).map_err(not_made)?;
        let size = head.size;
        // What witnesses said is of the checkpoint before.
        self.published = None;
        // Recorded before it is signed: after a crash we may only sign what does not contradict this.
        self.places.record(size, checkpoint.to_string().as_bytes())?;
        let note = checkpoint.sign(&self.signer).map_err(not_made)?;
        self.places.publish(size, note.to_string().as_bytes())?;
        self.signed = Some(size);
        self.published = Some(note);
        Ok(())
    }

    /// Publishes the newest checkpoint once more, with what witnesses said of it. A newer one was signed since, or the file
    /// cannot be written: then it stays as it is, and is the log's word alone.
    pub(super) fn publish_cosigned(&mut self, cosigned: &Cosigned) {
        let Some(note) = self.published.clone().filter(|_| self.signed == Some(cosigned.size)) else { return };
        let added = cosigned.lines.iter().cloned().try_fold(note, Note::with_signature);
        let note = match added {
            Ok(note) => note,
            Err(error) => return tracing::warn!(%error, "cosignatures do not fit the checkpoint"),
        };
        if let Err(error) = self.places.publish(cosigned.size, note.to_string().as_bytes()) {
            tracing::warn!(%error, "the checkpoint was not published with its cosignatures");
        }
    }
}

fn not_made(error: impl std::error::Error) -> SealError {
    SealError::NotMade(error.to_string())
}
