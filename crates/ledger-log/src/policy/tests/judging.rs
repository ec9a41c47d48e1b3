//! Which checkpoints are believed.

use super::{example, log, with_keys, witness};
use crate::checkpoint::{Checkpoint, NotOpened};
use crate::note::{Note, SignerKey};
use crate::policy::{Policy, Untrusted};
use crate::tree::TreeHead;
use std::collections::BTreeSet;

fn checkpoint_of(log: &SignerKey, size: u64) -> Checkpoint {
    let head = TreeHead { size, root: [5; 32].into() };
    Checkpoint::new(log.name().clone(), head).unwrap()
}

/// A checkpoint of log 1, cosigned by these witnesses at the times 1000, 1001, …
fn cosigned_by(seeds: &[u8]) -> Note {
    let checkpoint = checkpoint_of(&log(1), 10);
    let note = checkpoint.sign(&log(1)).unwrap();
    (1000..).zip(seeds).fold(note, |note, (time_seconds, seed)| {
        let line = witness(*seed).cosign(&checkpoint, time_seconds).unwrap();
        note.with_signature(line).unwrap()
    })
}

fn met(policy: &Policy, names: &[&str]) -> bool {
    policy.quorum_met(&names.iter().copied().collect::<BTreeSet<_>>())
}

#[test]
fn a_quorum_of_groups_needs_enough_of_each() {
    let policy = example();
    assert!(met(&policy, &["X1", "X2", "Y1"]));
    assert!(met(&policy, &["X1", "X2", "X3", "Y1", "Y2", "Y3"]));
    assert!(!met(&policy, &["X1", "Y1", "Y2", "Y3"]));
    assert!(!met(&policy, &["X1", "X2", "X3"]));
    assert!(!met(&policy, &["X1", "X2", "stranger", "X-and-Y"]), "a group's name is no witness");
    assert!(!met(&policy, &[]));
}

#[test]
fn a_quorum_of_one_witness_or_of_none() {
    let one: Policy = with_keys("witness a W4\nwitness b W5\nquorum b\n").parse().unwrap();
    assert!(met(&one, &["b"]) && !met(&one, &["a"]));
    let none: Policy = "quorum none\n".parse().unwrap();
    assert!(met(&none, &[]));
}

#[test]
fn a_cosigned_checkpoint_is_believed_and_says_who_and_when() {
    let policy = example();
    let note = cosigned_by(&[7, 4, 5]);
    let trusted = policy.judge(&note).unwrap();
    assert_eq!(trusted.checkpoint, checkpoint_of(&log(1), 10));
    assert_eq!(trusted.log.key, log(1).verifier());
    let words: Vec<_> = trusted.cosigned.iter().map(|one| (one.witness.name.as_str(), one.time_seconds)).collect();
    assert_eq!(words, [("X1", 1001), ("X2", 1002), ("Y1", 1000)]);
}

#[test]
fn one_witness_that_cosigns_twice_is_one_witness_and_its_later_word_counts() {
    let policy = example();
    let cosigned = vec!["X1".to_owned(), "Y1".to_owned()];
    let refused = Untrusted::QuorumNotMet { cosigned };
    assert_eq!(policy.judge(&cosigned_by(&[4, 4, 7])), Err(refused));
    let note = cosigned_by(&[4, 5, 7, 4]);
    assert_eq!(policy.judge(&note).unwrap().cosigned[0].time_seconds, 1003);
}

#[test]
fn too_few_witnesses_are_named() {
    let cosigned = vec!["X2".to_owned()];
    assert_eq!(example().judge(&cosigned_by(&[5])), Err(Untrusted::QuorumNotMet { cosigned }));
}

#[test]
fn a_known_witness_with_a_bad_cosignature_rejects_even_a_full_quorum() {
    let other = checkpoint_of(&log(1), 11);
    let bad = witness(6).cosign(&other, 1000).unwrap();
    let note = cosigned_by(&[4, 5, 7]).with_signature(bad).unwrap();
    let judged = example();
    assert!(matches!(judged.judge(&note), Err(Untrusted::BadCosignature(bad))
        if bad.name.as_str() == "witness-6.example"));
}

#[test]
fn an_unknown_witness_neither_helps_nor_harms() {
    let stranger = witness(200).cosign(&checkpoint_of(&log(1), 99), 1000).unwrap();
    let note = cosigned_by(&[4, 5, 7]).with_signature(stranger).unwrap();
    assert!(example().judge(&note).is_ok());
}

#[test]
fn a_log_that_the_policy_does_not_name_is_not_believed() {
    let note = checkpoint_of(&log(2), 10).sign(&log(2)).unwrap();
    let unsigned = NotOpened::NotSignedBy { log: log(1).name().clone() };
    assert_eq!(example().judge(&note), Err(Untrusted::NotOpened(unsigned)));
    let no_logs: Policy = "quorum none\n".parse().unwrap();
    assert_eq!(no_logs.judge(&note), Err(Untrusted::NoLogs));
}

#[test]
fn any_one_of_several_logs_is_enough_but_only_for_its_own_origin() {
    let policy: Policy = with_keys("log LOG1\nlog LOG2\nquorum none\n").parse().unwrap();
    let second = checkpoint_of(&log(2), 10).sign(&log(2)).unwrap();
    assert_eq!(policy.judge(&second).unwrap().log.key, log(2).verifier());

    let foreign = Note::sign(checkpoint_of(&log(2), 10).to_string(), &log(1)).unwrap();
    let refused = policy.judge(&foreign);
    assert!(matches!(refused, Err(Untrusted::NotOpened(NotOpened::OriginMismatch { .. }))));
}

#[test]
fn a_bad_signature_of_any_known_log_rejects() {
    let policy: Policy = with_keys("log LOG1\nlog LOG2\nquorum none\n").parse().unwrap();
    let note = checkpoint_of(&log(1), 10).sign(&log(1)).unwrap();
    let note = note.with_signature(log(2).sign("another text\n")).unwrap();
    let refused = policy.judge(&note);
    assert!(matches!(refused, Err(Untrusted::NotOpened(NotOpened::BadSignature(_)))));
}
