//! What a log makes of a witness's answer. It never leads to a loop: one rebuild, one retry, no more.

use super::AddCheckpoint;
use crate::cosignature::WitnessKey;
use crate::decimal;
use crate::note::{BadSignature, MAX_SIGNATURES, MalformedLine, MalformedNote, Note, SignatureLine};

/// Longest answer that is read.
pub const MAX_ANSWER_BYTES: usize = 1 << 16;

/// An answer that says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// 200: these lines, verified, go below the checkpoint. One at least.
    Cosigned(Vec<SignatureLine>),
    /// 409: the witness cosigned this size last. Rebuild the proof from there and ask once more.
    StartFrom {
        /// At most the size that was sent, and not the old size that was sent.
        latest_size: u64,
    },
    /// 409: the witness has cosigned a larger tree of this log than the one sent. Another asker was faster,
    /// or this log lost entries: do not sign anything more before it is known which.
    SeenLarger {
        /// The size that it cosigned last.
        latest_size: u64,
    },
    /// 422, or 409 without another size: to the witness the proof is wrong, or the log has forked. Keep
    /// request and answer as evidence; asking again changes nothing.
    Disputed {
        /// The status.
        status: u16,
    },
    /// 400, 403 or 404: the request, the key or the log is not accepted there.
    Refused {
        /// The status.
        status: u16,
    },
    /// 429 or 5xx: nothing was decided. Later, perhaps.
    Unavailable {
        /// The status.
        status: u16,
    },
}

/// An answer that no witness gives.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnreadableAnswer {
    /// Longer than [`MAX_ANSWER_BYTES`].
    #[error("the answer has {size_bytes} bytes; at most {MAX_ANSWER_BYTES} are read")]
    TooLong {
        /// Its length.
        size_bytes: usize,
    },
    /// A status that the protocol does not know.
    #[error("the status {status} is none of this protocol's")]
    Status {
        /// The status.
        status: u16,
    },
    /// Not UTF-8.
    #[error("the answer is not UTF-8")]
    NotUtf8,
    /// The last line has no newline.
    #[error("the answer's last line has no newline at its end")]
    NoFinalNewline,
    /// A line is no signature line.
    #[error("line {line} of the answer is no signature line")]
    Line {
        /// Which one, counted from 1.
        line: usize,
        /// What is wrong with it.
        #[source]
        fault: MalformedLine,
    },
    /// The lines make no note with the checkpoint that was sent.
    #[error("the answer's lines do not fit the checkpoint")]
    Note(#[from] MalformedNote),
    /// A line claims to be of the witness and is not over the checkpoint.
    #[error(transparent)]
    BadSignature(#[from] BadSignature),
    /// 200, but no known witness key cosigned.
    #[error("none of the witness's keys cosigned")]
    NoCosignature,
}

impl Answer {
    /// Reads the answer to `sent`. Lines of keys other than the witness's are ignored.
    ///
    /// # Errors
    /// [`UnreadableAnswer`] if no witness would give it, or its cosignature is wrong.
    pub fn read(
        status: u16,
        body: &[u8],
        sent: &AddCheckpoint,
        witness: &[WitnessKey],
    ) -> Result<Answer, UnreadableAnswer> {
        if body.len() > MAX_ANSWER_BYTES {
            return Err(UnreadableAnswer::TooLong { size_bytes: body.len() });
        }
        match status {
            200 => cosigned(body, sent, witness).map(Answer::Cosigned),
            400 | 403 | 404 => Ok(Answer::Refused { status }),
            409 => Ok(conflict(body, sent)),
            422 => Ok(Answer::Disputed { status }),
            429 | 500..600 => Ok(Answer::Unavailable { status }),
            _ => Err(UnreadableAnswer::Status { status }),
        }
    }
}

fn cosigned(body: &[u8], sent: &AddCheckpoint, witness: &[WitnessKey]) -> Result<Vec<SignatureLine>, UnreadableAnswer> {
    let text = std::str::from_utf8(body).map_err(|_| UnreadableAnswer::NotUtf8)?;
    let lines = text.strip_suffix('\n').ok_or(UnreadableAnswer::NoFinalNewline)?;
    let mut signatures = Vec::new();
    // One line more than a note may have is enough for the note to be refused.
    for (line, text) in (1..).zip(lines.split('\n')).take(MAX_SIGNATURES + 1) {
        signatures.push(text.parse().map_err(|fault| UnreadableAnswer::Line { line, fault })?);
    }
    let note = Note::new(sent.checkpoint().text().to_owned(), signatures)?;
    let mut verified = Vec::new();
    for key in witness {
        verified.extend(note.signatures_by(key)?.into_iter().cloned());
    }
    if verified.is_empty() { Err(UnreadableAnswer::NoCosignature) } else { Ok(verified) }
}

/// A size that tells nothing new is no reason to ask again: v1.0.0 answers a fork with 409, too.
fn conflict(body: &[u8], sent: &AddCheckpoint) -> Answer {
    let text = std::str::from_utf8(body).ok().and_then(|text| text.strip_suffix('\n'));
    let size = sent.checkpoint().text().parse().map(|sent: crate::checkpoint::Checkpoint| sent.head().size);
    match (text.and_then(decimal::parse), size) {
        (Some(latest_size), Ok(size)) if latest_size > size => Answer::SeenLarger { latest_size },
        (Some(latest_size), Ok(_)) if latest_size != sent.old_size() => Answer::StartFrom { latest_size },
        _ => Answer::Disputed { status: 409 },
    }
}
