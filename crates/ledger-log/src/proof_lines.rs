//! The hashes of a proof as proof files and witness requests carry them: base64, one per line, up to a
//! blank line.

use crate::Hash;
use std::fmt;

/// Most hashes that a proof is read with; a proof of 2^63 leaves has no more.
pub const MAX_PROOF_HASHES: usize = 63;

/// Why the lines are no proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MalformedProofLines {
    /// No blank line after the hashes.
    #[error("the proof's hashes are not ended by a blank line")]
    NoBlankLine,
    /// A line is no hash.
    #[error("line {line} of the proof is not a hash in base64")]
    NotAHash {
        /// Which one, counted from 1 at the first hash.
        line: usize,
    },
    /// More hashes than [`MAX_PROOF_HASHES`].
    #[error("the proof has more than {MAX_PROOF_HASHES} hashes")]
    TooMany,
}

/// Reads up to and with the blank line; gives the hashes and what follows.
pub(crate) fn parse(text: &str) -> Result<(Vec<Hash>, &str), MalformedProofLines> {
    let (mut hashes, mut rest) = (Vec::new(), text);
    loop {
        let (line, after) = rest.split_once('\n').ok_or(MalformedProofLines::NoBlankLine)?;
        rest = after;
        if line.is_empty() {
            return Ok((hashes, rest));
        }
        if hashes.len() == MAX_PROOF_HASHES {
            return Err(MalformedProofLines::TooMany);
        }
        let wrong = MalformedProofLines::NotAHash { line: hashes.len() + 1 };
        hashes.push(Hash::from_base64(line).map_err(|_| wrong)?);
    }
}

/// Writes what [`parse`] reads.
pub(crate) fn write(hashes: &[Hash], out: &mut fmt::Formatter<'_>) -> fmt::Result {
    hashes.iter().try_for_each(|hash| writeln!(out, "{}", hash.to_base64()))?;
    writeln!(out)
}
