//! Keys that sign. They have no `Display`, and `Debug` shows the public half only.

use super::key_text::{self, KeyText};
use super::{KeyId, KeyName, MalformedKey, PublicKey, SignatureLine, SignatureType, VerifierKey};
use ed25519_dalek::{Signer, SigningKey};
use std::fmt;

/// A named Ed25519 secret key, of either kind. Its memory is cleared when it is dropped.
#[derive(Clone)]
pub(crate) struct Seed {
    public: PublicKey,
    kind: SignatureType,
    secret: SigningKey,
}

impl Seed {
    pub(crate) fn new(name: KeyName, kind: SignatureType, seed: &[u8; 32]) -> Seed {
        let secret = SigningKey::from_bytes(seed);
        Seed { public: PublicKey::new(name, kind, secret.verifying_key()), kind, secret }
    }

    pub(crate) fn parse(text: &str, kind: SignatureType) -> Result<Seed, MalformedKey> {
        let text = KeyText::secret(text, kind)?;
        let seed = Seed::new(text.name.clone(), kind, &text.bytes);
        text.expect_id(seed.public.id())?;
        Ok(seed)
    }

    pub(crate) fn secret_text(&self) -> String {
        let (name, id) = (self.public.name(), self.public.id());
        key_text::secret(name, id, self.kind, self.secret.as_bytes())
    }

    pub(crate) fn public(&self) -> &PublicKey {
        &self.public
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.secret.sign(message).to_bytes()
    }

    pub(crate) fn line(&self, signature: Vec<u8>) -> SignatureLine {
        SignatureLine::new(self.public.name().clone(), self.public.id(), signature)
    }
}

/// The secret key of a log: signs the text of a note (type 0x01).
#[derive(Clone)]
pub struct SignerKey(Seed);

impl SignerKey {
    /// Names a seed of 32 random bytes; where they come from is the caller's care.
    #[must_use]
    pub fn from_seed(name: KeyName, seed: &[u8; 32]) -> SignerKey {
        SignerKey(Seed::new(name, SignatureType::Ed25519, seed))
    }

    /// Reads `PRIVATE+KEY+name+hex(id)+base64(0x01 ‖ seed)`.
    ///
    /// # Errors
    /// [`MalformedKey`] if the text is anything else.
    pub fn from_secret_text(text: &str) -> Result<SignerKey, MalformedKey> {
        Seed::parse(text, SignatureType::Ed25519).map(SignerKey)
    }

    /// The text that [`SignerKey::from_secret_text`] reads. It is the secret itself.
    #[must_use]
    pub fn secret_text(&self) -> String {
        self.0.secret_text()
    }

    /// The key's name.
    #[must_use]
    pub fn name(&self) -> &KeyName {
        self.0.public().name()
    }

    /// The key's id.
    #[must_use]
    pub fn id(&self) -> KeyId {
        self.0.public().id()
    }

    /// The public half.
    #[must_use]
    pub fn verifier(&self) -> VerifierKey {
        VerifierKey::from_public(self.0.public().clone())
    }

    /// Signs a note's text, final newline included.
    #[must_use]
    pub fn sign(&self, text: &str) -> SignatureLine {
        self.0.line(self.0.sign(text.as_bytes()).to_vec())
    }
}

impl fmt::Debug for SignerKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "secret key of {}", self.0.public())
    }
}
