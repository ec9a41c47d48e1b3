//! Lower-case hexadecimal, the form in which people read hashes and key ids.
//!
//! Upper case is refused: one value has one text.

use std::fmt;

pub(crate) fn write(bytes: &[u8], out: &mut fmt::Formatter<'_>) -> fmt::Result {
    for byte in bytes {
        write!(out, "{byte:02x}")?;
    }
    Ok(())
}

pub(crate) fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != N.checked_mul(2)? {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let [high, low] = pair else { return None };
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(bytes)
}

fn digit(ascii: u8) -> Option<u8> {
    match ascii {
        b'0'..=b'9' => Some(ascii - b'0'),
        b'a'..=b'f' => Some(ascii - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn one_value_has_one_text() {
        assert_eq!(decode::<2>("0aff"), Some([0x0a, 0xff]));
        for wrong in ["0AFF", "0aff0", "0af", "", "0a f", "+aff", "0é7"] {
            assert_eq!(decode::<2>(wrong), None, "{wrong}");
        }
    }
}
