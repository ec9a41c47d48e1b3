//! The feed: every durable entry in order to whoever follows, whole or as its leaf.
//!
//! One stream has one task, which reads the journal by itself, a bounded piece at a time and off the async threads,
//! and waits for the reader in a bounded queue. It never asks the sequencer, never holds the views while it waits,
//! and sends nothing above the head that the sequencer published.

mod follower;
mod message;
mod piece;
mod places;
mod start;

use super::ledger::Ledger;
use crate::access::Caller;
use follower::Follower;
use ledger_core::ids::PrincipalId;
use ledger_store::Head;
use ledger_wire::proto::ledger::v1 as proto;
use ledger_wire::status::Failure;
use places::{Place, Places};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::{Semaphore, mpsc, watch};
use tokio_stream::Stream;
use tonic::{Request, Response, Status};

/// How many messages may wait for a reader.
const MOST_WAITING: usize = 4;
/// How many tasks may have a block in memory at the same time: a block may be as large as the largest batch.
const MOST_READING: usize = 4;

/// How feeds are served.
#[derive(Debug, Clone, Copy)]
pub struct FeedOptions {
    /// After how long without news the head is sent.
    pub heartbeat: Duration,
    /// For how long a full queue may wait for its reader before the feed is cut off.
    pub most_wait: Duration,
    /// The most feeds of one principal at the same time.
    pub most_each: usize,
    /// The most feeds of all together.
    pub most: usize,
}

impl Default for FeedOptions {
    fn default() -> Self {
        Self { heartbeat: Duration::from_secs(15), most_wait: Duration::from_secs(30), most_each: 8, most: 256 }
    }
}

/// What all feeds share.
pub(crate) struct Feeds {
    options: FeedOptions,
    places: Arc<Places>,
    /// The head up to which the views reflect the book.
    heads: watch::Receiver<Head>,
    /// Whether the server is about to stop.
    stopping: watch::Receiver<bool>,
    reading: Arc<Semaphore>,
}

impl Feeds {
    /// Feeds that follow `heads` until `stopping`.
    pub(crate) fn new(options: FeedOptions, heads: watch::Receiver<Head>, stopping: watch::Receiver<bool>) -> Self {
        let places = Arc::new(Places::new(options.most, options.most_each));
        Self { options, places, heads, stopping, reading: Arc::new(Semaphore::new(MOST_READING)) }
    }
}

type Message = Result<proto::FollowResponse, Status>;

/// A feed on its way to its reader. Its place is free when it is gone.
pub struct Feed {
    messages: mpsc::Receiver<Message>,
    _place: Place,
}

impl Stream for Feed {
    type Item = Message;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Message>> {
        self.messages.poll_recv(context)
    }
}

/// Begins a feed, or says why not.
pub(super) async fn follow(ledger: &Ledger, request: Request<proto::FollowRequest>) -> Result<Response<Feed>, Status> {
    let caller = request.extensions().get::<Caller>().copied();
    let Caller(reader) = caller.ok_or(Failure::Unauthenticated)?;
    let after = start::read(request.into_inner())?;
    let place = ledger.feeds().places.take(reader)?;
    let at = start::place(ledger, after).await?;
    Ok(Response::new(Feed { messages: spawn(ledger, reader, at)?, _place: place }))
}

fn spawn(ledger: &Ledger, reader: PrincipalId, at: Head) -> Result<mpsc::Receiver<Message>, Status> {
    // One more, kept for how the feed ends: that can be said to whoever does not read, too.
    let (messages, receiver) = mpsc::channel(MOST_WAITING.saturating_add(1));
    let end = messages.clone().try_reserve_owned().map_err(|_| Status::internal("a new queue has no room"))?;
    let follower = Follower::new(ledger.clone(), reader, at, messages);
    tokio::spawn(async move {
        if let Some(why) = follower.run().await {
            end.send(Err(why));
        }
    });
    Ok(receiver)
}
