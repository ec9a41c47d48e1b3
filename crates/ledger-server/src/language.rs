//! Says no in the caller's language: the last thing that happens to a refusal on its way out, whoever said it.
//!
//! Codes, reasons and numbers are the same in every language; only the sentence for people is put into another.

use ledger_wire::status::spoken;
use ledger_wire::words::Language;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use tonic::body::Body;
use tonic::codegen::http::{HeaderMap, Request, Response, header::ACCEPT_LANGUAGE};
use tonic::{Code, Status};
use tower::{Layer, Service};

/// Puts the caller's language behind all services.
#[derive(Clone, Copy, Debug, Default)]
pub struct LanguageLayer;

impl<S> Layer<S> for LanguageLayer {
    type Service = Spoken<S>;

    fn layer(&self, inner: S) -> Spoken<S> {
        Spoken { inner }
    }
}

/// A service that is spoken to in the caller's language.
#[derive(Clone)]
pub struct Spoken<S> {
    inner: S,
}

impl<S> Service<Request<Body>> for Spoken<S>
where
    S: Service<Request<Body>, Response = Response<Body>>,
    S::Future: Send + 'static,
{
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let language = language(request.headers());
        let answer = self.inner.call(request);
        match language {
            // What the services say is English.
            Language::English => Box::pin(answer),
            Language::Persian => Box::pin(async move { Ok(put_into(language, answer.await?)) }),
        }
    }
}

fn language(headers: &HeaderMap) -> Language {
    headers
        .get(ACCEPT_LANGUAGE)
        .and_then(|header| header.to_str().ok())
        .map_or_else(Language::default, Language::accepted)
}

/// A refusal is an answer without a message: its status stands in the headers.
fn put_into(language: Language, response: Response<Body>) -> Response<Body> {
    match Status::from_header_map(response.headers()) {
        Some(status) if status.code() != Code::Ok => spoken(status, language).into_http(),
        Some(_) | None => response,
    }
}
