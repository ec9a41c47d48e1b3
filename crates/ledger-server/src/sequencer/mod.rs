//! The one thread that decides. It drains the queue, decides, encodes, links, writes, syncs, folds into the views,
//! and only then answers: nothing about a block leaves before the block is durable.

mod block;
mod past;
mod queue;
mod seal;

pub(crate) use past::Earlier;
pub use past::UnreadableAct;
pub use queue::{Answer, Handle, Job, Refusal, Submitted, queue};
pub use seal::{SealError, Sealer};

use crate::clock::Clock;
use crate::key_index::Feed;
use block::BlockInMaking;
use ledger_core::command::Request;
use ledger_core::event::Entry;
use ledger_core::ids::Index;
use ledger_core::state::State;
use ledger_core::time::Timestamp;
use ledger_core::views::Views;
use ledger_log::Link;
use ledger_store::{Append, FileJournal, FileReader, Head, Journal, ReadJournal, Storage, Watermark};
use queue::{Inbox, Waiting};
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::watch;

/// What everybody reads and only the sequencer writes: the views, and the link of the head that they reflect.
#[derive(Debug)]
pub struct Published {
    /// The views.
    pub views: Views,
    /// The link after the last entry that they reflect.
    pub link: Link,
}

/// The same, shared.
pub type SharedViews = Arc<RwLock<Published>>;

/// How the sequencer came to its end.
#[derive(Debug)]
pub enum Ended {
    /// Everything that was asked was answered; a checkpoint was signed.
    Drained,
    /// Memory and disk may disagree: the process must stop, and the book be opened again.
    Failed(String),
}

/// Whether there may be more after a block.
enum More {
    MayCome,
    Ended,
}

/// The sequencer and all that only it may touch.
pub struct Sequencer<S: Storage> {
    state: State,
    journal: FileJournal<S>,
    earlier: Earlier<FileReader<S::File>>,
    clock: Clock,
    making: BlockInMaking,
    views: SharedViews,
    sealer: Sealer<S>,
    heads: watch::Sender<Head>,
    feed: Option<Feed>,
}

impl<S: Storage> Sequencer<S> {
    /// A sequencer that goes on from `state`, which is the fold of the whole journal.
    pub fn new(state: State, journal: FileJournal<S>, clock: Clock, views: SharedViews, sealer: Sealer<S>) -> Self {
        let earlier = Earlier::new(journal.reader());
        let making = BlockInMaking::after(journal.head());
        let (heads, _) = watch::channel(journal.head());
        Self { state, journal, earlier, clock, making, views, sealer, heads, feed: None }
    }

    /// The same, with a key index that is fed behind the commit.
    #[must_use]
    pub fn feeding(self, feed: Feed) -> Self {
        Self { feed: Some(feed), ..self }
    }

    /// The head, each time that a block is durable and in the views.
    pub fn heads(&self) -> watch::Receiver<Head> {
        self.heads.subscribe()
    }

    /// Answers everything that comes until it is asked to end, or nobody can ask any more.
    pub fn run(mut self, mut inbox: Inbox) -> Ended {
        while let Some(first) = inbox.wait() {
            match self.drain(first, &mut inbox) {
                Ok(More::MayCome) => {}
                Ok(More::Ended) => break,
                Err(reason) => return Ended::Failed(reason),
            }
        }
        match self.seal() {
            Ok(()) => Ended::Drained,
            Err(error) => Ended::Failed(error.to_string()),
        }
    }

    /// One block: everything that waits now, as far as it fits.
    fn drain(&mut self, first: Job, inbox: &mut Inbox) -> Result<More, String> {
        let mark = self.state.mark();
        let now = self.clock.now(self.state.time());
        let mut waiting = Vec::new();
        let mut seal = Vec::new();
        let mut more = More::MayCome;
        let mut next = Some(first);
        while let Some(job) = next {
            match (job, &now) {
                (Job::Seal(done), _) => seal.push(done),
                (Job::Cosigned(cosigned, done), _) => {
                    self.sealer.publish_cosigned(&cosigned);
                    let _ = done.send(());
                }
                (Job::End, _) => {
                    more = More::Ended;
                    break;
                }
                (Job::Decide(submitted), Ok(now)) => waiting.push(self.take(submitted, *now)),
                (Job::Decide(submitted), Err(left)) => submitted.refuse(Refusal::Clock(*left)),
            }
            next = if self.making.has_room() { inbox.poll() } else { None };
        }
        self.write(&mark, waiting)?;
        for done in seal {
            let _ = done.send(self.seal());
        }
        if self.journal.is_poisoned() {
            Err("memory and disk may disagree: a sync failed".to_owned())
        } else {
            Ok(more)
        }
    }

    /// Decides one request, or finds its first answer again.
    fn take(&mut self, submitted: Submitted, now: Timestamp) -> Waiting {
        // A scripted clock may have been set forward by the request before, in this very block.
        let now = now.max(self.state.time());
        let answer = self.answer(&submitted.request, submitted.validate_only, now);
        submitted.waits_for(answer)
    }

    fn answer(&mut self, request: &Request, validate_only: bool, now: Timestamp) -> Result<Answer, Refusal> {
        let past = self.earlier.with(&self.making);
        let known = self.state.request(request.principal, request.id, &past);
        match known.map_err(|unreadable| Refusal::Unreadable(unreadable.into()))? {
            Some((fingerprint, first)) if fingerprint == request.fingerprint => self.first_answer(first),
            Some((_, first)) => self.conflict(request, validate_only, now, first),
            None => self.decide(request, validate_only, now),
        }
    }

    /// The act that answered this request before, read again.
    fn first_answer(&mut self, first: Index) -> Result<Answer, Refusal> {
        let past = self.earlier.with(&self.making);
        let (entries, link) = past.act(first, self.sealer.genesis()).map_err(Refusal::Unreadable)?;
        Ok(Answer { entries, link_after: Some(link), replayed: true })
    }

    fn conflict(
        &mut self,
        request: &Request,
        validate_only: bool,
        now: Timestamp,
        first: Index,
    ) -> Result<Answer, Refusal> {
        let mark = self.state.mark();
        let entries = ledger_core::refuse_conflict(&mut self.state, now, request.principal, first);
        self.keep_or_forget(&mark, entries, validate_only)
    }

    fn decide(&mut self, request: &Request, validate_only: bool, now: Timestamp) -> Result<Answer, Refusal> {
        let mark = self.state.mark();
        let past = self.earlier.with(&self.making);
        let entries = ledger_core::decide(&mut self.state, &past, now, request)
            .map_err(|unreadable| Refusal::Unreadable(unreadable.into()))?;
        self.keep_or_forget(&mark, entries, validate_only)
    }

    /// A dry run took the whole road and is forgotten; anything else goes into the block.
    fn keep_or_forget(
        &mut self,
        mark: &ledger_core::state::Mark,
        entries: Vec<Entry>,
        validate_only: bool,
    ) -> Result<Answer, Refusal> {
        let entries = Arc::new(entries);
        if validate_only {
            self.state.roll_back(mark);
            return Ok(Answer { entries, link_after: None, replayed: false });
        }
        let link = self.making.add(&entries);
        Ok(Answer { entries, link_after: Some(link), replayed: false })
    }

    /// Makes the block durable, folds it, answers. A block that was not written never happened.
    fn write(&mut self, mark: &ledger_core::state::Mark, waiting: Vec<Waiting>) -> Result<(), String> {
        if self.making.is_empty() {
            // Dry runs and first answers only: what they are built on is durable already.
            waiting.into_iter().for_each(Waiting::answer);
            return Ok(());
        }
        match self.journal.append(self.making.block()) {
            Append::Durable { head } => {
                // Nothing past this line may fail: the entries are durable.
                self.state.settle();
                self.feed(head);
                self.fold();
                // After the views, which followers ask; before the answers, whose links somebody may follow from.
                self.heads.send_replace(head);
                waiting.into_iter().for_each(Waiting::answer);
                self.sealer.take_leaves(self.making.leaves());
                self.making.next();
                Ok(())
            }
            Append::NotWritten(why) => {
                tracing::error!(%why, "nothing was written; the block is rolled back");
                self.state.roll_back(mark);
                self.making.forget();
                refuse_all(waiting, &Refusal::NotWritten(why.to_string()));
                Ok(())
            }
            Append::Fenced { head, asked } => {
                refuse_all(waiting, &Refusal::Fenced);
                Err(format!(
                    "somebody else wrote to this book: it has {} entries, we were to write entry {asked}",
                    head.size
                ))
            }
            Append::OutcomeUnknown(why) => {
                refuse_all(waiting, &Refusal::OutcomeUnknown(why.to_string()));
                Err(format!("memory and disk may disagree: {why}"))
            }
        }
    }

    /// Before the views show the entries: who sees them there must not ask an index that does not know of them.
    fn feed(&mut self, Head { size, link }: Head) {
        if let Some(feed) = &mut self.feed {
            feed.take(self.making.entries(), Watermark { next: size, link });
        }
    }

    fn fold(&self) {
        // A reader that panicked has left the views as they were; only this thread writes them.
        let mut published = self.views.write().unwrap_or_else(PoisonError::into_inner);
        self.making.entries().for_each(|entry| published.views.fold(entry));
        published.link = self.making.link();
    }

    fn seal(&mut self) -> Result<(), SealError> {
        self.sealer.seal(&mut self.journal)
    }
}

fn refuse_all(waiting: Vec<Waiting>, why: &Refusal) {
    waiting.into_iter().for_each(|job| job.refuse(why.clone()));
}
