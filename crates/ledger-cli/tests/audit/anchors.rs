//! Anchors: from outside, from inside, of another key, or none.

use crate::book::{ORIGIN, Shelf, Story, audit_with, expect, found, signer};
use ledger_cli::Exit;
use ledger_cli::audit::Class;
use ledger_log::cosignature::WitnessSigner;
use ledger_log::note::{Note, SignerKey};

#[test]
fn without_a_policy_a_book_is_internally_consistent_only() {
    let report = Shelf::story(&Story::small()).audit_without_policy();
    expect(&report, Exit::NoAnchor);
    assert!(report.verdict.line.ends_with("anchor: none"), "{}", report.verdict.line);
}

#[test]
fn a_policy_inside_the_audited_path_is_no_anchor() {
    let shelf = Shelf::story(&Story::small());
    let inside = shelf.book().join("policy");
    std::fs::copy(shelf.policy(), &inside).unwrap();
    expect(&audit_with(&shelf.book(), Some(&inside)), Exit::Usage);
    let around = shelf.book().join("journal/../../book/policy");
    expect(&audit_with(&shelf.book(), Some(&around)), Exit::Usage);
    std::fs::remove_file(&inside).unwrap();
    std::os::unix::fs::symlink(shelf.policy(), &inside).unwrap();
    expect(&audit_with(&shelf.book(), Some(&inside)), Exit::Usage);
}

#[test]
fn a_link_from_outside_to_a_policy_inside_is_no_anchor() {
    let shelf = Shelf::story(&Story::small());
    let inside = shelf.book().join("policy");
    std::fs::rename(shelf.policy(), &inside).unwrap();
    std::os::unix::fs::symlink(&inside, shelf.policy()).unwrap();
    expect(&shelf.audit(), Exit::Usage);
}

#[test]
fn a_book_signed_by_another_key_than_the_policys_is_proven_wrong() {
    let shelf = Shelf::story(&Story::small());
    let other = SignerKey::from_seed(ORIGIN.parse().unwrap(), &[8; 32]);
    std::fs::write(shelf.policy(), format!("log {}\nquorum none\n", other.verifier())).unwrap();
    let report = shelf.audit();
    expect(&report, Exit::Proven);
    found(&report, Class::BadSignature);
}

#[test]
fn another_book_of_the_same_key_is_told_by_its_origin() {
    let shelf = Shelf::story(&Story::small());
    let other = SignerKey::from_seed("amanat.example/other".parse().unwrap(), &[7; 32]);
    let checkpoint = std::fs::read_to_string(shelf.book().join("checkpoint")).unwrap();
    let text = checkpoint.split("\n\n").next().unwrap().replace(ORIGIN, "amanat.example/other");
    let note = Note::sign(format!("{text}\n"), &other).unwrap();
    std::fs::write(shelf.book().join("checkpoint"), note.to_string()).unwrap();
    std::fs::write(shelf.policy(), format!("log {}\nquorum none\n", other.verifier())).unwrap();
    let report = shelf.audit();
    expect(&report, Exit::Proven);
    assert_eq!(found(&report, Class::BadSignature).evidence.as_ref().unwrap().of, "key");
}

#[test]
fn a_damaged_checkpoint_is_a_bad_signature_with_a_policy_and_without() {
    let shelf = Shelf::story(&Story::small());
    let path = shelf.book().join("checkpoint");
    let sound = std::fs::read(&path).unwrap();
    for at in 0..sound.len() {
        let mut bytes = sound.clone();
        bytes[at] ^= 0x01;
        std::fs::write(&path, &bytes).unwrap();
        for report in [shelf.audit(), shelf.audit_without_policy()] {
            expect(&report, Exit::Proven);
            found(&report, Class::BadSignature);
        }
    }
}

#[test]
fn a_book_without_a_checkpoint_has_nothing_to_hold_against_a_policy() {
    let shelf = Shelf::unsigned(&Story::small().blocks());
    expect(&shelf.audit(), Exit::NoAnchor);
}

#[test]
fn a_quorum_of_witnesses_is_asked_for_and_named() {
    let shelf = Shelf::story(&Story::small());
    let witness = WitnessSigner::from_seed("witness.example".parse().unwrap(), &[9; 32]);
    let policy = format!("log {}\nwitness w1 {}\nquorum w1\n", signer().verifier(), witness.verifier());
    std::fs::write(shelf.policy(), policy).unwrap();
    expect(&shelf.audit(), Exit::NoAnchor);
    let path = shelf.book().join("checkpoint");
    let note = Note::parse(&std::fs::read(&path).unwrap()).unwrap();
    let line = witness.cosign(&note.text().parse().unwrap(), 1_763_800_300).unwrap();
    std::fs::write(&path, note.with_signature(line).unwrap().to_string()).unwrap();
    let report = shelf.audit();
    expect(&report, Exit::Verified);
    assert!(report.verdict.line.contains("witnesses w1"), "{}", report.verdict.line);
    assert!(!report.verdict.line.contains("whoever holds the key"), "{}", report.verdict.line);
}

#[test]
fn what_is_no_book_or_no_policy_is_asked_wrongly() {
    let shelf = Shelf::story(&Story::small());
    let report = audit_with(shelf.dir.path(), None);
    expect(&report, Exit::Usage);
    assert!(report.verdict.line.contains("did you mean"), "{}", report.verdict.line);
    expect(&audit_with(&shelf.dir.path().join("nothing"), None), Exit::Usage);
    expect(&audit_with(&shelf.book(), Some(&shelf.dir.path().join("nothing"))), Exit::Usage);
    std::fs::write(shelf.policy(), "log nonsense\n").unwrap();
    expect(&shelf.audit(), Exit::Usage);
}

#[test]
fn a_book_whose_own_file_is_damaged_or_newer_cannot_be_told() {
    let shelf = Shelf::story(&Story::small());
    let path = shelf.book().join("BOOK");
    let sound = std::fs::read(&path).unwrap();
    for at in 0..sound.len() {
        let mut bytes = sound.clone();
        bytes[at] ^= 0x01;
        std::fs::write(&path, &bytes).unwrap();
        expect(&shelf.audit(), Exit::CannotTell);
    }
    let text = String::from_utf8(sound).unwrap().replace("format 1", "format 2");
    std::fs::write(&path, text).unwrap();
    expect(&shelf.audit(), Exit::CannotTell);
    std::fs::remove_file(&path).unwrap();
    expect(&shelf.audit(), Exit::CannotTell);
}

#[test]
fn an_audit_writes_nothing() {
    let shelf = Shelf::story(&Story::small());
    let before = listing(&shelf);
    expect(&shelf.audit(), Exit::Verified);
    assert_eq!(listing(&shelf), before);
}

fn listing(shelf: &Shelf) -> Vec<(std::path::PathBuf, std::time::SystemTime, u64)> {
    let mut found = Vec::new();
    let mut folders = vec![shelf.book()];
    while let Some(folder) = folders.pop() {
        for item in std::fs::read_dir(folder).unwrap() {
            let (path, facts) = item.map(|item| (item.path(), item.metadata().unwrap())).unwrap();
            if facts.is_dir() {
                folders.push(path);
            } else {
                found.push((path, facts.modified().unwrap(), facts.len()));
            }
        }
    }
    found.sort();
    found
}
