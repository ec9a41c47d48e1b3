//! A finance officer asks who or what a code, a reference or an id stands for.

use super::super::world;
use amanat_tests::answers::{given, malformed, refused};
use amanat_tests::look_ups::{
    by_code, by_marriage, by_person, by_person_spelled_otherwise, by_reference, find, look_up, marriage,
};
use amanat_tests::words::{by_card, person};
use amanat_tests::world::World;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::LookUpKind;
use ledger_wire::proto::record::v1::{BeneficiaryKind, DonorKind};
use tonic::Code;

const NOTHING: [u64; 0] = [];

async fn enrol(world: &World, beneficiary: api::EnrolBeneficiary) -> u64 {
    let ask =
        api::EnrolBeneficiaryRequest { request_id: world.id(), validate_only: false, beneficiary: Some(beneficiary) };
    given(world.by(&world.office.case_officer).registry().enrol_beneficiary(ask).await).recorded.unwrap().index
}

fn couple(world: &World, serials: [u32; 2], record: &str) -> api::EnrolBeneficiary {
    api::EnrolBeneficiary {
        kind: BeneficiaryKind::Couple.into(),
        office: world.office.national,
        reference: world.bytes16().to_vec(),
        identities: vec![person(serials[0]), person(serials[1]), marriage(record)],
        class: 0,
        benefit_groups: vec!["dowry".to_owned(), "marriage".to_owned()],
    }
}

#[tokio::test]
async fn everything_with_a_code_is_found_by_it() {
    let world = world().await;
    let office = &world.office;
    let auditor = world.by(&office.auditor);
    for (kind, code, index) in [
        (LookUpKind::Area, "IR", office.country),
        (LookUpKind::Area, "IR-kerman", office.kerman),
        (LookUpKind::Office, "qom", office.qom_office),
        (LookUpKind::Programme, "dowry", office.dowry),
        (LookUpKind::Account, "donations-1", office.account),
    ] {
        assert_eq!(find(&auditor, &by_code(kind, code)).await, [index], "{code}");
    }
    // A code belongs to its kind, and to the whole of it.
    assert_eq!(find(&auditor, &by_code(LookUpKind::Office, "IR")).await, NOTHING);
    assert_eq!(find(&auditor, &by_code(LookUpKind::Area, "IR-")).await, NOTHING);
    assert_eq!(find(&auditor, &by_code(LookUpKind::Area, "IR-kermanshah")).await, NOTHING);
}

#[tokio::test]
async fn a_donor_and_a_beneficiary_are_found_by_their_references() {
    let world = world().await;
    let (donor_reference, reference) = (world.bytes16(), world.bytes16());
    let donor = api::RegisterDonor { kind: DonorKind::Person.into(), reference: donor_reference.to_vec() };
    let ask = api::RegisterDonorRequest { request_id: world.id(), validate_only: false, donor: Some(donor) };
    let donor = given(world.by(&world.office.receiver).registry().register_donor(ask).await).recorded.unwrap().index;
    let enrolment = api::EnrolBeneficiary { reference: reference.to_vec(), ..couple(&world, [501, 502], "77") };
    let beneficiary = enrol(&world, enrolment).await;

    let auditor = world.by(&world.office.auditor);
    assert_eq!(find(&auditor, &by_reference(LookUpKind::Donor, &donor_reference)).await, [donor]);
    assert_eq!(find(&auditor, &by_reference(LookUpKind::Beneficiary, &reference)).await, [beneficiary]);
    assert_eq!(find(&auditor, &by_reference(LookUpKind::Donor, &reference)).await, NOTHING);
}

#[tokio::test]
async fn a_person_is_found_in_every_beneficiary_and_in_every_spelling() {
    let world = world().await;
    let alone = world.enrol(501).await;
    let married = enrol(&world, couple(&world, [501, 502], "1405-77/a")).await;
    let auditor = world.by(&world.office.auditor);
    assert_eq!(find(&auditor, &by_person(501)).await, [alone, married]);
    assert_eq!(find(&auditor, &by_person_spelled_otherwise(501)).await, [alone, married]);
    assert_eq!(find(&auditor, &by_person(502)).await, [married]);
    assert_eq!(find(&auditor, &by_person(503)).await, NOTHING);
    for group in ["dowry", "marriage"] {
        assert_eq!(find(&auditor, &by_marriage("1405 77/A", group)).await, [married]);
    }
    assert_eq!(find(&auditor, &by_marriage("1405-77/A", "housing")).await, NOTHING);
    assert_eq!(find(&auditor, &by_marriage("1405-78/A", "dowry")).await, NOTHING);
}

#[tokio::test]
async fn what_was_just_recorded_is_found_by_the_next_question() {
    let world = world().await;
    let auditor = world.by(&world.office.auditor);
    for serial in 501..560 {
        let beneficiary = world.enrol(serial).await;
        let answer = look_up(&auditor, &by_person(serial)).await;
        assert_eq!(answer.indices, [beneficiary]);
        assert!(answer.head.unwrap().entry_count > beneficiary);
    }
}

#[tokio::test]
async fn a_refused_registration_is_not_found_and_a_dry_run_leaves_nothing() {
    let world = world().await;
    let auditor = world.by(&world.office.auditor);
    let area = api::RegisterArea {
        code: "IR-qom".to_owned(),
        level: ledger_wire::proto::record::v1::AreaLevel::Province.into(),
        parent: world.office.country,
        name: "قم".to_owned(),
        valid_from: amanat_tests::words::date(amanat_tests::words::today()),
    };
    let proposer = world.by(&world.office.administrator);
    let ask = api::RegisterAreaRequest { request_id: world.id(), validate_only: false, area: Some(area.clone()) };
    refused(proposer.registry().register_area(ask).await);
    assert_eq!(find(&auditor, &by_code(LookUpKind::Area, "IR-qom")).await, [world.office.qom]);
    let dry = api::RegisterAreaRequest {
        request_id: world.id(),
        validate_only: true,
        area: Some(api::RegisterArea { code: "IR-yazd".to_owned(), ..area }),
    };
    given(proposer.registry().register_area(dry).await);
    assert_eq!(find(&auditor, &by_code(LookUpKind::Area, "IR-yazd")).await, NOTHING);
}

/// More enrolments of one person than one answer names.
#[tokio::test]
async fn an_answer_is_bounded_and_goes_on_where_it_ended() {
    let world = world().await;
    let enrolment = || {
        let asked = amanat_tests::granting::enrolment(world.office.national, 501, world.bytes16());
        api::RegistryItem { command: Some(api::registry_item::Command::Beneficiary(asked)) }
    };
    let ask = api::BatchRegisterRequest {
        request_id: world.id(),
        validate_only: false,
        mode: api::BatchMode::Atomic.into(),
        items: (0..230).map(|_| enrolment()).collect(),
    };
    let enrolled = given(world.by(&world.office.case_officer).registry().batch_register(ask).await);
    let enrolled = enrolled.recorded.unwrap().indices;
    let auditor = world.by(&world.office.auditor);
    let first = look_up(&auditor, &by_person(501)).await;
    assert_eq!((first.indices.as_slice(), first.more), (&enrolled[..100], true));
    assert_eq!(find(&auditor, &by_person(501)).await, enrolled);
    let last = look_up(&auditor, &api::LookUpRequest { after: enrolled[129], ..by_person(501) }).await;
    assert_eq!((last.indices.as_slice(), last.more), (&enrolled[130..], false));
}

#[tokio::test]
async fn a_question_that_is_none_is_malformed_with_its_fields() {
    let world = world().await;
    let mut registry = world.by(&world.office.auditor).registry();
    assert_eq!(malformed(registry.look_up(api::LookUpRequest::default()).await), ["kind"]);
    let wrong = by_reference(LookUpKind::Account, &[7; 16]);
    assert_eq!(malformed(registry.look_up(wrong).await), ["reference"]);
    let without_group = by_marriage("77", "");
    assert_eq!(malformed(registry.look_up(without_group).await), ["benefit_group"]);
    let status = registry.look_up(by_marriage("9990000018\u{202e}", "dowry")).await.unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    assert!(!format!("{status:?}").contains("999"), "nothing that came in is repeated");
}

/// The payment of a receipt is not in the index, where each small gift would have a row: the rules know it, and a dry
/// run of the same receipt is told.
#[tokio::test]
async fn a_dry_run_tells_which_receipt_records_a_payment() {
    let world = world().await;
    let gift = by_card(world.office.national, world.office.account, 40_000_000, "140509010001");
    let receipt = world.receive(gift.clone()).await.index;
    let head = world.head().await;
    let mut receipts = world.by(&world.office.receiver).receipts();
    let ask = api::RecordReceiptRequest { request_id: world.id(), validate_only: true, receipt: Some(gift) };
    let (_, refusal) = refused(receipts.record_receipt(ask).await);
    assert_eq!((refusal.reason.as_str(), refusal.numbers["receipt"]), ("PAYMENT_ALREADY_RECORDED", receipt));
    let other = by_card(world.office.national, world.office.account, 40_000_000, "140509010002");
    let ask = api::RecordReceiptRequest { request_id: world.id(), validate_only: true, receipt: Some(other) };
    assert!(given(receipts.record_receipt(ask).await).recorded.unwrap().validated_only);
    assert_eq!(world.head().await, head, "asking leaves nothing in the book");
}
