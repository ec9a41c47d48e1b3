//! What is well formed goes in as it was asked; what is malformed comes back whole, with every place; and nothing
//! that names a person goes further than this.

mod ceremony;
mod goods;
mod lists;
mod malformed;
mod payees;
mod persons;
mod vectors;
mod wellformed;

use super::{Ask, Asked, Door, Facts, ListAsk, Malformed, Openings, TokenKeys};
use crate::proto::ledger::v1 as proto;
use crate::proto::record::v1 as record;
use ledger_core::ids::{BeneficiaryId, PersonToken, PledgeId, PrincipalId, RequestId};
use ledger_core::text::Code;

pub(super) const REQUEST_ID: &str = "0198f0a1-b2c3-7d4e-8f00-112233445566";

pub(super) fn door() -> Door {
    let mut master = [0; 32];
    master.iter_mut().zip(0_u8..).for_each(|(byte, number)| *byte = number);
    Door::new(TokenKeys::derive(&master), Code::new("IRR").expect("a unit"))
}

/// Blinds as a vault would give them: another for every place, the same ever after.
pub(super) struct Blinds;

impl Openings for Blinds {
    fn blind(&mut self, request: RequestId, item: u32, field: &'static str, _: &[u8]) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&request.0).update(&item.to_be_bytes()).update(field.as_bytes());
        *hasher.finalize().as_bytes()
    }
}

/// A book in which one person is a beneficiary, pledge 80 is of money and pledge 81 of goods.
pub(super) struct Book;

/// The national id of the person, and the beneficiary.
pub(super) const KNOWN: (&str, BeneficiaryId) = ("9990000018", BeneficiaryId(30));

impl Facts for Book {
    fn beneficiary_of(&self, person: &PersonToken) -> Option<BeneficiaryId> {
        let known = crate::identifiers::NationalId::parse(KNOWN.0).expect("well formed");
        (door().tokens.person(&known) == *person).then_some(KNOWN.1)
    }

    fn is_of_goods(&self, pledge: PledgeId) -> Option<bool> {
        match pledge.0 {
            80 => Some(false),
            81 => Some(true),
            _ => None,
        }
    }
}

pub(super) fn read<A: Ask>(ask: A) -> Result<Asked, Malformed> {
    door().read(PrincipalId(2), ask, &mut Blinds, &Book)
}

pub(super) fn read_step<A: ListAsk>(ask: A) -> Result<Asked, Malformed> {
    door().read_step(PrincipalId(2), ask, &mut Blinds, &Book).map(|(asked, _)| asked)
}

/// What is wrong with a request.
pub(super) fn refused<A: Ask>(ask: A) -> Malformed {
    read(ask).expect_err("malformed")
}

/// The one command of a request.
pub(super) fn command<A: Ask>(ask: A) -> ledger_core::command::Command {
    let mut commands = read(ask).expect("well formed").request.commands;
    assert_eq!(commands.len(), 1);
    commands.remove(0)
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
        restriction: Some(proto::Restriction { programme: 9, ..proto::Restriction::default() }),
        donor: 0,
        channel: record::Channel::Portal.into(),
        payment: Some(proto::ExternalPayment {
            terminal: "99900001".to_owned(),
            settlement_date: date(2026, 11, 22),
            reference: "140509010001".to_owned(),
        }),
        booking_date: None,
        value_date: None,
        campaign: 0,
        pledge: 0,
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
        class: 0,
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
