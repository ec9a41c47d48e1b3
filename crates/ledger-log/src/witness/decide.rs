//! Whether a witness cosigns.

use super::fork::Fork;
use super::{AddCheckpoint, Refusal};
use crate::checkpoint::{Checkpoint, MalformedCheckpoint, NotOpened};
use crate::cosignature::{TimeOutOfRange, WitnessSigner};
use crate::note::{Note, SignatureLine, Verifier, VerifierKey};
use crate::tree::{EMPTY_ROOT, TreeHead};

/// A witness's record of a log: the checkpoint that it cosigned last.
///
/// The whole signed note is kept, so that a fork can be shown to others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Latest {
    note: Note,
    checkpoint: Checkpoint,
}

/// The checkpoint may be cosigned, once the record is durable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    latest: Latest,
}

impl Latest {
    /// A record read back. It was verified when it was made; it is verified again.
    ///
    /// # Errors
    /// [`NotOpened`] if the log did not sign it.
    pub fn restore(note: Note, log: &VerifierKey) -> Result<Latest, NotOpened> {
        let checkpoint = Checkpoint::open(&note, log)?;
        Ok(Latest { note, checkpoint })
    }

    /// The checkpoint as the log signed it.
    #[must_use]
    pub fn note(&self) -> &Note {
        &self.note
    }

    /// Its size and root.
    #[must_use]
    pub fn head(&self) -> TreeHead {
        self.checkpoint.head()
    }
}

impl Accepted {
    /// The record to make durable before anything else. Nothing may be cosigned if that fails.
    #[must_use]
    pub fn latest(&self) -> &Latest {
        &self.latest
    }

    /// Cosigns; the line with a newline is the body of the answer 200.
    ///
    /// # Errors
    /// [`TimeOutOfRange`] from 2^63 seconds on.
    pub fn cosign(&self, witness: &WitnessSigner, time_seconds: u64) -> Result<SignatureLine, TimeOutOfRange> {
        witness.cosign(&self.latest.checkpoint, time_seconds)
    }
}

impl AddCheckpoint {
    /// Decides. `logs` are the keys that the witness knows, `latest` its record of the log that
    /// [`AddCheckpoint::claimed_origin`] names, if it ever cosigned for it.
    ///
    /// The checks come in the specification's order, so that a caller that may not know less learns least.
    ///
    /// # Errors
    /// [`Refusal`], with the status to answer.
    pub fn judge(&self, logs: &[VerifierKey], latest: Option<&Latest>) -> Result<Accepted, Refusal> {
        let checkpoint = self.open(logs)?;
        let head = checkpoint.head();
        if self.old_size() > head.size {
            return Err(Refusal::OldSizeBeyondNew { old_size: self.old_size(), size: head.size });
        }
        let known = latest.map_or(TreeHead { size: 0, root: EMPTY_ROOT }, Latest::head);
        if self.old_size() != known.size {
            return Err(Refusal::OldSizeNotLatest { latest_size: known.size });
        }
        if let Some(latest) = latest.filter(|_| known.size == head.size && known.root != head.root) {
            let fork = Fork::between(latest.note().clone(), self.checkpoint().clone());
            return Err(Refusal::Fork(Box::new(fork)));
        }
        head.verify_extends(&known, self.proof()).map_err(Refusal::NotConsistent)?;
        Ok(Accepted { latest: Latest { note: self.checkpoint().clone(), checkpoint } })
    }

    /// The checkpoint, if a known key of its origin signed it and no known key's signature is wrong.
    fn open(&self, logs: &[VerifierKey]) -> Result<Checkpoint, Refusal> {
        let origin = self.claimed_origin();
        let mut refused = Refusal::UnknownOrigin;
        let mut opened = None;
        for log in logs.iter().filter(|log| log.name().as_str() == origin) {
            match Checkpoint::open(self.checkpoint(), log) {
                Ok(checkpoint) => opened = Some(checkpoint),
                // Another key of this origin may have signed.
                Err(NotOpened::NotSignedBy { log }) => refused = Refusal::NotSigned { log },
                Err(NotOpened::BadSignature(bad)) => return Err(Refusal::BadSignature(bad)),
                Err(NotOpened::Malformed(MalformedCheckpoint::EmptyTreeWithRoot { root })) => {
                    return Err(Refusal::EmptyTreeWithRoot { root });
                }
                Err(NotOpened::Malformed(fault)) => return Err(Refusal::Malformed(fault)),
                Err(NotOpened::OriginMismatch { .. }) => return Err(Refusal::UnknownOrigin),
            }
        }
        opened.ok_or(refused)
    }
}
