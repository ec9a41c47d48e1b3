//! Events about principals, donors and beneficiaries.

use super::words::{code, id, index};
use ledger_core::event::{
    BeneficiaryEnrolled, BeneficiaryKind, BeneficiaryVerified, DonorKind, DonorRegistered, Event, GroupKey,
    PrincipalAdmitted, PrincipalKind,
};
use ledger_core::ids::{BeneficiaryId, BenefitKey, ClassId, KeyHash, OfficeId, PersonToken, Reference};
use ledger_core::role::{Role, Roles};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

pub(super) fn any_event() -> BoxedStrategy<Event> {
    prop_oneof![
        principal(),
        donor(),
        beneficiary(),
        (id(), index()).prop_map(|(beneficiary, last_change)| {
            Event::BeneficiaryVerified(BeneficiaryVerified { beneficiary: BeneficiaryId(beneficiary), last_change })
        }),
    ]
    .boxed()
}

fn principal() -> BoxedStrategy<Event> {
    let kind = option::of(any::<[u8; 32]>())
        .prop_map(|token| token.map_or(PrincipalKind::System, |token| PrincipalKind::Human(PersonToken(token))));
    let roles = subsequence(Role::ALL.to_vec(), 0..=Role::ALL.len()).prop_map(|roles| Roles::of(&roles));
    (kind, option::of(id()), roles, any::<[u8; 32]>())
        .prop_map(|(kind, office, roles, hash)| {
            let (office, api_key_hash) = (office.map(OfficeId), KeyHash(hash));
            Event::PrincipalAdmitted(PrincipalAdmitted { kind, office, roles, api_key_hash })
        })
        .boxed()
}

fn donor() -> BoxedStrategy<Event> {
    let kinds = vec![DonorKind::Person, DonorKind::Organisation, DonorKind::StateCredit];
    (select(kinds), any::<[u8; 16]>())
        .prop_map(|(kind, reference)| Event::DonorRegistered(DonorRegistered { kind, reference: Reference(reference) }))
        .boxed()
}

fn beneficiary() -> BoxedStrategy<Event> {
    let kinds = vec![BeneficiaryKind::Person, BeneficiaryKind::Couple, BeneficiaryKind::Household];
    let person = any::<[u8; 32]>().prop_map(PersonToken);
    let key = (code(), any::<[u8; 32]>()).prop_map(|(group, key)| GroupKey { group, key: BenefitKey(key) });
    (select(kinds), id(), any::<[u8; 16]>(), option::of(id()), vec(person, 0..5), vec(key, 0..5))
        .prop_map(|(kind, office, reference, class, persons, keys)| {
            let (office, reference, class) = (OfficeId(office), Reference(reference), class.map(ClassId));
            Event::BeneficiaryEnrolled(BeneficiaryEnrolled { kind, office, reference, class, persons, keys })
        })
        .boxed()
}
