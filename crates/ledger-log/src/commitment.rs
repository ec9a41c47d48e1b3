//! Commitments: they bind an entry to a datum that the entry does not show.
//!
//! ```text
//! HMAC-SHA-256(blind, "amanat/commit/v1" ‖ 00 ‖ field ‖ 00 ‖ request id ‖ u32_be item ‖ u32_be length ‖ padded value)
//! ```
//!
//! Whoever is shown blind and value can check them; nobody else can guess the value, however few values there are,
//! because the blind is 32 random bytes. A commitment is made before an entry has an index, so it names the request.
//! Normative, with vectors: `docs/format/record.md`.

#[cfg(test)]
mod tests;

use sha2::{Digest, Sha256};

/// Separates these hashes from every other use of HMAC-SHA-256.
const CONTEXT: &[u8] = b"amanat/commit/v1";
/// The shortest padded value.
const LEAST_PADDED: usize = 32;
/// The block of SHA-256, to which HMAC fills its key up with zeros.
const BLOCK: usize = 64;

/// The commitment to `value` as the `field` of an item of a request.
///
/// # Panics
/// If the field holds a zero byte, which ends it in what is hashed, or the value has 4 GiB: names of fields are fixed,
/// and values were bounded where they came in.
#[must_use]
pub fn commitment(blind: &[u8; 32], field: &str, request_id: &[u8; 16], item: u32, value: &[u8]) -> [u8; 32] {
    assert!(!field.contains('\0'), "a zero byte ends the field");
    let Ok(length) = u32::try_from(value.len()) else { panic!("a committed value is bounded") };
    let zeros = vec![0; padded_length(value.len()) - value.len()];
    hmac_sha256(
        blind,
        &[CONTEXT, &[0], field.as_bytes(), &[0], request_id, &item.to_be_bytes(), &length.to_be_bytes(), value, &zeros],
    )
}

/// The length to which a value is filled up with zeros before it is hashed: 32, 64, 128… bytes.
#[must_use]
pub const fn padded_length(length: usize) -> usize {
    if length <= LEAST_PADDED { LEAST_PADDED } else { length.next_power_of_two() }
}

/// HMAC of RFC 2104 over `parts`, one after the other. A key of 32 bytes is never hashed first.
fn hmac_sha256(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let inner = parts.iter().fold(keyed(key, 0x36), Digest::chain_update).finalize();
    keyed(key, 0x5c).chain_update(inner).finalize().into()
}

fn keyed(key: &[u8; 32], pad: u8) -> Sha256 {
    let mut block = [pad; BLOCK];
    for (padded, byte) in block.iter_mut().zip(key) {
        *padded ^= byte;
    }
    Sha256::new_with_prefix(block)
}
