//! Reading blocks back from segments, from any thread, beside the writer.

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::block::Block;
use crate::block_index::{BlockIndex, BlockPlace};
use crate::book_id::BookId;
use crate::damage::{Damage, DamageClass, Indices};
use crate::frame::{FRAME_HEADER_BYTES, FrameHeader, HeaderFault, PayloadFault};
use crate::head::Head;
use crate::journal::{ReadError, ReadJournal};
use crate::storage::{Placed, StoredFile};

/// What is known of where blocks lie.
pub(crate) struct Catalogue<F> {
    pub(crate) segments: Vec<Arc<Placed<F>>>,
    pub(crate) blocks: BlockIndex,
    pub(crate) head: Head,
}

/// A handle to read a files journal with; clones see the same head, each block as soon as it is durable.
pub struct FileReader<F> {
    book: BookId,
    catalogue: Arc<RwLock<Catalogue<F>>>,
}

impl<F> Clone for FileReader<F> {
    fn clone(&self) -> FileReader<F> {
        FileReader { book: self.book, catalogue: Arc::clone(&self.catalogue) }
    }
}

impl<F> FileReader<F> {
    pub(crate) fn new(book: BookId, catalogue: Catalogue<F>) -> FileReader<F> {
        FileReader { book, catalogue: Arc::new(RwLock::new(catalogue)) }
    }

    // A panic elsewhere leaves the catalogue whole: each change to it is one push or one store.
    pub(crate) fn catalogue(&self) -> RwLockReadGuard<'_, Catalogue<F>> {
        self.catalogue.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn catalogue_mut(&self) -> RwLockWriteGuard<'_, Catalogue<F>> {
        self.catalogue.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, index: u64) -> Option<(BlockPlace, Arc<Placed<F>>)> {
        let catalogue = self.catalogue();
        let place = catalogue.blocks.find(index)?;
        let segment = catalogue.segments.get(usize::try_from(place.segment).ok()?)?;
        Some((place, Arc::clone(segment)))
    }
}

impl<F: StoredFile> ReadJournal for FileReader<F> {
    fn head(&self) -> Head {
        self.catalogue().head
    }

    fn read_block(&self, index: u64, into: &mut Block) -> Result<bool, ReadError> {
        let Some((place, segment)) = self.find(index) else {
            return Ok(false);
        };
        let size = usize::try_from(place.frame_bytes).unwrap_or(usize::MAX);
        let frame = into.frame_place(size);
        let read = segment.read_up_to(frame, u64::from(place.offset))?;
        let header = check(frame, read, &place, self.book).map_err(|class| Damage {
            class,
            file: segment.path().to_owned(),
            offset: u64::from(place.offset),
            indices: Indices { first: place.first_index, end: Some(place.end_index()), inferred: false },
        })?;
        into.adopt(&header);
        Ok(true)
    }
}

/// The frame was sound when its place was noted; it must be so still, and the same.
fn check(frame: &[u8], read: usize, place: &BlockPlace, book: BookId) -> Result<FrameHeader, DamageClass> {
    let Some((bytes, payload)) = frame.split_first_chunk::<FRAME_HEADER_BYTES>().filter(|_| read == frame.len()) else {
        return Err(DamageClass::CutShort);
    };
    let header = FrameHeader::decode(bytes, book).map_err(|fault| match fault {
        HeaderFault::Unreadable => DamageClass::Header,
        HeaderFault::OtherBook(found) => DamageClass::OtherBook { found },
    })?;
    header.check_payload(bytes, payload).map_err(|fault| match fault {
        PayloadFault::Checksum { stored, computed } => DamageClass::Payload { expected: stored, found: computed },
        PayloadFault::Malformed => DamageClass::Malformed,
    })?;
    if (header.first_index, header.count) == (place.first_index, place.count) {
        Ok(header)
    } else {
        Err(DamageClass::Inserted)
    }
}
