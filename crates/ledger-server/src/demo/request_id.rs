//! Ids of requests: the same seed and step give the same id, so that a ceremony that is played again gets the first
//! answers and goes on where it stopped.

use sha2::{Digest, Sha256};

/// The id of a step: a UUID (version 8, RFC 9562) made of the seed and the step's name.
#[must_use]
pub fn request_id(seed: u64, step: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(b"amanat demo request\0");
    hash.update(seed.to_be_bytes());
    hash.update(step.as_bytes());
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    bytes[6] = (bytes[6] & 0x0f) | 0x80;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

#[cfg(test)]
mod tests {
    use super::request_id;

    #[test]
    fn a_step_has_one_id_and_shares_it_with_no_other() {
        let id = request_id(1404, "gifts/0");
        assert_eq!(id, request_id(1404, "gifts/0"));
        assert_ne!(id, request_id(1404, "gifts/1"));
        assert_ne!(id, request_id(1405, "gifts/0"));
        assert_eq!(id.len(), 36);
        assert_eq!(id.as_bytes()[14], b'8');
    }
}
