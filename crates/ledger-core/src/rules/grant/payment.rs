//! Payment: ordered by the releaser, then what the bank did, recorded by somebody else again.

use crate::event::{Entry, PaymentOrdered, PaymentReturned, PaymentSettled};
use crate::ids::{GrantId, Index};
use crate::place::Place;
use crate::ranges::Ranges;
use crate::rejection::Rejection;
use crate::rules::authority;
use crate::state::{Act, Stage, State};

/// The releaser is none of maker, checker and last editor. A returned payment may be ordered again.
pub(in crate::rules) fn check_order(state: &State, entry: &Entry, event: &PaymentOrdered) -> Result<(), Rejection> {
    let row = super::step(state, entry, event.grant, event.last_change, &[Stage::Verified, Stage::Returned])?;
    let others: Vec<Act> = [Some(row.applied), row.awarded, Some(row.last)].into_iter().flatten().collect();
    authority::distinct(state, entry, &others)?;
    super::whole_amount(state, row, &event.ranges, Place::Encumbered(event.grant))
}

pub(in crate::rules) fn check_settlement(
    state: &State,
    entry: &Entry,
    event: &PaymentSettled,
) -> Result<(), Rejection> {
    check_result(state, entry, event.grant, event.last_change, &event.ranges)
}

pub(in crate::rules) fn check_return(state: &State, entry: &Entry, event: &PaymentReturned) -> Result<(), Rejection> {
    check_result(state, entry, event.grant, event.last_change, &event.ranges)
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
