//! The two places of a checkpoint: the private record, which only moves forward, and the published copy.
//!
//! The record is written before anything is signed, the copy after it: a restored backup cannot make the log sign a
//! history that forks from one it has signed before. The content is the caller's: bytes, and the size they speak of.

use crate::damage::{Damage, DamageClass, Indices};
use crate::frame::part;
use crate::layout::DataPaths;
use crate::storage::{self, Access, Privacy, Storage};
use crate::world::WorldFailed;

const MAGIC: [u8; 8] = *b"\xFFAMNTCP\x01";
const RECORD_HEADER_BYTES: usize = 24;
/// A signed note is at most 1 MiB.
const LIMIT_BYTES: usize = 1 << 20;

/// The last recorded checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedCheckpoint {
    /// Number of entries it covers.
    pub size: u64,
    /// What the caller recorded.
    pub bytes: Vec<u8>,
}

/// Why a checkpoint was not recorded or published; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointError {
    /// The record only moves forward.
    #[error("a checkpoint of {asked} entries cannot follow one of {recorded}")]
    Backwards {
        /// Size of the last one.
        recorded: u64,
        /// Size of the refused one.
        asked: u64,
    },
    /// Only what is recorded is published.
    #[error("a checkpoint of {asked} entries was not recorded before it was published")]
    NotRecorded {
        /// Size of the refused one.
        asked: u64,
    },
    /// Longer than a note may be.
    #[error("a checkpoint of {size_bytes} bytes is longer than {LIMIT_BYTES}")]
    TooLong {
        /// Its length.
        size_bytes: usize,
    },
    /// The record does not check.
    #[error(transparent)]
    Damaged(Box<Damage>),
    /// A call failed. The place holds the old bytes or the new; open it again to see which.
    #[error(transparent)]
    World(#[from] WorldFailed),
}

/// Both places of one data directory; one writer, who holds the book's lock.
#[derive(Debug)]
pub struct CheckpointPlaces<S> {
    storage: S,
    paths: DataPaths,
    last: Option<RecordedCheckpoint>,
    published_size: u64,
}

impl<S: Storage> CheckpointPlaces<S> {
    /// Opens the places, creating the private folder if need be, and reads the record.
    ///
    /// # Errors
    /// [`CheckpointError::Damaged`], [`CheckpointError::World`].
    pub fn open(storage: &S, paths: &DataPaths) -> Result<CheckpointPlaces<S>, CheckpointError> {
        storage::create_dir(storage, paths.private.root(), Privacy::Private)?;
        let last = read_record(storage, paths)?;
        Ok(CheckpointPlaces { storage: storage.clone(), paths: paths.clone(), last, published_size: 0 })
    }

    /// The last recorded checkpoint.
    #[must_use]
    pub const fn last(&self) -> Option<&RecordedCheckpoint> {
        self.last.as_ref()
    }

    /// Its size; 0 if there is none. A journal is opened with it.
    #[must_use]
    pub fn last_size(&self) -> u64 {
        self.last.as_ref().map_or(0, |last| last.size)
    }

    /// Records a checkpoint durably. The journal and the tree are durable up to `size` by now; on return it may be
    /// signed and told.
    ///
    /// # Errors
    /// [`CheckpointError`].
    pub fn record(&mut self, size: u64, bytes: &[u8]) -> Result<(), CheckpointError> {
        if size < self.last_size() {
            return Err(CheckpointError::Backwards { recorded: self.last_size(), asked: size });
        }
        let record = encode(size, bytes)?;
        storage::replace(&self.storage, &self.paths.private.checkpoint(), &record, Privacy::Private)?;
        self.last = Some(RecordedCheckpoint { size, bytes: bytes.to_vec() });
        Ok(())
    }

    /// Publishes a checkpoint as `book/checkpoint`, byte for byte. It must have been recorded, and none larger
    /// published.
    ///
    /// # Errors
    /// [`CheckpointError`].
    pub fn publish(&mut self, size: u64, bytes: &[u8]) -> Result<(), CheckpointError> {
        if size > self.last_size() {
            return Err(CheckpointError::NotRecorded { asked: size });
        }
        if size < self.published_size {
            return Err(CheckpointError::Backwards { recorded: self.published_size, asked: size });
        }
        storage::replace(&self.storage, &self.paths.book.checkpoint(), bytes, Privacy::Shared)?;
        self.published_size = size;
        Ok(())
    }
}

fn encode(size: u64, bytes: &[u8]) -> Result<Vec<u8>, CheckpointError> {
    let too_long = CheckpointError::TooLong { size_bytes: bytes.len() };
    let Some(length) = u32::try_from(bytes.len()).ok().filter(|_| bytes.len() <= LIMIT_BYTES) else {
        return Err(too_long);
    };
    let facts = [&MAGIC[..], &size.to_le_bytes(), &length.to_le_bytes()].concat();
    let sum = crc32c::crc32c_append(crc32c::crc32c(&facts), bytes);
    Ok([&facts[..], &sum.to_le_bytes(), bytes].concat())
}

fn read_record<S: Storage>(storage: &S, paths: &DataPaths) -> Result<Option<RecordedCheckpoint>, CheckpointError> {
    let path = paths.private.checkpoint();
    let file = match storage::open(storage, &path, Access::Read) {
        Err(failed) if failed.is_not_found() => return Ok(None),
        other => other?,
    };
    let found = file.read_whole(LIMIT_BYTES + RECORD_HEADER_BYTES)?;
    let record = found.get(RECORD_HEADER_BYTES..).and_then(|bytes| {
        let size = u64::from_le_bytes(part(&found, 8));
        let written = encode(size, bytes).ok()?;
        (written == found).then(|| RecordedCheckpoint { size, bytes: bytes.to_vec() })
    });
    match record {
        Some(record) => Ok(Some(record)),
        None => Err(CheckpointError::Damaged(Box::new(Damage {
            class: DamageClass::CheckpointRecord,
            file: path,
            offset: 0,
            indices: Indices { first: 0, end: None, inferred: true },
        }))),
    }
}
