//! `receipt record` against a server that answers as told: what each answer means on this side.

use crate::streams::{cli, json};
use ledger_cli::Exit;
use ledger_core::ids::Index;
use ledger_core::rejection::Rejection;
use ledger_wire::door::{Malformed, Violation};
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::receipt_service_server::{ReceiptService, ReceiptServiceServer};
use ledger_wire::refusal::Refusal;
use ledger_wire::status::{Failure, Unavailable};
use std::net::SocketAddr;
use tempfile::TempDir;
use tonic::{Request, Response, Status};

/// Answers by the amount that it is asked to record.
struct Desk;

#[tonic::async_trait]
impl ReceiptService for Desk {
    async fn record_receipt(
        &self,
        request: Request<api::RecordReceiptRequest>,
    ) -> Result<Response<api::RecordReceiptResponse>, Status> {
        if request.metadata().get("authorization").is_none_or(|key| key != "Bearer secret") {
            return Err(Failure::Unauthenticated.into());
        }
        let ask = request.into_inner();
        assert_eq!(ask.request_id.len(), 36);
        let receipt = ask.receipt.unwrap();
        match receipt.amount.unwrap().amount {
            1 => {
                let rejection = Rejection::RoleMissing { role: 1 };
                Err(Failure::Refused(Refusal { entry: Some(Index(77)), ..Refusal::of(&rejection) }).into())
            }
            2 => {
                let violation = Violation { field: "receipt.office".to_owned(), description: "is required".to_owned() };
                Err(Failure::from(Malformed { violations: vec![violation] }).into())
            }
            3 => Err(Failure::Unavailable(Unavailable::CommitOutcomeUnknown).into()),
            _ => {
                let recorded = api::Recorded {
                    index: 42,
                    name: "books/b0/receipts/42".to_owned(),
                    link: vec![0xAB; 32],
                    entry_count: 43,
                    recorded_at: None,
                    validated_only: ask.validate_only,
                };
                Ok(Response::new(api::RecordReceiptResponse { recorded: Some(recorded) }))
            }
        }
    }

    async fn get_receipt(
        &self,
        request: Request<api::GetReceiptRequest>,
    ) -> Result<Response<api::GetReceiptResponse>, Status> {
        let index = request.into_inner().receipt;
        let receipt = api::Receipt { index, receipt_number: 7, ..api::Receipt::default() };
        Ok(Response::new(api::GetReceiptResponse { receipt: Some(receipt), ..api::GetReceiptResponse::default() }))
    }

    async fn batch_record_receipts(
        &self,
        _: Request<api::BatchRecordReceiptsRequest>,
    ) -> Result<Response<api::BatchRecordReceiptsResponse>, Status> {
        Err(Status::unimplemented("not asked for"))
    }

    async fn reverse_receipt(
        &self,
        _: Request<api::ReverseReceiptRequest>,
    ) -> Result<Response<api::ReverseReceiptResponse>, Status> {
        Err(Status::unimplemented("not asked for"))
    }

    async fn reissue_receipt(
        &self,
        _: Request<api::ReissueReceiptRequest>,
    ) -> Result<Response<api::ReissueReceiptResponse>, Status> {
        Err(Status::unimplemented("not asked for"))
    }

    async fn list_receipts(
        &self,
        _: Request<api::ListReceiptsRequest>,
    ) -> Result<Response<api::ListReceiptsResponse>, Status> {
        Err(Status::unimplemented("not asked for"))
    }
}

/// A server on a port of its own, for as long as it is held.
struct Office {
    url: String,
    key: String,
    _keys: TempDir,
    _runtime: tokio::runtime::Runtime,
}

impl Office {
    fn open() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let listener = std::net::TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
        let address = listener.local_addr().unwrap();
        listener.set_nonblocking(true).unwrap();
        runtime.spawn(async move {
            let incoming =
                tonic::transport::server::TcpIncoming::from(tokio::net::TcpListener::from_std(listener).unwrap());
            tonic::transport::Server::builder()
                .add_service(ReceiptServiceServer::new(Desk))
                .serve_with_incoming(incoming)
                .await
        });
        let keys = tempfile::tempdir().unwrap();
        let key = keys.path().join("key");
        std::fs::write(&key, "secret\n").unwrap();
        let key = key.to_str().unwrap().to_owned();
        Self { url: format!("http://{address}"), key, _keys: keys, _runtime: runtime }
    }

    fn args<'a>(&'a self, amount: &'a str) -> Vec<&'a str> {
        let own = ["receipt", "record", "--office", "8", "--account", "15", "--channel", "cash-desk"];
        [&own[..], &["--amount", amount, "--server", &self.url, "--key-file", &self.key]].concat()
    }
}

#[test]
fn what_was_recorded_is_printed_with_index_number_and_link() {
    let office = Office::open();
    let (exit, out, err) = cli(&office.args("4,000,000 toman"));
    assert_eq!((exit, err.as_str()), (Exit::Verified, ""), "{out}");
    for expected in ["40,000,000 IRR", "index 42", "receipt number 7", &"ab".repeat(32), "request id"] {
        assert!(out.contains(expected), "{expected} in\n{out}");
    }
    let (_, dry) = json(&[&office.args("40 IRR")[..], &["--dry-run"]].concat());
    assert_eq!((&dry["dry_run"], &dry["index"]), (&true.into(), &serde_json::Value::Null));
}

#[test]
fn a_rules_no_is_seven_and_a_malformed_field_is_two() {
    let office = Office::open();
    let (exit, object) = json(&office.args("1 IRR"));
    assert_eq!((exit, object["error"]["reason"].as_str()), (Exit::Refused, Some("ROLE_MISSING")));
    let message = object["error"]["message"].as_str().unwrap();
    assert!(message.contains("rule 20") && message.contains("entry 77"), "{message}");
    let (exit, _, err) = cli(&office.args("2 IRR"));
    assert_eq!(exit, Exit::Usage);
    assert!(err.contains("receipt.office"), "{err}");
    let (exit, object) = json(&office.args("3 IRR"));
    assert_eq!((exit, object["error"]["reason"].as_str()), (Exit::ToolFailed, Some("COMMIT_OUTCOME_UNKNOWN")));
    assert!(object["error"]["message"].as_str().unwrap().contains("--request-id"), "{object}");
}

#[test]
fn what_is_malformed_here_never_reaches_a_server() {
    let office = Office::open();
    for (amount, more) in
        [("40", &[][..]), ("1.5 IRR", &[]), ("5 IRR", &["--booking-date", "1404-13-01"]), ("5 IRR", &["--request-id"])]
    {
        let (exit, object) = json(&[&office.args(amount)[..], more].concat());
        assert_eq!(exit, Exit::Usage, "{object}");
    }
    let (_, _, err) = cli(&office.args("40"));
    assert!(err.contains("--amount"), "{err}");
}

#[test]
fn a_key_is_never_sent_where_it_could_be_read_and_never_shown() {
    let office = Office::open();
    for url in ["http://192.0.2.1:50051", "https://127.0.0.1:1", "nonsense://x", "http://example.org"] {
        let mut args = office.args("5 IRR");
        let at = args.iter().position(|arg| *arg == "--server").unwrap();
        args[at + 1] = url;
        let (exit, out, err) = cli(&args);
        assert_eq!(exit, Exit::Usage, "{url}: {err}");
        assert!(!out.contains("secret") && !err.contains("secret"));
    }
    std::fs::write(&office.key, "other").unwrap();
    let (exit, object) = json(&office.args("5 IRR"));
    assert_eq!((exit, object["error"]["reason"].as_str()), (Exit::Usage, Some("unauthenticated")));
    let (exit, _, err) = cli(&["balance", "fund", "1"]);
    assert_eq!(exit, Exit::Usage);
    assert!(err.contains("--key-file"), "{err}");
}
