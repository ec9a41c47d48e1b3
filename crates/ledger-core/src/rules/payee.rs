//! Payees: the name and account that a beneficiary is paid to. Proposed by one, confirmed by another; a grant is
//! approved for one payee, and the approval is void for any other (rule 18a).

use crate::event::{Entry, PayeeConfirmed, PayeeProposed, PayeeRenewed};
use crate::ids::{BeneficiaryId, PayeeId, ProgrammeId};
use crate::rejection::Rejection;
use crate::rules::authority;
use crate::state::{Act, Beneficiary, Grant, Payee, Stage, State};
use crate::time::Timestamp;

const MICROS_AN_HOUR: i64 = 3_600_000_000;

pub(super) fn check(state: &State, entry: &Entry, event: PayeeProposed) -> Result<(), Rejection> {
    let beneficiary = beneficiary(state, event.beneficiary)?;
    authority::not_oneself(state, entry, &beneficiary.persons, event.beneficiary.0)
}

fn beneficiary(state: &State, id: BeneficiaryId) -> Result<&Beneficiary, Rejection> {
    state.beneficiaries.at(&id).ok_or(Rejection::UnknownBeneficiary { beneficiary: id.0 })
}

pub(super) fn apply(state: &mut State, entry: &Entry, event: PayeeProposed) {
    let proposed = Act { by: entry.principal, at: entry.index };
    let row =
        Payee { beneficiary: event.beneficiary, account: event.account, proposed, confirmed: None, payable_from: None };
    state.payees.set(PayeeId(entry.index.0), row);
}

pub(super) fn check_confirmation(state: &State, entry: &Entry, event: PayeeConfirmed) -> Result<(), Rejection> {
    let row = found(state, event.payee)?;
    if row.payable_from.is_some() {
        return Err(Rejection::AlreadyConfirmed { object: event.payee.0 });
    }
    authority::unchanged(event.last_change, row.proposed.at)?;
    authority::distinct(state, entry, &[row.proposed])?;
    let persons = &beneficiary(state, row.beneficiary)?.persons;
    authority::not_oneself(state, entry, persons, row.beneficiary.0)
}

pub(super) fn apply_confirmation(state: &mut State, entry: &Entry, event: PayeeConfirmed) {
    let Some(id) = state.payees.at(&event.payee).map(|row| row.beneficiary) else { return };
    let changed = state.beneficiaries.at(&id).is_some_and(|row| row.payee.is_some());
    let payable_from = if changed { after_cooling_off(state, entry.recorded_at) } else { entry.recorded_at };
    let confirmed = Act { by: entry.principal, at: entry.index };
    state.payees.change(&event.payee, |row| (row.confirmed, row.payable_from) = (Some(confirmed), Some(payable_from)));
    state.beneficiaries.change(&id, |row| row.payee = Some(event.payee));
}

/// A changed payee waits as long as the policy for all programmes says.
fn after_cooling_off(state: &State, now: Timestamp) -> Timestamp {
    let hours = state.policy_in_force(ProgrammeId(0), state.day(now)).map_or(0, |policy| policy.cooling_off_hours);
    now.checked_add_micros(i64::from(hours).saturating_mul(MICROS_AN_HOUR)).unwrap_or(now)
}

pub(super) fn found(state: &State, id: PayeeId) -> Result<&Payee, Rejection> {
    state.payees.at(&id).ok_or(Rejection::UnknownPayee { payee: id.0 })
}

/// The payee that a beneficiary has now.
pub(super) fn current(state: &State, id: BeneficiaryId) -> Result<Option<PayeeId>, Rejection> {
    Ok(beneficiary(state, id)?.payee)
}

/// An application names the payee that the beneficiary has now, or none.
pub(super) fn check_named(state: &State, id: BeneficiaryId, payee: Option<PayeeId>) -> Result<(), Rejection> {
    let Some(payee) = payee else { return Ok(()) };
    unchanged(state, id, payee)
}

fn unchanged(state: &State, id: BeneficiaryId, payee: PayeeId) -> Result<(), Rejection> {
    let now = current(state, id)?;
    if now == Some(payee) {
        return Ok(());
    }
    Err(Rejection::PayeeChanged { payee: payee.0, now: now.map_or(0, |now| now.0) })
}

/// Rule 18a: whoever awards or orders a payment does it for the payee that the grant names, which is the beneficiary's
/// still, and has waited long enough.
pub(super) fn stands(state: &State, entry: &Entry, row: &Grant) -> Result<(), Rejection> {
    let Some(payee) = row.payee else { return Ok(()) };
    unchanged(state, row.beneficiary, payee)?;
    match found(state, payee)?.payable_from {
        Some(from) if from <= entry.recorded_at => Ok(()),
        Some(from) => Err(Rejection::PayeeCoolingOff { payee: payee.0, until: seconds(from) }),
        None => Err(Rejection::NotConfirmed { object: payee.0 }),
    }
}

/// As a rejection carries it.
fn seconds(at: Timestamp) -> u64 {
    u64::try_from(at.micros().div_euclid(1_000_000)).unwrap_or(0)
}

/// From which a grant may get another payee: once it is approved, and before the money is on its way.
pub(super) const RENEWABLE: [Stage; 5] =
    [Stage::Decided, Stage::CreditSecured, Stage::Awarded, Stage::Verified, Stage::Returned];

/// Whether another payee takes as many approvals as the award did: once there was one, and while it can be renewed.
pub(super) fn is_renewable_award(row: &Grant) -> bool {
    row.awarded.is_some() && RENEWABLE.contains(&row.stage)
}

/// The new approval is by none of those who made the grant or its new payee, nor by its last editor.
pub(super) fn check_renewal(state: &State, entry: &Entry, row: &Grant, event: PayeeRenewed) -> Result<(), Rejection> {
    if row.payee == Some(event.payee) || row.payee.is_none() {
        return Err(Rejection::NothingAsked {});
    }
    unchanged(state, row.beneficiary, event.payee)?;
    let payee = found(state, event.payee)?;
    let hands: Vec<Act> = [Some(row.applied), row.editor(), Some(payee.proposed)].into_iter().flatten().collect();
    authority::distinct(state, entry, &hands)
}
