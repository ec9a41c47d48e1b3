//! Bytes as an entry of the core, or a reason why they are none.

use super::error::{BadField, RecordError};
use super::{Blind, FORMAT, NEWEST_RULESET, encode_into, events, field};
use crate::proto::record::v1 as proto;
use ledger_core::event::{Entry, RequestHead};
use ledger_core::ids::{Fingerprint, Index, PrincipalId, RequestId};
use ledger_core::time::Timestamp;
use prost::Message;

/// An entry and the random bytes that hide it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decoded {
    /// The entry.
    pub entry: Entry,
    /// Its random bytes.
    pub blind: Blind,
}

/// Reads the bytes of one entry, and only the bytes that [`encode_into`] would write.
///
/// # Errors
/// [`RecordError`]; one that [`is_newer`](RecordError::is_newer) is no finding but a limit of this reader.
pub fn decode(bytes: &[u8]) -> Result<Decoded, RecordError> {
    match leading_format(bytes) {
        Some(FORMAT) => {}
        Some(format) if format > FORMAT => return Err(RecordError::NewerFormat { format }),
        Some(_) | None => return Err(RecordError::NoFormat),
    }
    // Format and ruleset stand first and second in every version: a ruleset that only turns up later in the bytes is
    // no newer entry but a damaged one.
    let message = proto::Entry::decode(bytes).map_err(|_| RecordError::NotProtobuf);
    message.and_then(|message| read(bytes, message)).map_err(|fault| match leading_ruleset(bytes) {
        Some(ruleset) if ruleset > NEWEST_RULESET => RecordError::NewerRuleset { ruleset },
        Some(_) | None => fault,
    })
}

fn read(bytes: &[u8], message: proto::Entry) -> Result<Decoded, RecordError> {
    let decoded = from_message(message)?;
    let mut again = Vec::new();
    encode_into(&decoded.entry, &decoded.blind, &mut again);
    if again == bytes {
        return Ok(decoded);
    }
    let same = again.iter().zip(bytes).take_while(|(ours, theirs)| ours == theirs);
    Err(RecordError::NotCanonical { at: same.count() })
}

/// The first field, which every version has to begin with: one byte of tag and a short number.
fn leading_format(bytes: &[u8]) -> Option<u32> {
    match bytes {
        [0x08, format, ..] if *format < 0x80 => Some(u32::from(*format)),
        [0x08, low, high, ..] if *high < 0x80 => Some((u32::from(*low) & 0x7f) | u32::from(*high) << 7),
        _ => None,
    }
}

/// The second field: a tag of one byte, then a varint.
fn leading_ruleset(bytes: &[u8]) -> Option<u32> {
    let after_format = bytes.iter().skip(1).position(|byte| *byte < 0x80)?.checked_add(2)?;
    let field = bytes.get(after_format..)?.strip_prefix(&[0x10])?;
    let size = field.iter().take(5).position(|byte| *byte < 0x80)?.checked_add(1)?;
    let value = field.get(..size)?.iter().rev().fold(0_u64, |value, byte| (value << 7) | u64::from(*byte & 0x7f));
    u32::try_from(value).ok()
}

fn from_message(message: proto::Entry) -> Result<Decoded, RecordError> {
    let proto::Entry { format: _, ruleset, index, recorded_at_us, principal, blind, head, event } = message;
    let outside = |bad: BadField| bad.within("entry");
    let entry = Entry {
        ruleset: field::required("ruleset", ruleset).map_err(outside)?,
        index: Index(index),
        recorded_at: Timestamp::from_micros(recorded_at_us),
        principal: PrincipalId(principal),
        head: head.map(RequestHead::try_from).transpose().map_err(outside)?,
        event: events::from_message(event)?,
    };
    Ok(Decoded { entry, blind: field::fixed("blind", &blind).map_err(outside)? })
}

impl TryFrom<proto::RequestHead> for RequestHead {
    type Error = BadField;

    fn try_from(message: proto::RequestHead) -> Result<Self, BadField> {
        let proto::RequestHead { request_id, fingerprint, item_count, entry_count } = message;
        let request = match (request_id.is_empty(), fingerprint.is_empty()) {
            (true, true) => None,
            _ => Some((
                RequestId(field::fixed("head.request_id", &request_id)?),
                Fingerprint(field::fixed("head.fingerprint", &fingerprint)?),
            )),
        };
        Ok(Self { request, item_count, entry_count: field::required("head.entry_count", entry_count)? })
    }
}
