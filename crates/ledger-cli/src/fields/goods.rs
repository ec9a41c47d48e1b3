//! Goods: the catalogue, lots, kits.

use super::{Fields, Value, grants, money, words};
use ledger_core::event::{
    BillRow, Evidence, GoodsHandedOver, ItemRegistered, KitAssembled, KitDesigned, KitDissolved, KitReserved,
    LotAppraised, LotReceived,
};

type Named = (&'static str, Value);

pub(super) fn item(ItemRegistered { code, name, measure, catalogue_value }: &ItemRegistered) -> Vec<Named> {
    vec![
        ("code", Value::word(code.as_str())),
        ("name", Value::word(name.as_str())),
        ("measure", Value::word(measure.as_str())),
        ("catalogue_value", Value::Amount(*catalogue_value)),
    ]
}

pub(super) fn design(KitDesigned { code, name, programme, bill }: &KitDesigned) -> Vec<Named> {
    let row = |BillRow { item, quantity }: &BillRow| {
        let quantity = Value::Number(u64::from(*quantity));
        Value::Group(Fields(vec![("item", Value::Number(item.0)), ("quantity", quantity)]))
    };
    vec![
        ("code", Value::word(code.as_str())),
        ("name", Value::word(name.as_str())),
        ("programme", Value::Number(programme.0)),
        ("bill", Value::List(bill.iter().map(row).collect())),
    ]
}

pub(super) fn lot(event: &LotReceived) -> Vec<Named> {
    let LotReceived {
        office,
        receipt_number,
        booking_date,
        numbers,
        unit_value,
        basis,
        evidence,
        donor,
        campaign,
        pledge,
    } = event;
    vec![
        ("office", Value::Number(office.0)),
        ("receipt_number", Value::Number(*receipt_number)),
        ("booking_date", Value::Day(*booking_date)),
        ("numbers", Value::Units(vec![*numbers])),
        ("unit_value", Value::Amount(*unit_value)),
        ("basis", Value::word(words::basis(*basis))),
        ("evidence", self::evidence(evidence)),
        ("donor", Value::some(*donor, |donor| Value::Number(donor.0))),
        ("campaign", Value::some(*campaign, |campaign| Value::Number(campaign.0))),
        ("pledge", Value::some(*pledge, money::pledge_part)),
    ]
}

fn evidence(Evidence { hash, custodian, keep_until }: &Evidence) -> Value {
    Value::Group(Fields(vec![
        ("hash", Value::bytes(&hash.0)),
        ("custodian", Value::word(custodian.as_str())),
        ("keep_until", Value::Day(*keep_until)),
    ]))
}

pub(super) fn appraisal(LotAppraised { lot, last_change }: LotAppraised) -> Vec<Named> {
    vec![("lot", Value::Number(lot.0)), ("last_change", Value::Number(last_change.0))]
}

pub(super) fn kit(KitAssembled { design, office, units }: &KitAssembled) -> Vec<Named> {
    vec![("design", Value::Number(design.0)), ("office", Value::Number(office.0)), ("units", Value::units(units))]
}

pub(super) fn dissolution(KitDissolved { kit, last_change, units }: &KitDissolved) -> Vec<Named> {
    vec![("kit", Value::Number(kit.0)), ("last_change", Value::Number(last_change.0)), ("units", Value::units(units))]
}

pub(super) fn reservation(KitReserved { grant, last_change, kit }: KitReserved) -> Vec<Named> {
    grants::step(grant, last_change, [("kit", Value::Number(kit.0))])
}

pub(super) fn hand_over(event: &GoodsHandedOver) -> Vec<Named> {
    let GoodsHandedOver { grant, last_change, kit, units, evidence } = event;
    let more = [("kit", Value::Number(kit.0)), ("units", Value::units(units)), ("evidence", self::evidence(evidence))];
    grants::step(*grant, *last_change, more)
}
