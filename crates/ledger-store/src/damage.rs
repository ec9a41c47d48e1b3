//! The record is damaged: the file calls worked, and the bytes are not what was written.

use std::fmt;
use std::path::PathBuf;

use ledger_log::Link;

use crate::book_id::BookId;

/// Which entries a damage touches: `[first, end)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Indices {
    /// The first touched index.
    pub first: u64,
    /// The index after the last touched one, where it is known.
    pub end: Option<u64>,
    /// Whether `first` was inferred from what lies before, because the bytes here cannot say it.
    pub inferred: bool,
}

/// A damaged place in a book, with all that is known of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}, byte {offset}, index {}: {class}", file.display(), indices.first)]
pub struct Damage {
    /// What kind of damage.
    pub class: DamageClass,
    /// The file.
    pub file: PathBuf,
    /// Bytes from the file's start.
    pub offset: u64,
    /// The entries it touches.
    pub indices: Indices,
}

/// Kinds of damage that bytes and indices alone can tell; links, hashes and rules tell more (the auditor's part).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DamageClass {
    /// A frame's header does not check: edited, or overwritten.
    Header,
    /// A sound header, and a payload whose checksum is wrong: edited.
    Payload {
        /// The checksum in the frame.
        expected: u32,
        /// The checksum of what stands there.
        found: u32,
    },
    /// Checksums are right and the payload is not the entries its header counts: forged, or a fault of the writer.
    Malformed,
    /// A sound frame of another book.
    OtherBook {
        /// The book it was written for.
        found: BookId,
    },
    /// A sound header whose payload runs past the end of the file.
    CutShort,
    /// Entries are not there, and what follows them is.
    Missing,
    /// The journal ends before the index that it is known to have reached.
    Truncated {
        /// The known lower bound: head, checkpoint, or a later segment's name.
        reached: u64,
    },
    /// A copy of a frame that stood before.
    Duplicate,
    /// A frame that belongs further up, where it is missing.
    Reordered,
    /// A frame for indices that another frame already took: which of the two is genuine, the links say.
    Inserted,
    /// A segment whose name is not the index of its first frame.
    Misnamed {
        /// The index in its name.
        named: u64,
    },
    /// Bytes that are neither frame nor zero where only room should be.
    NotZero,
    /// A link that does not follow from the entries.
    Link {
        /// What follows from the entries.
        expected: Link,
        /// What stands there.
        found: Link,
    },
    /// A frame does not end where `head` says that one does.
    NotAtHead,
    /// One slot of `head` does not check; the other was used.
    HeadSlot {
        /// 0 or 1.
        slot: u8,
    },
    /// Neither slot of `head` checks: the acknowledged size is unknown.
    HeadLost,
    /// `BOOK` does not check.
    BookFile,
    /// The record of the last checkpoint does not check.
    CheckpointRecord,
}

impl fmt::Display for DamageClass {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DamageClass::Header => out.write_str("the frame's header is damaged"),
            DamageClass::Payload { expected, found } => {
                write!(out, "the payload is damaged: checksum {expected:08x} stored, {found:08x} found")
            }
            DamageClass::Malformed => out.write_str("the payload is not the entries its header counts"),
            DamageClass::OtherBook { found } => write!(out, "a frame of another book, {found}"),
            DamageClass::CutShort => out.write_str("the frame runs past the end of the file"),
            DamageClass::Missing => out.write_str("entries are missing"),
            DamageClass::Truncated { reached } => write!(out, "the journal once reached {reached} entries"),
            DamageClass::Duplicate => out.write_str("a frame stands twice"),
            DamageClass::Reordered => out.write_str("a frame stands out of its order"),
            DamageClass::Inserted => out.write_str("a second frame for indices already taken"),
            DamageClass::Misnamed { named } => write!(out, "the segment's name says index {named}"),
            DamageClass::NotZero => out.write_str("bytes that are neither frame nor zero"),
            DamageClass::Link { expected, found } => {
                write!(out, "link {expected} expected, {found} found")
            }
            DamageClass::NotAtHead => out.write_str("no frame ends where head says that one does"),
            DamageClass::HeadSlot { slot } => write!(out, "slot {slot} of head is damaged"),
            DamageClass::HeadLost => out.write_str("both slots of head are damaged"),
            DamageClass::BookFile => out.write_str("the book's own file is damaged"),
            DamageClass::CheckpointRecord => out.write_str("the recorded checkpoint is damaged"),
        }
    }
}
