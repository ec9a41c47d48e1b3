//! Who gets which entry whole; and that whoever gets leaves can check every link all the same.

use super::reader::Reader;
use super::{at_start, listed};
use crate::journeys::world;
use amanat_tests::answers::{given, refused};
use amanat_tests::office::{Post, key_hash};
use amanat_tests::words::{cash, person};
use amanat_tests::world::World;
use api::registry_item::Command;
use ledger_core::event::Event;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::record::v1::{OfficeKind, Role};
use ledger_wire::record::{self, event_name};
use std::collections::BTreeSet;
use tonic::Code;

/// Everything that somebody gets, up to the head.
async fn followed(world: &World, post: &Post) -> Reader {
    let mut reader = at_start(world).await;
    let mut feed = reader.follow(&world.by(post)).await;
    reader.catch_up(&mut feed).await;
    reader
}

/// The entries that came whole, as events.
fn whole(reader: &Reader) -> Vec<Event> {
    reader.records.iter().flatten().map(|bytes| record::decode(bytes).unwrap().entry.event).collect()
}

/// Proposes and confirms.
async fn register(world: &World, command: Command) -> u64 {
    let batch = |command| api::BatchRegisterRequest {
        request_id: world.id(),
        validate_only: false,
        mode: api::BatchMode::Atomic.into(),
        items: vec![api::RegistryItem { command: Some(command) }],
    };
    let mut proposer = world.by(&world.office.administrator).registry();
    let object = given(proposer.batch_register(batch(command)).await).recorded.unwrap().indices[0];
    let mut confirmer = world.by(&world.office.second_administrator).registry();
    let confirmation = Command::Confirmation(api::Confirm { object, last_change: object });
    given(confirmer.batch_register(batch(confirmation)).await);
    object
}

/// A partner under the office of Qom, and its system.
async fn partner(world: &World) -> (u64, Post) {
    let office = Command::Office(api::RegisterOffice {
        code: "ngo-1".to_owned(),
        kind: OfficeKind::Partner.into(),
        parent: world.office.qom_office,
        area: world.office.qom,
    });
    let office = register(world, office).await;
    let key = "a key that the partner's system drew";
    let roles = vec![Role::Receiver.into(), Role::Partner.into()];
    let system = Command::Principal(api::AdmitPrincipal { person: None, office, roles, api_key_sha256: key_hash(key) });
    (office, Post::known(register(world, system).await, key))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_province_gets_what_is_of_it_and_below_and_the_leaves_of_all_else() {
    let world = world().await;
    let office = &world.office;
    let (ngo, system) = partner(&world).await;
    let mut of = std::collections::BTreeMap::new();
    for at in [office.national, office.qom_office, office.kerman_office, ngo] {
        of.insert(at, world.receive(cash(at, office.account, 1_000)).await.index);
    }
    world.fund_dowries(5_000).await;

    let all = followed(&world, &office.auditor).await;
    assert!(all.records.iter().all(Option::is_some));
    let province = followed(&world, &office.qom_case_officer).await;
    let partner = followed(&world, &system).await;
    let national = followed(&world, &office.case_officer).await;

    let gets = |reader: &Reader, at: u64| reader.records[usize::try_from(of[&at]).unwrap()].is_some();
    let table = [
        (&national, [true, true, true, true]),
        (&province, [false, true, false, true]),
        (&partner, [false, false, false, true]),
    ];
    for (reader, expected) in table {
        assert_eq!(
            [office.national, office.qom_office, office.kerman_office, ngo].map(|at| gets(reader, at)),
            expected
        );
        // Leaves or not, everybody arrives at the same link; and whole is whole.
        assert_eq!((reader.link, reader.count()), (all.link, all.count()));
        for (own, stored) in reader.records.iter().zip(&all.records) {
            assert!(own.is_none() || own == stored);
        }
    }
    let names: BTreeSet<&str> = whole(&partner).iter().map(event_name).collect();
    let expected = [
        "account_opened",
        "area_registered",
        "office_registered",
        "principal_admitted",
        "programme_registered",
        "programme_rule_set",
        "receipt_recorded",
        "registration_confirmed",
    ];
    assert_eq!(names.into_iter().collect::<Vec<_>>(), expected);
    let admitted = whole(&partner).iter().filter(|event| matches!(event, Event::PrincipalAdmitted(_))).count();
    assert_eq!(admitted, 1, "itself, and nobody else");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_comes_whole_to_who_asked_and_to_who_stands_above() {
    let world = world().await;
    let (_, system) = partner(&world).await;
    // Beyond its own office.
    let receipt = Some(cash(world.office.kerman_office, world.office.account, 5));
    let ask = api::RecordReceiptRequest { request_id: world.id(), validate_only: false, receipt };
    let (code, refusal) = refused(world.by(&system).receipts().record_receipt(ask).await);
    assert_eq!((code, refusal.reason.as_str()), (Code::PermissionDenied, "OUT_OF_SCOPE"));
    let at = usize::try_from(refusal.entry.unwrap().0).unwrap();
    for (post, expected) in [
        (&system, true),
        (&world.office.qom_case_officer, true),
        (&world.office.treasurer, true),
        (&world.office.auditor, true),
    ] {
        assert_eq!(followed(&world, post).await.records[at].is_some(), expected, "{}", post.principal);
    }

    // Of the national office: the partner below has no part in it.
    let ask = api::RecordReceiptRequest { request_id: world.id(), validate_only: false, receipt: Some(world.cash(5)) };
    let (_, refusal) = refused(world.by(&world.office.treasurer).receipts().record_receipt(ask).await);
    let at = usize::try_from(refusal.entry.unwrap().0).unwrap();
    assert!(followed(&world, &world.office.treasurer).await.records[at].is_some());
    assert!(followed(&world, &system).await.records[at].is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_principal_that_nobody_confirmed_does_not_follow() {
    let world = world().await;
    let key = "a key that was proposed and not confirmed";
    let (office, roles) = (world.office.national, vec![Role::Auditor.into()]);
    let human = Some(person(world.new_person()));
    let principal = Some(api::AdmitPrincipal { person: human, office, roles, api_key_sha256: key_hash(key) });
    let ask = api::AdmitPrincipalRequest { request_id: world.id(), validate_only: false, principal };
    given(world.by(&world.office.administrator).registry().admit_principal(ask).await);
    let answer = world.server.caller(key).audit().follow(api::FollowRequest::default()).await;
    let (code, refusal) = refused(answer);
    assert_eq!((code, refusal.reason.as_str()), (Code::PermissionDenied, "PRINCIPAL_NOT_ACTIVE"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_leaves_that_a_reader_gets_are_those_of_the_entries_that_it_does_not() {
    let world = world().await;
    world.receive(world.cash(1_000)).await;
    let reader = followed(&world, &world.office.qom_case_officer).await;
    let listed = listed(&world).await;
    assert_eq!(reader.link.as_bytes()[..], listed.last().unwrap().link);
    let withheld = reader.records.iter().filter(|record| record.is_none()).count();
    assert!(withheld > 10 && withheld < listed.len(), "{withheld} of {}", listed.len());
}
