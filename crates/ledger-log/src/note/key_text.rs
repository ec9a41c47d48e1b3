//! Keys as text: `name+hex(id)+base64(type ‖ bytes)`, with `PRIVATE+KEY+` before it if they are secret.

use super::{KeyId, KeyName, MalformedName, SignatureType};
use base64::{Engine, engine::general_purpose::STANDARD};

/// What opens the text of a secret key.
const PRIVATE: &str = "PRIVATE+KEY+";

/// Why a text is no key. It never repeats the text, which may be a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MalformedKey {
    /// It is not name, id and bytes with plus signs between, or lacks (or has) the mark of a secret key.
    #[error("the key is not of the form name+id+bytes")]
    Form,
    /// The name is none.
    #[error("the key's name is malformed")]
    Name(#[source] MalformedName),
    /// The id is not eight lower-case hex digits.
    #[error("the key id is not eight lower-case hex digits")]
    Id,
    /// The bytes are not canonical base64.
    #[error("the key is not canonical base64")]
    Base64,
    /// Not one byte of type and 32 of key.
    #[error("the key has {length_bytes} bytes, not 33")]
    Length {
        /// Bytes that were there.
        length_bytes: usize,
    },
    /// A key for another kind of signature.
    #[error("the key is of type {found}, where one of type {expected} belongs")]
    Type {
        /// The type byte that is wanted here.
        expected: u8,
        /// The type byte of the key.
        found: u8,
    },
    /// The id belongs to another name or key: one of the three was mistyped.
    #[error("the key says that its id is {stated}, but it is {computed}")]
    IdMismatch {
        /// The id in the text.
        stated: KeyId,
        /// The id of this name and key.
        computed: KeyId,
    },
    /// The 32 bytes are no usable Ed25519 public key.
    #[error("the bytes are not an Ed25519 public key, or a weak one")]
    Point,
}

/// Name, stated id and 32 bytes; whether the id is right is for the caller to see.
pub(super) struct KeyText {
    pub(super) name: KeyName,
    pub(super) stated: KeyId,
    pub(super) bytes: [u8; 32],
}

impl KeyText {
    pub(super) fn public(text: &str, kind: SignatureType) -> Result<KeyText, MalformedKey> {
        // "PRIVATE" is a valid name, but "KEY" is not an id: a secret key fails below.
        KeyText::parse(text, kind)
    }

    pub(super) fn secret(text: &str, kind: SignatureType) -> Result<KeyText, MalformedKey> {
        KeyText::parse(text.strip_prefix(PRIVATE).ok_or(MalformedKey::Form)?, kind)
    }

    fn parse(text: &str, kind: SignatureType) -> Result<KeyText, MalformedKey> {
        // Base64 may contain plus signs, so only the first two divide.
        let (name, rest) = text.split_once('+').ok_or(MalformedKey::Form)?;
        let (id, base64) = rest.split_once('+').ok_or(MalformedKey::Form)?;
        let name = name.parse().map_err(MalformedKey::Name)?;
        let stated = id.parse()?;
        let (found, bytes) = decode(base64)?;
        if found != kind.byte() {
            return Err(MalformedKey::Type { expected: kind.byte(), found });
        }
        Ok(KeyText { name, stated, bytes })
    }

    pub(super) fn expect_id(&self, computed: KeyId) -> Result<(), MalformedKey> {
        if self.stated == computed {
            return Ok(());
        }
        Err(MalformedKey::IdMismatch { stated: self.stated, computed })
    }
}

fn decode(base64: &str) -> Result<(u8, [u8; 32]), MalformedKey> {
    // Longer than any key, so that a long text is refused for its length without decoding it.
    if base64.len() > 256 {
        return Err(MalformedKey::Length { length_bytes: base64.len() / 4 * 3 });
    }
    let bytes = STANDARD.decode(base64).map_err(|_| MalformedKey::Base64)?;
    let wrong = MalformedKey::Length { length_bytes: bytes.len() };
    let (kind, key) = bytes.split_first().ok_or(wrong)?;
    Ok((*kind, key.try_into().map_err(|_| wrong)?))
}

pub(super) fn public(name: &KeyName, id: KeyId, kind: SignatureType, bytes: &[u8; 32]) -> String {
    let key = STANDARD.encode([&[kind.byte()][..], bytes].concat());
    format!("{name}+{id}+{key}")
}

pub(super) fn secret(name: &KeyName, id: KeyId, kind: SignatureType, bytes: &[u8; 32]) -> String {
    format!("{PRIVATE}{}", public(name, id, kind, bytes))
}
