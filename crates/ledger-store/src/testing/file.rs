//! Handles of the simulated disk.

use std::io;
use std::path::PathBuf;

use super::disk::{SimDisk, failed};
use super::faults::{Call, Fault};
use super::pages::Pages;
use super::state::{LastWrite, State};
use crate::storage::StoredFile;

/// An open simulated file; dead once its process was killed.
#[derive(Debug)]
pub struct SimFile {
    disk: SimDisk,
    inode: usize,
    life: u64,
}

/// The lock of a simulated file.
#[derive(Debug)]
pub struct SimLock {
    disk: SimDisk,
    path: PathBuf,
    life: u64,
}

impl SimLock {
    pub(super) const fn new(disk: SimDisk, path: PathBuf, life: u64) -> SimLock {
        SimLock { disk, path, life }
    }
}

impl Drop for SimLock {
    fn drop(&mut self) {
        let mut state = self.disk.state();
        if state.life == self.life {
            state.locks.remove(&self.path);
        }
    }
}

impl SimFile {
    pub(super) const fn new(disk: SimDisk, inode: usize, life: u64) -> SimFile {
        SimFile { disk, inode, life }
    }

    fn call<T>(
        &self,
        call: Call,
        act: impl FnOnce(&mut State, usize, Option<Fault>) -> io::Result<T>,
    ) -> io::Result<T> {
        let mut state = self.disk.state();
        if state.life != self.life {
            return Err(failed("this process was killed"));
        }
        let path = state.path_of(self.inode);
        let fault = state.call(call, &path)?;
        act(&mut state, self.inode, fault)
    }
}

impl StoredFile for SimFile {
    fn read_at(&self, into: &mut [u8], offset: u64) -> io::Result<usize> {
        self.call(Call::Read, |state, inode, fault| match fault {
            None => {
                let bytes = state.files[inode].cached();
                let rest = usize::try_from(offset).ok().and_then(|offset| bytes.get(offset..)).unwrap_or_default();
                let length = rest.len().min(into.len());
                into[..length].copy_from_slice(&rest[..length]);
                Ok(length)
            }
            Some(Fault::InterruptedRead) => Err(io::ErrorKind::Interrupted.into()),
            Some(_) => Err(failed("the disk failed")),
        })
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize> {
        self.call(Call::Write, |state, inode, fault| {
            let offset = usize::try_from(offset).map_err(|_| io::ErrorKind::FileTooLarge)?;
            let (kept, error) = outcome(fault, bytes.len());
            write(state, inode, &bytes[..kept], offset)?;
            error.map_or(Ok(kept), Err)
        })
    }

    fn sync(&self) -> io::Result<()> {
        self.call(Call::Sync, |state, inode, fault| match fault {
            None => {
                state.files[inode].sync();
                // What is synced cannot be torn any more.
                state.last_write.take_if(|last| last.inode == inode);
                Ok(())
            }
            Some(Fault::InterruptedSync) => Err(io::ErrorKind::Interrupted.into()),
            Some(_) => {
                let mut file = std::mem::take(&mut state.files[inode]);
                file.sync_some(|| state.toss());
                state.files[inode] = file;
                Err(failed("the disk failed"))
            }
        })
    }

    fn size(&self) -> io::Result<u64> {
        self.call(Call::Other, |state, inode, _| Ok(state.files[inode].cached().len() as u64))
    }

    fn set_size(&self, size: u64) -> io::Result<()> {
        self.call(Call::Other, |state, inode, _| {
            let size = usize::try_from(size).map_err(|_| io::ErrorKind::FileTooLarge)?;
            let before = state.files[inode].cached().len();
            if let Some(room) = &mut state.room_bytes {
                *room += before.saturating_sub(size) as u64;
            }
            state.files[inode].resize(size);
            Ok(())
        })
    }
}

/// How much of a write a fault lets through, and what it says.
fn outcome(fault: Option<Fault>, length: usize) -> (usize, Option<io::Error>) {
    match fault {
        None => (length, None),
        Some(Fault::ShortWrite { keep }) => (keep.clamp(1, length), None),
        Some(Fault::FullWrite { keep }) => (keep.min(length), Some(io::ErrorKind::StorageFull.into())),
        Some(Fault::InterruptedWrite) => (0, Some(io::ErrorKind::Interrupted.into())),
        Some(Fault::FailedWrite { keep }) => (keep.min(length), Some(failed("the disk failed"))),
        Some(
            Fault::FailedRead
            | Fault::InterruptedRead
            | Fault::FailedSync
            | Fault::InterruptedSync
            | Fault::FailedRename
            | Fault::FailedDirSync,
        ) => (0, Some(failed("the disk failed"))),
    }
}

fn write(state: &mut State, inode: usize, bytes: &[u8], offset: usize) -> io::Result<()> {
    let file: &Pages = &state.files[inode];
    let growth = (offset + bytes.len()).saturating_sub(file.cached().len()) as u64;
    let mut before = file.cached().get(offset..).unwrap_or_default().to_vec();
    before.resize(bytes.len(), 0);
    match &mut state.room_bytes {
        Some(room) if *room < growth => return Err(io::ErrorKind::StorageFull.into()),
        Some(room) => *room -= growth,
        None => {}
    }
    state.files[inode].write(bytes, offset);
    state.last_write = Some(LastWrite { inode, offset, before });
    Ok(())
}
