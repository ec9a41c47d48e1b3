//! Why a feed does not begin, or was cut off: with the numbers, because some of it is evidence.

use super::DOMAIN;
use core::fmt::{self, Write};
use core::time::Duration;
use std::collections::HashMap;
use tonic::Code;
use tonic_types::{ErrorDetails, PreconditionViolation, QuotaViolation};

const LINK_MISMATCH: &str = "LINK_MISMATCH";
const BEYOND_HEAD: &str = "BEYOND_HEAD";
const SLOW_READER: &str = "SLOW_READER";

const AFTER_INDEX: &str = "after_index";
const ENTRY_COUNT: &str = "entry_count";
const LAST_INDEX: &str = "last_index";
const LINK: &str = "link";
const BOOK_LINK: &str = "book_link";

/// When a slow reader may come again: at once, if it has caught its breath.
const SLOW_RETRY: Duration = Duration::from_secs(1);

/// The value of a chain.
type LinkBytes = [u8; 32];

/// Why a feed does not begin, or was cut off.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FeedEnd {
    /// The caller's link is not the book's: one of the two is not the book that the other knows.
    LinkMismatch {
        /// The entry that the caller named.
        after_index: u64,
        /// The link that the caller has after it.
        link: LinkBytes,
        /// The link that the book has after it.
        book_link: LinkBytes,
    },
    /// The caller has an entry that the book has not: the book is another, or has lost something.
    BeyondHead {
        /// The entry that the caller named.
        after_index: u64,
        /// How many entries the book has.
        entry_count: u64,
    },
    /// The caller did not read for too long.
    SlowReader {
        /// The last entry that was sent before this; none if none was and the feed began at the start.
        last_index: Option<u64>,
    },
}

impl FeedEnd {
    /// The stable name of the reason.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::LinkMismatch { .. } => LINK_MISMATCH,
            Self::BeyondHead { .. } => BEYOND_HEAD,
            Self::SlowReader { .. } => SLOW_READER,
        }
    }

    pub(super) const fn code(&self) -> Code {
        match self {
            Self::LinkMismatch { .. } | Self::BeyondHead { .. } => Code::FailedPrecondition,
            Self::SlowReader { .. } => Code::ResourceExhausted,
        }
    }

    fn metadata(&self) -> HashMap<String, String> {
        let named = |name: &str, value: String| (name.to_owned(), value);
        match self {
            Self::LinkMismatch { after_index, link, book_link } => HashMap::from([
                named(AFTER_INDEX, after_index.to_string()),
                named(LINK, hex(link)),
                named(BOOK_LINK, hex(book_link)),
            ]),
            Self::BeyondHead { after_index, entry_count } => HashMap::from([
                named(AFTER_INDEX, after_index.to_string()),
                named(ENTRY_COUNT, entry_count.to_string()),
            ]),
            Self::SlowReader { last_index } => {
                last_index.iter().map(|index| named(LAST_INDEX, index.to_string())).collect()
            }
        }
    }

    /// As a client is told.
    pub(super) fn details(&self, message: &str) -> ErrorDetails {
        let mut details = ErrorDetails::with_error_info(self.reason(), DOMAIN, self.metadata());
        match self {
            Self::LinkMismatch { .. } | Self::BeyondHead { .. } => {
                let violation = PreconditionViolation::new(self.reason(), AFTER_INDEX, message);
                details.set_precondition_failure(vec![violation]);
            }
            Self::SlowReader { .. } => {
                details.set_retry_info(Some(SLOW_RETRY));
                details.set_quota_failure(vec![QuotaViolation::new("messages waiting to be read", message)]);
            }
        }
        details
    }

    /// What a client was told; `None` if it is something else.
    pub(super) fn read(code: Code, reason: &str, metadata: &HashMap<String, String>) -> Option<Self> {
        let number = |name: &str| metadata.get(name)?.parse::<u64>().ok();
        let link = |name: &str| unhex(metadata.get(name)?);
        let end = match reason {
            LINK_MISMATCH => {
                Self::LinkMismatch { after_index: number(AFTER_INDEX)?, link: link(LINK)?, book_link: link(BOOK_LINK)? }
            }
            BEYOND_HEAD => Self::BeyondHead { after_index: number(AFTER_INDEX)?, entry_count: number(ENTRY_COUNT)? },
            SLOW_READER => Self::SlowReader { last_index: number(LAST_INDEX) },
            _ => return None,
        };
        (end.code() == code).then_some(end)
    }
}

impl fmt::Display for FeedEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LinkMismatch { after_index, link, book_link } => {
                let (link, book_link) = (hex(link), hex(book_link));
                write!(f, "after entry {after_index} the book has the link {book_link}, and not {link}")
            }
            Self::BeyondHead { after_index, entry_count } => {
                write!(f, "the book has {entry_count} entries, and none with the index {after_index}")
            }
            Self::SlowReader { last_index: Some(last) } => {
                write!(f, "nothing was read for too long; entry {last} was the last one that was sent")
            }
            Self::SlowReader { last_index: None } => f.write_str("nothing was read for too long; no entry was sent"),
        }
    }
}

fn hex(bytes: &LinkBytes) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn unhex(text: &str) -> Option<LinkBytes> {
    let (mut bytes, digits) = ([0; 32], text.as_bytes());
    if digits.len() != bytes.len().checked_mul(2)? {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = u8::from_str_radix(core::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}
