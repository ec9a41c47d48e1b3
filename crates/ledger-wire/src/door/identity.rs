//! Who somebody is, as it comes in: checked, brought to one spelling, and from there on only a token.

use super::fields::Fields;
use super::tokens::TokenKeys;
use crate::identifiers::{NationalId, normalise};
use crate::proto::ledger::v1::{Identity, IdentityType};
use core::fmt::Write;
use ledger_core::text::Code;

/// An identity in its one spelling.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Known {
    /// A person.
    Person(NationalId),
    /// The number of a marriage record, in capitals.
    Marriage(Code),
}

impl Known {
    /// The name of its type, as tokens are made over.
    pub(super) const fn kind(&self) -> &'static str {
        match self {
            Self::Person(_) => "national-id",
            Self::Marriage(_) => "marriage-record",
        }
    }

    pub(super) fn text(&self) -> &str {
        match self {
            Self::Person(id) => id.as_str(),
            Self::Marriage(record) => record.as_str(),
        }
    }

    /// What the identity is, or why it is none, without a word of what came in.
    fn read(identity: &Identity) -> Result<Self, (&'static str, String)> {
        let Identity { r#type, value } = identity;
        match IdentityType::try_from(*r#type) {
            Ok(IdentityType::NationalId) => {
                NationalId::parse(value).map(Self::Person).map_err(|invalid| ("value", invalid.fault.to_string()))
            }
            Ok(IdentityType::MarriageRecord) => marriage_record(value).map(Self::Marriage),
            Ok(IdentityType::Unspecified) => Err(("type", "is required".to_owned())),
            Err(_) => Err(("type", "has a number that stands for nothing".to_owned())),
        }
    }
}

fn marriage_record(value: &str) -> Result<Code, (&'static str, String)> {
    let plain = normalise(value).map_err(|fault| ("value", fault.to_string()))?;
    Code::new(&plain.to_ascii_uppercase()).map_err(|fault| ("value", fault.to_string()))
}

/// Reads an identity; the path of `fields` is that of the identity.
pub(super) fn read(fields: &mut Fields<'_>, identity: &Identity) -> Option<Known> {
    Known::read(identity).map_err(|(field, description)| fields.wrong::<()>(field, &description)).ok()
}

/// Puts the token in the place of the text, so that the fingerprint is over no personal datum and the same for
/// every spelling.
pub(super) fn hide(identity: &mut Identity, tokens: &TokenKeys) {
    let token = Known::read(identity).map_or([0; 32], |known| tokens.identity(&known));
    identity.value = hexadecimal(&token);
}

/// A token or a commitment as it stands in what is fingerprinted.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing into a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
