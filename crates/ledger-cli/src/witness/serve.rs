//! The witness over HTTP/1.1: `POST /add-checkpoint`, bounded in bytes, connections and time.

use super::answer::{Answer, Witness};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::run::Desk;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{ALLOW, CONTENT_TYPE};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode, server::conn::http1};
use hyper_util::rt::{TokioIo, TokioTimer};
use ledger_log::witness::MAX_REQUEST_BYTES;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc};

const MOST_CONNECTIONS: usize = 64;
const MOST_WAIT: Duration = Duration::from_secs(15);
const MOST_HEAD_BYTES: usize = 16 * 1024;
/// How often it is looked whether somebody pressed Ctrl-C.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// Serves until it is interrupted.
pub(super) fn run(witness: Witness, listen: SocketAddr, desk: &mut Desk<'_>, logs: &[String]) -> Result<Exit, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::tool(error.to_string()))?;
    runtime.block_on(async {
        let unheard = |error: std::io::Error| Failure::usage(format!("--listen {listen}: {error}"));
        let listener = TcpListener::bind(listen).await.map_err(unheard)?;
        let address = listener.local_addr().map_err(unheard)?;
        writeln!(desk.out, "Witness on http://{address}/ for {}.", logs.join(", "))?;
        desk.out.flush()?;
        let (say, mut said) = mpsc::channel(MOST_CONNECTIONS);
        let accepting = tokio::spawn(accept(listener, Arc::new(witness), say));
        loop {
            tokio::select! {
                Some(line) = said.recv() => writeln!(desk.err, "{line}")?,
                () = interrupted(&desk.interrupt) => break,
            }
        }
        accepting.abort();
        Ok(Exit::Verified)
    })
}

async fn interrupted(interrupt: &Interrupt) {
    while !interrupt.is_asked() {
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

async fn accept(listener: TcpListener, witness: Arc<Witness>, say: mpsc::Sender<String>) {
    let room = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&room).acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            tokio::task::yield_now().await;
            continue;
        };
        let (witness, say) = (Arc::clone(&witness), say.clone());
        tokio::spawn(async move {
            connection(stream, witness, say).await;
            drop(place);
        });
    }
}

async fn connection(stream: TcpStream, witness: Arc<Witness>, say: mpsc::Sender<String>) {
    let service = service_fn(|request| {
        let (witness, say) = (Arc::clone(&witness), say.clone());
        async move { Ok::<_, Infallible>(respond(request, witness, say).await) }
    });
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(MOST_WAIT).max_buf_size(MOST_HEAD_BYTES);
    // A client that went away is not worth a word.
    let _ = server.serve_connection(TokioIo::new(stream), service).await;
}

async fn respond(
    request: Request<Incoming>,
    witness: Arc<Witness>,
    say: mpsc::Sender<String>,
) -> Response<Full<Bytes>> {
    if request.uri().path() != "/add-checkpoint" {
        return plain(StatusCode::NOT_FOUND, "here is POST /add-checkpoint\n");
    }
    if request.method() != Method::POST {
        let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, "");
        response.headers_mut().insert(ALLOW, hyper::header::HeaderValue::from_static("POST"));
        return response;
    }
    let body = Limited::new(request.into_body(), MAX_REQUEST_BYTES).collect();
    let body = match tokio::time::timeout(MOST_WAIT, body).await {
        Ok(Ok(body)) => body.to_bytes(),
        Ok(Err(_)) => return plain(StatusCode::BAD_REQUEST, "the request could not be read, or is too long\n"),
        Err(_) => return plain(StatusCode::REQUEST_TIMEOUT, "the request did not come to its end\n"),
    };
    let decided = tokio::task::spawn_blocking(move || witness.add_checkpoint(&body)).await;
    let Ok(Answer { status, media_type, body, said }) = decided else {
        return plain(StatusCode::SERVICE_UNAVAILABLE, "");
    };
    if let Some(line) = said {
        let _ = say.try_send(line);
    }
    let response = Response::builder().status(status).header(CONTENT_TYPE, media_type);
    // Every status and media type is one of ours.
    response.body(Full::new(Bytes::from(body))).unwrap_or_default()
}

fn plain(status: StatusCode, text: &'static str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from_static(text.as_bytes())));
    *response.status_mut() = status;
    response
}
