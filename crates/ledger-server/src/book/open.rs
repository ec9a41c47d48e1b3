//! Opening a book: recover the journal, replay every entry through every rule, compare the tree and the last
//! checkpoint. Only then may anybody write.

use super::keys::{KeyError, Keys};
use super::stored_tree::StoredTree;
use crate::clock::Clock;
use crate::sequencer::{Earlier, Sealer};
use ledger_core::event::{self, BookOpened};
use ledger_core::state::State;
use ledger_core::text::Code;
use ledger_core::views::Views;
use ledger_log::checkpoint::Checkpoint;
use ledger_log::{Chain, Link, leaf};
use ledger_store::{
    CheckpointError, CheckpointPlaces, DataPaths, FileJournal, Journal, JournalOptions, LinksFrom, OpenError,
    ReadError, ReadJournal, RealStorage, Recovery, Storage, WorldFailed,
};
use ledger_wire::replay::{Replay, ReplayError};

/// A book that was opened to be served.
pub struct OpenedBook<S: Storage = RealStorage> {
    /// The fold of its journal.
    pub state: State,
    /// The same, for those who ask.
    pub views: Views,
    /// The journal, recovered.
    pub journal: FileJournal<S>,
    /// The tree and the checkpoints.
    pub sealer: Sealer<S>,
    /// How it tells the time.
    pub clock: Clock,
    /// Its secrets.
    pub keys: Keys,
    /// The unit of its amounts.
    pub unit: Code,
    /// What opening found and did.
    pub recovery: Recovery,
    /// Whether the tree's files had to be built anew.
    pub tree_rebuilt: bool,
}

/// Why a book is not served. Nothing was changed but what recovery had already made durable again.
#[derive(Debug, thiserror::Error)]
pub enum OpenBookError {
    /// The journal refuses.
    #[error(transparent)]
    Journal(#[from] OpenError),
    /// The keys cannot be read.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// The last checkpoint cannot be read.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// A file cannot be read or written.
    #[error(transparent)]
    World(#[from] WorldFailed),
    /// The journal cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// An entry does not check.
    #[error("entry {index} does not check: {why}")]
    Entry {
        /// Which.
        index: u64,
        /// What is wrong with it.
        why: Box<ReplayError>,
    },
    /// The links of the journal do not follow from its entries.
    #[error("the link after entry {index} is not the one that its entries give")]
    Link {
        /// The last entry of the block.
        index: u64,
    },
    /// The journal contradicts the last checkpoint that was recorded: this is another history, or an old backup.
    #[error(
        "the journal contradicts the checkpoint of {size} entries that was recorded last; a restored backup must not fork history"
    )]
    Forked {
        /// The size of the checkpoint.
        size: u64,
    },
    /// The book ends inside its opening, or inside an act.
    #[error("the book ends inside an act, after {size} entries")]
    Unfinished {
        /// How many entries there are.
        size: u64,
    },
    /// Entry 0 opens another book than the one that the files say they are of.
    #[error("entry 0 opens another book than the one that these files say they are of")]
    OtherBook,
    /// The log key in `private/` is not the one that the book was opened with.
    #[error("the log key in private/ is not the book's")]
    OtherKey,
    /// The machine's clock is before the newest entry.
    #[error("the clock of this machine is before the newest entry, by {behind_ms} ms")]
    ClockBehind {
        /// By how much.
        behind_ms: u64,
    },
}

/// Opens the book under `paths`.
///
/// # Errors
/// [`OpenBookError`].
pub fn open(paths: &DataPaths) -> Result<OpenedBook, OpenBookError> {
    open_on(&RealStorage, paths, Keys::read(&paths.private)?, &JournalOptions::default())
}

/// The same on any storage. Of the options, the checkpoint and which links to check are chosen here.
///
/// # Errors
/// [`OpenBookError`].
pub fn open_on<S: Storage>(
    storage: &S,
    paths: &DataPaths,
    keys: Keys,
    options: &JournalOptions,
) -> Result<OpenedBook<S>, OpenBookError> {
    let places = CheckpointPlaces::open(storage, paths)?;
    // Every entry is hashed below, so the journal need not hash what `head` already vouches for.
    let options =
        JournalOptions { checkpoint_size: places.last_size(), links_from: LinksFrom::Head, ..options.clone() };
    let journal = FileJournal::open(storage, &paths.book, &options)?;
    let mut tree = StoredTree::open(storage, &paths.book, places.last_size())?;
    let (state, views, genesis) = replay(&journal, &places, &mut tree)?;
    let tree_rebuilt = !tree.agrees();
    if tree_rebuilt {
        rebuild(&journal, &mut tree)?;
    }
    let book = views.book().ok_or(OpenBookError::Unfinished { size: 0 })?;
    let unit = book.unit.clone();
    if book.book.0 != *journal.book().as_bytes() {
        return Err(OpenBookError::OtherBook);
    }
    let clock = clock_of(book, &keys, &state)?;
    let (frontier, files) = tree.finish()?;
    let sealer = Sealer::new(frontier, files, places, keys.log.clone(), genesis);
    let recovery = journal.recovery().clone();
    Ok(OpenedBook { state, views, journal, sealer, clock, keys, unit, recovery, tree_rebuilt })
}

fn replay<S: Storage>(
    journal: &FileJournal<S>,
    places: &CheckpointPlaces<S>,
    tree: &mut StoredTree<S::File>,
) -> Result<(State, Views, Link), OpenBookError> {
    let chain = Chain::new();
    let genesis = chain.genesis(journal.book().as_bytes());
    let mut link = genesis;
    let mut replay = Replay::new(Earlier::new(journal.reader()));
    let mut views = Views::default();
    let mut blocks = journal.blocks_from(0);
    check_fork(places, tree)?;
    while let Some(block) = blocks.next()? {
        for (index, bytes) in block.entries() {
            let leaf = leaf(bytes);
            link = chain.extend(&link, &leaf);
            let decoded =
                replay.step(index, bytes).map_err(|why| OpenBookError::Entry { index, why: Box::new(why) })?;
            views.fold(&decoded.entry);
            tree.leaf(&leaf)?;
            check_fork(places, tree)?;
        }
        if link != block.link_after() {
            return Err(OpenBookError::Link { index: block.end_index().saturating_sub(1) });
        }
    }
    let state = replay.into_state();
    if state.book().is_none() || !state.between_acts() {
        return Err(OpenBookError::Unfinished { size: state.next_index().0 });
    }
    Ok((state, views, genesis))
}

/// At the size of the last recorded checkpoint, the root must be the recorded one.
fn check_fork<S: Storage>(places: &CheckpointPlaces<S>, tree: &StoredTree<S::File>) -> Result<(), OpenBookError> {
    let Some(last) = places.last().filter(|last| last.size == tree.frontier().size()) else { return Ok(()) };
    let recorded: Option<Checkpoint> = std::str::from_utf8(&last.bytes).ok().and_then(|text| text.parse().ok());
    let same = recorded.is_some_and(|checkpoint| checkpoint.head() == tree.frontier().head());
    if same { Ok(()) } else { Err(OpenBookError::Forked { size: last.size }) }
}

fn rebuild<S: Storage>(journal: &FileJournal<S>, tree: &mut StoredTree<S::File>) -> Result<(), OpenBookError> {
    tree.restart()?;
    let mut blocks = journal.blocks_from(0);
    while let Some(block) = blocks.next()? {
        for (_, bytes) in block.entries() {
            tree.leaf(&leaf(bytes))?;
        }
    }
    Ok(())
}

/// The book's own clock; and the book's own key, which must be ours to sign with.
fn clock_of(book: &BookOpened, keys: &Keys, state: &State) -> Result<Clock, OpenBookError> {
    if book.log_key.0 != *keys.log.verifier().as_bytes() {
        return Err(OpenBookError::OtherKey);
    }
    match book.clock {
        event::Clock::Scripted => Ok(Clock::Scripted),
        event::Clock::System => {
            let behind_us = state.time().micros().saturating_sub(crate::clock::wall_time().micros());
            match u64::try_from(behind_us / 1_000) {
                Ok(behind_ms) if behind_ms > 0 => Err(OpenBookError::ClockBehind { behind_ms }),
                Ok(_) | Err(_) => Ok(Clock::system()),
            }
        }
    }
}
