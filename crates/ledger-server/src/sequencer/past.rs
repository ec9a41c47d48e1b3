//! Earlier entries: from the journal, or from the block that is being made.

use super::block::BlockInMaking;
use ledger_core::event::Entry;
use ledger_core::ids::Index;
use ledger_core::past::{Past, Unreadable};
use ledger_log::{Chain, Link, leaf};
use ledger_store::{Block, ReadJournal};
use ledger_wire::record;
use std::cell::RefCell;
use std::sync::Arc;

/// Reads entries that are durable.
pub(crate) struct Earlier<R> {
    reader: R,
    /// The last block that was read: the next entry asked for is often beside it.
    block: RefCell<Block>,
}

/// Reads entries that are durable or in the block that is being made.
pub(super) struct EarlierWith<'a, R> {
    earlier: &'a Earlier<R>,
    making: &'a BlockInMaking,
}

/// Why an act could not be read again.
#[derive(Debug, Clone, thiserror::Error)]
#[error("entry {index} could not be read: {why}")]
pub struct UnreadableAct {
    /// Which entry.
    pub index: u64,
    /// What went wrong.
    pub why: String,
}

impl From<Unreadable> for UnreadableAct {
    fn from(unreadable: Unreadable) -> Self {
        Self { index: unreadable.index.0, why: "the journal or the record does not check".to_owned() }
    }
}

impl<R: ReadJournal> Earlier<R> {
    pub(crate) fn new(reader: R) -> Self {
        Self { reader, block: RefCell::new(Block::new()) }
    }

    pub(super) fn with<'a>(&'a self, making: &'a BlockInMaking) -> EarlierWith<'a, R> {
        EarlierWith { earlier: self, making }
    }

    /// What `read` finds in the block that holds `index`; `None` if the journal has no such entry.
    fn in_block<T>(&self, index: u64, read: impl FnOnce(&Block) -> Option<T>) -> Result<Option<T>, UnreadableAct> {
        let mut block = self.block.borrow_mut();
        let holds = (block.first_index()..block.end_index()).contains(&index);
        let failed = |error: ledger_store::ReadError| UnreadableAct { index, why: error.to_string() };
        if !holds && !self.reader.read_block(index, &mut block).map_err(failed)? {
            block.begin(0);
            return Ok(None);
        }
        Ok(read(&block))
    }

    fn decoded(&self, index: u64) -> Result<Option<Entry>, UnreadableAct> {
        let decoded = self.in_block(index, |block| block.entry(index).map(record::decode))?;
        let failed = |error: record::RecordError| UnreadableAct { index, why: error.to_string() };
        decoded.transpose().map(|found| found.map(|decoded| decoded.entry)).map_err(failed)
    }

    /// The link after the entry `last`: from the block before its own, extended by every leaf up to it.
    pub(crate) fn link_after(&self, last: u64, genesis: Link) -> Result<Link, UnreadableAct> {
        let missing = || UnreadableAct { index: last, why: "the journal does not hold it".to_owned() };
        let first = self.in_block(last, |block| Some(block.first_index()))?.ok_or_else(missing)?;
        let before = match first.checked_sub(1) {
            Some(index) => self.in_block(index, |block| Some(block.link_after()))?.ok_or_else(missing)?,
            None => genesis,
        };
        let chain = Chain::new();
        let extended = self.in_block(last, |block| {
            let up_to_last = block.entries().take_while(|(index, _)| *index <= last);
            Some(up_to_last.fold(before, |link, (_, bytes)| chain.extend(&link, &leaf(bytes))))
        })?;
        extended.ok_or_else(missing)
    }
}

impl<R: ReadJournal> EarlierWith<'_, R> {
    /// All entries of the act that begins at `first`, and the link after it.
    pub(super) fn act(&self, first: Index, genesis: Link) -> Result<(Arc<Vec<Entry>>, Link), UnreadableAct> {
        if let Some((entries, link)) = self.making.act(first) {
            return Ok((entries, link));
        }
        let missing = |index: u64| UnreadableAct { index, why: "the journal does not hold it".to_owned() };
        let opening = self.earlier.decoded(first.0)?.ok_or_else(|| missing(first.0))?;
        let count = u64::from(opening.head.map_or(1, |head| head.entry_count));
        let end = first.0.saturating_add(count);
        let mut entries = vec![opening];
        for index in first.next().0..end {
            entries.push(self.earlier.decoded(index)?.ok_or_else(|| missing(index))?);
        }
        let link = self.earlier.link_after(end.saturating_sub(1), genesis)?;
        Ok((Arc::new(entries), link))
    }
}

impl<R: ReadJournal> Past for Earlier<R> {
    fn entry(&self, index: Index) -> Result<Option<Entry>, Unreadable> {
        self.decoded(index.0).map_err(|error| {
            tracing::error!(%error, "an earlier entry cannot be read");
            Unreadable { index }
        })
    }
}

impl<R: ReadJournal> Past for EarlierWith<'_, R> {
    fn entry(&self, index: Index) -> Result<Option<Entry>, Unreadable> {
        match self.making.entry(index) {
            Some(entry) => Ok(Some(entry.clone())),
            None => self.earlier.entry(index),
        }
    }
}
