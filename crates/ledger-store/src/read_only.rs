//! Opening a book to read: beside a running server, or a copy of it. Takes no lock and writes nothing.

use crate::book_file;
use crate::book_id::BookId;
use crate::damage::{Damage, DamageClass, Indices};
use crate::files::{LinksFrom, OpenError};
use crate::head::HeadSlots;
use crate::layout::BookPaths;
use crate::reader::{Catalogue, FileReader};
use crate::scan::Scan;
use crate::storage::{self, Access, Storage};
use crate::survey::{self, Known, Reach};
use crate::world::WorldFailed;
use std::collections::VecDeque;

/// A slot may be read in the middle of its being written; the writer is done long before this many readings.
const HEAD_READINGS: usize = 8;

/// A book that is only read.
#[derive(Debug, Clone)]
pub struct ReadOnlyBook<S: Storage> {
    storage: S,
    paths: BookPaths,
    book: BookId,
}

impl<S: Storage> ReadOnlyBook<S> {
    /// Opens the book in `paths`.
    ///
    /// # Errors
    /// [`OpenError::NotABook`], [`OpenError::NewerFormat`], [`OpenError::Damaged`] for `BOOK` itself,
    /// [`OpenError::World`].
    pub fn open(storage: &S, paths: &BookPaths) -> Result<ReadOnlyBook<S>, OpenError> {
        let book = book_file::read(storage, paths)?;
        Ok(ReadOnlyBook { storage: storage.clone(), paths: paths.clone(), book })
    }

    /// Which book this is.
    #[must_use]
    pub const fn book(&self) -> BookId {
        self.book
    }

    /// The files.
    #[must_use]
    pub const fn paths(&self) -> &BookPaths {
        &self.paths
    }

    /// What `head` says now. A file that is not there counts as two damaged slots.
    ///
    /// # Errors
    /// A failed call.
    pub fn head_slots(&self) -> Result<HeadSlots, WorldFailed> {
        let file = match storage::open(&self.storage, &self.paths.head(), Access::Read) {
            Err(failed) if failed.is_not_found() => return Ok(HeadSlots::LOST),
            other => other?,
        };
        let mut slots = HeadSlots::read(&file, self.book)?;
        for _ in 1..HEAD_READINGS {
            if slots.damaged().next().is_none() {
                break;
            }
            slots = HeadSlots::read(&file, self.book)?;
        }
        Ok(slots)
    }

    /// Everything up to `head` as it is now, damages of `head` itself first. If `head` is lost, to the end of every
    /// segment.
    ///
    /// # Errors
    /// A failed call.
    pub fn scan(&self) -> Result<Scan<S>, WorldFailed> {
        let slots = self.head_slots()?;
        let until = slots.newest();
        let reached = until.map_or(0, |until| until.head.size);
        let mut waiting = VecDeque::new();
        if until.is_none() {
            waiting.push_back(self.head_lost());
        } else {
            waiting.extend(slots.damaged().map(|(slot, offset)| Damage {
                class: DamageClass::HeadSlot { slot },
                file: self.paths.head(),
                offset,
                indices: Indices { first: reached, end: None, inferred: true },
            }));
        }
        Scan::new(self.storage.clone(), self.paths.journal(), self.book, until, waiting)
    }

    /// A reader of everything up to `head` as it is now, for books that are not damaged: refuses at the first fault.
    ///
    /// # Errors
    /// [`OpenError::Damaged`] with the first damage; [`OpenError::World`].
    pub fn reader(&self, links_from: LinksFrom) -> Result<FileReader<S::File>, OpenError> {
        let Some(acknowledged) = self.head_slots()?.newest() else {
            return Err(self.head_lost().into());
        };
        let known = Known { book: self.book, acknowledged, checkpoint_size: 0, links_from, reach: Reach::Head };
        let found = survey::survey(&self.storage, &self.paths, &known)?;
        let catalogue = Catalogue { segments: found.segments, blocks: found.blocks, head: found.head };
        Ok(FileReader::new(self.book, catalogue))
    }

    fn head_lost(&self) -> Damage {
        let indices = Indices { first: 0, end: None, inferred: true };
        Damage { class: DamageClass::HeadLost, file: self.paths.head(), offset: 0, indices }
    }
}
