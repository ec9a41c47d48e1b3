//! The database in the vault's file: how it is made, opened, and asked.
//!
//! Every commit is of two phases: the newest state is then never quietly given up for the one before it because a
//! byte of it is wrong. Every opening reads the whole file and compares its checksums, for the same reason.

use std::path::Path;

use redb::{Builder, Database, Durability, ReadTransaction, ReadableDatabase, WriteTransaction};

use super::disk::{Disk, Failures};
use super::error::{VaultDamage, VaultError};
use super::rows;
use super::seal::{seal, unseal};
use super::secret::VaultKey;
use crate::storage::{self, Access, Privacy, Storage};
use crate::world::WorldFailed;

/// The format of the rows.
const FORMAT: u32 = 1;
const CHECK_PLACE: &[u8] = b"amanat/vault/v1/check\0";
/// How much of the file is kept in memory, sealed as it lies there.
const CACHE_BYTES: usize = 64 * 1024 * 1024;

/// An open database.
pub(super) struct Connected {
    pub(super) database: Database,
    pub(super) failures: Failures,
}

/// What went wrong under a question, before it is known what that means for the vault.
pub(super) enum Trouble {
    Vault(VaultError),
    Database(redb::Error),
}

/// What a question to the database gives.
pub(super) type Asked<T> = Result<T, Trouble>;

/// Makes an empty vault in a new file; nothing of it is durable under its name yet.
pub(super) fn create<S: Storage>(storage: &S, path: &Path, key: &VaultKey) -> Result<(), VaultError> {
    let (disk, failures) = Disk::new(storage::open(storage, path, Access::Create(Privacy::Private))?);
    let made = || -> Asked<()> {
        let database = builder().create_with_backend(disk)?;
        let transaction = begin_write(&database)?;
        fill(&transaction, key)?;
        transaction.commit()?;
        Ok(database.close()?)
    };
    made().map_err(|trouble| trouble.explain(path, &failures))
}

/// Opens the database, and proves that it is sound, of a known format, and made with this key.
pub(super) fn connect<S: Storage>(storage: &S, path: &Path, key: &VaultKey) -> Result<Connected, VaultError> {
    let file = storage::open(storage, path, Access::Write)?;
    file.sync()?; // what a killed process left in memory only must not be believed and then lost
    if file.size()? == 0 {
        return Err(VaultDamage::File { reason: "it is empty".to_owned() }.into()); // and must not be filled anew
    }
    let (disk, failures) = Disk::new(file);
    let opened = || -> Asked<Database> {
        let database = builder().create_with_backend(disk)?;
        check(&database.begin_read()?, key)?;
        Ok(database)
    };
    match opened() {
        Ok(database) => Ok(Connected { database, failures }),
        Err(trouble) => Err(trouble.explain(path, &failures)),
    }
}

/// A transaction that is durable when its commit returns.
pub(super) fn begin_write(database: &Database) -> Asked<WriteTransaction> {
    let mut transaction = database.begin_write()?;
    transaction.set_durability(Durability::Immediate)?;
    transaction.set_two_phase_commit(true);
    Ok(transaction)
}

fn builder() -> Builder {
    let mut builder = Builder::new();
    builder.set_cache_size(CACHE_BYTES).set_check_integrity_on_open(true);
    builder
}

fn fill(transaction: &WriteTransaction, key: &VaultKey) -> Asked<()> {
    let check = seal(key.as_bytes(), CHECK_PLACE, &[0; 32])?;
    let mut vault = transaction.open_table(rows::VAULT)?;
    vault.insert("format", FORMAT.to_be_bytes().as_slice())?;
    vault.insert("check", check.as_slice())?;
    // Every table is there from the start, so that a missing one is damage.
    transaction.open_table(rows::SUBJECTS)?;
    transaction.open_table(rows::OPENINGS)?;
    transaction.open_table(rows::BY_COMMITMENT)?;
    transaction.open_table(rows::BY_SUBJECT)?;
    transaction.open_table(rows::TO_OVERWRITE)?;
    Ok(())
}

fn check(transaction: &ReadTransaction, key: &VaultKey) -> Asked<()> {
    let vault = transaction.open_table(rows::VAULT)?;
    let format = vault.get("format")?.and_then(|row| row.value().try_into().ok()).map(u32::from_be_bytes);
    match (format, vault.get("check")?) {
        (Some(FORMAT), Some(check)) => {
            let proven = unseal(key.as_bytes(), CHECK_PLACE, check.value()).is_some();
            if proven { Ok(()) } else { Err(VaultError::WrongKey.into()) }
        }
        (Some(format), _) if format > FORMAT => Err(VaultError::NewerFormat { format }.into()),
        (Some(_) | None, _) => {
            Err(VaultDamage::File { reason: "it does not say that it is a vault".to_owned() }.into())
        }
    }
}

impl Trouble {
    /// What it means, once it is known what failed under it.
    pub(super) fn explain(self, path: &Path, failures: &Failures) -> VaultError {
        let world = |doing, source| VaultError::World(WorldFailed { doing, path: path.to_owned(), source });
        let error = match self {
            Trouble::Vault(error) => return error,
            Trouble::Database(error) => error,
        };
        match (error, failures.last()) {
            (redb::Error::PreviousIo, Some(_)) if failures.of_a_sync() => VaultError::Stopped,
            (redb::Error::PreviousIo, Some(doing)) => world(doing, std::io::Error::other("a call failed before")),
            (redb::Error::Io(source), Some(doing)) => world(doing, source),
            // No call failed: it is the database's own complaint about what it read.
            (error, _) => VaultDamage::File { reason: error.to_string() }.into(),
        }
    }
}

impl<E: Into<redb::Error>> From<E> for Trouble {
    fn from(error: E) -> Trouble {
        Trouble::Database(error.into())
    }
}

impl From<VaultError> for Trouble {
    fn from(error: VaultError) -> Trouble {
        Trouble::Vault(error)
    }
}

impl From<VaultDamage> for Trouble {
    fn from(damage: VaultDamage) -> Trouble {
        Trouble::Vault(damage.into())
    }
}
