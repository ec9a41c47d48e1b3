//! The texts of keys.

use super::{EXAMPLE_KEY, PETER_KEY, PETER_SECRET, key, signer};
use crate::note::{MalformedKey, MalformedName, SignerKey, VerifierKey};
use proptest::prelude::*;

fn refused(text: &str) -> MalformedKey {
    text.parse::<VerifierKey>().unwrap_err()
}

#[test]
fn no_part_of_a_key_is_a_key() {
    for (from, to) in (0..=PETER_KEY.len()).flat_map(|from| (from..=PETER_KEY.len()).map(move |to| (from, to))) {
        let whole = (from, to) == (0, PETER_KEY.len());
        assert_eq!(PETER_KEY[from..to].parse::<VerifierKey>().is_ok(), whole);
    }
    for (from, to) in (0..=PETER_SECRET.len()).flat_map(|from| (from..=PETER_SECRET.len()).map(move |to| (from, to))) {
        let whole = (from, to) == (0, PETER_SECRET.len());
        assert_eq!(SignerKey::from_secret_text(&PETER_SECRET[from..to]).is_ok(), whole);
    }
}

#[test]
fn a_key_with_one_letter_changed_is_refused() {
    let next = |letter: char| char::from_u32(u32::from(letter) + 1).unwrap();
    for at in 0..PETER_KEY.len() {
        let changed: String = PETER_KEY.char_indices().map(|(i, c)| if i == at { next(c) } else { c }).collect();
        assert!(changed.parse::<VerifierKey>().is_err(), "{changed}");
    }
    for at in 0..PETER_SECRET.len() {
        let changed: String = PETER_SECRET.char_indices().map(|(i, c)| if i == at { next(c) } else { c }).collect();
        assert!(SignerKey::from_secret_text(&changed).is_err(), "{changed}");
    }
}

#[test]
fn each_fault_of_a_key_is_named() {
    assert_eq!(refused("name+00000000"), MalformedKey::Form);
    assert_eq!(refused(&EXAMPLE_KEY.replace("530d903a", "530D903A")), MalformedKey::Id);
    assert_eq!(refused(&EXAMPLE_KEY.replace("530d903a", "530d903")), MalformedKey::Id);
    assert_eq!(refused(PETER_SECRET), MalformedKey::Id, "a secret key is not taken for a public one");
    assert_eq!(refused(&format!("+{EXAMPLE_KEY}")), MalformedKey::Name(MalformedName::Empty));
    assert_eq!(refused("a+00000000+!"), MalformedKey::Base64);
    assert_eq!(refused("a+00000000+AekyeRrm"), MalformedKey::Length { length_bytes: 6 });
    assert_eq!(refused("a+00000000+"), MalformedKey::Length { length_bytes: 0 });
    assert!(matches!(refused(&format!("a+00000000+{}", "A".repeat(400_000))), MalformedKey::Length { .. }));
    let renamed = EXAMPLE_KEY.replace("foo", "bar");
    assert!(matches!(refused(&renamed), MalformedKey::IdMismatch { .. }));
    // The published keys of Go's tests, of a wrong length and of an unknown type, with fitting ids.
    let long = "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==";
    assert!(matches!(refused(long), MalformedKey::Base64 | MalformedKey::Length { .. }));
    let unknown = "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    assert_eq!(refused(unknown), MalformedKey::Type { expected: 1, found: 0x65 });
    // A witness's key, published by transparency-dev/formats.
    let witness = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";
    assert_eq!(refused(witness), MalformedKey::Type { expected: 1, found: 4 });
}

#[test]
fn a_weak_key_that_accepts_what_nobody_signed_is_refused() {
    let name = "weak".parse().unwrap();
    let mut identity = [0; 32];
    identity[0] = 1;
    assert_eq!(VerifierKey::from_bytes(name, &identity), Err(MalformedKey::Point));
}

#[test]
fn a_plus_sign_inside_the_base64_divides_nothing() {
    let text = "TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6";
    assert_eq!(key(text).to_string(), text);
}

#[test]
fn a_secret_key_does_not_show_its_secret() {
    let peter = SignerKey::from_secret_text(PETER_SECRET).unwrap();
    let shown = format!("{peter:?}");
    assert!(shown.contains(PETER_KEY) && !shown.contains("AYEKFALV"), "{shown}");
}

proptest! {
    #[test]
    fn both_texts_of_a_key_come_back(seed: u8) {
        let secret = signer(seed);
        let again = SignerKey::from_secret_text(&secret.secret_text()).unwrap();
        prop_assert_eq!(again.verifier(), secret.verifier());
        prop_assert_eq!(key(&secret.verifier().to_string()), secret.verifier());
        prop_assert_eq!(again.sign("text\n"), secret.sign("text\n"));
    }

    #[test]
    fn no_text_makes_the_key_parsers_panic(text in ".{0,80}", base64 in "[A-Za-z0-9+/=]{0,50}") {
        let _ = text.parse::<VerifierKey>();
        let _ = format!("n+00000000+{base64}").parse::<VerifierKey>();
        let _ = SignerKey::from_secret_text(&format!("PRIVATE+KEY+n+00000000+{base64}"));
    }
}
