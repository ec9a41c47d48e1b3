//! Asking a server: one connection, in the name of one API key. What the server answers is taken as its word; the
//! audit is the command that trusts no server.

mod dial;
mod feed;
mod pages;
mod reads;
mod refused;
mod values;

pub(crate) use feed::{Content, Cut, Feed, Followed, HeadSaid, News};
pub(crate) use pages::PAGE_ROWS;

use crate::args::Server;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::run::Desk;
use ledger_wire::words::Language;
use std::cell::OnceCell;
use std::future::Future;
use std::time::Duration;
use tokio::runtime::Runtime;
use tonic::metadata::{Ascii, MetadataValue};
use tonic::transport::Channel;
use tonic::{Request, Response, Status};

/// How long one call may take.
const DEADLINE: Duration = Duration::from_secs(30);
/// How often a waiting call looks for Ctrl-C.
const LOOK: Duration = Duration::from_millis(50);

/// A server, and in whose name it is asked.
pub(crate) struct Remote {
    runtime: Runtime,
    channel: Channel,
    bearer: MetadataValue<Ascii>,
    interrupt: Interrupt,
    language: Language,
    utc_offset_minutes: OnceCell<i16>,
}

/// Why a call gave nothing.
pub(crate) enum NoAnswer {
    /// The server said why.
    Said {
        /// What it said.
        status: Box<Status>,
        /// The language that people are told in.
        language: Language,
    },
    /// Somebody asked to stop; what became of the call is not known.
    Interrupted,
}

impl Remote {
    /// Connects.
    pub(crate) fn open(server: &Server, desk: &Desk<'_>) -> Result<Self, Failure> {
        let bearer = dial::bearer(server.key_file.as_deref())?;
        let endpoint = dial::endpoint(&server.server)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Failure::tool(format!("no runtime for the connection: {error}")))?;
        let interrupt = desk.interrupt.clone();
        let connected = runtime.block_on(or_interrupted(&interrupt, endpoint.connect()));
        let channel = connected.ok_or_else(Failure::interrupted)?.map_err(|error| {
            let why = std::error::Error::source(&error).map_or_else(|| error.to_string(), ToString::to_string);
            Failure::new(Exit::ToolFailed, "unreachable", format!("{} does not answer: {why}", server.server))
        })?;
        let language = desk.look.spoken;
        Ok(Self { runtime, channel, bearer, interrupt, language, utc_offset_minutes: OnceCell::new() })
    }

    /// The connection, for a service's client.
    pub(crate) fn channel(&self) -> Channel {
        self.channel.clone()
    }

    /// A request in the caller's name.
    pub(crate) fn request<T>(&self, message: T) -> Request<T> {
        let mut request = Request::new(message);
        request.set_timeout(DEADLINE);
        request.metadata_mut().insert("authorization", self.bearer.clone());
        request.metadata_mut().insert("accept-language", MetadataValue::from_static(self.language.tag()));
        request
    }

    /// Waits for an answer.
    pub(crate) fn wait<T>(&self, call: impl Future<Output = Result<Response<T>, Status>>) -> Result<T, NoAnswer> {
        match self.runtime.block_on(or_interrupted(&self.interrupt, call)) {
            None => Err(NoAnswer::Interrupted),
            Some(Ok(response)) => Ok(response.into_inner()),
            Some(Err(status)) => Err(NoAnswer::Said { status: Box::new(status), language: self.language }),
        }
    }

    /// Waits for the answer to a question.
    pub(crate) fn read<T>(&self, call: impl Future<Output = Result<Response<T>, Status>>) -> Result<T, Failure> {
        self.wait(call).map_err(NoAnswer::of_read)
    }
}

async fn or_interrupted<T>(interrupt: &Interrupt, call: impl Future<Output = T>) -> Option<T> {
    let asked = async {
        while !interrupt.is_asked() {
            tokio::time::sleep(LOOK).await;
        }
    };
    tokio::select! {
        answer = call => Some(answer),
        () = asked => None,
    }
}
