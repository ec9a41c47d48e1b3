//! Tokens and fingerprints are kept for ever: their vectors stand in `docs/format/record.md`.

use super::lists::submission;
use super::payees::proposal;
use super::{couple, door, read, read_step, receipt, receipts};
use crate::door::identity::Known;
use crate::door::{Ask, ListAsk};
use crate::identifiers::{NationalId, Sheba};
use crate::proto::ledger::v1 as proto;
use ledger_core::text::Code;
use std::fmt::Write;

const DOCUMENT: &str = include_str!("../../../../../docs/format/record.md");

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a string takes all");
        text
    })
}

fn block(name: &str) -> Vec<&'static str> {
    let rest = DOCUMENT.split(&format!("```{name}\n")).nth(1).expect("the block");
    rest.split("```").next().expect("its end").lines().collect()
}

fn tokens() -> Vec<String> {
    let door = door();
    let group = Code::new("dowry").expect("a code");
    let person = Known::Person(NationalId::parse("9990000018").expect("well formed"));
    let sheba = Sheba::parse("IR880100000000000000000001").expect("well formed");
    let marriage = Known::Marriage(Code::new("140577/A").expect("a code"));
    vec![
        format!("person national-id {}", hex(&door.tokens.identity(&person))),
        format!("benefit national-id {}", hex(&door.tokens.benefit(&group, &person).0)),
        format!("benefit marriage-record {}", hex(&door.tokens.benefit(&group, &marriage).0)),
        format!("account sheba {}", hex(&door.tokens.account(&sheba).0)),
    ]
}

fn line<A: Ask>(ask: A) -> String {
    let asked = read(ask).expect("well formed");
    format!("{} {}", A::METHOD, hex(&asked.request.fingerprint.0))
}

fn step_line<A: ListAsk>(ask: A) -> String {
    let asked = read_step(ask).expect("well formed");
    format!("{} {}", A::METHOD, hex(&asked.request.fingerprint.0))
}

fn single() -> proto::RecordReceiptRequest {
    let proto::BatchRecordReceiptsRequest { request_id, .. } = receipts(Vec::new());
    proto::RecordReceiptRequest { request_id, validate_only: false, receipt: Some(receipt()) }
}

fn fingerprints() -> Vec<String> {
    let atomic = proto::BatchMode::Atomic.into();
    vec![
        line(single()),
        line(receipts(vec![receipt()])),
        line(proto::BatchRecordReceiptsRequest { mode: atomic, ..receipts(vec![receipt()]) }),
        line(receipts(vec![receipt(), receipt()])),
        line(couple("9990000018", "9990000174", "1405-77/a")),
        line(proposal("آزمایش نمونه", "IR880100000000000000000001")),
        step_line(submission()),
    ]
}

#[test]
fn tokens_are_those_of_the_document() {
    assert_eq!(tokens(), block("tokens"));
}

#[test]
fn fingerprints_are_those_of_the_document_and_all_different() {
    let mut now = fingerprints();
    assert_eq!(now, block("fingerprints"));
    now.dedup();
    assert_eq!(now.len(), 7);
}

#[test]
fn the_request_id_and_a_dry_run_do_not_change_what_is_asked() {
    let first = line(single());
    let other = proto::RecordReceiptRequest {
        request_id: "11111111111111111111111111111111".to_owned(),
        validate_only: true,
        ..single()
    };
    assert_eq!(line(other), first);
    let more = proto::RecordReceipt { donor: 29, ..receipt() };
    assert_ne!(line(proto::RecordReceiptRequest { receipt: Some(more), ..single() }), first);
}
