//! `audit export`: a book as static files that other people's tools read (C2SP tlog-tiles), with what it takes to check
//! them without us. Everything up to the published checkpoint, and not one entry more.
//!
//! Nothing is written before the entries were read and their root is the checkpoint's; the checkpoint is written last, so
//! that an export which names a size has everything under it. What is there already is never written again.

mod enclosed;
mod folder;
mod sheets;

use crate::args::Export;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::progress::Progress;
use crate::run::Desk;
use folder::{Folder, Older};
use ledger_log::checkpoint::Checkpoint;
use ledger_log::note::{MAX_NOTE_BYTES, Note};
use ledger_log::tree::{Frontier, TreeHead};
use ledger_log::{Hash, leaf};
use ledger_store::{BookPaths, ReadOnlyBook, RealStorage, Scanned};
use ledger_wire::amount::grouped;
use serde::Serialize;
use sheets::Sheets;
use std::fs;
use std::io::Read;
use std::path::Path;

/// What was exported.
#[derive(Serialize)]
struct Exported {
    schema_version: u32,
    out: String,
    origin: String,
    size: u64,
    root: String,
    /// How many entries the export held before.
    since: u64,
    files_written: u64,
    bytes_written: u64,
}

/// The checkpoint that the export is made for, and its bytes as they were published.
pub(crate) struct Signed {
    pub(crate) checkpoint: Checkpoint,
    pub(crate) bytes: Vec<u8>,
}

/// Exports a book, or what has come since the last export into the same folder.
pub(crate) fn export(asked: &Export, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let paths = BookPaths::new(asked.book.clone());
    let book = ReadOnlyBook::open(&RealStorage, &paths).map_err(|error| unopened(&asked.book, &error))?;
    let signed = published(&paths.checkpoint())?;
    let policy = asked.policy.as_deref().map(fs::read).transpose();
    let policy = policy.map_err(|error| Failure::usage(format!("the policy cannot be read: {error}")))?;
    let folder = Folder::open(&asked.out, signed.checkpoint.origin().as_str())?;
    let older = folder.older().copied();
    check(&book, &signed.checkpoint, older, &mut desk.progress())?;
    let written = write(&book, &signed, older, &folder, policy.as_deref(), &mut desk.progress())?;
    let head = signed.checkpoint.head();
    let exported = Exported {
        schema_version: crate::audit::SCHEMA_VERSION,
        out: asked.out.display().to_string(),
        origin: signed.checkpoint.origin().to_string(),
        size: head.size,
        root: head.root.to_string(),
        since: older.map_or(0, |older| older.size),
        files_written: written.files,
        bytes_written: written.bytes,
    };
    desk.answer(&exported, |_, out| {
        let (size, since) = (counted(exported.size), counted(exported.since));
        writeln!(out, "EXPORTED: {size} entries of {}, {since} of them there before", exported.origin)?;
        let (files, bytes) = (counted(exported.files_written), counted(exported.bytes_written));
        writeln!(out, "root      {}", exported.root)?;
        writeln!(out, "written   {files} files, {bytes} bytes, into {}", exported.out)?;
        writeln!(out, "check it  ledger-cli audit verify {0}, or python3 {0}/verify.py {0}", exported.out)
    })?;
    Ok(Exit::Verified)
}

fn counted(count: u64) -> String {
    grouped(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Reads every entry once: the root must be the checkpoint's, and at the older export's size that export's.
fn check(
    book: &ReadOnlyBook<RealStorage>,
    checkpoint: &Checkpoint,
    older: Option<Older>,
    progress: &mut Progress<'_>,
) -> Result<(), Failure> {
    let signed = checkpoint.head();
    if let Some(older) = older.filter(|older| older.size > signed.size) {
        let why = format!(
            "the export holds {} entries and the book's checkpoint only {}: this book is an older copy, or history was cut",
            older.size, signed.size
        );
        return Err(Failure::new(Exit::Proven, "shorter_than_export", why));
    }
    let mut roots: Vec<TreeHead> = Vec::new();
    let mut tree = Frontier::new();
    progress.expect(signed.size);
    let mut note = |tree: &Frontier| {
        if older.is_some_and(|older| older.size == tree.size()) || tree.size() == signed.size {
            roots.push(tree.head());
        }
    };
    note(&tree);
    entries(book, signed.size, progress, |_, bytes| {
        tree.append(&leaf(bytes));
        note(&tree);
        Ok(())
    })?;
    let root_at = |size: u64| roots.iter().find(|head| head.size == size).map(|head| head.root);
    if let Some(older) = older
        && let Some(found) = root_at(older.size).filter(|found| *found != older.root)
    {
        let why = format!(
            "two histories: at {} entries the export's root is {} and this book's {found}; keep both",
            older.size, older.root
        );
        return Err(Failure::new(Exit::Contradiction, "contradicts_export", why));
    }
    match root_at(signed.size) {
        Some(root) if root == signed.root => Ok(()),
        found => Err(unlike(signed.root, found)),
    }
}

fn unlike(signed: Hash, found: Option<Hash>) -> Failure {
    let found = found.map_or_else(|| "unknown".to_owned(), |root| root.to_string());
    let why = format!("the root of the entries is {found} and the checkpoint's {signed}; see audit verify");
    Failure::new(Exit::Proven, "damaged", why)
}

fn write(
    book: &ReadOnlyBook<RealStorage>,
    signed: &Signed,
    older: Option<Older>,
    folder: &Folder,
    policy: Option<&[u8]>,
    progress: &mut Progress<'_>,
) -> Result<folder::Written, Failure> {
    let size = signed.checkpoint.head().size;
    let mut sheets = Sheets::new(folder, older.map_or(0, |older| older.size));
    progress.expect(size);
    entries(book, size, progress, |index, bytes| sheets.take(index, bytes))?;
    let mut written = sheets.finish()?;
    enclosed::write(folder, policy, &mut written)?;
    // Everything under the checkpoint is on the disk before the checkpoint is.
    folder.sync()?;
    folder.write("checkpoint", &signed.bytes, &mut written)?;
    folder.sync()?;
    folder.forget_superseded(older.map_or(0, |older| older.size), size);
    Ok(written)
}

/// Gives every entry below `size` to `take`, in order.
pub(crate) fn entries(
    book: &ReadOnlyBook<RealStorage>,
    size: u64,
    progress: &mut Progress<'_>,
    mut take: impl FnMut(u64, &[u8]) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut next = 0;
    let mut scan = book.scan().map_err(|error| unreadable(&error))?;
    while next < size {
        match scan.next().map_err(|error| unreadable(&error))? {
            None => break,
            Some(Scanned::Damaged { damage, .. }) => {
                return Err(Failure::new(Exit::Proven, "damaged", format!("{damage}; see audit verify")));
            }
            Some(Scanned::Frame(frame)) => {
                for (index, bytes) in frame.entries().take_while(|(index, _)| *index < size) {
                    if index != next {
                        return Err(missing(next));
                    }
                    take(index, bytes)?;
                    next = index.saturating_add(1);
                }
            }
        }
        progress.at(next).map_err(|_| Failure::interrupted())?;
    }
    progress.finish();
    if next == size { Ok(()) } else { Err(missing(next)) }
}

fn missing(index: u64) -> Failure {
    let why = format!("entry {index} is not there, and the checkpoint covers it; see audit verify");
    Failure::new(Exit::Proven, "damaged", why)
}

fn unreadable(error: &dyn std::error::Error) -> Failure {
    Failure::new(Exit::CannotTell, "unreadable", error.to_string())
}

fn unopened(path: &Path, error: &ledger_store::OpenError) -> Failure {
    match error {
        ledger_store::OpenError::NotABook { .. } => {
            Failure::usage(format!("{} is not a book{}", path.display(), crate::audit::hint(path)))
        }
        ledger_store::OpenError::AlreadyThere { .. }
        | ledger_store::OpenError::NewerFormat { .. }
        | ledger_store::OpenError::OtherBook { .. }
        | ledger_store::OpenError::InUse { .. }
        | ledger_store::OpenError::ReadOnly(_)
        | ledger_store::OpenError::Damaged(_)
        | ledger_store::OpenError::World(_) => unreadable(error),
    }
}

/// The checkpoint that a book published.
pub(crate) fn published(path: &Path) -> Result<Signed, Failure> {
    let mut bytes = Vec::new();
    let most = (MAX_NOTE_BYTES as u64).saturating_add(1);
    match fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes)) {
        Ok(_) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let why = "the book has no checkpoint yet: one is signed when it is served";
            return Err(Failure::new(Exit::CannotTell, "no_checkpoint", why));
        }
        Err(error) => return Err(unreadable(&error)),
    }
    let malformed = |why: &dyn std::error::Error| {
        Failure::new(Exit::Proven, "damaged", format!("the book's checkpoint is none: {why}"))
    };
    let note = Note::parse(&bytes).map_err(|error| malformed(&error))?;
    let checkpoint =
        note.text().parse().map_err(|error: ledger_log::checkpoint::MalformedCheckpoint| malformed(&error))?;
    Ok(Signed { checkpoint, bytes })
}
