//! What may be deleted comes back by itself; what was replaced by something older is refused.

use super::world;
use amanat_tests::answers::given;
use amanat_tests::files::copy;
use amanat_tests::world::{Stopped, World};
use ledger_server::book::{OpenBookError, open};
use ledger_store::OpenError;
use ledger_wire::proto::ledger::v1 as api;

/// Proofs of many entries in a tree of this size.
async fn proofs(world: &World, size: u64) -> Vec<api::GetInclusionProofResponse> {
    let mut audit = world.by(&world.office.auditor).audit();
    let mut proofs = Vec::new();
    for index in (0..size).step_by(37) {
        let ask = api::GetInclusionProofRequest { index, tree_size: size };
        let proof = given(audit.get_inclusion_proof(ask).await);
        proofs.push(api::GetInclusionProofResponse { checkpoint: String::new(), ..proof });
    }
    proofs
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_tree_is_rebuilt_and_answers_the_same() {
    let world = world().await;
    let items = (1..=600).map(|amount| world.cash(amount)).collect();
    let ask = api::BatchRecordReceiptsRequest {
        request_id: world.id(),
        validate_only: false,
        mode: api::BatchMode::Atomic.into(),
        items,
    };
    given(world.by(&world.office.receiver).receipts().batch_record_receipts(ask).await);
    let world = world.restarted();
    let size = world.head().await.entry_count;
    assert!(size > 600, "more than two stored levels of the tree");
    let before = proofs(&world, size).await;

    let stopped = world.stopped();
    let tree = stopped.book.paths().book.tree();
    std::fs::remove_dir_all(&tree).unwrap();
    let world = stopped.serve();
    assert_eq!(proofs(&world, size).await, before);
    assert!(tree.is_dir());

    // Damaged instead of deleted: it is only a fold, so it is made again too.
    let stopped = world.stopped();
    let level = tree.join("0");
    let mut bytes = std::fs::read(&level).unwrap();
    bytes[40] ^= 1;
    std::fs::write(&level, bytes).unwrap();
    assert!(open(&stopped.book.paths()).unwrap().tree_rebuilt);
    let world = stopped.serve();
    assert_eq!(proofs(&world, size).await, before);
    world.stopped().book.verify();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_journal_under_a_newer_checkpoint_is_refused() {
    let world = world().await;
    world.receive(world.cash(1)).await;
    let stopped = world.stopped();
    let backup = stopped.directory().join("backup");
    copy(&stopped.book.data.join("book"), &backup);

    let world = stopped.serve();
    world.receive(world.cash(2)).await;
    let Stopped { book, .. } = &world.stopped();
    std::fs::remove_dir_all(book.data.join("book")).unwrap();
    copy(&backup, &book.data.join("book"));

    let not_started = book.try_serve(&[]).map(|_| ()).expect_err("it is shorter than what was signed");
    assert_eq!(not_started.status.code(), Some(1));
    let why = open(&book.paths()).map(|_| ()).expect_err("it is not opened");
    assert!(matches!(why, OpenBookError::Journal(OpenError::Damaged(_))), "{why:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_went_on_by_itself_is_another_history_and_refused() {
    let world = world().await;
    let stopped = world.stopped();
    let book = stopped.book.clone();
    let twin = book.moved_to(&stopped.directory().join("twin"));
    copy(&book.data, &twin.data);

    let world = stopped.serve();
    world.receive(world.cash(1)).await;
    let stopped = world.stopped().with(twin.clone());
    let world = stopped.serve();
    world.receive(world.cash(1)).await;
    world.receive(world.cash(1)).await;
    let _stopped = world.stopped();
    // Longer than what was signed here, and of the same book, but not the same entries.
    std::fs::remove_dir_all(book.data.join("book")).unwrap();
    copy(&twin.data.join("book"), &book.data.join("book"));

    assert_eq!(book.try_serve(&[]).map(|_| ()).unwrap_err().status.code(), Some(1));
    let why = open(&book.paths()).map(|_| ()).expect_err("it is not opened");
    assert!(matches!(why, OpenBookError::Forked { .. }), "{why:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_book_that_is_moved_as_a_whole_is_served_where_it_lies_then() {
    let world = world().await;
    let recorded = world.receive(world.cash(9)).await;
    let stopped = world.stopped();
    let moved = stopped.directory().join("moved");
    std::fs::rename(&stopped.book.data, &moved).unwrap();
    let book = stopped.book.moved_to(&moved);
    let world = stopped.with(book).serve();
    assert_eq!(world.head().await.link, recorded.link);
}
