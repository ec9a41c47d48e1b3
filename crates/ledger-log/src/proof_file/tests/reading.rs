//! One proof, one text.

use super::{enclosing, proof};
use crate::note::MalformedNote;
use crate::proof_file::{Enclosed, EntryTooLong, MAX_EXTRA_BYTES, MAX_PROOF_FILE_BYTES, MAX_PROOF_HASHES};
use crate::proof_file::{MalformedExtra, MalformedProofFile, MalformedProofLines, ProofFile, ProofFileRefused};
use proptest::prelude::*;

const HASH: &str = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";
const NOTE: &str = "text\n\n— a AAAAAAA=\n";

fn parsed(text: &str) -> Result<ProofFile, MalformedProofFile> {
    text.parse()
}

fn file(middle: &str) -> Result<ProofFile, MalformedProofFile> {
    parsed(&format!("c2sp.org/tlog-proof@v1\n{middle}\n{NOTE}"))
}

#[test]
fn a_file_is_header_extra_index_hashes_and_checkpoint() {
    let plain = file(&format!("index 73894\n{HASH}\n{HASH}\n")).unwrap();
    assert_eq!((plain.index(), plain.extra(), plain.hashes().len()), (73_894, None, 2));
    assert_eq!(plain.checkpoint().to_string(), NOTE);
    let extra = file("extra ZXh0cmE=\nindex 0\n").unwrap();
    assert_eq!((extra.index(), extra.extra(), extra.hashes().len()), (0, Some(b"extra".as_slice()), 0));
    assert_eq!(file("extra \nindex 0\n").unwrap().extra(), Some(b"".as_slice()), "no bytes are some extra data");
}

#[test]
fn each_fault_of_a_file_is_named() {
    let header = Err(MalformedProofFile::Header);
    assert_eq!(parsed(""), header);
    assert_eq!(parsed("c2sp.org/tlog-proof@v1"), header);
    assert_eq!(parsed(&format!("c2sp.org/tlog-proof@v2\nindex 0\n\n{NOTE}")), header);
    assert_eq!(parsed(&format!("c2sp.org/tlog-proof@v1\r\nindex 0\n\n{NOTE}")), header);
    for extra in ["extra !!\nindex 0\n", "extra ZXh0cmE\nindex 0\n", "extra ZXh0cmF=\nindex 0\n"] {
        assert_eq!(file(extra), Err(MalformedProofFile::Extra), "{extra}");
    }
    let indices = ["", "index\n", "index 01\n", "index +1\n", "index -5\n", "index x\n", "index 0 \n", "Index 0\n"];
    for index in indices.into_iter().chain(["index 18446744073709551616\n", "index 0\r\n", "extra\nindex 0\n"]) {
        assert_eq!(file(index), Err(MalformedProofFile::Index), "{index}");
    }
    assert_eq!(file("index 0\nextra ZXh0cmE=\n"), Err(MalformedProofLines::NotAHash { line: 1 }.into()));
    assert_eq!(file(&format!("index 0\n{HASH}\nAAAA\n")), Err(MalformedProofLines::NotAHash { line: 2 }.into()));
    let no_blank = format!("c2sp.org/tlog-proof@v1\nindex 0\n{HASH}\n");
    assert_eq!(parsed(&no_blank), Err(MalformedProofLines::NoBlankLine.into()));
    assert_eq!(parsed("c2sp.org/tlog-proof@v1\nindex 0\n\n"), Err(MalformedNote::NoBlankLine.into()));
    assert_eq!(ProofFile::parse(b"c2sp.org/\xff"), Err(MalformedProofFile::NotUtf8 { valid_bytes: 9 }));
}

#[test]
fn a_file_is_bounded() {
    let hashes = |count: usize| file(&format!("index 0\n{}", format!("{HASH}\n").repeat(count)));
    let full = hashes(MAX_PROOF_HASHES).unwrap();
    assert_eq!(hashes(MAX_PROOF_HASHES + 1), Err(MalformedProofLines::TooMany.into()));
    let mut one_more = full.hashes().to_vec();
    one_more.push(one_more[0]);
    let refused = ProofFileRefused::TooManyHashes { hashes: MAX_PROOF_HASHES + 1 };
    assert_eq!(ProofFile::new(0, one_more, full.checkpoint().clone()), Err(refused));

    let longest = full.clone().with_extra(vec![7; MAX_EXTRA_BYTES]).unwrap();
    assert_eq!(parsed(&longest.to_string()), Ok(longest));
    let refused = ProofFileRefused::ExtraTooLong { size_bytes: MAX_EXTRA_BYTES + 1 };
    assert_eq!(full.with_extra(vec![7; MAX_EXTRA_BYTES + 1]), Err(refused));
    let base64 = format!("{}AAA=", "AAAA".repeat(MAX_EXTRA_BYTES / 3));
    assert_eq!(file(&format!("extra {base64}\nindex 0\n")), Err(MalformedProofFile::ExtraTooLong));
    let too_long = MalformedProofFile::TooLong { size_bytes: MAX_PROOF_FILE_BYTES + 1 };
    assert_eq!(ProofFile::parse(&vec![b'\n'; MAX_PROOF_FILE_BYTES + 1]), Err(too_long));
}

#[test]
fn what_is_enclosed_is_an_entry_and_its_openings() {
    let enclosed = Enclosed::decode(b"\x00\x02abopen").unwrap();
    assert_eq!((enclosed.entry(), enclosed.openings()), (b"ab".as_slice(), b"open".as_slice()));
    assert_eq!(enclosed.encode(), b"\x00\x02abopen");
    for short in [b"".as_slice(), b"\x00", b"\x00\x02a", b"\xff\xff"] {
        assert_eq!(Enclosed::decode(short), Err(MalformedExtra { size_bytes: short.len() }));
    }
    assert_eq!(Enclosed::new(vec![0; 65_536], vec![]), Err(EntryTooLong { size_bytes: 65_536 }));
    assert_eq!(Enclosed::new(vec![9; 65_535], vec![]).unwrap().encode()[..3], [0xff, 0xff, 9]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn every_file_is_read_back(size in 1_u64..200, at: u64, openings: Option<Vec<u8>>) {
        let index = at % size;
        let mut proof = proof(index, size, &[4]);
        if let Some(openings) = openings {
            proof = proof.with_extra(enclosing(index, &openings)).unwrap();
        }
        prop_assert_eq!(parsed(&proof.to_string()), Ok(proof));
    }

    #[test]
    fn what_is_read_is_written_the_same(at in 0_usize..900, byte: u8) {
        let mut bytes = proof(3, 9, &[4, 5]).with_extra(enclosing(3, b"o")).unwrap().to_string().into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Ok(read) = ProofFile::parse(&bytes) {
            prop_assert_eq!(read.to_string().into_bytes(), bytes);
        }
    }

    #[test]
    fn no_bytes_make_the_parsers_panic(bytes: Vec<u8>, text in "[ =\na-zA-Z0-9+/]{0,80}") {
        let _ = ProofFile::parse(&bytes);
        let _ = Enclosed::decode(&bytes);
        let _ = file(&text);
        let _ = file(&format!("extra {text}"));
        let _ = file(&format!("index 1\n{text}"));
    }
}
