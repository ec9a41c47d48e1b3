//! Why the vault did not do what was asked. No error holds a personal datum.

use std::path::PathBuf;

use super::opening::{OpeningKey, Subject};
use super::{MAX_ITEMS, MAX_OPENINGS_AT_ONCE, MAX_OPENINGS_OF_A_SUBJECT, MAX_SUBJECTS_AT_ONCE};
use crate::world::WorldFailed;

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// There is no vault. One is made on purpose only: a lost one must not be replaced by an empty one unnoticed.
    #[error("there is no vault at {}", path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// There is a vault already.
    #[error("there is a vault at {} already", path.display())]
    AlreadyThere {
        /// Where.
        path: PathBuf,
    },
    /// Another process has it open.
    #[error("the vault at {} is in use", path.display())]
    InUse {
        /// Which.
        path: PathBuf,
    },
    /// A newer version of this program wrote it.
    #[error("the vault has format {format}, which this version does not know")]
    NewerFormat {
        /// Its format.
        format: u32,
    },
    /// It was made with another key.
    #[error("the vault does not open with this key")]
    WrongKey,
    /// Another datum, blind or subject was kept in this place before. Nothing was kept now.
    #[error("another opening is kept as {key}")]
    OtherContent {
        /// The place.
        key: OpeningKey,
    },
    /// An opening in another place has this commitment: its blind was used twice. Nothing was kept now.
    #[error("{key} has the commitment of {taken_by}")]
    CommitmentTaken {
        /// The place that was asked for.
        key: OpeningKey,
        /// The place that has it.
        taken_by: OpeningKey,
    },
    /// A request has no such item. Nothing was kept.
    #[error("{key}: a request has at most {MAX_ITEMS} items")]
    NoSuchItem {
        /// The place that was asked for.
        key: OpeningKey,
    },
    /// More than can be kept in one call. Nothing was kept.
    #[error("{asked} openings are more than {MAX_OPENINGS_AT_ONCE} at once")]
    TooManyOpenings {
        /// How many.
        asked: usize,
    },
    /// More than may be kept of one subject. Nothing was kept.
    #[error("subject {subject} would have more than {MAX_OPENINGS_OF_A_SUBJECT} openings")]
    SubjectFull {
        /// Whose.
        subject: Subject,
    },
    /// More than can be erased in one call. Nothing was erased.
    #[error("{asked} subjects are more than {MAX_SUBJECTS_AT_ONCE} at once")]
    TooManySubjects {
        /// How many.
        asked: usize,
    },
    /// The operating system gives no random bytes.
    #[error("the operating system gives no random bytes")]
    NoRandomness,
    /// What is stored is not what was stored.
    #[error(transparent)]
    Damaged(#[from] VaultDamage),
    /// A sync failed before: memory and disk may disagree, and the process has to end.
    #[error("a sync of the vault failed before: memory and disk may disagree")]
    Stopped,
    /// A call failed. If it was a sync, whether the openings are kept is unknown; otherwise they are not.
    #[error(transparent)]
    World(#[from] WorldFailed),
}

/// Which part of a vault is damaged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultDamage {
    /// The file as such.
    #[error("the vault's file is damaged: {reason}")]
    File {
        /// What the database under it says; page numbers and the like.
        reason: String,
    },
    /// The row of an opening.
    #[error("the row of {key} is damaged")]
    Opening {
        /// Its place.
        key: OpeningKey,
    },
    /// A row that belongs to no place.
    #[error("a row of the vault has a key that cannot be")]
    RowKey,
    /// The key of a subject is lost or damaged.
    #[error("the key of subject {subject} is lost or damaged")]
    SubjectKey {
        /// Whose.
        subject: Subject,
    },
    /// Two tables do not agree on an opening.
    #[error("the vault's look-ups disagree on {key}")]
    LookUp {
        /// Its place.
        key: OpeningKey,
    },
}
