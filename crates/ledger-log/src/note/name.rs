//! The name of a key, which for a log is also its origin.

use std::{fmt, str::FromStr};

/// A key's name: 1 to 255 bytes without spaces, control characters or `+`. Usually a URL without scheme.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyName(String);

/// Why the text names no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MalformedName {
    /// Nothing there.
    #[error("the name is empty")]
    Empty,
    /// Longer than [`KeyName::MAX_BYTES`].
    #[error("the name has {length_bytes} bytes; at most {} are allowed", KeyName::MAX_BYTES)]
    TooLong {
        /// Its length.
        length_bytes: usize,
    },
    /// A space of any kind, a control character, or a plus sign.
    #[error("the name contains {character:?}")]
    Forbidden {
        /// The first one.
        character: char,
    },
}

impl KeyName {
    /// Longest name.
    pub const MAX_BYTES: usize = 255;

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for KeyName {
    type Err = MalformedName;

    fn from_str(text: &str) -> Result<KeyName, MalformedName> {
        match text.len() {
            0 => return Err(MalformedName::Empty),
            1..=KeyName::MAX_BYTES => (),
            length_bytes => return Err(MalformedName::TooLong { length_bytes }),
        }
        let forbidden = |c: &char| c.is_whitespace() || *c < ' ' || *c == '+';
        match text.chars().find(forbidden) {
            None => Ok(KeyName(text.to_owned())),
            Some(character) => Err(MalformedName::Forbidden { character }),
        }
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{KeyName, MalformedName};

    #[test]
    fn a_name_has_no_spaces_no_plus_and_at_most_255_bytes() {
        assert!("example.com/کتاب".parse::<KeyName>().is_ok());
        assert!("n".repeat(255).parse::<KeyName>().is_ok());
        let too_long = Err(MalformedName::TooLong { length_bytes: 256 });
        assert_eq!("n".repeat(256).parse::<KeyName>(), too_long);
        assert_eq!("".parse::<KeyName>(), Err(MalformedName::Empty));
        for character in ['+', ' ', '\n', '\t', '\0', '\u{85}', '\u{a0}', '\u{2003}', '\u{3000}'] {
            let forbidden = Err(MalformedName::Forbidden { character });
            assert_eq!(format!("a{character}b").parse::<KeyName>(), forbidden);
        }
    }
}
