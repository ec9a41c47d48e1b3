//! The log: entries as they are stored, recomputed here, and proofs against the signed checkpoint.

use super::world;
use amanat_tests::answers::{failed, given};
use amanat_tests::world::World;
use ledger_log::checkpoint::Checkpoint;
use ledger_log::note::{Note, VerifierKey};
use ledger_log::policy::Policy;
use ledger_log::tree::TreeHead;
use ledger_log::{Chain, Hash, Leaf, Link, leaf};
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::record;
use sha2::{Digest, Sha256};
use std::time::Duration;
use tonic::Code;

/// How often a checkpoint is asked for; one is signed about every second.
const MOST_TRIES: u32 = 400;

fn hash(bytes: &[u8]) -> Hash {
    Hash::from_bytes(bytes.try_into().expect("32 bytes"))
}

fn hashes(list: &[Vec<u8>]) -> Vec<Hash> {
    list.iter().map(|bytes| hash(bytes)).collect()
}

/// The log's key, from the policy that an auditor keeps.
fn log_key(world: &World) -> VerifierKey {
    let policy = Policy::parse(&std::fs::read(&world.book.policy).expect("the policy")).expect("a policy");
    policy.logs()[0].key.clone()
}

/// What the log signed.
fn opened(world: &World, note: &str) -> TreeHead {
    let note = Note::parse(note.as_bytes()).expect("a signed note");
    Checkpoint::open(&note, &log_key(world)).expect("a checkpoint that the log signed").head()
}

/// The newest checkpoint, once it covers so many entries.
async fn checkpoint_over(world: &World, size: u64) -> TreeHead {
    let mut audit = world.by(&world.office.receiver).audit();
    for _ in 0..MOST_TRIES {
        let note = given(audit.get_checkpoint(api::GetCheckpointRequest {}).await).checkpoint;
        if !note.is_empty() {
            let head = opened(world, &note);
            if head.size >= size {
                return head;
            }
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("a checkpoint over {size} entries is signed in time");
}

async fn all_entries(world: &World) -> Vec<api::StoredEntry> {
    let ask = api::ListEntriesRequest { page_size: 1_000, ..Default::default() };
    given(world.by(&world.office.auditor).audit().list_entries(ask).await).entries
}

#[tokio::test]
async fn leaves_and_links_follow_from_the_records_alone() {
    let world = world().await;
    world.receive(world.cash(1_000)).await;
    let book = given(world.by(&world.office.auditor).admin().get_book(api::GetBookRequest {}).await);
    let (book, head) = (book.book.unwrap(), book.head.unwrap());
    let id = u128::from_str_radix(book.name.strip_prefix("books/").unwrap(), 16).unwrap().to_be_bytes();

    let chain = Chain::new();
    let mut link: Link = chain.genesis(&id);
    let entries = all_entries(&world).await;
    for entry in &entries {
        let own = Sha256::new().chain_update([0]).chain_update(&entry.record).finalize();
        assert_eq!(entry.leaf, own[..]);
        link = chain.extend(&link, &Leaf::from_hash(hash(&own)));
        assert_eq!(entry.link, link.as_bytes());
        let decoded = record::decode(&entry.record).expect("canonical bytes");
        assert_eq!(decoded.entry.index.0, entry.index);
    }
    assert_eq!(head.link, link.as_bytes());
    assert_eq!(u64::try_from(entries.len()).unwrap(), head.entry_count);
}

#[tokio::test]
async fn every_entry_is_proven_to_be_in_the_signed_tree() {
    let world = world().await;
    world.receive(world.cash(1_000)).await;
    let entries = all_entries(&world).await;
    let signed = checkpoint_over(&world, world.head().await.entry_count).await;
    let mut audit = world.by(&world.office.receiver).audit();
    for entry in entries {
        let ask = api::GetInclusionProofRequest { index: entry.index, tree_size: signed.size };
        let proof = given(audit.get_inclusion_proof(ask).await);
        assert_eq!((proof.index, proof.tree_size, hash(&proof.root)), (entry.index, signed.size, signed.root));
        let (leaf, proof) = (leaf(&entry.record), hashes(&proof.hashes));
        assert_eq!(signed.verify_inclusion(entry.index, &leaf, &proof), Ok(()));
        assert!(signed.verify_inclusion((entry.index + 1) % signed.size, &leaf, &proof).is_err());
    }
}

#[tokio::test]
async fn the_book_of_today_continues_the_one_of_yesterday() {
    let world = world().await;
    let old = checkpoint_over(&world, world.head().await.entry_count).await;
    for amount in 1..20 {
        world.receive(world.cash(amount)).await;
    }
    let new = checkpoint_over(&world, world.head().await.entry_count).await;
    assert!(new.size > old.size);
    let mut audit = world.by(&world.office.receiver).audit();
    let ask = api::GetConsistencyProofRequest { old_size: old.size, new_size: new.size };
    let proof = given(audit.get_consistency_proof(ask).await);
    assert_eq!((hash(&proof.old_root), hash(&proof.new_root)), (old.root, new.root));
    assert_eq!(new.verify_extends(&old, &hashes(&proof.hashes)), Ok(()));
    let other = TreeHead { root: new.root, ..old };
    assert!(new.verify_extends(&other, &hashes(&proof.hashes)).is_err());
}

#[tokio::test]
async fn a_proof_without_a_size_is_one_against_the_checkpoint_that_comes_with_it() {
    let world = world().await;
    let mut audit = world.by(&world.office.receiver).audit();
    checkpoint_over(&world, 3).await;
    for amount in 1..40 {
        world.receive(world.cash(amount)).await;
        let ask = api::GetInclusionProofRequest { index: 1, tree_size: 0 };
        let proof = given(audit.get_inclusion_proof(ask).await);
        let signed = opened(&world, &proof.checkpoint);
        assert_eq!((signed.size, signed.root), (proof.tree_size, hash(&proof.root)));
        let ask = api::GetConsistencyProofRequest { old_size: 3, new_size: 0 };
        let proof = given(audit.get_consistency_proof(ask).await);
        assert!(proof.new_size >= signed.size);
        // Of another size than the newest checkpoint's no checkpoint is shown.
        let ask = api::GetInclusionProofRequest { index: 1, tree_size: 2 };
        let proof = given(audit.get_inclusion_proof(ask).await);
        assert_eq!((proof.tree_size, proof.checkpoint.as_str()), (2, ""));
    }
}

#[tokio::test]
async fn what_the_log_does_not_have_it_does_not_prove() {
    let world = world().await;
    let count = checkpoint_over(&world, world.head().await.entry_count).await.size;
    let mut audit = world.by(&world.office.auditor).audit();
    let beyond = api::GetInclusionProofRequest { index: 0, tree_size: count + 1_000 };
    assert_eq!(failed(audit.get_inclusion_proof(beyond).await).0, Code::NotFound);
    let outside = api::GetInclusionProofRequest { index: count, tree_size: count };
    assert_eq!(failed(audit.get_inclusion_proof(outside).await).0, Code::InvalidArgument);
    let backwards = api::GetConsistencyProofRequest { old_size: count, new_size: 1 };
    assert_eq!(failed(audit.get_consistency_proof(backwards).await).0, Code::InvalidArgument);
    let missing = api::GetEntryRequest { index: count + 1_000 };
    assert_eq!(failed(audit.get_entry(missing).await).0, Code::NotFound);
}

#[tokio::test]
async fn a_single_entry_is_the_one_of_the_list() {
    let world = world().await;
    let mut audit = world.by(&world.office.auditor).audit();
    for entry in all_entries(&world).await {
        let found = given(audit.get_entry(api::GetEntryRequest { index: entry.index }).await).entry.unwrap();
        assert_eq!(found, entry);
    }
}
