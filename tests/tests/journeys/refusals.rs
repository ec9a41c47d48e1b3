//! What the rules refuse: each with its gRPC code, its stable name, its numbers, and the entry that records it.

use super::world;
use amanat_tests::answers::{given, refused};
use amanat_tests::granting::{Seen, Step, application, enrolment, take};
use amanat_tests::office::{CAP, Post, key_hash};
use amanat_tests::words::{by_card, date, person, rials, today};
use amanat_tests::world::{World, year};
use api::registry_item::Command;
use ledger_core::time::Day;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::record::v1::{AreaLevel, DonorKind, OfficeKind, Role, Source};
use tonic::Code::{FailedPrecondition, NotFound, PermissionDenied};
use tonic::{Code, Response, Status};

/// An index at which there is nothing.
const NOWHERE: u64 = 999_999;

/// The call is refused for this reason with these numbers, and its refusal is the newest entry of the book.
async fn expect<T>(
    world: &World,
    answer: Result<Response<T>, Status>,
    (code, reason): (Code, &str),
    numbers: &[(&str, u64)],
) {
    let (found, refusal) = refused(answer);
    assert_eq!((found, refusal.reason.as_str()), (code, reason));
    for (field, number) in numbers {
        assert_eq!(refusal.numbers.get(*field), Some(number), "{reason}: {field}");
    }
    assert_eq!(refusal.numbers.len(), numbers.len(), "{reason}: {:?}", refusal.numbers);
    let entry = refusal.entry.expect("a refusal is recorded").0;
    assert_eq!(entry + 1, world.head().await.entry_count, "{reason} is one entry and nothing half done");
}

async fn receive(world: &World, receipt: api::RecordReceipt) -> Result<Response<api::Recorded>, Status> {
    world.try_receive(&world.id(), receipt).await
}

/// Asks the register for one thing.
async fn register(world: &World, by: &Post, command: Command) -> Result<Response<api::BatchRegisterResponse>, Status> {
    let ask = api::BatchRegisterRequest {
        request_id: world.id(),
        validate_only: false,
        mode: api::BatchMode::Atomic.into(),
        items: vec![api::RegistryItem { command: Some(command) }],
    };
    world.by(by).registry().batch_register(ask).await
}

async fn reverse(
    world: &World,
    by: &Post,
    receipt: u64,
    amount: i64,
) -> Result<Response<api::ReverseReceiptResponse>, Status> {
    let reversal = Some(api::ReverseReceipt { receipt, amount: rials(amount), reason: 1 });
    let ask = api::ReverseReceiptRequest { request_id: world.id(), validate_only: false, reversal };
    world.by(by).receipts().reverse_receipt(ask).await
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let world = world().await;
    let office = &world.office;
    let cash = || world.cash(1);
    let wish = |programme, area| Some(api::Restriction { programme, area, ..Default::default() });

    let answer = receive(&world, api::RecordReceipt { office: NOWHERE, ..cash() }).await;
    // Whose office it would be cannot be said of an office that is not there.
    let (code, refusal) = refused(answer);
    assert!(matches!(refusal.reason.as_str(), "UNKNOWN_OFFICE" | "OUT_OF_SCOPE"), "{refusal:?}");
    assert!(matches!(code, NotFound | PermissionDenied));

    let answer = receive(&world, api::RecordReceipt { account: NOWHERE, ..cash() }).await;
    expect(&world, answer, (NotFound, "UNKNOWN_ACCOUNT"), &[("account", NOWHERE)]).await;
    let answer = receive(&world, api::RecordReceipt { donor: NOWHERE, ..cash() }).await;
    expect(&world, answer, (NotFound, "UNKNOWN_DONOR"), &[("donor", NOWHERE)]).await;
    let answer = receive(&world, api::RecordReceipt { restriction: wish(NOWHERE, 0), ..cash() }).await;
    expect(&world, answer, (NotFound, "UNKNOWN_PROGRAMME"), &[("programme", NOWHERE)]).await;
    let answer = receive(&world, api::RecordReceipt { restriction: wish(0, NOWHERE), ..cash() }).await;
    expect(&world, answer, (NotFound, "UNKNOWN_AREA"), &[("area", NOWHERE)]).await;

    let fund = Some(api::allot::Origin::Fund(api::FromFund { fund: NOWHERE }));
    let answer = world.allot(api::Allot { origin: fund, ..world.to_dowries(office.national, 1) }).await;
    expect(&world, answer, (NotFound, "UNKNOWN_FUND"), &[("fund", NOWHERE)]).await;
    let parent = Some(api::allot::Origin::ParentLine(api::FromParentLine { office: office.national }));
    let answer = world.allot(api::Allot { origin: parent, ..world.to_dowries(office.qom_office, 1) }).await;
    expect(&world, answer, (NotFound, "UNKNOWN_LINE"), &[("line", 0)]).await;

    let answer = world.try_step(Step::Decide, Seen::new(NOWHERE)).await;
    expect(&world, answer, (NotFound, "UNKNOWN_GRANT"), &[("grant", NOWHERE)]).await;
    let answer = world.apply(NOWHERE, 1).await;
    expect(&world, answer, (NotFound, "UNKNOWN_BENEFICIARY"), &[("beneficiary", NOWHERE)]).await;
    let answer = reverse(&world, &office.approver, NOWHERE, 1).await;
    expect(&world, answer, (NotFound, "UNKNOWN_RECEIPT"), &[("receipt", NOWHERE)]).await;
    let confirm = Command::Confirmation(api::Confirm { object: NOWHERE, last_change: NOWHERE });
    let answer = register(&world, &office.second_administrator, confirm).await;
    expect(&world, answer, (NotFound, "UNKNOWN_REGISTRATION"), &[("object", NOWHERE)]).await;
}

#[tokio::test]
async fn who_may_not_is_told_why() {
    let world = world().await;
    let office = &world.office;

    let ask = api::AllotRequest {
        request_id: world.id(),
        validate_only: false,
        allotment: Some(world.to_dowries(office.national, 1)),
    };
    let answer = world.by(&office.receiver).funds().allot(ask).await;
    expect(&world, answer, (PermissionDenied, "ROLE_MISSING"), &[("role", 2)]).await;

    let enrol = Command::Beneficiary(enrolment(office.kerman_office, world.new_person(), world.bytes16()));
    let answer = register(&world, &office.qom_case_officer, enrol).await;
    expect(&world, answer, (PermissionDenied, "OUT_OF_SCOPE"), &[("office", office.kerman_office)]).await;

    let enrolled = world.enrol(world.new_person()).await;
    let verify = Command::Verification(api::VerifyBeneficiary { beneficiary: enrolled, last_change: enrolled });
    let answer = register(&world, &office.machine, verify.clone()).await;
    let machine = office.machine.principal;
    expect(&world, answer, (PermissionDenied, "SYSTEM_MAY_NOT_APPROVE"), &[("principal", machine)]).await;
    let answer = register(&world, &office.case_officer, verify).await;
    expect(&world, answer, (PermissionDenied, "SELF_APPROVAL"), &[("acted_at", enrolled)]).await;
}

#[tokio::test]
async fn money_is_given_out_once_and_as_its_donor_wants() {
    let world = world().await;
    let office = &world.office;
    let for_qom = Some(api::Restriction { programme: office.dowry, area: office.qom, ..Default::default() });
    world.receive(api::RecordReceipt { restriction: for_qom, ..world.cash(100) }).await;
    let funds = given(world.by(&office.auditor).funds().list_funds(api::ListFundsRequest::default()).await).funds;
    let fund = funds[0].index;

    let from = |fund| Some(api::allot::Origin::Fund(api::FromFund { fund }));
    let elsewhere = api::Allot { origin: from(fund), ..world.to_dowries(office.kerman_office, 1) };
    let answer = world.allot(elsewhere.clone()).await;
    let place = (FailedPrecondition, "RESTRICTION_FORBIDS");
    expect(&world, answer, place, &[("fund", fund), ("dimension", 2)]).await;
    let for_marriage = api::Allot { office: office.qom_office, programme: office.marriage, ..elsewhere };
    let answer = world.allot(for_marriage).await;
    expect(&world, answer, place, &[("fund", fund), ("dimension", 1)]).await;

    let answer = world.allot(world.to_dowries(office.qom_office, 101)).await;
    let short = (FailedPrecondition, "EXCEEDS_AVAILABLE");
    expect(&world, answer, short, &[("available", 100), ("asked", 101)]).await;
    given(world.allot(world.to_dowries(office.qom_office, 100)).await);
    let answer = world.allot(world.to_dowries(office.qom_office, 1)).await;
    expect(&world, answer, short, &[("available", 0), ("asked", 1)]).await;
}

#[tokio::test]
async fn a_receipt_is_recorded_once_for_what_it_is() {
    let world = world().await;
    let office = &world.office;
    let card = || by_card(office.national, office.account, 50, "REF-7");
    let receipt = world.receive(card()).await.index;
    let answer = receive(&world, card()).await;
    expect(&world, answer, (FailedPrecondition, "PAYMENT_ALREADY_RECORDED"), &[("receipt", receipt)]).await;

    let answer = receive(&world, api::RecordReceipt { payment: None, ..card() }).await;
    expect(&world, answer, (FailedPrecondition, "PAYMENT_MISMATCH"), &[("needed", 1)]).await;
    let answer = receive(&world, api::RecordReceipt { channel: world.cash(1).channel, ..card() }).await;
    expect(&world, answer, (FailedPrecondition, "PAYMENT_MISMATCH"), &[("needed", 0)]).await;

    let answer = receive(&world, api::RecordReceipt { source: Source::StateCredit.into(), ..world.cash(1) }).await;
    let state_credit = u64::try_from(i32::from(Source::StateCredit)).unwrap();
    let (_, refusal) = refused(answer);
    assert_eq!(refusal.reason, "SOURCE_MISMATCH");
    assert!(refusal.numbers["source"].abs_diff(state_credit) <= 1);

    // The sum of a series is what an amount can be.
    let answer = receive(&world, api::RecordReceipt { payment: None, ..world.cash(i64::MAX) }).await;
    let most = i64::MAX.unsigned_abs();
    expect(&world, answer, (FailedPrecondition, "AMOUNT_TOO_LARGE"), &[("asked", most)]).await;
}

#[tokio::test]
async fn a_receipt_is_booked_on_a_day_that_has_come_and_is_in_the_calendar() {
    let world = world().await;
    let on = |day: Day| api::RecordReceipt { booking_date: date(day), ..world.cash(1) };
    let epoch = |day: Day| u64::try_from(day.epoch_days()).unwrap_or(0);
    let after_tomorrow = today().checked_add_days(2).unwrap();
    let (_, refusal) = refused(receive(&world, on(after_tomorrow)).await);
    assert_eq!((refusal.reason.as_str(), refusal.numbers["asked"]), ("BOOKING_DATE_IMPOSSIBLE", epoch(after_tomorrow)));
    // A Solar Hijri date in a Gregorian field: a day long before the book's calendar.
    let (code, refusal) = refused(receive(&world, on(Day::from_ymd(1404, 12, 30).unwrap())).await);
    assert_eq!((code, refusal.reason.as_str()), (FailedPrecondition, "BOOKING_DATE_IMPOSSIBLE"));
    world.receive(on(today().checked_add_days(-30).unwrap())).await;
}

#[tokio::test]
async fn a_receipt_is_taken_back_by_others_and_while_it_is_free() {
    let world = world().await;
    let office = &world.office;
    let receipt = world.receive(world.cash(100)).await.index;
    let answer = reverse(&world, &office.receiver, receipt, 1).await;
    expect(&world, answer, (PermissionDenied, "ROLE_MISSING"), &[("role", 4)]).await;
    let answer = reverse(&world, &office.approver, receipt, 101).await;
    expect(&world, answer, (FailedPrecondition, "EXCEEDS_RECEIPT"), &[("left", 100), ("asked", 101)]).await;
    given(world.allot(world.to_dowries(office.national, 60)).await);
    let answer = reverse(&world, &office.approver, receipt, 50).await;
    expect(&world, answer, (FailedPrecondition, "RECEIPT_IN_USE"), &[("free", 40), ("asked", 50)]).await;
}

#[tokio::test]
async fn a_grant_keeps_to_the_rule_the_order_and_the_person() {
    let world = world().await;
    let office = &world.office;
    world.fund_dowries(1_000).await;
    let enrolled = world.enrol(world.new_person()).await;
    let answer = world.apply(enrolled, 1).await;
    let who = (FailedPrecondition, "BENEFICIARY_NOT_VERIFIED");
    expect(&world, answer, who, &[("beneficiary", enrolled)]).await;

    let beneficiary = world.beneficiary().await;
    let answer = world.apply(beneficiary, CAP + 1).await;
    let cap = CAP.unsigned_abs();
    expect(&world, answer, (FailedPrecondition, "EXCEEDS_CAP"), &[("cap", cap), ("asked", cap + 1)]).await;

    let mut for_marriage = application(office, beneficiary, 1);
    if let Some(api::grant_item::Command::Application(it)) = &mut for_marriage.command {
        it.programme = office.marriage;
    }
    let answer = take(&world.by(&office.case_officer), &world.id(), for_marriage).await;
    expect(&world, answer, (FailedPrecondition, "NO_BENEFIT_KEY"), &[("beneficiary", beneficiary)]).await;

    let grant = Seen::new(given(world.apply(beneficiary, 2_000).await).index);
    let answer = world.try_step(Step::Secure, grant).await;
    let (_, refusal) = refused(answer);
    assert!(matches!(refusal.reason.as_str(), "STAGE_OUT_OF_ORDER" | "EXCEEDS_AVAILABLE"), "{refusal:?}");
    let decided = world.walk(grant, &[Step::Decide]).await;
    let answer = world.try_step(Step::Secure, decided).await;
    let short = (FailedPrecondition, "EXCEEDS_AVAILABLE");
    expect(&world, answer, short, &[("available", 1_000), ("asked", 2_000)]).await;
    let answer = world.try_step(Step::Award, decided).await;
    expect(&world, answer, (FailedPrecondition, "STAGE_OUT_OF_ORDER"), &[("stage", 2)]).await;
}

#[tokio::test]
async fn the_register_takes_each_thing_once_and_by_two_hands() {
    let world = world().await;
    let office = &world.office;
    let programme = Command::Programme(api::RegisterProgramme {
        code: "dowry".to_owned(),
        name: "دوباره".to_owned(),
        classes: Vec::new(),
        intents: Vec::new(),
    });
    let answer = register(&world, &office.administrator, programme).await;
    expect(&world, answer, (FailedPrecondition, "CODE_TAKEN"), &[("holder", office.dowry)]).await;

    let confirm = |object| Command::Confirmation(api::Confirm { object, last_change: object });
    let answer = register(&world, &office.second_administrator, confirm(office.dowry)).await;
    expect(&world, answer, (FailedPrecondition, "ALREADY_CONFIRMED"), &[("object", office.dowry)]).await;

    let county = |parent| {
        Command::Area(api::RegisterArea {
            code: "somewhere".to_owned(),
            level: AreaLevel::County.into(),
            parent,
            name: "جایی".to_owned(),
            valid_from: date(today()),
        })
    };
    let answer = register(&world, &office.administrator, county(office.country)).await;
    expect(&world, answer, (FailedPrecondition, "WRONG_PARENT"), &[("parent", office.country)]).await;
    let proposed =
        given(register(&world, &office.administrator, county(office.qom)).await).recorded.unwrap().indices[0];
    let answer = register(&world, &office.administrator, confirm(proposed)).await;
    expect(&world, answer, (PermissionDenied, "SELF_APPROVAL"), &[("acted_at", proposed)]).await;
    let seat = Command::Office(api::RegisterOffice {
        code: "too-early".to_owned(),
        kind: OfficeKind::Welfare.into(),
        parent: office.qom_office,
        area: proposed,
    });
    let answer = register(&world, &office.administrator, seat).await;
    expect(&world, answer, (FailedPrecondition, "NOT_CONFIRMED"), &[("object", proposed)]).await;

    let donor = |reference: [u8; 16]| {
        Command::Donor(api::RegisterDonor { kind: DonorKind::Person.into(), reference: reference.to_vec() })
    };
    let known = given(register(&world, &office.receiver, donor([7; 16])).await).recorded.unwrap().indices[0];
    let answer = register(&world, &office.receiver, donor([7; 16])).await;
    expect(&world, answer, (FailedPrecondition, "CODE_TAKEN"), &[("holder", known)]).await;
}

#[tokio::test]
async fn a_principal_has_its_own_key_and_roles_that_may_meet() {
    let world = world().await;
    let office = &world.office;
    let admit = |serial, roles: &[Role], key: &str| {
        Command::Principal(api::AdmitPrincipal {
            person: Some(person(serial)),
            office: office.national,
            roles: roles.iter().map(|role| i32::from(*role)).collect(),
            api_key_sha256: key_hash(key),
        })
    };
    let taken = admit(500, &[Role::Receiver], &office.approver.key);
    let answer = register(&world, &office.administrator, taken).await;
    let holder = office.approver.principal;
    expect(&world, answer, (FailedPrecondition, "IDENTITY_TAKEN"), &[("principal", holder)]).await;
    let both = admit(500, &[Role::Auditor, Role::Receiver], "a key of its own");
    let answer = register(&world, &office.administrator, both).await;
    expect(&world, answer, (FailedPrecondition, "ROLES_MAY_NOT_MEET"), &[("role", 7), ("other", 1)]).await;
    // The receiver's person, who is the first, as an auditor under another key.
    let again = admit(1, &[Role::Auditor], "another key of its own");
    let answer = register(&world, &office.administrator, again).await;
    expect(&world, answer, (FailedPrecondition, "ROLES_MAY_NOT_MEET"), &[("role", 7), ("other", 1)]).await;
}

#[tokio::test]
async fn time_goes_one_way_and_not_by_hand() {
    let world = world().await;
    let office = &world.office;
    let to = Some(prost_types::Timestamp { seconds: 4_000_000_000, nanos: 0 });
    let ask = api::AdvanceClockRequest {
        request_id: world.id(),
        validate_only: false,
        clock: Some(api::AdvanceClock { to }),
    };
    let answer = world.by(&office.administrator).admin().advance_clock(ask).await;
    expect(&world, answer, (FailedPrecondition, "CLOCK_NOT_SCRIPTED"), &[]).await;

    let yesterday = today().checked_add_days(-1).unwrap();
    let rule = Command::ProgrammeRule(api::SetProgrammeRule {
        programme: office.dowry,
        cap: rials(1),
        benefit_group: "dowry".to_owned(),
        decision: Some(api::DecisionRef { number: "1405/2".to_owned(), date: date(yesterday) }),
        effective_from: date(yesterday),
    });
    let (code, refusal) = refused(register(&world, &office.administrator, rule).await);
    assert_eq!((code, refusal.reason.as_str()), (FailedPrecondition, "STARTS_BEFORE_ITSELF"));
    assert!(refusal.numbers["today"] > refusal.numbers["asked"]);
}

#[tokio::test]
async fn what_is_not_there_cannot_be_read_either() {
    let world = world().await;
    let auditor = world.by(&world.office.auditor);
    let (code, refusal) = refused(auditor.grants().get_grant(api::GetGrantRequest { grant: NOWHERE }).await);
    assert_eq!((code, refusal.reason.as_str()), (NotFound, "UNKNOWN_GRANT"));
    assert_eq!((refusal.numbers["grant"], refusal.entry), (NOWHERE, None));
    let answer = auditor.receipts().get_receipt(api::GetReceiptRequest { receipt: NOWHERE }).await;
    assert_eq!(refused(answer).1.reason, "UNKNOWN_RECEIPT");
    let line = api::Allot { year: year(), ..world.to_dowries(world.office.national, 1) };
    assert_eq!(refused(world.allot(line).await).1.reason, "EXCEEDS_AVAILABLE");
}
