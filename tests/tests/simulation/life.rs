//! The lives of a book: opened, asked, ended one way or another, and opened again.

use super::book::Book;
use super::clients::{Clients, FURNISHING_TURNS};
use super::desk::Desk;
use super::dice::Dice;
use super::figures::Figures;
use super::found::Found;
use super::liar::Liar;
use super::look;
use super::naive::{Flaw, Naive};
use super::trouble::{Outcome, Trouble, ensure};
use super::weather::{self, Weather};
use ledger_core::event::Clock;
use ledger_core::ids::PrincipalId;
use ledger_core::time::Timestamp;
use ledger_log::checkpoint::Checkpoint;
use ledger_log::note::{Note, SignerKey};
use ledger_server::book::{Keys, NewBook, OpenBookError, OpenedBook, create_on, open_on};
use ledger_server::sequencer::{Ended, Published, Sequencer, queue};
use ledger_store::testing::SimDisk;
use ledger_store::{CheckpointError, DataPaths, JournalOptions, OpenError, RoomAhead, Storage};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, RwLock};

/// The opening: 21 March 2026, the first day of a fiscal year, in the morning.
const OPENED_AT: Timestamp = Timestamp::from_micros(1_774_080_000_000_000);

/// How often a book is opened and ended.
const LIVES: u64 = 10;

/// Something done to the machine behind everybody's back, to see whether it is noticed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sabotage {
    /// An older copy of the whole disk is put back.
    OldDisk,
    /// The disk says that it synced, and did not.
    LyingDisk,
}

/// A machine with a book on it; the ledger sees its disk as `S`.
struct World<S> {
    disk: SimDisk,
    storage: S,
    paths: DataPaths,
    options: JournalOptions,
    dice: Dice,
    /// The size of the last checkpoint that was surely published.
    sealed: u64,
}

/// Lives through all that the seed holds.
pub fn live(seed: u64, flaw: Option<Flaw>, sabotage: Option<Sabotage>) -> Outcome<Figures> {
    let disk = SimDisk::new(seed);
    match sabotage {
        None => live_on(World::new(seed, disk.clone(), disk), flaw),
        Some(Sabotage::LyingDisk) => live_on(World::new(seed, disk.clone(), Liar(disk)), flaw),
        Some(Sabotage::OldDisk) => put_back_an_older_disk(seed, disk),
    }
}

fn live_on<S: Storage>(mut world: World<S>, flaw: Option<Flaw>) -> Outcome<Figures> {
    let mut book = world.create(flaw)?;
    for life in 0..LIVES {
        let opened = world.open(&mut book, life > 0)?;
        book = world.run(opened, book, life)?;
    }
    drop(world.open(&mut book, false)?);
    Ok(book.figures)
}

fn put_back_an_older_disk(seed: u64, disk: SimDisk) -> Outcome<Figures> {
    let mut world = World::new(seed, disk.clone(), disk);
    let mut book = world.create(None)?;
    let old = world.disk.fork();
    let opened = world.open(&mut book, false)?;
    book = world.run(opened, book, 0)?;
    (world.disk, world.storage) = (old.clone(), old);
    world.disk.kill();
    drop(world.open(&mut book, false)?);
    Ok(book.figures)
}

impl<S: Storage> World<S> {
    fn new(seed: u64, disk: SimDisk, storage: S) -> Self {
        let mut dice = Dice::new(seed);
        // Small segments, so that books run through several; room is made by the thread that appends.
        let segment_bytes = dice.pick(&[4_096, 16_384, 65_536]).expect("sizes");
        Self {
            disk,
            storage,
            paths: DataPaths::new(Path::new("/data")),
            options: JournalOptions { segment_bytes, room: RoomAhead::Inline, ..JournalOptions::default() },
            dice,
            sealed: 0,
        }
    }

    fn create(&mut self, flaw: Option<Flaw>) -> Outcome<Book> {
        let new = NewBook {
            origin: Some("amanat.example/simulation".parse().expect("a name")),
            clock: Clock::Scripted,
            demo: true,
            opened_at: OPENED_AT,
            administrators: None,
        };
        create_on(&self.storage, &self.paths, new, &self.options, |_, _| Ok((keys(), [3; 32])))
            .map_err(|error| Trouble(error.to_string()))?;
        let opened = self.open_in_good_weather()?;
        let register = &opened.views.registrations().principals;
        let administrators = [1, 2].map(|id| register.at(PrincipalId(id)).expect("entries 1 and 2").fact.clone());
        Ok(Book {
            naive: Naive::opened(flaw, OPENED_AT, administrators),
            entries: Found::read(&opened.journal)?.entries,
            links: BTreeMap::new(),
            asked: Vec::new(),
            unanswered: Vec::new(),
            in_doubt: None,
            figures: Figures::default(),
        })
    }

    /// Opens the book, perhaps after openings that were cut off, and compares all of it.
    fn open(&mut self, book: &mut Book, cut_off: bool) -> Outcome<OpenedBook<S>> {
        if cut_off {
            for _ in 0..self.dice.below(3) {
                self.try_to_open(book)?;
            }
            if self.dice.one_in(6) {
                self.lose_the_tree();
            }
        }
        let opened = self.open_in_good_weather()?;
        book.figures.count("openings");
        let found = Found::read(&opened.journal)?;
        book.compare_with(&found)?;
        look::at(&book.naive, &opened.views)?;
        look::at_state(&book.naive, &opened.state, &opened.views, &found.entries)?;
        self.checkpoint_fits(&found)?;
        Ok(opened)
    }

    fn open_in_good_weather(&self) -> Outcome<OpenedBook<S>> {
        weather::clear(&self.disk);
        let opened = open_on(&self.storage, &self.paths, keys(), &self.options);
        opened.map_err(|error| Trouble(format!("the book is not opened: {error}")))
    }

    /// An opening during which things go wrong. It may fail, but must not call a sound book damaged.
    fn try_to_open(&mut self, book: &mut Book) -> Outcome {
        Weather::default().worsen_opening(&mut self.dice, &self.disk);
        let opened = open_on(&self.storage, &self.paths, keys(), &self.options);
        if let Err(error) = &opened {
            book.figures.count("openings cut off");
            ensure(!blames_the_book(error), || format!("a sound book is called damaged: {error}"))?;
        }
        drop(opened);
        book.figures.count(weather::end(&mut self.dice, &self.disk, true));
        weather::clear(&self.disk);
        Ok(())
    }

    /// What is derived may be deleted at any time.
    fn lose_the_tree(&self) {
        let tree = self.paths.book.tree();
        for name in self.disk.list(&tree).expect("the folder of the tree") {
            self.disk.delete(&tree.join(name));
        }
    }

    /// The published checkpoint is ours, over the entries that are there, and never shorter than one before.
    fn checkpoint_fits(&self, found: &Found) -> Outcome {
        let Some(bytes) = self.disk.bytes(&self.paths.book.checkpoint()) else {
            return ensure(self.sealed == 0, || "the published checkpoint is gone".to_owned());
        };
        let note = Note::parse(&bytes).map_err(|error| Trouble(error.to_string()))?;
        let checkpoint = Checkpoint::open(&note, &keys().log.verifier()).map_err(|error| Trouble(error.to_string()))?;
        let head = checkpoint.head();
        ensure(head.size >= self.sealed, || format!("the checkpoint went back from {} to {}", self.sealed, head.size))?;
        ensure(found.root(head.size) == Some(head.root), || format!("another tree at the checkpoint {}", head.size))
    }

    /// Serves until the clients are done or the disk ends it; then ends the process.
    fn run(&mut self, opened: OpenedBook<S>, book: Book, life: u64) -> Outcome<Book> {
        let furnishing = (life == 0).then_some(0);
        let views = Arc::new(RwLock::new(Published { link: opened.sealer.genesis(), views: opened.views }));
        let asked = Arc::clone(&views);
        let sequencer = Sequencer::new(opened.state, opened.journal, opened.clock, asked, opened.sealer);
        let clients = Clients {
            book,
            dice: Dice::new(self.dice.draw()),
            disk: self.disk.clone(),
            views,
            heads: sequencer.heads(),
            weather: Weather::default(),
            blocks_left: if life == 0 { FURNISHING_TURNS } else { self.dice.upto(20) },
            furnishing,
            stormy: life > 0 && !self.dice.one_in(4),
            trouble: None,
        };
        // In the first life everything is wanted; later some requests may find the queue full.
        let (handle, inbox) = queue(if life == 0 { 16 } else { 6 + self.dice.count(8) });
        let desk = Desk::open(clients, handle);
        let ended = sequencer.run(inbox);
        self.ended(desk.close(), &ended)
    }

    fn ended(&mut self, clients: Clients, ended: &Ended) -> Outcome<Book> {
        let Clients { mut book, weather, trouble, heads, .. } = clients;
        // What followers were told of must be there after whatever comes now.
        let followed = *heads.borrow();
        book.links.insert(followed.size, followed.link);
        match trouble {
            Some(trouble) => return Err(trouble),
            None => book.figures.count("lives"),
        }
        match ended {
            Ended::Drained => self.sealed = book.naive.next,
            Ended::Failed(why) => ensure(weather.bad, || format!("it ended in good weather: {why}"))?,
        }
        let crash = weather.bad || matches!(ended, Ended::Failed(_));
        book.figures.count(weather::end(&mut self.dice, &self.disk, crash));
        weather::clear(&self.disk);
        Ok(book)
    }
}

fn keys() -> Keys {
    let name = "amanat.example/simulation".parse().expect("a name");
    Keys { log: SignerKey::from_seed(name, &[1; 32]), tokens: [2; 32] }
}

/// Whether the refusal says that the record is damaged, and not that the world failed.
fn blames_the_book(error: &OpenBookError) -> bool {
    match error {
        OpenBookError::Journal(error) => matches!(error, OpenError::Damaged(_) | OpenError::NotABook { .. }),
        OpenBookError::Checkpoint(error) => matches!(error, CheckpointError::Damaged(_)),
        OpenBookError::Forked { .. }
        | OpenBookError::Link { .. }
        | OpenBookError::Unfinished { .. }
        | OpenBookError::OtherBook
        | OpenBookError::OtherKey
        | OpenBookError::ClockBehind { .. } => true,
        // An earlier entry that a rule asks for may be unreadable.
        OpenBookError::Entry { .. } | OpenBookError::Keys(_) | OpenBookError::World(_) | OpenBookError::Read(_) => {
            false
        }
    }
}
