//! Which indices were met, in which order: tells missing, duplicate, reordered and inserted frames apart.

use std::path::{Path, PathBuf};

use super::walk::SoundFrame;
use crate::damage::{Damage, DamageClass, Indices};
use crate::frame::FrameHeader;

/// What the order says of a sound frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    InOrder,
    Duplicate,
    Reordered,
    Inserted,
}

/// Indices met so far.
pub(super) struct Order {
    next: u64,
    /// Where the frame with `next` belongs: after the last one that was in order.
    place: (PathBuf, u64),
    /// Skipped ranges, and where they belong: missing, unless they turn up later.
    gaps: Vec<Gap>,
    /// First index and checksum of each frame in order, ascending: 16 bytes a block.
    seen: Vec<(u64, u32)>,
}

struct Gap {
    first: u64,
    end: u64,
    file: PathBuf,
    offset: u64,
}

impl Order {
    pub(super) const fn new(first_segment: PathBuf) -> Order {
        Order { next: 0, place: (first_segment, 0), gaps: Vec::new(), seen: Vec::new() }
    }

    /// The index that comes next.
    pub(super) const fn next(&self) -> u64 {
        self.next
    }

    /// Takes in a sound frame that ends at `at_end` of `file`.
    pub(super) fn place(&mut self, frame: &SoundFrame, file: &Path, at_end: u64) -> Verdict {
        let header = &frame.header;
        if header.first_index >= self.next {
            self.seen.push((header.first_index, frame.sum));
            self.cover(header, file, at_end);
            return Verdict::InOrder;
        }
        if self.fill_gap(header.first_index, header.end_index()) {
            return Verdict::Reordered;
        }
        let twin = self.seen.binary_search_by_key(&header.first_index, |(first, _)| *first);
        match twin.ok().and_then(|at| self.seen.get(at)) {
            Some((_, sum)) if *sum == frame.sum => Verdict::Duplicate,
            _ => Verdict::Inserted,
        }
    }

    /// Takes a frame's indices as accounted for, damaged or not.
    pub(super) fn cover(&mut self, header: &FrameHeader, file: &Path, at_end: u64) {
        self.cover_range(header.first_index, header.end_index(), file, at_end);
    }

    /// The same for a range; what lies between is a gap.
    pub(super) fn cover_range(&mut self, first: u64, end: u64, file: &Path, at_end: u64) {
        if end <= self.next {
            self.fill_gap(first, end);
            return;
        }
        if first > self.next {
            let (gap_file, offset) = &self.place;
            self.gaps.push(Gap { first: self.next, end: first, file: gap_file.clone(), offset: *offset });
        }
        self.next = end;
        if self.place.0 != file {
            self.place.0 = file.to_owned();
        }
        self.place.1 = at_end;
    }

    /// What is still missing, and whether the journal ends before `reached`.
    pub(super) fn finish(&mut self, reached: u64) -> Vec<Damage> {
        let mut damages: Vec<Damage> = self.gaps.drain(..).map(Gap::missing).collect();
        if self.next < reached {
            let (file, offset) = self.place.clone();
            let indices = Indices { first: self.next, end: Some(reached), inferred: false };
            damages.push(Damage { class: DamageClass::Truncated { reached }, file, offset, indices });
        }
        damages
    }

    /// Whether the range lies in one gap; if so the gap loses it.
    fn fill_gap(&mut self, first: u64, end: u64) -> bool {
        let Some(at) = self.gaps.iter().position(|gap| gap.first <= first && end <= gap.end) else {
            return false;
        };
        let gap = self.gaps.remove(at);
        let parts = [(end, gap.end), (gap.first, first)];
        for (from, to) in parts.into_iter().filter(|(from, to)| from < to) {
            self.gaps.insert(at, Gap { first: from, end: to, file: gap.file.clone(), offset: gap.offset });
        }
        true
    }
}

impl Gap {
    fn missing(self) -> Damage {
        let indices = Indices { first: self.first, end: Some(self.end), inferred: false };
        Damage { class: DamageClass::Missing, file: self.file, offset: self.offset, indices }
    }
}
