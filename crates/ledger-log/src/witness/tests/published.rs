//! Requests that another witness is tested with: github.com/FiloSottile/torchwood,
//! `internal/witness/witness_test.go` and `cmd/litewitness/testdata`.

use crate::note::VerifierKey;
use crate::tree::ProofError;
use crate::witness::{AddCheckpoint, Latest, MalformedProofLines, MalformedRequest, Refusal};

const ORIGIN: &str = "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562";
const KEY_HEX: &str = "ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f";

const FIRST: &str = "old 0

sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562
1
KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=

— sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562 UgIom7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0+YeSPM3wfUQMFSzVnnNuWRTYrajXpNUbIQY=
";
const TO_THREE: &str = "old 1
KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
KgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=

sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562
3
RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=

— sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562 UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go=
";
const TO_FIVE: &str = "old 1
KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
+fUDV+k970B4I3uKrqJM4aP1lloPZP8mvr2Z4wRw2LI=
KgQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=

sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562
5
QrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=

— sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562 UgIomw/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/ASRcWJi0tW90dJWAShei7sDww=
";

fn keys() -> [VerifierKey; 1] {
    let key: crate::Hash = KEY_HEX.parse().unwrap();
    [VerifierKey::from_bytes(ORIGIN.parse().unwrap(), key.as_bytes()).unwrap()]
}

fn request(text: &str) -> AddCheckpoint {
    let request: AddCheckpoint = text.parse().unwrap();
    assert_eq!(request.to_string(), text);
    request
}

fn after_first() -> Latest {
    request(FIRST).judge(&keys(), None).unwrap().latest().clone()
}

#[test]
fn a_log_grows_from_one_to_three_or_five_as_it_does_there() {
    assert_eq!(request(FIRST).claimed_origin(), ORIGIN);
    for (text, size) in [(TO_THREE, 3), (TO_FIVE, 5)] {
        let accepted = request(text).judge(&keys(), Some(&after_first())).unwrap();
        assert_eq!(accepted.latest().head().size, size);
    }
}

#[test]
fn the_slower_of_two_requests_is_a_conflict() {
    let five = request(TO_FIVE).judge(&keys(), Some(&after_first())).unwrap();
    let refused = request(TO_THREE).judge(&keys(), Some(five.latest()));
    assert_eq!(refused, Err(Refusal::OldSizeNotLatest { latest_size: 5 }));
}

#[test]
fn sixty_four_hashes_are_a_bad_request() {
    let hashes = "KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n".repeat(64);
    let refused = FIRST.replacen("old 0\n", &format!("old 0\n{hashes}"), 1).parse::<AddCheckpoint>();
    assert_eq!(refused, Err(MalformedRequest::Proof(MalformedProofLines::TooMany)));
}

#[test]
fn a_first_checkpoint_with_a_proof_is_inconsistent() {
    let hash = "KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
    let refused = request(&FIRST.replacen("old 0\n", &format!("old 0\n{hash}"), 1)).judge(&keys(), None);
    assert_eq!(refused, Err(Refusal::NotConsistent(ProofError::WrongLength { expected: 0, found: 1 })));
}
