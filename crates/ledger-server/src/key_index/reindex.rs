//! Building the index anew while no server runs.

use super::fill::{FillError, fill};
use ledger_store::{
    BookPaths, DataPaths, FileJournal, IndexFailed, Journal, JournalOptions, KeyIndex, OpenError, Opened, ReadJournal,
    RealStorage, WorldFailed, wipe_key_index,
};
use ledger_wire::natural_keys::VERSION;

/// An index that was built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reindexed {
    /// The entries of the book.
    pub entries: u64,
    /// The keys that they have.
    pub keys: u64,
}

/// Why no index was built.
#[derive(Debug, thiserror::Error)]
pub enum ReindexError {
    /// The journal cannot be opened, or a server has it open.
    #[error(transparent)]
    Journal(#[from] OpenError),
    /// Another process has the index open.
    #[error("{} is in use by another process", paths.index().display())]
    InUse {
        /// The book's files.
        paths: BookPaths,
    },
    /// The old index cannot be deleted.
    #[error(transparent)]
    World(#[from] WorldFailed),
    /// The new index cannot be made.
    #[error(transparent)]
    Index(#[from] IndexFailed),
    /// It could not be filled.
    #[error(transparent)]
    Fill(#[from] FillError),
}

/// Deletes the index of the book and builds it from the journal, whose lock is held meanwhile.
///
/// # Errors
/// [`ReindexError`].
pub fn reindex(paths: &DataPaths) -> Result<Reindexed, ReindexError> {
    let paths = &paths.book;
    let journal = FileJournal::open(&RealStorage, paths, &JournalOptions::default())?;
    let open = || KeyIndex::open(paths, journal.book(), VERSION);
    if matches!(open()?, Opened::InUse) {
        return Err(ReindexError::InUse { paths: paths.clone() });
    }
    wipe_key_index(paths)?;
    let (Opened::Empty { mut index, .. } | Opened::Usable(mut index)) = open()? else {
        return Err(ReindexError::InUse { paths: paths.clone() });
    };
    let entries = fill(&mut index, &journal, 0, || false)?;
    index.apply(&[], ledger_store::Watermark { next: entries, link: journal.head().link })?;
    let keys = index.count();
    index.close()?;
    Ok(Reindexed { entries, keys })
}
