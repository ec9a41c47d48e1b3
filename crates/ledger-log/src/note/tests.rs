//! Notes and keys against published vectors, and against everything that is not quite one.

mod keys;
mod parsing;

use super::{MalformedNote, NotVerified, Note, SignerKey, VerifierKey};

/// The vector of C2SP signed-note.
const EXAMPLE_KEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const EXAMPLE: &str = "This is an example message.\n\n\
    — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

/// The vectors of Go's `sumdb/note`.
const PETER_SECRET: &str = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const PETER_KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const ENOCH_KEY: &str = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
const TEXT: &str = "If you think cryptography is the answer to your problem,\n\
    then you don't know what your problem is.\n";
const PETER_LINE: &str =
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const ENOCH_LINE: &str =
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

fn key(text: &str) -> VerifierKey {
    text.parse().unwrap()
}

fn signer(seed: u8) -> SignerKey {
    SignerKey::from_seed(format!("signer-{seed}").parse().unwrap(), &[seed; 32])
}

#[test]
fn the_example_of_the_specification_verifies() {
    let note: Note = EXAMPLE.parse().unwrap();
    assert_eq!(note.text(), "This is an example message.\n");
    let keys = [key(EXAMPLE_KEY)];
    assert_eq!(note.verify(&keys), Ok(vec![&keys[0]]));
    assert_eq!(note.to_string(), EXAMPLE);
    assert_eq!(keys[0].to_string(), EXAMPLE_KEY);
}

#[test]
fn the_same_text_and_key_give_the_note_that_go_gives() {
    let peter = SignerKey::from_secret_text(PETER_SECRET).unwrap();
    assert_eq!(peter.verifier().to_string(), PETER_KEY);
    assert_eq!(peter.secret_text(), PETER_SECRET);
    let note = Note::sign(TEXT.to_owned(), &peter).unwrap();
    assert_eq!(note.to_string(), format!("{TEXT}\n{PETER_LINE}"));
}

#[test]
fn lines_of_unknown_keys_are_ignored_and_known_ones_found() {
    let note: Note = format!("{TEXT}\n{PETER_LINE}{ENOCH_LINE}").parse().unwrap();
    let (peter, enoch) = (key(PETER_KEY), key(ENOCH_KEY));
    assert_eq!(note.verify(std::slice::from_ref(&peter)), Ok(vec![&peter]));
    assert_eq!(note.verify(std::slice::from_ref(&enoch)), Ok(vec![&enoch]));
    let both = [enoch, peter];
    assert_eq!(note.verify(&both), Ok(vec![&both[0], &both[1]]));
}

#[test]
fn a_note_that_no_known_key_signed_is_rejected() {
    let note: Note = EXAMPLE.parse().unwrap();
    assert_eq!(note.verify::<VerifierKey>(&[]), Err(NotVerified::NoKnownSignature));
    assert_eq!(note.verify(&[key(PETER_KEY)]), Err(NotVerified::NoKnownSignature));
}

#[test]
fn a_known_key_with_a_bad_signature_rejects_the_note_whoever_else_signed() {
    let (one, two) = (signer(1), signer(2));
    let forged = two.sign("Another text.\n");
    let note = Note::sign(TEXT.to_owned(), &one).unwrap().with_signature(forged).unwrap();
    let keys = [one.verifier(), two.verifier()];
    let rejected = note.verify(&keys);
    assert!(matches!(rejected, Err(NotVerified::BadSignature(bad)) if bad.name == *two.name()));
    assert!(note.verify(&[one.verifier()]).is_ok(), "an unknown key's bad signature is ignored");
}

#[test]
fn a_key_that_signed_well_and_badly_is_rejected() {
    let one = signer(1);
    let note = Note::sign(TEXT.to_owned(), &one).unwrap();
    let twice = note.clone().with_signature(one.sign(TEXT)).unwrap();
    assert_eq!(twice.signatures_by(&one.verifier()).unwrap().len(), 2);
    let spoiled = note.with_signature(one.sign("Another text.\n")).unwrap();
    assert!(spoiled.verify(&[one.verifier()]).is_err());
}

#[test]
fn the_same_name_with_another_id_is_another_key() {
    let mine = SignerKey::from_seed("shared".parse().unwrap(), &[1; 32]);
    let theirs = SignerKey::from_seed("shared".parse().unwrap(), &[2; 32]);
    let note = Note::sign(TEXT.to_owned(), &theirs).unwrap();
    assert_eq!(note.verify(&[mine.verifier()]), Err(NotVerified::NoKnownSignature));
}

#[test]
fn every_changed_letter_of_the_text_breaks_the_signature() {
    let keys = [key(EXAMPLE_KEY)];
    for at in 0..26 {
        let mut bytes = EXAMPLE.as_bytes().to_vec();
        bytes[at] ^= 1;
        let note = Note::parse(&bytes).unwrap();
        assert!(matches!(note.verify(&keys), Err(NotVerified::BadSignature(_))), "byte {at}");
    }
}

#[test]
fn a_text_that_could_not_be_read_back_is_not_signed() {
    let sign = |text: &str| Note::sign(text.to_owned(), &signer(1)).map(|_| ());
    assert_eq!(sign("no newline"), Err(MalformedNote::NoFinalNewline));
    assert_eq!(sign(""), Err(MalformedNote::NoFinalNewline));
    assert_eq!(sign("a\tb\n"), Err(MalformedNote::ControlCharacter { at_byte: 1 }));
    assert_eq!(sign("two\n\nparagraphs\n"), Ok(()));
}
