//! The one pass over the journal: frames, leaves, links, tree and rules side by side.

use super::beside::Beside;
use super::export::{Bundle, ExportDir};
use super::finding::{Class, Finding, Span, Spot};
use super::leaves::{self, Passed, Suspect};
use super::links::{Followed, Links};
use super::rules::Rules;
use super::salvage::{Salvaged, salvage};
use super::tree::{Stored, Tree};
use crate::progress::Progress;
use ledger_log::tree::EMPTY_ROOT;
use ledger_log::{Leaf, Link, leaf};
use ledger_store::{
    Damage, DamageClass, FRAME_HEADER_BYTES, Framing, Head, ReadOnlyBook, RealStorage, Scan, Scanned, ScannedFrame,
};
use std::path::PathBuf;

/// A block whose stored link does not follow from its entries.
pub(super) struct LinkSuspect {
    pub(super) span: Span,
    pub(super) spot: Spot,
    pub(super) expected: Link,
    pub(super) found: Link,
    /// Whether the stored tree knows every entry of the block just as it is.
    pub(super) tree_agrees: bool,
}

/// Everything that one pass told, not yet weighed.
pub(super) struct Pass {
    pub(super) book: [u8; 16],
    pub(super) holds: Holds,
    /// What `head` said before the pass.
    pub(super) acknowledged: Option<Head>,
    head_file: PathBuf,
    pub(super) frames: u64,
    pub(super) hashed: u64,
    /// The index after the last one that was accounted for.
    pub(super) next: u64,
    pub(super) links: Links,
    pub(super) tree: Tree,
    /// What the rules say; they are at work in `beside` until the pass ends.
    pub(super) rules: Rules,
    beside: Beside,
    pub(super) findings: Vec<Finding>,
    pub(super) suspects: Vec<Suspect>,
    pub(super) link_suspects: Vec<LinkSuspect>,
    /// The link that `head` states is not that of the journal.
    pub(super) head_link: Option<Finding>,
    /// What could not be read, so that the rest cannot be told.
    pub(super) cannot_tell: Vec<String>,
    pub(super) interrupted: bool,
    last_file: PathBuf,
    leaves: Vec<Leaf>,
    stored: Vec<Stored>,
}

/// Reads the whole journal up to `head`.
pub(super) fn run(book: &ReadOnlyBook<RealStorage>, checkpoint_size: Option<u64>, progress: &mut Progress<'_>) -> Pass {
    let mut pass = Pass::new(book, checkpoint_size);
    match book.head_slots().map(|slots| slots.head()) {
        Ok(head) => pass.acknowledged = head,
        Err(failed) => pass.cannot_tell.push(failed.to_string()),
    }
    progress.expect(pass.acknowledged.map_or(0, |head| head.size));
    match book.scan() {
        Ok(mut scan) => pass.read(&mut scan, progress),
        Err(failed) => pass.cannot_tell.push(failed.to_string()),
    }
    pass.finish();
    pass
}

/// Reads all bundles of an export.
pub(super) fn run_export(export: &ExportDir, progress: &mut Progress<'_>) -> Pass {
    let mut pass = Pass::of_export(export);
    progress.expect(export.size());
    pass.findings.extend(export.misfits());
    for bundle in export.bundles() {
        match export.read_bundle(bundle) {
            Ok(Bundle::Whole { file, bytes }) => pass.frame(&ScannedFrame {
                file: &file,
                offset: 0,
                first_index: bundle.span().first(),
                count: u32::from(bundle.span().width().items()),
                // An export holds no links: this one is not looked at.
                link_after: Link::from_hash(EMPTY_ROOT),
                payload: &bytes,
                framing: Framing::Bundle,
            }),
            Ok(Bundle::Damaged(finding)) => {
                pass.findings.push(*finding);
                pass.skip_to(bundle.span().end());
            }
            Err(error) => {
                pass.cannot_tell.push(format!("{error}; nothing after it was read"));
                break;
            }
        }
        if progress.at(pass.next).is_err() {
            pass.interrupted = true;
            break;
        }
    }
    pass.finish();
    pass
}

/// What a pass begins with.
struct Begin {
    book: [u8; 16],
    head_file: PathBuf,
    first_file: PathBuf,
    links: Links,
    tree: Tree,
    holds: Holds,
}

/// What is audited.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Holds {
    /// A book: frames with links.
    Frames,
    /// An export: bundles without.
    Bundles,
}

impl Pass {
    fn new(book: &ReadOnlyBook<RealStorage>, checkpoint_size: Option<u64>) -> Self {
        let paths = book.paths();
        Self::begin(Begin {
            book: *book.book().as_bytes(),
            head_file: paths.head(),
            first_file: paths.journal(),
            links: Links::new(book.book().as_bytes()),
            tree: Tree::open(paths, checkpoint_size),
            holds: Holds::Frames,
        })
    }

    fn of_export(export: &ExportDir) -> Self {
        let book = export.book();
        Self::begin(Begin {
            book,
            head_file: PathBuf::new(),
            first_file: export.root().to_owned(),
            links: Links::unstored(&book),
            tree: Tree::of_export(export),
            holds: Holds::Bundles,
        })
    }

    fn begin(begin: Begin) -> Self {
        let Begin { book, head_file, first_file, links, tree, holds } = begin;
        Self {
            book,
            holds,
            acknowledged: None,
            head_file,
            frames: 0,
            hashed: 0,
            next: 0,
            links,
            tree,
            rules: Rules::new(),
            beside: Beside::start(),
            findings: Vec::new(),
            suspects: Vec::new(),
            link_suspects: Vec::new(),
            head_link: None,
            cannot_tell: Vec::new(),
            interrupted: false,
            last_file: first_file,
            leaves: Vec::new(),
            stored: Vec::new(),
        }
    }

    fn read(&mut self, scan: &mut Scan<RealStorage>, progress: &mut Progress<'_>) {
        loop {
            match scan.next() {
                Ok(None) => return,
                Ok(Some(Scanned::Frame(frame))) => self.frame(&frame),
                Ok(Some(Scanned::Damaged { damage, salvage, link_after })) => {
                    self.damaged(&damage, salvage, link_after);
                }
                // Asked again, the scan would fail at the same sector.
                Err(failed) => return self.cannot_tell.push(format!("{failed}; nothing after it was read")),
            }
            if progress.at(self.next).is_err() {
                self.interrupted = true;
                return;
            }
        }
    }

    /// A sound frame in its place.
    fn frame(&mut self, frame: &ScannedFrame<'_>) {
        self.skip_to(frame.first_index);
        self.frames = self.frames.saturating_add(1);
        let mut leaves = std::mem::take(&mut self.leaves);
        let mut stored = std::mem::take(&mut self.stored);
        leaves.clear();
        stored.clear();
        for (index, entry) in frame.entries() {
            let leaf = leaf(entry);
            stored.push(self.tree.pass(index, Some(&leaf)));
            leaves.push(leaf);
        }
        self.hashed = self.hashed.saturating_add(leaves.len() as u64);
        let link = self.links.follow(&leaves, frame.link_after);
        let sound_until = self.judge(&Passed { frame, leaves: &leaves, stored: &stored, link });
        self.beside.take(frame, sound_until);
        (self.leaves, self.stored) = (leaves, stored);
        self.next = frame.first_index.saturating_add(u64::from(frame.count));
        self.compare_head(frame);
        if self.last_file != frame.file {
            self.last_file = frame.file.to_owned();
        }
    }

    /// Notes what disagrees; answers up to which entry the rules may lean on the bytes.
    fn judge(&mut self, block: &Passed<'_>) -> u64 {
        let (first, end) =
            (block.frame.first_index, block.frame.first_index.saturating_add(u64::from(block.frame.count)));
        let suspects = leaves::suspects(block, &mut self.tree);
        let first_suspect = suspects.first().map(|suspect| suspect.span.first);
        self.suspects.extend(suspects);
        let Followed::Broken { expected } = block.link else { return end };
        let tree_agrees = block.stored.iter().all(|stored| *stored == Stored::Agrees);
        if first_suspect.is_none() {
            self.link_suspects.push(LinkSuspect {
                span: Span::of(first, end),
                spot: Spot { file: block.frame.file.to_owned(), offset: Some(block.frame.offset) },
                expected,
                found: block.frame.link_after,
                tree_agrees,
            });
        }
        first_suspect.unwrap_or(if tree_agrees { end } else { first })
    }

    /// Passes over entries that are not here; the scan says at its end whether they are elsewhere.
    fn skip_to(&mut self, first: u64) {
        if first <= self.next {
            return;
        }
        self.beside.stop_at_damage(self.next);
        for index in self.next..first.min(self.tree.stored_leaves()) {
            let tile = self.tree.leaf(index).map(Leaf::from_hash);
            self.tree.pass(index, None);
            self.links.bridge(tile);
        }
        if first > self.tree.stored_leaves() {
            self.tree.lose();
            self.links.bridge(None);
        }
        self.next = first;
    }

    /// `head` was written after the block that it speaks of: a block ends there, with that link.
    fn compare_head(&mut self, frame: &ScannedFrame<'_>) {
        let Some(head) = self.acknowledged else { return };
        let spot = Spot { file: self.head_file.clone(), offset: None };
        if self.next == head.size && frame.link_after != head.link {
            let span = Span::one(head.size.saturating_sub(1));
            let detail = "the link that head states is not the journal's";
            let finding = Finding::new(Class::LinkOnly, span, spot, detail);
            self.head_link = Some(finding.with("link", &head.link, &frame.link_after));
        } else if frame.first_index < head.size && self.next > head.size {
            let span = Span::of(head.size, self.next);
            self.findings.push(Finding::new(Class::Edited, span, spot, "no block ends where head says that one does"));
        }
    }

    fn damaged(&mut self, damage: &Damage, bytes: &[u8], link_after: Option<Link>) {
        let (class, takes_part) = class_of(&damage.class);
        if damage.class == DamageClass::HeadLost {
            return self.cannot_tell.push(format!("{damage}: how far the journal was acknowledged is not known"));
        }
        let (first, end) = (damage.indices.first, damage.indices.end.unwrap_or(damage.indices.first));
        let salvaged = if takes_part && first >= self.next && end > first {
            self.skip_to(first);
            self.beside.stop_at_damage(first);
            let salvaged = salvage(bytes, first, end, &mut self.tree);
            self.pass_damaged(salvaged, end, link_after)
        } else {
            Vec::new()
        };
        self.note(class, damage, &salvaged);
    }

    /// Goes past a damaged block, with the stored leaves in place of what is not whole.
    fn pass_damaged(&mut self, salvaged: Vec<Salvaged>, end: u64, link_after: Option<Link>) -> Vec<Salvaged> {
        for entry in &salvaged {
            let whole = entry.tile.filter(|_| entry.is_whole());
            self.tree.pass(entry.index, whole.as_ref());
            self.links.bridge(entry.tile);
        }
        let reached = salvaged.last().map_or(self.next, |last| last.index.saturating_add(1));
        if reached < end {
            self.tree.lose();
            self.links.bridge(None);
        }
        if let (None, Some(stored)) = (self.links.link(), link_after) {
            self.links.guess(stored);
        }
        self.next = end;
        salvaged
    }

    /// One finding for each run of entries that are not whole; if that cannot be told, one for the block.
    fn note(&mut self, class: Class, damage: &Damage, salvaged: &[Salvaged]) {
        let exact = matches!(damage.class, DamageClass::Payload { .. }) && salvaged.iter().any(Salvaged::is_whole);
        let runs = if exact { runs(salvaged, damage.indices.end) } else { Vec::new() };
        if runs.is_empty() {
            let span = Span { first: damage.indices.first, end: damage.indices.end };
            return self.findings.push(finding(class, damage, span));
        }
        for (span, entry) in runs {
            let mut found = finding(class, damage, span);
            if let Some(inside) = entry.inside {
                found.offset = damage.offset.checked_add(FRAME_HEADER_BYTES as u64 + inside);
            }
            if let (Some(tile), Some(leaf)) = (entry.tile, entry.found) {
                found = found.with("leaf", &tile, &leaf);
            }
            self.findings.push(found);
        }
    }

    fn finish(&mut self) {
        if !self.interrupted && self.cannot_tell.is_empty() {
            let reached = self.acknowledged.map_or(self.next, |head| head.size);
            let whole = self.next >= reached && self.findings.is_empty();
            if whole {
                self.beside.end(Spot { file: self.last_file.clone(), offset: None });
            }
        }
        self.rules = self.beside.finish();
    }
}

fn finding(class: Class, damage: &Damage, span: Span) -> Finding {
    let spot = Spot { file: damage.file.clone(), offset: Some(damage.offset) };
    let found = Finding::new(class, span, spot, damage.class.to_string());
    match damage.class {
        DamageClass::Payload { expected, found: sum } => {
            found.with("crc32c", &format!("{expected:08x}"), &format!("{sum:08x}"))
        }
        DamageClass::Link { expected, found: link } => found.with("link", &expected, &link),
        DamageClass::Header
        | DamageClass::Malformed
        | DamageClass::OtherBook { .. }
        | DamageClass::CutShort
        | DamageClass::Missing
        | DamageClass::Truncated { .. }
        | DamageClass::Duplicate
        | DamageClass::Reordered
        | DamageClass::Inserted
        | DamageClass::Misnamed { .. }
        | DamageClass::NotZero
        | DamageClass::NotAtHead
        | DamageClass::HeadSlot { .. }
        | DamageClass::HeadLost
        | DamageClass::BookFile
        | DamageClass::CheckpointRecord => found,
    }
}

/// Runs of entries that are not whole, each with its first.
fn runs(salvaged: &[Salvaged], end: Option<u64>) -> Vec<(Span, &Salvaged)> {
    let mut runs: Vec<(Span, &Salvaged)> = Vec::new();
    for entry in salvaged.iter().filter(|entry| !entry.is_whole()) {
        match runs.last_mut().filter(|(span, _)| span.end == Some(entry.index)) {
            Some((span, _)) => span.end = Some(entry.index.saturating_add(1)),
            None => runs.push((Span::one(entry.index), entry)),
        }
    }
    // What was neither in the bytes nor in the tree was not walked.
    let walked = salvaged.last().map_or(0, |last| last.index.saturating_add(1));
    if let Some((span, _)) = runs.last_mut().filter(|(span, _)| span.end == Some(walked)) {
        span.end = end.or(span.end);
    }
    runs
}

/// The class, and whether the damaged place stands for entries of this journal.
const fn class_of(damage: &DamageClass) -> (Class, bool) {
    match damage {
        DamageClass::Header | DamageClass::Payload { .. } | DamageClass::Malformed => (Class::Edited, true),
        DamageClass::CutShort => (Class::Truncated, true),
        DamageClass::OtherBook { .. } | DamageClass::NotZero => (Class::Inserted, true),
        DamageClass::Inserted => (Class::Inserted, false),
        DamageClass::Missing => (Class::Missing, false),
        DamageClass::Truncated { .. } => (Class::Truncated, false),
        DamageClass::Duplicate => (Class::Duplicated, false),
        DamageClass::Reordered | DamageClass::Misnamed { .. } => (Class::Reordered, false),
        DamageClass::Link { .. } => (Class::LinkOnly, false),
        DamageClass::NotAtHead
        | DamageClass::HeadSlot { .. }
        | DamageClass::HeadLost
        | DamageClass::BookFile
        | DamageClass::CheckpointRecord => (Class::Edited, false),
    }
}
