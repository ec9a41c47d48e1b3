//! The auditor's scan: every frame up to `head`, and *every* damaged range, not only the first.
//!
//! Reads only. It trusts no name, no length and no order, and keeps one frame in memory. What links, hashes and rules
//! say is the caller's part: the scan hands over each payload, also a damaged one, with all that is known of its place,
//! so that the exact entry can be found by comparing leaf hashes with `tree/0`.

mod order;
mod walk;
mod window;

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ledger_log::Link;

use crate::book_id::BookId;
use crate::damage::{Damage, DamageClass, Indices};
use crate::entries::{Entries, Framing};
use crate::frame::{FRAME_HEADER_BYTES, FrameHeader};
use crate::head::PlacedHead;
use crate::segment;
use crate::storage::{self, Access, Storage};
use crate::world::WorldFailed;
use order::{Order, Verdict};
pub(crate) use walk::{Fault, SoundFrame, Step, Walk};

/// One finding of a scan.
#[derive(Debug)]
pub enum Scanned<'a> {
    /// A sound frame in its place.
    Frame(ScannedFrame<'a>),
    /// Something wrong.
    Damaged {
        /// What and where.
        damage: Damage,
        /// The bytes where the payload is or should be; empty if there are none to speak of.
        salvage: &'a [u8],
        /// The link in the frame's header, if the header is sound.
        link_after: Option<Link>,
    },
}

/// A frame whose checks passed. Borrowed from the scan's buffer.
#[derive(Debug, Clone, Copy)]
pub struct ScannedFrame<'a> {
    /// The segment.
    pub file: &'a Path,
    /// Bytes from the segment's start.
    pub offset: u64,
    /// Index of the first entry.
    pub first_index: u64,
    /// Number of entries.
    pub count: u32,
    /// The link after the last entry, as stored.
    pub link_after: Link,
    /// The entries with their prefixes.
    pub payload: &'a [u8],
    /// How they stand there.
    pub framing: Framing,
}

impl<'a> ScannedFrame<'a> {
    /// The entries with their indices.
    #[must_use]
    pub const fn entries(&self) -> Entries<'a> {
        Entries::framed(self.framing, self.payload, self.first_index)
    }

    /// Where the entry `index` lies: bytes from the segment's start to its first byte, after the prefix.
    #[must_use]
    pub fn entry_offset(&self, index: u64) -> Option<u64> {
        let entry = self.entries().find(|(at, _)| *at == index)?.1;
        let inside = (entry.as_ptr() as usize).checked_sub(self.payload.as_ptr() as usize)?;
        Some(self.offset + (self.framing.header_bytes() + inside) as u64)
    }
}

/// A scan under way; a lending iterator.
pub struct Scan<S: Storage> {
    storage: S,
    journal: PathBuf,
    book: BookId,
    /// Up to where; `None` if `head` is lost, then to the end of every segment.
    until: Option<PlacedHead>,
    segments: VecDeque<u64>,
    walk: Option<Walk<S::File>>,
    named: u64,
    offset: u64,
    order: Order,
    /// Findings without bytes, to be told before the scan goes on.
    waiting: VecDeque<Damage>,
    finished: bool,
}

/// A finding whose bytes are still in the walk's window.
enum Found {
    Frame(SoundFrame),
    Damaged { damage: Damage, salvage: (u64, u64), link_after: Option<Link> },
}

impl<S: Storage> Scan<S> {
    pub(crate) fn new(
        storage: S,
        journal: PathBuf,
        book: BookId,
        until: Option<PlacedHead>,
        waiting: VecDeque<Damage>,
    ) -> Result<Scan<S>, WorldFailed> {
        let in_reach = |first: &u64| until.is_none_or(|until| *first <= until.end.segment);
        let segments = segment::list(&storage, &journal)?.into_iter().filter(in_reach).collect();
        let order = Order::new(segment::path(&journal, 0));
        Ok(Scan {
            storage,
            journal,
            book,
            until,
            segments,
            walk: None,
            named: 0,
            offset: 0,
            order,
            waiting,
            finished: false,
        })
    }

    /// The next finding, or `None` when all segments are read. Entries that are missing, and a journal that ends too
    /// early, are told last: only then is it known that they do not stand somewhere else.
    ///
    /// # Errors
    /// A failed call, such as a sector that cannot be read; the scan can be asked again and repeats the call.
    #[expect(clippy::should_implement_trait, reason = "it lends its buffer, which Iterator cannot")]
    pub fn next(&mut self) -> Result<Option<Scanned<'_>>, WorldFailed> {
        loop {
            if let Some(damage) = self.waiting.pop_front() {
                return Ok(Some(Scanned::Damaged { damage, salvage: &[], link_after: None }));
            }
            if self.finished {
                return Ok(None);
            }
            if self.walk.is_none() && !self.enter_segment()? {
                self.finish();
                continue;
            }
            if let Some(found) = self.advance()? {
                return self.lend(found).map(Some);
            }
        }
    }

    fn enter_segment(&mut self) -> Result<bool, WorldFailed> {
        let Some(first_index) = self.segments.front().copied() else {
            return Ok(false);
        };
        let path = segment::path(&self.journal, first_index);
        let file = Arc::new(storage::open(&self.storage, &path, Access::Read)?);
        self.walk = Some(Walk::new(file, u64::MAX, self.book)?);
        self.segments.pop_front();
        (self.named, self.offset) = (first_index, 0);
        Ok(true)
    }

    /// One step. `None` if there is nothing to tell of it.
    fn advance(&mut self) -> Result<Option<Found>, WorldFailed> {
        let is_read = self.is_read();
        let step = match &mut self.walk {
            Some(walk) if !is_read => walk.step(self.offset)?,
            _ => Step::End,
        };
        match step {
            Step::End => {
                self.walk = None;
                Ok(None)
            }
            Step::Frame(frame) if self.is_past_head(&frame) => {
                self.walk = None;
                Ok(None)
            }
            Step::Frame(frame) => Ok(Some(self.judge_frame(frame))),
            Step::Fault(fault) => self.judge_fault(fault).map(Some),
        }
    }

    /// Whether all that `head` speaks of was met. Its offset alone does not say so: frames may have been put in.
    fn is_read(&self) -> bool {
        self.head_offset().is_some_and(|end| self.offset >= end) && self.order.next() >= self.reached()
    }

    /// Whether a running server has appended this since `head` was read.
    fn is_past_head(&self, frame: &SoundFrame) -> bool {
        self.head_offset().is_some_and(|end| frame.offset >= end) && frame.header.first_index >= self.reached()
    }

    /// Where `head` ends, if it ends in this segment.
    fn head_offset(&self) -> Option<u64> {
        self.until.filter(|until| until.end.segment == self.named).map(|until| until.end.offset)
    }

    fn reached(&self) -> u64 {
        self.until.map_or(0, |until| until.head.size)
    }

    fn judge_frame(&mut self, frame: SoundFrame) -> Found {
        let header = frame.header;
        // A name that lies about frames which are in order; other frames are judged by themselves.
        if frame.offset == 0 && header.first_index != self.named && header.first_index == self.order.next() {
            let class = DamageClass::Misnamed { named: self.named };
            let indices = Indices { first: header.first_index, end: None, inferred: false };
            self.waiting.push_back(self.damage(class, 0, indices));
        }
        let file = self.path();
        let at_end = frame.offset + header.frame_bytes();
        self.offset = at_end;
        let class = match self.order.place(&frame, &file, at_end) {
            Verdict::InOrder => return Found::Frame(frame),
            Verdict::Duplicate => DamageClass::Duplicate,
            Verdict::Reordered => DamageClass::Reordered,
            Verdict::Inserted => DamageClass::Inserted,
        };
        let salvage = (frame.offset + FRAME_HEADER_BYTES as u64, at_end);
        let damage = self.damage(class, frame.offset, indices_of(&header));
        Found::Damaged { damage, salvage, link_after: Some(header.link_after) }
    }

    fn judge_fault(&mut self, fault: Fault) -> Result<Found, WorldFailed> {
        let offset = self.offset;
        match fault {
            Fault::Malformed(header) => {
                self.order.cover(&header, &self.path(), offset + header.frame_bytes());
                Ok(self.whole(DamageClass::Malformed, &header))
            }
            Fault::Payload { header, stored, computed } => {
                let class = DamageClass::Payload { expected: stored, found: computed };
                if self.ends_cleanly(&header)? {
                    self.order.cover(&header, &self.path(), offset + header.frame_bytes());
                    return Ok(self.whole(class, &header));
                }
                self.resynchronise(class, Some(header))
            }
            Fault::CutShort(header) => self.resynchronise(DamageClass::CutShort, Some(header)),
            Fault::OtherBook(found) => self.resynchronise(DamageClass::OtherBook { found }, None),
            Fault::Header => self.resynchronise(DamageClass::Header, None),
        }
    }

    /// Whether the frame at this place ends where it says: no byte was lost or added. It does not if the frame that
    /// comes next by index stands elsewhere.
    fn ends_cleanly(&mut self, header: &FrameHeader) -> Result<bool, WorldFailed> {
        let end = self.offset + header.frame_bytes();
        let more_is_expected = self.end_of_segment().is_some_and(|reached| header.end_index() < reached);
        let Some(walk) = &mut self.walk else {
            return Ok(false);
        };
        let bad_header_follows = matches!(walk.step(end)?, Step::Fault(Fault::Header));
        if !bad_header_follows {
            return Ok(true);
        }
        let next = walk.find_frame(self.offset + 1)?;
        Ok(next.map_or(more_is_expected, |next| next.offset > end && next.header.first_index > header.end_index()))
    }

    fn whole(&mut self, class: DamageClass, header: &FrameHeader) -> Found {
        let (from, to) = (self.offset, self.offset + header.frame_bytes());
        self.offset = to;
        Found::Damaged {
            damage: self.damage(class, from, indices_of(header)),
            salvage: (from + FRAME_HEADER_BYTES as u64, to),
            link_after: Some(header.link_after),
        }
    }

    /// Goes on at the next sound frame of this segment, or at its end.
    fn resynchronise(&mut self, class: DamageClass, header: Option<FrameHeader>) -> Result<Found, WorldFailed> {
        let offset = self.offset;
        let expected = self.order.next();
        let file = self.path();
        let head_offset = self.head_offset().filter(|end| *end > offset);
        let Some(walk) = &mut self.walk else { unreachable!("a fault was seen in an open segment") };
        let next = walk.find_frame(offset + 1)?;
        let resume = match &next {
            Some(frame) => frame.offset,
            None => walk.end_of_content(offset)?.max(offset + 1).min(walk.limit()).min(head_offset.unwrap_or(u64::MAX)),
        };
        let first = header.map_or(expected, |header| header.first_index);
        let goes_on_at = next.map(|frame| frame.header.first_index);
        // A frame of another book accounts for none of our entries.
        let is_ours = !matches!(class, DamageClass::OtherBook { .. });
        let end = goes_on_at.or(self.end_of_segment()).filter(|end| is_ours && *end > first);
        let end = end.or(header.map(|header| header.end_index()));
        if let Some(end) = end {
            self.order.cover_range(first, end, &file, resume);
        }
        self.offset = if next.is_some() { resume } else { u64::MAX };
        // Nothing is missing around it: it is not a damaged frame, it is something that was put in.
        let class = if class == DamageClass::Header && end.is_none() { DamageClass::NotZero } else { class };
        let indices = Indices { first, end, inferred: header.is_none() };
        let salvage = (offset.saturating_add(FRAME_HEADER_BYTES as u64).min(resume), resume);
        let damage = Damage { class, file, offset, indices };
        Ok(Found::Damaged { damage, salvage, link_after: header.map(|header| header.link_after) })
    }

    /// The index up to which this segment must have gone: the next one's name, or `head`.
    fn end_of_segment(&self) -> Option<u64> {
        self.segments.front().copied().or(self.until.map(|until| until.head.size))
    }

    fn finish(&mut self) {
        self.finished = true;
        let reached = self.reached();
        self.waiting.extend(self.order.finish(reached));
    }

    fn lend(&mut self, found: Found) -> Result<Scanned<'_>, WorldFailed> {
        let Some(walk) = &mut self.walk else { unreachable!("a finding lies in an open segment") };
        match found {
            Found::Frame(frame) => {
                let from = frame.offset + FRAME_HEADER_BYTES as u64;
                let to = frame.offset + frame.header.frame_bytes();
                walk.load(from, to)?;
                Ok(Scanned::Frame(ScannedFrame {
                    file: walk.file().path(),
                    offset: frame.offset,
                    first_index: frame.header.first_index,
                    count: frame.header.count,
                    link_after: frame.header.link_after,
                    payload: walk.loaded(from, to),
                    framing: Framing::Frame,
                }))
            }
            Found::Damaged { damage, salvage: (from, to), link_after } => {
                walk.load(from, to)?;
                Ok(Scanned::Damaged { damage, salvage: walk.loaded(from, to), link_after })
            }
        }
    }

    fn path(&self) -> PathBuf {
        segment::path(&self.journal, self.named)
    }

    fn damage(&self, class: DamageClass, offset: u64, indices: Indices) -> Damage {
        Damage { class, file: self.path(), offset, indices }
    }
}

fn indices_of(header: &FrameHeader) -> Indices {
    Indices { first: header.first_index, end: Some(header.end_index()), inferred: false }
}
