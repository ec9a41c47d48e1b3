//! What is well formed goes in as it was asked; what is malformed comes back whole, with every place; and nothing
//! that names a person goes further than this.

mod look_up;
mod malformed;
mod persons;
mod vectors;
mod wellformed;

use super::{Door, Malformed, TokenKeys};
use crate::proto::ledger::v1 as proto;
use crate::proto::record::v1 as record;
use ledger_core::text::Code;

pub(super) const REQUEST_ID: &str = "0198f0a1-b2c3-7d4e-8f00-112233445566";

pub(super) fn door() -> Door {
    let mut master = [0; 32];
    master.iter_mut().zip(0_u8..).for_each(|(byte, number)| *byte = number);
    Door::new(TokenKeys::derive(&master), Code::new("IRR").expect("a unit"))
}

pub(super) fn rials(amount: i64) -> Option<proto::Money> {
    Some(proto::Money { amount, unit: "IRR".to_owned() })
}

pub(super) const fn date(year: i32, month: i32, day: i32) -> Option<proto::Date> {
    Some(proto::Date { year, month, day })
}

pub(super) fn receipt() -> proto::RecordReceipt {
    proto::RecordReceipt {
        office: 6,
        account: 12,
        amount: rials(40_000_000),
        source: record::Source::PublicDonation.into(),
        restriction: Some(proto::Restriction { programme: 9, area: 0 }),
        donor: 0,
        channel: record::Channel::Portal.into(),
        payment: Some(proto::ExternalPayment {
            terminal: "99900001".to_owned(),
            settlement_date: date(2026, 11, 22),
            reference: "140509010001".to_owned(),
        }),
        booking_date: None,
        value_date: None,
    }
}

pub(super) fn receipts(items: Vec<proto::RecordReceipt>) -> proto::BatchRecordReceiptsRequest {
    proto::BatchRecordReceiptsRequest {
        request_id: REQUEST_ID.to_owned(),
        validate_only: false,
        mode: proto::BatchMode::Each.into(),
        items,
    }
}

pub(super) fn identity(kind: proto::IdentityType, value: &str) -> proto::Identity {
    proto::Identity { r#type: kind.into(), value: value.to_owned() }
}

pub(super) fn couple(first: &str, second: &str, marriage: &str) -> proto::EnrolBeneficiaryRequest {
    use proto::IdentityType::{MarriageRecord, NationalId};
    let beneficiary = proto::EnrolBeneficiary {
        kind: record::BeneficiaryKind::Couple.into(),
        office: 6,
        reference: vec![0x60; 16],
        identities: vec![identity(NationalId, first), identity(NationalId, second), identity(MarriageRecord, marriage)],
        benefit_groups: vec!["dowry".to_owned()],
    };
    proto::EnrolBeneficiaryRequest {
        request_id: REQUEST_ID.to_owned(),
        validate_only: false,
        beneficiary: Some(beneficiary),
    }
}

/// The places and what is wrong there.
pub(super) fn problems(malformed: &Malformed) -> Vec<(&str, &str)> {
    malformed.violations.iter().map(|each| (each.field.as_str(), each.description.as_str())).collect()
}
