//! The few file calls under the files engine: the place where faults are injected.
//!
//! Two implementations: [`RealStorage`], and the simulated disk of [`crate::testing`].

mod placed;
mod real;

use std::io;
use std::path::Path;

pub(crate) use placed::{Placed, create_dir, list, open, remove, rename, replace, sync_dir};
pub use real::RealStorage;

/// What a file is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// An existing file, to read.
    Read,
    /// An existing file, to read and write.
    Write,
    /// A file to write, emptied if it exists.
    Create(Privacy),
}

/// Who may read what is created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Privacy {
    /// As the process' umask says.
    Shared,
    /// Only the owner: files 0600, folders 0700.
    Private,
}

/// A place for files. All paths are whole paths; names are of one folder's files.
pub trait Storage: Clone + Send + Sync + 'static {
    /// An open file.
    type File: StoredFile;
    /// Held as long as it lives; let go of when it is dropped or the process ends in any way.
    type Lock: Send + Sync + 'static;

    /// Opens a file. A name that `Create` made is durable only after [`Storage::sync_dir`] of its folder.
    ///
    /// # Errors
    /// What the operating system says; `NotFound` for an existing file that is not there.
    fn open(&self, path: &Path, access: Access) -> io::Result<Self::File>;

    /// Makes a folder; one that exists already is left as it is.
    ///
    /// # Errors
    /// What the operating system says.
    fn create_dir(&self, path: &Path, privacy: Privacy) -> io::Result<()>;

    /// The names of the files in a folder, in no order. Names that are not UTF-8 are left out.
    ///
    /// # Errors
    /// What the operating system says; `NotFound` if the folder is not there.
    fn list(&self, dir: &Path) -> io::Result<Vec<String>>;

    /// Gives a file another name in the same folder, atomically, replacing what bore that name. Durable after
    /// [`Storage::sync_dir`].
    ///
    /// # Errors
    /// What the operating system says; then the old name still stands.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file's name. Durable after [`Storage::sync_dir`].
    ///
    /// # Errors
    /// What the operating system says; `NotFound` if it is not there.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Returns when the names in a folder are on stable storage.
    ///
    /// # Errors
    /// After an error nothing may be assumed about which names survive a power cut.
    fn sync_dir(&self, dir: &Path) -> io::Result<()>;

    /// Takes the exclusive lock of an existing file, without waiting; `None` if another holder has it.
    ///
    /// # Errors
    /// What the operating system says.
    fn lock(&self, path: &Path) -> io::Result<Option<Self::Lock>>;
}

/// An open file. Calls may do less than asked and may be interrupted, as the system calls may; the loops around
/// them are in this crate, above this trait, so that faults reach them.
pub trait StoredFile: Send + Sync + 'static {
    /// Reads at most `into.len()` bytes at `offset`; 0 only at the end of the file.
    ///
    /// # Errors
    /// What the operating system says; `Interrupted` means: ask again.
    fn read_at(&self, into: &mut [u8], offset: u64) -> io::Result<usize>;

    /// Writes at most `bytes.len()` bytes at `offset`, growing the file if need be. Visible to readers at once,
    /// durable only after [`StoredFile::sync`].
    ///
    /// # Errors
    /// What the operating system says; then any part of the bytes may have been written.
    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize>;

    /// Returns when everything written to this file so far, and its size, are on stable storage.
    ///
    /// # Errors
    /// After an error what was written since the last success may be on disk, or not, or partly, and a second call
    /// that succeeds proves nothing about it.
    fn sync(&self) -> io::Result<()>;

    /// The file's size in bytes.
    ///
    /// # Errors
    /// What the operating system says.
    fn size(&self) -> io::Result<u64>;

    /// Cuts the file to `size`, or grows it with zeros.
    ///
    /// # Errors
    /// What the operating system says.
    fn set_size(&self, size: u64) -> io::Result<()>;
}
