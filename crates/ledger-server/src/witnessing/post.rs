//! `POST <url>/add-checkpoint`, bounded in bytes and time. There is no TLS here: what is sent is public and signed, and what
//! comes back is verified; an address of `https` needs a proxy.

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::header::{CONTENT_TYPE, HOST};
use hyper::{Request, client::conn::http1};
use hyper_util::rt::TokioIo;
use ledger_log::witness::MAX_ANSWER_BYTES;
use std::str::FromStr;
use std::time::Duration;
use tokio::net::TcpStream;

/// How long a witness may take.
const MOST_WAIT: Duration = Duration::from_secs(5);

/// Where a witness is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    host: String,
    path: String,
}

impl FromStr for Address {
    type Err = &'static str;

    fn from_str(url: &str) -> Result<Self, Self::Err> {
        let rest =
            url.strip_prefix("http://").ok_or("a witness's address begins with http://; there is no TLS here")?;
        let (authority, path) = rest.split_once('/').map_or((rest, ""), |(authority, path)| (authority, path));
        if authority.is_empty() || authority.contains(['@', '?', '#', ' ']) || path.contains(['?', '#', ' ']) {
            return Err("a witness's address is http://<host>[:<port>][/<path>]");
        }
        let port_follows = authority.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok());
        let host = if port_follows { authority.to_owned() } else { format!("{authority}:80") };
        let path = path.trim_end_matches('/');
        let path = if path.is_empty() { "/add-checkpoint".to_owned() } else { format!("/{path}/add-checkpoint") };
        Ok(Self { host, path })
    }
}

/// Status and body of the answer.
///
/// # Errors
/// Why there was none, in words.
pub(super) async fn post(address: &Address, body: String) -> Result<(u16, Vec<u8>), String> {
    match tokio::time::timeout(MOST_WAIT, exchange(address, body)).await {
        Ok(answer) => answer,
        Err(_) => Err(format!("no answer in {} s", MOST_WAIT.as_secs())),
    }
}

async fn exchange(address: &Address, body: String) -> Result<(u16, Vec<u8>), String> {
    let stream = TcpStream::connect(&address.host).await.map_err(|error| error.to_string())?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(|error| error.to_string())?;
    let speaking = tokio::spawn(connection);
    let request = Request::post(&address.path)
        .header(HOST, &address.host)
        .header(CONTENT_TYPE, "text/plain; charset=utf-8")
        .body(Full::new(Bytes::from(body)))
        .map_err(|error| error.to_string())?;
    let answer = sender.send_request(request).await.map_err(|error| error.to_string())?;
    let status = answer.status().as_u16();
    let body = Limited::new(answer.into_body(), MAX_ANSWER_BYTES).collect().await;
    speaking.abort();
    let body = body.map_err(|error| error.to_string())?.to_bytes().to_vec();
    Ok((status, body))
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn an_address_is_a_host_and_a_path() {
        let of = |url: &str| url.parse::<Address>().map(|address| (address.host, address.path));
        let expect = |host: &str, path: &str| Ok((host.to_owned(), path.to_owned()));
        assert_eq!(of("http://127.0.0.1:7380"), expect("127.0.0.1:7380", "/add-checkpoint"));
        assert_eq!(of("http://witness.example/"), expect("witness.example:80", "/add-checkpoint"));
        assert_eq!(of("http://[::1]:9/a/b/"), expect("[::1]:9", "/a/b/add-checkpoint"));
        for wrong in ["https://witness.example", "witness.example", "http://", "http://u@h", "http://h/a?b"] {
            assert!(of(wrong).is_err(), "{wrong}");
        }
    }
}
