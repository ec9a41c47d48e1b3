//! A file and its path, so that every failure says where; and the loops round short and interrupted calls.

use std::io;
use std::path::{Path, PathBuf};

use super::{Access, Privacy, Storage, StoredFile};
use crate::world::{Doing, WorldFailed};

/// Zeros are written in pieces of this size.
static ZEROS: [u8; 65_536] = [0; 65_536];

/// An open file that knows its path.
#[derive(Debug)]
pub(crate) struct Placed<F> {
    path: PathBuf,
    file: F,
}

impl<F: StoredFile> Placed<F> {
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The same open file after its name was changed.
    pub(crate) fn renamed(self, path: PathBuf) -> Placed<F> {
        Placed { path, file: self.file }
    }

    /// Reads until `into` is full or the file ends; answers how much was read.
    pub(crate) fn read_up_to(&self, into: &mut [u8], offset: u64) -> Result<usize, WorldFailed> {
        let mut done = 0;
        while done < into.len() {
            match self.file.read_at(&mut into[done..], offset + done as u64) {
                Ok(0) => break,
                Ok(read) => done += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(WorldFailed::at(Doing::Reading, &self.path)(error)),
            }
        }
        Ok(done)
    }

    /// Writes all of `bytes`; one system call unless the kernel takes less.
    pub(crate) fn write_all(&self, bytes: &[u8], offset: u64) -> Result<(), WorldFailed> {
        let mut done = 0;
        while done < bytes.len() {
            match self.file.write_at(&bytes[done..], offset + done as u64) {
                Ok(0) => return Err(WorldFailed::at(Doing::Writing, &self.path)(io::ErrorKind::WriteZero.into())),
                Ok(wrote) => done += wrote,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(WorldFailed::at(Doing::Writing, &self.path)(error)),
            }
        }
        Ok(())
    }

    /// Writes zeros over `[from, to)`.
    pub(crate) fn write_zeros(&self, from: u64, to: u64) -> Result<(), WorldFailed> {
        let mut at = from;
        while at < to {
            let piece = (to - at).min(ZEROS.len() as u64);
            let length = usize::try_from(piece).unwrap_or(ZEROS.len());
            self.write_all(&ZEROS[..length], at)?;
            at += piece;
        }
        Ok(())
    }

    pub(crate) fn sync(&self) -> Result<(), WorldFailed> {
        loop {
            match self.file.sync() {
                // An interrupted sync has not failed: nothing was dropped, ask again.
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => return other.map_err(WorldFailed::at(Doing::Syncing, &self.path)),
            }
        }
    }

    pub(crate) fn size(&self) -> Result<u64, WorldFailed> {
        self.file.size().map_err(WorldFailed::at(Doing::Sizing, &self.path))
    }

    pub(crate) fn set_size(&self, size: u64) -> Result<(), WorldFailed> {
        self.file.set_size(size).map_err(WorldFailed::at(Doing::Sizing, &self.path))
    }

    /// The whole file, refused beyond `limit` bytes so that a hostile file cannot fill the memory.
    pub(crate) fn read_whole(&self, limit: usize) -> Result<Vec<u8>, WorldFailed> {
        let size = usize::try_from(self.size()?).ok().filter(|size| *size <= limit);
        let Some(size) = size else {
            return Err(WorldFailed::at(Doing::Reading, &self.path)(io::ErrorKind::FileTooLarge.into()));
        };
        let mut bytes = vec![0; size];
        let read = self.read_up_to(&mut bytes, 0)?;
        bytes.truncate(read);
        Ok(bytes)
    }
}

pub(crate) fn open<S: Storage>(storage: &S, path: &Path, access: Access) -> Result<Placed<S::File>, WorldFailed> {
    let doing = match access {
        Access::Read | Access::Write => Doing::Opening,
        Access::Create(_) => Doing::Creating,
    };
    let file = storage.open(path, access).map_err(WorldFailed::at(doing, path))?;
    Ok(Placed { path: path.to_owned(), file })
}

pub(crate) fn create_dir<S: Storage>(storage: &S, path: &Path, privacy: Privacy) -> Result<(), WorldFailed> {
    storage.create_dir(path, privacy).map_err(WorldFailed::at(Doing::Creating, path))
}

pub(crate) fn list<S: Storage>(storage: &S, dir: &Path) -> Result<Vec<String>, WorldFailed> {
    storage.list(dir).map_err(WorldFailed::at(Doing::Listing, dir))
}

pub(crate) fn rename<S: Storage>(storage: &S, from: &Path, to: &Path) -> Result<(), WorldFailed> {
    storage.rename(from, to).map_err(WorldFailed::at(Doing::Renaming, from))
}

pub(crate) fn remove<S: Storage>(storage: &S, path: &Path) -> Result<(), WorldFailed> {
    storage.remove(path).map_err(WorldFailed::at(Doing::Removing, path))
}

pub(crate) fn sync_dir<S: Storage>(storage: &S, dir: &Path) -> Result<(), WorldFailed> {
    storage.sync_dir(dir).map_err(WorldFailed::at(Doing::Syncing, dir))
}

/// Replaces a file as a whole: after a crash either the old bytes stand there or the new.
pub(crate) fn replace<S: Storage>(storage: &S, path: &Path, bytes: &[u8], privacy: Privacy) -> Result<(), WorldFailed> {
    let beside = path.with_extension("new");
    let file = open(storage, &beside, Access::Create(privacy))?;
    file.write_all(bytes, 0)?;
    file.sync()?; // before the rename: the name must never lead to bytes that are not there
    rename(storage, &beside, path)?;
    sync_dir(storage, path.parent().unwrap_or(path))
}
