//! Copies of receipts: whoever lost one gets another with the same number, and the book counts them.

use super::reversal::receipt_entry;
use crate::decide::Draft;
use crate::event::{Event, ReceiptReissued};
use crate::ids::ReceiptId;
use crate::past::{Fault, Past};
use crate::rejection::Rejection;
use crate::role::Role;
use crate::rules::authority;
use crate::state::State;

pub(super) fn choose<P: Past + ?Sized>(draft: &Draft<'_, P>, receipt: ReceiptId) -> Result<Event, Fault> {
    draft.may_ask(Role::Receiver, authority::receipt_office(receipt, draft.past())?)?;
    Ok(Event::ReceiptReissued(ReceiptReissued { receipt, copy: next(draft.state(), receipt) }))
}

fn next(state: &State, receipt: ReceiptId) -> u32 {
    state.copies.at(&receipt).copied().unwrap_or(0).saturating_add(1)
}

pub(super) fn check<P: Past + ?Sized>(state: &State, event: ReceiptReissued, past: &P) -> Result<(), Fault> {
    if receipt_entry(event.receipt, past)?.is_none() {
        return Err(Rejection::UnknownReceipt { receipt: event.receipt.0 }.into());
    }
    let (next, found) = (u64::from(next(state, event.receipt)), u64::from(event.copy));
    if found == next { Ok(()) } else { Err(Rejection::ReceiptNumberGap { next, found }.into()) }
}
