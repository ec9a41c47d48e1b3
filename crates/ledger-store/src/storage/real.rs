//! Files of the operating system.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::{DirBuilderExt, FileExt, OpenOptionsExt};
use std::path::Path;
use std::time::Duration;

use super::{Access, Privacy, Storage, StoredFile};

/// The file system of this machine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RealStorage;

/// How often a lock is tried before it counts as another's, and how long it is waited in between.
const LOCK_TRIES: u32 = 20;
const LOCK_PAUSE: Duration = Duration::from_millis(10);

impl Storage for RealStorage {
    type File = File;
    type Lock = File;

    fn open(&self, path: &Path, access: Access) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.read(true);
        match access {
            Access::Read => {}
            Access::Write => {
                options.write(true);
            }
            Access::Create(privacy) => {
                options.write(true).create(true).truncate(true).mode(match privacy {
                    Privacy::Shared => 0o666,
                    Privacy::Private => 0o600,
                });
            }
        }
        options.open(path)
    }

    fn create_dir(&self, path: &Path, privacy: Privacy) -> io::Result<()> {
        let mode = match privacy {
            Privacy::Shared => 0o777,
            Privacy::Private => 0o700,
        };
        DirBuilder::new().recursive(true).mode(mode).create(path)
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for item in std::fs::read_dir(dir)? {
            names.extend(item?.file_name().into_string());
        }
        Ok(names)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        std::fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        std::fs::remove_file(path)
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        File::open(dir)?.sync_all()
    }

    fn lock(&self, path: &Path) -> io::Result<Option<File>> {
        // `flock`: the kernel lets go of it however the process ends, and a copied LOCK file means nothing.
        let file = OpenOptions::new().read(true).write(true).open(path)?;
        // A child that is just being started shares our locks until it runs its own program; that is over in an instant.
        for _ in 0..LOCK_TRIES {
            match file.try_lock() {
                Ok(()) => return Ok(Some(file)),
                Err(TryLockError::WouldBlock) => std::thread::sleep(LOCK_PAUSE),
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
        Ok(None)
    }
}

impl StoredFile for File {
    fn read_at(&self, into: &mut [u8], offset: u64) -> io::Result<usize> {
        FileExt::read_at(self, into, offset)
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize> {
        FileExt::write_at(self, bytes, offset)
    }

    fn sync(&self) -> io::Result<()> {
        self.sync_data()
    }

    fn size(&self) -> io::Result<u64> {
        Ok(self.metadata()?.len())
    }

    fn set_size(&self, size: u64) -> io::Result<()> {
        self.set_len(size)
    }
}
