//! The vault: personal data, apart from the book.
//!
//! The book holds commitments and tokens only; what they stand for lies here, in one file, each subject's data sealed
//! under a key of its own, and these keys under the vault's. An opening is kept *before* the entry that holds its
//! commitment is decided, once for ever under where it came in, so that a retry finds the same blind and makes the
//! same commitment. Erasing a subject destroys its key; the book does not change.
//!
//! Nothing here reads an entry, and no error, log line or `Debug` shows a datum. What lies where is described in
//! `vault/rows.rs`, and why in `docs/decisions/0012-the-vault.md`.

mod connection;
mod database;
mod disk;
mod error;
mod field;
mod keeping;
mod look;
mod opening;
mod overwrite;
mod removal;
mod rows;
mod seal;
mod secret;
mod tables;

use std::fmt;
use std::path::Path;

use crate::storage::{self, Access, Privacy, RealStorage, Storage};
use crate::world::{Doing, WorldFailed};
use connection::Connection;
pub use error::{VaultDamage, VaultError};
pub use field::Field;
pub use opening::{Opening, OpeningKey, RequestId, Subject};
pub use secret::{Blind, MAX_VALUE_BYTES, Value, ValueTooLong, VaultKey};

/// Items of a request: as many as the door lets in.
pub const MAX_ITEMS: u32 = 8_192;
/// Openings that are kept in one call: every field of every item.
pub const MAX_OPENINGS_AT_ONCE: usize = MAX_ITEMS as usize * Field::ALL.len();
/// Openings of one subject.
pub const MAX_OPENINGS_OF_A_SUBJECT: usize = 4_096;
/// Subjects that are erased in one call.
pub const MAX_SUBJECTS_AT_ONCE: usize = 1_024;

/// An open vault. It may be shared between threads: they read side by side, and write one after the other.
pub struct Vault<S: Storage = RealStorage> {
    connection: Connection<S>,
    _lock: S::Lock,
}

impl<S: Storage> Vault<S> {
    /// Makes a new, empty vault with this key, and opens it. It appears under its name when it is whole.
    ///
    /// # Errors
    /// [`VaultError::AlreadyThere`], or what goes wrong under it.
    pub fn create(storage: &S, path: &Path, key: &VaultKey) -> Result<Vault<S>, VaultError> {
        match storage::open(storage, path, Access::Read) {
            Ok(_) => return Err(VaultError::AlreadyThere { path: path.to_owned() }),
            Err(failed) if failed.is_not_found() => {}
            Err(failed) => return Err(failed.into()),
        }
        let folder = path.parent().unwrap_or(path);
        storage::create_dir(storage, folder, Privacy::Private)?;
        let beside = path.with_extension("being-made");
        database::create(storage, &beside, key)?;
        storage::rename(storage, &beside, path)?;
        storage::sync_dir(storage, folder)?;
        Vault::open(storage, path, key)
    }

    /// Opens a vault, reading all of it once: a file that is damaged or was made with another key is refused. Ends
    /// what an interrupted erasure left to do.
    ///
    /// # Errors
    /// [`VaultError`]; [`VaultError::Missing`] if there is none.
    pub fn open(storage: &S, path: &Path, key: &VaultKey) -> Result<Vault<S>, VaultError> {
        let lock = match storage.lock(path) {
            Ok(Some(lock)) => lock,
            Ok(None) => return Err(VaultError::InUse { path: path.to_owned() }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(VaultError::Missing { path: path.to_owned() });
            }
            Err(source) => return Err(WorldFailed { doing: Doing::Locking, path: path.to_owned(), source }.into()),
        };
        Ok(Vault { connection: Connection::open(storage, path, key)?, _lock: lock })
    }

    /// Keeps openings, all or none, durably: when this returns, the request may be decided. A place holds one opening
    /// for ever; the same opening again is fine.
    ///
    /// # Errors
    /// [`VaultError::OtherContent`] if a place holds another opening. If another thread kept the same request
    /// meanwhile, [`Vault::of_request`] has the blinds that count.
    pub fn keep(&self, openings: &[Opening]) -> Result<(), VaultError> {
        if openings.len() > MAX_OPENINGS_AT_ONCE {
            return Err(VaultError::TooManyOpenings { asked: openings.len() });
        }
        if let Some(beyond) = openings.iter().find(|opening| opening.key().item >= MAX_ITEMS) {
            return Err(VaultError::NoSuchItem { key: *beyond.key() });
        }
        self.connection.ask(|database, key| keeping::keep(database, key, openings))
    }

    /// The openings of a request, by item and field; empty if none were kept.
    ///
    /// # Errors
    /// [`VaultError`].
    pub fn of_request(&self, principal: u64, request_id: &RequestId) -> Result<Vec<Opening>, VaultError> {
        self.connection.ask(|database, key| look::of_request(database, key, principal, request_id))
    }

    /// The opening of a commitment. `None` says that there is none: it was erased, or never kept here.
    ///
    /// # Errors
    /// [`VaultError`].
    pub fn by_commitment(&self, commitment: &[u8; 32]) -> Result<Option<Opening>, VaultError> {
        self.connection.ask(|database, key| look::by_commitment(database, key, commitment))
    }

    /// The openings of a subject, by where they came in.
    ///
    /// # Errors
    /// [`VaultError`].
    pub fn of_subject(&self, subject: &Subject) -> Result<Vec<Opening>, VaultError> {
        self.connection.ask(|database, key| look::of_subject(database, key, subject))
    }

    /// Removes the openings of every request that `known` does not know, and says how many there were. For a start,
    /// before requests are taken: an opening that is just being kept is not known yet. `known` asks the book, never
    /// this vault.
    ///
    /// # Errors
    /// [`VaultError`]; what was not swept is swept next time.
    pub fn sweep(&self, known: impl Fn(u64, &RequestId) -> bool) -> Result<u64, VaultError> {
        let (mut swept, mut after) = (0, None);
        loop {
            let orphans = self.connection.ask(|database, _| removal::orphans(database, after, &known))?;
            if !orphans.requests.is_empty() {
                let requests = &orphans.requests;
                swept += self.connection.remove(|database, key| removal::remove_requests(database, key, requests))?;
            }
            after = orphans.after;
            if after.is_none() {
                return Ok(swept);
            }
        }
    }

    /// Forgets subjects: removes their openings, destroys their keys, and writes zeros over every copy of the keys
    /// that lingers in the file. Gives how many openings there were. Everything else waits meanwhile, for a time in
    /// proportion to the file. Whether a subject may be erased is decided elsewhere; backups are not reached.
    ///
    /// # Errors
    /// [`VaultError`]. If it is not [`VaultError::TooManySubjects`], the removal may be done and the zeros not: then
    /// the next opening writes them.
    pub fn erase(&self, subjects: &[Subject]) -> Result<u64, VaultError> {
        if subjects.len() > MAX_SUBJECTS_AT_ONCE {
            return Err(VaultError::TooManySubjects { asked: subjects.len() });
        }
        self.connection.remove(|database, key| removal::remove_subjects(database, key, subjects))
    }
}

impl<S: Storage> fmt::Debug for Vault<S> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Vault").field("path", &self.connection.path()).finish_non_exhaustive()
    }
}
