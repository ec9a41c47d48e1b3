//! Payment: ordered by the releaser, then what the bank did, recorded by somebody else again.

use crate::event::{Entry, Event, PaymentOrdered, PaymentReturned, PaymentSettled, Reported};
use crate::ids::{GrantId, Index};
use crate::place::Place;
use crate::ranges::Ranges;
use crate::rejection::Rejection;
use crate::rules::{approval, authority, list, payee};
use crate::state::{Act, Stage, State};

/// The releaser is none of maker, checkers and last editor. A returned payment may be ordered again.
pub(in crate::rules) fn check_order(state: &State, entry: &Entry, event: &PaymentOrdered) -> Result<(), Rejection> {
    let row = super::step(state, entry, event.grant, event.last_change, &[Stage::Verified, Stage::Returned])?;
    super::goods::is_cash(row, event.grant)?;
    // The releaser of a list has just verified the line; there `check_verification` has asked for the last editor.
    let editor = (row.list.is_none() || row.stage == Stage::Returned).then_some(row.last);
    let hands: Vec<Act> = [Some(row.applied), row.awarded, row.renewed, editor].into_iter().flatten().collect();
    authority::distinct(state, entry, &hands)?;
    authority::distinct(state, entry, &approval::all_of(state, Index(event.grant.0)))?;
    payee::stands(state, entry, row)?;
    super::whole_amount(state, row, &event.ranges, Place::Encumbered(event.grant))
}

pub(in crate::rules) fn check_settlement(
    state: &State,
    entry: &Entry,
    event: &PaymentSettled,
) -> Result<(), Rejection> {
    check_result(state, entry, event.grant, event.last_change, &event.ranges)?;
    check_reported(state, event.grant, event.reported)
}

pub(in crate::rules) fn check_return(state: &State, entry: &Entry, event: &PaymentReturned) -> Result<(), Rejection> {
    check_result(state, entry, event.grant, event.last_change, &event.ranges)?;
    check_reported(state, event.grant, event.reported)
}

/// Rule 18b: what became of a list's line says a row of the bank's file for that list, which names the payee's account.
fn check_reported(state: &State, grant: GrantId, reported: Option<Reported>) -> Result<(), Rejection> {
    let row = super::found(state, grant)?;
    let (Some(_), Some(reported)) = (row.list, reported) else {
        let agree = row.list.is_none() && reported.is_none();
        return if agree { Ok(()) } else { Err(Rejection::NotReported { grant: grant.0 }) };
    };
    list::check_row(state, grant, row, reported)?;
    match row.payee {
        Some(id) if payee::found(state, id)?.account != reported.account => {
            Err(Rejection::AccountMismatch { payee: id.0 })
        }
        Some(_) | None => Ok(()),
    }
}

/// Whoever records the result did not order the payment.
fn check_result(
    state: &State,
    entry: &Entry,
    grant: GrantId,
    last_change: Index,
    ranges: &Ranges,
) -> Result<(), Rejection> {
    let row = super::step(state, entry, grant, last_change, &[Stage::Ordered])?;
    authority::distinct(state, entry, row.ordered.as_slice())?;
    super::whole_amount(state, row, ranges, Place::InPayment(grant))
}

/// The row that the entry says it is, of a bank's file.
#[expect(clippy::wildcard_enum_match_arm, reason = "only what the bank did is reported")]
pub(super) const fn reported(event: &Event) -> Option<Reported> {
    match event {
        Event::PaymentSettled(e) => e.reported,
        Event::PaymentReturned(e) => e.reported,
        _ => None,
    }
}
