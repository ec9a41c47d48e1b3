//! Where things lie: `book/` is what an auditor gets, `private/` never travels with it.

use std::path::{Path, PathBuf};

/// A data directory: the book and, beside it, what is private.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataPaths {
    /// What an auditor gets.
    pub book: BookPaths,
    /// What has its own backup and is never handed over.
    pub private: PrivatePaths,
}

impl DataPaths {
    /// The layout under `root`: `root/book` and `root/private`.
    #[must_use]
    pub fn new(root: &Path) -> DataPaths {
        DataPaths { book: BookPaths::new(root.join("book")), private: PrivatePaths::new(root.join("private")) }
    }
}

/// The files of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookPaths {
    root: PathBuf,
}

impl BookPaths {
    /// The layout of the book folder `root`.
    #[must_use]
    pub const fn new(root: PathBuf) -> BookPaths {
        BookPaths { root }
    }

    /// The folder itself.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// `BOOK`: format and book id.
    #[must_use]
    pub fn book_file(&self) -> PathBuf {
        self.root.join("BOOK")
    }

    /// `LOCK`: held by the one writer.
    #[must_use]
    pub fn lock(&self) -> PathBuf {
        self.root.join("LOCK")
    }

    /// `head`: a lower bound of what was acknowledged.
    #[must_use]
    pub fn head(&self) -> PathBuf {
        self.root.join("head")
    }

    /// `checkpoint`: the published copy.
    #[must_use]
    pub fn checkpoint(&self) -> PathBuf {
        self.root.join("checkpoint")
    }

    /// `journal/`: the segments.
    #[must_use]
    pub fn journal(&self) -> PathBuf {
        self.root.join("journal")
    }

    /// `tree/`: the stored hashes.
    #[must_use]
    pub fn tree(&self) -> PathBuf {
        self.root.join("tree")
    }

    /// `index/`: the key index.
    #[must_use]
    pub fn index(&self) -> PathBuf {
        self.root.join("index")
    }
}

/// The private files; the folder is created 0700 and its files 0600.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrivatePaths {
    root: PathBuf,
}

impl PrivatePaths {
    /// The layout of the private folder `root`.
    #[must_use]
    pub const fn new(root: PathBuf) -> PrivatePaths {
        PrivatePaths { root }
    }

    /// The folder itself.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// `checkpoint`: the last recorded one; it only moves forward.
    #[must_use]
    pub fn checkpoint(&self) -> PathBuf {
        self.root.join("checkpoint")
    }

    /// `keys`: folder of the signing keys (of the server, not of this crate).
    #[must_use]
    pub fn keys(&self) -> PathBuf {
        self.root.join("keys")
    }

    /// `vault`: personal data, sealed.
    #[must_use]
    pub fn vault(&self) -> PathBuf {
        self.root.join("vault")
    }

    /// `vault-key`: what opens the vault.
    #[must_use]
    pub fn vault_key(&self) -> PathBuf {
        self.root.join("vault-key")
    }
}
