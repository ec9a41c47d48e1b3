//! The files of the index as a whole: deleted, synced, locked by somebody, opened by somebody who did not come back.

use crate::layout::BookPaths;
use crate::world::{Doing, WorldFailed};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// The file that sled locks.
const LOCKED: &str = "db";
/// Stands in the folder while it is opened. Found at the next opening, it tells that the process died of it: not every
/// damage ends in an error or a panic, some may end in an allocation that aborts.
const OPENING: &str = "opening";

/// Deletes the index. One that is not there is deleted already.
///
/// # Errors
/// A failed call.
pub fn wipe(paths: &BookPaths) -> Result<(), WorldFailed> {
    remove(&paths.index())
}

pub(super) fn remove(dir: &Path) -> Result<(), WorldFailed> {
    let removed = match fs::symlink_metadata(dir) {
        Ok(found) if found.is_dir() => fs::remove_dir_all(dir),
        Ok(_) => fs::remove_file(dir),
        Err(error) => Err(error),
    };
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other.map_err(WorldFailed::at(Doing::Removing, dir)),
    }
}

/// Whether there is anything where the index lies.
pub(super) fn is_there(dir: &Path) -> bool {
    fs::symlink_metadata(dir).is_ok()
}

/// Whether another process has the index open.
pub(super) fn is_locked(dir: &Path) -> bool {
    let Ok(file) = File::open(dir.join(LOCKED)) else { return false };
    matches!(file.try_lock(), Err(TryLockError::WouldBlock))
}

/// Notes that it is about to be opened; `false` if an earlier opening did not come to its end.
pub(super) fn begin_opening(dir: &Path) -> Result<bool, WorldFailed> {
    fs::create_dir_all(dir).map_err(WorldFailed::at(Doing::Creating, dir))?;
    let note = dir.join(OPENING);
    match File::create_new(&note) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(WorldFailed::at(Doing::Creating, &note)(error)),
    }
}

/// Notes that it is open and was found whole.
pub(super) fn end_opening(dir: &Path) -> Result<(), WorldFailed> {
    let note = dir.join(OPENING);
    fs::remove_file(&note).map_err(WorldFailed::at(Doing::Removing, &note))
}

/// Syncs every file of the folder, and the names in it.
pub(super) fn sync(dir: &Path) -> Result<(), WorldFailed> {
    for path in files(dir)? {
        File::open(&path).and_then(|file| file.sync_all()).map_err(WorldFailed::at(Doing::Syncing, &path))?;
    }
    File::open(dir).and_then(|dir| dir.sync_all()).map_err(WorldFailed::at(Doing::Syncing, dir))
}

/// What lies in the folder itself. sled keeps values that are too large for a page in a folder below; ours are empty.
fn files(dir: &Path) -> Result<Vec<PathBuf>, WorldFailed> {
    let mut paths = Vec::new();
    for item in fs::read_dir(dir).map_err(WorldFailed::at(Doing::Listing, dir))? {
        let item = item.map_err(WorldFailed::at(Doing::Listing, dir))?;
        if item.file_type().is_ok_and(|kind| kind.is_file()) {
            paths.push(item.path());
        }
    }
    Ok(paths)
}
