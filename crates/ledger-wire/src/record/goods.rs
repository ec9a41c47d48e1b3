//! Entries about goods: the catalogue here, lots in `goods/lots.rs`, kits in `goods/kits.rs`.

mod kits;
mod lots;

use super::error::BadField;
use super::field;
use crate::proto::record::v1 as proto;
use ledger_core::event::{BillRow, ItemRegistered, KitDesigned};
use ledger_core::ids::{ItemId, ProgrammeId};

impl From<&ItemRegistered> for proto::ItemRegistered {
    fn from(event: &ItemRegistered) -> Self {
        let ItemRegistered { code, name, measure, catalogue_value } = event;
        Self {
            code: code.as_str().to_owned(),
            name: name.as_str().to_owned(),
            measure: measure.as_str().to_owned(),
            catalogue_value: catalogue_value.count(),
        }
    }
}

impl TryFrom<proto::ItemRegistered> for ItemRegistered {
    type Error = BadField;

    fn try_from(message: proto::ItemRegistered) -> Result<Self, BadField> {
        let proto::ItemRegistered { code, name, measure, catalogue_value } = message;
        Ok(Self {
            code: field::code("code", &code)?,
            name: field::name("name", &name)?,
            measure: field::name("measure", &measure)?,
            catalogue_value: field::amount("catalogue_value", catalogue_value)?,
        })
    }
}

impl From<&BillRow> for proto::BillRow {
    fn from(row: &BillRow) -> Self {
        let BillRow { item, quantity } = *row;
        Self { item: item.0, quantity }
    }
}

impl TryFrom<proto::BillRow> for BillRow {
    type Error = BadField;

    fn try_from(message: proto::BillRow) -> Result<Self, BadField> {
        let proto::BillRow { item, quantity } = message;
        Ok(Self {
            item: ItemId(field::required("bill.item", item)?),
            quantity: field::required("bill.quantity", quantity)?,
        })
    }
}

impl From<&KitDesigned> for proto::KitDesigned {
    fn from(event: &KitDesigned) -> Self {
        let KitDesigned { code, name, programme, bill } = event;
        Self {
            code: code.as_str().to_owned(),
            name: name.as_str().to_owned(),
            programme: programme.0,
            bill: bill.iter().map(proto::BillRow::from).collect(),
        }
    }
}

impl TryFrom<proto::KitDesigned> for KitDesigned {
    type Error = BadField;

    fn try_from(message: proto::KitDesigned) -> Result<Self, BadField> {
        let proto::KitDesigned { code, name, programme, bill } = message;
        Ok(Self {
            code: field::code("code", &code)?,
            name: field::name("name", &name)?,
            programme: ProgrammeId(field::required("programme", programme)?),
            bill: bill.into_iter().map(BillRow::try_from).collect::<Result<_, _>>()?,
        })
    }
}
