//! What a witness must never forget: for each log the signed checkpoint that it cosigned last. One file, written whole and
//! durable before the cosignature is made; and one process at a time, by a lock beside it.
//!
//! ```text
//! amanat witness state 1
//! note <bytes>
//! <the signed checkpoint, so many bytes>
//! …
//! ```

use crate::exit::Exit;
use crate::failure::Failure;
use ledger_log::note::{Note, Verifier, VerifierKey};
use ledger_log::witness::Latest;
use rustix::fs::{FlockOperation, flock};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const HEADER: &str = "amanat witness state 1\n";

/// The state, and the right to change it.
pub(super) struct State {
    path: PathBuf,
    /// By origin.
    latest: BTreeMap<String, Latest>,
    /// Notes of logs that are not watched over any more: kept, so that they are known when they are named again.
    others: Vec<Note>,
    _lock: File,
}

impl State {
    /// Opens the state, or begins one. Every record is verified again.
    pub(super) fn open(path: &Path, logs: &[VerifierKey]) -> Result<Self, Failure> {
        let lock = lock(path)?;
        let notes = match fs::read(path) {
            Ok(bytes) => read(&bytes).ok_or_else(|| damaged(path, "it is no state of a witness"))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(unreadable(path, &error)),
        };
        let mut state = Self { path: path.to_owned(), latest: BTreeMap::new(), others: Vec::new(), _lock: lock };
        for note in notes {
            let origin = note.text().split('\n').next().unwrap_or_default().to_owned();
            let mut of_origin = logs.iter().filter(|log| log.name().as_str() == origin).peekable();
            if of_origin.peek().is_none() {
                state.others.push(note);
                continue;
            }
            let restored = of_origin.find_map(|log| Latest::restore(note.clone(), log).ok());
            let latest =
                restored.ok_or_else(|| damaged(path, &format!("no known key of {origin} signed its record")))?;
            state.latest.insert(origin, latest);
        }
        Ok(state)
    }

    pub(super) fn latest(&self, origin: &str) -> Option<&Latest> {
        self.latest.get(origin)
    }

    /// Makes a record durable. On an error nothing may be cosigned, and the record before it stands.
    pub(super) fn keep(&mut self, origin: &str, latest: &Latest) -> io::Result<()> {
        let kept = self.latest.iter().filter(|(of, _)| *of != origin).map(|(_, latest)| latest.note());
        let notes = kept.chain([latest.note()]).chain(&self.others);
        replace(&self.path, write(notes).as_bytes())?;
        self.latest.insert(origin.to_owned(), latest.clone());
        Ok(())
    }

    /// Keeps two notes that contradict each other, beside the state.
    pub(super) fn keep_fork(&self, origin: &str, size: u64, earlier: &Note, later: &Note) -> io::Result<PathBuf> {
        let mut name = self.path.clone().into_os_string();
        name.push(format!(".fork-{}-{size}", origin.replace('/', "_")));
        let path = PathBuf::from(name);
        replace(&path, write([earlier, later].into_iter()).as_bytes())?;
        Ok(path)
    }
}

fn write<'a>(notes: impl Iterator<Item = &'a Note>) -> String {
    notes.fold(HEADER.to_owned(), |text, note| {
        let note = note.to_string();
        format!("{text}note {}\n{note}", note.len())
    })
}

fn read(bytes: &[u8]) -> Option<Vec<Note>> {
    let mut rest = std::str::from_utf8(bytes).ok()?.strip_prefix(HEADER)?;
    let mut notes = Vec::new();
    while !rest.is_empty() {
        let (line, after) = rest.split_once('\n')?;
        let length = line.strip_prefix("note ")?.parse().ok()?;
        let (note, after) = after.split_at_checked(length)?;
        notes.push(note.parse().ok()?);
        rest = after;
    }
    Some(notes)
}

/// Writes a file whole, and returns when it is durable under its name.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut beside = path.to_owned().into_os_string();
    beside.push(".new");
    let mut file = File::create(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&beside, path)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

fn lock(path: &Path) -> Result<File, Failure> {
    let mut name = path.to_owned().into_os_string();
    name.push(".lock");
    let file = File::create(&name).map_err(|error| unreadable(path, &error))?;
    match flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(file),
        Err(_) => Err(Failure::usage(format!("--state {}: another witness is using it", path.display()))),
    }
}

fn unreadable(path: &Path, error: &dyn std::error::Error) -> Failure {
    Failure::usage(format!("--state {}: {error}", path.display()))
}

fn damaged(path: &Path, why: &str) -> Failure {
    // Beginning anew would be to forget: somebody has to look.
    Failure::new(Exit::CannotTell, "damaged", format!("--state {}: {why}; nothing is cosigned", path.display()))
}
