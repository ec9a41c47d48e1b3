//! A running server: one thread that decides, services that ask it, health, reflection, and a graceful end.

use crate::access::AccessLayer;
use crate::book::{self, OpenBookError, OpenVaultError, OpenedBook};
use crate::http;
use crate::key_index::{self, IndexerThread};
use crate::language::LanguageLayer;
use crate::sequencer::{Ended, Handle, Published, Sequencer, SharedViews, queue};
pub use crate::service::FeedOptions;
use crate::service::{self, Feeds, Ledger};
use crate::signal::StopSignals;
use crate::witnessing::{WitnessError, Witnesses};
use ledger_store::{DataPaths, Journal, ReadJournal};
use ledger_wire::door::{Door, TokenKeys};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, RwLock};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio_stream::wrappers::TcpListenerStream;
use tonic::transport::Server;
use tonic_reflection::server::v1::{ServerReflection, ServerReflectionServer};

/// How often a checkpoint is signed while entries arrive.
const SEAL_EVERY: Duration = Duration::from_secs(1);
/// How long connections may stay open once the server is to stop.
const MOST_DRAIN: Duration = Duration::from_secs(10);
/// Largest message in and out.
pub const MOST_MESSAGE_BYTES: usize = 4 * 1024 * 1024;

/// How a book is to be served.
#[derive(Debug, Clone)]
pub struct ServeOptions {
    /// Where it lies.
    pub paths: DataPaths,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where tiles are shown over HTTP; nowhere, if it is not said.
    pub http: Option<SocketAddr>,
    /// A policy whose witnesses are asked to cosign each checkpoint; nobody, if it is not said.
    pub witnesses: Option<PathBuf>,
    /// Whether reflection is offered.
    pub reflection: bool,
    /// The most requests that may wait.
    pub queue: usize,
    /// How feeds are served.
    pub feed: FeedOptions,
}

/// Why the server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The book is not served.
    #[error(transparent)]
    Book(#[from] OpenBookError),
    /// Nobody could be paid without what stands in the vault.
    #[error(transparent)]
    Vault(#[from] OpenVaultError),
    /// The witnesses cannot be asked, or this is not the book that they know.
    #[error(transparent)]
    Witness(#[from] WitnessError),
    /// Without TLS keys would travel in the open.
    #[error("{address} is not loopback; without TLS the server listens on loopback only, for example 127.0.0.1:50051")]
    NotLoopback {
        /// The address asked for.
        address: SocketAddr,
    },
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// Why.
        source: std::io::Error,
    },
    /// A thread could not be made, or a service not described.
    #[error("{0}")]
    Setup(String),
}

/// A server that runs.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// Where it shows tiles over HTTP.
    pub http: Option<SocketAddr>,
    /// What opening the book found, for people.
    pub found: String,
    stop: watch::Sender<bool>,
    sequencing: Handle,
    server: tokio::task::JoinHandle<Result<(), tonic::transport::Error>>,
    sequencer: JoinHandle<Ended>,
    indexer: IndexerThread,
    ended: watch::Receiver<bool>,
}

/// Opens the book and serves it.
///
/// # Errors
/// [`StartError`].
pub async fn start(options: &ServeOptions) -> Result<Running, StartError> {
    let (listener, address) = listen(options.listen).await?;
    let http = match options.http {
        Some(address) => Some(listen(address).await?),
        None => None,
    };
    let paths = options.paths.clone();
    let opened = tokio::task::spawn_blocking(move || book::open(&paths))
        .await
        .map_err(|e| StartError::Setup(e.to_string()))??;
    let found = findings(&opened);
    let (stop, stopping) = watch::channel(false);
    let (has_ended, ended) = watch::channel(false);
    let witnesses = guarded(options, &opened).await?;
    let (handle, ledger, sequencer, indexer) = spawn_threads(opened, options, has_ended, stopping.clone())?;
    if let Some(witnesses) = witnesses {
        tokio::spawn(witnesses.run(handle.clone(), stopping.clone()));
    }
    tokio::spawn(seal_regularly(handle.clone(), stopping.clone()));
    let http = http.map(|(listener, address)| {
        tokio::spawn(http::serve(listener, ledger.clone(), stopping.clone()));
        address
    });
    let server = tokio::spawn(serve(listener, ledger, options.reflection, stopping)?);
    Ok(Running { address, http, found, stop, sequencing: handle, server, sequencer, indexer, ended })
}

/// The witnesses, once they have said that this is the book that they know: before anything is signed.
async fn guarded(options: &ServeOptions, opened: &OpenedBook) -> Result<Option<Witnesses>, StartError> {
    let Some(policy) = &options.witnesses else { return Ok(None) };
    let reads = service::Reads::new(&options.paths, &opened.journal, &opened.sealer);
    let mut witnesses = Witnesses::read(policy, options.paths.private.root(), &reads)?;
    witnesses.guard().await?;
    Ok(Some(witnesses))
}

/// Listens on an address of this machine alone.
async fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), StartError> {
    if !address.ip().is_loopback() {
        return Err(StartError::NotLoopback { address });
    }
    let listen_error = |source| StartError::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(listen_error)?;
    let address = listener.local_addr().map_err(listen_error)?;
    Ok((listener, address))
}

fn findings(opened: &OpenedBook) -> String {
    let head = opened.state.next_index().0;
    let cut = opened.recovery.cut.as_ref().map_or_else(String::new, |cut| format!("; cut off: {cut:?}"));
    let tree = if opened.tree_rebuilt { "; the tree was rebuilt" } else { "" };
    format!("{head} entries replayed and checked{cut}{tree}")
}

type Spawned = (Handle, Ledger, JoinHandle<Ended>, IndexerThread);

fn spawn_threads(
    opened: OpenedBook,
    options: &ServeOptions,
    has_ended: watch::Sender<bool>,
    stopping: watch::Receiver<bool>,
) -> Result<Spawned, StartError> {
    let link = opened.journal.head().link;
    let views: SharedViews = Arc::new(RwLock::new(Published { views: opened.views, link }));
    let (handle, inbox) = queue(options.queue);
    let reads = service::Reads::new(&options.paths, &opened.journal, &opened.sealer);
    let door = Door::new(TokenKeys::derive(&opened.keys.tokens), opened.unit);
    let vault = service::Vault::new(book::open_vault(&options.paths.private, &opened.state)?);
    let place = key_index::Place {
        paths: options.paths.book.clone(),
        book: opened.journal.book(),
        genesis: opened.sealer.genesis(),
    };
    let (feed, keys, indexer) = key_index::spawn(place, opened.journal.reader(), views.clone());
    let sequencer = Sequencer::new(opened.state, opened.journal, opened.clock, views.clone(), opened.sealer);
    let sequencer = sequencer.feeding(feed);
    let feeds = Feeds::new(options.feed, sequencer.heads(), stopping);
    let thread = std::thread::Builder::new().name("sequencer".to_owned()).spawn(move || {
        let ended = sequencer.run(inbox);
        has_ended.send_replace(true);
        ended
    });
    let thread = thread.map_err(|error| StartError::Setup(error.to_string()))?;
    let ledger = Ledger::new(handle.clone(), views, door, service::Beside { vault, reads, feeds, keys });
    Ok((handle, ledger, thread, indexer))
}

/// Asks for a checkpoint about every second. One that covers nothing new is not signed.
async fn seal_regularly(handle: Handle, mut stopping: watch::Receiver<bool>) {
    let mut every = tokio::time::interval(SEAL_EVERY);
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = stopping.changed() => return,
            _ = every.tick() => {}
        }
        match handle.seal().await {
            Ok(()) => {}
            Err(Some(error)) => tracing::error!(%error, "no checkpoint was signed"),
            Err(None) => return,
        }
    }
}

fn serve(
    listener: TcpListener,
    ledger: Ledger,
    reflection: bool,
    mut stopping: watch::Receiver<bool>,
) -> Result<impl Future<Output = Result<(), tonic::transport::Error>>, StartError> {
    let reflection = if reflection { Some(reflection_service()?) } else { None };
    let layer = AccessLayer::new(ledger.views());
    Ok(async move {
        let (reporter, health) = tonic_health::server::health_reporter();
        service::report_serving(&reporter, true).await;
        let drained = async move {
            // An error means that nobody can ask us to stop any more, which is a reason to stop.
            let _ = stopping.wait_for(|stop| *stop).await;
            service::report_serving(&reporter, false).await;
        };
        // The language is the outer one: who is not let in hears of it in his own, too.
        let mut spoken = limits(Server::builder()).layer(LanguageLayer).layer(layer);
        let router = spoken.add_service(health).add_optional_service(reflection);
        service::add_all(router, &ledger).serve_with_incoming_shutdown(TcpListenerStream::new(listener), drained).await
    })
}

/// Every limit of the transport, said in one place.
fn limits(server: Server) -> Server {
    server
        .max_concurrent_streams(1_024)
        .http2_max_header_list_size(16 * 1024)
        .http2_max_pending_accept_reset_streams(Some(64))
        .http2_keepalive_interval(Some(Duration::from_secs(30)))
        .http2_keepalive_timeout(Some(Duration::from_secs(20)))
        .initial_stream_window_size(4 * 1024 * 1024)
        .initial_connection_window_size(16 * 1024 * 1024)
        .tcp_nodelay(true)
        .timeout(Duration::from_secs(60))
}

fn reflection_service() -> Result<ServerReflectionServer<impl ServerReflection>, StartError> {
    tonic_reflection::server::Builder::configure()
        .register_encoded_file_descriptor_set(ledger_wire::proto::FILE_DESCRIPTOR_SET)
        .build_v1()
        .map_err(|error| StartError::Setup(error.to_string()))
}

impl Running {
    /// Waits until somebody asks the process to stop, or the sequencer fails.
    pub async fn wait(&mut self, mut stop_signals: StopSignals) {
        tokio::select! {
            () = stop_signals.asked() => {}
            // An error means that the thread is gone.
            _ = self.ended.wait_for(|ended| *ended) => {}
        }
    }

    /// Drains: says NOT_SERVING, answers what was asked, signs a checkpoint. Connections that stay open without
    /// asking anything (somebody watches health, somebody hangs) are waited for a while and then left.
    ///
    /// # Errors
    /// What the sequencer or the transport says, if the end was not a good one.
    pub async fn stop(self) -> Result<(), String> {
        self.stop.send_replace(true);
        let served = match tokio::time::timeout(MOST_DRAIN, self.server).await {
            Ok(served) => served.map_err(|error| error.to_string())?,
            Err(_) => {
                tracing::warn!("connections were still open after {MOST_DRAIN:?}; they are left");
                Ok(())
            }
        };
        self.sequencing.end().await;
        let ended =
            tokio::task::spawn_blocking(move || self.sequencer.join()).await.map_err(|error| error.to_string())?;
        // Last: by now it is fed everything.
        self.indexer.end().await;
        match ended {
            Ok(Ended::Drained) => served.map_err(|error| error.to_string()),
            Ok(Ended::Failed(reason)) => Err(reason),
            Err(_) => Err("the sequencer panicked".to_owned()),
        }
    }
}
