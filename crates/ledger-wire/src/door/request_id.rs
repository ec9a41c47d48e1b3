//! Request ids: a UUID in one of its two usual texts.

use ledger_core::ids::RequestId;

/// Why a text is not a request id.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadRequestId {
    /// Nothing was given.
    #[error("is required")]
    Missing,
    /// Neither 36 characters with hyphens in their places nor 32 without.
    #[error("is not a UUID: 32 hexadecimal digits, with or without its hyphens")]
    NotAUuid,
    /// The UUID of zeros, which every careless client would share.
    #[error("is the UUID of zeros, which is no id")]
    Nil,
}

const HYPHENS: [usize; 4] = [8, 13, 18, 23];

/// Reads a UUID of 36 characters with hyphens, or of 32 without.
///
/// # Errors
/// [`BadRequestId`] if it is anything else.
pub fn parse_request_id(text: &str) -> Result<RequestId, BadRequestId> {
    let digits = match text.len() {
        0 => return Err(BadRequestId::Missing),
        32 => text.as_bytes().to_vec(),
        36 => without_hyphens(text.as_bytes()).ok_or(BadRequestId::NotAUuid)?,
        _ => return Err(BadRequestId::NotAUuid),
    };
    let mut bytes = [0; 16];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = octet(pair).ok_or(BadRequestId::NotAUuid)?;
    }
    if bytes == [0; 16] { Err(BadRequestId::Nil) } else { Ok(RequestId(bytes)) }
}

fn without_hyphens(text: &[u8]) -> Option<Vec<u8>> {
    let in_place = text.iter().enumerate().all(|(at, byte)| (*byte == b'-') == HYPHENS.contains(&at));
    in_place.then(|| text.iter().copied().filter(|byte| *byte != b'-').collect())
}

fn octet(pair: &[u8]) -> Option<u8> {
    let [high, low] = pair else { return None };
    Some(digit(*high)? << 4 | digit(*low)?)
}

fn digit(ascii: u8) -> Option<u8> {
    match ascii {
        b'0'..=b'9' => Some(ascii - b'0'),
        b'a'..=b'f' => Some(ascii - b'a' + 10),
        b'A'..=b'F' => Some(ascii - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{BadRequestId, parse_request_id};

    #[test]
    fn both_texts_of_a_uuid_are_the_same_id() {
        let plain = parse_request_id("0198f0a1b2c37d4e8f00112233445566");
        assert_eq!(plain, parse_request_id("0198F0A1-B2C3-7D4E-8F00-112233445566"));
        assert_eq!(plain.expect("a UUID").0[..3], [0x01, 0x98, 0xf0]);
    }

    #[test]
    fn anything_else_is_no_request_id() {
        assert_eq!(parse_request_id(""), Err(BadRequestId::Missing));
        assert_eq!(parse_request_id("00000000-0000-0000-0000-000000000000"), Err(BadRequestId::Nil));
        for text in [
            "0198f0a1b2c37d4e8f0011223344556",
            "{0198f0a1-b2c3-7d4e-8f00-112233445566}",
            "0198f0a1b-2c3-7d4e-8f00-112233445566",
            "0198f0a1-b2c3-7d4e-8f00-11223344556g",
            "0198f0a1b2c37d4e8f001122334455é",
            "-198f0a1b2c37d4e8f00112233445566",
        ] {
            assert_eq!(parse_request_id(text), Err(BadRequestId::NotAUuid), "{text}");
        }
    }
}
