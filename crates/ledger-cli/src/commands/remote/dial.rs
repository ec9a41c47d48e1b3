//! Where to connect, and with which key. A key never travels over a network in the clear.

use crate::failure::Failure;
use std::path::Path;
use std::time::Duration;
use tonic::metadata::{Ascii, MetadataValue};
use tonic::transport::Endpoint;

const CONNECT_DEADLINE: Duration = Duration::from_secs(5);
/// A key is 64 characters or so; a larger file is something else.
const MOST_KEY_BYTES: u64 = 4096;

/// The header that says who asks.
pub(super) fn bearer(key_file: Option<&Path>) -> Result<MetadataValue<Ascii>, Failure> {
    let advice = "a server needs --key-file with your API key; a book's folder needs --data and no key";
    let path = key_file.ok_or_else(|| Failure::usage(advice))?;
    let unreadable = |why: String| Failure::usage(format!("the key file {} cannot be read: {why}", path.display()));
    let size = std::fs::metadata(path).map_err(|error| unreadable(error.to_string()))?.len();
    if size > MOST_KEY_BYTES {
        return Err(unreadable(format!("it has {size} bytes, more than a key")));
    }
    let key = std::fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
    let value = MetadataValue::try_from(format!("Bearer {}", key.trim()));
    let mut value = value.map_err(|_| unreadable("it holds no API key".to_owned()))?;
    value.set_sensitive(true);
    Ok(value)
}

/// The server's address: loopback only, as long as there is no TLS here.
pub(super) fn endpoint(url: &str) -> Result<Endpoint, Failure> {
    let wrong = |why: &str| Failure::usage(format!("--server {url}: {why}"));
    let endpoint = Endpoint::from_shared(url.to_owned()).map_err(|_| wrong("is not a URL"))?;
    if endpoint.uri().scheme_str() != Some("http") {
        return Err(wrong("begins with http://; this version has no TLS"));
    }
    let host = endpoint.uri().host().unwrap_or_default().trim_matches(['[', ']']);
    let is_loopback = host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
    if !is_loopback {
        return Err(wrong("is not on this machine, and without TLS the key would travel in the clear"));
    }
    Ok(endpoint.connect_timeout(CONNECT_DEADLINE))
}
