//! The few texts that may stand in an entry: codes and public names, bounded and printable.
//! Nothing here may hold a person's name: persons are tokens and references.

use core::fmt;

/// Why a text is not a [`Code`] or a [`Name`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadText {
    /// Nothing in it.
    #[error("must not be empty")]
    Empty,
    /// Longer than `most` bytes.
    #[error("is {size} bytes long; at most {most} are allowed")]
    TooLong {
        /// What came.
        size: usize,
        /// What is allowed.
        most: usize,
    },
    /// A character that does not belong, at a byte position.
    #[error("has a character that is not allowed at byte {at}")]
    BadCharacter {
        /// Byte position, from 0.
        at: usize,
    },
}

/// A short code: printable ASCII without spaces, 1 to 64 bytes. Codes of areas, offices and programmes, bank
/// references, decision numbers.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Code(Box<str>);

impl Code {
    /// The most bytes that a code may have.
    pub const MOST: usize = 64;

    /// Takes `text` as a code.
    ///
    /// # Errors
    /// [`BadText`] if it is empty, too long, or has a space, a control or a non-ASCII character.
    pub fn new(text: &str) -> Result<Self, BadText> {
        bounded(text, Self::MOST)?;
        match text.bytes().position(|b| !b.is_ascii_graphic()) {
            Some(at) => Err(BadText::BadCharacter { at }),
            None => Ok(Self(text.into())),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A public name of an area or a programme: 1 to 128 bytes of UTF-8 without control characters and without
/// marks that turn the direction of the text round.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Name(Box<str>);

impl Name {
    /// The most bytes that a name may have.
    pub const MOST: usize = 128;

    /// Takes `text` as a name.
    ///
    /// # Errors
    /// [`BadText`] if it is empty, too long, or has a control or direction mark.
    pub fn new(text: &str) -> Result<Self, BadText> {
        bounded(text, Self::MOST)?;
        match text.char_indices().find(|(_, c)| c.is_control() || turns_direction(*c)) {
            Some((at, _)) => Err(BadText::BadCharacter { at }),
            None => Ok(Self(text.into())),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn bounded(text: &str, most: usize) -> Result<(), BadText> {
    match text.len() {
        0 => Err(BadText::Empty),
        size if size > most => Err(BadText::TooLong { size, most }),
        _ => Ok(()),
    }
}

/// Unicode's explicit direction marks: in a stored name they could make one name look like another.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::{BadText, Code, Name};

    #[test]
    fn a_code_is_short_printable_ascii() {
        assert!(Code::new("IR-06").is_ok());
        assert_eq!(Code::new(""), Err(BadText::Empty));
        assert_eq!(Code::new("a b"), Err(BadText::BadCharacter { at: 1 }));
        assert!(Code::new(&"x".repeat(65)).is_err());
    }

    #[test]
    fn a_name_may_be_persian_but_never_turns_its_direction() {
        assert!(Name::new("چهارمحال و بختیاری").is_ok());
        assert!(Name::new("مردم\u{200c}نهاد").is_ok());
        assert_eq!(Name::new("a\u{202e}b"), Err(BadText::BadCharacter { at: 1 }));
        assert!(Name::new("a\nb").is_err());
    }
}
