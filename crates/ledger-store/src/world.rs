//! The world failed: a call to the operating system did not do what was asked.
//!
//! Never mixed with [`crate::Damage`], which says that a call worked and the bytes are wrong.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A file call that failed, and on what.
#[derive(Debug, thiserror::Error)]
#[error("{doing} {}: {source}", path.display())]
pub struct WorldFailed {
    /// What was being done.
    pub doing: Doing,
    /// To which file or folder.
    pub path: PathBuf,
    /// What the operating system said.
    pub source: io::Error,
}

/// The file calls of [`crate::Storage`], for errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// Opening an existing file.
    Opening,
    /// Creating a file or folder.
    Creating,
    /// Reading at a place.
    Reading,
    /// Writing at a place.
    Writing,
    /// Waiting until a file or folder is on stable storage.
    Syncing,
    /// Asking for a file's size, or cutting it.
    Sizing,
    /// Listing a folder.
    Listing,
    /// Renaming within a folder.
    Renaming,
    /// Removing a name.
    Removing,
    /// Taking the exclusive lock.
    Locking,
}

impl fmt::Display for Doing {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Doing::Opening => "opening",
            Doing::Creating => "creating",
            Doing::Reading => "reading",
            Doing::Writing => "writing",
            Doing::Syncing => "syncing",
            Doing::Sizing => "sizing",
            Doing::Listing => "listing",
            Doing::Renaming => "renaming",
            Doing::Removing => "removing",
            Doing::Locking => "locking",
        })
    }
}

impl WorldFailed {
    pub(crate) fn at(doing: Doing, path: &Path) -> impl FnOnce(io::Error) -> WorldFailed + use<'_> {
        move |source| WorldFailed { doing, path: path.to_owned(), source }
    }

    /// Whether the disk is full (or a quota is): the one failure that is expected to pass by itself.
    #[must_use]
    pub fn is_no_space(&self) -> bool {
        matches!(self.source.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
    }

    /// Whether this process may not write here.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        matches!(self.source.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
    }

    /// Whether the file or folder is not there.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.source.kind() == io::ErrorKind::NotFound
    }
}
