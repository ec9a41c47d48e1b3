//! The simulated disk itself: deterministic, in memory, shared by all its handles.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::faults::{Call, Fault, PowerCut};
use super::file::{SimFile, SimLock};
use super::pages::Pages;
use super::state::{Change, State};
use crate::storage::{Access, Privacy, Storage};

/// A disk with a page cache: what is written is seen at once, and is on the disk only when synced. Clones are the
/// same disk; [`SimDisk::fork`] makes another one.
#[derive(Debug, Clone)]
pub struct SimDisk {
    state: Arc<Mutex<State>>,
}

impl SimDisk {
    /// An empty disk. The seed decides what a fault that keeps "some" keeps.
    #[must_use]
    pub fn new(seed: u64) -> SimDisk {
        SimDisk { state: Arc::new(Mutex::new(State { random: seed, ..State::default() })) }
    }

    /// Another disk with all that this one holds, in memory and on disk.
    #[must_use]
    pub fn fork(&self) -> SimDisk {
        SimDisk { state: Arc::new(Mutex::new(self.state().clone())) }
    }

    /// Plans a fault for the next call of its kind on a file whose path contains `part`.
    pub fn inject(&self, part: &str, fault: Fault) {
        self.state().faults.push((part.to_owned(), fault));
    }

    /// Planned faults that no call has met yet.
    #[must_use]
    pub fn faults_left(&self) -> usize {
        self.state().faults.len()
    }

    /// Lets files grow by so many bytes more; `None` for ever.
    pub fn set_room(&self, bytes: Option<u64>) {
        self.state().room_bytes = bytes;
    }

    /// Refuses to open anything to write.
    pub fn set_read_only(&self, read_only: bool) {
        self.state().read_only = read_only;
    }

    /// Calls made so far.
    #[must_use]
    pub fn calls(&self) -> u64 {
        self.state().calls
    }

    /// After so many calls more, every call fails until the power is cut or the process killed.
    pub fn end_power_after(&self, calls: u64) {
        let mut state = self.state();
        state.power_ends_at = Some(state.calls + calls);
    }

    /// The machine stops; when it is back, of the unsynced writes only those are there that `cut` keeps.
    pub fn power_cut(&self, cut: PowerCut) {
        self.state().power_cut(cut);
    }

    /// The process is gone, the machine goes on: memory still shows what was never synced.
    pub fn kill(&self) {
        self.state().begin_life();
    }

    /// Memory forgets clean pages: after a failed sync what was shown is not what was on the disk.
    pub fn evict(&self) {
        self.state().files.iter_mut().for_each(Pages::evict);
    }

    /// What memory shows of a file.
    #[must_use]
    pub fn bytes(&self, path: &Path) -> Option<Vec<u8>> {
        let state = self.state();
        let inode = *state.names.get(path)?;
        state.files.get(inode).map(|file| file.cached().to_vec())
    }

    /// Puts a file's bytes there, in memory and on disk, as somebody with an editor would.
    pub fn put(&self, path: &Path, bytes: Vec<u8>) {
        let mut state = self.state();
        let inode = state.names.get(path).copied().unwrap_or(state.files.len());
        if inode == state.files.len() {
            state.files.push(Pages::default());
            state.change(Change::Named(path.to_owned(), inode));
            state.sync_dir(path.parent().unwrap_or(path));
        }
        state.files[inode] = Pages::of(bytes);
    }

    /// Removes a file, as somebody with a shell would.
    pub fn delete(&self, path: &Path) {
        let mut state = self.state();
        state.change(Change::Removed(path.to_owned()));
        state.sync_dir(path.parent().unwrap_or(path));
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Storage for SimDisk {
    type File = SimFile;
    type Lock = SimLock;

    fn open(&self, path: &Path, access: Access) -> io::Result<SimFile> {
        let mut state = self.state();
        state.call(Call::Other, path)?;
        if state.read_only && access != Access::Read {
            return Err(io::ErrorKind::ReadOnlyFilesystem.into());
        }
        let found = state.names.get(path).copied();
        let inode = match (access, found) {
            (Access::Read | Access::Write, None) => return Err(io::ErrorKind::NotFound.into()),
            (Access::Read | Access::Write, Some(inode)) => inode,
            (Access::Create(_), Some(inode)) => {
                state.files[inode].resize(0);
                inode
            }
            (Access::Create(_), None) => {
                let inode = state.files.len();
                state.files.push(Pages::default());
                state.change(Change::Named(path.to_owned(), inode));
                inode
            }
        };
        Ok(SimFile::new(self.clone(), inode, state.life))
    }

    fn create_dir(&self, path: &Path, _: Privacy) -> io::Result<()> {
        let mut state = self.state();
        state.call(Call::Other, path)?;
        state.dirs.insert(path.to_owned());
        Ok(())
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<String>> {
        let mut state = self.state();
        state.call(Call::Other, dir)?;
        if !state.dirs.contains(dir) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let inside = state.names.keys().filter(|path| path.parent() == Some(dir));
        Ok(inside.filter_map(|path| Some(path.file_name()?.to_str()?.to_owned())).collect())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.state();
        if state.call(Call::Rename, to)?.is_some() {
            return Err(failed("the disk failed"));
        }
        if !state.names.contains_key(from) {
            return Err(io::ErrorKind::NotFound.into());
        }
        state.change(Change::Renamed(from.to_owned(), to.to_owned()));
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.call(Call::Other, path)?;
        if !state.names.contains_key(path) {
            return Err(io::ErrorKind::NotFound.into());
        }
        state.change(Change::Removed(path.to_owned()));
        Ok(())
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        let mut state = self.state();
        if state.call(Call::DirSync, dir)?.is_some() {
            return Err(failed("the disk failed"));
        }
        state.sync_dir(dir);
        Ok(())
    }

    fn lock(&self, path: &Path) -> io::Result<Option<SimLock>> {
        let mut state = self.state();
        state.call(Call::Other, path)?;
        if state.read_only {
            return Err(io::ErrorKind::ReadOnlyFilesystem.into());
        }
        if !state.names.contains_key(path) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let taken = state.locks.insert(path.to_owned());
        let life = state.life;
        drop(state);
        Ok(taken.then(|| SimLock::new(self.clone(), PathBuf::from(path), life)))
    }
}

pub(super) fn failed(what: &'static str) -> io::Error {
    io::Error::other(what)
}
