//! Appending: one write, one sync, then `head`; nothing allocated on the way.

use std::path::PathBuf;
use std::sync::Arc;

use super::room::Spare;
use super::{MAX_SEGMENT_BYTES, OpenError, Recovery};
use crate::block::Block;
use crate::block_index::BlockPlace;
use crate::book_id::BookId;
use crate::frame::FrameHeader;
use crate::head::{Head, HeadFile, PlacedHead, Position};
use crate::journal::{Append, Journal, NotWritten, OutcomeUnknown, ReadError, ReadJournal};
use crate::reader::FileReader;
use crate::segment;
use crate::storage::{self, Placed, Storage, StoredFile};
use crate::survey::Found;
use crate::world::WorldFailed;

/// The spare is begun when a segment is this part full.
const SPARE_WANTED_AT: u64 = 16;

/// The journal in segment files; the one writer of its book as long as it lives.
pub struct FileJournal<S: Storage> {
    pub(super) storage: S,
    pub(super) journal_dir: PathBuf,
    pub(super) book: BookId,
    pub(super) reader: FileReader<S::File>,
    pub(super) segment: Segment<S::File>,
    pub(super) head_file: HeadFile<S::File>,
    /// A block is durable that `head` could not be told of.
    pub(super) head_is_behind: bool,
    pub(super) poisoned: bool,
    /// Before the lock, because fields are dropped in order: its thread must be gone when the lock goes.
    pub(super) spare: Spare<S>,
    pub(super) recovery: Recovery,
    pub(super) _lock: S::Lock,
}

/// The segment that is being filled.
pub(super) struct Segment<F> {
    file: Arc<Placed<F>>,
    tail: Position,
    capacity: u64,
    ordinal: usize,
}

impl<F: StoredFile> Segment<F> {
    /// The last of those found.
    pub(super) fn new(found: &Found<F>) -> Result<Segment<F>, OpenError> {
        let file = found.segments.last().map(Arc::clone);
        let Some(file) = file else { unreachable!("a survey without segments is refused") };
        let capacity = file.size()?.min(MAX_SEGMENT_BYTES);
        Ok(Segment { file, tail: found.tail, capacity, ordinal: found.segments.len() - 1 })
    }

    fn room(&self) -> u64 {
        self.capacity.saturating_sub(self.tail.offset)
    }
}

impl<S: Storage> FileJournal<S> {
    /// What opening found and did.
    pub const fn recovery(&self) -> &Recovery {
        &self.recovery
    }

    /// Bytes that can still be appended without asking the disk for more.
    #[must_use]
    pub fn room_bytes(&self) -> u64 {
        self.segment.room()
    }

    /// Whether memory and disk may disagree; then every append answers [`Append::OutcomeUnknown`].
    #[must_use]
    pub const fn is_poisoned(&self) -> bool {
        self.poisoned
    }

    /// Makes `head` itself durable: before a checkpoint is recorded, and at stop. A failure is final.
    ///
    /// # Errors
    /// The failed call; the journal takes no more blocks.
    pub fn sync_head(&mut self) -> Result<(), WorldFailed> {
        self.bring_head_up()?;
        self.head_file.sync().inspect_err(|_| self.poisoned = true)
    }

    /// Begins to make the next segment soon after this one was begun, long before the largest block could lack room:
    /// zeroing takes as long as filling where entries come fastest. Not at once: a small book needs no second segment.
    pub(super) fn look_ahead(&mut self) {
        if self.segment.tail.offset > self.segment.capacity / SPARE_WANTED_AT {
            self.spare.begin();
        }
    }

    fn placed_head(&self) -> PlacedHead {
        PlacedHead { head: self.reader.head(), end: self.segment.tail }
    }

    fn bring_head_up(&mut self) -> Result<(), WorldFailed> {
        if self.head_is_behind {
            self.head_file.write(&self.placed_head())?;
            self.head_is_behind = false;
        }
        Ok(())
    }

    /// Begins the next segment, if the frame does not fit into this one.
    fn make_room(&mut self, frame_bytes: u64) -> Result<(), Append> {
        if frame_bytes <= self.segment.room() {
            return Ok(());
        }
        let no_room = |source| Append::NotWritten(NotWritten::NoRoom { needed_bytes: frame_bytes, source });
        let spare = self.spare.take(frame_bytes).map_err(no_room)?;
        // Before the new name exists: the name says that everything below it was acknowledged.
        self.head_file.sync().map_err(|failed| self.poison(failed))?;
        let first_index = self.reader.head().size;
        let path = segment::path(&self.journal_dir, first_index);
        if let Err(failed) = storage::rename(&self.storage, spare.path(), &path) {
            self.spare.put_back(spare);
            return Err(no_room(failed));
        }
        storage::sync_dir(&self.storage, &self.journal_dir).map_err(|failed| self.poison(failed))?;
        self.enter(spare.renamed(path), first_index)
    }

    fn enter(&mut self, file: Placed<S::File>, first_index: u64) -> Result<(), Append> {
        let file = Arc::new(file);
        let capacity = file.size().map_err(|failed| self.poison(failed))?;
        let tail = Position { segment: first_index, offset: 0 };
        self.reader.catalogue_mut().segments.push(Arc::clone(&file));
        self.segment = Segment { file, tail, capacity, ordinal: self.segment.ordinal + 1 };
        Ok(())
    }

    /// Puts back the zeros that a failed write may have left otherwise, so that nothing of it is ever recovered.
    fn undo(&mut self, frame_bytes: u64, failed: WorldFailed) -> Append {
        let Segment { file, tail, .. } = &self.segment;
        let undone = file.write_zeros(tail.offset, tail.offset + frame_bytes).and_then(|()| file.sync());
        match undone {
            Ok(()) => Append::NotWritten(NotWritten::WriteFailed(failed)),
            Err(_) => self.poison(failed),
        }
    }

    fn poison(&mut self, failed: WorldFailed) -> Append {
        self.poisoned = true;
        Append::OutcomeUnknown(OutcomeUnknown::Failed(failed))
    }

    /// What is true once the sync returned. Nothing past this line may fail: the block is durable.
    fn note_durable(&mut self, block: &Block, frame_bytes: u64) -> Head {
        let head = Head { size: block.end_index(), link: block.link_after() };
        let place = BlockPlace::new(self.segment.ordinal, self.segment.tail, &FrameHeader::of(block));
        let Some(place) = place else { unreachable!("a segment is at most 1 GiB, its ordinal below 2^32") };
        self.segment.tail.offset += frame_bytes;
        let mut catalogue = self.reader.catalogue_mut();
        catalogue.blocks.push(place);
        catalogue.head = head;
        drop(catalogue);
        self.head_is_behind = true;
        // A failure here leaves a lower bound that is lower still; the next append tries again before it writes.
        drop(self.bring_head_up());
        head
    }

    fn try_append(&mut self, block: &mut Block) -> Result<Head, Append> {
        self.bring_head_up().map_err(|failed| Append::NotWritten(NotWritten::HeadBehind(failed)))?;
        let frame_bytes = block.frame_bytes();
        self.make_room(frame_bytes)?;
        let frame = block.seal(self.book);
        if let Err(failed) = self.segment.file.write_all(frame, self.segment.tail.offset) {
            return Err(self.undo(frame_bytes, failed));
        }
        // A failed sync is final: the kernel may have dropped the pages and will not say so twice.
        self.segment.file.sync().map_err(|failed| self.poison(failed))?;
        let head = self.note_durable(block, frame_bytes);
        self.look_ahead();
        Ok(head)
    }
}

impl<S: Storage> ReadJournal for FileJournal<S> {
    fn head(&self) -> Head {
        self.reader.head()
    }

    fn read_block(&self, index: u64, into: &mut Block) -> Result<bool, ReadError> {
        self.reader.read_block(index, into)
    }
}

impl<S: Storage> Journal for FileJournal<S> {
    type Reader = FileReader<S::File>;

    fn book(&self) -> BookId {
        self.book
    }

    fn append(&mut self, block: &mut Block) -> Append {
        assert!(!block.is_empty(), "an empty block is never appended");
        if self.poisoned {
            return Append::OutcomeUnknown(OutcomeUnknown::Poisoned);
        }
        let head = self.reader.head();
        if block.first_index() != head.size {
            return Append::Fenced { head, asked: block.first_index() };
        }
        match self.try_append(block) {
            Ok(head) => Append::Durable { head },
            Err(answer) => answer,
        }
    }

    fn reader(&self) -> FileReader<S::File> {
        self.reader.clone()
    }
}
