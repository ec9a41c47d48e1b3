//! The same request again: the first answer, whatever has happened since. And dry runs, which are no requests.

use super::world;
use amanat_tests::answers::{given, is_replay, refused};
use amanat_tests::world::World;
use ledger_wire::proto::ledger::v1 as api;
use tonic::{Code, Response, Status};

type Answer = Result<Response<api::RecordReceiptResponse>, Status>;

/// Records a receipt, or only says what would happen.
async fn record(world: &World, request_id: &str, validate_only: bool, receipt: api::RecordReceipt) -> Answer {
    let ask = api::RecordReceiptRequest { request_id: request_id.to_owned(), validate_only, receipt: Some(receipt) };
    world.by(&world.office.receiver).receipts().record_receipt(ask).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_request_again_gets_the_first_answer_and_records_nothing() {
    let world = world().await;
    let id = world.id();
    let first = record(&world, &id, false, world.cash(1_000)).await.unwrap();
    assert!(!is_replay(&first));
    let head = world.head().await;
    let again = record(&world, &id, false, world.cash(1_000)).await.unwrap();
    assert!(is_replay(&again));
    assert_eq!(again.into_inner(), first.into_inner());
    assert_eq!(world.head().await, head);
}

#[tokio::test(flavor = "multi_thread")]
async fn both_spellings_of_a_request_id_are_the_same_id() {
    let world = world().await;
    let plain = world.id();
    let hyphened = [&plain[..8], &plain[8..12], &plain[12..16], &plain[16..20], &plain[20..]].join("-").to_uppercase();
    let first = given(record(&world, &plain, false, world.cash(1_000)).await);
    let again = record(&world, &hyphened, false, world.cash(1_000)).await.unwrap();
    assert!(is_replay(&again));
    assert_eq!(again.into_inner(), first);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_request_id_with_other_content_is_refused_and_the_refusal_recorded() {
    let world = world().await;
    let id = world.id();
    let first = given(record(&world, &id, false, world.cash(1_000)).await).recorded.unwrap();
    let (code, refusal) = refused(record(&world, &id, false, world.cash(10_000)).await);
    assert_eq!((code, refusal.reason.as_str()), (Code::AlreadyExists, "REQUEST_ID_REUSED"));
    assert_eq!(refusal.numbers["first_used"], first.index.min(refusal.numbers["first_used"]));
    assert_eq!(refusal.entry.unwrap().0 + 1, world.head().await.entry_count);
    // The first content under this id still has its first answer.
    let again = record(&world, &id, false, world.cash(1_000)).await.unwrap();
    assert!(is_replay(&again));
    assert_eq!(again.into_inner().recorded.unwrap(), first);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_id_from_another_principal_is_another_request() {
    let world = world().await;
    let id = world.id();
    let ask =
        || api::RecordReceiptRequest { request_id: id.clone(), validate_only: false, receipt: Some(world.cash(1_000)) };
    let first = given(world.by(&world.office.receiver).receipts().record_receipt(ask()).await).recorded.unwrap();
    let second = world.by(&world.office.machine).receipts().record_receipt(ask()).await.unwrap();
    assert!(!is_replay(&second));
    assert!(second.into_inner().recorded.unwrap().index > first.index);
}

#[tokio::test(flavor = "multi_thread")]
async fn first_answers_outlive_the_server_stopped_or_killed() {
    let mut world = world().await;
    let (good, bad) = (world.id(), world.id());
    let too_late = api::RecordReceipt { account: 999_999, ..world.cash(1) };
    let first = given(record(&world, &good, false, world.cash(1_000)).await);
    let (_, refusal) = refused(record(&world, &bad, false, too_late.clone()).await);
    for kill in [false, true] {
        world = if kill { world.killed().serve() } else { world.restarted() };
        let head = world.head().await;
        let again = record(&world, &good, false, world.cash(1_000)).await.unwrap();
        assert!(is_replay(&again));
        assert_eq!(again.into_inner(), first);
        assert_eq!(refused(record(&world, &bad, false, too_late.clone()).await).1, refusal);
        assert_eq!(world.head().await, head);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_refused_once_stays_refused_under_its_id() {
    let world = world().await;
    let office = &world.office;
    let ask = || api::AllotRequest {
        request_id: "0198f0a1b2c37d4e8f00112233445566".to_owned(),
        validate_only: false,
        allotment: Some(world.to_dowries(office.national, 500)),
    };
    let mut funds = world.by(&office.budget_officer).funds();
    let (_, before) = refused(funds.allot(ask()).await);
    assert_eq!((before.numbers["available"], before.numbers["asked"]), (0, 500));
    world.receive(world.cash(500)).await;
    let (_, after) = refused(funds.allot(ask()).await);
    assert_eq!(after, before);
    given(world.allot(world.to_dowries(office.national, 500)).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_spelt_otherwise_is_still_the_same_request() {
    let world = world().await;
    let serial = world.new_person();
    let mut ask = api::EnrolBeneficiaryRequest {
        request_id: world.id(),
        validate_only: false,
        beneficiary: Some(amanat_tests::granting::enrolment(world.office.national, serial, world.bytes16())),
    };
    let mut registry = world.by(&world.office.case_officer).registry();
    let first = given(registry.enrol_beneficiary(ask.clone()).await);
    let identity = &mut ask.beneficiary.as_mut().unwrap().identities[0];
    identity.value = identity.value.chars().map(persian).collect();
    let again = registry.enrol_beneficiary(ask).await.unwrap();
    assert!(is_replay(&again));
    assert_eq!(again.into_inner(), first);
}

fn persian(digit: char) -> char {
    char::from_u32(u32::from('۰') + digit.to_digit(10).unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_says_what_would_happen_and_leaves_nothing() {
    let world = world().await;
    let head = world.head().await;
    let (good, bad) = (world.id(), world.id());
    let unknown = api::RecordReceipt { account: 999_999, ..world.cash(1) };

    let dry = given(record(&world, &good, true, world.cash(1_000)).await).recorded.unwrap();
    assert_eq!(dry, api::Recorded { validated_only: true, ..Default::default() });
    let (dry_code, dry_refusal) = refused(record(&world, &bad, true, unknown.clone()).await);
    assert_eq!(dry_refusal.entry, None);
    assert_eq!(world.head().await, head);

    // The ids are still free, and the verdicts were right.
    let done = record(&world, &good, false, world.cash(1_000)).await.unwrap();
    assert!(!is_replay(&done));
    let (code, refusal) = refused(record(&world, &bad, false, unknown).await);
    assert_eq!((code, &refusal.reason, &refusal.numbers), (dry_code, &dry_refusal.reason, &dry_refusal.numbers));
    assert!(refusal.entry.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_under_a_used_id_tells_what_that_id_stands_for() {
    let world = world().await;
    let id = world.id();
    let first = given(record(&world, &id, false, world.cash(1_000)).await);
    let head = world.head().await;
    let same = record(&world, &id, true, world.cash(1_000)).await.unwrap();
    assert!(is_replay(&same));
    assert_eq!(same.into_inner(), first);
    let (_, refusal) = refused(record(&world, &id, true, world.cash(2_000)).await);
    assert_eq!((refusal.reason.as_str(), refusal.entry), ("REQUEST_ID_REUSED", None));
    assert_eq!(world.head().await, head);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_senders_of_one_request_all_get_one_answer() {
    let world = world().await;
    let id = world.id();
    let before = world.head().await.entry_count;
    let caller = world.by(&world.office.receiver);
    let sending: Vec<_> = (0..32)
        .map(|_| {
            let (mut receipts, receipt) = (caller.receipts(), Some(world.cash(1_000)));
            let ask = api::RecordReceiptRequest { request_id: id.clone(), validate_only: false, receipt };
            tokio::spawn(async move { receipts.record_receipt(ask).await })
        })
        .collect();
    let mut first = 0;
    let mut answers = Vec::new();
    for sent in sending {
        let answer = sent.await.unwrap().unwrap();
        first += usize::from(!is_replay(&answer));
        answers.push(answer.into_inner());
    }
    assert_eq!(first, 1);
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    // A fund, a series and the receipt.
    assert_eq!(world.head().await.entry_count, before + 3);
}
