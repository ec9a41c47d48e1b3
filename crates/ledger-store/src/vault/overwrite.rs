//! Destroying keys on the disk: wherever a sealed key lies in the file, zeros are written over it.
//!
//! The database copies a page when it changes one and leaves the old copy in a page that is free, until that is used
//! again. So a removed row lingers, perhaps in many copies. No live page holds a removed row, nobody reads a free one,
//! and a nonce of 24 random bytes stands nowhere else: what is found is old, and all of it is found.

use std::collections::BTreeSet;

use super::rows::SEALED_KEY_BYTES;
use super::seal::NONCE_BYTES;
use crate::storage::{Placed, StoredFile};
use crate::world::WorldFailed;

/// How much of the file is looked at at a time.
const WINDOW_BYTES: usize = 1 << 20;
/// How many pairs of first bytes there are.
const FIRST_TWO: usize = 1 << 16;

/// What is looked for.
pub(super) struct Nonces {
    all: BTreeSet<[u8; NONCE_BYTES]>,
    /// Whether any begins with these two bytes: asked at every byte of the file.
    beginnings: Vec<bool>,
}

impl Nonces {
    pub(super) fn new(all: BTreeSet<[u8; NONCE_BYTES]>) -> Nonces {
        let mut beginnings = vec![false; FIRST_TWO];
        for [first, second, ..] in &all {
            beginnings[usize::from(u16::from_be_bytes([*first, *second]))] = true;
        }
        Nonces { all, beginnings }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &[u8; NONCE_BYTES]> {
        self.all.iter()
    }

    fn stands_at(&self, bytes: &[u8]) -> bool {
        let Some(found) = bytes.first_chunk::<NONCE_BYTES>() else { return false };
        self.beginnings[usize::from(u16::from_be_bytes([found[0], found[1]]))] && self.all.contains(found)
    }
}

/// Overwrites every sealed key that begins with one of these nonces, durably. Nobody else uses the file meanwhile.
pub(super) fn overwrite<F: StoredFile>(file: &Placed<F>, nonces: &Nonces) -> Result<(), WorldFailed> {
    let size = file.size()?;
    // A nonce that begins in a window may end in the next one.
    let mut window = vec![0; WINDOW_BYTES + NONCE_BYTES - 1];
    let mut start = 0;
    while start < size {
        let read = file.read_up_to(&mut window, start)?;
        for at in (0..read.min(WINDOW_BYTES)).filter(|at| nonces.stands_at(&window[*at..read])) {
            let found = start + at as u64;
            file.write_zeros(found, size.min(found + SEALED_KEY_BYTES as u64))?;
        }
        start += WINDOW_BYTES as u64;
    }
    file.sync()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::{Access, open};
    use crate::testing::SimDisk;
    use std::path::Path;

    #[test]
    fn a_key_is_found_wherever_it_lies_and_nothing_else_is_touched() {
        let nonce: [u8; NONCE_BYTES] = std::array::from_fn(|at| 0xc0 + u8::try_from(at).unwrap());
        let size = 3 * WINDOW_BYTES + 77;
        let places = [5, 1_000, WINDOW_BYTES - 1, WINDOW_BYTES * 2 - 23, size - SEALED_KEY_BYTES, size - NONCE_BYTES];
        for place in places {
            let (disk, path) = (SimDisk::new(1), Path::new("/vault"));
            let mut bytes = vec![0xc0; size];
            bytes[place..place + NONCE_BYTES].copy_from_slice(&nonce);
            disk.put(path, bytes.clone());
            let file = open(&disk, path, Access::Write).unwrap();
            overwrite(&file, &Nonces::new([nonce].into())).unwrap();
            let end = size.min(place + SEALED_KEY_BYTES);
            bytes[place..end].fill(0);
            assert!(disk.bytes(path).unwrap() == bytes, "at {place}");
        }
    }
}
