//! A proof file, asked for by whom it concerns, and verified by somebody who has nothing but it and a policy.

use super::world;
use amanat_tests::answers::{failed, given, refused};
use amanat_tests::office::Post;
use amanat_tests::world::World;
use ledger_cli::Exit;
use ledger_wire::proto::ledger::v1 as api;
use std::path::Path;
use std::time::Duration;
use tonic::Code;

/// A checkpoint is signed about every second: so often is a proof asked for until one covers the entry.
const MOST_TRIES: usize = 400;

async fn proof_file(world: &World, post: &Post, index: u64) -> String {
    let mut audit = world.by(post).audit();
    for _ in 0..MOST_TRIES {
        match audit.get_proof_file(api::GetProofFileRequest { index }).await {
            Ok(answer) => return answer.into_inner().proof_file,
            Err(status) => assert_eq!(status.code(), Code::Unavailable, "{status}"),
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("a checkpoint covers entry {index} in time");
}

fn verify(file: &Path, policy: &Path) -> (Exit, String) {
    let args = ["ledger-cli", "proof", "verify", file.to_str().unwrap(), "--policy", policy.to_str().unwrap()];
    let mut out = Vec::new();
    let exit = ledger_cli::run(args, &mut out, &mut Vec::new());
    (exit, String::from_utf8(out).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_recorded_a_gift_gets_a_proof_of_it_that_holds_without_us() {
    let world = world().await;
    let gift = world.receive(world.cash(40_000_000)).await;
    let proof = proof_file(&world, &world.office.receiver, gift.index).await;
    let folder = tempfile::tempdir().unwrap();
    let (file, policy) = (folder.path().join("gift.tlog-proof"), folder.path().join("policy"));
    std::fs::write(&file, &proof).unwrap();
    let stopped = world.stopped();
    std::fs::copy(&stopped.book.policy, &policy).unwrap();
    drop(stopped);
    let (exit, said) = verify(&file, &policy);
    assert_eq!(exit, Exit::Verified, "{said}");
    assert!(said.contains("receipt_recorded") && said.contains("40,000,000"), "{said}");
    std::fs::write(&file, proof.replacen("index ", "index 1", 1)).unwrap();
    assert_eq!(verify(&file, &policy).0, Exit::Proven, "of another entry it proves nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gets_a_proof_of_what_is_not_theirs_to_see() {
    let world = world().await;
    let gift = world.receive(world.cash(1_000)).await;
    // Recorded at the national office: a province's officer gets its leaf from the feed, and no more here.
    let mut province = world.by(&world.office.qom_case_officer).audit();
    let ask = api::GetProofFileRequest { index: gift.index };
    let (code, refusal) = refused(province.get_proof_file(ask).await);
    assert_eq!((code, refusal.reason.as_str()), (Code::PermissionDenied, "ROLE_MISSING"));
    assert!(!proof_file(&world, &world.office.auditor, gift.index).await.is_empty());
    let beyond = api::GetProofFileRequest { index: world.head().await.entry_count + 1_000 };
    assert_eq!(failed(world.by(&world.office.auditor).audit().get_proof_file(beyond).await).0, Code::NotFound);
    // Entry 0 names the tokens of two persons.
    assert_eq!(refused(province.get_proof_file(api::GetProofFileRequest { index: 0 }).await).0, Code::PermissionDenied);
    given(world.by(&world.office.auditor).audit().get_proof_file(api::GetProofFileRequest { index: 0 }).await);
}
