//! Which known keys signed a note.

use super::{KeyId, KeyName, Note, SignatureLine, Verifier};

/// A line claims to be of a known key and is not: the note is rejected, whatever else it carries.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the signature of {name} ({id}) is not over this text")]
pub struct BadSignature {
    /// The key that it claims to be of.
    pub name: KeyName,
    /// That key's id.
    pub id: KeyId,
}

/// Why a note is not to be trusted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotVerified {
    /// A known key's signature is wrong.
    #[error(transparent)]
    BadSignature(#[from] BadSignature),
    /// None of the known keys signed it.
    #[error("none of the known keys signed the note")]
    NoKnownSignature,
}

impl Note {
    /// The lines that this key signed: none if it did not sign, several if it signed more than once.
    ///
    /// A line belongs to a key if both name and id match; others are ignored.
    ///
    /// # Errors
    /// [`BadSignature`] if any line of this key does not verify.
    pub fn signatures_by<K: Verifier + ?Sized>(&self, key: &K) -> Result<Vec<&SignatureLine>, BadSignature> {
        let claimed = |line: &&SignatureLine| line.name() == key.name() && line.id() == key.id();
        let verify = |line| if self.signed(line, key) { Ok(line) } else { Err(bad(key)) };
        self.signatures().iter().filter(claimed).map(verify).collect()
    }

    /// The known keys that signed, in the order given; one at least.
    ///
    /// # Errors
    /// [`NotVerified`] if a known key's signature is wrong, or none signed.
    pub fn verify<'k, K: Verifier>(&self, keys: &'k [K]) -> Result<Vec<&'k K>, NotVerified> {
        let mut signers = Vec::new();
        for key in keys {
            if !self.signatures_by(key)?.is_empty() {
                signers.push(key);
            }
        }
        if signers.is_empty() { Err(NotVerified::NoKnownSignature) } else { Ok(signers) }
    }

    fn signed<K: Verifier + ?Sized>(&self, line: &SignatureLine, key: &K) -> bool {
        key.accepts(self.text(), line.signature())
    }
}

fn bad<K: Verifier + ?Sized>(key: &K) -> BadSignature {
    BadSignature { name: key.name().clone(), id: key.id() }
}
