//! An entry of the core as its canonical bytes.

use super::{FORMAT, events};
use crate::proto::record::v1 as proto;
use ledger_core::event::{Entry, RequestHead};
use prost::Message;

/// The 16 random bytes of an entry, which keep its leaf from being guessed from its content.
pub type Blind = [u8; 16];

/// Appends the canonical bytes of `entry` to `out`.
pub fn encode_into(entry: &Entry, blind: &Blind, out: &mut Vec<u8>) {
    let message = to_message(entry, blind);
    out.reserve(message.encoded_len());
    message.encode_raw(out);
}

fn to_message(entry: &Entry, blind: &Blind) -> proto::Entry {
    let Entry { ruleset, index, recorded_at, principal, head, event } = entry;
    proto::Entry {
        format: FORMAT,
        ruleset: *ruleset,
        index: index.0,
        recorded_at_us: recorded_at.micros(),
        principal: principal.0,
        blind: blind.to_vec(),
        head: head.as_ref().map(proto::RequestHead::from),
        event: Some(events::to_message(event)),
    }
}

impl From<&RequestHead> for proto::RequestHead {
    fn from(head: &RequestHead) -> Self {
        let RequestHead { request, item_count, entry_count } = *head;
        let (request_id, fingerprint) =
            request.map_or_else(Default::default, |(id, fingerprint)| (id.0.to_vec(), fingerprint.0.to_vec()));
        Self { request_id, fingerprint, item_count, entry_count }
    }
}
