//! Donors: a kind and an opaque reference; who it is stands elsewhere.

use crate::event::{DonorKind, DonorRegistered, Source};
use crate::ids::{DonorId, Index, Reference};
use crate::rejection::Rejection;
use crate::state::State;

const DONOR: u8 = 1;
const BENEFICIARY: u8 = 2;

pub(super) fn check(state: &State, event: DonorRegistered) -> Result<(), Rejection> {
    reference_is_new(state, DONOR, event.reference)
}

pub(super) fn apply(state: &mut State, index: u64, event: DonorRegistered) {
    state.donors.set(DonorId(index), event.kind);
    state.references.set((DONOR, event.reference), Index(index));
}

/// State credit comes from a line of state credit and from nobody else.
pub(super) fn check_source(state: &State, donor: Option<DonorId>, source: Source) -> Result<(), Rejection> {
    let kind = match donor {
        Some(donor) => Some(*state.donors.at(&donor).ok_or(Rejection::UnknownDonor { donor: donor.0 })?),
        None => None,
    };
    let from_state = kind == Some(DonorKind::StateCredit);
    if from_state == (source == Source::StateCredit) {
        Ok(())
    } else {
        Err(Rejection::SourceMismatch { source: source as u64 })
    }
}

/// The key of a beneficiary's reference.
pub(super) const fn beneficiary_key(reference: Reference) -> (u8, Reference) {
    (BENEFICIARY, reference)
}

pub(super) fn reference_is_new(state: &State, kind: u8, reference: Reference) -> Result<(), Rejection> {
    match state.references.at(&(kind, reference)) {
        Some(holder) => Err(Rejection::CodeTaken { holder: holder.0 }),
        None => Ok(()),
    }
}
