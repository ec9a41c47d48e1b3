//! The bytes of a tile of hashes: 32 for each, in their order, and nothing else.

use super::HashTile;
use crate::Hash;
use crate::tree::StoredHashes;

/// [`StoredHashes::read`] gives no more than this at once.
const AT_ONCE: u64 = 128;

impl HashTile {
    /// How many bytes it has: 8,192 if it is full.
    #[must_use]
    pub fn size_bytes(&self) -> usize {
        usize::from(self.span().width().items()) * Hash::LENGTH_BYTES
    }

    /// Its bytes, from the stored hashes of a tree that has them all.
    ///
    /// # Errors
    /// Whatever reading the stored hashes failed with.
    pub fn bytes<S: StoredHashes>(&self, stored: &S) -> Result<Vec<u8>, S::Error> {
        let mut bytes = Vec::with_capacity(self.size_bytes());
        let (mut next, end) = (self.span().first(), self.span().end());
        while next < end {
            let count = AT_ONCE.min(end - next);
            let mut hashes = [Hash::ZERO; 128];
            let row = hashes.iter_mut().zip(0..count).count();
            stored.read(self.level(), next, &mut hashes[..row])?;
            hashes[..row].iter().for_each(|hash| bytes.extend_from_slice(hash.as_bytes()));
            next += count;
        }
        Ok(bytes)
    }

    /// Its hashes, if the bytes are of its length. Whether they are the tree's is for a proof to show.
    #[must_use]
    pub fn read(&self, bytes: &[u8]) -> Option<Vec<Hash>> {
        let (hashes, rest) = bytes.as_chunks::<{ Hash::LENGTH_BYTES }>();
        let fits = rest.is_empty() && bytes.len() == self.size_bytes();
        fits.then(|| hashes.iter().copied().map(Hash::from_bytes).collect())
    }
}
