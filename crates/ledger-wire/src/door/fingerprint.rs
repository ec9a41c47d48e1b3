//! The fingerprint: what a request asks for, in 16 bytes. It is kept for ever, so its bytes are part of the format
//! (`docs/format/record.md`), and it is over tokens, never over what names a person.

use super::ask::Shape;
use crate::proto::ledger::v1::BatchMode;
use ledger_core::ids::Fingerprint;
use prost::Message;

const CONTEXT: &str = "amanat request fingerprint v1";

/// The fingerprint of these items, in which every identity is hidden already. The request id and `validate_only`
/// are outside of it: a dry run and its act ask for the same.
pub(super) fn fingerprint<M: Message>(method: &str, shape: Shape, items: &[M]) -> Fingerprint {
    let mut hasher = blake3::Hasher::new_derive_key(CONTEXT);
    hasher.update(method.as_bytes()).update(&[0, mode_byte(shape)]);
    hasher.update(&length(items.len()));
    let mut bytes = Vec::new();
    for item in items {
        bytes.clear();
        item.encode_raw(&mut bytes);
        hasher.update(&length(bytes.len())).update(&bytes);
    }
    let mut fingerprint = [0; 16];
    hasher.finalize_xof().fill(&mut fingerprint);
    Fingerprint(fingerprint)
}

/// 0 for a single item, else the number of the mode.
fn mode_byte(shape: Shape) -> u8 {
    match shape {
        Shape::Single { .. } => 0,
        Shape::Batch { mode } if mode == i32::from(BatchMode::Atomic) => 1,
        Shape::Batch { .. } => 2,
    }
}

fn length(count: usize) -> [u8; 8] {
    u64::try_from(count).unwrap_or(u64::MAX).to_be_bytes()
}
