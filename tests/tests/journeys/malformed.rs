//! What is malformed is refused at the door, all of it at once with its places, and leaves nothing.

use super::world;
use amanat_tests::answers::{given, malformed};
use amanat_tests::words::rials;
use amanat_tests::world::World;
use api::BatchMode;
use ledger_core::time::Day;
use ledger_wire::amount::{AmountError, parse_amount};
use ledger_wire::proto::ledger::v1 as api;

fn ask(world: &World, receipt: api::RecordReceipt) -> api::RecordReceiptRequest {
    api::RecordReceiptRequest { request_id: world.id(), validate_only: false, receipt: Some(receipt) }
}

async fn fields(world: &World, ask: api::RecordReceiptRequest) -> Vec<String> {
    malformed(world.by(&world.office.receiver).receipts().record_receipt(ask).await)
}

fn money(amount: i64, unit: &str) -> Option<api::Money> {
    Some(api::Money { amount, unit: unit.to_owned() })
}

#[tokio::test]
async fn an_amount_is_above_zero_and_in_the_unit_of_the_book() {
    let world = world().await;
    let head = world.head().await;
    let cases: [(Option<api::Money>, &[&str]); 7] = [
        (None, &["receipt.amount"]),
        (rials(0), &["receipt.amount.amount"]),
        (rials(-1), &["receipt.amount.amount"]),
        (rials(i64::MIN), &["receipt.amount.amount"]),
        (money(5, ""), &["receipt.amount.unit"]),
        (money(5, "toman"), &["receipt.amount.unit"]),
        (money(0, "USD"), &["receipt.amount.unit", "receipt.amount.amount"]),
    ];
    for (amount, expected) in cases {
        let receipt = api::RecordReceipt { amount, ..world.cash(1) };
        assert_eq!(fields(&world, ask(&world, receipt)).await, expected);
    }
    assert_eq!(world.head().await, head);
}

#[test]
fn a_fraction_of_a_rial_and_more_than_can_be_counted_are_no_amounts() {
    // The API has whole numbers only; fractions can come in where people write amounts.
    let fraction = AmountError::FractionalRial { allowed_places: 0, found_places: 1 };
    assert_eq!(parse_amount("1.5 IRR"), Err(fraction));
    assert_eq!(parse_amount("9223372036854775807 IRR"), Ok(i64::MAX));
    assert_eq!(parse_amount("9223372036854775808 IRR"), Err(AmountError::TooLarge { limit_rials: i64::MAX }));
    assert_eq!(parse_amount("5"), Err(AmountError::MissingUnit));
}

#[tokio::test]
async fn a_day_that_does_not_exist_is_malformed() {
    let world = world().await;
    let head = world.head().await;
    for (year, month, day) in [(2025, 2, 29), (2025, 13, 1), (2025, 4, 31), (0, 1, 1), (2025, 0, 1), (2025, 1, -1)] {
        let receipt = api::RecordReceipt { booking_date: Some(api::Date { year, month, day }), ..world.cash(1) };
        assert_eq!(fields(&world, ask(&world, receipt)).await, ["receipt.booking_date"], "{year}-{month}-{day}");
    }
    assert_eq!(world.head().await, head);
    // 1404 is no leap year of the Solar Hijri calendar, 1403 is.
    assert!(Day::from_solar(1404, 12, 30).is_err());
    assert!(Day::from_solar(1403, 12, 30).is_ok());
}

#[tokio::test]
async fn everything_that_is_wrong_with_a_request_is_listed_with_its_place() {
    let world = world().await;
    let payment = Some(api::ExternalPayment {
        terminal: "with space".to_owned(),
        settlement_date: None,
        reference: String::new(),
    });
    let bad = api::RecordReceipt { office: 0, amount: rials(0), channel: 99, payment, ..world.cash(1) };
    let batch = api::BatchRecordReceiptsRequest {
        request_id: "no uuid".to_owned(),
        validate_only: false,
        mode: BatchMode::Unspecified.into(),
        items: vec![world.cash(1), bad, api::RecordReceipt { account: 0, ..world.cash(1) }],
    };
    let head = world.head().await;
    let answer = world.by(&world.office.receiver).receipts().batch_record_receipts(batch).await;
    assert_eq!(
        malformed(answer),
        [
            "request_id",
            "mode",
            "items[1].office",
            "items[1].amount.amount",
            "items[1].channel",
            "items[1].payment.terminal",
            "items[1].payment.settlement_date",
            "items[1].payment.reference",
            "items[2].account",
        ]
    );
    assert_eq!(world.head().await, head);
}

#[tokio::test]
async fn a_request_has_an_id_and_asks_for_something() {
    let world = world().await;
    let without = |request_id: &str| api::RecordReceiptRequest {
        request_id: request_id.to_owned(),
        ..ask(&world, world.cash(1))
    };
    for id in ["", "00000000-0000-0000-0000-000000000000", "0198f0a1b2c37d4e8f0011223344556", "{0198f0a1}"] {
        assert_eq!(fields(&world, without(id)).await, ["request_id"], "{id}");
    }
    let nothing = api::RecordReceiptRequest { receipt: None, ..ask(&world, world.cash(1)) };
    assert_eq!(fields(&world, nothing).await, ["receipt"]);
    let empty = api::BatchRecordReceiptsRequest {
        request_id: world.id(),
        validate_only: false,
        mode: BatchMode::Each.into(),
        items: Vec::new(),
    };
    let answer = world.by(&world.office.receiver).receipts().batch_record_receipts(empty).await;
    assert_eq!(malformed(answer), ["items"]);
}

#[tokio::test]
async fn a_malformed_request_does_not_use_up_its_id() {
    let world = world().await;
    let good = ask(&world, world.cash(5));
    let bad = api::RecordReceiptRequest { receipt: Some(world.cash(-5)), ..good.clone() };
    assert_eq!(fields(&world, bad).await, ["receipt.amount.amount"]);
    given(world.by(&world.office.receiver).receipts().record_receipt(good).await);
}

#[tokio::test]
async fn a_national_id_that_cannot_be_one_is_malformed_and_not_repeated() {
    let world = world().await;
    let mut beneficiary = amanat_tests::granting::enrolment(world.office.national, 7, world.bytes16());
    beneficiary.identities[0].value = "9990000000".to_owned();
    let ask =
        api::EnrolBeneficiaryRequest { request_id: world.id(), validate_only: false, beneficiary: Some(beneficiary) };
    let answer = world.by(&world.office.case_officer).registry().enrol_beneficiary(ask).await;
    let status = answer.as_ref().unwrap_err();
    let everything = format!("{status:?}{}", String::from_utf8_lossy(status.details()));
    assert!(!everything.contains("9990000000"), "no personal datum comes back in an error");
    assert_eq!(malformed(answer), ["beneficiary.identities[0].value"]);
}

#[tokio::test]
async fn many_problems_are_counted_where_they_do_not_fit() {
    let world = world().await;
    let batch = api::BatchRecordReceiptsRequest {
        request_id: world.id(),
        validate_only: false,
        mode: BatchMode::Each.into(),
        items: vec![api::RecordReceipt::default(); 8_192],
    };
    let answer = world.by(&world.office.receiver).receipts().batch_record_receipts(batch).await;
    let (_, failure) = amanat_tests::answers::failed(answer);
    let ledger_wire::status::Failure::Malformed { problems, count } = failure else { panic!("{failure:?}") };
    assert!(problems.violations.len() > 50);
    // Office, account, amount, source and channel of each.
    assert_eq!(count, 5 * 8_192);
}
