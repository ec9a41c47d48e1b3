//! The stored hashes: what `tree/<L>` holds, how much of it a size needs, and how a node comes out of it.

use super::node;
use crate::Hash;

/// Levels above the seventh would need 2^64 leaves.
pub const STORED_LEVELS: u8 = 8;

/// One hash that is complete and belongs at the end of `tree/<level>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredHash {
    /// It stands at height 8·level and covers 256^level leaves.
    pub level: u8,
    /// The root of those leaves.
    pub hash: Hash,
}

/// Where the stored hashes are read from: files, memory, or tiles over HTTP.
///
/// A closure `Fn(level, index) -> Result<Hash, E>` is one, too.
pub trait StoredHashes {
    /// How reading fails.
    type Error;

    /// Fills `into` with the consecutive hashes of `tree/<level>` that begin at `first`.
    ///
    /// Asked only for hashes that are complete at the size in question, never for more than 128 at
    /// once, and never across the border of a tile of 256.
    ///
    /// # Errors
    /// If any of them cannot be read; `into` is then not used.
    fn read(&self, level: u8, first: u64, into: &mut [Hash]) -> Result<(), Self::Error>;
}

impl<F, E> StoredHashes for F
where
    F: Fn(u8, u64) -> Result<Hash, E>,
{
    type Error = E;

    fn read(&self, level: u8, first: u64, into: &mut [Hash]) -> Result<(), E> {
        for (slot, index) in into.iter_mut().zip(first..) {
            *slot = self(level, index)?;
        }
        Ok(())
    }
}

/// How many hashes `tree/<level>` holds when the tree has `size` leaves: size / 256^level.
#[must_use]
pub fn stored_count(level: u8, size: u64) -> u64 {
    size.checked_shr(8 * u32::from(level)).unwrap_or(0)
}

/// The most leaves for which every level is there, given how many whole hashes each file holds.
///
/// The files are written one after the other, so after a crash some may be behind. Cut each level to
/// its [`stored_count`] at this size, then append again from the leaves that follow.
#[must_use]
pub fn restorable_size(counts_by_level: &[u64]) -> u64 {
    let levels = 0..STORED_LEVELS;
    let counts = counts_by_level.iter().copied().chain(std::iter::repeat(0));
    // With c hashes in a level, size / 256^level may be c at most: size < (c + 1) · 256^level.
    let limits = levels.zip(counts).map(|(level, count)| {
        let first_beyond = (u128::from(count) + 1) << (8 * u32::from(level));
        u64::try_from(first_beyond - 1).unwrap_or(u64::MAX)
    });
    limits.min().unwrap_or(0)
}

/// The node that covers the 2^height leaves from index · 2^height. All of them must be in the tree.
pub(super) fn complete_node<S>(stored: &S, height: u8, index: u64) -> Result<Hash, S::Error>
where
    S: StoredHashes,
{
    let (level, above) = (height / 8, height % 8);
    let mut buffer = [Hash::ZERO; 128];
    let (row, _) = buffer.split_at_mut(1 << above);
    stored.read(level, index << above, row)?;

    let mut width = row.len();
    while width > 1 {
        width /= 2;
        for pair in 0..width {
            row[pair] = node(&row[2 * pair], &row[2 * pair + 1]);
        }
    }
    Ok(row[0])
}

#[cfg(test)]
mod tests {
    use super::{StoredHashes, restorable_size, stored_count};
    use crate::Hash;

    #[test]
    fn a_level_counts_its_complete_subtrees_only() {
        assert_eq!(stored_count(0, 65_535), 65_535);
        assert_eq!(stored_count(1, 65_535), 255);
        assert_eq!(stored_count(2, 65_535), 0);
        assert_eq!(stored_count(2, 65_536), 1);
        assert_eq!(stored_count(7, u64::MAX), 255);
        assert_eq!(stored_count(8, u64::MAX), 0);
    }

    #[test]
    fn the_level_that_is_furthest_behind_decides_what_can_be_restored() {
        assert_eq!(restorable_size(&[]), 0);
        assert_eq!(restorable_size(&[255]), 255);
        assert_eq!(restorable_size(&[256]), 255);
        assert_eq!(restorable_size(&[1000]), 255);
        assert_eq!(restorable_size(&[1000, 2]), 767);
        assert_eq!(restorable_size(&[1000, 3]), 1000);
        assert_eq!(restorable_size(&[500, 9]), 500);
        assert_eq!(restorable_size(&[70_000, 273]), 65_535);
        assert_eq!(restorable_size(&[70_000, 273, 1]), 70_000);
        assert_eq!(restorable_size(&[u64::MAX; 8]), u64::MAX);
    }

    #[test]
    fn a_closure_serves_as_stored_hashes_and_its_failure_is_passed_on() {
        let only_three = |level: u8, index: u64| match index {
            0..3 => Ok(Hash::from_bytes([level; 32])),
            missing => Err(missing),
        };
        let mut into = [Hash::ZERO; 2];
        assert_eq!(only_three.read(1, 1, &mut into), Ok(()));
        assert_eq!(into, [Hash::from_bytes([1; 32]); 2]);
        assert_eq!(only_three.read(1, 2, &mut into), Err(3));
    }
}
