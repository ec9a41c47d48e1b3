//! The feed, as it comes from a server: nothing is judged here but its shape.

use super::{NoAnswer, Remote, values};
use crate::exit::Exit;
use crate::failure::Failure;
use api::follow_response::News as Said;
use api::followed_entry::Content as SaidContent;
use ledger_log::{Hash, Leaf, Link};
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::admin_service_client::AdminServiceClient;
use ledger_wire::proto::ledger::v1::audit_service_client::AuditServiceClient;
use std::time::Duration;
use tonic::{Status, Streaming};

/// A server says something every 15 seconds. One that is silent for so long is gone.
const SILENCE: Duration = Duration::from_secs(60);

/// A feed that is open.
pub(crate) struct Feed {
    messages: Streaming<api::FollowResponse>,
}

/// What a feed says next.
pub(crate) enum News {
    /// These entries.
    Entries(Vec<Followed>),
    /// There is nothing newer than this.
    Head(HeadSaid),
}

/// An entry of a feed.
pub(crate) struct Followed {
    pub(crate) index: u64,
    pub(crate) content: Content,
    /// The link after it, as the server says.
    pub(crate) link: Hash,
}

/// An entry, whole or as its leaf.
pub(crate) enum Content {
    Record(Vec<u8>),
    Leaf(Leaf),
}

/// A head, as the server says.
pub(crate) struct HeadSaid {
    pub(crate) size: u64,
    pub(crate) link: Hash,
}

/// Why a feed ended, and whether another try may do better.
pub(crate) struct Cut {
    pub(crate) failure: Failure,
    pub(crate) may_pass: bool,
}

impl Cut {
    /// Of a connection that was not made.
    pub(crate) fn of_opening(failure: Failure) -> Self {
        let may_pass = failure.reason == "unreachable";
        Self { failure, may_pass }
    }

    fn passing(reason: &str, message: &str) -> Self {
        Self { failure: Failure::new(Exit::ToolFailed, reason, message), may_pass: true }
    }
}

impl From<Failure> for Cut {
    fn from(failure: Failure) -> Self {
        Self { failure, may_pass: false }
    }
}

impl From<NoAnswer> for Cut {
    fn from(no: NoAnswer) -> Self {
        let may_pass = no.may_pass();
        let failure = match no {
            // What came before was an answer.
            NoAnswer::Interrupted => Failure::new(Exit::Interrupted, "interrupted", "interrupted"),
            NoAnswer::Said { .. } => no.of_read(),
        };
        Self { failure, may_pass }
    }
}

impl Remote {
    /// The id of the book, from which its first link follows.
    pub(crate) fn book_id(&self) -> Result<[u8; 16], Cut> {
        let mut client = AdminServiceClient::new(self.channel.clone());
        let answer = self.wait(client.get_book(self.request(api::GetBookRequest {})))?;
        let book = answer.book.ok_or_else(|| values::nonsense("book"))?;
        let hex = book.name.strip_prefix("books/").filter(|hex| hex.len() == 32);
        let id = hex.and_then(|hex| u128::from_str_radix(hex, 16).ok()).ok_or_else(|| values::nonsense("name"))?;
        Ok(id.to_be_bytes())
    }

    /// Waits for what must come before the server counts as gone.
    fn hear<T>(&self, what: impl Future<Output = Result<T, Status>>) -> Result<T, Cut> {
        // The clock is asked for inside, where the runtime is.
        let heard = async move { tokio::time::timeout(SILENCE, what).await };
        match self.runtime.block_on(super::or_interrupted(&self.interrupt, heard)) {
            None => Err(NoAnswer::Interrupted.into()),
            Some(Err(_)) => Err(Cut::passing("silent", "the server was silent for a minute")),
            Some(Ok(Err(status))) => Err(NoAnswer::Said { status: Box::new(status), language: self.language }.into()),
            Some(Ok(Ok(heard))) => Ok(heard),
        }
    }
}

impl Feed {
    /// Opens a feed after this entry and link, or from the start.
    pub(crate) fn open(remote: &Remote, after: Option<(u64, Link)>) -> Result<Self, Cut> {
        let mut client = AuditServiceClient::new(remote.channel.clone());
        let ask = api::FollowRequest {
            after_index: after.map(|(index, _)| index),
            link: after.map(|(_, link)| link.as_bytes().to_vec()).unwrap_or_default(),
        };
        let mut request = tonic::Request::new(ask);
        // A feed has no deadline.
        request.metadata_mut().insert("authorization", remote.bearer.clone());
        Ok(Self { messages: remote.hear(client.follow(request))?.into_inner() })
    }

    /// What it says next.
    pub(crate) fn next(&mut self, remote: &Remote) -> Result<News, Cut> {
        let message = remote.hear(self.messages.message())?;
        let message = message.ok_or_else(|| Cut::passing("ended", "the server ended the feed without a word"))?;
        Ok(match message.news.ok_or_else(|| values::nonsense("news"))? {
            Said::Entries(entries) => {
                News::Entries(entries.entries.into_iter().map(followed).collect::<Result<_, _>>()?)
            }
            Said::Heartbeat(head) => {
                News::Head(HeadSaid { size: head.entry_count, link: values::hash(&head.link, "link")? })
            }
        })
    }
}

fn followed(entry: api::FollowedEntry) -> Result<Followed, Failure> {
    let content = match entry.content.ok_or_else(|| values::nonsense("entry"))? {
        SaidContent::Record(bytes) => Content::Record(bytes),
        SaidContent::Leaf(bytes) => Content::Leaf(Leaf::from_hash(values::hash(&bytes, "leaf")?)),
    };
    Ok(Followed { index: entry.index, content, link: values::hash(&entry.link, "link")? })
}
