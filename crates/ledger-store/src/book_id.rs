//! The 16 random bytes that tell one book from every other.

use std::fmt;
use std::str::FromStr;

/// Identity of a book; it stands in `BOOK`, in every frame and in entry 0.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BookId(pub [u8; 16]);

/// The text is not 32 lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a book id is 32 lower-case hexadecimal digits")]
pub struct NotABookId;

impl BookId {
    /// The bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for BookId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

impl fmt::Debug for BookId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "BookId({self})")
    }
}

impl FromStr for BookId {
    type Err = NotABookId;

    fn from_str(text: &str) -> Result<BookId, NotABookId> {
        let digits = text.as_bytes();
        if digits.len() != 32 {
            return Err(NotABookId);
        }
        let mut id = [0_u8; 16];
        for (byte, pair) in id.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = (nibble(pair[0])? << 4) | nibble(pair[1])?;
        }
        Ok(BookId(id))
    }
}

fn nibble(digit: u8) -> Result<u8, NotABookId> {
    match digit {
        b'0'..=b'9' => Ok(digit - b'0'),
        b'a'..=b'f' => Ok(digit - b'a' + 10),
        _ => Err(NotABookId),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_book_id_survives_its_text_and_no_other_spelling_is_taken() {
        let id = BookId([0xA7; 16]);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!("A7".repeat(16).parse::<BookId>(), Err(NotABookId));
        assert_eq!("a7".parse::<BookId>(), Err(NotABookId));
    }
}
