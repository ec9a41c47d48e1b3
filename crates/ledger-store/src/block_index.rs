//! Where each block lies: 24 bytes a block, in pieces, so that growing never copies what is there.

use crate::frame::FrameHeader;
use crate::head::Position;

const PIECE_BLOCKS: usize = 4096;

/// A block's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BlockPlace {
    pub(crate) first_index: u64,
    /// Ordinal of the segment, in the order of opening.
    pub(crate) segment: u32,
    pub(crate) offset: u32,
    pub(crate) frame_bytes: u32,
    pub(crate) count: u32,
}

/// The places of all blocks, in index order.
#[derive(Debug, Default)]
pub(crate) struct BlockIndex {
    pieces: Vec<Vec<BlockPlace>>,
}

impl BlockIndex {
    pub(crate) fn push(&mut self, place: BlockPlace) {
        if self.pieces.last().is_none_or(|piece| piece.len() == PIECE_BLOCKS) {
            self.pieces.push(Vec::with_capacity(PIECE_BLOCKS));
        }
        if let Some(piece) = self.pieces.last_mut() {
            piece.push(place);
        }
    }

    /// The block that holds `index`, if any does.
    pub(crate) fn find(&self, index: u64) -> Option<BlockPlace> {
        let piece = before(&self.pieces, |piece| piece.first().is_some_and(|place| place.first_index <= index))?;
        let place = before(piece, |place| place.first_index <= index)?;
        (index < place.end_index()).then_some(*place)
    }
}

/// The last item of the leading run for which `holds` is true.
fn before<T>(items: &[T], holds: impl Fn(&T) -> bool) -> Option<&T> {
    items.get(items.partition_point(holds).checked_sub(1)?)
}

impl BlockPlace {
    /// `None` if a segment is so large (4 GiB) that places in it have no room here.
    pub(crate) fn new(segment: usize, at: Position, header: &FrameHeader) -> Option<BlockPlace> {
        Some(BlockPlace {
            first_index: header.first_index,
            segment: u32::try_from(segment).ok()?,
            offset: u32::try_from(at.offset).ok()?,
            frame_bytes: u32::try_from(header.frame_bytes()).ok()?,
            count: header.count,
        })
    }

    pub(crate) fn end_index(&self) -> u64 {
        self.first_index + u64::from(self.count)
    }
}
