//! One signature line: `— <key name> base64(key id ‖ signature)`.

use super::{KeyId, KeyName, MalformedName};
use base64::{Engine, engine::general_purpose::STANDARD};
use std::{fmt, str::FromStr};

/// Em dash and space.
const OPENING: &str = "\u{2014} ";

/// Whose signature it claims to be, and its bytes, of whatever kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureLine {
    name: KeyName,
    id: KeyId,
    signature: Vec<u8>,
}

/// Why a line is no signature line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MalformedLine {
    /// It does not open with an em dash and a space.
    #[error("it does not begin with an em dash and a space")]
    NoEmDash,
    /// No space between name and signature.
    #[error("it has no space between name and signature")]
    NoSpace,
    /// The name is none.
    #[error("its key name is malformed")]
    Name(#[source] MalformedName),
    /// Not canonical base64.
    #[error("its signature is not canonical base64")]
    Base64,
    /// Too short for an id and a signature.
    #[error("its signature has {length_bytes} bytes; the key id alone has 4")]
    TooShort {
        /// Bytes that were there.
        length_bytes: usize,
    },
}

impl SignatureLine {
    pub(crate) fn new(name: KeyName, id: KeyId, signature: Vec<u8>) -> SignatureLine {
        SignatureLine { name, id, signature }
    }

    /// The name of the key that is said to have signed.
    #[must_use]
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// The id of that key.
    #[must_use]
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// The signature without the id.
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// Length of the line with its newline.
    pub(super) fn size_bytes(&self) -> usize {
        let base64 = (4 + self.signature.len()).div_ceil(3) * 4;
        OPENING.len() + self.name.as_str().len() + 1 + base64 + 1
    }
}

impl FromStr for SignatureLine {
    type Err = MalformedLine;

    /// Reads a line without its newline.
    fn from_str(line: &str) -> Result<SignatureLine, MalformedLine> {
        let rest = line.strip_prefix(OPENING).ok_or(MalformedLine::NoEmDash)?;
        let (name, base64) = rest.split_once(' ').ok_or(MalformedLine::NoSpace)?;
        let name = name.parse().map_err(MalformedLine::Name)?;
        let bytes = STANDARD.decode(base64).map_err(|_| MalformedLine::Base64)?;
        match bytes.split_first_chunk() {
            Some((id, signature)) if !signature.is_empty() => {
                Ok(SignatureLine { name, id: KeyId::from_bytes(*id), signature: signature.to_vec() })
            }
            _ => Err(MalformedLine::TooShort { length_bytes: bytes.len() }),
        }
    }
}

impl fmt::Display for SignatureLine {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [self.id.as_bytes(), self.signature.as_slice()].concat();
        write!(out, "{OPENING}{} {}", self.name, STANDARD.encode(bytes))
    }
}
