//! Room ahead: the next segment is zeroed and synced before it is needed, so that a full disk is noticed while there
//! is still room for the largest block, and so that a sync never has to grow a file.

use std::io;
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use super::RoomAhead;
use crate::segment::SPARE;
use crate::storage::{self, Access, Placed, Privacy, Storage};
use crate::world::{Doing, WorldFailed};

/// Zeros are synced in steps of this size: one large sync would hold up the commits of the journal beside it.
const STEP_BYTES: u64 = 4 * 1024 * 1024;

/// The segment after this one, before it has a name of its own.
pub(super) struct Spare<S: Storage> {
    storage: S,
    path: PathBuf,
    segment_bytes: u64,
    room: RoomAhead,
    state: State<S::File>,
}

enum State<F> {
    Missing,
    Making(JoinHandle<Result<Placed<F>, WorldFailed>>),
    Ready(Placed<F>),
}

impl<S: Storage> Spare<S> {
    pub(super) fn new(storage: S, journal: &Path, segment_bytes: u64, room: RoomAhead) -> Spare<S> {
        Spare { storage, path: journal.join(SPARE), segment_bytes, room, state: State::Missing }
    }

    /// Begins to make it, unless that is done or under way. A failure shows when it is taken, and not before.
    pub(super) fn begin(&mut self) {
        if !matches!(self.state, State::Missing) {
            return;
        }
        let (storage, path, bytes) = (self.storage.clone(), self.path.clone(), self.segment_bytes);
        match self.room {
            RoomAhead::Thread => {
                let made = std::thread::Builder::new()
                    .name("room-ahead".to_owned())
                    .spawn(move || make(&storage, &path, bytes));
                if let Ok(making) = made {
                    self.state = State::Making(making);
                }
            }
            RoomAhead::Inline => {
                if let Ok(file) = make(&storage, &path, bytes) {
                    self.state = State::Ready(file);
                }
            }
        }
    }

    /// A zeroed, synced file of at least `needed` bytes. Tries again what failed before: space may have returned.
    pub(super) fn take(&mut self, needed: u64) -> Result<Placed<S::File>, WorldFailed> {
        let bytes = self.segment_bytes.max(needed);
        match std::mem::replace(&mut self.state, State::Missing) {
            State::Missing => make(&self.storage, &self.path, bytes),
            State::Ready(file) => grow(file, bytes),
            State::Making(making) => grow(self.join(making)?, bytes),
        }
    }

    fn join(&self, making: JoinHandle<Result<Placed<S::File>, WorldFailed>>) -> Result<Placed<S::File>, WorldFailed> {
        let panicked = || WorldFailed::at(Doing::Creating, &self.path)(io::Error::other("the thread panicked"));
        making.join().unwrap_or_else(|_| Err(panicked()))
    }

    /// Gives back what was taken and not used.
    pub(super) fn put_back(&mut self, file: Placed<S::File>) {
        self.state = State::Ready(file);
    }
}

impl<S: Storage> Drop for Spare<S> {
    fn drop(&mut self) {
        // Before the lock goes: the next holder must not meet a thread that still writes here.
        if let State::Making(making) = std::mem::replace(&mut self.state, State::Missing) {
            drop(making.join());
        }
    }
}

fn make<S: Storage>(storage: &S, path: &Path, bytes: u64) -> Result<Placed<S::File>, WorldFailed> {
    let file = storage::open(storage, path, Access::Create(Privacy::Shared))?;
    grow(file, bytes)
}

fn grow<F: storage::StoredFile>(file: Placed<F>, bytes: u64) -> Result<Placed<F>, WorldFailed> {
    let mut at = file.size()?;
    while at < bytes {
        let to = bytes.min(at + STEP_BYTES);
        if let Err(failed) = file.write_zeros(at, to).and_then(|()| file.sync()) {
            // The space goes back to those who need it more; if this fails too, the first failure says it all.
            drop(file.set_size(0));
            return Err(failed);
        }
        at = to;
    }
    Ok(file)
}
