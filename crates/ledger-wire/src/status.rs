//! No, both ways: what the server has to say as a gRPC status, and a status as what the client can act on.
//!
//! Text is for people: the message in English, and a sentence in the caller's language. Programs read the code,
//! `ErrorInfo.reason` and its metadata, and nothing else.

mod code;
mod spoken;
#[cfg(test)]
mod tests;

pub use spoken::{heard, spoken};

use crate::door::{Malformed, Violation};
use crate::refusal::Refusal;
use crate::words::Language;
use core::fmt;
use core::time::Duration;
use ledger_core::ids::Index;
use std::collections::{BTreeMap, HashMap};
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt};

/// `ErrorInfo.domain` of all our errors.
pub const DOMAIN: &str = "amanat";

const MALFORMED: &str = "MALFORMED";
const OVER_LIMIT: &str = "OVER_LIMIT";
const UNAUTHENTICATED: &str = "UNAUTHENTICATED";
/// Which item of the request: named as in `ItemRefusal`, because `item` is an item of goods in the numbers of a refusal.
const ORDINAL: &str = "ordinal";
const ENTRY: &str = "entry";
const VIOLATIONS: &str = "violations";
const LIMIT: &str = "limit";

/// Details travel in the trailers, which clients bound (16 KiB is usual, and base64 takes a third more): more
/// violations than fit are counted and not listed.
const MOST_VIOLATION_BYTES: usize = 6_000;

/// Why a call failed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Failure {
    /// The request is malformed.
    Malformed {
        /// What is wrong with it: as much of it as fits.
        problems: Malformed,
        /// How many things are wrong with it.
        count: usize,
    },
    /// A rule says no.
    Refused(Refusal),
    /// Nobody knows who asks.
    Unauthenticated,
    /// The world is not ready: the same request may be sent again, with the same request id.
    Unavailable(Unavailable),
    /// Over a limit.
    OverLimit {
        /// The limit.
        limit: String,
        /// When to try again.
        retry_after: Duration,
    },
    /// Anything else: a bug of ours, a connection, a deadline.
    Other {
        /// The gRPC code.
        code: Code,
        /// What it says.
        message: String,
    },
}

/// Why the world is not ready.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unavailable {
    /// The server is starting.
    Starting,
    /// The server is about to stop.
    Draining,
    /// Another writer has the book.
    WriterFenced,
    /// The disk is full or read-only.
    StoreReadOnly,
    /// The request may or may not have been recorded: the same request id tells.
    CommitOutcomeUnknown,
}

impl Unavailable {
    const ALL: [Self; 5] =
        [Self::Starting, Self::Draining, Self::WriterFenced, Self::StoreReadOnly, Self::CommitOutcomeUnknown];

    /// The stable name of the reason.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Starting => "STARTING",
            Self::Draining => "DRAINING",
            Self::WriterFenced => "WRITER_FENCED",
            Self::StoreReadOnly => "STORE_READ_ONLY",
            Self::CommitOutcomeUnknown => "COMMIT_OUTCOME_UNKNOWN",
        }
    }

    /// When to try again.
    #[must_use]
    pub const fn retry_after(self) -> Duration {
        match self {
            Self::Starting | Self::Draining | Self::WriterFenced | Self::CommitOutcomeUnknown => Duration::from_secs(1),
            Self::StoreReadOnly => Duration::from_secs(30),
        }
    }

    const fn message(self) -> &'static str {
        match self {
            Self::Starting => "the server is starting",
            Self::Draining => "the server is about to stop",
            Self::WriterFenced => "another writer has the book",
            Self::StoreReadOnly => "the book can be read and not written: the disk is full or read-only",
            Self::CommitOutcomeUnknown => "recorded or not: ask again with the same request id to know",
        }
    }
}

impl From<Malformed> for Failure {
    fn from(problems: Malformed) -> Self {
        let count = problems.violations.len();
        Self::Malformed { problems, count }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed { problems, .. } => problems.fmt(f),
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Unauthenticated => f.write_str("no valid credentials came with the call"),
            Self::Unavailable(why) => f.write_str(why.message()),
            Self::OverLimit { limit, .. } => write!(f, "over the limit: {limit}"),
            Self::Other { code, message } => write!(f, "{code}: {message}"),
        }
    }
}

impl core::error::Error for Failure {}

impl From<Failure> for Status {
    fn from(failure: Failure) -> Self {
        let message = failure.to_string();
        let sentence = spoken::sentence(&failure, Language::English);
        let (code, mut details) = match failure {
            Failure::Malformed { problems, count } => (Code::InvalidArgument, malformed(problems, count)),
            Failure::Refused(refusal) => refused(&message, &refusal),
            Failure::Unauthenticated => {
                (Code::Unauthenticated, ErrorDetails::with_error_info(UNAUTHENTICATED, DOMAIN, HashMap::new()))
            }
            Failure::Unavailable(why) => {
                let mut details = ErrorDetails::with_error_info(why.reason(), DOMAIN, HashMap::new());
                details.set_retry_info(Some(why.retry_after()));
                (Code::Unavailable, details)
            }
            Failure::OverLimit { limit, retry_after } => {
                (Code::ResourceExhausted, over_limit(&message, &limit, retry_after))
            }
            Failure::Other { code, message } => return Self::new(code, message),
        };
        if let Some(sentence) = sentence {
            details.set_localized_message(Language::English.tag(), sentence);
        }
        Self::with_error_details(code, message, details)
    }
}

fn malformed(problems: Malformed, count: usize) -> ErrorDetails {
    let metadata = HashMap::from([(VIOLATIONS.to_owned(), count.to_string())]);
    let mut details = ErrorDetails::with_error_info(MALFORMED, DOMAIN, metadata);
    let mut room = MOST_VIOLATION_BYTES;
    for Violation { field, description } in problems.violations {
        let size = field.len().saturating_add(description.len()).saturating_add(8);
        let Some(left) = room.checked_sub(size) else { break };
        room = left;
        details.add_bad_request_violation(field, description);
    }
    details
}

fn refused(message: &str, refusal: &Refusal) -> (Code, ErrorDetails) {
    let Refusal { reason, numbers, item, entry } = refusal;
    let mut metadata: HashMap<String, String> =
        numbers.iter().map(|(field, number)| (field.clone(), number.to_string())).collect();
    metadata.extend(item.map(|item| (ORDINAL.to_owned(), item.to_string())));
    metadata.extend(entry.map(|entry| (ENTRY.to_owned(), entry.to_string())));
    let mut details = ErrorDetails::with_error_info(reason, DOMAIN, metadata);
    let code = refusal.rejection().map_or(Code::FailedPrecondition, |rejection| code::of(&rejection));
    if code == Code::FailedPrecondition {
        let subject = item.map_or_else(|| "request".to_owned(), |item| format!("items[{item}]"));
        details.set_precondition_failure(vec![tonic_types::PreconditionViolation::new(reason, subject, message)]);
    }
    (code, details)
}

fn over_limit(message: &str, limit: &str, retry_after: Duration) -> ErrorDetails {
    let metadata = HashMap::from([(LIMIT.to_owned(), limit.to_owned())]);
    let mut details = ErrorDetails::with_error_info(OVER_LIMIT, DOMAIN, metadata);
    details.set_retry_info(Some(retry_after));
    details.set_quota_failure(vec![tonic_types::QuotaViolation::new(limit, message)]);
    details
}

impl From<&Status> for Failure {
    fn from(status: &Status) -> Self {
        let other = || Self::Other { code: status.code(), message: status.message().to_owned() };
        let Ok(details) = status.check_error_details() else { return other() };
        let Some(info) = details.error_info().filter(|info| info.domain == DOMAIN) else { return other() };
        let retry_after = details.retry_info().and_then(|retry| retry.retry_delay).unwrap_or_default();
        match (status.code(), info.reason.as_str()) {
            (Code::InvalidArgument, MALFORMED) => read_malformed(&details, &info.metadata),
            (Code::Unauthenticated, _) => Self::Unauthenticated,
            (Code::Unavailable, reason) => {
                Unavailable::ALL.into_iter().find(|why| why.reason() == reason).map_or_else(other, Self::Unavailable)
            }
            (Code::ResourceExhausted, OVER_LIMIT) => {
                Self::OverLimit { limit: info.metadata.get(LIMIT).cloned().unwrap_or_default(), retry_after }
            }
            (_, reason) => Self::Refused(read_refusal(reason, &info.metadata)),
        }
    }
}

fn read_malformed(details: &ErrorDetails, metadata: &HashMap<String, String>) -> Failure {
    let violations = details.bad_request().map_or(&[][..], |bad| &bad.field_violations);
    let violations: Vec<Violation> = violations
        .iter()
        .map(|each| Violation { field: each.field.clone(), description: each.description.clone() })
        .collect();
    let count = metadata.get(VIOLATIONS).and_then(|count| count.parse().ok()).unwrap_or(violations.len());
    Failure::Malformed { problems: Malformed { violations }, count }
}

fn read_refusal(reason: &str, metadata: &HashMap<String, String>) -> Refusal {
    let mut numbers: BTreeMap<String, u64> =
        metadata.iter().filter_map(|(field, number)| Some((field.clone(), number.parse().ok()?))).collect();
    let item = numbers.remove(ORDINAL).and_then(|item| u32::try_from(item).ok());
    let entry = numbers.remove(ENTRY).map(Index);
    Refusal { reason: reason.to_owned(), numbers, item, entry }
}
