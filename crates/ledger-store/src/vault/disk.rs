//! The vault's file, as the database under it sees it: every call goes through our own [`Storage`](crate::Storage).
//!
//! So faults reach it as they reach the journal, a failed sync is told from any other failure, and what the file
//! gives back to the file system is overwritten first.

use std::fmt;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use crate::storage::{Placed, StoredFile};
use crate::world::{Doing, WorldFailed};

/// What failed so far; shared with the file's owner.
#[derive(Debug, Clone, Default)]
pub(super) struct Failures(Arc<Mutex<Failed>>);

#[derive(Debug, Clone, Copy, Default)]
struct Failed {
    last: Option<Doing>,
    sync: bool,
}

impl Failures {
    /// The last call that failed. After one the database refuses all further calls until it is opened again.
    pub(super) fn last(&self) -> Option<Doing> {
        self.failed().last
    }

    /// Whether a sync failed: then nothing that memory shows may be believed, by this process or the next call.
    pub(super) fn of_a_sync(&self) -> bool {
        self.failed().sync
    }

    fn note(&self, failed: WorldFailed) -> io::Error {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        noted.last = Some(failed.doing);
        noted.sync |= failed.doing == Doing::Syncing;
        failed.source
    }

    fn failed(&self) -> Failed {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The file, for the database.
pub(super) struct Disk<F> {
    file: Placed<F>,
    failures: Failures,
}

impl<F: StoredFile> Disk<F> {
    pub(super) fn new(file: Placed<F>) -> (Disk<F>, Failures) {
        let failures = Failures::default();
        (Disk { file, failures: failures.clone() }, failures)
    }

    fn shrink(&self, to: u64, from: u64) -> Result<(), WorldFailed> {
        // What is cut off may hold the key of a subject that is erased later, when nobody can reach it any more.
        self.file.write_zeros(to, from)?;
        self.file.sync()?; // before the cut: of a cut page nothing is written
        self.file.set_size(to)
    }
}

impl<F: StoredFile> redb::StorageBackend for Disk<F> {
    fn len(&self) -> io::Result<u64> {
        self.file.size().map_err(|failed| self.failures.note(failed))
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let read = self.file.read_up_to(out, offset).map_err(|failed| self.failures.note(failed))?;
        if read == out.len() { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let size = self.len()?;
        let done = if len < size { self.shrink(len, size) } else { self.file.set_size(len) };
        done.map_err(|failed| self.failures.note(failed))
    }

    fn sync_data(&self) -> io::Result<()> {
        self.file.sync().map_err(|failed| self.failures.note(failed))
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.file.write_all(data, offset).map_err(|failed| self.failures.note(failed))
    }
}

impl<F: StoredFile> fmt::Debug for Disk<F> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Disk").field(&self.file.path()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::{Access, open};
    use crate::testing::{Fault, PowerCut, SimDisk, SimFile};
    use redb::StorageBackend;
    use std::path::Path;

    fn file(disk: &SimDisk) -> (Disk<SimFile>, Failures) {
        disk.put(Path::new("/vault"), vec![7; 10_000]);
        Disk::new(open(disk, Path::new("/vault"), Access::Write).unwrap())
    }

    #[test]
    fn what_the_file_gives_back_is_zeros_on_the_disk_before_it_is_cut_off() {
        let sim = SimDisk::new(1);
        let (disk, _) = file(&sim);
        sim.end_power_after(3); // size, zeros, sync; not the cut
        assert!(disk.set_len(6_000).is_err());
        sim.power_cut(PowerCut::LosesAll);
        let expected = [vec![7; 6_000], vec![0; 4_000]].concat();
        assert!(sim.bytes(Path::new("/vault")).unwrap() == expected);
        let (disk, _) = file(&sim);
        disk.set_len(6_000).unwrap();
        assert_eq!(disk.len().unwrap(), 6_000);
        disk.set_len(7_000).unwrap();
        assert!(sim.bytes(Path::new("/vault")).unwrap()[6_000..] == [0; 1_000]);
    }

    #[test]
    fn a_failed_sync_is_told_from_a_failed_write() {
        let sim = SimDisk::new(1);
        let (disk, failures) = file(&sim);
        assert_eq!((failures.last(), failures.of_a_sync()), (None, false));
        sim.inject("vault", Fault::FailedWrite { keep: 1 });
        assert!(disk.write(0, b"12").is_err());
        assert_eq!((failures.last(), failures.of_a_sync()), (Some(Doing::Writing), false));
        sim.inject("vault", Fault::FailedSync);
        assert!(disk.sync_data().is_err());
        assert_eq!((failures.last(), failures.of_a_sync()), (Some(Doing::Syncing), true));
        sim.inject("vault", Fault::FailedRead);
        assert!(disk.read(0, &mut [0]).is_err());
        assert_eq!((failures.last(), failures.of_a_sync()), (Some(Doing::Reading), true), "and never forgotten");
        assert!(disk.read(9_999, &mut [0; 2]).is_err(), "past the end");
    }
}
