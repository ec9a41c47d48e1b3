//! A book replayed up to some index, every link and rule checked on the way: an answer from a book that does not
//! check is no answer.

use super::head::HeadUsed;
use crate::audit::hint;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::progress::Progress;
use crate::run::Desk;
use crate::show::{local_day, offset_of};
use ledger_core::event::Entry;
use ledger_core::ids::Index;
use ledger_core::past::{Past, Unreadable};
use ledger_core::views::Views;
use ledger_log::{Chain, Leaf, Link, leaf};
use ledger_store::{Block, BookPaths, FileReader, LinksFrom, OpenError, ReadJournal, ReadOnlyBook, RealStorage};
use ledger_wire::record;
use ledger_wire::replay::{Replay, ReplayError};
use std::fs::File;
use std::path::Path;

impl Replayed {
    /// The unit of every amount.
    pub(crate) fn unit(&self) -> String {
        self.views.book().map(|book| book.unit.to_string()).unwrap_or_default()
    }
}

/// A book as it was after some entry.
pub(crate) struct Replayed {
    pub(crate) views: Views,
    pub(crate) used: HeadUsed,
    /// The last entry taken in.
    pub(crate) last: Option<Last>,
}

/// The last entry, with what binds it.
pub(crate) struct Last {
    pub(crate) entry: Entry,
    pub(crate) leaf: Leaf,
    pub(crate) size_bytes: usize,
}

/// Replays up to and with the entry `last`, or to the head.
pub(crate) fn replay(data: &Path, last: Option<u64>, desk: &mut Desk<'_>) -> Result<Replayed, Failure> {
    let paths = BookPaths::new(data.to_owned());
    let book = ReadOnlyBook::open(&RealStorage, &paths).map_err(|error| unopened(&error, data))?;
    // The links are followed here, entry by entry.
    let reader = book.reader(LinksFrom::Head).map_err(|error| unopened(&error, data))?;
    let size = reader.head().size;
    let until = match last {
        Some(last) if last >= size => {
            let message = format!("entry {last} is not there: the book has {size} entries");
            return Err(Failure::new(Exit::Usage, "not_found", message));
        }
        Some(last) => last.saturating_add(1),
        None => size,
    };
    let mut progress = desk.progress();
    progress.expect(until);
    let replayed = Walk::new(reader, book.book().as_bytes()).to(until, &mut progress);
    progress.finish();
    replayed
}

struct Walk {
    reader: FileReader<File>,
    replay: Replay<Journal>,
    views: Views,
    chain: Chain,
    link: Link,
    last: Option<Last>,
}

impl Walk {
    fn new(reader: FileReader<File>, book: &[u8; 16]) -> Self {
        let chain = Chain::new();
        let link = chain.genesis(book);
        let replay = Replay::new(Journal(reader.clone()));
        Self { reader, replay, views: Views::default(), chain, link, last: None }
    }

    fn to(mut self, until: u64, progress: &mut Progress<'_>) -> Result<Replayed, Failure> {
        let reader = self.reader.clone();
        let mut blocks = reader.blocks_from(0);
        let mut next = 0;
        while next < until {
            let block = blocks.next().map_err(|error| damaged(&error.to_string()))?;
            let Some(block) = block else { break };
            self.block(block, until)?;
            next = block.end_index();
            progress.at(next.min(until)).map_err(|_| Failure::interrupted())?;
        }
        let recorded_on = self.views.head().recorded_at.map(|at| local_day(at, offset_of(&self.views)));
        let size = self.views.head().next.0;
        let used = HeadUsed { size, link: self.link.to_string(), recorded_on };
        Ok(Replayed { views: self.views, used, last: self.last })
    }

    fn block(&mut self, block: &Block, until: u64) -> Result<(), Failure> {
        for (index, bytes) in block.entries().take_while(|(index, _)| *index < until) {
            let decoded = self.replay.step(index, bytes).map_err(|error| halted(index, &error))?;
            self.views.fold(&decoded.entry);
            let leaf = leaf(bytes);
            self.link = self.chain.extend(&self.link, &leaf);
            self.last = Some(Last { entry: decoded.entry, leaf, size_bytes: bytes.len() });
        }
        if block.end_index() <= until && block.link_after() != self.link {
            return Err(damaged(&format!("the link after entry {} is not that of the entries", block.end_index() - 1)));
        }
        Ok(())
    }
}

/// Earlier entries, from the journal.
struct Journal(FileReader<File>);

impl Past for Journal {
    fn entry(&self, index: Index) -> Result<Option<Entry>, Unreadable> {
        let unreadable = Unreadable { index };
        let mut block = Block::new();
        let bytes = self.0.entry(index.0, &mut block).map_err(|_| unreadable)?;
        match bytes.map(record::decode) {
            None => Ok(None),
            Some(Ok(decoded)) if decoded.entry.index == index => Ok(Some(decoded.entry)),
            Some(Ok(_) | Err(_)) => Err(unreadable),
        }
    }
}

fn damaged(why: &str) -> Failure {
    let advice = "`ledger-cli audit verify` lists every damage";
    Failure::new(Exit::Proven, "damaged", format!("the book does not check: {why}; {advice}"))
}

fn halted(index: u64, error: &ReplayError) -> Failure {
    match error {
        ReplayError::Record(record) if record.is_newer() => {
            Failure::new(Exit::CannotTell, "newer", format!("entry {index}: {error}"))
        }
        ReplayError::Record(_) | ReplayError::OtherIndex { .. } | ReplayError::Fault(_) => {
            damaged(&format!("entry {index}: {error}"))
        }
    }
}

fn unopened(error: &OpenError, data: &Path) -> Failure {
    match error {
        OpenError::NotABook { .. } => Failure::usage(format!("{error}{}", hint(data))),
        OpenError::Damaged(_) => damaged(&error.to_string()),
        OpenError::AlreadyThere { .. }
        | OpenError::NewerFormat { .. }
        | OpenError::OtherBook { .. }
        | OpenError::InUse { .. }
        | OpenError::ReadOnly(_)
        | OpenError::World(_) => Failure::new(Exit::CannotTell, "unreadable", error.to_string()),
    }
}
