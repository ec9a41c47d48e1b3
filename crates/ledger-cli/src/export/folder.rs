//! The folder that an export goes into: what is there already, and how files are put there.

use crate::exit::Exit;
use crate::failure::Failure;
use ledger_log::Hash;
use ledger_log::checkpoint::Checkpoint;
use ledger_log::note::Note;
use ledger_log::tile::{TilePath, TreeShape};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What an export has at its top. A folder with anything else in it is somebody else's.
const NAMES: [&str; 7] = ["checkpoint", "tile", "schema", "verify.py", "amanat_verify", "policy", "HOW-TO-CHECK.txt"];

/// The folder.
pub(super) struct Folder {
    root: PathBuf,
    older: Option<Older>,
}

/// What an earlier export of the same log left here.
#[derive(Clone, Copy)]
pub(super) struct Older {
    pub(super) size: u64,
    pub(super) root: Hash,
}

/// What was written.
#[derive(Clone, Copy, Default)]
pub(super) struct Written {
    pub(super) files: u64,
    pub(super) bytes: u64,
}

impl Folder {
    /// Opens the folder, or makes it. An export of another log, or anything else, is left alone.
    pub(super) fn open(root: &Path, origin: &str) -> Result<Self, Failure> {
        fs::create_dir_all(root).map_err(|error| unwritable(root, &error))?;
        let older = older(root, origin)?;
        for entry in fs::read_dir(root).map_err(|error| unwritable(root, &error))? {
            let name = entry.map_err(|error| unwritable(root, &error))?.file_name();
            let is_ours = |ours: &&str| name == **ours || name.to_str() == Some(&format!("{ours}.new"));
            if !NAMES.iter().any(is_ours) {
                let why =
                    format!("{} is in {}: an export goes into a folder of its own", name.display(), root.display());
                return Err(Failure::usage(why));
            }
        }
        Ok(Self { root: root.to_owned(), older })
    }

    pub(super) const fn older(&self) -> Option<&Older> {
        self.older.as_ref()
    }

    /// Puts a file in its place, whole or not at all. What stands there already and is the same stays.
    pub(super) fn write(&self, path: &str, bytes: &[u8], written: &mut Written) -> Result<(), Failure> {
        let file = self.root.join(path);
        let failed = |error: io::Error| unwritable(&file, &error);
        if fs::read(&file).is_ok_and(|found| found == bytes) {
            return Ok(());
        }
        let folder = file.parent().unwrap_or(&self.root);
        fs::create_dir_all(folder).map_err(failed)?;
        // In the same folder, and never with the name of a tile.
        let mut beside = file.clone().into_os_string();
        beside.push(".new");
        let beside = PathBuf::from(beside);
        File::create(&beside).and_then(|mut new| new.write_all(bytes)).map_err(failed)?;
        fs::rename(&beside, &file).map_err(failed)?;
        written.files = written.files.saturating_add(1);
        written.bytes = written.bytes.saturating_add(bytes.len() as u64);
        Ok(())
    }

    /// Makes everything written so far durable.
    pub(super) fn sync(&self) -> Result<(), Failure> {
        let synced = File::open(&self.root).and_then(|folder| Ok(rustix::fs::syncfs(&folder)?));
        synced.map_err(|error| unwritable(&self.root, &error))
    }

    /// Removes partial tiles and bundles whose full ones, or wider ones, are there now. What stays is only in the way.
    pub(super) fn forget_superseded(&self, older: u64, size: u64) {
        let (before, now) = (TreeShape::of(older), TreeShape::of(size));
        let paths = |shape: TreeShape| {
            let tiles = shape.hash_tiles_since(TreeShape::of(0)).map(TilePath::from);
            tiles.chain(shape.entry_bundles_since(TreeShape::of(0)).map(TilePath::from))
        };
        let kept: Vec<TilePath> = paths(now).filter(|path| !path.span().width().is_full()).collect();
        for path in paths(before).filter(|path| !path.span().width().is_full() && !kept.contains(path)) {
            let file = self.root.join(path.to_string());
            let _ = fs::remove_file(&file);
            // Goes only if it is empty.
            let _ = file.parent().map(fs::remove_dir);
        }
    }
}

fn older(root: &Path, origin: &str) -> Result<Option<Older>, Failure> {
    let bytes = match fs::read(root.join("checkpoint")) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unwritable(root, &error)),
    };
    let found: Option<Checkpoint> = Note::parse(&bytes).ok().and_then(|note| note.text().parse().ok());
    let Some(found) = found else {
        let why = format!("{} has a checkpoint that is none: it is no export", root.display());
        return Err(Failure::usage(why));
    };
    if found.origin().as_str() != origin {
        let why = format!("{} is an export of {}, not of {origin}", root.display(), found.origin());
        return Err(Failure::usage(why));
    }
    Ok(Some(Older { size: found.head().size, root: found.head().root }))
}

fn unwritable(path: &Path, error: &dyn std::error::Error) -> Failure {
    Failure::new(Exit::ToolFailed, "not_written", format!("{}: {error}", path.display()))
}
