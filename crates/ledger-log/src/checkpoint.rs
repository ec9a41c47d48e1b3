//! Checkpoints (C2SP tlog-checkpoint): a tree head that a log puts its name to.
//!
//! This module signs whatever it is given. That a log never signs two heads of which neither extends
//! the other is for its caller to see to.

use crate::note::{BadSignature, KeyName, MalformedName, MalformedNote, Note};
use crate::note::{SignerKey, Verifier, VerifierKey};
use crate::tree::{EMPTY_ROOT, TreeHead};
use crate::{Hash, decimal};
use std::{fmt, str::FromStr};

/// Which log, how many entries, and their root. `Display` is `<origin>\n<size>\n<base64 root>\n`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    origin: KeyName,
    head: TreeHead,
}

/// Why a text is no checkpoint of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MalformedCheckpoint {
    /// Not three lines, each ended by a newline: this ledger has no extension lines.
    #[error("the checkpoint is not exactly three lines")]
    NotThreeLines,
    /// The first line is no origin.
    #[error("the checkpoint's origin is malformed")]
    Origin(#[source] MalformedName),
    /// The second line is not a decimal number below 2^64 without leading zeros.
    #[error("the checkpoint's size is not a plain decimal number")]
    Size,
    /// The third line is not the canonical base64 of 32 bytes.
    #[error("the checkpoint's root is not a hash in base64")]
    Root,
    /// A tree without leaves has one root only.
    #[error("the checkpoint gives an empty tree the root {root}")]
    EmptyTreeWithRoot {
        /// The root that it states.
        root: Hash,
    },
}

/// Why a checkpoint was not signed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotSigned {
    /// The key is another log's.
    #[error("the checkpoint is of {origin}, the key of {key_name}")]
    OriginMismatch {
        /// The checkpoint's origin.
        origin: KeyName,
        /// The key's name.
        key_name: KeyName,
    },
    /// The text is not fit for a note.
    #[error("the checkpoint makes no note")]
    Note(#[from] MalformedNote),
}

/// Why a note was not taken for a log's checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotOpened {
    /// The log's signature is wrong.
    #[error(transparent)]
    BadSignature(#[from] BadSignature),
    /// The log did not sign it.
    #[error("{log} did not sign the checkpoint")]
    NotSignedBy {
        /// The log whose signature is missing.
        log: KeyName,
    },
    /// The text is no checkpoint.
    #[error("the signed text is no checkpoint")]
    Malformed(#[from] MalformedCheckpoint),
    /// The log signed under another log's origin.
    #[error("{key_name} signed a checkpoint of {origin}")]
    OriginMismatch {
        /// The checkpoint's origin.
        origin: KeyName,
        /// The signing key's name.
        key_name: KeyName,
    },
}

impl Checkpoint {
    /// A checkpoint of the log with this name.
    ///
    /// # Errors
    /// [`MalformedCheckpoint::EmptyTreeWithRoot`] if a tree without leaves is given another root.
    pub fn new(origin: KeyName, head: TreeHead) -> Result<Checkpoint, MalformedCheckpoint> {
        if head.size == 0 && head.root != EMPTY_ROOT {
            return Err(MalformedCheckpoint::EmptyTreeWithRoot { root: head.root });
        }
        Ok(Checkpoint { origin, head })
    }

    /// The log's name.
    #[must_use]
    pub fn origin(&self) -> &KeyName {
        &self.origin
    }

    /// Size and root.
    #[must_use]
    pub fn head(&self) -> TreeHead {
        self.head
    }

    /// Signs with the key of the log whose checkpoint it is.
    ///
    /// # Errors
    /// [`NotSigned`] if the key has another name.
    pub fn sign(&self, signer: &SignerKey) -> Result<Note, NotSigned> {
        if *signer.name() != self.origin {
            let (origin, key_name) = (self.origin.clone(), signer.name().clone());
            return Err(NotSigned::OriginMismatch { origin, key_name });
        }
        Ok(Note::sign(self.to_string(), signer)?)
    }

    /// Takes a note for a checkpoint of this log, if the log signed it.
    ///
    /// # Errors
    /// [`NotOpened`] if the log did not, or signed something else.
    pub fn open(note: &Note, log: &VerifierKey) -> Result<Checkpoint, NotOpened> {
        if note.signatures_by(log)?.is_empty() {
            return Err(NotOpened::NotSignedBy { log: log.name().clone() });
        }
        let checkpoint: Checkpoint = note.text().parse()?;
        if checkpoint.origin != *log.name() {
            let (origin, key_name) = (checkpoint.origin, log.name().clone());
            return Err(NotOpened::OriginMismatch { origin, key_name });
        }
        Ok(checkpoint)
    }
}

impl FromStr for Checkpoint {
    type Err = MalformedCheckpoint;

    fn from_str(text: &str) -> Result<Checkpoint, MalformedCheckpoint> {
        let not_three = MalformedCheckpoint::NotThreeLines;
        let lines = text.strip_suffix('\n').ok_or(not_three)?;
        let (origin, rest) = lines.split_once('\n').ok_or(not_three)?;
        let (size, root) = rest.split_once('\n').ok_or(not_three)?;
        if root.contains('\n') {
            return Err(not_three);
        }
        let origin = origin.parse().map_err(MalformedCheckpoint::Origin)?;
        let size = decimal::parse(size).ok_or(MalformedCheckpoint::Size)?;
        let root = Hash::from_base64(root).map_err(|_| MalformedCheckpoint::Root)?;
        Checkpoint::new(origin, TreeHead { size, root })
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}\n{}\n{}", self.origin, self.head.size, self.head.root.to_base64())
    }
}

#[cfg(test)]
mod tests;
