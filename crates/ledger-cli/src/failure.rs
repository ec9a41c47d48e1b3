//! Why a command gave no result.

use crate::exit::Exit;
use serde::Serialize;

/// Why there is no result, and how the command ends.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Failure {
    /// The exit code.
    pub exit: Exit,
    /// A stable word: `usage`, `not_found`, `damaged`, `rule_broken`, `interrupted`, or the code of a refusal.
    pub reason: String,
    /// Why, in words.
    pub message: String,
}

impl Failure {
    pub(crate) fn new(exit: Exit, reason: &str, message: impl Into<String>) -> Self {
        Self { exit, reason: reason.to_owned(), message: message.into() }
    }

    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(Exit::Usage, "usage", message)
    }

    pub(crate) fn interrupted() -> Self {
        Self::new(Exit::Interrupted, "interrupted", "interrupted before there was an answer")
    }

    pub(crate) fn tool(message: impl Into<String>) -> Self {
        Self::new(Exit::ToolFailed, "tool_failed", message)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::tool(format!("the result could not be written: {error}"))
    }
}
