//! The four bytes by which a signature line finds its key.

use super::KeyName;
use crate::hex;
use sha2::{Digest, Sha256};
use std::{fmt, str::FromStr};

/// What kind of signature a key makes. It is part of the key's id, so one name may have both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureType {
    /// Ed25519 over the note's text: logs.
    Ed25519,
    /// Timestamped Ed25519 over a checkpoint: witnesses.
    Cosignature,
}

impl SignatureType {
    /// The byte that stands for it in ids and key texts.
    #[must_use]
    pub const fn byte(self) -> u8 {
        match self {
            SignatureType::Ed25519 => 0x01,
            SignatureType::Cosignature => 0x04,
        }
    }
}

/// `SHA-256(name ‖ 0x0A ‖ type ‖ public key)[:4]`. It finds a key; it does not prove anything.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId([u8; 4]);

impl KeyId {
    pub(crate) fn of(name: &KeyName, kind: SignatureType, public: &[u8; 32]) -> KeyId {
        let digest = Sha256::new()
            .chain_update(name.as_str())
            .chain_update([b'\n', kind.byte()])
            .chain_update(public)
            .finalize();
        let [a, b, c, d, ..] = <[u8; 32]>::from(digest);
        KeyId([a, b, c, d])
    }

    /// Takes four bytes of a signature line for an id.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 4]) -> KeyId {
        KeyId(bytes)
    }

    /// The four bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 4] {
        &self.0
    }
}

impl FromStr for KeyId {
    type Err = super::MalformedKey;

    fn from_str(text: &str) -> Result<KeyId, super::MalformedKey> {
        hex::decode(text).map(KeyId).ok_or(super::MalformedKey::Id)
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex::write(&self.0, out)
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}
