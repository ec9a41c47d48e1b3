//! Beneficiaries: enrolled by one, verified by another, payable from then on.

use crate::event::{BeneficiaryEnrolled, BeneficiaryVerified, ClassKind, Entry, Event};
use crate::ids::{BeneficiaryId, Index};
use crate::rejection::Rejection;
use crate::rules::{authority, class, donor, office};
use crate::state::{Act, Beneficiary, State};

pub(super) fn check(state: &State, event: &BeneficiaryEnrolled) -> Result<(), Rejection> {
    office::exists(state, event.office)?;
    event.class.map_or(Ok(()), |wanted| class::exists(state, wanted, ClassKind::Beneficiary))?;
    // Without a person "not the own payee" would check nothing, without a key "once per person" would not.
    if event.persons.is_empty() || event.keys.is_empty() {
        return Err(Rejection::BeneficiaryEmpty {});
    }
    let (kind, reference) = donor::beneficiary_key(event.reference);
    donor::reference_is_new(state, kind, reference)
}

pub(super) fn apply(state: &mut State, entry: &Entry, event: &BeneficiaryEnrolled) {
    let row = Beneficiary {
        office: event.office,
        persons: event.persons.clone(),
        keys: event.keys.clone(),
        class: event.class,
        payee: None,
        enrolled: Act { by: entry.principal, at: entry.index },
        verified: false,
    };
    state.beneficiaries.set(BeneficiaryId(entry.index.0), row);
    state.references.set(donor::beneficiary_key(event.reference), entry.index);
}

pub(super) fn choose_verification(beneficiary: BeneficiaryId, last_change: Index) -> Event {
    Event::BeneficiaryVerified(BeneficiaryVerified { beneficiary, last_change })
}

pub(super) fn check_verification(state: &State, entry: &Entry, event: BeneficiaryVerified) -> Result<(), Rejection> {
    let id = event.beneficiary;
    let row = state.beneficiaries.at(&id).ok_or(Rejection::UnknownBeneficiary { beneficiary: id.0 })?;
    if row.verified {
        return Err(Rejection::AlreadyConfirmed { object: id.0 });
    }
    authority::unchanged(event.last_change, row.enrolled.at)?;
    authority::distinct(state, entry, &[row.enrolled])?;
    authority::not_oneself(state, entry, &row.persons, id.0)
}
