//! Creating a book: everything else first, `BOOK` last, so that half a book is never taken for one.

use super::{FileJournal, JournalOptions, MAX_SEGMENT_BYTES, OpenError, room::Spare};
use crate::book_file;
use crate::book_id::BookId;
use crate::head::{Head, HeadFile, HeadSlots, PlacedHead, Position};
use crate::layout::BookPaths;
use crate::links::LinkFollower;
use crate::segment;
use crate::storage::{self, Access, Privacy, Storage};

impl<S: Storage> FileJournal<S> {
    /// Creates an empty book and opens it. A creation that was cut off before `BOOK` was durable may be repeated.
    ///
    /// # Errors
    /// [`OpenError::AlreadyThere`] if there is a book, or a journal without one; [`OpenError::InUse`],
    /// [`OpenError::ReadOnly`], [`OpenError::World`].
    pub fn create(
        storage: &S,
        paths: &BookPaths,
        book: BookId,
        options: &JournalOptions,
    ) -> Result<FileJournal<S>, OpenError> {
        for dir in [paths.root().to_owned(), paths.journal(), paths.tree()] {
            storage::create_dir(storage, &dir, Privacy::Shared)?;
        }
        let lock = super::open::take_lock(storage, paths)?;
        refuse_if_there(storage, paths)?;
        let segment_bytes = options.segment_bytes.min(MAX_SEGMENT_BYTES);
        let first = Spare::new(storage.clone(), &paths.journal(), segment_bytes, options.room).take(0)?;
        storage::rename(storage, first.path(), &segment::path(&paths.journal(), 0))?;
        let head = Head { size: 0, link: LinkFollower::genesis(book).link() };
        let file = storage::open(storage, &paths.head(), Access::Create(Privacy::Shared))?;
        HeadFile::new(file, book, &HeadSlots::LOST)
            .write_both(&PlacedHead { head, end: Position { segment: 0, offset: 0 } })?;
        for dir in [paths.journal(), paths.tree(), paths.root().to_owned()] {
            storage::sync_dir(storage, &dir)?;
        }
        book_file::write(storage, paths, book)?; // last: from here on it is a book
        if let Some(above) = paths.root().parent().filter(|above| !above.as_os_str().is_empty()) {
            storage::sync_dir(storage, above)?;
        }
        drop(lock);
        FileJournal::open(storage, paths, options)
    }
}

/// Neither a book nor a journal that lost its `BOOK` is ever written over.
fn refuse_if_there<S: Storage>(storage: &S, paths: &BookPaths) -> Result<(), OpenError> {
    let refused = || OpenError::AlreadyThere { path: paths.root().to_owned() };
    if storage::list(storage, paths.root())?.iter().any(|name| name == "BOOK") {
        return Err(refused());
    }
    for first_index in segment::list(storage, &paths.journal())? {
        let path = segment::path(&paths.journal(), first_index);
        let mut start = [0; 8];
        storage::open(storage, &path, Access::Read)?.read_up_to(&mut start, 0)?;
        if first_index > 0 || start != [0; 8] {
            return Err(refused());
        }
    }
    Ok(())
}
