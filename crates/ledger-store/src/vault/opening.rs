//! An opening: one datum of a person, with what opens its commitment.

use std::fmt;

use super::field::Field;
use super::secret::{Blind, Value};

/// The random reference of the beneficiary or donor that a datum belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject(pub [u8; 16]);

/// The caller's own name for a request.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub [u8; 16]);

/// Where a datum came in. Each place holds one opening, for ever: this is what a retry finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OpeningKey {
    /// Who asked, by the index of its admission.
    pub principal: u64,
    /// Under which request id.
    pub request_id: RequestId,
    /// The item's position in the request.
    pub item: u32,
    /// What of the item.
    pub field: Field,
}

/// One datum, its blind, and the commitment that the two of them open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    subject: Subject,
    key: OpeningKey,
    blind: Blind,
    value: Value,
    commitment: [u8; 32],
}

impl Opening {
    /// Puts an opening together; its commitment follows from it.
    #[must_use]
    pub fn new(subject: Subject, key: OpeningKey, blind: Blind, value: Value) -> Opening {
        let OpeningKey { principal: _, request_id, item, field } = key;
        let commitment = ledger_log::commitment(blind.as_bytes(), field.name(), &request_id.0, item, value.as_bytes());
        Opening { subject, key, blind, value, commitment }
    }

    /// Whose datum it is.
    #[must_use]
    pub const fn subject(&self) -> &Subject {
        &self.subject
    }

    /// Where it came in.
    #[must_use]
    pub const fn key(&self) -> &OpeningKey {
        &self.key
    }

    /// What hides it in the commitment.
    #[must_use]
    pub const fn blind(&self) -> &Blind {
        &self.blind
    }

    /// The datum.
    #[must_use]
    pub const fn value(&self) -> &Value {
        &self.value
    }

    /// What stands in the book.
    #[must_use]
    pub const fn commitment(&self) -> &[u8; 32] {
        &self.commitment
    }
}

impl fmt::Display for OpeningKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let OpeningKey { principal, request_id, item, field } = self;
        write!(out, "{field} of item {item} of request {request_id} of principal {principal}")
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        hexadecimal(&self.0, out)
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        hexadecimal(&self.0, out)
    }
}

impl fmt::Debug for Subject {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Subject({self})")
    }
}

impl fmt::Debug for RequestId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "RequestId({self})")
    }
}

fn hexadecimal(bytes: &[u8], out: &mut fmt::Formatter<'_>) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
}
