//! The request's body.

use super::request;
use crate::note::MalformedNote;
use crate::witness::TooManyHashes;
use crate::witness::{AddCheckpoint, MAX_PROOF_HASHES, MAX_REQUEST_BYTES, MalformedProofLines, MalformedRequest};
use proptest::prelude::*;

const HASH: &str = "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=";
const NOTE: &str = "text\n\n— a AAAAAAA=\n";

fn parsed(text: &str) -> Result<AddCheckpoint, MalformedRequest> {
    text.parse()
}

#[test]
fn the_example_of_the_specification_is_read_and_written_the_same() {
    let example = "old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
";
    let request = parsed(example).unwrap();
    assert_eq!((request.old_size(), request.proof().len()), (20_852_014, 4));
    assert_eq!(request.claimed_origin(), "example.com/behind-the-sofa");
    assert_eq!(request.checkpoint().signatures().len(), 2);
    assert_eq!(request.to_string(), example);
}

#[test]
fn each_fault_of_a_request_is_named() {
    for old in ["", "old", "old ", "old -1", "old 01", "old +1", "Old 1", "old 1 ", "old  1", "new 1", "old 1\r"] {
        assert_eq!(parsed(&format!("{old}\n\n{NOTE}")), Err(MalformedRequest::OldSize), "{old}");
    }
    assert_eq!(parsed("old 1"), Err(MalformedRequest::OldSize));
    assert_eq!(parsed("old 1\n"), Err(MalformedProofLines::NoBlankLine.into()));
    assert_eq!(parsed(&format!("old 1\nAAAA\n\n{NOTE}")), Err(MalformedProofLines::NotAHash { line: 1 }.into()));
    assert_eq!(parsed("old 1\n\ntext\n"), Err(MalformedNote::NoBlankLine.into()));
    assert_eq!(AddCheckpoint::parse(b"old \xff"), Err(MalformedRequest::NotUtf8 { valid_bytes: 4 }));
}

#[test]
fn sixty_three_hashes_are_read_and_no_more() {
    let hashes = |count: usize| parsed(&format!("old 1\n{}\n{NOTE}", format!("{HASH}\n").repeat(count)));
    let full = hashes(MAX_PROOF_HASHES).unwrap();
    assert_eq!(hashes(MAX_PROOF_HASHES + 1), Err(MalformedProofLines::TooMany.into()));
    let mut one_more = full.proof().to_vec();
    one_more.push(one_more[0]);
    let refused = TooManyHashes { hashes: MAX_PROOF_HASHES + 1 };
    assert_eq!(AddCheckpoint::new(1, one_more, full.checkpoint().clone()), Err(refused));
    let too_long = MalformedRequest::TooLong { size_bytes: MAX_REQUEST_BYTES + 1 };
    assert_eq!(AddCheckpoint::parse(&vec![b'\n'; MAX_REQUEST_BYTES + 1]), Err(too_long));
}

proptest! {
    #[test]
    fn every_request_is_read_back(old_size in 0_u64..50, more in 0_u64..50) {
        let request = request(old_size, (old_size + more).max(1));
        prop_assert_eq!(parsed(&request.to_string()), Ok(request));
    }

    #[test]
    fn what_is_read_is_written_the_same(at in 0_usize..400, byte: u8) {
        let mut bytes = request(5, 9).to_string().into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Ok(read) = AddCheckpoint::parse(&bytes) {
            prop_assert_eq!(read.to_string().into_bytes(), bytes);
        }
    }

    #[test]
    fn no_bytes_make_the_parser_panic(bytes: Vec<u8>, text in "[ =\na-zA-Z0-9+/]{0,80}") {
        let _ = AddCheckpoint::parse(&bytes);
        let _ = parsed(&format!("old 7\n{text}"));
    }
}
