//! Limits: what is too much is refused clearly, and harms nobody else.

use super::{program, world};
use amanat_tests::answers::{failed, given};
use amanat_tests::book::Book;
use amanat_tests::server::Server;
use amanat_tests::words::by_card;
use amanat_tests::world::World;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::status::Failure;
use std::process::Command;
use std::time::Duration;
use tonic::Code;

#[tokio::test(flavor = "multi_thread")]
async fn a_full_queue_says_when_to_come_again_and_loses_nothing() {
    let world = World::open_with(program(), &["--queue", "1"]).await;
    let receiver = world.by(&world.office.receiver);
    let office = &world.office;
    let ask = |number: u64| api::RecordReceiptRequest {
        request_id: world.id(),
        validate_only: false,
        receipt: Some(by_card(office.national, office.account, 10, &format!("Q-{number}"))),
    };
    let mut left: Vec<_> = (0..200).map(ask).collect();
    let mut full = 0_u32;
    for _ in 0..200 {
        let sent: Vec<_> = left
            .drain(..)
            .map(|ask| {
                let mut receipts = receiver.receipts();
                tokio::spawn(async move { (ask.clone(), receipts.record_receipt(ask).await) })
            })
            .collect();
        for answer in sent {
            let (ask, answer) = answer.await.unwrap();
            if answer.is_err() {
                let (code, failure) = failed(answer);
                assert_eq!(code, Code::ResourceExhausted);
                assert!(matches!(failure, Failure::OverLimit { retry_after, .. } if retry_after > Duration::ZERO));
                full += 1;
                left.push(ask);
            }
        }
        if left.is_empty() {
            break;
        }
    }
    assert!(left.is_empty(), "whoever comes again is served in the end");
    assert!(full > 0, "two hundred at once do not fit into a queue of one");
    let ask = api::ListReceiptsRequest { page_size: 1_000, ..Default::default() };
    let receipts = given(world.by(&world.office.auditor).receipts().list_receipts(ask).await).receipts;
    assert_eq!(receipts.len(), 200);
}

#[tokio::test]
async fn a_message_over_four_mebibytes_is_refused_and_the_connection_goes_on() {
    let world = world().await;
    let receiver = world.by(&world.office.receiver);
    let head = world.head().await;
    let office = &world.office;
    let huge = by_card(office.national, office.account, 10, &"R".repeat(5 * 1024 * 1024));
    let ask = api::RecordReceiptRequest { request_id: world.id(), validate_only: false, receipt: Some(huge) };
    let (code, _) = failed(receiver.receipts().record_receipt(ask).await);
    assert!(matches!(code, Code::OutOfRange | Code::ResourceExhausted), "{code:?}");
    let (code, _) = failed(
        receiver
            .receipts()
            .list_receipts(api::ListReceiptsRequest { page_token: "t".repeat(5 * 1024 * 1024), ..Default::default() })
            .await,
    );
    assert!(matches!(code, Code::OutOfRange | Code::ResourceExhausted), "{code:?}");
    given(receiver.audit().get_head(api::GetHeadRequest {}).await);
    assert_eq!(world.head().await, head);
}

/// How `run` on a fresh book ends, with these arguments; it must end.
fn ended(arguments: &[&str]) -> i32 {
    let directory = tempfile::tempdir().unwrap();
    let book = Book::init(program(), &directory.path().join("amanat"));
    let output = Command::new(program()).arg("run").arg("--data").arg(&book.data).args(arguments).output().unwrap();
    output.status.code().expect("an exit code and no signal")
}

#[test]
fn without_tls_the_server_listens_on_loopback_only() {
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:0"] {
        assert_eq!(ended(&["--listen", address]), 1, "{address}");
    }
}

#[test]
fn a_queue_of_nothing_and_an_address_that_is_none_are_wrong_command_lines() {
    for wrong in [
        &["--listen", "127.0.0.1:0", "--queue", "0"][..],
        &["--listen", "127.0.0.1:0", "--queue", "-1"],
        &["--listen", "127.0.0.1:0", "--queue", "18446744073709551615"],
        &["--listen", "localhost"],
        &["--listen", "127.0.0.1:0", "--verbose"],
    ] {
        assert_eq!(ended(wrong), 2, "{wrong:?}");
    }
}

#[test]
fn an_address_that_is_taken_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let book = Book::init(program(), &directory.path().join("amanat"));
    let server: Server = book.serve();
    assert_eq!(ended(&["--listen", &server.address.to_string()]), 1);
    server.stop();
}
