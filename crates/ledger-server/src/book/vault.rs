//! The vault of a book: made with it, opened with it, under a key of its own that never travels with either.

use super::keys::{self, KeyError};
use crate::random::Random;
use ledger_core::ids::{PrincipalId, RequestId};
use ledger_core::state::State;
use ledger_store::vault::{self as store, Vault, VaultError, VaultKey};
use ledger_store::{PrivatePaths, RealStorage};

/// Why there is no vault to ask.
#[derive(Debug, thiserror::Error)]
pub enum OpenVaultError {
    /// Its key could not be made or read.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// It could not be made or opened.
    #[error("the vault: {0}")]
    Vault(#[from] VaultError),
}

/// Makes an empty vault with a new key.
///
/// # Errors
/// [`OpenVaultError`]; an existing key or vault is never written over.
pub fn create(paths: &PrivatePaths, random: &mut Random) -> Result<(), OpenVaultError> {
    let key: [u8; 32] = random.bytes();
    keys::write_new(&paths.vault_key(), &keys::hex(&key))?;
    Vault::create(&RealStorage, &paths.vault(), &VaultKey::from_bytes(key))?;
    Ok(())
}

/// Opens the vault, and sweeps out what was kept for requests that never became an entry: a crash came between.
///
/// # Errors
/// [`OpenVaultError`]; a lost vault is not replaced by an empty one.
pub fn open(paths: &PrivatePaths, state: &State) -> Result<Vault, OpenVaultError> {
    let key = VaultKey::from_bytes(keys::read_bytes(&paths.vault_key())?);
    let vault = Vault::open(&RealStorage, &paths.vault(), &key)?;
    // What may have become an entry is kept: an orphan too many is harmless, an opening too few is lost for ever.
    let known =
        |principal, request: &store::RequestId| state.may_have_request(PrincipalId(principal), RequestId(request.0));
    let swept = vault.sweep(known)?;
    if swept > 0 {
        tracing::info!(swept, "openings of requests that never became an entry were removed from the vault");
    }
    Ok(vault)
}
