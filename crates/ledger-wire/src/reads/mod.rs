//! What the views say, as messages. Each function answers one method from the views as they are, and changes
//! nothing.

pub mod campaigns;
pub mod catalogue;
pub mod funds;
pub mod goods;
pub mod grants;
pub mod lists;
mod money;
mod page;
pub mod payees;
pub mod payments;
pub mod pledges;
pub mod receipts;
pub mod registry;
pub mod reports;
pub mod stock_traces;
pub mod traces;

use crate::proto::ledger::v1 as proto;
use ledger_core::rejection::Rejection;
use ledger_core::views::Views;
use page::BadToken;

/// The views, and the link of the head that they reflect.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The views.
    pub views: &'a Views,
    /// The link after the last entry that they reflect, where it is known.
    pub link: Option<[u8; 32]>,
}

/// Why a question has no answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ReadError {
    /// There is no such thing.
    #[error("there is no {what} {index}")]
    NotFound {
        /// What was asked for.
        what: &'static str,
        /// The index asked for.
        index: u64,
    },
    /// The page token was not given out for this question.
    #[error("page_token was not given out for this request")]
    BadToken,
    /// A field that is required is not set.
    #[error("{field} is required")]
    Missing {
        /// Which.
        field: &'static str,
    },
    /// A rule stands against it; nothing of it is recorded.
    #[error(transparent)]
    Refused(Rejection),
    /// What is asked for stands in the vault, and the vault is not open.
    #[error("the vault is not open")]
    VaultClosed,
}

impl From<BadToken> for ReadError {
    fn from(_: BadToken) -> Self {
        Self::BadToken
    }
}

impl View<'_> {
    /// The head that an answer reflects.
    #[must_use]
    pub fn head(&self) -> proto::Head {
        let head = self.views.head();
        proto::Head {
            entry_count: head.next.0,
            link: self.link.map(|link| link.to_vec()).unwrap_or_default(),
            recorded_at: head.recorded_at.map(money::timestamp),
        }
    }

    fn unit(&self) -> String {
        self.views.book().map_or_else(String::new, |book| book.unit.to_string())
    }
}

/// A question without an answer, as a caller is told.
#[cfg(feature = "grpc")]
impl From<ReadError> for crate::status::Failure {
    fn from(error: ReadError) -> Self {
        use crate::door::{Malformed, Violation};
        let malformed = |field: &str, description: &str| {
            let violation = Violation { field: field.to_owned(), description: description.to_owned() };
            Self::from(Malformed { violations: vec![violation] })
        };
        match error {
            ReadError::BadToken => malformed("page_token", "was not given out for this request"),
            ReadError::Missing { field } => malformed(field, "is required"),
            ReadError::Refused(rejection) => Self::from(crate::refusal::Refusal::of(&rejection)),
            ReadError::VaultClosed => Self::Other { code: tonic::Code::Unavailable, message: error.to_string() },
            ReadError::NotFound { what, index } => Self::from(crate::refusal::Refusal::of(&unknown(what, index))),
        }
    }
}

/// What is not there, in the words of the rules.
#[cfg(feature = "grpc")]
fn unknown(what: &str, index: u64) -> Rejection {
    match what {
        "receipt" => Rejection::UnknownReceipt { receipt: index },
        "fund" => Rejection::UnknownFund { fund: index },
        "line" => Rejection::UnknownLine { line: index },
        "account" => Rejection::UnknownAccount { account: index },
        "grant" => Rejection::UnknownGrant { grant: index },
        "office" => Rejection::UnknownOffice { office: index },
        "pledge" => Rejection::UnknownPledge { pledge: index },
        "list" => Rejection::UnknownList { list: index },
        "lot" => Rejection::UnknownLot { lot: index },
        "kit" => Rejection::UnknownKit { kit: index },
        _ => Rejection::UnknownRegistration { object: index },
    }
}
