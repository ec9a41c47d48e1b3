//! A disk whose syncs say that they are done and do nothing, as sled's `flush` does: whoever acknowledges on its word
//! loses what was acknowledged when the power goes, and a simulation has to see it.

use ledger_store::testing::{SimDisk, SimFile, SimLock};
use ledger_store::{Access, Privacy, Storage, StoredFile};
use std::io;
use std::path::Path;

/// A simulated disk that lies about its files, and not about their names.
#[derive(Clone)]
pub struct Liar(pub SimDisk);

/// A file of it.
pub struct LiarFile(SimFile);

impl Storage for Liar {
    type File = LiarFile;
    type Lock = SimLock;

    fn open(&self, path: &Path, access: Access) -> io::Result<LiarFile> {
        self.0.open(path, access).map(LiarFile)
    }

    fn create_dir(&self, path: &Path, privacy: Privacy) -> io::Result<()> {
        self.0.create_dir(path, privacy)
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<String>> {
        self.0.list(dir)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.0.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.0.remove(path)
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        self.0.sync_dir(dir)
    }

    fn lock(&self, path: &Path) -> io::Result<Option<SimLock>> {
        self.0.lock(path)
    }
}

impl StoredFile for LiarFile {
    fn read_at(&self, into: &mut [u8], offset: u64) -> io::Result<usize> {
        self.0.read_at(into, offset)
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize> {
        self.0.write_at(bytes, offset)
    }

    fn sync(&self) -> io::Result<()> {
        Ok(())
    }

    fn size(&self) -> io::Result<u64> {
        self.0.size()
    }

    fn set_size(&self, size: u64) -> io::Result<()> {
        self.0.set_size(size)
    }
}
