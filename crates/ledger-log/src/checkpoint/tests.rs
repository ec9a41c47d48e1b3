use super::{Checkpoint, MalformedCheckpoint, NotOpened, NotSigned};
use crate::Hash;
use crate::note::{MalformedName, Note, SignerKey};
use crate::tree::{EMPTY_ROOT, TreeHead};
use proptest::prelude::*;

const ROOT: &str = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

fn signer(name: &str, seed: u8) -> SignerKey {
    SignerKey::from_seed(name.parse().unwrap(), &[seed; 32])
}

fn checkpoint(text: &str) -> Result<Checkpoint, MalformedCheckpoint> {
    text.parse()
}

fn sofa() -> Checkpoint {
    checkpoint(&format!("example.com/behind-the-sofa\n20852163\n{ROOT}\n")).unwrap()
}

#[test]
fn the_example_of_the_specification_is_read_and_written_the_same() {
    let sofa = sofa();
    assert_eq!(sofa.origin().as_str(), "example.com/behind-the-sofa");
    assert_eq!(sofa.head().size, 20_852_163);
    assert_eq!(sofa.head().root, Hash::from_base64(ROOT).unwrap());
    assert_eq!(sofa.to_string(), format!("example.com/behind-the-sofa\n20852163\n{ROOT}\n"));
}

#[test]
fn a_number_has_one_text() {
    for size in ["", "00", "07", "+7", "-7", " 7", "7 ", "7_0", "0x7", "٧", "18446744073709551616"] {
        let refused = checkpoint(&format!("log\n{size}\n{ROOT}\n"));
        assert_eq!(refused, Err(MalformedCheckpoint::Size), "{size}");
    }
    for size in ["1", "10", "18446744073709551615"] {
        assert!(checkpoint(&format!("log\n{size}\n{ROOT}\n")).is_ok(), "{size}");
    }
}

#[test]
fn there_are_three_lines_and_no_more() {
    let whole = format!("log\n7\n{ROOT}\n");
    let wrong = ["", "\n", "log\n7\n", &whole[..whole.len() - 1], &format!("{whole}extension\n")];
    for text in wrong {
        assert_eq!(checkpoint(text), Err(MalformedCheckpoint::NotThreeLines), "{text:?}");
    }
    assert_eq!(checkpoint(&format!("{whole}\n")), Err(MalformedCheckpoint::NotThreeLines));
}

#[test]
fn each_line_is_what_it_must_be() {
    let empty = Err(MalformedCheckpoint::Origin(MalformedName::Empty));
    assert_eq!(checkpoint(&format!("\n7\n{ROOT}\n")), empty);
    let space = Err(MalformedCheckpoint::Origin(MalformedName::Forbidden { character: ' ' }));
    assert_eq!(checkpoint(&format!("go.sum database tree\n7\n{ROOT}\n")), space);
    let loose = ROOT.replace("2I=", "2J=");
    assert_eq!(checkpoint(&format!("log\n7\n{loose}\n")), Err(MalformedCheckpoint::Root));
    assert_eq!(checkpoint("log\n7\nAAAA\n"), Err(MalformedCheckpoint::Root));
}

#[test]
fn an_empty_tree_has_one_root() {
    let root = Hash::from_base64(ROOT).unwrap();
    let refused = Err(MalformedCheckpoint::EmptyTreeWithRoot { root });
    assert_eq!(checkpoint(&format!("log\n0\n{ROOT}\n")), refused);
    let empty = TreeHead { size: 0, root: EMPTY_ROOT };
    assert!(Checkpoint::new("log".parse().unwrap(), empty).is_ok());
}

#[test]
fn what_the_log_signs_opens_with_its_key_and_no_other() {
    let log = signer("example.com/behind-the-sofa", 1);
    let note = sofa().sign(&log).unwrap();
    assert_eq!(Checkpoint::open(&note, &log.verifier()), Ok(sofa()));

    let other = signer("example.com/behind-the-sofa", 2);
    let not_signed = NotOpened::NotSignedBy { log: other.name().clone() };
    assert_eq!(Checkpoint::open(&note, &other.verifier()), Err(not_signed));
}

#[test]
fn a_log_neither_signs_nor_vouches_for_anothers_origin() {
    let stranger = signer("example.com/stranger", 1);
    let (origin, key_name) = (sofa().origin().clone(), stranger.name().clone());
    let refused = NotSigned::OriginMismatch { origin: origin.clone(), key_name: key_name.clone() };
    assert_eq!(sofa().sign(&stranger), Err(refused));

    let forced = Note::sign(sofa().to_string(), &stranger).unwrap();
    let refused = NotOpened::OriginMismatch { origin, key_name };
    assert_eq!(Checkpoint::open(&forced, &stranger.verifier()), Err(refused));
}

#[test]
fn a_changed_size_breaks_the_signature() {
    let log = signer("example.com/behind-the-sofa", 1);
    let text = sofa().sign(&log).unwrap().to_string().replace("20852163", "20852164");
    let opened = Checkpoint::open(&text.parse().unwrap(), &log.verifier());
    assert!(matches!(opened, Err(NotOpened::BadSignature(_))));
}

#[test]
fn a_signed_text_that_is_no_checkpoint_is_not_opened() {
    let log = signer("log", 1);
    let note = Note::sign(format!("log\n7\n{ROOT}\nextension\n"), &log).unwrap();
    let malformed = NotOpened::Malformed(MalformedCheckpoint::NotThreeLines);
    assert_eq!(Checkpoint::open(&note, &log.verifier()), Err(malformed));
}

proptest! {
    #[test]
    fn every_checkpoint_is_read_back(size in 1_u64.., root: [u8; 32], origin in "[a-z./]{1,40}") {
        let head = TreeHead { size, root: root.into() };
        let checkpoint = Checkpoint::new(origin.parse().unwrap(), head).unwrap();
        prop_assert_eq!(checkpoint.to_string().parse(), Ok(checkpoint));
    }

    #[test]
    fn no_text_makes_the_parser_panic_and_what_it_reads_it_writes(
        text in "[a-z]{0,3}\n?[0-9+]{0,3}\n?[A-Za-z0-9+/=\n]{0,46}", any: String,
    ) {
        let _ = checkpoint(&any);
        if let Ok(read) = checkpoint(&text) {
            prop_assert_eq!(read.to_string(), text);
        }
    }
}
