//! The path of a grant of goods: a kit is reserved where cash has its credit secured, and handed over where cash is paid.

use crate::event::{Entry, Event, Evidence, GoodsHandedOver, GrantApplied, KitReserved};
use crate::ids::{GrantId, Index};
use crate::place::StockPlace;
use crate::rejection::Rejection;
use crate::rules::{approval, authority, goods, money};
use crate::state::{Grant, KitStanding, Stage, State};

/// A grant of goods is asked for at the catalogue's value, for the programme of the kit's design, and names no payee.
pub(super) fn check_application(state: &State, event: GrantApplied) -> Result<(), Rejection> {
    let Some(id) = event.kit else { return Ok(()) };
    let design = goods::design(state, id)?;
    if design.programme != event.programme || event.payee.is_some() || event.list.is_some() {
        return Err(Rejection::WrongPath { grant: 0 });
    }
    let (expected, found) = (goods::value_of_bill(state, &design.bill)?.count(), event.amount.count());
    if expected == found { Ok(()) } else { Err(Rejection::NotCatalogueValue { expected, found }) }
}

/// The steps of cash are not for grants of goods.
pub(super) fn is_cash(row: &Grant, grant: GrantId) -> Result<(), Rejection> {
    if row.kit_design.is_none() { Ok(()) } else { Err(Rejection::WrongPath { grant: grant.0 }) }
}

pub(in crate::rules) fn check_reservation(state: &State, entry: &Entry, event: KitReserved) -> Result<(), Rejection> {
    let row = super::step(state, entry, event.grant, event.last_change, &[Stage::Decided])?;
    let design = row.kit_design.ok_or(Rejection::WrongPath { grant: event.grant.0 })?;
    goods::check_ready(state, event.kit, design, row.office, None)?;
    money::all_admit(state, &goods::units_of(state, event.kit)?, &money::Use::of_grant(state, entry, row))
}

/// The kit that is reserved for the grant, with all its units.
pub(in crate::rules) fn choose_hand_over(
    state: &State,
    grant: GrantId,
    last_change: Index,
    evidence: &Evidence,
) -> Result<Event, Rejection> {
    let row = super::found(state, grant)?;
    let kit = row.kit.ok_or(Rejection::WrongPath { grant: grant.0 })?;
    let units = goods::units_of(state, kit)?;
    Ok(Event::GoodsHandedOver(GoodsHandedOver { grant, last_change, kit, units, evidence: evidence.clone() }))
}

/// Whoever hands over is neither the maker nor one of the checkers.
pub(in crate::rules) fn check_hand_over(
    state: &State,
    entry: &Entry,
    event: &GoodsHandedOver,
) -> Result<(), Rejection> {
    let row = super::step(state, entry, event.grant, event.last_change, &[Stage::Awarded])?;
    let design = row.kit_design.ok_or(Rejection::WrongPath { grant: event.grant.0 })?;
    authority::distinct(state, entry, &[Some(row.applied), row.awarded].into_iter().flatten().collect::<Vec<_>>())?;
    authority::distinct(state, entry, &approval::all_of(state, Index(event.grant.0)))?;
    goods::check_ready(state, event.kit, design, row.office, Some(event.grant))?;
    if goods::units_of(state, event.kit)? == event.units { Ok(()) } else { Err(Rejection::RangesUnsound {}) }
}

/// Units leave the store, or the kit of a cancelled grant is anybody's again.
pub(super) fn apply(state: &mut State, entry: &Entry) {
    let (event, at) = (&entry.event, entry.index);
    if let Event::KitReserved(e) = event {
        goods::set_standing(state, e.kit, KitStanding::Reserved(e.grant), at);
    } else if let Event::GoodsHandedOver(e) = event {
        state.stock.shift(&e.units, StockPlace::HandedOver(e.grant));
        goods::set_standing(state, e.kit, KitStanding::HandedOver(e.grant), at);
    } else if let Event::GrantCancelled(e) = event
        && let Some(kit) = state.grants.at(&e.grant).and_then(|row| row.kit)
    {
        goods::set_standing(state, kit, KitStanding::Ready, at);
    }
}
