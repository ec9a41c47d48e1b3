//! Opening a book to write: refuse what must be refused, recover, and only then serve.

use super::append::Segment;
use super::recovery;
use super::room::Spare;
use super::{FileJournal, JournalOptions, MAX_SEGMENT_BYTES, OpenError, Recovery};
use crate::book_file;
use crate::damage::{Damage, DamageClass, Indices};
use crate::head::{HeadFile, HeadSlots, PlacedHead};
use crate::layout::BookPaths;
use crate::reader::{Catalogue, FileReader};
use crate::segment::SPARE;
use crate::storage::{self, Access, Privacy, Storage};
use crate::survey::{self, Known, Reach};
use crate::world::{Doing, WorldFailed};

impl<S: Storage> FileJournal<S> {
    /// Opens a book to write: takes its lock, proves that everything acknowledged is there, cuts off what an
    /// unfinished write left, and makes durable what is kept.
    ///
    /// # Errors
    /// [`OpenError`]; the lock is let go.
    pub fn open(storage: &S, paths: &BookPaths, options: &JournalOptions) -> Result<FileJournal<S>, OpenError> {
        let book = book_file::read(storage, paths)?;
        if let Some(expected) = options.expected_book.filter(|expected| *expected != book) {
            return Err(OpenError::OtherBook { expected, found: book });
        }
        let lock = take_lock(storage, paths)?;
        let head_file = storage::open(storage, &paths.head(), Access::Write)?;
        let slots = HeadSlots::read(&head_file, book)?;
        let Some(acknowledged) = slots.newest() else {
            return Err(OpenError::from(Damage {
                class: DamageClass::HeadLost,
                file: paths.head(),
                offset: 0,
                indices: Indices { first: options.checkpoint_size, end: None, inferred: true },
            }));
        };
        let known = Known {
            book,
            acknowledged,
            checkpoint_size: options.checkpoint_size,
            links_from: options.links_from,
            reach: Reach::Everything,
        };
        let found = survey::survey(storage, paths, &known)?;
        let rewritten_bytes = recovery::make_durable(storage, paths, &found, &acknowledged)?;
        let mut head_file = HeadFile::new(head_file, book, &slots);
        // After the frames are durable again: head never speaks of more than the disk holds.
        head_file.write_both(&PlacedHead { head: found.head, end: found.end })?;
        remove_spare(storage, paths)?;
        let segment = Segment::new(&found)?;
        let catalogue = Catalogue { segments: found.segments, blocks: found.blocks, head: found.head };
        let mut journal = FileJournal {
            storage: storage.clone(),
            journal_dir: paths.journal(),
            book,
            reader: FileReader::new(book, catalogue),
            segment,
            head_file,
            head_is_behind: false,
            poisoned: false,
            spare: Spare::new(
                storage.clone(),
                &paths.journal(),
                options.segment_bytes.min(MAX_SEGMENT_BYTES),
                options.room,
            ),
            recovery: Recovery {
                acknowledged: acknowledged.head,
                damaged_head_slot: slots.damaged().next().map(|(slot, _)| slot),
                rewritten_bytes,
                cut: found.cut,
            },
            _lock: lock,
        };
        journal.look_ahead();
        Ok(journal)
    }
}

pub(super) fn take_lock<S: Storage>(storage: &S, paths: &BookPaths) -> Result<S::Lock, OpenError> {
    let path = paths.lock();
    let taken = storage.lock(&path).map_err(WorldFailed::at(Doing::Locking, &path));
    let lock = match taken {
        // A restored copy may come without it; the file itself says nothing.
        Err(failed) if failed.is_not_found() => {
            storage::open(storage, &path, Access::Create(Privacy::Shared))?;
            storage.lock(&path).map_err(WorldFailed::at(Doing::Locking, &path))?
        }
        other => other?,
    };
    lock.ok_or_else(|| OpenError::InUse { path: paths.root().to_owned() })
}

/// What is left of a spare says nothing about how much of it was zeroed and synced.
fn remove_spare<S: Storage>(storage: &S, paths: &BookPaths) -> Result<(), OpenError> {
    match storage::remove(storage, &paths.journal().join(SPARE)) {
        Err(failed) if !failed.is_not_found() => Err(failed.into()),
        _ => Ok(()),
    }
}
