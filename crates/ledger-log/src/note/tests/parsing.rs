//! What is read as a note, and what is not.

use super::{EXAMPLE, TEXT, signer};
use crate::note::{MAX_NOTE_BYTES, MAX_SIGNATURES, MalformedLine, MalformedName, MalformedNote, Note};
use proptest::prelude::*;

fn parsed(text: &str) -> Result<Note, MalformedNote> {
    text.parse()
}

fn fault_of_line(line: &str) -> MalformedLine {
    match parsed(&format!("text\n\n{line}\n")) {
        Err(MalformedNote::Line { line: 1, fault }) => fault,
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn the_last_blank_line_divides_text_from_signatures() {
    let line = "— a AAAAAAA=";
    let note = parsed(&format!("one\n\ntwo\n\n{line}\n")).unwrap();
    assert_eq!(note.text(), "one\n\ntwo\n");
    assert_eq!(note.signatures().len(), 1);
    assert_eq!(note.signatures()[0].to_string(), line);
    assert_eq!(note.signatures()[0].signature(), [0]);
    assert_eq!(parsed("\n\n— a AAAAAAA=\n").unwrap().text(), "\n", "a text of one empty line");
}

#[test]
fn each_fault_of_a_note_is_named() {
    let line = "— a AAAAAAA=";
    assert_eq!(parsed(""), Err(MalformedNote::NoBlankLine));
    assert_eq!(parsed(&format!("text\n{line}\n")), Err(MalformedNote::NoBlankLine));
    assert_eq!(parsed("text\n\n"), Err(MalformedNote::NoSignatures));
    assert_eq!(parsed(&format!("text\n\n{line}")), Err(MalformedNote::NoFinalNewline));
    assert_eq!(parsed("te\rxt\n\n"), Err(MalformedNote::ControlCharacter { at_byte: 2 }));
    assert_eq!(parsed(&format!("text\n\n{line}\n\n")), Err(MalformedNote::NoSignatures));
    assert_eq!(Note::parse(b"a\xff\n\n"), Err(MalformedNote::NotUtf8 { valid_bytes: 1 }));
    let second = MalformedNote::Line { line: 2, fault: MalformedLine::NoEmDash };
    assert_eq!(parsed(&format!("text\n\n{line}\nmore\n")), Err(second));
}

#[test]
fn each_fault_of_a_signature_line_is_named() {
    assert_eq!(fault_of_line("- a AAAAAAA="), MalformedLine::NoEmDash);
    assert_eq!(fault_of_line("—a AAAAAAA="), MalformedLine::NoEmDash);
    assert_eq!(fault_of_line("— a"), MalformedLine::NoSpace);
    assert_eq!(fault_of_line("—  AAAAAAA="), MalformedLine::Name(MalformedName::Empty));
    let plus = MalformedName::Forbidden { character: '+' };
    assert_eq!(fault_of_line("— a+b AAAAAAA="), MalformedLine::Name(plus));
    let long = format!("— {} AAAAAAA=", "n".repeat(256));
    let too_long = MalformedName::TooLong { length_bytes: 256 };
    assert_eq!(fault_of_line(&long), MalformedLine::Name(too_long));
    assert_eq!(fault_of_line("— a AAAAAAA"), MalformedLine::Base64);
    assert_eq!(fault_of_line("— a AAAAAAB="), MalformedLine::Base64, "loose bits");
    assert_eq!(fault_of_line("— a AAAAAAA= "), MalformedLine::Base64);
    assert_eq!(fault_of_line("— a AAAAAA=="), MalformedLine::TooShort { length_bytes: 4 });
    assert_eq!(fault_of_line("— a "), MalformedLine::TooShort { length_bytes: 0 });
}

#[test]
fn sixteen_signatures_are_read_and_more_than_the_limit_are_not() {
    let line = "— a AAAAAAA=\n";
    let count = |lines: usize| parsed(&format!("text\n\n{}", line.repeat(lines)));
    assert_eq!(count(16).unwrap().signatures().len(), 16);
    let full = count(MAX_SIGNATURES).unwrap();
    assert_eq!(count(MAX_SIGNATURES + 1), Err(MalformedNote::TooManySignatures));
    let one_more = full.with_signature(signer(1).sign("text\n"));
    assert_eq!(one_more, Err(MalformedNote::TooManySignatures));
}

#[test]
fn a_note_may_have_a_mebibyte_and_not_a_byte_more() {
    let empty = Note::sign("\n".to_owned(), &signer(1)).unwrap().to_string().len();
    let text = |length: usize| format!("{}\n", "x".repeat(length));
    let longest = Note::sign(text(MAX_NOTE_BYTES - empty), &signer(1)).unwrap();
    assert_eq!(longest.to_string().len(), MAX_NOTE_BYTES);
    assert_eq!(longest.to_string().parse(), Ok(longest));
    let too_long = MalformedNote::TooLong { size_bytes: MAX_NOTE_BYTES + 1 };
    assert_eq!(Note::sign(text(MAX_NOTE_BYTES - empty + 1), &signer(1)), Err(too_long));
    assert_eq!(Note::parse(&vec![b'\n'; MAX_NOTE_BYTES + 1]), Err(too_long));
}

proptest! {
    #[test]
    fn no_bytes_make_the_parser_panic(bytes: Vec<u8>) {
        let _ = Note::parse(&bytes);
        let _ = Note::parse(&[TEXT.as_bytes(), b"\n", &bytes, b"\n"].concat());
    }

    #[test]
    fn what_is_read_is_written_the_same(at in 0..EXAMPLE.len(), byte: u8) {
        let mut bytes = EXAMPLE.as_bytes().to_vec();
        bytes[at] = byte;
        if let Ok(note) = Note::parse(&bytes) {
            prop_assert_eq!(note.to_string().into_bytes(), bytes);
        }
    }

    #[test]
    fn what_is_signed_is_read_back(text in "[^\\x00-\\x1f]{0,40}(\n[^\\x00-\\x1f]{0,40}){0,5}") {
        let note = Note::sign(format!("{text}\n"), &signer(3)).unwrap();
        prop_assert_eq!(note.to_string().parse(), Ok(note.clone()));
        prop_assert!(note.verify(&[signer(3).verifier()]).is_ok());
    }
}
