//! What a request commits to: a name and an account, of which the book gets a commitment and the vault the datum with
//! its blind. Blinds are drawn outside, and a retry must find the same ones, or it would be another request.

use super::malformed::Malformed;
use core::fmt;
use ledger_core::ids::{BeneficiaryId, Commitment, RequestId};

/// The field of a person's name.
pub const NAME: &str = "name";
/// The field of a Sheba.
pub const ACCOUNT: &str = "account";

/// Who draws blinds, and finds those that were drawn before. It is made for one caller.
pub trait Openings {
    /// The blind of a datum: 32 random bytes, drawn once for this field of this item of this request, and the same
    /// ever after.
    fn blind(&mut self, request: RequestId, item: u32, field: &'static str, value: &[u8]) -> [u8; 32];
}

/// A datum and what opens its commitment: to be kept, durably, before the request is decided.
#[derive(Clone, PartialEq, Eq)]
pub struct Opening {
    /// Whose datum it is.
    pub subject: BeneficiaryId,
    /// Which item of the request it came with, from 0.
    pub item: u32,
    /// What it is: [`NAME`] or [`ACCOUNT`].
    pub field: &'static str,
    /// What hides it in the commitment.
    pub blind: [u8; 32],
    /// The datum.
    pub value: Vec<u8>,
    /// What stands in the book.
    pub commitment: Commitment,
}

impl fmt::Debug for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Opening({} of item {} …)", self.field, self.item)
    }
}

/// What is gathered while a request is read.
#[derive(Default)]
pub(super) struct Found {
    /// What is wrong with it.
    pub(super) problems: Malformed,
    /// What it commits to.
    pub(super) openings: Vec<Opening>,
    /// Its id, once that was read.
    pub(super) request: Option<RequestId>,
    /// The item that is being read.
    pub(super) item: u32,
}

impl Found {
    /// Commits to a datum. Nothing, while the request has no id: then it is refused anyway.
    pub(super) fn commit(
        &mut self,
        openings: &mut dyn Openings,
        subject: BeneficiaryId,
        field: &'static str,
        value: &[u8],
    ) -> Option<Commitment> {
        let (request, item) = (self.request?, self.item);
        let blind = openings.blind(request, item, field, value);
        let commitment = Commitment(ledger_log::commitment(&blind, field, &request.0, item, value));
        self.openings.push(Opening { subject, item, field, blind, value: value.to_vec(), commitment });
        Some(commitment)
    }
}

/// A datum as the vault gives it back.
#[derive(Clone, PartialEq, Eq)]
pub struct Opened {
    /// The request that it came with.
    pub request: RequestId,
    /// Which item of that request, from 0.
    pub item: u32,
    /// What hides it in the commitment.
    pub blind: [u8; 32],
    /// The datum.
    pub value: Vec<u8>,
}

impl Opened {
    /// Whether this is what the commitment was made from.
    #[must_use]
    pub fn opens(&self, field: &str, commitment: &Commitment) -> bool {
        self.commitment(field) == *commitment
    }

    /// The commitment that it opens as this field.
    #[must_use]
    pub fn commitment(&self, field: &str) -> Commitment {
        let Self { request, item, blind, value } = self;
        Commitment(ledger_log::commitment(blind, field, &request.0, *item, value))
    }
}

impl fmt::Debug for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Opened(item {} …)", self.item)
    }
}
