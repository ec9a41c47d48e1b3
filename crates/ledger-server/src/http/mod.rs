//! The read side over HTTP, on a port of its own: checkpoint and tiles for everybody, bundles of entries for auditors
//! (C2SP tlog-tiles). It shows what is published and nothing after it, and cannot write.
//!
//! Plaintext, and so loopback only, like gRPC: whoever opens it to others puts a proxy with TLS before it.

mod answer;
mod tiles;

use crate::service::Ledger;
use answer::Answer;
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, server::conn::http1};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};

/// The most connections at a time; whoever comes later waits to be accepted.
const MOST_CONNECTIONS: usize = 256;
/// How long a connection may take to send a request's head, the next one of a kept connection included.
const MOST_HEAD_WAIT: Duration = Duration::from_secs(15);
/// How long an answer may take to be read.
const MOST_EXCHANGE: Duration = Duration::from_secs(60);
/// The most bytes of a request's head. Its body is never read.
const MOST_HEAD_BYTES: usize = 16 * 1024;

/// Serves until it is asked to stop.
pub(crate) async fn serve(listener: TcpListener, ledger: Ledger, mut stopping: watch::Receiver<bool>) {
    let room = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&room).acquire_owned().await else { return };
        let accepted = tokio::select! {
            () = stopped(&mut stopping) => return,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, _)) => {
                let (ledger, stopping) = (ledger.clone(), stopping.clone());
                tokio::spawn(async move {
                    connection(stream, ledger, stopping).await;
                    drop(place);
                });
            }
            // Nothing left to open it with: others may close theirs.
            Err(error) => {
                tracing::warn!(%error, "a connection was not accepted");
                tokio::task::yield_now().await;
            }
        }
    }
}

async fn connection(stream: TcpStream, ledger: Ledger, mut stopping: watch::Receiver<bool>) {
    let service = service_fn(move |request| {
        let ledger = ledger.clone();
        async move { Ok::<_, Infallible>(respond(request, ledger).await) }
    });
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(MOST_HEAD_WAIT).max_buf_size(MOST_HEAD_BYTES);
    let mut served = std::pin::pin!(server.serve_connection(TokioIo::new(stream), service));
    let ended = tokio::select! {
        ended = &mut served => ended,
        () = stopped(&mut stopping) => {
            served.as_mut().graceful_shutdown();
            served.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "an HTTP connection ended");
    }
}

/// Waits until we are to stop. An error means that nobody can ask us any more, which is a reason to stop.
async fn stopped(stopping: &mut watch::Receiver<bool>) {
    let _ = stopping.wait_for(|stop| *stop).await.is_ok();
}

async fn respond(request: Request<Incoming>, ledger: Ledger) -> Response<Full<Bytes>> {
    let is_head = request.method() == Method::HEAD;
    if !is_head && request.method() != Method::GET {
        return Answer::NotAllowed.into_response(false);
    }
    let (path, headers) = (request.uri().path().to_owned(), request.headers().clone());
    let read = tokio::task::spawn_blocking(move || tiles::answer(&ledger, &path, &headers));
    let answer = match tokio::time::timeout(MOST_EXCHANGE, read).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(_)) | Err(_) => Answer::Unavailable("the answer could not be made".to_owned()),
    };
    answer.into_response(is_head)
}
