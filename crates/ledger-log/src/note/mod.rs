//! Signed notes (C2SP signed-note): text that people can read, and lines that say who signed it.
//!
//! A note that was only parsed says nothing: trust its text after [`Note::verify`] or
//! [`Note::signatures_by`] found a signature of a key that the caller brought.

mod key_id;
mod key_text;
mod line;
mod name;
mod signer;
mod verifier;
mod verify;

pub use key_id::{KeyId, SignatureType};
pub use key_text::MalformedKey;
pub use line::{MalformedLine, SignatureLine};
pub use name::{KeyName, MalformedName};
pub(crate) use signer::Seed;
pub use signer::SignerKey;
pub(crate) use verifier::PublicKey;
pub use verifier::{Verifier, VerifierKey};
pub use verify::{BadSignature, NotVerified};

use std::{fmt, str::FromStr};

/// Longest note, signatures included.
pub const MAX_NOTE_BYTES: usize = 1 << 20;

/// Most signature lines; the specification asks for 16 at least.
pub const MAX_SIGNATURES: usize = 100;

/// A text and the signature lines below it. Always well-formed; verified only by those who verify it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<SignatureLine>,
}

/// Why the bytes are no note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MalformedNote {
    /// Longer than [`MAX_NOTE_BYTES`].
    #[error("the note has {size_bytes} bytes; at most {MAX_NOTE_BYTES} are read")]
    TooLong {
        /// Length of the note.
        size_bytes: usize,
    },
    /// Not UTF-8.
    #[error("the note is not UTF-8 after byte {valid_bytes}")]
    NotUtf8 {
        /// How many bytes are.
        valid_bytes: usize,
    },
    /// A control character other than newline.
    #[error("the note has a control character at byte {at_byte}")]
    ControlCharacter {
        /// Where the first one stands.
        at_byte: usize,
    },
    /// The text or the last signature does not end its line.
    #[error("the note's text or its last line has no newline at its end")]
    NoFinalNewline,
    /// No blank line between text and signatures.
    #[error("the note has no blank line before its signatures")]
    NoBlankLine,
    /// Nothing below the blank line.
    #[error("the note has no signature line")]
    NoSignatures,
    /// More lines than [`MAX_SIGNATURES`].
    #[error("the note has more than {MAX_SIGNATURES} signature lines")]
    TooManySignatures,
    /// A line below the blank line is no signature line.
    #[error("signature line {line} of the note is malformed")]
    Line {
        /// Which one, counted from 1.
        line: usize,
        /// What is wrong with it.
        #[source]
        fault: MalformedLine,
    },
}

impl Note {
    /// Puts signature lines below a text. The text ends in a newline; there is one line at least.
    ///
    /// # Errors
    /// [`MalformedNote`] if [`Note::parse`] would not read the outcome.
    pub fn new(text: String, signatures: Vec<SignatureLine>) -> Result<Note, MalformedNote> {
        if !text.ends_with('\n') {
            return Err(MalformedNote::NoFinalNewline);
        }
        refuse_control_characters(&text)?;
        match signatures.len() {
            0 => return Err(MalformedNote::NoSignatures),
            1..=MAX_SIGNATURES => (),
            _ => return Err(MalformedNote::TooManySignatures),
        }
        let note = Note { text, signatures };
        match note.size_bytes() {
            ..=MAX_NOTE_BYTES => Ok(note),
            size_bytes => Err(MalformedNote::TooLong { size_bytes }),
        }
    }

    /// Signs a text, which must end in a newline, with one key.
    ///
    /// # Errors
    /// [`MalformedNote`] if the text is not fit for a note.
    pub fn sign(text: String, signer: &SignerKey) -> Result<Note, MalformedNote> {
        let line = signer.sign(&text);
        Note::new(text, vec![line])
    }

    /// Adds a signature that someone made over [`Note::text`].
    ///
    /// # Errors
    /// [`MalformedNote`] if there would be too many, or too many bytes.
    pub fn with_signature(mut self, line: SignatureLine) -> Result<Note, MalformedNote> {
        self.signatures.push(line);
        Note::new(self.text, self.signatures)
    }

    /// Reads a whole note.
    ///
    /// # Errors
    /// [`MalformedNote`] at the first thing that no note has.
    pub fn parse(bytes: &[u8]) -> Result<Note, MalformedNote> {
        if bytes.len() > MAX_NOTE_BYTES {
            return Err(MalformedNote::TooLong { size_bytes: bytes.len() });
        }
        let whole =
            std::str::from_utf8(bytes).map_err(|fault| MalformedNote::NotUtf8 { valid_bytes: fault.valid_up_to() })?;
        refuse_control_characters(whole)?;
        // The text may have blank lines of its own: the last one separates.
        let blank = whole.rfind("\n\n").ok_or(MalformedNote::NoBlankLine)?;
        let (text, rest) = whole.split_at(blank + 1);
        let signatures = parse_lines(rest.get(1..).unwrap_or_default())?;
        Ok(Note { text: text.to_owned(), signatures })
    }

    /// The text that the signatures are over, with its final newline.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signature lines, in the note's order, of keys known and unknown.
    #[must_use]
    pub fn signatures(&self) -> &[SignatureLine] {
        &self.signatures
    }

    fn size_bytes(&self) -> usize {
        let lines: usize = self.signatures.iter().map(SignatureLine::size_bytes).sum();
        self.text.len() + 1 + lines
    }
}

fn refuse_control_characters(text: &str) -> Result<(), MalformedNote> {
    match text.bytes().position(|byte| byte < b' ' && byte != b'\n') {
        None => Ok(()),
        Some(at_byte) => Err(MalformedNote::ControlCharacter { at_byte }),
    }
}

fn parse_lines(below: &str) -> Result<Vec<SignatureLine>, MalformedNote> {
    if below.is_empty() {
        return Err(MalformedNote::NoSignatures);
    }
    let lines = below.strip_suffix('\n').ok_or(MalformedNote::NoFinalNewline)?;
    let mut signatures = Vec::new();
    for (line, text) in (1..).zip(lines.split('\n')) {
        if line > MAX_SIGNATURES {
            return Err(MalformedNote::TooManySignatures);
        }
        let signature = text.parse().map_err(|fault| MalformedNote::Line { line, fault })?;
        signatures.push(signature);
    }
    Ok(signatures)
}

impl FromStr for Note {
    type Err = MalformedNote;

    fn from_str(text: &str) -> Result<Note, MalformedNote> {
        Note::parse(text.as_bytes())
    }
}

impl fmt::Display for Note {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}", self.text)?;
        self.signatures.iter().try_for_each(|line| writeln!(out, "{line}"))
    }
}

#[cfg(test)]
mod tests;
