//! Walking one segment frame by frame. Recovery and the auditor's scan take the same steps; what a fault means is
//! for them to say.

use std::sync::Arc;

use super::window::Window;
use crate::book_id::BookId;
use crate::frame::{FRAME_HEADER_BYTES, FrameHeader, HeaderFault, MAGIC, PayloadFault, part};
use crate::storage::{Placed, StoredFile};
use crate::world::WorldFailed;

/// How many bytes of false frames a search may check before it gives a segment up, in segments' sizes: a file made
/// to look like a million beginnings must not cost an auditor a day.
const SEARCH_BUDGET: u64 = 16;

/// What stands at a place in a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// A sound frame.
    Frame(SoundFrame),
    /// Nothing but zeros up to the limit.
    End,
    /// Something else.
    Fault(Fault),
}

/// A frame whose checks passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SoundFrame {
    pub(crate) offset: u64,
    pub(crate) header: FrameHeader,
    /// Its checksum: tells copies from rivals.
    pub(crate) sum: u32,
}

/// Why there is no sound frame here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    Header,
    OtherBook(BookId),
    CutShort(FrameHeader),
    Payload { header: FrameHeader, stored: u32, computed: u32 },
    Malformed(FrameHeader),
}

impl Fault {
    /// Whether a write that was cut off can leave this. Sound checksums over wrong content cannot be torn.
    pub(crate) const fn may_be_torn(&self) -> bool {
        match self {
            Fault::Header | Fault::CutShort(_) | Fault::Payload { .. } => true,
            Fault::OtherBook(_) | Fault::Malformed(_) => false,
        }
    }
}

/// The frames of one segment.
pub(crate) struct Walk<F> {
    window: Window<F>,
    book: BookId,
    search_left: u64,
}

impl<F: StoredFile> Walk<F> {
    pub(crate) fn new(file: Arc<Placed<F>>, limit: u64, book: BookId) -> Result<Walk<F>, WorldFailed> {
        let window = Window::new(file, limit)?;
        let search_left = window.limit().saturating_mul(SEARCH_BUDGET);
        Ok(Walk { window, book, search_left })
    }

    pub(crate) const fn limit(&self) -> u64 {
        self.window.limit()
    }

    pub(crate) const fn file(&self) -> &Arc<Placed<F>> {
        self.window.file()
    }

    /// What stands at `offset`.
    pub(crate) fn step(&mut self, offset: u64) -> Result<Step, WorldFailed> {
        let start = self.window.bytes(offset, FRAME_HEADER_BYTES as u64)?;
        if start.iter().all(|byte| *byte == 0) {
            let stray = self.window.first_not_zero(offset)?;
            return Ok(stray.map_or(Step::End, |_| Step::Fault(Fault::Header)));
        }
        let Some(bytes) = start.first_chunk::<FRAME_HEADER_BYTES>().copied() else {
            return Ok(Step::Fault(Fault::Header));
        };
        Ok(match FrameHeader::decode(&bytes, self.book) {
            Err(HeaderFault::Unreadable) => Step::Fault(Fault::Header),
            Err(HeaderFault::OtherBook(found)) => Step::Fault(Fault::OtherBook(found)),
            Ok(header) => self.payload_step(offset, header, &bytes)?,
        })
    }

    fn payload_step(
        &mut self,
        offset: u64,
        header: FrameHeader,
        bytes: &[u8; FRAME_HEADER_BYTES],
    ) -> Result<Step, WorldFailed> {
        let frame = self.window.bytes(offset, header.frame_bytes())?;
        if (frame.len() as u64) < header.frame_bytes() {
            return Ok(Step::Fault(Fault::CutShort(header)));
        }
        Ok(match header.check_payload(bytes, &frame[FRAME_HEADER_BYTES..]) {
            Ok(()) => Step::Frame(SoundFrame { offset, header, sum: u32::from_le_bytes(part(bytes, 76)) }),
            Err(PayloadFault::Malformed) => Step::Fault(Fault::Malformed(header)),
            Err(PayloadFault::Checksum { stored, computed }) => {
                Step::Fault(Fault::Payload { header, stored, computed })
            }
        })
    }

    /// The first sound frame at or after `from`.
    pub(crate) fn find_frame(&mut self, from: u64) -> Result<Option<SoundFrame>, WorldFailed> {
        let mut at = from;
        while let Some(place) = self.window.find(&MAGIC, at)? {
            if let Step::Frame(frame) = self.step(place)? {
                return Ok(Some(frame));
            }
            let Some(left) = self.search_left.checked_sub(self.cost_of(place)?) else {
                return Ok(None);
            };
            self.search_left = left;
            at = place + 1;
        }
        Ok(None)
    }

    /// Where the last byte that is not zero ends, at or after `from`.
    pub(crate) fn end_of_content(&mut self, from: u64) -> Result<u64, WorldFailed> {
        let mut end = from;
        while let Some(at) = self.window.first_not_zero(end)? {
            let run = self.window.bytes(at, FRAME_HEADER_BYTES as u64)?;
            end = at + run.iter().rposition(|byte| *byte != 0).map_or(1, |last| last as u64 + 1);
        }
        Ok(end)
    }

    /// Brings `[from, to)` into memory, to be had from [`Walk::loaded`].
    pub(crate) fn load(&mut self, from: u64, to: u64) -> Result<(), WorldFailed> {
        self.window.bytes(from, to.saturating_sub(from)).map(drop)
    }

    pub(crate) fn loaded(&self, from: u64, to: u64) -> &[u8] {
        self.window.loaded(from, to.saturating_sub(from))
    }

    pub(crate) fn payload(&mut self, frame: &SoundFrame) -> Result<&[u8], WorldFailed> {
        let at = frame.offset + FRAME_HEADER_BYTES as u64;
        self.window.bytes(at, u64::from(frame.header.payload_bytes))
    }

    /// What a false beginning cost to check.
    fn cost_of(&mut self, offset: u64) -> Result<u64, WorldFailed> {
        let start = self.window.bytes(offset, FRAME_HEADER_BYTES as u64)?;
        let header = start.first_chunk().and_then(|bytes| FrameHeader::decode(bytes, self.book).ok());
        Ok(header.map_or(FRAME_HEADER_BYTES as u64, |header| header.frame_bytes()))
    }
}
