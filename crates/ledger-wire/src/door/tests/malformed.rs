//! Requests that no rule has to look at.

use super::{REQUEST_ID, date, problems, read, receipt, receipts, refused, rials};
use crate::door::MOST_ITEMS;
use crate::proto::ledger::v1 as proto;
use crate::proto::record::v1 as record;

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let bad = proto::RecordReceipt {
        office: 0,
        account: 0,
        amount: Some(proto::Money { amount: -5, unit: "toman".to_owned() }),
        source: 77,
        restriction: Some(proto::Restriction { spend_by: date(2026, 13, 1), ..proto::Restriction::default() }),
        donor: 0,
        channel: 0,
        payment: Some(proto::ExternalPayment {
            terminal: "a b".to_owned(),
            settlement_date: None,
            reference: String::new(),
        }),
        booking_date: date(2025, 2, 29),
        value_date: date(2025, 300, 1),
        campaign: 0,
        pledge: 0,
    };
    let mut ask = receipts(vec![receipt(), bad]);
    ask.request_id = "not a uuid".to_owned();
    ask.mode = 9;
    assert_eq!(
        problems(&refused(ask)),
        [
            ("request_id", "is not a UUID: 32 hexadecimal digits, with or without its hyphens"),
            ("mode", "has a number that stands for nothing"),
            ("items[1].office", "is required"),
            ("items[1].account", "is required"),
            ("items[1].amount.unit", "is not the unit of the book, which is IRR"),
            ("items[1].amount.amount", "is below zero"),
            ("items[1].source", "has a number that stands for nothing"),
            ("items[1].restriction.spend_by", "there is no month 13"),
            ("items[1].channel", "is required"),
            ("items[1].payment.terminal", "has a character that is not allowed at byte 1"),
            ("items[1].payment.settlement_date", "is required"),
            ("items[1].payment.reference", "must not be empty"),
            ("items[1].booking_date", "2025-02 has 28 days, there is no day 29"),
            ("items[1].value_date", "is no date of the Gregorian calendar"),
        ]
    );
}

#[test]
fn an_amount_is_above_zero_and_has_a_unit() {
    let with = |amount, unit: &str| {
        let amount = Some(proto::Money { amount, unit: unit.to_owned() });
        refused(receipts(vec![proto::RecordReceipt { amount, ..receipt() }]))
    };
    assert_eq!(problems(&with(0, "IRR")), [("items[0].amount.amount", "must be above zero")]);
    assert_eq!(problems(&with(i64::MIN, "IRR")), [("items[0].amount.amount", "is below zero")]);
    assert_eq!(
        problems(&with(5, "")),
        [("items[0].amount.unit", "is required: a number without its unit is no amount")]
    );
    assert_eq!(problems(&with(5, "irr")), [("items[0].amount.unit", "is not the unit of the book, which is IRR")]);
}

#[test]
fn a_request_without_an_item_asks_for_nothing() {
    let empty = proto::RecordReceiptRequest { request_id: String::new(), validate_only: false, receipt: None };
    assert_eq!(problems(&refused(empty)), [("request_id", "is required"), ("receipt", "is required")]);
    assert_eq!(problems(&refused(receipts(Vec::new()))), [("items", "must not be empty")]);
    let nothing = proto::BatchActOnGrantsRequest {
        request_id: REQUEST_ID.to_owned(),
        validate_only: false,
        mode: proto::BatchMode::Atomic.into(),
        items: vec![proto::GrantItem { command: None }],
    };
    assert_eq!(problems(&refused(nothing)), [("items[0]", "asks for nothing")]);
}

#[test]
fn a_batch_has_an_end() {
    let many = receipts(vec![receipt(); MOST_ITEMS + 1]);
    assert_eq!(problems(&refused(many)), [("items", "has 8193 items; at most 8192 are allowed")]);
    assert!(read(receipts(vec![receipt(); MOST_ITEMS])).is_ok());
}

#[test]
fn a_year_and_an_instant_have_to_exist() {
    let allot = |year| proto::AllotRequest {
        request_id: REQUEST_ID.to_owned(),
        validate_only: false,
        allotment: Some(proto::Allot { office: 6, programme: 9, year, amount: rials(1), origin: None }),
    };
    assert_eq!(
        problems(&refused(allot(2026))),
        [
            ("allotment.year", "year 2026 is outside 1206 to 1498"),
            ("allotment.origin", "is required: funds, fund or parent_line"),
        ]
    );
    let advance = |seconds, nanos| proto::AdvanceClockRequest {
        request_id: REQUEST_ID.to_owned(),
        validate_only: false,
        clock: Some(proto::AdvanceClock { to: Some(prost_types::Timestamp { seconds, nanos }) }),
    };
    assert_eq!(problems(&refused(advance(1, 1))), [("clock.to", "is not in whole microseconds")]);
    assert_eq!(problems(&refused(advance(1, -1_000))), [("clock.to", "is not in whole microseconds")]);
    assert_eq!(problems(&refused(advance(i64::MAX, 0))), [("clock.to", "is out of range")]);
    assert!(read(advance(-1, 999_999_000)).is_ok());
}

#[test]
fn a_principal_has_an_office_a_role_and_the_hash_of_its_key() {
    let ask = proto::AdmitPrincipalRequest {
        request_id: REQUEST_ID.to_owned(),
        validate_only: false,
        principal: Some(proto::AdmitPrincipal {
            person: None,
            office: 0,
            roles: vec![record::Role::Approver.into(), record::Role::Approver.into()],
            api_key_sha256: vec![1; 31],
        }),
    };
    assert_eq!(
        problems(&refused(ask)),
        [
            ("principal.office", "is required"),
            ("principal.roles", "names a role twice"),
            ("principal.api_key_sha256", "has 31 bytes instead of 32"),
        ]
    );
}
