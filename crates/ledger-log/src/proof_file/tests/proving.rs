//! What a file proves under a policy.

use super::{enclosing, entry, log, policy, proof};
use crate::leaf;
use crate::policy::{Policy, Untrusted};
use crate::proof_file::{MalformedExtra, NotProved, ProofFile};
use crate::tree::ProofError;

#[test]
fn a_file_with_a_quorum_says_what_was_proved_and_who_saw_it() {
    let policy = policy();
    for (index, size) in [(0, 1), (0, 2), (7, 200), (199, 200), (255, 256)] {
        let file: ProofFile = proof(index, size, &[4, 5]).to_string().parse().unwrap();
        let proved = file.verify(&policy, &leaf(&entry(index))).unwrap();
        assert_eq!((proved.index, proved.trusted.checkpoint.head().size), (index, size));
        assert_eq!(proved.leaf, leaf(&entry(index)));
        assert_eq!(proved.trusted.log.key, log().verifier());
        let who: Vec<_> =
            proved.trusted.cosigned.iter().map(|by| (by.witness.name.as_str(), by.time_seconds)).collect();
        assert_eq!(who, [("w4", 1000), ("w5", 1000)]);
    }
}

#[test]
fn an_enclosed_entry_is_proved_with_its_bytes() {
    let policy = policy();
    let file = proof(7, 20, &[4, 5]).with_extra(enclosing(7, b"openings")).unwrap();
    let (proved, enclosed) = file.verify_enclosed(&policy).unwrap();
    assert_eq!((proved.index, enclosed.entry(), enclosed.openings()), (7, entry(7).as_slice(), b"openings".as_slice()));

    let changed = file.clone().with_extra(enclosing(8, b"")).unwrap();
    assert!(matches!(changed.verify_enclosed(&policy), Err(NotProved::Inclusion(ProofError::RootMismatch { .. }))));
    let malformed = NotProved::MalformedExtra(MalformedExtra { size_bytes: 1 });
    assert_eq!(file.with_extra(vec![9]).unwrap().verify_enclosed(&policy), Err(malformed));
    assert_eq!(proof(7, 20, &[4, 5]).verify_enclosed(&policy), Err(NotProved::NothingEnclosed));
}

#[test]
fn another_index_or_entry_is_not_proved() {
    let policy = policy();
    let honest = proof(7, 20, &[4, 5]);
    assert!(matches!(honest.verify(&policy, &leaf(&entry(8))), Err(NotProved::Inclusion(_))));
    let moved: ProofFile = honest.to_string().replace("index 7", "index 6").parse().unwrap();
    assert!(matches!(moved.verify(&policy, &leaf(&entry(7))), Err(NotProved::Inclusion(_))));
    let beyond: ProofFile = honest.to_string().replace("index 7", "index 20").parse().unwrap();
    let refused = NotProved::Inclusion(ProofError::IndexBeyondTree { index: 20, size: 20 });
    assert_eq!(beyond.verify(&policy, &leaf(&entry(7))), Err(refused));
}

#[test]
fn a_checkpoint_that_the_policy_does_not_trust_proves_nothing() {
    let policy = policy();
    let few = proof(7, 20, &[4]).verify(&policy, &leaf(&entry(7)));
    let cosigned = vec!["w4".to_owned()];
    assert_eq!(few, Err(NotProved::Untrusted(Untrusted::QuorumNotMet { cosigned })));
    let nobody: Policy = "quorum none\n".parse().unwrap();
    let refused = proof(7, 20, &[4, 5]).verify(&nobody, &leaf(&entry(7)));
    assert_eq!(refused, Err(NotProved::Untrusted(Untrusted::NoLogs)));
}

#[test]
fn no_changed_byte_of_the_proof_or_the_checkpoint_still_proves_another_thing() {
    let policy = policy();
    let honest = proof(3, 9, &[4, 5]);
    let text = honest.to_string();
    for at in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= 1;
        let Ok(changed) = ProofFile::parse(&bytes) else { continue };
        // A signature line whose name or id changed is of an unknown key; both witnesses are needed.
        assert!(changed.verify(&policy, &leaf(&entry(3))).is_err(), "byte {at}");
    }
}
