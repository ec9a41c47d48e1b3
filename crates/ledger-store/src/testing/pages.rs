//! One simulated file: what memory shows, what the disk has, and which pages differ.

use std::collections::BTreeSet;

/// Bytes of a page: what reaches the disk as one.
pub const PAGE_BYTES: usize = 4096;

/// A file's content, twice.
#[derive(Debug, Clone, Default)]
pub(super) struct Pages {
    cached: Vec<u8>,
    synced: Vec<u8>,
    dirty: BTreeSet<usize>,
}

impl Pages {
    pub(super) fn of(bytes: Vec<u8>) -> Pages {
        Pages { synced: bytes.clone(), cached: bytes, dirty: BTreeSet::new() }
    }

    pub(super) fn cached(&self) -> &[u8] {
        &self.cached
    }

    pub(super) fn is_dirty(&self) -> bool {
        !self.dirty.is_empty() || self.cached.len() != self.synced.len()
    }

    pub(super) fn write(&mut self, bytes: &[u8], offset: usize) {
        let end = offset + bytes.len();
        if self.cached.len() < end {
            self.resize(end);
        }
        self.cached[offset..end].copy_from_slice(bytes);
        self.touch(offset, end);
    }

    pub(super) fn resize(&mut self, size: usize) {
        let before = self.cached.len();
        self.cached.resize(size, 0);
        self.touch(before.min(size), before.max(size));
    }

    /// Every dirty page reaches the disk.
    pub(super) fn sync(&mut self) {
        let pages = std::mem::take(&mut self.dirty);
        pages.into_iter().for_each(|page| self.persist(page));
        self.synced.resize(self.cached.len(), 0);
    }

    /// Those dirty pages reach the disk for which `reaches` says so. All are clean afterwards.
    pub(super) fn sync_some(&mut self, mut reaches: impl FnMut() -> bool) {
        for page in std::mem::take(&mut self.dirty) {
            if reaches() {
                self.persist(page);
            }
        }
    }

    /// Memory forgets its clean pages and shows the disk's.
    pub(super) fn evict(&mut self) {
        for page in 0..self.cached.len().div_ceil(PAGE_BYTES) {
            if !self.dirty.contains(&page) {
                let (from, to) = bounds(page, self.cached.len());
                for at in from..to {
                    self.cached[at] = self.synced.get(at).copied().unwrap_or(0);
                }
            }
        }
    }

    /// What memory held is gone.
    pub(super) fn lose(&mut self) {
        self.dirty.clear();
        self.cached.clone_from(&self.synced);
    }

    fn touch(&mut self, from: usize, to: usize) {
        self.dirty.extend(from / PAGE_BYTES..to.div_ceil(PAGE_BYTES));
    }

    fn persist(&mut self, page: usize) {
        let (from, to) = bounds(page, self.cached.len());
        if from < to {
            if self.synced.len() < to {
                self.synced.resize(to, 0);
            }
            self.synced[from..to].copy_from_slice(&self.cached[from..to]);
        }
    }
}

fn bounds(page: usize, size: usize) -> (usize, usize) {
    ((page * PAGE_BYTES).min(size), ((page + 1) * PAGE_BYTES).min(size))
}
