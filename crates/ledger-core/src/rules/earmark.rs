//! Earmarks: the organisation's own intention for a fund. It binds allotments, and the organisation may lift it; a
//! donor's restriction it never touches.

use crate::event::{EarmarkLifted, EarmarkPlaced, Entry};
use crate::ids::{EarmarkId, FundId};
use crate::rejection::Rejection;
use crate::rules::{area, money, programme};
use crate::state::{Earmark, State};

pub(super) fn check(state: &State, event: &EarmarkPlaced) -> Result<(), Rejection> {
    if !state.funds.has(&event.fund) {
        return Err(Rejection::UnknownFund { fund: event.fund.0 });
    }
    if let Some(live) = state.earmarks.at(&event.fund) {
        return Err(Rejection::AlreadyOpen { holder: live.id.0 });
    }
    if event.programme.is_none() && event.area.is_none() {
        return Err(Rejection::NothingAsked {});
    }
    event.programme.map_or(Ok(()), |wanted| programme::exists(state, wanted))?;
    event.area.map_or(Ok(()), |wanted| area::exists(state, wanted))
}

pub(super) fn apply(state: &mut State, entry: &Entry, event: &EarmarkPlaced) {
    let id = EarmarkId(entry.index.0);
    state.earmarks.set(event.fund, Earmark { id, programme: event.programme, area: event.area });
    state.earmarked.set(id, event.fund);
}

pub(super) fn check_lifting(state: &State, event: &EarmarkLifted) -> Result<(), Rejection> {
    match state.earmarked.at(&event.earmark) {
        Some(_) => Ok(()),
        None => Err(Rejection::UnknownEarmark { earmark: event.earmark.0 }),
    }
}

pub(super) fn apply_lifting(state: &mut State, event: &EarmarkLifted) {
    if let Some(fund) = state.earmarked.at(&event.earmark).copied() {
        state.earmarks.remove(&fund);
        state.earmarked.remove(&event.earmark);
    }
}

/// Refuses an allotment out of a fund that is kept for something else.
pub(super) fn admits(state: &State, fund: FundId, aim: &money::Use) -> Result<(), Rejection> {
    let Some(earmark) = state.earmarks.at(&fund) else { return Ok(()) };
    let forbids = |dimension| Rejection::EarmarkForbids { earmark: earmark.id.0, dimension };
    if earmark.programme.is_some_and(|wanted| wanted != aim.programme) {
        return Err(forbids(1));
    }
    let area = state.offices.at(&aim.office).map(|row| row.area);
    let holds = |wanted| area.is_some_and(|area| state.area_holds(wanted, area));
    if earmark.area.is_none_or(holds) { Ok(()) } else { Err(forbids(2)) }
}
