//! Reversal of a receipt, in part or in whole: by another person, of free numbers only, never beyond the whole.

use crate::decide::Draft;
use crate::event::{Entry, Event, Reason, ReceiptRecorded, ReceiptReversed};
use crate::ids::{Index, ReceiptId};
use crate::money::Amount;
use crate::past::{Fault, Past, Unreadable};
use crate::place::Place;
use crate::ranges::{Range, Ranges};
use crate::rejection::Rejection;
use crate::role::Role;
use crate::rules::{authority, money, pledge};
use crate::state::{Act, State};

/// Takes free numbers of the receipt, highest first.
pub(super) fn choose<P: Past + ?Sized>(
    draft: &mut Draft<'_, P>,
    receipt: ReceiptId,
    amount: Option<Amount>,
    reason: Reason,
) -> Result<Event, Fault> {
    draft.may_ask(Role::Approver, authority::receipt_office(receipt, draft.past())?)?;
    let (_, recorded) = found(receipt, draft.past())?;
    let left = left_of(draft.state(), recorded.numbers);
    let asked = amount.map_or(left, Amount::count);
    if amount == Some(Amount::ZERO) {
        return Err(Rejection::NothingAsked {}.into());
    }
    if asked > left || left == 0 {
        return Err(Rejection::ExceedsReceipt { left, asked }.into());
    }
    let ranges = highest_free(draft.state(), recorded.numbers, asked)?;
    Ok(Event::ReceiptReversed(ReceiptReversed { receipt, ranges, reason }))
}

fn highest_free(state: &State, numbers: Range, asked: u64) -> Result<Ranges, Rejection> {
    let mut free: Vec<Range> = state
        .partition
        .segments_over(numbers)
        .filter(|(_, place)| *place == Place::Free)
        .map(|(part, _)| part)
        .collect();
    free.reverse();
    let mut left = asked;
    let mut taken = Vec::new();
    for part in free {
        let count = part.count().min(left);
        taken.extend(Range::new(part.series(), part.end().saturating_sub(count), count));
        left = left.saturating_sub(count);
        if left == 0 {
            return Ranges::new(taken).map_err(|_| Rejection::RangesUnsound {});
        }
    }
    Err(Rejection::ReceiptInUse { free: asked.saturating_sub(left), asked })
}

/// How much of the receipt was not reversed yet.
fn left_of(state: &State, numbers: Range) -> u64 {
    state
        .partition
        .segments_over(numbers)
        .filter(|(_, place)| !matches!(place, Place::Voided(_)))
        .fold(0_u64, |sum, (part, _)| sum.saturating_add(part.count()))
}

pub(super) fn check<P: Past + ?Sized>(
    state: &State,
    entry: &Entry,
    event: &ReceiptReversed,
    past: &P,
) -> Result<(), Fault> {
    let (recorded_by, recorded) = found(event.receipt, past)?;
    let of_receipt = |range: &Range| range.overlap(recorded.numbers) == Some(*range);
    if !event.ranges.as_slice().iter().all(of_receipt) {
        return Err(Rejection::NotOfReceipt { receipt: event.receipt.0 }.into());
    }
    let asked = event.ranges.amount().count();
    let left = left_of(state, recorded.numbers);
    if asked > left {
        return Err(Rejection::ExceedsReceipt { left, asked }.into());
    }
    if event.ranges.as_slice().iter().any(|range| state.partition.find(*range, Place::Free).is_err()) {
        return Err(Rejection::ReceiptInUse { free: free_of(state, recorded.numbers), asked }.into());
    }
    let maker = Act { by: recorded_by, at: Index(event.receipt.0) };
    Ok(authority::distinct(state, entry, &[maker])?)
}

/// The numbers are voided; what they had fulfilled of a pledge is open again.
pub(super) fn apply(state: &mut State, entry: &Entry, event: &ReceiptReversed) {
    money::apply(state, &entry.event);
    pledge::apply_reversal(state, event.receipt, event.ranges.amount());
}

fn free_of(state: &State, numbers: Range) -> u64 {
    state
        .partition
        .segments_over(numbers)
        .filter(|(_, place)| *place == Place::Free)
        .fold(0_u64, |sum, (part, _)| sum.saturating_add(part.count()))
}

fn found<P: Past + ?Sized>(receipt: ReceiptId, past: &P) -> Result<(crate::ids::PrincipalId, ReceiptRecorded), Fault> {
    receipt_entry(receipt, past)?.ok_or(Rejection::UnknownReceipt { receipt: receipt.0 }.into())
}

/// The receipt as it was recorded, and by whom.
pub(super) fn receipt_entry<P: Past + ?Sized>(
    receipt: ReceiptId,
    past: &P,
) -> Result<Option<(crate::ids::PrincipalId, ReceiptRecorded)>, Unreadable> {
    Ok(match past.entry(Index(receipt.0))? {
        Some(Entry { principal, event: Event::ReceiptRecorded(recorded), .. }) => Some((principal, recorded)),
        Some(_) | None => None,
    })
}
