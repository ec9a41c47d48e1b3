//! `tree/<L>`: the hashes at height 8·L, 32 bytes each, appended in order. A fold of the journal: written behind the
//! commit, synced before a checkpoint, cut and rebuilt where it disagrees.

use std::path::PathBuf;
use std::sync::Arc;

use ledger_log::Hash;
use ledger_log::tree::{STORED_LEVELS, StoredHash, StoredHashes, restorable_size, stored_count};

use crate::layout::BookPaths;
use crate::storage::{self, Access, Placed, Privacy, Storage, StoredFile};
use crate::world::WorldFailed;

const HASH_BYTES: u64 = Hash::LENGTH_BYTES as u64;

/// The tree's files, to be written.
pub struct TreeFiles<F> {
    levels: Vec<Level<F>>,
    dir: PathBuf,
    size: u64,
}

struct Level<F> {
    file: Arc<Placed<F>>,
    /// Bytes in the file.
    written: u64,
    /// Hashes on their way to it.
    pending: Vec<u8>,
}

/// Why stored hashes could not be read.
#[derive(Debug, thiserror::Error)]
pub enum TreeError {
    /// A call failed.
    #[error(transparent)]
    World(#[from] WorldFailed),
    /// The file ends before them.
    #[error("tree level {level} has no hash {index}")]
    Absent {
        /// The level.
        level: u8,
        /// The first hash that is not there.
        index: u64,
    },
}

impl<F: StoredFile> TreeFiles<F> {
    /// Opens the files and cuts them back to the most leaves, at most `trusted`, that all levels hold. The caller
    /// trusts what it knows to have been synced: the size of the last recorded checkpoint; 0 rebuilds everything. It
    /// then appends again from [`TreeFiles::size`].
    ///
    /// # Errors
    /// A failed call.
    pub fn open<S: Storage<File = F>>(
        storage: &S,
        paths: &BookPaths,
        trusted: u64,
    ) -> Result<TreeFiles<F>, WorldFailed> {
        storage::create_dir(storage, &paths.tree(), Privacy::Shared)?;
        let mut levels = Vec::new();
        for level in 0..STORED_LEVELS {
            let file = open_or_create(storage, paths, level)?;
            let written = file.size()?;
            levels.push(Level { file: Arc::new(file), written, pending: Vec::new() });
        }
        storage::sync_dir(storage, &paths.tree())?;
        let counts: Vec<u64> = levels.iter().map(|level| level.written / HASH_BYTES).collect();
        let mut files = TreeFiles { levels, dir: paths.tree(), size: 0 };
        files.cut(restorable_size(&counts).min(trusted))?;
        Ok(files)
    }

    /// Leaves that the files hold, pending ones included.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The folder.
    #[must_use]
    pub const fn dir(&self) -> &PathBuf {
        &self.dir
    }

    /// Takes a hash to the end of its level; written at [`TreeFiles::flush`].
    pub fn append(&mut self, stored: StoredHash) {
        if let Some(level) = self.levels.get_mut(usize::from(stored.level)) {
            level.pending.extend_from_slice(stored.hash.as_bytes());
        }
        self.size += u64::from(stored.level == 0);
    }

    /// Writes what is pending: readers see it. After a failure it is still pending, and may be tried again.
    ///
    /// # Errors
    /// A failed call.
    pub fn flush(&mut self) -> Result<(), WorldFailed> {
        // Highest level first: who sees a leaf also sees the nodes that it completed.
        for level in self.levels.iter_mut().rev().filter(|level| !level.pending.is_empty()) {
            level.file.write_all(&level.pending, level.written)?;
            level.written += level.pending.len() as u64;
            level.pending.clear();
        }
        Ok(())
    }

    /// Makes everything appended so far durable: before a checkpoint is recorded.
    ///
    /// # Errors
    /// A failed call. The files are then not to be trusted further than the last checkpoint: open them again.
    pub fn sync(&mut self) -> Result<(), WorldFailed> {
        self.flush()?;
        self.levels.iter().try_for_each(|level| level.file.sync())
    }

    /// Forgets all but the first `size` leaves.
    ///
    /// # Errors
    /// A failed call.
    pub fn cut(&mut self, size: u64) -> Result<(), WorldFailed> {
        for (level, number) in self.levels.iter_mut().zip(0_u8..) {
            let bytes = stored_count(number, size) * HASH_BYTES;
            level.pending.clear();
            if level.written != bytes {
                level.file.set_size(bytes)?;
                level.written = bytes;
            }
        }
        self.size = size;
        Ok(())
    }

    /// A reader of what is flushed.
    #[must_use]
    pub fn reader(&self) -> TreeReader<F> {
        TreeReader { levels: self.levels.iter().map(|level| Some(Arc::clone(&level.file))).collect() }
    }
}

/// Reads stored hashes, from any thread: for proofs, tiles and auditors.
pub struct TreeReader<F> {
    levels: Vec<Option<Arc<Placed<F>>>>,
}

impl<F> Clone for TreeReader<F> {
    fn clone(&self) -> TreeReader<F> {
        TreeReader { levels: self.levels.clone() }
    }
}

impl<F: StoredFile> TreeReader<F> {
    /// Opens the files of a book to read, beside its writer. A level without a file has no hashes.
    ///
    /// # Errors
    /// A failed call.
    pub fn open<S: Storage<File = F>>(storage: &S, paths: &BookPaths) -> Result<TreeReader<F>, WorldFailed> {
        let mut levels = Vec::new();
        for level in 0..STORED_LEVELS {
            levels.push(match storage::open(storage, &path(paths, level), Access::Read) {
                Ok(file) => Some(Arc::new(file)),
                Err(failed) if failed.is_not_found() => None,
                Err(failed) => return Err(failed),
            });
        }
        Ok(TreeReader { levels })
    }

    /// How many whole hashes a level holds.
    ///
    /// # Errors
    /// A failed call.
    pub fn count(&self, level: u8) -> Result<u64, WorldFailed> {
        self.level(level).map_or(Ok(0), |file| Ok(file.size()? / HASH_BYTES))
    }

    fn level(&self, level: u8) -> Option<&Placed<F>> {
        self.levels.get(usize::from(level))?.as_deref()
    }
}

impl<F: StoredFile> StoredHashes for TreeReader<F> {
    type Error = TreeError;

    fn read(&self, level: u8, first: u64, into: &mut [Hash]) -> Result<(), TreeError> {
        const PIECE: usize = 128;
        let Some(file) = self.level(level) else {
            return Err(TreeError::Absent { level, index: first });
        };
        let mut bytes = [0; PIECE * Hash::LENGTH_BYTES];
        let mut index = first;
        for hashes in into.chunks_mut(PIECE) {
            let wanted = &mut bytes[..hashes.len() * Hash::LENGTH_BYTES];
            let read = file.read_up_to(wanted, index * HASH_BYTES)?;
            let (whole, _) = wanted[..read].as_chunks::<{ Hash::LENGTH_BYTES }>();
            if whole.len() < hashes.len() {
                return Err(TreeError::Absent { level, index: index + whole.len() as u64 });
            }
            for (hash, found) in hashes.iter_mut().zip(whole) {
                *hash = Hash::from_bytes(*found);
            }
            index += hashes.len() as u64;
        }
        Ok(())
    }
}

fn path(paths: &BookPaths, level: u8) -> PathBuf {
    paths.tree().join(level.to_string())
}

fn open_or_create<S: Storage>(storage: &S, paths: &BookPaths, level: u8) -> Result<Placed<S::File>, WorldFailed> {
    let path = path(paths, level);
    match storage::open(storage, &path, Access::Write) {
        Err(failed) if failed.is_not_found() => storage::open(storage, &path, Access::Create(Privacy::Shared)),
        other => other,
    }
}
