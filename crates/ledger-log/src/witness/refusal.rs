//! Why a witness does not cosign, and what it answers.

use super::fork::Fork;
use crate::Hash;
use crate::checkpoint::MalformedCheckpoint;
use crate::note::{BadSignature, KeyName};
use crate::tree::ProofError;

/// A refusal, with the facts. A body that is no [`super::AddCheckpoint`] at all is answered with 400, too.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The witness knows no log of this origin.
    #[error("the log is unknown here")]
    UnknownOrigin,
    /// No known key of the log signed.
    #[error("{log} did not sign the checkpoint")]
    NotSigned {
        /// The log.
        log: KeyName,
    },
    /// A line claims to be of a known key and is not.
    #[error(transparent)]
    BadSignature(BadSignature),
    /// The log signed something that is no checkpoint.
    #[error("the signed text is no checkpoint")]
    Malformed(#[source] MalformedCheckpoint),
    /// The log signed a tree without leaves that has the root of another.
    #[error("the checkpoint gives an empty tree the root {root}")]
    EmptyTreeWithRoot {
        /// The root that it states.
        root: Hash,
    },
    /// The old size is larger than the checkpoint's.
    #[error("the old size {old_size} is beyond the checkpoint's {size}")]
    OldSizeBeyondNew {
        /// The size that the request starts from.
        old_size: u64,
        /// The checkpoint's.
        size: u64,
    },
    /// The witness cosigned another size last.
    #[error("the old size is not the latest one cosigned, {latest_size}")]
    OldSizeNotLatest {
        /// The size that it cosigned last; 0 if none.
        latest_size: u64,
    },
    /// The proof does not show that the checkpoint extends the latest one cosigned.
    #[error("the checkpoint is not shown to extend the latest one cosigned")]
    NotConsistent(#[source] ProofError),
    /// The log signed two trees of one size. Keep it: it convicts the log.
    #[error("the log signed two trees of one size")]
    Fork(Box<Fork>),
}

impl Refusal {
    /// The media type of [`Refusal::body`] with status 409.
    pub const SIZE_MEDIA_TYPE: &'static str = "text/x.tlog.size";

    /// The HTTP status.
    ///
    /// A fork gets 422 and not the 409 of tlog-witness v1.0.0: a log that takes 409 for "rebuild the proof
    /// and try again" would never stop.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Refusal::Malformed(_) | Refusal::OldSizeBeyondNew { .. } => 400,
            Refusal::NotSigned { .. } | Refusal::BadSignature(_) => 403,
            Refusal::UnknownOrigin => 404,
            Refusal::OldSizeNotLatest { .. } => 409,
            Refusal::EmptyTreeWithRoot { .. } | Refusal::NotConsistent(_) | Refusal::Fork(_) => 422,
        }
    }

    /// The body: with 409 the latest size and a newline, else empty.
    #[must_use]
    pub fn body(&self) -> String {
        match self {
            Refusal::OldSizeNotLatest { latest_size } => format!("{latest_size}\n"),
            Refusal::UnknownOrigin
            | Refusal::NotSigned { .. }
            | Refusal::BadSignature(_)
            | Refusal::Malformed(_)
            | Refusal::EmptyTreeWithRoot { .. }
            | Refusal::OldSizeBeyondNew { .. }
            | Refusal::NotConsistent(_)
            | Refusal::Fork(_) => String::new(),
        }
    }
}
