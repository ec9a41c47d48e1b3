//! Encoding and decoding are inverse, and nothing but an encoding is accepted.

use crate::record::{Blind, FORMAT, FieldFault, RecordError, decode, encode_into};
use crate::testing::{any_blind, any_entry, samples};
use ledger_core::event::{Entry, Event};
use proptest::collection::vec;
use proptest::prelude::*;

fn encoded(entry: &Entry, blind: &Blind) -> Vec<u8> {
    let mut bytes = Vec::new();
    encode_into(entry, blind, &mut bytes);
    bytes
}

fn receipt() -> Vec<u8> {
    let (entry, blind) = samples()
        .into_iter()
        .find(|(entry, _)| matches!(entry.event, Event::ReceiptRecorded(_)))
        .expect("a sample of a receipt");
    encoded(&entry, &blind)
}

/// What is accepted has this encoding and no other.
fn accepted_only_if_canonical(bytes: &[u8]) -> Result<(), TestCaseError> {
    if let Ok(decoded) = decode(bytes) {
        prop_assert_eq!(encoded(&decoded.entry, &decoded.blind), bytes);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn an_entry_comes_back_from_its_bytes(entry in any_entry(), blind in any_blind()) {
        let decoded = decode(&encoded(&entry, &blind)).expect("its own encoding");
        prop_assert_eq!(decoded.entry, entry);
        prop_assert_eq!(decoded.blind, blind);
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in vec(any::<u8>(), 0..300)) {
        accepted_only_if_canonical(&bytes)?;
        let mut in_format = vec![0x08, 0x01];
        in_format.extend(&bytes);
        accepted_only_if_canonical(&in_format)?;
    }

    #[test]
    fn a_changed_entry_is_another_entry_or_none(
        entry in any_entry(),
        blind in any_blind(),
        changes in vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..3), 1..4),
    ) {
        let original = encoded(&entry, &blind);
        let mut bytes = original.clone();
        for (place, byte, kind) in changes {
            let at = place.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => drop(bytes.remove(at)),
            }
        }
        accepted_only_if_canonical(&bytes)?;
        if bytes != original && let Ok(decoded) = decode(&bytes) {
            prop_assert_ne!((decoded.entry, decoded.blind), (entry, blind));
        }
    }

    #[test]
    fn an_entry_that_was_cut_or_continued_is_refused(entry in any_entry(), blind in any_blind(), cut: prop::sample::Index) {
        let mut bytes = encoded(&entry, &blind);
        prop_assert!(decode(&bytes[..cut.index(bytes.len())]).is_err());
        bytes.extend([0x08, 0x01]);
        prop_assert!(decode(&bytes).is_err());
    }
}

#[test]
fn a_newer_format_is_told_from_damage() {
    let mut bytes = receipt();
    bytes[1] = 2;
    assert_eq!(decode(&bytes), Err(RecordError::NewerFormat { format: 2 }));
    bytes.splice(1..2, [0xac, 0x02]);
    assert_eq!(decode(&bytes), Err(RecordError::NewerFormat { format: 300 }));
    assert!(decode(&bytes).is_err_and(|error| error.is_newer()));
    for bytes in [&[0x08, 0x00][..], &[0x10, 0x01], &[0x08], &[]] {
        assert_eq!(decode(bytes), Err(RecordError::NoFormat));
    }
    assert_eq!(FORMAT, 1);
}

#[test]
fn an_event_of_a_newer_ruleset_is_told_from_damage() {
    let unknown_event =
        |ruleset| [&[0x08, 0x01, 0x10, ruleset, 0x32, 0x10][..], &[7; 16], &[0xd2, 0x12, 0x00]].concat();
    assert_eq!(decode(&unknown_event(2)), Err(RecordError::NewerRuleset { ruleset: 2 }));
    let unreadable = [&unknown_event(2)[..], &[0xff]].concat();
    assert_eq!(decode(&unreadable), Err(RecordError::NewerRuleset { ruleset: 2 }), "what it is made of cannot be told");
    let damaged = decode(&unknown_event(1)).expect_err("no such event under ruleset 1");
    assert_eq!(damaged.to_string(), "entry: event is missing");
    assert!(!damaged.is_newer());
}

#[test]
fn fields_that_say_nothing_new_are_not_canonical() {
    let bytes = receipt();
    let default_field = [&bytes[..], &[0x18, 0x00]].concat();
    let unknown_field = [&bytes[..], &[0xf8, 0x7f, 0x01]].concat();
    let same_field_twice = [&bytes[..4], &bytes[2..4], &bytes[4..]].concat();
    let padded_number = [&[0x08, 0x01, 0x10, 0x81, 0x00], &bytes[4..]].concat();
    for bytes in [default_field, unknown_field, same_field_twice, padded_number] {
        assert!(matches!(decode(&bytes), Err(RecordError::NotCanonical { .. })), "{:?}", decode(&bytes));
    }
}

#[test]
fn a_field_that_no_entry_can_have_is_named() {
    let mut bytes = receipt();
    let channel = bytes.windows(3).rposition(|three| three == [0x48, 0x01, 0x52]).expect("the channel of the sample");
    bytes[channel + 1] = 0x63;
    let error = decode(&bytes).expect_err("no such channel");
    assert_eq!(error.to_string(), "receipt_recorded: channel has the number 99, which stands for nothing");
    let RecordError::Field { field, .. } = error else { panic!("{error}") };
    assert_eq!(field.fault, FieldFault::UnknownNumber { number: 99 });
}

#[test]
fn a_receipt_is_under_a_hundred_bytes_without_its_blind() {
    let bytes = receipt().len() - 18;
    assert!(bytes < 100, "{bytes}");
}
