//! Where the vault is asked: for the blinds of what a request commits to, to keep what opens them, and to open it again.
//!
//! The server has no vault yet. Until it has one, a blind follows from the secret of the tokens and from what it hides,
//! so that a retry makes the same commitment; nothing is kept, and so nothing can be opened.

use ledger_core::ids::{AccountToken, Commitment, GrantId, ListId, PrincipalId, RequestId};
use ledger_wire::door::{Opened, Opening, Openings};
use ledger_wire::reads::ReadError;
use sha2::{Digest, Sha256};

/// Separates the blinds from every other use of the secret.
const CONTEXT: &[u8] = b"amanat/blind-without-vault/v1";

/// The vault, as far as it is there.
pub struct Vault {
    secret: [u8; 32],
}

/// The blinds of one caller's requests.
pub(super) struct Blinds<'a> {
    vault: &'a Vault,
    principal: PrincipalId,
}

impl Vault {
    /// No vault: blinds follow from this secret.
    #[must_use]
    pub const fn without(secret: [u8; 32]) -> Self {
        Self { secret }
    }

    /// The blinds for this caller.
    pub(super) const fn blinds(&self, principal: PrincipalId) -> Blinds<'_> {
        Blinds { vault: self, principal }
    }

    /// Keeps what a request commits to, durably, before it is decided.
    #[expect(clippy::unused_self, reason = "the vault keeps them, once there is one")]
    pub(super) const fn keep(&self, openings: &[Opening]) {
        let _ = openings;
    }

    /// The datum that opens a commitment; `None` if it was never kept or is erased.
    #[expect(clippy::unused_self, reason = "the vault opens it, once there is one")]
    pub(super) const fn open(&self, _: &Commitment) -> Result<Option<Opened>, ReadError> {
        Err(ReadError::VaultClosed)
    }

    /// The accounts that the payments of a list go to, as the vault has them at its release: the rules compare them
    /// with what was approved.
    #[expect(clippy::unused_self, reason = "the vault opens them, once there is one")]
    pub(super) const fn accounts_for_release(&self, _: ListId) -> Vec<(GrantId, AccountToken)> {
        Vec::new()
    }
}

impl Openings for Blinds<'_> {
    fn blind(&mut self, request: RequestId, item: u32, field: &'static str, value: &[u8]) -> [u8; 32] {
        Sha256::new_with_prefix(CONTEXT)
            .chain_update(self.vault.secret)
            .chain_update(self.principal.0.to_be_bytes())
            .chain_update(request.0)
            .chain_update(item.to_be_bytes())
            .chain_update(field)
            .chain_update([0])
            .chain_update(value)
            .finalize()
            .into()
    }
}
