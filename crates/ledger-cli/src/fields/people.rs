//! Donors, beneficiaries and payees, by reference, token and commitment only: who they are stands elsewhere.

use super::{Fields, Value, words};
use ledger_core::event::{
    BeneficiaryEnrolled, BeneficiaryVerified, DonorRegistered, GroupKey, PayeeConfirmed, PayeeProposed,
};

type Named = (&'static str, Value);

pub(super) fn donor(DonorRegistered { kind, reference }: DonorRegistered) -> Vec<Named> {
    vec![("kind", Value::word(words::donor(kind))), ("reference", Value::bytes(&reference.0))]
}

pub(super) fn enrolment(event: &BeneficiaryEnrolled) -> Vec<Named> {
    let BeneficiaryEnrolled { kind, office, reference, class, persons, keys } = event;
    let key = |GroupKey { group, key }: &GroupKey| {
        Value::Group(Fields(vec![("group", Value::word(group.as_str())), ("key", Value::bytes(&key.0))]))
    };
    vec![
        ("kind", Value::word(words::beneficiary(*kind))),
        ("office", Value::Number(office.0)),
        ("reference", Value::bytes(&reference.0)),
        ("persons", Value::Words(persons.iter().map(|token| super::value::hex(&token.0)).collect())),
        ("keys", Value::List(keys.iter().map(key).collect())),
        ("class", Value::some(*class, |class| Value::Number(class.0))),
    ]
}

pub(super) fn verification(event: BeneficiaryVerified) -> Vec<Named> {
    let BeneficiaryVerified { beneficiary, last_change } = event;
    vec![("beneficiary", Value::Number(beneficiary.0)), ("last_change", Value::Number(last_change.0))]
}

pub(super) fn payee(event: PayeeProposed) -> Vec<Named> {
    let PayeeProposed { beneficiary, account, name_commitment, account_commitment } = event;
    vec![
        ("beneficiary", Value::Number(beneficiary.0)),
        ("account", Value::bytes(&account.0)),
        ("name_commitment", Value::bytes(&name_commitment.0)),
        ("account_commitment", Value::bytes(&account_commitment.0)),
    ]
}

pub(super) fn payee_confirmation(PayeeConfirmed { payee, last_change }: PayeeConfirmed) -> Vec<Named> {
    vec![("payee", Value::Number(payee.0)), ("last_change", Value::Number(last_change.0))]
}
