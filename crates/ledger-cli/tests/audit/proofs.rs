//! Proof files: made from a book, verified without it, and worth nothing with a byte of them changed.

use crate::book::{Shelf, Story};
use crate::bytes::flip;
use crate::streams::{cli, json};
use ledger_cli::Exit;
use ledger_log::checkpoint::Checkpoint;
use ledger_log::cosignature::WitnessSigner;
use ledger_log::note::{Note, SignerKey};
use serde_json::Value;
use std::path::{Path, PathBuf};

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// The proof file of an entry of the whole story's book.
fn proof_of(shelf: &Shelf, index: u64) -> PathBuf {
    let out = shelf.dir.path().join(format!("{index}.tlog-proof"));
    let (exit, said) = json(&["proof", "get", &index.to_string(), "--data", text(&shelf.book()), "--out", text(&out)]);
    assert_eq!(exit, Exit::Verified, "{said}");
    out
}

fn verified(proof: &Path, policy: &Path) -> (Exit, Value) {
    json(&["proof", "verify", text(proof), "--policy", text(policy)])
}

#[test]
fn every_entry_is_proved_to_whoever_has_the_file_and_a_policy() {
    let (story, marks) = Story::whole();
    let shelf = Shelf::story(&story);
    for (index, entry) in story.entries().iter().enumerate() {
        let proof = proof_of(&shelf, index as u64);
        let (exit, report) = verified(&proof, &shelf.policy());
        assert_eq!((exit, &report["index"]), (Exit::Verified, &Value::from(index)), "{report}");
        assert_eq!(report["entry"]["event"], ledger_wire::record::event_name(&entry.event));
        assert_eq!(report["checkpoint"]["size"], story.entries().len());
        let (exit, report) = json(&["proof", "verify", text(&proof)]);
        assert_eq!(exit, Exit::NoAnchor, "{report}");
    }
    let (exit, out, _) = cli(&[
        "proof",
        "verify",
        text(&shelf.dir.path().join(format!("{}.tlog-proof", marks.receipt))),
        "--policy",
        text(&shelf.policy()),
    ]);
    assert_eq!(exit, Exit::Verified);
    assert!(out.contains("receipt_recorded") && out.contains("(1404-"), "{out}");
    assert!(out.trim_end().ends_with("whoever holds the key could have rewritten this"), "{out}");
}

#[test]
fn no_byte_of_a_proof_may_be_another() {
    let shelf = Shelf::story(&Story::whole().0);
    let proof = proof_of(&shelf, 20);
    let length = std::fs::metadata(&proof).unwrap().len();
    for at in 0..length {
        flip(&proof, at);
        let (exit, report) = verified(&proof, &shelf.policy());
        assert!(matches!(exit, Exit::Proven | Exit::CannotTell), "byte {at}: {report}");
        assert_eq!(report["entry"], Value::Null, "what is not proved is not said: byte {at}");
        flip(&proof, at);
    }
    assert_eq!(verified(&proof, &shelf.policy()).0, Exit::Verified);
    for kept in (0..length).step_by(37) {
        let cut = shelf.dir.path().join("cut");
        std::fs::write(&cut, &std::fs::read(&proof).unwrap()[..usize::try_from(kept).unwrap()]).unwrap();
        assert_eq!(verified(&cut, &shelf.policy()).0, Exit::CannotTell, "of {kept} bytes");
    }
}

#[test]
fn a_proof_is_worth_what_the_policy_says() {
    let shelf = Shelf::story(&Story::whole().0);
    let proof = proof_of(&shelf, 20);
    let policy = shelf.dir.path().join("other-policy");
    let of = |text: String| {
        std::fs::write(&policy, text).unwrap();
        verified(&proof, &policy)
    };
    let log = crate::book::signer().verifier();
    let stranger = SignerKey::from_seed("amanat.example/test".parse().unwrap(), &[8; 32]).verifier();
    assert_eq!(of(format!("log {stranger}\nquorum none\n")).0, Exit::Proven, "another key of the same name");
    let witness = WitnessSigner::from_seed("assembly.example/witness".parse().unwrap(), &[9; 32]);
    let with_witness = format!("log {log}\nwitness assembly {}\nquorum assembly\n", witness.verifier());
    assert_eq!(of(with_witness.clone()).0, Exit::NoAnchor, "nobody cosigned");

    // The same proof with the witness's word added is worth more.
    let bytes = std::fs::read(&proof).unwrap();
    let file = ledger_log::proof_file::ProofFile::parse(&bytes).unwrap();
    let checkpoint: Checkpoint = file.checkpoint().text().parse().unwrap();
    let cosigned: Note =
        file.checkpoint().clone().with_signature(witness.cosign(&checkpoint, 1_800_000_000).unwrap()).unwrap();
    let better = ledger_log::proof_file::ProofFile::new(20, file.hashes().to_vec(), cosigned).unwrap();
    let better = better.with_extra(file.extra().unwrap().to_vec()).unwrap();
    std::fs::write(&proof, better.to_string()).unwrap();
    let (exit, report) = of(with_witness);
    assert_eq!(exit, Exit::Verified, "{report}");
    assert_eq!(report["verdict"]["anchor"]["witnesses"][0], "assembly");
    assert!(!report["verdict"]["line"].as_str().unwrap().contains("could have rewritten"), "{report}");
}

#[test]
fn what_cannot_be_proved_is_not_written() {
    let story = Story::whole().0;
    let shelf = Shelf::unsigned(&story.blocks());
    let out = shelf.dir.path().join("none");
    let ask = |index: &str| json(&["proof", "get", index, "--data", text(&shelf.book()), "--out", text(&out)]);
    assert_eq!(ask("3").0, Exit::CannotTell, "nothing was signed");
    shelf.sign(20);
    let (exit, report) = ask("20");
    assert_eq!((exit, report["error"]["reason"].as_str()), (Exit::Usage, Some("not_found")));
    flip(&shelf.book().join("tree/0"), 7 * 32);
    assert_eq!(ask("6").0, Exit::Proven, "a proof over a changed tree proves nothing");
    assert!(!out.exists());
    flip(&shelf.book().join("tree/0"), 7 * 32);
    assert_eq!(ask("6").0, Exit::Verified);
    let before = std::fs::read(&out).unwrap();
    assert_eq!(ask("7").0, Exit::Usage, "what is there is not written over");
    assert_eq!(std::fs::read(&out).unwrap(), before);
}
