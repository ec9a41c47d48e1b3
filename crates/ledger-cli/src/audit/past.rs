//! Earlier entries for the rules that ask for one, read again from the segments. Every byte of them was hashed when
//! it was passed; what is read again must still be the entry of that index.

use ledger_core::event::Entry;
use ledger_core::ids::Index;
use ledger_core::past::{Past, Unreadable};
use ledger_store::{Entries, Framing, ScannedFrame};
use ledger_wire::record;
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// An entry is read with its neighbours: so many lie in one stretch.
const STRETCH_ENTRIES: usize = 64;

/// Where the passed entries lie; shared between the replay, which asks, and whoever passes them, who notes.
#[derive(Clone, Default)]
pub(super) struct Places(Arc<Mutex<Noted>>);

#[derive(Default)]
struct Noted {
    files: Vec<PathBuf>,
    stretches: Vec<Stretch>,
}

/// Entries that stand one after the other in one block.
#[derive(Clone, Copy)]
struct Stretch {
    first_index: u64,
    file: usize,
    offset: u64,
    bytes: usize,
    framing: Framing,
}

impl Places {
    pub(super) fn note(&self, frame: &ScannedFrame<'_>) {
        self.noted().note(frame);
    }

    fn noted(&self) -> MutexGuard<'_, Noted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Noted {
    fn note(&mut self, frame: &ScannedFrame<'_>) {
        if self.files.last().map(PathBuf::as_path) != Some(frame.file) {
            self.files.push(frame.file.to_owned());
        }
        let file = self.files.len() - 1;
        let mut entries = frame.entries();
        let mut before = frame.payload.len();
        while before > 0 {
            let Some(first_index) = entries.clone().next().map(|(index, _)| index) else { return };
            entries.by_ref().take(STRETCH_ENTRIES).for_each(drop);
            let after = entries.rest().len();
            let header = frame.framing.header_bytes();
            let offset = frame.offset + (header + frame.payload.len() - before) as u64;
            self.stretches.push(Stretch { first_index, file, offset, bytes: before - after, framing: frame.framing });
            before = after;
        }
    }

    fn find(&self, index: Index) -> Option<(Stretch, PathBuf)> {
        let after = self.stretches.partition_point(|stretch| stretch.first_index <= index.0);
        let stretch = *self.stretches.get(after.checked_sub(1)?)?;
        Some((stretch, self.files.get(stretch.file)?.clone()))
    }
}

impl Past for Places {
    fn entry(&self, index: Index) -> Result<Option<Entry>, Unreadable> {
        let Some((stretch, file)) = self.noted().find(index) else { return Ok(None) };
        let mut bytes = vec![0; stretch.bytes];
        let read = File::open(file).and_then(|file| file.read_exact_at(&mut bytes, stretch.offset));
        read.map_err(|_| Unreadable { index })?;
        let found = Entries::framed(stretch.framing, &bytes, stretch.first_index).find(|(at, _)| *at == index.0);
        match found.map(|(_, bytes)| record::decode(bytes)) {
            None => Ok(None),
            Some(Ok(decoded)) if decoded.entry.index == index => Ok(Some(decoded.entry)),
            Some(Ok(_) | Err(_)) => Err(Unreadable { index }),
        }
    }
}
