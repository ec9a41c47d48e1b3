//! Batches: all or none, or each for itself.

use super::world;
use amanat_tests::answers::{given, is_replay, malformed, refused};
use amanat_tests::granting::{Seen, Step, application, item};
use amanat_tests::words::{by_card, cash};
use amanat_tests::world::World;
use api::BatchMode::{Atomic, Each};
use ledger_core::rejection::Rejection;
use ledger_wire::proto::ledger::v1 as api;
use tonic::{Code, Response, Status};

fn batch(world: &World, mode: api::BatchMode, items: Vec<api::RecordReceipt>) -> api::BatchRecordReceiptsRequest {
    api::BatchRecordReceiptsRequest { request_id: world.id(), validate_only: false, mode: mode.into(), items }
}

async fn record(
    world: &World,
    ask: api::BatchRecordReceiptsRequest,
) -> Result<Response<api::BatchRecordReceiptsResponse>, Status> {
    world.by(&world.office.receiver).receipts().batch_record_receipts(ask).await
}

/// Three receipts, of which the second names an account that is none.
fn one_bad(world: &World) -> Vec<api::RecordReceipt> {
    vec![world.cash(1), api::RecordReceipt { account: 999_999, ..world.cash(2) }, world.cash(3)]
}

async fn receipts(world: &World) -> usize {
    let ask = api::ListReceiptsRequest { page_size: 1_000, ..Default::default() };
    given(world.by(&world.office.auditor).receipts().list_receipts(ask).await).receipts.len()
}

#[tokio::test]
async fn an_atomic_batch_with_one_bad_item_records_none_and_names_it() {
    let world = world().await;
    let before = world.head().await.entry_count;
    let ask = batch(&world, Atomic, one_bad(&world));
    let (code, refusal) = refused(record(&world, ask.clone()).await);
    assert_eq!((code, refusal.reason.as_str()), (Code::NotFound, "UNKNOWN_ACCOUNT"));
    assert_eq!((refusal.item, refusal.numbers["account"]), (Some(1), 999_999));
    assert_eq!(refusal.entry.unwrap().0, before);
    assert_eq!((world.head().await.entry_count, receipts(&world).await), (before + 1, 0));
    assert_eq!(refused(record(&world, ask).await).1, refusal);
}

#[tokio::test]
async fn in_a_batch_of_each_a_bad_item_is_refused_and_the_others_recorded() {
    let world = world().await;
    let ask = batch(&world, Each, one_bad(&world));
    let first = record(&world, ask.clone()).await.unwrap().into_inner();
    let recorded = first.recorded.clone().unwrap();
    assert_eq!(recorded.indices.len(), 3);
    assert_eq!(recorded.indices[1], 0);
    let [refusal] = &recorded.refusals[..] else { panic!("one refusal: {recorded:?}") };
    assert_eq!((refusal.ordinal, refusal.reason.as_str()), (1, "UNKNOWN_ACCOUNT"));
    assert_eq!(u64::try_from(refusal.code).unwrap(), u64::from(Rejection::UnknownAccount { account: 0 }.number()));
    assert_eq!(refusal.metadata["account"], "999999");
    // The last entry of the act holds all refusals.
    assert_eq!(refusal.entry + 1, recorded.entry_count);
    assert_eq!((recorded.entry_count, receipts(&world).await), (world.head().await.entry_count, 2));

    let again = record(&world, ask).await.unwrap();
    assert!(is_replay(&again));
    assert_eq!(again.into_inner(), first);
}

#[tokio::test]
async fn a_batch_of_each_in_which_all_are_refused_is_an_answer_and_no_error() {
    let world = world().await;
    let bad = api::RecordReceipt { account: 999_999, ..world.cash(2) };
    let answer = given(record(&world, batch(&world, Each, vec![bad.clone(), bad])).await).recorded.unwrap();
    assert_eq!(answer.indices, [0, 0]);
    assert_eq!(answer.refusals.iter().map(|refusal| refusal.ordinal).collect::<Vec<_>>(), [0, 1]);
}

#[tokio::test]
async fn a_dry_run_of_a_batch_has_the_verdicts_and_no_indices() {
    let world = world().await;
    let head = world.head().await;
    let ask = api::BatchRecordReceiptsRequest { validate_only: true, ..batch(&world, Each, one_bad(&world)) };
    let dry = given(record(&world, ask.clone()).await).recorded.unwrap();
    assert!(dry.validated_only && dry.indices.is_empty() && dry.link.is_empty() && dry.entry_count == 0);
    assert_eq!(dry.refusals.len(), 1);
    assert_eq!((dry.refusals[0].ordinal, dry.refusals[0].entry), (1, 0));
    assert_eq!(world.head().await, head);
    let done = given(record(&world, api::BatchRecordReceiptsRequest { validate_only: false, ..ask }).await);
    assert_eq!(done.recorded.unwrap().refusals[0].reason, dry.refusals[0].reason);
}

#[tokio::test]
async fn an_item_sees_what_the_items_before_it_did() {
    let world = world().await;
    let office = &world.office;
    let card = |reference| by_card(office.national, office.account, 50, reference);
    let answer = given(record(&world, batch(&world, Each, vec![card("R-1"), card("R-2"), card("R-1")])).await);
    let recorded = answer.recorded.unwrap();
    assert_eq!(recorded.refusals.len(), 1);
    assert_eq!((recorded.refusals[0].ordinal, recorded.refusals[0].reason.as_str()), (2, "PAYMENT_ALREADY_RECORDED"));
    assert_eq!(recorded.refusals[0].metadata["receipt"], recorded.indices[0].to_string());
}

#[tokio::test]
async fn grants_go_in_batches_too() {
    let world = world().await;
    world.fund_dowries(1_000).await;
    let office = &world.office;
    let persons = [world.beneficiary().await, world.beneficiary().await];
    let act = async |post: &amanat_tests::office::Post, mode: api::BatchMode, items: Vec<api::GrantItem>| {
        let request_id = world.id();
        let ask = api::BatchActOnGrantsRequest { request_id, validate_only: false, mode: mode.into(), items };
        given(world.by(post).grants().batch_act_on_grants(ask).await).recorded.unwrap()
    };
    let applications = persons.map(|person| application(office, person, 300)).to_vec();
    let applied = act(&office.case_officer, Atomic, applications).await.indices;
    let mut seen: Vec<Seen> = applied.into_iter().map(Seen::new).collect();
    for step in [Step::Decide, Step::Secure, Step::Award, Step::Verify, Step::Order] {
        let items = seen.iter().map(|seen| item(step, *seen, office.account)).collect();
        let indices = act(office.hand(step), Atomic, items).await.indices;
        seen = seen.iter().zip(indices).map(|(seen, index)| seen.after(index)).collect();
    }
    // One is paid, the other sent back, and a third item asks for what was done already.
    let items = vec![
        item(Step::Settle, seen[0], office.account),
        item(Step::Return, seen[1], office.account),
        item(Step::Settle, seen[0], office.account),
    ];
    let answer = act(&office.treasurer, Each, items).await;
    assert_eq!(answer.refusals.iter().map(|refusal| refusal.ordinal).collect::<Vec<_>>(), [2]);
    assert_eq!(world.look(seen[0].grant).await.stage(), api::GrantStage::Paid);
    assert_eq!(world.look(seen[1].grant).await.stage(), api::GrantStage::Returned);
}

#[tokio::test]
async fn eight_thousand_receipts_are_one_act_and_one_more_than_allowed_is_malformed() {
    let world = world().await;
    let before = world.head().await.entry_count;
    let gifts = |count: i64| (1..=count).map(|n| cash(world.office.national, world.office.account, n)).collect();
    assert_eq!(malformed(record(&world, batch(&world, Each, gifts(8_193))).await), ["items"]);
    assert_eq!(world.head().await.entry_count, before);

    let answer = given(record(&world, batch(&world, Atomic, gifts(8_192))).await).recorded.unwrap();
    assert_eq!(answer.indices.len(), 8_192);
    assert!(answer.indices.windows(2).all(|pair| pair[0] + 1 == pair[1]));
    // A fund and a series were opened on the way.
    assert_eq!(answer.entry_count, before + 2 + 8_192);
}
