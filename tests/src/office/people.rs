//! The principals of the organisation and their keys, which the clients draw.

use crate::caller::Caller;
use crate::draw::Draw;
use crate::server::Server;
use sha2::{Digest, Sha256};

/// A principal, with the key that only it knows.
#[derive(Clone, Debug)]
pub struct Post {
    /// The principal: the index of its admission.
    pub principal: u64,
    /// Its API key.
    pub key: String,
}

impl Post {
    /// A principal that was admitted, with its key.
    #[must_use]
    pub fn known(principal: u64, key: &str) -> Self {
        Self { principal, key: key.to_owned() }
    }

    /// The principal, calling this server over a connection of its own.
    #[must_use]
    pub fn at(&self, server: &Server) -> Caller {
        server.caller(&self.key)
    }
}

/// A key that a client draws for itself.
pub(super) fn draw_key(draw: &mut Draw) -> String {
    format!("key_{}{}", draw.request_id(), draw.request_id())
}

/// What the register is told of a key.
#[must_use]
pub fn key_hash(key: &str) -> Vec<u8> {
    Sha256::digest(key.as_bytes()).to_vec()
}
