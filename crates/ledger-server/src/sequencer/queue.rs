//! The queue in front of the sequencer: bounded, so that memory is, whatever clients do.

use super::past::UnreadableAct;
use super::seal::SealError;
use crate::clock::ClockLeft;
use crate::witnessing::Cosigned;
use ledger_core::command::Request;
use ledger_core::event::Entry;
use ledger_log::Link;
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};

/// What the sequencer is asked to do.
pub enum Job {
    /// Decide a request.
    Decide(Submitted),
    /// Sign a checkpoint over everything so far.
    Seal(oneshot::Sender<Result<(), SealError>>),
    /// Publish the newest checkpoint with these cosignatures, if it is still the newest.
    Cosigned(Cosigned, oneshot::Sender<()>),
    /// End, when everything that was asked before is answered.
    End,
}

/// A request on its way.
pub struct Submitted {
    /// What is asked.
    pub request: Request,
    /// Whether it is a dry run.
    pub validate_only: bool,
    /// Where the answer goes. Nobody there any more is no reason not to do it.
    pub reply: oneshot::Sender<Result<Answer, Refusal>>,
}

/// The entries of the act that answers a request.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its entries; durable, but for a dry run.
    pub entries: Arc<Vec<Entry>>,
    /// The link after it; none for a dry run.
    pub link_after: Option<Link>,
    /// Whether this request was answered before, and this is its first answer.
    pub replayed: bool,
}

/// Why a request got no answer. Nothing of it is in the book, but for `OutcomeUnknown`.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Refusal {
    /// Too many requests wait already.
    #[error("too many requests are waiting")]
    QueueFull,
    /// The sequencer has stopped.
    #[error("the server is stopping")]
    Stopping,
    /// The machine's clock cannot be believed.
    #[error(transparent)]
    Clock(ClockLeft),
    /// Nothing was written: the disk is full or read-only. It may pass.
    #[error("nothing was written: {0}")]
    NotWritten(String),
    /// Somebody else writes to this book.
    #[error("another process writes to this book")]
    Fenced,
    /// The request may be in the book or not: ask again with the same request id.
    #[error("the outcome is unknown: {0}")]
    OutcomeUnknown(String),
    /// An earlier entry could not be read.
    #[error(transparent)]
    Unreadable(UnreadableAct),
}

/// An answer that waits for its block to be durable.
pub(super) struct Waiting {
    reply: oneshot::Sender<Result<Answer, Refusal>>,
    answer: Result<Answer, Refusal>,
}

impl Submitted {
    pub(super) fn waits_for(self, answer: Result<Answer, Refusal>) -> Waiting {
        Waiting { reply: self.reply, answer }
    }

    pub(super) fn refuse(self, why: Refusal) {
        let _ = self.reply.send(Err(why));
    }
}

impl Waiting {
    /// Sends the answer. A client that went away does not matter.
    pub(super) fn answer(self) {
        let _ = self.reply.send(self.answer);
    }

    pub(super) fn refuse(self, why: Refusal) {
        let _ = self.reply.send(Err(why));
    }
}

/// The asking end.
#[derive(Clone)]
pub struct Handle {
    jobs: mpsc::Sender<Job>,
}

/// The sequencer's end.
pub struct Inbox {
    jobs: mpsc::Receiver<Job>,
}

/// A queue of at most `capacity` requests.
#[must_use]
pub fn queue(capacity: usize) -> (Handle, Inbox) {
    let (sender, receiver) = mpsc::channel(capacity);
    (Handle { jobs: sender }, Inbox { jobs: receiver })
}

impl Handle {
    /// Asks for a request to be decided, and waits for the durable answer.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn decide(&self, request: Request, validate_only: bool) -> Result<Answer, Refusal> {
        let (reply, answer) = oneshot::channel();
        let submitted = Submitted { request, validate_only, reply };
        self.jobs.try_send(Job::Decide(submitted)).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => Refusal::QueueFull,
            mpsc::error::TrySendError::Closed(_) => Refusal::Stopping,
        })?;
        // The sequencer ended before it answered: the block may have been on its way to the disk.
        answer.await.unwrap_or_else(|_| Err(Refusal::OutcomeUnknown("the server stopped".to_owned())))
    }

    /// Asks for a signed checkpoint over everything so far.
    ///
    /// # Errors
    /// [`SealError`]; `None` if the sequencer has stopped.
    pub async fn seal(&self) -> Result<(), Option<SealError>> {
        let (reply, done) = oneshot::channel();
        self.jobs.send(Job::Seal(reply)).await.map_err(|_| None)?;
        done.await.map_err(|_| None)?.map_err(Some)
    }

    /// Publishes the newest checkpoint with what witnesses said, unless a newer one has been signed since.
    ///
    /// # Errors
    /// The sequencer has stopped.
    pub(crate) async fn publish_cosigned(&self, cosigned: Cosigned) -> Result<(), ()> {
        let (reply, done) = oneshot::channel();
        self.jobs.send(Job::Cosigned(cosigned, reply)).await.map_err(drop)?;
        done.await.map_err(drop)
    }

    /// Asks the sequencer to end when everything that was asked before is answered. It ends by itself once nobody
    /// can ask any more; this is for a connection that does not go away.
    pub async fn end(&self) {
        // An error means that it has ended.
        let _ = self.jobs.send(Job::End).await;
    }
}

impl Inbox {
    /// The next job; `None` once nobody can ask any more.
    pub(super) fn wait(&mut self) -> Option<Job> {
        self.jobs.blocking_recv()
    }

    /// The next job, if one waits.
    pub(super) fn poll(&mut self) -> Option<Job> {
        self.jobs.try_recv().ok()
    }
}
