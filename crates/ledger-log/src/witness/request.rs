//! The body of `POST add-checkpoint`: `old <size>`, the proof's hashes, a blank line, the signed checkpoint.

use crate::note::{MAX_NOTE_BYTES, MalformedNote, Note};
use crate::proof_lines::{self, MAX_PROOF_HASHES, MalformedProofLines};
use crate::{Hash, decimal};
use std::{fmt, str::FromStr};

/// Longest request: the longest note, and room for the proof.
pub const MAX_REQUEST_BYTES: usize = MAX_NOTE_BYTES + 4096;

/// A log asks a witness to cosign. `Display` and [`AddCheckpoint::parse`] are the request's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddCheckpoint {
    old_size: u64,
    proof: Vec<Hash>,
    checkpoint: Note,
}

/// Why bytes are no such request. A witness answers 400.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MalformedRequest {
    /// Longer than [`MAX_REQUEST_BYTES`].
    #[error("the request has {size_bytes} bytes; at most {MAX_REQUEST_BYTES} are read")]
    TooLong {
        /// Its length.
        size_bytes: usize,
    },
    /// Not UTF-8.
    #[error("the request is not UTF-8 after byte {valid_bytes}")]
    NotUtf8 {
        /// How many bytes are.
        valid_bytes: usize,
    },
    /// The first line is not `old <size>` with a plain decimal number.
    #[error("the first line is not the old size")]
    OldSize,
    /// The proof's hashes are malformed or too many.
    #[error(transparent)]
    Proof(#[from] MalformedProofLines),
    /// What follows the blank line is no signed note.
    #[error("the checkpoint is no note")]
    Checkpoint(#[from] MalformedNote),
}

/// No proof has more than [`MAX_PROOF_HASHES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the proof has {hashes} hashes; at most {MAX_PROOF_HASHES} are sent")]
pub struct TooManyHashes {
    /// How many it has.
    pub hashes: usize,
}

impl AddCheckpoint {
    /// Asks for a cosignature; the proof is that of `old_size` in the checkpoint's tree.
    ///
    /// The old size is that of the checkpoint which the witness cosigned last, or 0 with an empty proof.
    ///
    /// # Errors
    /// [`TooManyHashes`] if there are.
    pub fn new(old_size: u64, proof: Vec<Hash>, checkpoint: Note) -> Result<AddCheckpoint, TooManyHashes> {
        match proof.len() {
            ..=MAX_PROOF_HASHES => Ok(AddCheckpoint { old_size, proof, checkpoint }),
            hashes => Err(TooManyHashes { hashes }),
        }
    }

    /// Reads a request's body.
    ///
    /// # Errors
    /// [`MalformedRequest`] at the first thing that no request has.
    pub fn parse(bytes: &[u8]) -> Result<AddCheckpoint, MalformedRequest> {
        if bytes.len() > MAX_REQUEST_BYTES {
            return Err(MalformedRequest::TooLong { size_bytes: bytes.len() });
        }
        let text = std::str::from_utf8(bytes)
            .map_err(|fault| MalformedRequest::NotUtf8 { valid_bytes: fault.valid_up_to() })?;
        let (line, rest) = text.split_once('\n').ok_or(MalformedRequest::OldSize)?;
        let old_size = line.strip_prefix("old ").and_then(decimal::parse).ok_or(MalformedRequest::OldSize)?;
        let (proof, checkpoint) = proof_lines::parse(rest)?;
        Ok(AddCheckpoint { old_size, proof, checkpoint: checkpoint.parse()? })
    }

    /// The size that the proof starts from.
    #[must_use]
    pub fn old_size(&self) -> u64 {
        self.old_size
    }

    /// The consistency proof.
    #[must_use]
    pub fn proof(&self) -> &[Hash] {
        &self.proof
    }

    /// The checkpoint with its signatures.
    #[must_use]
    pub fn checkpoint(&self) -> &Note {
        &self.checkpoint
    }

    /// The log that it claims to be of, as text that nobody has verified: by it a witness finds its record.
    #[must_use]
    pub fn claimed_origin(&self) -> &str {
        self.checkpoint.text().split('\n').next().unwrap_or_default()
    }
}

impl FromStr for AddCheckpoint {
    type Err = MalformedRequest;

    fn from_str(text: &str) -> Result<AddCheckpoint, MalformedRequest> {
        AddCheckpoint::parse(text.as_bytes())
    }
}

impl fmt::Display for AddCheckpoint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "old {}", self.old_size)?;
        proof_lines::write(&self.proof, out)?;
        write!(out, "{}", self.checkpoint)
    }
}
