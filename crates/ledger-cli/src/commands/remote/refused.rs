//! What a server's no means here: one table of reasons and exit codes.

use super::NoAnswer;
use crate::exit::Exit;
use crate::failure::Failure;
use ledger_wire::refusal::Refusal;
use ledger_wire::status;
use ledger_wire::words::{self, Language, Text};
use tonic::Status;

impl NoAnswer {
    /// Of a question.
    pub(crate) fn of_read(self) -> Failure {
        match self {
            Self::Interrupted => Failure::interrupted(),
            Self::Said { status, language } => {
                let failure = status::Failure::from(&*status);
                if is_unknown(&failure) {
                    let sentence = sentence(&failure, &status, language);
                    return Failure::new(Exit::Usage, "not_found", sentence.unwrap_or_else(|| failure.to_string()));
                }
                said(&failure, &status, language)
            }
        }
    }

    /// Of a write that had this request id.
    pub(crate) fn of_write(self, request_id: &str) -> Failure {
        let again = format!("the same command with --request-id {request_id} tells, and never records twice");
        match self {
            Self::Interrupted => {
                let message = format!("interrupted; recorded or not is not known: {again}");
                Failure::new(Exit::Interrupted, "interrupted", message)
            }
            Self::Said { status, language } => {
                let failure = status::Failure::from(&*status);
                let mut told = said(&failure, &status, language);
                if told.exit == Exit::ToolFailed {
                    told.message = format!("{}; {again}", told.message);
                }
                told
            }
        }
    }

    /// Whether the server says that there is no such thing.
    pub(super) fn is_unknown(&self) -> bool {
        match self {
            Self::Interrupted => false,
            Self::Said { status, .. } => is_unknown(&status::Failure::from(&**status)),
        }
    }
}

fn is_unknown(failure: &status::Failure) -> bool {
    match failure {
        status::Failure::Refused(refusal) => refusal.reason.starts_with("UNKNOWN_"),
        status::Failure::Other { code, .. } => *code == tonic::Code::NotFound,
        status::Failure::Malformed { .. }
        | status::Failure::Unauthenticated
        | status::Failure::Unavailable(_)
        | status::Failure::OverLimit { .. } => false,
    }
}

fn said(failure: &status::Failure, status: &Status, language: Language) -> Failure {
    let words = || sentence(failure, status, language).unwrap_or_else(|| failure.to_string());
    match failure {
        status::Failure::Malformed { problems, count } => {
            let fields = problems.violations.iter().map(|one| format!("{}: {}", one.field, one.description));
            let mut lines: Vec<String> = fields.collect();
            if *count > lines.len() {
                lines.push(format!("and {} more", count - lines.len()));
            }
            Failure::new(Exit::Usage, "malformed", lines.join("\n"))
        }
        status::Failure::Refused(refusal) => {
            Failure::new(Exit::Refused, &refusal.reason, refused(refusal, &words(), language))
        }
        status::Failure::Unauthenticated => Failure::new(Exit::Usage, "unauthenticated", words()),
        status::Failure::Unavailable(why) => Failure::new(Exit::ToolFailed, why.reason(), words()),
        status::Failure::OverLimit { .. } => Failure::new(Exit::ToolFailed, "over_limit", failure.to_string()),
        status::Failure::Other { .. } => Failure::new(Exit::ToolFailed, "server_failed", failure.to_string()),
    }
}

/// Our own words first: they know what the numbers are. A code that is newer than this version has the server's.
fn sentence(failure: &status::Failure, status: &Status, language: Language) -> Option<String> {
    let own = match failure {
        status::Failure::Refused(refusal) => words::refusal(refusal, language),
        status::Failure::Malformed { .. }
        | status::Failure::Unauthenticated
        | status::Failure::Unavailable(_)
        | status::Failure::OverLimit { .. }
        | status::Failure::Other { .. } => None,
    };
    own.or_else(|| status::heard(status))
}

/// The sentence, then the code with its numbers, the rule, and where it is recorded.
fn refused(refusal: &Refusal, sentence: &str, language: Language) -> String {
    let mut lines = vec![format!("{}: {sentence}", Text::Refused.written(language)), refusal.to_string()];
    let rule = refusal.rejection().and_then(|rejection| rejection.rule());
    lines.extend(rule.map(|rule| words::rule(rule, language)));
    lines.extend(refusal.entry.map(|entry| format!("{} {entry}", Text::RecordedAsEntry.written(language))));
    lines.join("\n")
}
