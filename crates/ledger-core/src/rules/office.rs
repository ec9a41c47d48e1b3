//! Offices: one national office, and the tree under it.

use crate::event::{AreaLevel, Entry, OfficeKind, OfficeRegistered};
use crate::ids::OfficeId;
use crate::rejection::Rejection;
use crate::rules::{Coded, area, code_is_new, in_force};
use crate::state::{Office, State};

pub(super) fn check(state: &State, event: &OfficeRegistered) -> Result<(), Rejection> {
    code_is_new(state, Coded::Office, &event.code)?;
    area::exists(state, event.area)?;
    let Some(parent) = event.parent else { return check_national(state, event) };
    exists(state, parent)?;
    let fits = state.offices.at(&parent).is_some_and(|above| state.area_holds(above.area, event.area));
    if fits { Ok(()) } else { Err(Rejection::WrongParent { parent: parent.0 }) }
}

/// The office that has none above it serves the whole country, and there is one.
fn check_national(state: &State, event: &OfficeRegistered) -> Result<(), Rejection> {
    if let Some(holder) = state.national_office() {
        return Err(Rejection::AlreadyOpen { holder: holder.0 });
    }
    let country = state.areas.at(&event.area).is_some_and(|area| area.level == AreaLevel::Country);
    if country && event.kind == OfficeKind::Welfare { Ok(()) } else { Err(Rejection::WrongParent { parent: 0 }) }
}

pub(super) fn apply(state: &mut State, entry: &Entry, event: &OfficeRegistered) {
    state.offices.set(OfficeId(entry.index.0), Office { parent: event.parent, area: event.area });
    state.codes.set((Coded::Office as u8, event.code.clone()), entry.index);
    state.unconfirmed.set(entry.index, entry.principal);
}

/// Refuses an office that is not there or not in force.
pub(super) fn exists(state: &State, office: OfficeId) -> Result<(), Rejection> {
    if !state.offices.has(&office) {
        return Err(Rejection::UnknownOffice { office: office.0 });
    }
    in_force(state, office.0)
}
