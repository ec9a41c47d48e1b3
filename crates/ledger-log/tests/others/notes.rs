//! Keys, notes and checkpoints: `signed_note` and `tlog_tiles`.

use ledger_log::checkpoint::Checkpoint;
use ledger_log::note::{KeyName, Note, SignerKey};
use ledger_log::tree::TreeHead;
use proptest::prelude::*;
use signed_note::{Signer, StandardSigner, StandardVerifier, VerifierList};

fn key(seed: [u8; 32]) -> SignerKey {
    SignerKey::from_seed("log.example/کتاب".parse().unwrap(), &seed)
}

fn known(key: &SignerKey) -> VerifierList {
    let verifier = StandardVerifier::new(&key.verifier().to_string()).unwrap();
    VerifierList::new(vec![Box::new(verifier)])
}

#[test]
fn their_key_texts_are_ours() {
    let ours = key([7; 32]);
    let theirs = StandardSigner::new(&ours.secret_text()).unwrap();
    assert_eq!(theirs.name(), ours.name().as_str());
    assert_eq!(theirs.key_id().to_be_bytes(), *ours.id().as_bytes());
}

proptest! {
    #[test]
    fn both_sign_and_accept_the_same(seed: [u8; 32], text in "[^\\x00-\\x1f]{0,40}(\n[^\\x00-\\x1f]{0,40}){0,4}") {
        let text = format!("{text}\n");
        let ours = key(seed);
        let our_note = Note::sign(text.clone(), &ours).unwrap().to_string();

        let mut their_note = signed_note::Note::new(text.as_bytes(), &[]).unwrap();
        their_note.add_sigs(&[&StandardSigner::new(&ours.secret_text()).unwrap()]).unwrap();
        prop_assert_eq!(their_note.to_bytes(), our_note.as_bytes());

        let read = signed_note::Note::from_bytes(our_note.as_bytes()).unwrap();
        prop_assert!(read.verify(&known(&ours)).is_ok());
        let again: Note = our_note.parse().unwrap();
        prop_assert!(again.verify(&[ours.verifier()]).is_ok());
    }

    #[test]
    fn a_changed_note_is_refused_by_both_or_by_neither(at in 0_usize..200, byte in 0_u8..128) {
        let ours = key([7; 32]);
        let mut bytes = Note::sign("one\n\ntwo\n".to_owned(), &ours).unwrap().to_string().into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        let we = Note::parse(&bytes).is_ok_and(|note| note.verify(&[ours.verifier()]).is_ok());
        let they = signed_note::Note::from_bytes(&bytes).is_ok_and(|note| note.verify(&known(&ours)).is_ok());
        prop_assert_eq!(we, they, "{:?}", String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn checkpoints_are_read_both_ways(origin in "[a-z./]{1,30}", size in 1_u64.., root: [u8; 32]) {
        let name: KeyName = origin.parse().unwrap();
        let ours = Checkpoint::new(name, TreeHead { size, root: root.into() }).unwrap();
        let theirs = tlog_tiles::Checkpoint::new(&origin, size, tlog_tiles::Hash(root), "").unwrap();
        prop_assert_eq!(theirs.to_bytes(), ours.to_string().into_bytes());
        let read: Checkpoint = std::str::from_utf8(&theirs.to_bytes()).unwrap().parse().unwrap();
        prop_assert_eq!(read, ours);
    }
}
