//! `receipt record` against a server that answers as told: what each answer means on this side.

use crate::streams::{cli, json};
use ledger_cli::Exit;
use ledger_core::ids::Index;
use ledger_core::rejection::Rejection;
use ledger_wire::door::{Malformed, Violation};
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::receipt_service_server::{ReceiptService, ReceiptServiceServer};
use ledger_wire::refusal::Refusal;
use ledger_wire::status::{self, Failure, Unavailable};
use std::collections::HashMap;
use std::net::SocketAddr;
use tempfile::TempDir;
use tonic::{Code, Request, Response, Status};
use tonic_types::{ErrorDetails, StatusExt};

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
        let language = request.metadata().get("accept-language").unwrap().to_str().unwrap().to_owned();
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
            4 => Err(of_a_newer_server(&language)),
            6 if receipt.booking_date != Some(api::Date { year: 2025, month: 10, day: 20 }) => {
                Err(Status::internal("this day was not asked for"))
            }
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

/// A code that nobody here knows, with a sentence beside it.
fn of_a_newer_server(language: &str) -> Status {
    let mut details = ErrorDetails::with_error_info("MOON_IS_FULL", status::DOMAIN, HashMap::new());
    details.set_localized_message(language, format!("ماه کامل است ({language})."));
    Status::with_error_details(Code::FailedPrecondition, "the moon is full", details)
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
fn a_refusal_is_said_with_its_sentence_its_code_its_rule_and_its_entry() {
    let office = Office::open();
    let (_, out, err) = cli(&office.args("1 IRR"));
    let english = "\
refused: This needs the role of receiver.
ROLE_MISSING (role 1)
rule 20: Maker, checker and releaser are distinct persons with the role and the office for it.
recorded as entry 77
";
    assert_eq!((out.as_str(), err.as_str()), ("", english));
    let (exit, out, err) = cli(&[&office.args("1 IRR")[..], &["--lang", "fa"]].concat());
    let persian = "\
پذیرفته نشد: این کار نقش «مسئول دریافت» را لازم دارد.
ROLE_MISSING (role 1)
قاعدهٔ 20: تنظیم‌کننده، بررسی‌کننده و صادرکننده سه شخص جدا با نقش و ادارهٔ مربوط‌اند.
به شمارهٔ ثبت 77
";
    assert_eq!((exit, out.as_str(), err.as_str()), (Exit::Refused, "", persian));
}

#[test]
fn a_code_that_is_newer_than_this_tool_is_said_in_the_words_of_the_server() {
    let office = Office::open();
    let (exit, _, err) = cli(&[&office.args("4 IRR")[..], &["--lang", "fa"]].concat());
    assert_eq!(exit, Exit::Refused);
    assert!(err.starts_with("پذیرفته نشد: ماه کامل است (fa).\nMOON_IS_FULL\n"), "{err}");
}

#[test]
fn what_was_recorded_is_said_in_persian_and_is_the_same_for_programs() {
    let office = Office::open();
    let args = office.args("4,000,000 toman");
    let (_, out, _) = cli(&[&args[..], &["--lang", "fa", "--toman"]].concat());
    assert!(out.starts_with("ثبت شد: 40,000,000 ریال (4,000,000 تومان)\nشمارهٔ ثبت 42\nشمارهٔ رسید 7\n"), "{out}");
    let (_, plain, _) = cli(&[&args[..], &["--lang", "fa", "--plain"]].concat());
    assert!(plain.starts_with("recorded: 40000000 IRR\nindex 42\n"), "{plain}");
    let id = ["--request-id", "00000000-0000-4000-8000-000000000001"];
    let (_, persian) = json(&[&args[..], &id, &["--lang", "fa"]].concat());
    let (_, english) = json(&[&args[..], &id].concat());
    assert_eq!(persian, english);
}

#[test]
fn a_day_is_typed_in_either_calendar_and_one_that_is_not_there_says_why() {
    let office = Office::open();
    for day in ["1404-07-28", "1404/7/28", "۱۴۰۴/۷/۲۸", "2025-10-20"] {
        let (exit, _, err) = cli(&[&office.args("6 IRR")[..], &["--booking-date", day]].concat());
        assert_eq!((exit, err.as_str()), (Exit::Verified, ""), "{day}");
    }
    let (exit, _, err) = cli(&[&office.args("6 IRR")[..], &["--booking-date", "۱۴۰۴/۱۲/۳۰"]].concat());
    assert_eq!((exit, err.as_str()), (Exit::Usage, "--booking-date: 1404-12 has 29 days, there is no day 30\n"));
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
