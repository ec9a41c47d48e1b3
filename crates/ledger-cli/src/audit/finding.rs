//! What was found wrong: a range of entries, a place in a file, what was expected and what is there.

use serde::{Serialize, Serializer};
use std::fmt::Display;
use std::path::{Path, PathBuf};

/// The class of a damage.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Bytes are not those that were written.
    Edited,
    /// Entries are not there.
    Missing,
    /// Entries stand there a second time.
    Duplicated,
    /// Entries stand out of their order.
    Reordered,
    /// Something stands there that does not belong.
    Inserted,
    /// The journal ends before the index that it is known to have reached.
    Truncated,
    /// The entries are whole; the stored tree is not theirs.
    TileOnly,
    /// The entries are whole; the stored link is not theirs.
    LinkOnly,
    /// A signature, or the book that it is about, is not the policy's.
    BadSignature,
    /// The bytes are an entry's, and not in the one form that an entry has.
    NotCanonical,
    /// An entry breaks a rule.
    RuleBroken,
}

impl Class {
    /// The class in words.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Edited => "edited",
            Self::Missing => "missing",
            Self::Duplicated => "duplicated",
            Self::Reordered => "reordered",
            Self::Inserted => "inserted",
            Self::Truncated => "truncated",
            Self::TileOnly => "tile only",
            Self::LinkOnly => "link only",
            Self::BadSignature => "bad signature",
            Self::NotCanonical => "not canonical",
            Self::RuleBroken => "rule broken",
        }
    }
}

/// Two values that should be equal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Evidence {
    /// Of what: `leaf`, `link`, `root`, `crc32c`, `tile`, `key`.
    pub of: &'static str,
    /// What should be there.
    pub expected: String,
    /// What is there.
    pub found: String,
}

/// One damaged range.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Finding {
    /// The kind of damage.
    pub class: Class,
    /// The first entry that it touches.
    pub first: u64,
    /// The entry after the last one that it touches, where that is known.
    pub end: Option<u64>,
    /// The file.
    #[serde(serialize_with = "shown")]
    pub file: PathBuf,
    /// Bytes from the file's start, where the damage has a place in it.
    pub offset: Option<u64>,
    /// What should be equal and is not.
    pub evidence: Option<Evidence>,
    /// The number of the rule that is broken.
    pub rule: Option<u8>,
    /// What is wrong, in words.
    pub detail: String,
}

fn shown<S: Serializer>(path: &Path, out: S) -> Result<S::Ok, S::Error> {
    out.collect_str(&path.display())
}

/// Entries `[first, end)`; two integers that must not be mistaken for each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Span {
    pub(super) first: u64,
    pub(super) end: Option<u64>,
}

impl Span {
    pub(super) const fn of(first: u64, end: u64) -> Self {
        Self { first, end: Some(end) }
    }

    pub(super) const fn one(index: u64) -> Self {
        Self { first: index, end: Some(index.saturating_add(1)) }
    }
}

/// A place in a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Spot {
    pub(super) file: PathBuf,
    pub(super) offset: Option<u64>,
}

impl Finding {
    pub(super) fn new(class: Class, span: Span, spot: Spot, detail: impl Into<String>) -> Self {
        let Span { first, end } = span;
        let Spot { file, offset } = spot;
        Self { class, first, end, file, offset, evidence: None, rule: None, detail: detail.into() }
    }

    pub(super) fn with(mut self, of: &'static str, expected: &dyn Display, found: &dyn Display) -> Self {
        self.evidence = Some(Evidence { of, expected: expected.to_string(), found: found.to_string() });
        self
    }
}
