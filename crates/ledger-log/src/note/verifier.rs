//! Keys that verify.

use super::key_text::{self, KeyText};
use super::{KeyId, KeyName, MalformedKey, SignatureType};
use ed25519_dalek::{Signature, VerifyingKey};
use std::{fmt, str::FromStr};

/// A key that can say whether a signature over a note's text is its own: a log's or a witness's.
pub trait Verifier {
    /// The key's name.
    fn name(&self) -> &KeyName;

    /// The key's id.
    fn id(&self) -> KeyId;

    /// Whether these bytes, which claim to be its signature over the text, are.
    fn accepts(&self, text: &str, signature: &[u8]) -> bool;
}

/// A named Ed25519 public key, of either kind.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct PublicKey {
    name: KeyName,
    id: KeyId,
    kind: SignatureType,
    point: VerifyingKey,
}

impl PublicKey {
    pub(crate) fn new(name: KeyName, kind: SignatureType, point: VerifyingKey) -> PublicKey {
        let id = KeyId::of(&name, kind, point.as_bytes());
        PublicKey { name, id, kind, point }
    }

    pub(crate) fn from_bytes(name: KeyName, kind: SignatureType, bytes: &[u8; 32]) -> Result<PublicKey, MalformedKey> {
        let point = VerifyingKey::from_bytes(bytes).map_err(|_| MalformedKey::Point)?;
        // A weak key accepts signatures that nobody made; it is refused here, not at each signature.
        if point.is_weak() {
            return Err(MalformedKey::Point);
        }
        Ok(PublicKey::new(name, kind, point))
    }

    pub(crate) fn parse(text: &str, kind: SignatureType) -> Result<PublicKey, MalformedKey> {
        let text = KeyText::public(text, kind)?;
        text.expect_id(KeyId::of(&text.name, kind, &text.bytes))?;
        PublicKey::from_bytes(text.name, kind, &text.bytes)
    }

    pub(crate) fn name(&self) -> &KeyName {
        &self.name
    }

    pub(crate) fn id(&self) -> KeyId {
        self.id
    }

    pub(crate) fn as_bytes(&self) -> &[u8; 32] {
        self.point.as_bytes()
    }

    pub(crate) fn accepts(&self, message: &[u8], signature: &[u8]) -> bool {
        let parsed = Signature::from_slice(signature);
        parsed.is_ok_and(|signature| self.point.verify_strict(message, &signature).is_ok())
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&key_text::public(&self.name, self.id, self.kind, self.as_bytes()))
    }
}

/// The public key of a log: verifies Ed25519 signatures (type 0x01) over a note's text.
///
/// `Display` and `FromStr` are the verifier key text `name+hex(id)+base64(0x01 ‖ key)`.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey(PublicKey);

impl VerifierKey {
    /// Names a raw public key.
    ///
    /// # Errors
    /// [`MalformedKey::Point`] if the bytes are no key, or a weak one.
    pub fn from_bytes(name: KeyName, bytes: &[u8; 32]) -> Result<VerifierKey, MalformedKey> {
        PublicKey::from_bytes(name, SignatureType::Ed25519, bytes).map(VerifierKey)
    }

    pub(crate) fn from_public(public: PublicKey) -> VerifierKey {
        VerifierKey(public)
    }

    /// The raw public key.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }
}

impl Verifier for VerifierKey {
    fn name(&self) -> &KeyName {
        self.0.name()
    }

    fn id(&self) -> KeyId {
        self.0.id()
    }

    fn accepts(&self, text: &str, signature: &[u8]) -> bool {
        self.0.accepts(text.as_bytes(), signature)
    }
}

impl FromStr for VerifierKey {
    type Err = MalformedKey;

    fn from_str(text: &str) -> Result<VerifierKey, MalformedKey> {
        PublicKey::parse(text, SignatureType::Ed25519).map(VerifierKey)
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, out)
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, out)
    }
}
