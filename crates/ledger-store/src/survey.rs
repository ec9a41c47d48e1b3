//! The survey of a book's segments at opening: what was acknowledged must be there, what is past it counts as far as it
//! is whole. Reads only.
//!
//! Block k+1 is written only after the sync of k returned. So a sound frame proves all before it, only the last may
//! be torn, and a fault with a sound frame after it is damage, wherever `head` stands.

use std::path::PathBuf;
use std::sync::Arc;

use crate::block_index::{BlockIndex, BlockPlace};
use crate::book_id::BookId;
use crate::damage::{Damage, DamageClass, Indices};
use crate::files::{LinksFrom, OpenError};
use crate::head::{Head, PlacedHead, Position};
use crate::layout::BookPaths;
use crate::links::LinkFollower;
use crate::scan::{Fault, SoundFrame, Step, Walk};
use crate::segment;
use crate::storage::{self, Access, Placed, Storage};
use crate::world::{Doing, WorldFailed};

/// What was cut off after the last whole frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// The segment.
    pub segment: PathBuf,
    /// Where the journal ends now.
    pub offset: u64,
    /// Bytes that were there and are zero now.
    pub bytes: u64,
}

/// What is known before a segment is looked at.
pub(crate) struct Known {
    pub(crate) book: BookId,
    pub(crate) acknowledged: PlacedHead,
    pub(crate) checkpoint_size: u64,
    pub(crate) links_from: LinksFrom,
    pub(crate) reach: Reach,
}

/// How far a survey goes, and what for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// To the last whole frame, to write after it.
    Everything,
    /// To `head`, to read beside a writer.
    Head,
}

impl Known {
    fn floor(&self) -> u64 {
        self.acknowledged.head.size.max(self.checkpoint_size)
    }
}

/// What the segments hold.
pub(crate) struct Found<F> {
    pub(crate) segments: Vec<Arc<Placed<F>>>,
    pub(crate) blocks: BlockIndex,
    pub(crate) head: Head,
    /// Where the last frame ends: what `head` tells.
    pub(crate) end: Position,
    /// Where the next frame goes: the same, or the start of a segment without frames.
    pub(crate) tail: Position,
    pub(crate) cut: Option<Cut>,
}

/// Walks the segments.
pub(crate) fn survey<S: Storage>(storage: &S, paths: &BookPaths, known: &Known) -> Result<Found<S::File>, OpenError> {
    let mut links = LinkFollower::genesis(known.book);
    let head = Head { size: 0, link: links.link() };
    let mut found = Found {
        segments: Vec::new(),
        blocks: BlockIndex::default(),
        head,
        end: Position { segment: 0, offset: 0 },
        tail: Position { segment: 0, offset: 0 },
        cut: None,
    };
    let (access, last_segment) = match known.reach {
        Reach::Everything => (Access::Write, u64::MAX),
        Reach::Head => (Access::Read, known.acknowledged.end.segment),
    };
    let mut names = segment::list(storage, &paths.journal())?;
    names.retain(|name| *name <= last_segment);
    for (ordinal, name) in names.iter().enumerate() {
        let file = Arc::new(storage::open(storage, &segment::path(&paths.journal(), *name), access)?);
        if *name != found.head.size {
            return Err(found.refuse(&found.last_file(&file), found.tail.offset, misplaced(*name, found.head.size)));
        }
        found.segments.push(Arc::clone(&file));
        found.tail = Position { segment: *name, offset: 0 };
        let is_last = ordinal + 1 == names.len();
        let limit = if *name == last_segment { known.acknowledged.end.offset } else { u64::MAX };
        let mut walk = Walk::new(file, limit, known.book)?;
        survey_segment(&mut walk, &mut found, known, &mut links, is_last)?;
    }
    if found.segments.is_empty() {
        return Err(truncated(&found, segment::path(&paths.journal(), 0), known.floor()));
    }
    if found.head.size < known.floor() {
        let last = found.segments.last().map_or_else(|| paths.journal(), |file| file.path().to_owned());
        return Err(truncated(&found, last, known.floor()));
    }
    Ok(found)
}

fn survey_segment<F: storage::StoredFile>(
    walk: &mut Walk<F>,
    found: &mut Found<F>,
    known: &Known,
    links: &mut LinkFollower,
    is_last: bool,
) -> Result<(), OpenError> {
    loop {
        let offset = found.tail.offset;
        match walk.step(offset)? {
            Step::End => return Ok(()),
            Step::Frame(frame) => {
                let past_head = frame.header.first_index >= known.acknowledged.head.size;
                if known.links_from == LinksFrom::Genesis || past_head {
                    follow(walk, found, &frame, links)?;
                } else {
                    links.start_at(frame.header.link_after);
                }
                accept(walk.file(), found, known, &frame)?;
            }
            Step::Fault(fault) => {
                let torn = fault.may_be_torn() && is_last && found.head.size >= known.floor();
                // A sound frame further on was written after this place was synced.
                if !torn || walk.find_frame(offset + 1)?.is_some() {
                    return Err(found.refuse(walk.file(), offset, class_of(&fault)));
                }
                let bytes = walk.end_of_content(offset)? - offset;
                found.cut = Some(Cut { segment: walk.file().path().to_owned(), offset, bytes });
                return Ok(());
            }
        }
    }
}

fn follow<F: storage::StoredFile>(
    walk: &mut Walk<F>,
    found: &Found<F>,
    frame: &SoundFrame,
    links: &mut LinkFollower,
) -> Result<(), OpenError> {
    let expected = links.follow(walk.payload(frame)?);
    let stored = frame.header.link_after;
    if expected == stored {
        return Ok(());
    }
    Err(found.refuse(walk.file(), frame.offset, DamageClass::Link { expected, found: stored }))
}

/// Takes a sound frame in, if it is the one that belongs here and agrees with `head`.
fn accept<F: storage::StoredFile>(
    file: &Arc<Placed<F>>,
    found: &mut Found<F>,
    known: &Known,
    frame: &SoundFrame,
) -> Result<(), OpenError> {
    let header = &frame.header;
    if header.first_index != found.head.size {
        return Err(found.refuse(file, frame.offset, misplaced(header.first_index, found.head.size)));
    }
    let end = Position { segment: found.tail.segment, offset: frame.offset + header.frame_bytes() };
    let acknowledged = &known.acknowledged;
    let spans_head = header.first_index < acknowledged.head.size && acknowledged.head.size < header.end_index();
    let at_head = header.end_index() == acknowledged.head.size;
    if spans_head || (at_head && end != acknowledged.end) {
        return Err(found.refuse(file, frame.offset, DamageClass::NotAtHead));
    }
    if at_head && header.link_after != acknowledged.head.link {
        let class = DamageClass::Link { expected: acknowledged.head.link, found: header.link_after };
        return Err(found.refuse(file, frame.offset, class));
    }
    let at = Position { segment: found.tail.segment, offset: frame.offset };
    let Some(place) = BlockPlace::new(found.segments.len() - 1, at, header) else {
        let too_large = std::io::ErrorKind::FileTooLarge.into();
        return Err(WorldFailed::at(Doing::Reading, file.path())(too_large).into());
    };
    found.blocks.push(place);
    found.head = Head { size: header.end_index(), link: header.link_after };
    (found.end, found.tail) = (end, end);
    Ok(())
}

impl<F> Found<F> {
    fn refuse(&self, file: &Placed<F>, offset: u64, class: DamageClass) -> OpenError
    where
        F: storage::StoredFile,
    {
        let indices = Indices { first: self.head.size, end: None, inferred: true };
        OpenError::from(Damage { class, file: file.path().to_owned(), offset, indices })
    }

    /// The file in which the next frame was to be looked for.
    fn last_file(&self, otherwise: &Arc<Placed<F>>) -> Arc<Placed<F>> {
        Arc::clone(self.segments.last().unwrap_or(otherwise))
    }
}

fn truncated<F>(found: &Found<F>, file: PathBuf, reached: u64) -> OpenError {
    OpenError::from(Damage {
        class: DamageClass::Truncated { reached },
        file,
        offset: found.tail.offset,
        indices: Indices { first: found.head.size, end: Some(reached), inferred: false },
    })
}

/// A sound frame or a segment's name that is not the index which comes next.
const fn misplaced(found: u64, expected: u64) -> DamageClass {
    if found > expected { DamageClass::Missing } else { DamageClass::Inserted }
}

fn class_of(fault: &Fault) -> DamageClass {
    match fault {
        Fault::Header => DamageClass::Header,
        Fault::OtherBook(found) => DamageClass::OtherBook { found: *found },
        Fault::CutShort(_) => DamageClass::CutShort,
        Fault::Payload { stored, computed, .. } => DamageClass::Payload { expected: *stored, found: *computed },
        Fault::Malformed(_) => DamageClass::Malformed,
    }
}
