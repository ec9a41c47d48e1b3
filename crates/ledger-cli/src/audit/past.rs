//! Earlier entries for the rules that ask for one, read again from the segments. Every byte of them was hashed when
//! it was passed; what is read again must still be the entry of that index.

use ledger_core::event::Entry;
use ledger_core::ids::Index;
use ledger_core::past::{Past, Unreadable};
use ledger_store::{Entries, FRAME_HEADER_BYTES, ScannedFrame};
use ledger_wire::record;
use std::cell::RefCell;
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Where each passed block lies; shared between the replay, which asks, and the pass, which notes.
#[derive(Clone, Default)]
pub(super) struct Places(Rc<RefCell<Noted>>);

#[derive(Default)]
struct Noted {
    files: Vec<PathBuf>,
    blocks: Vec<Place>,
}

struct Place {
    first_index: u64,
    file: usize,
    offset: u64,
    payload_bytes: usize,
}

impl Places {
    pub(super) fn note(&self, frame: &ScannedFrame<'_>) {
        self.0.borrow_mut().note(frame);
    }
}

impl Noted {
    fn note(&mut self, frame: &ScannedFrame<'_>) {
        if self.files.last().map(PathBuf::as_path) != Some(frame.file) {
            self.files.push(frame.file.to_owned());
        }
        self.blocks.push(Place {
            first_index: frame.first_index,
            file: self.files.len() - 1,
            offset: frame.offset + FRAME_HEADER_BYTES as u64,
            payload_bytes: frame.payload.len(),
        });
    }

    fn find(&self, index: Index) -> Option<(&Place, &Path)> {
        let after = self.blocks.partition_point(|place| place.first_index <= index.0);
        let place = self.blocks.get(after.checked_sub(1)?)?;
        Some((place, self.files.get(place.file)?))
    }
}

impl Past for Places {
    fn entry(&self, index: Index) -> Result<Option<Entry>, Unreadable> {
        let noted = self.0.borrow();
        let Some((place, file)) = noted.find(index) else { return Ok(None) };
        let mut payload = vec![0; place.payload_bytes];
        let read = File::open(file).and_then(|file| file.read_exact_at(&mut payload, place.offset));
        read.map_err(|_| Unreadable { index })?;
        let found = Entries::new(&payload, place.first_index).find(|(at, _)| *at == index.0);
        match found.map(|(_, bytes)| record::decode(bytes)) {
            None => Ok(None),
            Some(Ok(decoded)) if decoded.entry.index == index => Ok(Some(decoded.entry)),
            Some(Ok(_) | Err(_)) => Err(Unreadable { index }),
        }
    }
}
