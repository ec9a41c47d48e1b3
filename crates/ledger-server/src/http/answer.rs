//! What is answered, and the headers that go with it.

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{
    ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, WWW_AUTHENTICATE, X_CONTENT_TYPE_OPTIONS,
};
use hyper::{Response, StatusCode};

/// What never changes may be kept for ever, by everybody or by the one who asked.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
const FOR_EVER_BY_YOU: &str = "private, max-age=31536000, immutable";
const NEVER: &str = "no-cache";

/// An answer.
pub(super) enum Answer {
    /// The newest checkpoint.
    Checkpoint(String),
    /// A tile of hashes.
    Tile(Vec<u8>),
    /// A bundle of entries.
    Bundle(Vec<u8>),
    /// Not there, or not yet.
    NotFound(String),
    /// Nobody that the book knows asked for entries.
    Unauthenticated,
    /// Somebody asked for entries who is no auditor.
    Forbidden(String),
    /// Something else than GET or HEAD.
    NotAllowed,
    /// It cannot be told now.
    Unavailable(String),
}

impl Answer {
    pub(super) fn into_response(self, is_head: bool) -> Response<Full<Bytes>> {
        let status = match self {
            Self::Checkpoint(_) | Self::Tile(_) | Self::Bundle(_) => StatusCode::OK,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::Unauthenticated => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::NotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        };
        let (kept, more): (&str, Option<(HeaderName, &str)>) = match self {
            Self::Tile(_) => (FOR_EVER, None),
            Self::Bundle(_) => (FOR_EVER_BY_YOU, None),
            Self::Unauthenticated => (NEVER, Some((WWW_AUTHENTICATE, "Bearer"))),
            Self::NotAllowed => (NEVER, Some((ALLOW, "GET, HEAD"))),
            Self::Checkpoint(_) | Self::NotFound(_) | Self::Forbidden(_) | Self::Unavailable(_) => (NEVER, None),
        };
        let (content, body) = match self {
            Self::Tile(bytes) | Self::Bundle(bytes) => ("application/octet-stream", bytes),
            Self::Checkpoint(text) => ("text/plain; charset=utf-8", text.into_bytes()),
            Self::NotFound(why) | Self::Forbidden(why) | Self::Unavailable(why) => {
                ("text/plain; charset=utf-8", line(&why))
            }
            Self::Unauthenticated => ("text/plain; charset=utf-8", line("entries are for auditors: send an API key")),
            Self::NotAllowed => ("text/plain; charset=utf-8", line("only GET and HEAD")),
        };
        let mut response = Response::builder()
            .status(status)
            .header(CONTENT_TYPE, content)
            .header(CONTENT_LENGTH, body.len())
            .header(CACHE_CONTROL, kept)
            .header(X_CONTENT_TYPE_OPTIONS, "nosniff");
        if let Some((name, value)) = more {
            response = response.header(name, value);
        }
        let body = if is_head { Bytes::new() } else { Bytes::from(body) };
        // Every name and value above is a plain one.
        response.body(Full::new(body)).unwrap_or_default()
    }
}

fn line(text: &str) -> Vec<u8> {
    format!("{text}\n").into_bytes()
}
