//! The vault's hold on its database: many ask at once, and whoever touches the file itself is alone.
//!
//! The database refuses everything after a call that failed, until it is opened again. After a failed write that is
//! done with the next question, so that a full disk passes by itself; after a failed sync it is never done.

use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock, RwLockWriteGuard};

use redb::Database;

use super::database::{Asked, Connected, connect};
use super::error::VaultError;
use super::overwrite::overwrite;
use super::removal::{overwritten, to_overwrite};
use super::secret::VaultKey;
use crate::storage::{self, Access, Storage};
use crate::world::{Doing, WorldFailed};

/// A database that may have to be opened again.
pub(super) struct Connection<S> {
    storage: S,
    path: PathBuf,
    key: VaultKey,
    state: RwLock<State>,
}

enum State {
    Open(Connected),
    /// To be opened with the next question.
    Closed,
    /// A sync failed: never to be opened again by this process.
    Stopped,
}

impl<S: Storage> Connection<S> {
    /// Opens the database, and ends what an interrupted removal left to do.
    pub(super) fn open(storage: &S, path: &Path, key: &VaultKey) -> Result<Connection<S>, VaultError> {
        let state = RwLock::new(State::Open(connect(storage, path, key)?));
        let connection = Connection { storage: storage.clone(), path: path.to_owned(), key: key.clone(), state };
        connection.overwrite_destroyed(&mut connection.alone())?;
        Ok(connection)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Asks the database, beside others.
    pub(super) fn ask<T>(&self, question: impl FnOnce(&Database, &VaultKey) -> Asked<T>) -> Result<T, VaultError> {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        if let State::Open(connected) = &*state
            && connected.failures.last().is_none()
        {
            return self.put(question, connected);
        }
        drop(state);
        let mut state = self.alone();
        self.put(question, self.opened(&mut state)?)
    }

    /// Removes something while nobody asks, and destroys in the file what was destroyed in the database.
    pub(super) fn remove<T>(&self, removal: impl FnOnce(&Database, &VaultKey) -> Asked<T>) -> Result<T, VaultError> {
        let mut state = self.alone();
        let removed = self.put(removal, self.opened(&mut state)?)?;
        self.overwrite_destroyed(&mut state)?;
        Ok(removed)
    }

    fn put<T>(&self, question: impl FnOnce(&Database, &VaultKey) -> Asked<T>, to: &Connected) -> Result<T, VaultError> {
        question(&to.database, &self.key).map_err(|trouble| trouble.explain(&self.path, &to.failures))
    }

    fn alone(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// The database, opened again if a call failed.
    fn opened<'s>(&self, state: &'s mut State) -> Result<&'s Connected, VaultError> {
        match state {
            State::Open(connected) if connected.failures.of_a_sync() => *state = State::Stopped,
            State::Open(connected) if connected.failures.last().is_some() => *state = State::Closed,
            State::Open(_) | State::Closed | State::Stopped => {}
        }
        if matches!(state, State::Closed) {
            let connected = connect(&self.storage, &self.path, &self.key);
            *state = State::Open(connected.inspect_err(|error| stop_after_a_sync(state, error))?);
        }
        match state {
            State::Open(connected) => Ok(connected),
            State::Closed | State::Stopped => Err(VaultError::Stopped),
        }
    }

    fn overwrite_destroyed(&self, state: &mut State) -> Result<(), VaultError> {
        loop {
            let connected = self.opened(state)?;
            let nonces = self.put(|database, _| to_overwrite(database), connected)?;
            if nonces.is_empty() {
                return Ok(());
            }
            let zeros = storage::open(&self.storage, &self.path, Access::Write)
                .and_then(|file| overwrite(&file, &nonces))
                .map_err(VaultError::from);
            zeros.inspect_err(|error| stop_after_a_sync(state, error))?;
            // Opened again: what the database holds of free pages is forgotten, and the file is proven to be sound.
            *state = State::Closed;
            self.put(|database, _| overwritten(database, &nonces), self.opened(state)?)?;
        }
    }
}

fn stop_after_a_sync(state: &mut State, error: &VaultError) {
    if let VaultError::World(WorldFailed { doing: Doing::Syncing, .. }) = error {
        *state = State::Stopped;
    }
}
