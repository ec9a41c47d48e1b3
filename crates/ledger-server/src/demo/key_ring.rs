//! The API keys of the demonstration's principals: drawn at random, written down before they are first used, so that
//! an interrupted ceremony goes on with the same keys and a newcomer can act as any of its people.

use crate::random::Random;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

const FINISHED: &str = "finished";
const SEED: &str = "seed";

/// The API keys, one file each, named after the principal.
pub struct KeyRing {
    dir: PathBuf,
    random: Mutex<Random>,
}

/// Why a key is not to be had.
#[derive(Debug, thiserror::Error)]
pub enum KeyRingError {
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The ceremony in this book was begun from another seed.
    #[error("the ceremony in this book was begun with --seed {begun}; it cannot go on with another")]
    OtherSeed {
        /// The seed that it was begun with.
        begun: String,
    },
}

impl KeyRing {
    /// The keys in `dir`, which is made if it is not there, for this user only.
    ///
    /// # Errors
    /// [`KeyRingError::File`].
    pub fn open(dir: &Path) -> Result<Self, KeyRingError> {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(dir);
        made.map_err(|source| KeyRingError::File { path: dir.to_owned(), source })?;
        Ok(Self { dir: dir.to_owned(), random: Mutex::default() })
    }

    /// Where the key of `principal` lies.
    #[must_use]
    pub fn path(&self, principal: &str) -> PathBuf {
        self.dir.join(principal)
    }

    /// Keeps a key that was made elsewhere.
    ///
    /// # Errors
    /// [`KeyRingError::File`].
    pub fn keep(&self, principal: &str, api_key: &str) -> Result<(), KeyRingError> {
        self.write(principal, api_key)
    }

    /// Whether there is a key of this name.
    #[must_use]
    pub fn has(&self, principal: &str) -> bool {
        self.path(principal).exists()
    }

    /// The key of `principal`: the one that lies there, or a new one, written durably before it is given out.
    ///
    /// # Errors
    /// [`KeyRingError::File`].
    pub fn key(&self, principal: &str) -> Result<String, KeyRingError> {
        if let Some(key) = self.read(principal)? {
            return Ok(key);
        }
        let drawn: [u8; 32] = self.random.lock().unwrap_or_else(PoisonError::into_inner).bytes();
        let hex: String = drawn.iter().map(|byte| format!("{byte:02x}")).collect();
        let key = format!("amanat_key_{hex}");
        self.write(principal, &key)?;
        Ok(key)
    }

    /// Notes the seed of the ceremony, or refuses if another is noted.
    ///
    /// # Errors
    /// [`KeyRingError`].
    pub fn hold_to_seed(&self, seed: u64) -> Result<(), KeyRingError> {
        match self.read(SEED)? {
            Some(begun) if begun == seed.to_string() => Ok(()),
            Some(begun) => Err(KeyRingError::OtherSeed { begun }),
            None => self.write(SEED, &seed.to_string()),
        }
    }

    /// Whether the ceremony was played to its end.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.has(FINISHED)
    }

    /// Notes that the ceremony was played to its end.
    ///
    /// # Errors
    /// [`KeyRingError::File`].
    pub fn finish(&self) -> Result<(), KeyRingError> {
        self.write(FINISHED, "The ceremony was played to its end; its figures were as it says.")
    }

    fn read(&self, name: &str) -> Result<Option<String>, KeyRingError> {
        match std::fs::read_to_string(self.path(name)) {
            Ok(text) => Ok(Some(text.trim().to_owned())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(source) => Err(KeyRingError::File { path: self.path(name), source }),
        }
    }

    /// Under another name first: a file of this name is whole.
    fn write(&self, name: &str, text: &str) -> Result<(), KeyRingError> {
        let path = self.path(name);
        let write = || -> io::Result<()> {
            let new = self.dir.join(format!(".{name}.new"));
            let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&new)?;
            writeln!(file, "{text}")?;
            file.sync_all()?;
            std::fs::rename(&new, &path)?;
            File::open(&self.dir)?.sync_all()
        };
        write().map_err(|source| KeyRingError::File { path: path.clone(), source })
    }
}

#[cfg(test)]
mod tests {
    use super::{KeyRing, KeyRingError};
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_key_is_the_same_when_the_ceremony_goes_on_and_nobody_else_reads_it() {
        let dir = tempfile::tempdir().expect("a directory");
        let dir = dir.path().join("demo-keys");
        let first = KeyRing::open(&dir).expect("a ring").key("approver").expect("a key");
        let again = KeyRing::open(&dir).expect("the ring").key("approver").expect("the key");
        assert_eq!(first, again);
        let mode = std::fs::metadata(dir.join("approver")).expect("its file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_ne!(first, KeyRing::open(&dir).expect("the ring").key("releaser").expect("another key"));
    }

    #[test]
    fn a_ceremony_goes_on_with_its_own_seed_only() {
        let dir = tempfile::tempdir().expect("a directory");
        let ring = KeyRing::open(dir.path()).expect("a ring");
        ring.hold_to_seed(1404).expect("the first seed");
        ring.hold_to_seed(1404).expect("the same seed");
        assert!(matches!(ring.hold_to_seed(7), Err(KeyRingError::OtherSeed { .. })));
    }
}
