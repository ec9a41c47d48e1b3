//! The secrets of a book: they lie in `private/`, are drawn per book, and never travel with it.

use crate::random::Random;
use ledger_log::note::{KeyName, SignerKey};
use ledger_store::PrivatePaths;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// The keys that a running server needs.
pub struct Keys {
    /// Signs checkpoints.
    pub log: SignerKey,
    /// Makes person tokens and benefit keys.
    pub tokens: [u8; 32],
}

/// Why keys could not be made or read.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file does not hold a key.
    #[error("{} does not hold a key of the right form", path.display())]
    NotAKey {
        /// Which.
        path: PathBuf,
    },
}

impl Keys {
    /// Draws new keys and writes them, durably, where only this user reads them. Also draws the root key, which is
    /// to be moved off this machine, and gives its public half.
    ///
    /// # Errors
    /// [`KeyError`]; an existing key is never written over.
    pub fn draw(paths: &PrivatePaths, name: &KeyName, random: &mut Random) -> Result<(Self, [u8; 32]), KeyError> {
        private_dir(paths.root())?;
        private_dir(&paths.keys())?;
        let log = SignerKey::from_seed(name.clone(), &random.bytes());
        let root = SignerKey::from_seed(name.clone(), &random.bytes());
        let tokens: [u8; 32] = random.bytes();
        write_new(&paths.keys().join("log"), &log.secret_text())?;
        write_new(&paths.keys().join("root"), &root.secret_text())?;
        write_new(&tokens_path(paths), &hex(&tokens))?;
        Ok((Self { log, tokens }, *root.verifier().as_bytes()))
    }

    /// Reads the keys of a book.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn read(paths: &PrivatePaths) -> Result<Self, KeyError> {
        let log_path = paths.keys().join("log");
        let log = SignerKey::from_secret_text(read_text(&log_path)?.trim())
            .map_err(|_| KeyError::NotAKey { path: log_path })?;
        Ok(Self { log, tokens: read_bytes(&tokens_path(paths))? })
    }
}

fn tokens_path(paths: &PrivatePaths) -> PathBuf {
    paths.root().join("token-keys")
}

fn private_dir(path: &Path) -> Result<(), KeyError> {
    DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(|source| file_error(path, source))
}

pub(super) fn write_new(path: &Path, text: &str) -> Result<(), KeyError> {
    let write = || -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        writeln!(file, "{text}")?;
        file.sync_all()?;
        path.parent().map_or(Ok(()), |dir| File::open(dir)?.sync_all())
    };
    write().map_err(|source| file_error(path, source))
}

/// 32 bytes that a file holds as hex.
pub(super) fn read_bytes(path: &Path) -> Result<[u8; 32], KeyError> {
    unhex(read_text(path)?.trim()).ok_or(KeyError::NotAKey { path: path.to_owned() })
}

fn read_text(path: &Path) -> Result<String, KeyError> {
    std::fs::read_to_string(path).map_err(|source| file_error(path, source))
}

fn file_error(path: &Path, source: io::Error) -> KeyError {
    KeyError::File { path: path.to_owned(), source }
}

/// Bytes as lower hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (place, byte) in bytes.iter_mut().enumerate() {
        let start = place.checked_mul(2)?;
        *byte = u8::from_str_radix(text.get(start..start.checked_add(2)?)?, 16).ok()?;
    }
    Some(bytes)
}
