//! The catalogue: items with the value of a unit, and designs of kits.

use crate::event::{BillRow, Entry, ItemRegistered, KitDesigned, MOST_BILL_ROWS};
use crate::ids::{ItemId, KitDesignId};
use crate::money::Amount;
use crate::rejection::Rejection;
use crate::rules::{Coded, code_is_new, in_force, programme};
use crate::state::{KitDesign, State};

pub(in crate::rules) fn check(state: &State, event: &ItemRegistered) -> Result<(), Rejection> {
    code_is_new(state, Coded::Item, &event.code)?;
    if event.catalogue_value.is_zero() { Err(Rejection::NothingAsked {}) } else { Ok(()) }
}

pub(in crate::rules) fn apply(state: &mut State, entry: &Entry, event: &ItemRegistered) {
    state.items.set(ItemId(entry.index.0), event.catalogue_value);
    state.codes.set((Coded::Item as u8, event.code.clone()), entry.index);
    state.unconfirmed.set(entry.index, entry.principal);
}

/// What a unit of the item is worth by the catalogue; refuses one that is not there or not in force.
pub(super) fn value_of_item(state: &State, item: ItemId) -> Result<Amount, Rejection> {
    let value = *state.items.at(&item).ok_or(Rejection::UnknownItem { item: item.0 })?;
    in_force(state, item.0)?;
    Ok(value)
}

/// Refuses an item that is not there or not in force.
pub(in crate::rules) fn item_exists(state: &State, item: ItemId) -> Result<(), Rejection> {
    value_of_item(state, item).map(|_| ())
}

/// A bill names items in force, each once, in the order of their ids, and some of each.
pub(in crate::rules) fn check_design(state: &State, event: &KitDesigned) -> Result<(), Rejection> {
    code_is_new(state, Coded::KitDesign, &event.code)?;
    programme::exists(state, event.programme)?;
    let bill = &event.bill;
    let in_order = bill.windows(2).all(|pair| matches!(pair, [first, second] if first.item < second.item));
    let some = (1..=MOST_BILL_ROWS).contains(&bill.len()) && bill.iter().all(|row| row.quantity > 0);
    if !in_order || !some {
        return Err(Rejection::BillUnsound {});
    }
    bill.iter().try_for_each(|row| value_of_item(state, row.item).map(|_| ()))?;
    value_of_bill(state, bill).map(|_| ())
}

/// What the catalogue says that the items of a bill are worth together.
pub(in crate::rules) fn value_of_bill(state: &State, bill: &[BillRow]) -> Result<Amount, Rejection> {
    let value = |row: &BillRow| {
        let unit = state.items.at(&row.item)?.count();
        Amount::new(unit.checked_mul(u64::from(row.quantity))?)
    };
    let sum = bill.iter().try_fold(Amount::ZERO, |sum, row| sum.checked_add(value(row)?));
    sum.ok_or(Rejection::BillUnsound {})
}

pub(in crate::rules) fn apply_design(state: &mut State, entry: &Entry, event: &KitDesigned) {
    let catalogue_value = value_of_bill(state, &event.bill).unwrap_or(Amount::ZERO);
    let row = KitDesign { programme: event.programme, bill: event.bill.clone(), catalogue_value };
    state.kit_designs.set(KitDesignId(entry.index.0), row);
    state.codes.set((Coded::KitDesign as u8, event.code.clone()), entry.index);
    state.unconfirmed.set(entry.index, entry.principal);
}

/// A design that is in force.
pub(in crate::rules) fn design(state: &State, id: KitDesignId) -> Result<&KitDesign, Rejection> {
    let row = state.kit_designs.at(&id).ok_or(Rejection::UnknownKitDesign { kit_design: id.0 })?;
    in_force(state, id.0)?;
    Ok(row)
}
