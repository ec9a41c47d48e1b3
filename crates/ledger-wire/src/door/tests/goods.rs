//! Goods: the catalogue, lots, kits, and their delivery.

use super::{REQUEST_ID, command, date, problems, refused, rials};
use crate::proto::ledger::v1 as proto;
use crate::proto::record::v1 as record;
use ledger_core::command::{AssembleKit, Command, RecordLot};
use ledger_core::event::{KitDesigned, ValuationBasis};
use ledger_core::ids::{AccountId, ContentHash, GrantId, Index, LotId};
use ledger_core::money::Amount;

fn evidence() -> Option<proto::Evidence> {
    Some(proto::Evidence { sha256: vec![0xe0; 32], custodian: "archive-6".to_owned(), keep_until: date(2036, 3, 20) })
}

fn lot() -> proto::RecordLot {
    proto::RecordLot {
        office: 6,
        store: 13,
        item: 120,
        units: 40,
        unit_value: rials(50_000_000),
        basis: record::ValuationBasis::Market.into(),
        evidence: evidence(),
        source: record::Source::PublicDonation.into(),
        restriction: None,
        donor: 29,
        campaign: 0,
        pledge: 81,
        booking_date: None,
    }
}

fn recorded(lot: proto::RecordLot) -> proto::RecordLotRequest {
    proto::RecordLotRequest { request_id: REQUEST_ID.to_owned(), validate_only: false, lot: Some(lot) }
}

#[test]
fn a_lot_is_units_of_an_item_in_a_store() {
    let Command::RecordLot(RecordLot { store, count, unit_value, basis, evidence, .. }) = command(recorded(lot()))
    else {
        panic!("a lot")
    };
    assert_eq!((store, count.count(), unit_value.count()), (AccountId(13), 40, 50_000_000));
    assert_eq!((basis, evidence.hash), (ValuationBasis::Market, ContentHash([0xe0; 32])));
}

#[test]
fn a_value_that_is_not_stated_is_none_and_units_always_are() {
    let nil = proto::RecordLot { unit_value: None, basis: record::ValuationBasis::Nil.into(), ..lot() };
    let Command::RecordLot(RecordLot { unit_value, .. }) = command(recorded(nil)) else { panic!("a lot") };
    assert_eq!(unit_value, Amount::ZERO);
    let bad = proto::RecordLot { store: 0, units: 0, unit_value: rials(0), basis: 9, evidence: None, ..lot() };
    assert_eq!(
        problems(&refused(recorded(bad))),
        [
            ("lot.store", "is required"),
            ("lot.units", "must be above zero"),
            ("lot.unit_value.amount", "must be above zero"),
            ("lot.basis", "has a number that stands for nothing"),
            ("lot.evidence", "is required"),
        ]
    );
    let vague = Some(proto::Evidence { sha256: Vec::new(), custodian: "a b".to_owned(), keep_until: None });
    assert_eq!(
        problems(&refused(recorded(proto::RecordLot { evidence: vague, units: u64::MAX, ..lot() }))),
        [
            ("lot.units", "is larger than any amount"),
            ("lot.evidence.sha256", "is required"),
            ("lot.evidence.custodian", "has a character that is not allowed at byte 1"),
            ("lot.evidence.keep_until", "is required"),
        ]
    );
}

#[test]
fn a_design_has_a_bill_of_items() {
    let design = |bill| proto::DesignKitRequest {
        request_id: REQUEST_ID.to_owned(),
        validate_only: false,
        kit_design: Some(proto::DesignKit {
            code: "dowry-5".to_owned(),
            name: "سری جهیزیه".to_owned(),
            programme: 9,
            bill,
        }),
    };
    let row = |item, quantity| proto::BillRow { item, quantity };
    let Command::DesignKit(KitDesigned { bill, .. }) = command(design(vec![row(120, 1), row(121, 4)])) else {
        panic!("a design")
    };
    assert_eq!(bill.iter().map(|row| (row.item.0, row.quantity)).collect::<Vec<_>>(), [(120, 1), (121, 4)]);
    assert_eq!(problems(&refused(design(Vec::new()))), [("kit_design.bill", "must not be empty")]);
    assert_eq!(
        problems(&refused(design(vec![row(120, 1), row(0, 0)]))),
        [("kit_design.bill[1].item", "is required"), ("kit_design.bill[1].quantity", "must be 1 to 4294967295"),]
    );
}

#[test]
fn a_kit_is_taken_from_named_lots_or_from_all() {
    let kit = |lots| proto::AssembleKitRequest {
        request_id: REQUEST_ID.to_owned(),
        validate_only: false,
        kit: Some(proto::AssembleKit { design: 125, office: 6, store: 13, lots }),
    };
    let lots = |ask| {
        let Command::AssembleKit(AssembleKit { lots, .. }) = command(ask) else { panic!("a kit") };
        lots
    };
    assert_eq!(lots(kit(Vec::new())), []);
    assert_eq!(lots(kit(vec![131, 130])), [LotId(131), LotId(130)]);
    assert_eq!(problems(&refused(kit(vec![130, 130]))), [("kit.lots", "names something twice, or nothing")]);
    assert_eq!(
        problems(&refused(kit((1..=1_025).collect()))),
        [("kit.lots", "has 1025 references; at most 1024 are allowed")]
    );
}

#[test]
fn a_delivery_names_its_act() {
    let ask = |evidence| proto::HandOverRequest {
        request_id: REQUEST_ID.to_owned(),
        validate_only: false,
        hand_over: Some(proto::HandOver { grant: 70, last_change: 75, evidence }),
    };
    let Command::HandOver { grant, last_change, evidence: document } = command(ask(evidence())) else {
        panic!("a delivery")
    };
    assert_eq!((grant, last_change), (GrantId(70), Index(75)));
    assert_eq!(document.custodian.as_str(), "archive-6");
    assert_eq!(problems(&refused(ask(None))), [("hand_over.evidence", "is required")]);
}
