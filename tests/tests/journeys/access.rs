//! Who may call what: every method of the descriptor has a rule, and nobody gets past it.

use super::world;
use amanat_tests::answers::{failed, given, refused};
use amanat_tests::office::key_hash;
use amanat_tests::raw::{RawMethod, methods};
use amanat_tests::words::person;
use amanat_tests::world::World;
use api::registry_item::Command;
use ledger_server::access::{Access, access};
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::record::v1::Role;
use ledger_wire::status::Failure;
use tonic::Code;

#[test]
fn every_method_of_the_descriptor_has_a_rule() {
    let methods = methods();
    assert!(methods.len() > 100, "{}", methods.len());
    let without: Vec<_> = methods.iter().filter(|method| access(&method.path).is_none()).collect();
    assert!(without.is_empty(), "{without:?}");
}

#[test]
fn what_writes_is_a_write_and_what_reads_is_no_more_than_a_read() {
    for method in methods() {
        let reads = ["Get", "List", "Trace", "LookUp", "Follow"].iter().any(|word| method.name.starts_with(word));
        let found = access(&method.path).expect("a rule");
        let right = if reads {
            matches!(found, Access::Read | Access::Audit | Access::Payments)
        } else {
            found == Access::Write
        };
        assert!(right, "{} is {found:?}", method.path);
    }
}

#[test]
fn a_method_that_the_table_does_not_know_is_denied() {
    for path in [
        "/amanat.ledger.v1.AdminService/Format",
        "/amanat.ledger.v1.PartnerService/ListPartners",
        "/amanat.ledger.v1.ReceiptService/getreceipt",
        "/amanat.ledger.v1.ReceiptService/GetReceipt/",
        "/amanat.ledger.v1.ReceiptService//GetReceipt",
        "amanat.ledger.v1.ReceiptService/GetReceipt",
        "/grpc.health.v1.Health/GetHead",
        "/",
        "",
    ] {
        assert_eq!(access(path), None, "{path}");
    }
}

#[tokio::test]
async fn without_a_known_key_no_method_of_the_book_answers_and_nothing_is_left() {
    let world = world().await;
    let head = world.head().await;
    let channel = world.server.channel();
    for method in methods() {
        for header in [None, Some("Bearer nobody"), Some(""), Some(&*format!("Basic {}", world.office.receiver.key))] {
            let status = method.call(channel.clone(), header).await.expect_err("nobody is there");
            assert_eq!(status.code(), Code::Unauthenticated, "{} with {header:?}", method.path);
            assert_eq!(Failure::from(&status), Failure::Unauthenticated, "{}", method.path);
        }
    }
    assert_eq!(world.head().await, head);
}

#[tokio::test]
async fn a_method_that_is_not_there_is_unimplemented_even_with_a_key() {
    let world = world().await;
    let bearer = format!("Bearer {}", world.office.administrator.key);
    for path in ["/amanat.ledger.v1.AdminService/Format", "/amanat.ledger.v1.Nobody/GetHead"] {
        let method = RawMethod { path: path.to_owned(), name: String::new() };
        let status = method.call(world.server.channel(), Some(&bearer)).await.expect_err("no such method");
        assert_eq!(status.code(), Code::Unimplemented);
    }
}

#[tokio::test]
async fn whole_entries_are_for_auditors_and_administrators() {
    let world = world().await;
    let office = &world.office;
    for post in [&office.receiver, &office.case_officer, &office.approver, &office.treasurer, &office.machine] {
        let mut audit = world.by(post).audit();
        let (code, refusal) = refused(audit.get_entry(api::GetEntryRequest { index: 0 }).await);
        assert_eq!((code, refusal.reason.as_str()), (Code::PermissionDenied, "ROLE_MISSING"));
        refused(audit.list_entries(api::ListEntriesRequest::default()).await);
        // Proofs and figures are for all.
        given(audit.get_head(api::GetHeadRequest {}).await);
    }
    for post in [&office.auditor, &office.administrator] {
        given(world.by(post).audit().get_entry(api::GetEntryRequest { index: 0 }).await);
    }
}

/// Proposes a receiver; nobody has confirmed it yet.
async fn propose_receiver(world: &World, key: &str) -> u64 {
    let principal = Some(api::AdmitPrincipal {
        person: Some(person(world.new_person())),
        office: world.office.national,
        roles: vec![Role::Receiver.into()],
        api_key_sha256: key_hash(key),
    });
    let ask = api::AdmitPrincipalRequest { request_id: world.id(), validate_only: false, principal };
    given(world.by(&world.office.administrator).registry().admit_principal(ask).await).recorded.unwrap().index
}

#[tokio::test]
async fn a_principal_that_nobody_confirmed_may_neither_read_nor_write() {
    let world = world().await;
    let key = "a key that was proposed and not confirmed";
    let principal = propose_receiver(&world, key).await;
    let newcomer = world.server.caller(key);

    let (code, refusal) = refused(newcomer.audit().get_head(api::GetHeadRequest {}).await);
    assert_eq!((code, refusal.reason.as_str()), (Code::PermissionDenied, "PRINCIPAL_NOT_ACTIVE"));

    let receipt = Some(world.cash(1));
    let ask = api::RecordReceiptRequest { request_id: world.id(), validate_only: false, receipt };
    let (code, refusal) = refused(newcomer.receipts().record_receipt(ask.clone()).await);
    assert_eq!((code, refusal.reason.as_str()), (Code::PermissionDenied, "PRINCIPAL_NOT_ACTIVE"));
    assert_eq!(refusal.numbers["principal"], principal);
    assert!(refusal.entry.is_some(), "who has a key and asks is recorded");

    let confirmation = Command::Confirmation(api::Confirm { object: principal, last_change: principal });
    let confirm = api::BatchRegisterRequest {
        request_id: world.id(),
        validate_only: false,
        mode: api::BatchMode::Atomic.into(),
        items: vec![api::RegistryItem { command: Some(confirmation) }],
    };
    given(world.by(&world.office.second_administrator).registry().batch_register(confirm).await);
    given(newcomer.audit().get_head(api::GetHeadRequest {}).await);
    // Under the old id the answer stays; a new request is taken.
    assert_eq!(refused(newcomer.receipts().record_receipt(ask.clone()).await).1, refusal);
    given(newcomer.receipts().record_receipt(api::RecordReceiptRequest { request_id: world.id(), ..ask }).await);
}

#[tokio::test]
async fn nobody_is_told_what_a_grant_is_that_is_not_theirs_to_touch() {
    let world = world().await;
    world.fund_dowries(100).await;
    let grant = world.grant(100).await;
    let step = amanat_tests::granting::Step::Decide;
    let (code, failure) = failed(world.try_step_by(&world.office.qom_case_officer, step, grant).await);
    assert_eq!(code, Code::PermissionDenied);
    let Failure::Refused(refusal) = failure else { panic!("{failure:?}") };
    assert_eq!(refusal.reason, "OUT_OF_SCOPE");
}
