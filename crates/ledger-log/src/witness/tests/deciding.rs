//! What a witness cosigns, and what it answers otherwise.

use super::{head, keys, latest, log, request, signed, witness};
use crate::checkpoint::Checkpoint;
use crate::cosignature::stated_time_seconds;
use crate::note::{Note, SignerKey};
use crate::tree::TreeHead;
use crate::witness::{AddCheckpoint, Fork, Latest, NoFork, Refusal};
use proptest::prelude::*;

fn refused(request: &AddCheckpoint, latest: Option<&Latest>) -> (u16, Refusal) {
    let refusal = request.judge(&keys(), latest).unwrap_err();
    (refusal.status(), refusal)
}

fn with(old_size: u64, note: Note) -> AddCheckpoint {
    AddCheckpoint::new(old_size, vec![], note).unwrap()
}

#[test]
fn a_first_checkpoint_and_one_that_extends_the_latest_are_cosigned() {
    for (known, size) in [(None, 1), (None, 9), (Some(1), 9), (Some(9), 9), (Some(9), 10), (Some(64), 200)] {
        let record = known.map(latest);
        let accepted = request(known.unwrap_or(0), size).judge(&keys(), record.as_ref()).unwrap();
        assert_eq!(accepted.latest().head(), head(size));
        let line = accepted.cosign(&witness(9), 1_700_000_000).unwrap();
        assert_eq!(stated_time_seconds(&line), Some(1_700_000_000));
        let note = signed(head(size)).with_signature(line).unwrap();
        assert_eq!(note.signatures_by(&witness(9).verifier()).unwrap().len(), 1);
    }
}

#[test]
fn a_tree_without_leaves_is_cosigned_once_it_has_its_one_root() {
    assert!(request(0, 0).judge(&keys(), None).is_ok());
    let text = format!("log.example\n0\n{}\n", head(1).root.to_base64());
    let forced = with(0, Note::sign(text, &log()).unwrap());
    assert_eq!(refused(&forced, None), (422, Refusal::EmptyTreeWithRoot { root: head(1).root }));
}

#[test]
fn an_unknown_log_is_answered_404_and_a_foreign_signature_403() {
    let stranger = SignerKey::from_seed("stranger.example".parse().unwrap(), &[2; 32]);
    let theirs = Checkpoint::new(stranger.name().clone(), head(3)).unwrap().sign(&stranger).unwrap();
    assert_eq!(refused(&with(0, theirs), None), (404, Refusal::UnknownOrigin));

    let impostor = SignerKey::from_seed("log.example".parse().unwrap(), &[2; 32]);
    let forged = Checkpoint::new(log().name().clone(), head(3)).unwrap().sign(&impostor).unwrap();
    let not_signed = Refusal::NotSigned { log: log().name().clone() };
    assert_eq!(refused(&with(0, forged), None), (403, not_signed));

    let changed = signed(head(3)).to_string().replace("\n3\n", "\n4\n").parse().unwrap();
    assert!(matches!(refused(&with(0, changed), None), (403, Refusal::BadSignature(_))));
}

#[test]
fn a_log_with_two_keys_may_sign_with_either() {
    let second = SignerKey::from_seed("log.example".parse().unwrap(), &[2; 32]);
    let note = Checkpoint::new(log().name().clone(), head(3)).unwrap().sign(&second).unwrap();
    let both = [log().verifier(), second.verifier()];
    assert!(with(0, note.clone()).judge(&both, None).is_ok());
    let [first, second] = both;
    assert!(with(0, note).judge(&[second, first], None).is_ok());
}

#[test]
fn a_signed_text_with_more_lines_is_answered_400() {
    let text = format!("{}extension\n", signed(head(3)).text());
    let request = with(0, Note::sign(text, &log()).unwrap());
    assert!(matches!(refused(&request, None), (400, Refusal::Malformed(_))));
}

#[test]
fn an_old_size_beyond_the_checkpoint_is_answered_400() {
    let refusal = Refusal::OldSizeBeyondNew { old_size: 5, size: 4 };
    assert_eq!(refused(&with(5, signed(head(4))), Some(&latest(5))), (400, refusal));
}

#[test]
fn another_old_size_is_answered_409_with_the_latest() {
    for (request, record, latest_size) in [
        (request(0, 9), Some(latest(5)), 5),
        (request(5, 9), None, 0),
        (request(5, 9), Some(latest(12)), 12),
        (request(4, 4), Some(latest(12)), 12),
    ] {
        let (status, refusal) = refused(&request, record.as_ref());
        assert_eq!((status, &refusal), (409, &Refusal::OldSizeNotLatest { latest_size }));
        assert_eq!(refusal.body(), format!("{latest_size}\n"));
    }
}

#[test]
fn a_wrong_proof_is_answered_422_and_changes_nothing() {
    let honest = request(5, 9);
    let mut proof = honest.proof().to_vec();
    proof.pop();
    let short = AddCheckpoint::new(5, proof.clone(), honest.checkpoint().clone()).unwrap();
    proof.push([9; 32].into());
    let wrong = AddCheckpoint::new(5, proof, honest.checkpoint().clone()).unwrap();
    for request in [&short, &wrong] {
        let (status, refusal) = refused(request, Some(&latest(5)));
        assert_eq!((status, refusal.body().as_str()), (422, ""));
        assert!(matches!(refusal, Refusal::NotConsistent(_)));
    }
    let superfluous = AddCheckpoint::new(0, vec![[9; 32].into()], signed(head(3))).unwrap();
    assert!(matches!(refused(&superfluous, None), (422, Refusal::NotConsistent(_))));
}

#[test]
fn a_fork_is_answered_422_and_convicts_the_log() {
    let other = TreeHead { size: 5, root: [9; 32].into() };
    let (status, refusal) = refused(&with(5, signed(other)), Some(&latest(5)));
    assert_eq!((status, refusal.body().as_str()), (422, ""));
    let Refusal::Fork(fork) = refusal else { panic!("{refusal:?}") };
    assert_eq!(fork.verify(&log().verifier()), Ok([head(5), other]));
    assert_eq!((fork.earlier(), fork.later()), (&signed(head(5)), &signed(other)));
}

#[test]
fn notes_that_may_both_be_true_are_no_fork() {
    let between = |one, other| Fork::between(signed(one), signed(other)).verify(&log().verifier());
    assert_eq!(between(head(5), head(5)), Err(NoFork::Same));
    assert_eq!(between(head(5), head(6)), Err(NoFork::OtherSize { earlier_size: 5, later_size: 6 }));
    let stranger = SignerKey::from_seed("log.example".parse().unwrap(), &[2; 32]);
    let framed = Checkpoint::new(log().name().clone(), head(6)).unwrap().sign(&stranger).unwrap();
    let fork = Fork::between(signed(head(5)), framed);
    assert!(matches!(fork.verify(&log().verifier()), Err(NoFork::NotOpened(_))));
}

#[test]
fn a_record_of_another_log_is_not_restored() {
    let stranger = SignerKey::from_seed("log.example".parse().unwrap(), &[2; 32]);
    assert!(Latest::restore(signed(head(5)), &stranger.verifier()).is_err());
    assert_eq!(latest(5).note(), &signed(head(5)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_is_sent_the_record_only_moves_forward_along_one_history(
        asks in prop::collection::vec((0_u64..40, 0_u64..40, 0_u8..4), 1..12),
    ) {
        let mut record: Option<Latest> = None;
        for (old_size, more, kind) in asks {
            let size = old_size + more;
            let request = match kind {
                // A log that forges a root, with any proof.
                0 => with(old_size, signed(TreeHead { size: size.max(1), root: [7; 32].into() })),
                _ => request(old_size, size),
            };
            let before = record.as_ref().map_or(0, |record| record.head().size);
            if let Ok(accepted) = request.judge(&keys(), record.as_ref()) {
                // The first checkpoint is taken on trust; after it the log cannot turn.
                prop_assert!(request.old_size() == before);
                prop_assert!(accepted.latest().head().size >= before);
                if let Some(record) = record.filter(|record| record.head().size > 0) {
                    let turned = accepted.latest().head().root == [7; 32].into();
                    prop_assert_eq!(turned, record.head().root == [7; 32].into());
                }
                record = Some(accepted.latest().clone());
            }
        }
    }
}
