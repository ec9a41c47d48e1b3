//! Reading a proof file. One proof, one text.

use super::{HEADER, MAX_EXTRA_BYTES, MalformedProofLines, ProofFile};
use crate::note::{MAX_NOTE_BYTES, MalformedNote};
use crate::{decimal, proof_lines};
use base64::{Engine, engine::general_purpose::STANDARD};
use std::str::FromStr;

/// Longest proof file: the longest extra data, the longest note, and room for the rest.
pub const MAX_PROOF_FILE_BYTES: usize = MAX_NOTE_BYTES + MAX_EXTRA_BYTES.div_ceil(3) * 4 + 4096;

/// Why bytes are no proof file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MalformedProofFile {
    /// Longer than [`MAX_PROOF_FILE_BYTES`].
    #[error("the proof file has {size_bytes} bytes; at most {MAX_PROOF_FILE_BYTES} are read")]
    TooLong {
        /// Length of the file.
        size_bytes: usize,
    },
    /// Not UTF-8.
    #[error("the proof file is not UTF-8 after byte {valid_bytes}")]
    NotUtf8 {
        /// How many bytes are.
        valid_bytes: usize,
    },
    /// The first line is not that of a proof file of version 1.
    #[error("the first line is not {HEADER}")]
    Header,
    /// The extra data are not canonical base64.
    #[error("the extra data are not base64")]
    Extra,
    /// More extra data than [`MAX_EXTRA_BYTES`].
    #[error("the extra data have more than {MAX_EXTRA_BYTES} bytes")]
    ExtraTooLong,
    /// No line `index <n>` with a plain decimal number after the header and the extra data.
    #[error("there is no plain index where it belongs")]
    Index,
    /// The hashes are malformed.
    #[error(transparent)]
    Hashes(#[from] MalformedProofLines),
    /// What follows the blank line is no signed note.
    #[error("the checkpoint is no note")]
    Checkpoint(#[from] MalformedNote),
}

impl ProofFile {
    /// Reads a whole file.
    ///
    /// # Errors
    /// [`MalformedProofFile`] at the first thing that no proof file has.
    pub fn parse(bytes: &[u8]) -> Result<ProofFile, MalformedProofFile> {
        if bytes.len() > MAX_PROOF_FILE_BYTES {
            return Err(MalformedProofFile::TooLong { size_bytes: bytes.len() });
        }
        let text = std::str::from_utf8(bytes)
            .map_err(|fault| MalformedProofFile::NotUtf8 { valid_bytes: fault.valid_up_to() })?;
        let (header, rest) = text.split_once('\n').ok_or(MalformedProofFile::Header)?;
        if header != HEADER {
            return Err(MalformedProofFile::Header);
        }
        let (extra, rest) = parse_extra(rest)?;
        let (line, rest) = rest.split_once('\n').ok_or(MalformedProofFile::Index)?;
        let index = line.strip_prefix("index ").and_then(decimal::parse).ok_or(MalformedProofFile::Index)?;
        let (hashes, checkpoint) = proof_lines::parse(rest)?;
        Ok(ProofFile { extra, index, hashes, checkpoint: checkpoint.parse()? })
    }
}

fn parse_extra(text: &str) -> Result<(Option<Vec<u8>>, &str), MalformedProofFile> {
    let Some(after) = text.strip_prefix("extra ") else { return Ok((None, text)) };
    let (base64, rest) = after.split_once('\n').ok_or(MalformedProofFile::Extra)?;
    let extra = STANDARD.decode(base64).map_err(|_| MalformedProofFile::Extra)?;
    if extra.len() > MAX_EXTRA_BYTES {
        return Err(MalformedProofFile::ExtraTooLong);
    }
    Ok((Some(extra), rest))
}

impl FromStr for ProofFile {
    type Err = MalformedProofFile;

    fn from_str(text: &str) -> Result<ProofFile, MalformedProofFile> {
        ProofFile::parse(text.as_bytes())
    }
}
