//! Proof files (C2SP tlog-proof v1, `.tlog-proof`): all that it takes to verify offline that an entry is in
//! a log and who saw it there, but for the policy, which comes from elsewhere.
//!
//! ```text
//! c2sp.org/tlog-proof@v1
//! extra <base64>                  may be left out; authenticated by nothing
//! index <n>
//! <hash in base64>                one per line, from the leaf's sibling upwards; none in a tree of one
//!
//! <the checkpoint with all its signatures>
//! ```

mod enclosed;
mod parse;
#[cfg(test)]
mod tests;
mod verify;

pub use crate::proof_lines::{MAX_PROOF_HASHES, MalformedProofLines};
pub use enclosed::{Enclosed, EntryTooLong, MalformedExtra};
pub use parse::{MAX_PROOF_FILE_BYTES, MalformedProofFile};
pub use verify::{NotProved, Proved};

use crate::note::Note;
use crate::{Hash, proof_lines};
use base64::{Engine, engine::general_purpose::STANDARD};
use std::fmt;

/// The first line.
const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// Most bytes of extra data.
pub const MAX_EXTRA_BYTES: usize = 1 << 20;

/// A proof as it stands in a file. Well-formed; what it proves is for [`ProofFile::verify`] to say.
///
/// `Display` and [`ProofFile::parse`] are the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofFile {
    extra: Option<Vec<u8>>,
    index: u64,
    hashes: Vec<Hash>,
    checkpoint: Note,
}

/// Why the parts make no file that would be read back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofFileRefused {
    /// More hashes than [`MAX_PROOF_HASHES`].
    #[error("the proof has {hashes} hashes; at most {MAX_PROOF_HASHES} are read")]
    TooManyHashes {
        /// How many.
        hashes: usize,
    },
    /// More extra data than [`MAX_EXTRA_BYTES`].
    #[error("the extra data have {size_bytes} bytes; at most {MAX_EXTRA_BYTES} are read")]
    ExtraTooLong {
        /// How many.
        size_bytes: usize,
    },
}

impl ProofFile {
    /// The proof that the entry at this index is in the tree of this signed checkpoint.
    ///
    /// # Errors
    /// [`ProofFileRefused`] if there are more hashes than any proof has.
    pub fn new(index: u64, hashes: Vec<Hash>, checkpoint: Note) -> Result<ProofFile, ProofFileRefused> {
        if hashes.len() > MAX_PROOF_HASHES {
            return Err(ProofFileRefused::TooManyHashes { hashes: hashes.len() });
        }
        Ok(ProofFile { extra: None, index, hashes, checkpoint })
    }

    /// Adds extra data, in the place of any that are there.
    ///
    /// # Errors
    /// [`ProofFileRefused::ExtraTooLong`] if they are.
    pub fn with_extra(mut self, extra: Vec<u8>) -> Result<ProofFile, ProofFileRefused> {
        if extra.len() > MAX_EXTRA_BYTES {
            return Err(ProofFileRefused::ExtraTooLong { size_bytes: extra.len() });
        }
        self.extra = Some(extra);
        Ok(self)
    }

    /// The extra data as they are. Anyone may have written them.
    #[must_use]
    pub fn extra(&self) -> Option<&[u8]> {
        self.extra.as_deref()
    }

    /// The index that the entry is said to have.
    #[must_use]
    pub fn index(&self) -> u64 {
        self.index
    }

    /// The hashes that are said to lead from the leaf to the root.
    #[must_use]
    pub fn hashes(&self) -> &[Hash] {
        &self.hashes
    }

    /// The checkpoint with its signatures, of whatever key.
    #[must_use]
    pub fn checkpoint(&self) -> &Note {
        &self.checkpoint
    }
}

impl fmt::Display for ProofFile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(out, "extra {}", STANDARD.encode(extra))?;
        }
        writeln!(out, "index {}", self.index)?;
        proof_lines::write(&self.hashes, out)?;
        write!(out, "{}", self.checkpoint)
    }
}
