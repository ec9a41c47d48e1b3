//! Tokens: what stands for a person, a couple or an account in the book. The bytes are described in `docs/format/record.md`.

use super::identity::Known;
use core::fmt;
use ledger_core::ids::{AccountToken, BenefitKey, PersonToken};
use ledger_core::text::Code;

use crate::identifiers::{NationalId, Sheba};

const PERSON: &str = "amanat person token v1";
const BENEFIT: &str = "amanat benefit key v1";
const ACCOUNT: &str = "amanat account token v1";

/// The keys that tokens are made with. They never travel with the book.
#[derive(Clone)]
pub struct TokenKeys {
    person: [u8; 32],
    benefit: [u8; 32],
    account: [u8; 32],
}

impl TokenKeys {
    /// The keys of a book, from its 32 random bytes.
    #[must_use]
    pub fn derive(master: &[u8; 32]) -> Self {
        let key = |context| blake3::derive_key(context, master);
        Self { person: key(PERSON), benefit: key(BENEFIT), account: key(ACCOUNT) }
    }

    /// The token of a person.
    #[must_use]
    pub fn person(&self, id: &NationalId) -> PersonToken {
        PersonToken(self.identity(&Known::Person(id.clone())))
    }

    /// The token of a bank account.
    #[must_use]
    pub fn account(&self, sheba: &Sheba) -> AccountToken {
        let mut hasher = blake3::Hasher::new_keyed(&self.account);
        hasher.update(b"sheba").update(&[0]).update(sheba.as_str().as_bytes());
        AccountToken(*hasher.finalize().as_bytes())
    }

    /// The token of an identity within a benefit group.
    pub(super) fn benefit(&self, group: &Code, identity: &Known) -> BenefitKey {
        let mut hasher = blake3::Hasher::new_keyed(&self.benefit);
        hasher.update(group.as_str().as_bytes()).update(&[0]);
        hasher.update(identity.kind().as_bytes()).update(&[0]).update(identity.text().as_bytes());
        BenefitKey(*hasher.finalize().as_bytes())
    }

    /// The token of any identity; for a person this is the person token.
    pub(super) fn identity(&self, identity: &Known) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_keyed(&self.person);
        hasher.update(identity.kind().as_bytes()).update(&[0]).update(identity.text().as_bytes());
        *hasher.finalize().as_bytes()
    }
}

impl fmt::Debug for TokenKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenKeys(…)")
    }
}
