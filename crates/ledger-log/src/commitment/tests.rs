//! Commitments are kept for ever: their vectors stand in `docs/format/record.md`.

use super::{commitment, hmac_sha256, padded_length};
use crate::hex::decode;
use proptest::prelude::*;

const DOCUMENT: &str = include_str!("../../../../docs/format/record.md");
const BLIND: [u8; 32] = {
    let mut blind = [0; 32];
    let mut at = 1;
    while at < 32 {
        blind[at] = blind[at - 1] + 1;
        at += 1;
    }
    blind
};
const REQUEST: [u8; 16] = *b"\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f";

/// RFC 4231: HMAC fills a shorter key up with zeros, so these keys may be written with 32 bytes.
#[test]
fn hmac_is_that_of_the_rfc() {
    let cases = [
        (
            "4a656665",
            "what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        ),
        (
            "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
            "Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        ),
    ];
    for (key, text, expected) in cases {
        let key = decode(&format!("{key:0<64}")).unwrap();
        assert_eq!(Some(hmac_sha256(&key, &[text.as_bytes()])), decode(expected), "{text}");
    }
}

#[test]
fn commitments_are_those_of_the_document() {
    let block = DOCUMENT.split("```commitments\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    for line in block.lines() {
        let [field, item, value, expected] = line.split(' ').collect::<Vec<_>>().try_into().unwrap();
        let value = bytes(value);
        let made = commitment(&BLIND, field, &REQUEST, item.parse().unwrap(), &value);
        assert_eq!(Some(made), decode(expected), "{line}");
    }
    assert_eq!(block.lines().count(), 9, "the block was read");
}

fn bytes(hex: &str) -> Vec<u8> {
    let pairs = hex.as_bytes().chunks_exact(2); // `-` has none
    pairs.map(|pair| decode::<1>(str::from_utf8(pair).unwrap()).unwrap()[0]).collect()
}

#[test]
fn values_are_filled_up_to_the_next_power_of_two_from_32_on() {
    let lengths = [0, 1, 32, 33, 64, 65, 4_096].map(padded_length);
    assert_eq!(lengths, [32, 32, 32, 64, 64, 128, 4_096]);
}

#[test]
#[should_panic(expected = "a zero byte ends the field")]
fn a_field_cannot_run_into_the_request_id() {
    let _ = commitment(&BLIND, "name\0", &REQUEST, 0, b"");
}

proptest! {
    #[test]
    fn everything_that_is_bound_changes_the_commitment(
        blind: [u8; 32], request: [u8; 16], item: u32, value in prop::collection::vec(any::<u8>(), 0..100), flip: u8,
    ) {
        let made = commitment(&blind, "name", &request, item, &value);
        let flipped = |bytes: &mut [u8]| {
            let at = usize::from(flip) % bytes.len().max(1);
            if let Some(byte) = bytes.get_mut(at) { *byte ^= 1 }
        };
        let (mut other_blind, mut other_request, mut other_value) = (blind, request, value.clone());
        flipped(&mut other_blind);
        flipped(&mut other_request);
        flipped(&mut other_value);
        prop_assert_ne!(made, commitment(&other_blind, "name", &request, item, &value));
        prop_assert_ne!(made, commitment(&blind, "phone", &request, item, &value));
        prop_assert_ne!(made, commitment(&blind, "name", &other_request, item, &value));
        prop_assert_ne!(made, commitment(&blind, "name", &request, item ^ 1, &value));
        if !value.is_empty() {
            prop_assert_ne!(made, commitment(&blind, "name", &request, item, &other_value));
        }
        // The length is hashed: zeros at the end of a value are not those that fill it up.
        prop_assert_ne!(made, commitment(&blind, "name", &request, item, &[&value[..], &[0]].concat()));
    }
}
