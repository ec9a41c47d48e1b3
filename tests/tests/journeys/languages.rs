//! A refusal is said in the language of whoever asked. What programs read of it is the same in every language.

use super::world;
use amanat_tests::answers::given;
use amanat_tests::words::{by_card, rials};
use ledger_core::rejection::Rejection;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::refusal::Refusal;
use ledger_wire::status::{Failure, heard};
use tonic::{Request, Status};

fn in_language<T>(message: T, language: Option<&'static str>) -> Request<T> {
    let mut request = Request::new(message);
    if let Some(language) = language {
        request.metadata_mut().insert("accept-language", language.parse().unwrap());
    }
    request
}

fn said(status: &Status) -> String {
    heard(status).expect("a sentence comes with every refusal")
}

#[tokio::test]
async fn a_read_that_finds_nothing_says_so_in_the_language_of_the_caller() {
    let world = world().await;
    let mut receipts = world.by(&world.office.receiver).receipts();
    let mut ask = async |language| {
        let ask = in_language(api::GetReceiptRequest { receipt: 999_999 }, language);
        receipts.get_receipt(ask).await.expect_err("there is none")
    };
    let english = ask(None).await;
    assert_eq!(said(&english), "There is no receipt 999999.");
    assert_eq!(said(&ask(Some("en-GB, fa")).await), "There is no receipt 999999.");
    let persian = ask(Some("fa-IR, en;q=0.5")).await;
    assert_eq!(said(&persian), "رسیدی با شمارهٔ ثبت 999999 وجود ندارد.");
    assert_eq!(Failure::from(&persian), Failure::from(&english));
    assert_eq!((persian.code(), persian.message()), (english.code(), english.message()));
}

#[tokio::test]
async fn a_write_that_a_rule_refuses_is_recorded_and_said_in_persian() {
    let world = world().await;
    let receipt = api::RecordReceipt {
        amount: rials(40_000_000),
        donor: 999_999,
        ..by_card(world.office.qom_office, world.office.account, 1, "R-1")
    };
    let ask = api::RecordReceiptRequest { request_id: world.id(), validate_only: false, receipt: Some(receipt) };
    let mut receipts = world.by(&world.office.receiver).receipts();
    let status = receipts.record_receipt(in_language(ask, Some("fa"))).await.expect_err("nobody knows the donor");
    assert_eq!(said(&status), "خیّری با شمارهٔ 999999 وجود ندارد.");
    let Failure::Refused(refusal) = Failure::from(&status) else { panic!("a rule refuses") };
    assert_eq!(refusal.rejection(), Some(Rejection::UnknownDonor { donor: 999_999 }));
    assert_eq!(refusal.entry.map(|entry| entry.0 + 1), Some(world.head().await.entry_count));
}

#[tokio::test]
async fn who_is_not_let_in_hears_of_it_in_persian_too() {
    let world = world().await;
    let channel = world.server.channel();
    let mut stranger = api::receipt_service_client::ReceiptServiceClient::new(channel);
    let ask = in_language(api::GetReceiptRequest { receipt: 1 }, Some("fa"));
    let status = stranger.get_receipt(ask).await.expect_err("no key");
    assert_eq!(Failure::from(&status), Failure::Unauthenticated);
    assert_eq!(said(&status), "کلید معتبری همراه درخواست نبود.");

    let mut auditing = world.by(&world.office.receiver).audit();
    let ask = in_language(api::GetEntryRequest { index: 0 }, Some("fa"));
    let status = auditing.get_entry(ask).await.expect_err("entries are for auditors");
    let refusal = Refusal::of(&Rejection::RoleMissing { role: 7 });
    assert_eq!(Failure::from(&status), Failure::Refused(refusal));
    assert_eq!(said(&status), "این کار نقش «حسابرس» را لازم دارد.");
}

#[tokio::test]
async fn an_answer_that_is_no_refusal_is_not_touched() {
    let world = world().await;
    let mut audit = world.by(&world.office.auditor).audit();
    let head = given(audit.get_head(in_language(api::GetHeadRequest {}, Some("fa"))).await);
    assert_eq!(head.head.unwrap().entry_count, world.head().await.entry_count);
}
