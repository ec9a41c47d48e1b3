//! A sliding window over a segment: at most one frame and some read ahead is in memory, however large the file.

use std::sync::Arc;

use crate::storage::{Placed, StoredFile};
use crate::world::WorldFailed;

const AHEAD_BYTES: usize = 1 << 20;

/// Bytes of a file below a limit.
pub(crate) struct Window<F> {
    file: Arc<Placed<F>>,
    limit: u64,
    buffer: Vec<u8>,
    /// Where the buffer lies in the file.
    start: u64,
    filled: usize,
}

impl<F: StoredFile> Window<F> {
    /// A window over the file's bytes below `limit` and below its present end.
    pub(crate) fn new(file: Arc<Placed<F>>, limit: u64) -> Result<Window<F>, WorldFailed> {
        let limit = file.size()?.min(limit);
        Ok(Window { file, limit, buffer: Vec::new(), start: 0, filled: 0 })
    }

    pub(crate) const fn limit(&self) -> u64 {
        self.limit
    }

    pub(crate) const fn file(&self) -> &Arc<Placed<F>> {
        &self.file
    }

    /// The bytes `[at, at + length)`, fewer if the limit comes before.
    pub(crate) fn bytes(&mut self, at: u64, length: u64) -> Result<&[u8], WorldFailed> {
        let end = at.saturating_add(length).min(self.limit);
        if self.place(at, end).is_none() {
            self.load(at, end)?;
        }
        Ok(self.loaded(at, length))
    }

    /// What of `[at, at + length)` an earlier call brought in.
    pub(crate) fn loaded(&self, at: u64, length: u64) -> &[u8] {
        let end = at.saturating_add(length).min(self.start + self.filled as u64);
        self.place(at, end).map_or(&[], |place| &self.buffer[place])
    }

    /// The first place at or after `from` whose byte is not zero.
    pub(crate) fn first_not_zero(&mut self, from: u64) -> Result<Option<u64>, WorldFailed> {
        let mut at = from;
        loop {
            let bytes = self.bytes(at, AHEAD_BYTES as u64)?;
            if bytes.is_empty() {
                return Ok(None);
            }
            if let Some(found) = bytes.iter().position(|byte| *byte != 0) {
                return Ok(Some(at + found as u64));
            }
            at += bytes.len() as u64;
        }
    }

    /// The first place at or after `from` where `pattern` stands.
    pub(crate) fn find(&mut self, pattern: &[u8; 8], from: u64) -> Result<Option<u64>, WorldFailed> {
        let mut at = from;
        loop {
            let bytes = self.bytes(at, AHEAD_BYTES as u64)?;
            if bytes.len() < pattern.len() {
                return Ok(None);
            }
            if let Some(found) = position(bytes, pattern) {
                return Ok(Some(at + found as u64));
            }
            at += (bytes.len() - pattern.len() + 1) as u64; // the pattern may straddle two windows
        }
    }

    fn place(&self, at: u64, end: u64) -> Option<std::ops::Range<usize>> {
        let from = usize::try_from(at.checked_sub(self.start)?).ok()?;
        let to = usize::try_from(end.checked_sub(self.start)?).ok()?;
        (from <= to && to <= self.filled).then_some(from..to)
    }

    fn load(&mut self, at: u64, end: u64) -> Result<(), WorldFailed> {
        let wanted = (end.saturating_sub(at)).max(AHEAD_BYTES as u64).min(self.limit.saturating_sub(at));
        let length = usize::try_from(wanted).unwrap_or(0);
        if self.buffer.len() < length {
            self.buffer.resize(length, 0);
        }
        self.filled = 0;
        self.start = at;
        self.filled = self.file.read_up_to(&mut self.buffer[..length], at)?;
        Ok(())
    }
}

fn position(bytes: &[u8], pattern: &[u8; 8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let found = from + bytes.get(from..)?.iter().position(|byte| *byte == pattern[0])?;
        if bytes[found..].starts_with(pattern) {
            return Some(found);
        }
        from = found + 1;
    }
}
