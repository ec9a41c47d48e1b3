//! Whatever comes, an answer comes back: the file or what is wrong with it.

use super::{HEAD, line, list};
use crate::sheets::{Declared, read_list, read_results};
use crate::words::{Language, finding};
use proptest::prelude::*;

/// Reads the bytes as both kinds of file, and says all that is found, in both languages.
fn read(bytes: &[u8]) {
    let findings = [
        read_list(bytes, &Declared::default()).map_or_else(|findings| findings, |read| read.warnings),
        read_results(bytes).map_or_else(|findings| findings, |read| read.warnings),
    ];
    for one in findings.iter().flat_map(|findings| findings.as_slice()) {
        for language in Language::ALL {
            assert!(!finding(one, language).is_empty());
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_have_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        read(&bytes);
    }

    #[test]
    fn any_lines_below_a_header_have_an_answer(text in "([^,;\t\n\"]{0,6}[,;\t\n\"]){0,60}") {
        read(format!("{HEAD}\n{text}").as_bytes());
        read(format!("line;sheba;amount;status;reason;reference\n{text}").as_bytes());
    }

    #[test]
    fn a_list_with_a_changed_byte_has_an_answer(place in 0..700_usize, byte: u8) {
        let mut bytes = list(&(1..=8).map(line).collect::<Vec<_>>()).into_bytes();
        let place = place % bytes.len();
        bytes[place] = byte;
        read(&bytes);
    }
}
