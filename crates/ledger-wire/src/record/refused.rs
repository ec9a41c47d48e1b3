//! The entry of a refusal: which items, why, with which numbers.

use super::error::{BadField, FieldFault};
use super::field;
use crate::proto::record::v1 as proto;
use ledger_core::event::{Refused, RefusedItem};
use ledger_core::ids::Index;
use ledger_core::rejection::Rejection;

/// The number of a code as protobuf has it: all are small, see the test below.
fn stored_code(rejection: &Rejection) -> i32 {
    i32::try_from(rejection.number()).unwrap_or(i32::MAX)
}

impl From<&Refused> for proto::Refused {
    fn from(event: &Refused) -> Self {
        let Refused { items, conflicts_with } = event;
        Self {
            items: items.iter().map(proto::RefusedItem::from).collect(),
            conflicts_with: field::stored(conflicts_with.map(|first| first.0)),
        }
    }
}

impl TryFrom<proto::Refused> for Refused {
    type Error = BadField;

    fn try_from(message: proto::Refused) -> Result<Self, BadField> {
        let proto::Refused { items, conflicts_with } = message;
        Ok(Self {
            items: items.into_iter().map(RefusedItem::try_from).collect::<Result<_, _>>()?,
            conflicts_with: field::optional(conflicts_with, Index),
        })
    }
}

impl From<&RefusedItem> for proto::RefusedItem {
    fn from(item: &RefusedItem) -> Self {
        let RefusedItem { ordinal, rejection } = item;
        Self { ordinal: *ordinal, code: stored_code(rejection), numbers: rejection.numbers() }
    }
}

impl TryFrom<proto::RefusedItem> for RefusedItem {
    type Error = BadField;

    fn try_from(message: proto::RefusedItem) -> Result<Self, BadField> {
        let proto::RefusedItem { ordinal, code, numbers } = message;
        Ok(Self { ordinal, rejection: rejection(code, &numbers)? })
    }
}

fn rejection(code: i32, numbers: &[u64]) -> Result<Rejection, BadField> {
    let bad = |fault| BadField::new("items.code", fault);
    let unknown = || bad(FieldFault::UnknownNumber { number: i64::from(code) });
    if proto::RejectionCode::try_from(code).map_err(|_| unknown())? == proto::RejectionCode::Unspecified {
        return Err(bad(FieldFault::Missing));
    }
    let number = u32::try_from(code).map_err(|_| unknown())?;
    let fault = FieldFault::RejectionNumbers { found: numbers.len() };
    Rejection::from_record(number, numbers).ok_or(BadField::new("items.numbers", fault))
}

#[cfg(test)]
mod tests {
    use crate::proto::record::v1::RejectionCode;
    use ledger_core::rejection::Rejection;
    use std::collections::BTreeMap;

    #[test]
    fn the_protocol_and_the_core_have_the_same_codes_under_the_same_numbers() {
        let core: BTreeMap<i32, String> = Rejection::each()
            .iter()
            .map(|each| (super::stored_code(each), format!("REJECTION_CODE_{}", each.code())))
            .collect();
        let protocol: BTreeMap<i32, String> = (1..10_000)
            .filter_map(|number| RejectionCode::try_from(number).ok())
            .map(|code| (i32::from(code), code.as_str_name().to_owned()))
            .collect();
        assert_eq!(core, protocol);
    }
}
