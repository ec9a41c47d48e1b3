//! The definitions of RFC 6962 section 2.1, written out as they stand there: slow, and plainly right.

use super::{EMPTY_ROOT, Frontier, StoredHash, StoredHashes, node};
use crate::{Hash, Leaf, leaf};

pub(super) fn leaves(count: u32) -> Vec<Leaf> {
    (0..count).map(|index| leaf(&index.to_be_bytes())).collect()
}

/// `MTH(D)`
pub(super) fn root(data: &[Leaf]) -> Hash {
    match data {
        [] => EMPTY_ROOT,
        [only] => only.hash(),
        _ => {
            let (left, right) = data.split_at(split(data.len()));
            node(&root(left), &root(right))
        }
    }
}

/// `PATH(m, D)`
pub(super) fn inclusion(index: usize, data: &[Leaf]) -> Vec<Hash> {
    if data.len() == 1 {
        return Vec::new();
    }
    let (left, right) = data.split_at(split(data.len()));
    let (mut path, sibling) = match index.checked_sub(left.len()) {
        None => (inclusion(index, left), root(right)),
        Some(index) => (inclusion(index, right), root(left)),
    };
    path.push(sibling);
    path
}

/// `PROOF(m, D)`
pub(super) fn consistency(old: usize, data: &[Leaf]) -> Vec<Hash> {
    subproof(old, data, true)
}

fn subproof(old: usize, data: &[Leaf], old_root_known: bool) -> Vec<Hash> {
    if old == data.len() {
        return if old_root_known { Vec::new() } else { vec![root(data)] };
    }
    let (left, right) = data.split_at(split(data.len()));
    let (mut path, sibling) = if old <= left.len() {
        (subproof(old, left, old_root_known), root(right))
    } else {
        (subproof(old - left.len(), right, false), root(left))
    };
    path.push(sibling);
    path
}

/// The largest power of two below the length.
fn split(length: usize) -> usize {
    length.next_power_of_two() / 2
}

/// `tree/<L>` in memory.
pub(super) struct Files {
    pub(super) levels: Vec<Vec<Hash>>,
}

/// A read beyond the end of a level.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Missing {
    level: u8,
    first: u64,
}

impl Files {
    pub(super) fn of(leaves: &[Leaf]) -> Files {
        let mut files = Files { levels: Vec::new() };
        let mut frontier = Frontier::new();
        for leaf in leaves {
            frontier.append_storing(leaf, |stored| files.push(stored));
        }
        files
    }

    pub(super) fn push(&mut self, stored: StoredHash) {
        let level = usize::from(stored.level);
        if self.levels.len() == level {
            self.levels.push(Vec::new());
        }
        self.levels[level].push(stored.hash);
    }

    /// What the files held when the tree had `size` leaves.
    pub(super) fn up_to(&self, size: u64) -> Files {
        let cut = |(level, hashes): (u8, &Vec<Hash>)| {
            let count = super::stored_count(level, size);
            hashes[..usize::try_from(count).unwrap()].to_vec()
        };
        Files { levels: (0..).zip(&self.levels).map(cut).collect() }
    }
}

impl StoredHashes for Files {
    type Error = Missing;

    fn read(&self, level: u8, first: u64, into: &mut [Hash]) -> Result<(), Missing> {
        let start = usize::try_from(first).unwrap();
        assert!(into.len() <= 128 && start / 256 == (start + into.len() - 1) / 256);
        let hashes = self.levels.get(usize::from(level));
        let found = hashes.and_then(|hashes| hashes.get(start..start + into.len()));
        into.copy_from_slice(found.ok_or(Missing { level, first })?);
        Ok(())
    }
}
