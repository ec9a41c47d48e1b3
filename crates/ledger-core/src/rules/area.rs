//! Areas: the country, its provinces, their counties, their neighbourhoods.

use crate::event::{AreaLevel, AreaRegistered, Entry};
use crate::ids::{AreaId, Index};
use crate::rejection::Rejection;
use crate::rules::{Coded, code_is_new, in_force};
use crate::state::{Area, State};

pub(super) fn check(state: &State, event: &AreaRegistered) -> Result<(), Rejection> {
    code_is_new(state, Coded::Area, &event.code)?;
    let above = match event.level {
        AreaLevel::Country => return check_country(state, event.parent),
        AreaLevel::Province => AreaLevel::Country,
        AreaLevel::County => AreaLevel::Province,
        AreaLevel::Neighbourhood => AreaLevel::County,
    };
    let parent = event.parent.ok_or(Rejection::WrongParent { parent: 0 })?;
    exists(state, parent)?;
    match state.areas.at(&parent) {
        Some(row) if row.level == above => Ok(()),
        _ => Err(Rejection::WrongParent { parent: parent.0 }),
    }
}

/// There is one country, and nothing holds it.
fn check_country(state: &State, parent: Option<AreaId>) -> Result<(), Rejection> {
    if let Some(parent) = parent {
        return Err(Rejection::WrongParent { parent: parent.0 });
    }
    match state.areas.iter().find(|(_, area)| area.level == AreaLevel::Country) {
        Some((holder, _)) => Err(Rejection::AlreadyOpen { holder: holder.0 }),
        None => Ok(()),
    }
}

pub(super) fn apply(state: &mut State, entry: &Entry, event: &AreaRegistered) {
    let Index(index) = entry.index;
    state.areas.set(AreaId(index), Area { level: event.level, parent: event.parent });
    state.codes.set((Coded::Area as u8, event.code.clone()), entry.index);
    state.unconfirmed.set(entry.index, entry.principal);
}

/// Refuses an area that is not there or not in force.
pub(super) fn exists(state: &State, area: AreaId) -> Result<(), Rejection> {
    if !state.areas.has(&area) {
        return Err(Rejection::UnknownArea { area: area.0 });
    }
    in_force(state, area.0)
}
