//! The task of one feed: sends what is new, then waits for more, a heartbeat, or an end.

use super::Message;
use super::message::{Packed, heartbeat, pack, seen, sees_everything};
use super::piece;
use crate::access::{Access, refusal};
use crate::service::ledger::Ledger;
use ledger_core::ids::PrincipalId;
use ledger_core::views::Views;
use ledger_store::Head;
use ledger_wire::proto::ledger::v1 as proto;
use ledger_wire::refusal::Refusal;
use ledger_wire::status::{Failure, FeedEnd, Unavailable};
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tonic::Status;

/// News within so long of the last ones are sent together: where blocks come fast, many feeds must not cost writers
/// much.
const REST: Duration = Duration::from_millis(20);
/// For how many entries at a time the views are held.
const ASKED_AT_ONCE: usize = 256;

/// One feed.
pub(super) struct Follower {
    ledger: Ledger,
    reader: PrincipalId,
    /// What the reader has when it has read everything that was sent.
    at: Head,
    heads: watch::Receiver<Head>,
    stopping: watch::Receiver<bool>,
    messages: mpsc::Sender<Message>,
}

/// How a feed ends: it has no good end.
enum Ended {
    /// Nobody is there to be told.
    Gone,
    /// With this.
    Told(Status),
}

/// What a waiting feed meets, if it does not end.
enum Waited {
    News,
    NoNews,
}

impl From<Status> for Ended {
    fn from(why: Status) -> Self {
        Self::Told(why)
    }
}

impl From<Failure> for Ended {
    fn from(why: Failure) -> Self {
        Self::Told(why.into())
    }
}

impl Follower {
    pub(super) fn new(ledger: Ledger, reader: PrincipalId, at: Head, messages: mpsc::Sender<Message>) -> Self {
        let (heads, stopping) = (ledger.feeds().heads.clone(), ledger.feeds().stopping.clone());
        Self { ledger, reader, at, heads, stopping, messages }
    }

    /// Follows until there is a reason not to; gives what the reader is to be told.
    pub(super) async fn run(mut self) -> Option<Status> {
        match self.follow().await {
            Ok(never) => match never {},
            Err(Ended::Gone) => None,
            Err(Ended::Told(why)) => Some(why),
        }
    }

    async fn follow(&mut self) -> Result<Infallible, Ended> {
        let mut has_said_head = false;
        loop {
            self.catch_up().await?;
            // Once at the beginning: whoever resumes learns that nothing is missing.
            if !has_said_head {
                has_said_head = self.say_head().await?;
            }
            let rested = Instant::now() + REST;
            while matches!(self.wait().await?, Waited::NoNews) {
                self.say_head().await?;
            }
            sleep_until(rested).await;
        }
    }

    /// Sends everything up to the head.
    async fn catch_up(&mut self) -> Result<(), Ended> {
        let head = *self.heads.borrow_and_update();
        while self.at.size < head.size {
            for Packed { message, reaches } in self.piece(head.size).await? {
                self.send(message).await?;
                self.at = reaches;
            }
        }
        Ok(())
    }

    /// Returns when there is news, or when there was none for a while.
    async fn wait(&mut self) -> Result<Waited, Ended> {
        tokio::select! {
            news = self.heads.changed() => news.map(|()| Waited::News).map_err(|_| draining()),
            () = sleep(self.ledger.feeds().options.heartbeat) => Ok(Waited::NoNews),
            _ = self.stopping.wait_for(|stopping| *stopping) => Err(draining()),
            () = self.messages.closed() => Err(Ended::Gone),
        }
    }

    /// The next entries, packed.
    async fn piece(&self, until: u64) -> Result<Vec<Packed>, Ended> {
        let (from, reader) = (self.at, self.reader);
        let everything = self.views(|views| sees_everything(views, reader))?;
        let piece = piece::off_thread(&self.ledger, move |reads| piece::read(reads, from, until, !everything)).await?;
        let mut whole = Vec::with_capacity(piece.len());
        for some in piece.chunks(ASKED_AT_ONCE) {
            whole.extend(self.views(|views| seen(views, reader, some))?);
        }
        Ok(pack(piece, &whole))
    }

    /// Asks the views, if the reader may still read.
    fn views<T>(&self, ask: impl FnOnce(&Views) -> T) -> Result<T, Ended> {
        let answer = self.ledger.ask(|views| match refusal(views, self.reader, Access::Read) {
            Some(rejection) => Err(Failure::from(Refusal::of(&rejection))),
            None => Ok(ask(views)),
        });
        Ok(answer?)
    }

    /// Sends the head, if the reader has everything up to it; gives whether it was sent.
    async fn say_head(&mut self) -> Result<bool, Ended> {
        self.views(|_| ())?;
        let head = self.ledger.head()?;
        if head.entry_count != self.at.size {
            return Ok(false);
        }
        if head.link != self.at.link.as_bytes() {
            return Err(Status::data_loss("the journal and the head have different links").into());
        }
        self.send(heartbeat(head)).await?;
        Ok(true)
    }

    async fn send(&mut self, message: proto::FollowResponse) -> Result<(), Ended> {
        let most_wait = self.ledger.feeds().options.most_wait;
        tokio::select! {
            biased;
            _ = self.stopping.wait_for(|stopping| *stopping) => Err(draining()),
            room = timeout(most_wait, self.messages.reserve()) => match room {
                Ok(Ok(room)) => {
                    room.send(Ok(message));
                    Ok(())
                }
                Ok(Err(_)) => Err(Ended::Gone),
                Err(_) => Err(Failure::from(FeedEnd::SlowReader { last_index: self.at.size.checked_sub(1) }).into()),
            },
        }
    }
}

fn draining() -> Ended {
    Failure::Unavailable(Unavailable::Draining).into()
}
