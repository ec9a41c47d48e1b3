//! What all services share: the way to the sequencer, the views, and the bytes for auditors.

use super::feed::Feeds;
use super::known::Known;
use super::vault::{Kept, Vault};
use crate::access::Caller;
use crate::key_index::LookUps;
use crate::sequencer::{Answer, Handle, Refusal, Sealer, SharedViews};
use ledger_core::command::{ListAct, Mode};
use ledger_core::ids::{BookId, Index, PrincipalId};
use ledger_core::views::Views;
use ledger_log::Link;
use ledger_store::vault::VaultError;
use ledger_store::{DataPaths, FileJournal, FileReader, Journal, RealStorage, Storage, TreeReader};
use ledger_wire::door::{Ask, Asked, Door, ListAsk};
use ledger_wire::proto::ledger::v1::{BatchRecorded, GetPaymentFileRequest, GetPaymentFileResponse, Head, Recorded};
use ledger_wire::reads::lists::LineNumbers;
use ledger_wire::reads::{ReadError, View, payments};
use ledger_wire::reply::Reply;
use ledger_wire::status::{Failure, Unavailable};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};
use std::time::Duration;
use tonic::metadata::MetadataValue;
use tonic::{Code, Request, Response, Status};

/// The header of an answer that was given before.
const REPLAY_HEADER: &str = "x-idempotent-replay";

type File = <RealStorage as Storage>::File;

/// What the services hold. Cheap to clone.
#[derive(Clone)]
pub struct Ledger {
    shared: Arc<Shared>,
}

struct Shared {
    sequencer: Handle,
    views: SharedViews,
    door: Door,
    vault: Vault,
    reads: Reads,
    feeds: Feeds,
    keys: LookUps,
    book: BookId,
}

/// What the services have beside the sequencer and the views.
pub(crate) struct Beside {
    /// Personal data.
    pub(crate) vault: Vault,
    /// The bytes that auditors ask for.
    pub(crate) reads: Reads,
    /// The feeds that are open.
    pub(crate) feeds: Feeds,
    /// The key index.
    pub(crate) keys: LookUps,
}

/// The bytes that auditors ask for.
pub struct Reads {
    pub(super) journal: FileReader<File>,
    pub(super) tree: TreeReader<File>,
    pub(super) checkpoint: PathBuf,
    pub(super) genesis: Link,
    book: [u8; 16],
}

impl Reads {
    /// Readers beside the writer.
    #[must_use]
    pub fn new(paths: &DataPaths, journal: &FileJournal<RealStorage>, sealer: &Sealer<RealStorage>) -> Self {
        Self {
            journal: journal.reader(),
            tree: sealer.tree_reader(),
            checkpoint: paths.book.checkpoint(),
            genesis: sealer.genesis(),
            book: *journal.book().as_bytes(),
        }
    }
}

impl Reads {
    /// Where the published checkpoint lies.
    pub(crate) fn checkpoint_path(&self) -> &Path {
        &self.checkpoint
    }

    /// The tree's stored hashes.
    pub(crate) const fn tree(&self) -> &TreeReader<File> {
        &self.tree
    }
}

impl Ledger {
    /// What the services need.
    #[must_use]
    pub(crate) fn new(sequencer: Handle, views: SharedViews, door: Door, beside: Beside) -> Self {
        let Beside { vault, reads, feeds, keys } = beside;
        let book = BookId(reads.book);
        Self { shared: Arc::new(Shared { sequencer, views, door, vault, reads, feeds, keys, book }) }
    }

    /// The views.
    #[must_use]
    pub fn views(&self) -> SharedViews {
        self.shared.views.clone()
    }

    pub(crate) fn reads(&self) -> &Reads {
        &self.shared.reads
    }

    pub(super) fn feeds(&self) -> &Feeds {
        &self.shared.feeds
    }

    /// How far the book is, as the views reflect it.
    pub(super) fn head(&self) -> Result<Head, Status> {
        self.read((), |view, ()| Ok(view.head()))
    }

    /// What the views say at this moment; they are held for no longer than that.
    pub(super) fn ask<T>(&self, ask: impl FnOnce(&Views) -> T) -> T {
        ask(&self.shared.views.read().unwrap_or_else(PoisonError::into_inner).views)
    }

    pub(super) fn door(&self) -> &Door {
        &self.shared.door
    }

    /// The key index.
    pub(super) fn keys(&self) -> &LookUps {
        &self.shared.keys
    }

    /// A request with one item, from the door to the answer.
    pub(super) async fn write<A: Ask, R>(
        &self,
        request: Request<A>,
        respond: impl FnOnce(Recorded) -> R,
    ) -> Result<Response<R>, Status> {
        let (answer, _) = self.answer(request).await?;
        let recorded = reply(&answer)?.single(&self.shared.book).map_err(Failure::from)?;
        Ok(marked(&answer, respond(recorded)))
    }

    /// A request with many items, from the door to the answer.
    pub(super) async fn write_batch<A: Ask, R>(
        &self,
        request: Request<A>,
        respond: impl FnOnce(BatchRecorded) -> R,
    ) -> Result<Response<R>, Status> {
        let (answer, mode) = self.answer(request).await?;
        let recorded = reply(&answer)?.batch(mode).map_err(Failure::from)?;
        Ok(marked(&answer, respond(recorded)))
    }

    /// A step of a list, from the door to the answer.
    pub(super) async fn write_step<A: ListAsk>(&self, request: Request<A>) -> Result<Response<A::Response>, Status> {
        let Shared { door, vault, views, book, .. } = &*self.shared;
        let principal = caller(&request)?;
        let mut blinds = vault.blinds(principal);
        let read = door.read_step(principal, request.into_inner(), &mut blinds, &Known(views));
        let (mut asked, want_indices) = read.map_err(Failure::from)?;
        blinds.all_found().map_err(|failed| vault_failure(&failed))?;
        if let Some(ListAct::Release { list, opened, .. }) = &mut asked.request.list {
            *opened = vault.accounts_for_release(self, *list, door.tokens()).map_err(Failure::from)?;
        }
        let lines = LineNumbers::of(&asked.request);
        let answer = self.decide(asked).await?;
        let lines = self.lines(lines, &answer);
        let recorded = reply(&answer)?.list(want_indices, &lines, book).map_err(Failure::from)?;
        Ok(marked(&answer, A::respond(recorded)))
    }

    /// The lines that the items of an act are about, as they waited before it.
    fn lines(&self, lines: LineNumbers, answer: &Answer) -> Vec<u32> {
        let before = answer.entries.first().map_or(Index(0), |first| first.index);
        let published = self.shared.views.read().unwrap_or_else(PoisonError::into_inner);
        lines.resolve(&published.views, before)
    }

    async fn answer<A: Ask>(&self, request: Request<A>) -> Result<(Answer, Mode), Failure> {
        let Shared { door, vault, views, .. } = &*self.shared;
        let principal = caller(&request)?;
        let mut blinds = vault.blinds(principal);
        let asked = door.read(principal, request.into_inner(), &mut blinds, &Known(views))?;
        blinds.all_found().map_err(|failed| vault_failure(&failed))?;
        let mode = asked.request.mode;
        Ok((self.decide(asked).await?, mode))
    }

    /// Keeps what the request commits to, and then has it decided.
    async fn decide(&self, asked: Asked) -> Result<Answer, Failure> {
        let Asked { request, validate_only, openings } = asked;
        if !validate_only {
            let Shared { vault, views, .. } = &*self.shared;
            let kept = vault.keep(request.principal, request.id, openings, views).await;
            if let Kept::Otherwise = kept.map_err(|failed| vault_failure(&failed))? {
                return self.conflict(request).await;
            }
        }
        self.shared.sequencer.decide(request, validate_only).await.map_err(|refusal| failure(&refusal))
    }

    /// The request id stands for other personal data. If the book knows it, it says so, and records the conflict; if
    /// not, the request that has it is being decided at this moment, or is lost, and this one must not take its place.
    async fn conflict(&self, request: ledger_core::command::Request) -> Result<Answer, Failure> {
        let tried = self.shared.sequencer.decide(request.clone(), true).await.map_err(|refusal| failure(&refusal))?;
        let is_conflict = |entry: &ledger_core::event::Entry| matches!(&entry.event, ledger_core::event::Event::Refused(refused) if refused.conflicts_with.is_some());
        if tried.entries.first().is_some_and(is_conflict) {
            return self.shared.sequencer.decide(request, false).await.map_err(|refusal| failure(&refusal));
        }
        Err(Failure::Unavailable(Unavailable::CommitOutcomeUnknown))
    }

    /// The payments of a list, with what the vault opens for them.
    pub(super) fn payment_file(
        &self,
        caller: PrincipalId,
        ask: GetPaymentFileRequest,
    ) -> Result<GetPaymentFileResponse, Status> {
        let Shared { door, vault, .. } = &*self.shared;
        let open = |commitment: &_| vault.open(commitment);
        self.read(ask, |view, ask| payments::payment_file(view, caller, ask, door.tokens(), open))
    }

    /// A question, answered from the views as they are.
    pub(super) fn read<Q, R>(
        &self,
        ask: Q,
        answer: impl FnOnce(View<'_>, Q) -> Result<R, ReadError>,
    ) -> Result<R, Status> {
        let published = self.shared.views.read().unwrap_or_else(PoisonError::into_inner);
        let view = View { views: &published.views, link: Some(*published.link.as_bytes()) };
        answer(view, ask).map_err(|error| Failure::from(error).into())
    }
}

/// Who calls.
pub(super) fn caller<A>(request: &Request<A>) -> Result<PrincipalId, Failure> {
    let Caller(principal) = request.extensions().get::<Caller>().copied().ok_or(Failure::Unauthenticated)?;
    Ok(principal)
}

fn reply(answer: &Answer) -> Result<Reply, Status> {
    let reply = match answer.link_after {
        Some(link) => Reply::of(&answer.entries, link.as_bytes()),
        None => Reply::dry_run(&answer.entries),
    };
    reply.map_err(|error| Status::internal(error.to_string()))
}

/// Nothing was decided, because the vault could not be read or written first.
fn vault_failure(failed: &VaultError) -> Failure {
    tracing::error!(%failed, "the vault failed; nothing was decided");
    Failure::Unavailable(Unavailable::StoreReadOnly)
}

/// Why the sequencer gave no answer, as a client is told.
fn failure(refusal: &Refusal) -> Failure {
    match refusal {
        Refusal::QueueFull => {
            Failure::OverLimit { limit: "requests waiting".to_owned(), retry_after: Duration::from_millis(50) }
        }
        Refusal::Stopping => Failure::Unavailable(Unavailable::Draining),
        Refusal::NotWritten(_) => Failure::Unavailable(Unavailable::StoreReadOnly),
        Refusal::Fenced => Failure::Unavailable(Unavailable::WriterFenced),
        Refusal::OutcomeUnknown(_) => Failure::Unavailable(Unavailable::CommitOutcomeUnknown),
        Refusal::Clock(_) => Failure::Other { code: Code::Unavailable, message: refusal.to_string() },
        Refusal::Unreadable(_) => Failure::Other { code: Code::DataLoss, message: refusal.to_string() },
    }
}

fn marked<R>(answer: &Answer, message: R) -> Response<R> {
    let mut response = Response::new(message);
    if answer.replayed {
        response.metadata_mut().insert(REPLAY_HEADER, MetadataValue::from_static("true"));
    }
    response
}
