//! The 32 bytes that everything here is about, and their two texts: hex for people, base64 for files.

use crate::hex;
use base64::{Engine, engine::general_purpose::STANDARD};
use std::{fmt, str::FromStr};

/// A SHA-256 tree hash, or the bytes of a BLAKE3 link.
///
/// `Display` and `FromStr` are lower-case hex; checkpoints and proofs use [`Hash::to_base64`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, core::hash::Hash)]
pub struct Hash([u8; 32]);

/// The text is not 32 bytes in the one canonical form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a hash: {length_bytes} bytes of text that are not 32 bytes in canonical form")]
pub struct NotAHash {
    /// Length of the refused text.
    pub length_bytes: usize,
}

impl Hash {
    /// Length of a hash.
    pub const LENGTH_BYTES: usize = 32;

    /// All zero bits; the hash of nothing, fit only to be overwritten.
    pub(crate) const ZERO: Hash = Hash([0; 32]);

    /// Takes 32 bytes for a hash.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Hash {
        Hash(bytes)
    }

    /// The bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Standard base64 with padding, 44 characters.
    #[must_use]
    pub fn to_base64(&self) -> String {
        STANDARD.encode(self.0)
    }

    /// Reads what [`Hash::to_base64`] writes, and no other text of the same bytes.
    ///
    /// # Errors
    /// [`NotAHash`] if the text is anything else.
    pub fn from_base64(text: &str) -> Result<Hash, NotAHash> {
        let refused = NotAHash { length_bytes: text.len() };
        // 44 characters may stand for 31, 32 or 33 bytes, so the buffer has room for 33.
        let mut bytes = [0; 33];
        let length = STANDARD.decode_slice(text, &mut bytes).map_err(|_| refused)?;
        bytes.get(..length).and_then(|decoded| decoded.try_into().ok()).map(Hash).ok_or(refused)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex::write(&self.0, out)
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl FromStr for Hash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Hash, NotAHash> {
        hex::decode(text).map(Hash).ok_or(NotAHash { length_bytes: text.len() })
    }
}

impl From<[u8; 32]> for Hash {
    fn from(bytes: [u8; 32]) -> Hash {
        Hash(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::{Hash, NotAHash};
    use proptest::prelude::*;

    #[test]
    fn only_the_canonical_base64_of_32_bytes_is_a_hash() {
        let text = Hash::from_bytes([7; 32]).to_base64();
        assert_eq!(text, "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=");
        assert_eq!(Hash::from_base64(&text), Ok(Hash::from_bytes([7; 32])));

        let no_padding = &text[..43];
        let loose_bits = text.replace("wc=", "wd=");
        let url_alphabet = text.replace('B', "_");
        let spaced = format!("{text} ");
        let thirty_three = format!("{}wcH", &text[..41]);
        for wrong in ["", no_padding, &loose_bits, &url_alphabet, &spaced, &thirty_three] {
            let refused = NotAHash { length_bytes: wrong.len() };
            assert_eq!(Hash::from_base64(wrong), Err(refused), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn both_texts_come_back(bytes: [u8; 32]) {
            let hash = Hash::from_bytes(bytes);
            prop_assert_eq!(Hash::from_base64(&hash.to_base64()), Ok(hash));
            prop_assert_eq!(hash.to_string().parse(), Ok(hash));
        }

        #[test]
        fn no_text_makes_the_parsers_panic(text: String) {
            let _ = Hash::from_base64(&text);
            let _ = text.parse::<Hash>();
        }
    }
}
