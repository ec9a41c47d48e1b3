//! Opening an index: believed only if it says whose it is and holds, counted through, what it says that it holds;
//! else deleted, with an empty one in its place.

use super::guard::{Guarded, IndexFailed};
use super::mark::{self, Mark, Sum};
use super::{KeyIndex, Watermark, files, key};
use crate::book_id::BookId;
use crate::layout::BookPaths;
use crate::links::LinkFollower;
use std::path::Path;

/// What opening came to.
pub enum Opened {
    /// It is whole, and of this book by its own word. The caller compares the watermark with the journal.
    Usable(KeyIndex),
    /// There was none, or none that can be used: this one is empty, and goes up to entry 0.
    Empty {
        /// The empty one.
        index: KeyIndex,
        /// What was wrong with what was there.
        why: Unusable,
    },
    /// Another process has it open. Nothing was touched.
    InUse,
}

/// Why what was there cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// There was nothing.
    #[error("there was none")]
    Absent,
    /// A process began to open it and did not come to the end of that.
    #[error("its last opening did not come to an end")]
    Interrupted,
    /// It is another book's.
    #[error("it is of book {found}")]
    OtherBook {
        /// Whose it is.
        found: BookId,
    },
    /// It was made by another list of what is indexed.
    #[error("it was made by list {found} of what is indexed, and this is list {wanted}")]
    OtherVersion {
        /// Its list.
        found: u32,
        /// The list of today.
        wanted: u32,
    },
    /// It does not hold what it says.
    #[error("it holds {found} keys and should hold {wanted}, or others than it should")]
    Incomplete {
        /// How many it holds.
        found: u64,
        /// How many it should hold.
        wanted: u64,
    },
    /// It could not be read.
    #[error(transparent)]
    Failed(#[from] IndexFailed),
}

impl KeyIndex {
    /// Opens the index of a book. `version` is that of the list of what is indexed: it changes when entries that are
    /// there already get other keys.
    ///
    /// # Errors
    /// Not even an empty one can be made there.
    pub fn open(paths: &BookPaths, book: BookId, version: u32) -> Result<Opened, IndexFailed> {
        let dir = paths.index();
        if files::is_locked(&dir) {
            return Ok(Opened::InUse);
        }
        let why = match Self::existing(&dir, book, version) {
            Ok(index) => return Ok(Opened::Usable(index)),
            Err(why) => why,
        };
        files::remove(&dir)?;
        Ok(Opened::Empty { index: Self::empty(&dir, book, version)?, why })
    }

    fn existing(dir: &Path, book: BookId, version: u32) -> Result<Self, Unusable> {
        if !files::is_there(dir) {
            return Err(Unusable::Absent);
        }
        if !files::begin_opening(dir).map_err(IndexFailed::from)? {
            return Err(Unusable::Interrupted);
        }
        let mut sled = Guarded::open(dir)?;
        let row = sled.call(|db| db.get(mark::PLACE))?.ok_or(IndexFailed::Unreadable)?;
        let mark = Mark::decode(&row).ok_or(IndexFailed::Unreadable)?;
        if mark.book != book {
            return Err(Unusable::OtherBook { found: mark.book });
        }
        if mark.version != version {
            return Err(Unusable::OtherVersion { found: mark.version, wanted: version });
        }
        let found = sled.call(|db| count_through(db, mark.watermark.next))?;
        if found != mark.holds {
            return Err(Unusable::Incomplete { found: found.count, wanted: mark.holds.count });
        }
        files::end_opening(dir).map_err(IndexFailed::from)?;
        let Mark { watermark, holds, .. } = mark;
        Ok(Self { sled, dir: dir.to_owned(), book, version, watermark, holds })
    }

    fn empty(dir: &Path, book: BookId, version: u32) -> Result<Self, IndexFailed> {
        files::begin_opening(dir)?;
        let sled = Guarded::open(dir)?;
        let watermark = Watermark { next: 0, link: LinkFollower::genesis(book).link() };
        let mut index = Self { sled, dir: dir.to_owned(), book, version, watermark, holds: Sum::default() };
        index.apply(&[], watermark)?;
        files::end_opening(dir)?;
        Ok(index)
    }
}

/// What the index really holds below `next`; every page is read, and its checksum with it. Keys beyond are of a batch
/// that did not come to its end, and are removed.
fn count_through(db: &sled::Db, next: u64) -> Result<Sum, IndexFailed> {
    let mut sum = Sum::default();
    for stored in db.iter().keys() {
        let stored = stored?;
        if *stored == mark::PLACE {
            continue;
        }
        if key::index_of(&stored)? < next {
            sum.add(&stored);
        } else {
            db.remove(&stored)?;
        }
    }
    Ok(sum)
}
