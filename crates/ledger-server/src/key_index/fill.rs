//! Filling an index from the journal, from where it is to the head.

use ledger_store::{Block, IndexFailed, Key, KeyIndex, ReadError, ReadJournal, Watermark};
use ledger_wire::natural_keys::{NaturalKey, natural_keys};
use ledger_wire::record::{self, RecordError};

/// Entries after which the watermark is moved, whether there were keys or not: what a start reads again at the most.
pub(super) const MOST_BEHIND: u64 = 65_536;
/// Keys that are gathered before they are written.
const MOST_GATHERED: usize = 4_096;

/// Why an index could not be filled.
#[derive(Debug, thiserror::Error)]
pub enum FillError {
    /// The index failed.
    #[error(transparent)]
    Index(#[from] IndexFailed),
    /// The journal could not be read.
    #[error(transparent)]
    Journal(#[from] ReadError),
    /// An entry could not be decoded.
    #[error("entry {index}: {why}")]
    Record {
        /// Which.
        index: u64,
        /// Why not.
        why: RecordError,
    },
}

/// Reads the entries from `from` on, which is not below the index's watermark and has no keys between, and takes
/// their keys into the index, until the head of the journal, or until `stop` says so between two blocks. Gives the
/// entry up to which the index is complete.
///
/// # Errors
/// [`FillError`].
pub(super) fn fill<R: ReadJournal>(
    index: &mut KeyIndex,
    journal: &R,
    from: u64,
    stop: impl Fn() -> bool,
) -> Result<u64, FillError> {
    let mut blocks = journal.blocks_from(from);
    let mut keys = Vec::new();
    let mut end = None;
    while let Some(block) = blocks.next()? {
        gather(block, from, &mut keys)?;
        let here = Watermark { next: block.end_index(), link: block.link_after() };
        end = Some(here);
        let behind = here.next.saturating_sub(index.watermark().next);
        if keys.len() >= MOST_GATHERED || behind >= MOST_BEHIND {
            write(index, &keys, here)?;
            keys.clear();
        }
        if stop() {
            break;
        }
    }
    match end {
        Some(end) if !keys.is_empty() => write(index, &keys, end)?,
        Some(_) | None => {}
    }
    Ok(end.map_or(from, |end| end.next))
}

/// Writes keys with their entries into the index.
///
/// # Errors
/// [`IndexFailed`].
pub(super) fn write(index: &mut KeyIndex, keys: &[(u64, NaturalKey)], end: Watermark) -> Result<(), IndexFailed> {
    let stored = |(index, key): &'_ (u64, NaturalKey)| (key.kind.number(), *index, key.bytes.clone());
    let stored: Vec<_> = keys.iter().map(stored).collect();
    let keys: Vec<Key<'_>> =
        stored.iter().map(|(kind, index, natural)| Key { kind: *kind, natural, index: *index }).collect();
    index.apply(&keys, end)
}

fn gather(block: &Block, from: u64, keys: &mut Vec<(u64, NaturalKey)>) -> Result<(), FillError> {
    for (index, bytes) in block.entries().filter(|(index, _)| *index >= from) {
        let decoded = record::decode(bytes).map_err(|why| FillError::Record { index, why })?;
        keys.extend(natural_keys(&decoded.entry).into_iter().map(|key| (index, key)));
    }
    Ok(())
}
