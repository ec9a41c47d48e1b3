//! Pledges: promises, never money. What was received of one, given up of it and is open of it sum up to what was
//! pledged (rule 5); a pledge that has nothing open is at its end.

use crate::command::{Pledged, RecordPledge};
use crate::decide::Draft;
use crate::event::{
    Entry, Event, FundOpened, Instalment, MOST_INSTALMENTS, PledgeAmended, PledgeCancelled, PledgePart, PledgeRecorded,
    PledgeWrittenOff, Reason,
};
use crate::ids::{FundId, Index, ItemId, PledgeId, ReceiptId};
use crate::money::Amount;
use crate::past::{Fault, Past};
use crate::rejection::Rejection;
use crate::role::Role;
use crate::rules::{authority, campaign, donor, office, receipt};
use crate::state::{Act, Fulfilment, Pledge, State};

/// Opens the pledge's fund on the way: what it promises will come into it and into no other.
pub(super) fn choose<P: Past + ?Sized>(draft: &mut Draft<'_, P>, ask: &RecordPledge) -> Result<Event, Fault> {
    draft.may_ask(Role::Receiver, Some(ask.office))?;
    let booking_date = ask.booking_date.unwrap_or(draft.day());
    receipt::fiscal_year(booking_date, draft.day())?;
    let restriction = campaign::resolve(draft.state(), ask.campaign, ask.restriction)?;
    let item = match ask.pledged {
        Pledged::Money => None,
        Pledged::Goods(item) => Some(item),
    };
    let fund = receipt::fund_for(draft, FundOpened { restriction, source: ask.source, item })?;
    Ok(Event::PledgeRecorded(PledgeRecorded {
        office: ask.office,
        donor: ask.donor,
        fund,
        campaign: ask.campaign,
        instalments: ask.instalments.clone(),
        booking_date,
    }))
}

pub(super) fn check(state: &State, entry: &Entry, event: &PledgeRecorded) -> Result<(), Rejection> {
    office::exists(state, event.office)?;
    receipt::fiscal_year(event.booking_date, state.day(entry.recorded_at))?;
    let fund = state.funds.at(&event.fund).ok_or(Rejection::UnknownFund { fund: event.fund.0 })?;
    donor::check_source(state, event.donor, fund.source)?;
    campaign::check_answer(state, event.campaign, event.booking_date, &fund.restriction)?;
    sum_of(&event.instalments).map(|_| ())
}

/// What sound instalments sum up to: one at least, in the order of their days, one a day, none of nothing.
fn sum_of(instalments: &[Instalment]) -> Result<Amount, Rejection> {
    let in_order = instalments.windows(2).all(|pair| matches!(pair, [first, second] if first.due < second.due));
    let some = (1..=MOST_INSTALMENTS).contains(&instalments.len()) && instalments.iter().all(|p| !p.count.is_zero());
    if !in_order || !some {
        return Err(Rejection::InstalmentsUnsound {});
    }
    let sum = instalments.iter().try_fold(Amount::ZERO, |sum, part| sum.checked_add(part.count));
    sum.ok_or(Rejection::InstalmentsUnsound {})
}

pub(super) fn apply(state: &mut State, entry: &Entry, event: &PledgeRecorded) {
    let act = Act { by: entry.principal, at: entry.index };
    let row = Pledge {
        office: event.office,
        fund: event.fund,
        instalments: event.instalments.clone(),
        received: Amount::ZERO,
        given_up: Amount::ZERO,
        recorded: act,
        last: act,
    };
    let open = row.open();
    state.pledges.set(PledgeId(entry.index.0), row);
    outstanding_changes(state, event.fund, Amount::ZERO, open);
}

/// What a fund is promised and has not received, kept by fund.
fn outstanding_changes(state: &mut State, fund: FundId, before: Amount, after: Amount) {
    let now = outstanding(state, fund).saturating_sub(u128::from(before.count()));
    state.outstanding.set(fund, now.saturating_add(u128::from(after.count())));
}

fn outstanding(state: &State, fund: FundId) -> u128 {
    state.outstanding.at(&fund).copied().unwrap_or(0)
}

/// The pledge, if something of it is open and it is as the caller saw it.
fn open_pledge(state: &State, id: PledgeId, last_change: Index) -> Result<&Pledge, Rejection> {
    let row = found(state, id)?;
    if row.open().is_zero() {
        return Err(Rejection::PledgeClosed { pledge: id.0 });
    }
    authority::unchanged(last_change, row.last.at)?;
    Ok(row)
}

fn found(state: &State, id: PledgeId) -> Result<&Pledge, Rejection> {
    state.pledges.at(&id).ok_or(Rejection::UnknownPledge { pledge: id.0 })
}

/// An amendment leaves at least what was received and given up.
pub(super) fn check_amendment(state: &State, event: &PledgeAmended) -> Result<(), Rejection> {
    let row = open_pledge(state, event.pledge, event.last_change)?;
    let done = row.received.checked_add(row.given_up).unwrap_or(Amount::MAX);
    let asked = sum_of(&event.instalments)?;
    if asked >= done { Ok(()) } else { Err(Rejection::ExceedsPledge { open: done.count(), asked: asked.count() }) }
}

pub(super) fn choose_cancellation<P: Past + ?Sized>(
    draft: &Draft<'_, P>,
    pledge: PledgeId,
    last_change: Index,
    reason: Reason,
) -> Result<Event, Rejection> {
    let row = draft.state().pledges.at(&pledge);
    draft.may_ask(Role::Approver, row.map(|row| row.office))?;
    let count = found(draft.state(), pledge)?.open();
    Ok(Event::PledgeCancelled(PledgeCancelled { pledge, last_change, count, reason }))
}

/// A cancellation takes all that is open, by another person than the one who recorded the promise.
pub(super) fn check_cancellation(state: &State, entry: &Entry, event: PledgeCancelled) -> Result<(), Rejection> {
    let row = open_pledge(state, event.pledge, event.last_change)?;
    authority::distinct(state, entry, &[row.recorded, row.last])?;
    let (open, asked) = (row.open().count(), event.count.count());
    if open == asked { Ok(()) } else { Err(Rejection::ExceedsPledge { open, asked }) }
}

pub(super) fn choose_write_off<P: Past + ?Sized>(
    draft: &Draft<'_, P>,
    pledge: PledgeId,
    last_change: Index,
    count: Option<Amount>,
    reason: Reason,
) -> Result<Event, Rejection> {
    let row = draft.state().pledges.at(&pledge);
    draft.may_ask(Role::Approver, row.map(|row| row.office))?;
    let count = count.unwrap_or(found(draft.state(), pledge)?.open());
    Ok(Event::PledgeWrittenOff(PledgeWrittenOff { pledge, last_change, count, reason }))
}

pub(super) fn check_write_off(state: &State, entry: &Entry, event: PledgeWrittenOff) -> Result<(), Rejection> {
    let row = open_pledge(state, event.pledge, event.last_change)?;
    authority::distinct(state, entry, &[row.recorded, row.last])?;
    if event.count.is_zero() {
        return Err(Rejection::NothingAsked {});
    }
    let (open, asked) = (row.open().count(), event.count.count());
    if asked <= open { Ok(()) } else { Err(Rejection::ExceedsPledge { open, asked }) }
}

/// Carries out what changes a pledge, and what its fund is promised with it.
fn change(state: &mut State, pledge: PledgeId, last: Option<Act>, change: impl FnOnce(&mut Pledge)) {
    let Some((fund, before)) = state.pledges.at(&pledge).map(|row| (row.fund, row.open())) else { return };
    state.pledges.change(&pledge, |row| {
        change(row);
        row.last = last.unwrap_or(row.last);
    });
    let after = state.pledges.at(&pledge).map_or(Amount::ZERO, Pledge::open);
    outstanding_changes(state, fund, before, after);
}

pub(super) fn apply_amendment(state: &mut State, entry: &Entry, event: &PledgeAmended) {
    change(state, event.pledge, act(entry), |row| row.instalments.clone_from(&event.instalments));
}

pub(super) fn apply_giving_up(state: &mut State, entry: &Entry, pledge: PledgeId, count: Amount) {
    change(state, pledge, act(entry), |row| row.given_up = row.given_up.checked_add(count).unwrap_or(Amount::MAX));
}

fn act(entry: &Entry) -> Option<Act> {
    Some(Act { by: entry.principal, at: entry.index })
}

/// How much of a receipt fulfils the pledge: as much as is open, and no more. What goes beyond is a new gift.
pub(super) fn part_of(state: &State, pledge: Option<PledgeId>, count: Amount) -> Result<Option<PledgePart>, Rejection> {
    let Some(pledge) = pledge else { return Ok(None) };
    let open = found(state, pledge)?.open();
    if open.is_zero() {
        Err(Rejection::PledgeClosed { pledge: pledge.0 })
    } else {
        Ok(Some(PledgePart { pledge, count: count.min(open) }))
    }
}

/// The fund that the pledge's receipts come into, if it is one of rials, or of units of this item.
pub(super) fn fund_for(state: &State, pledge: PledgeId, item: Option<ItemId>) -> Result<FundId, Rejection> {
    let fund = fund_of(state, pledge)?;
    let fits = state.funds.at(&fund).is_some_and(|row| row.item == item);
    if fits { Ok(fund) } else { Err(Rejection::PledgeOfOtherFund { fund: fund.0 }) }
}

fn fund_of(state: &State, pledge: PledgeId) -> Result<FundId, Rejection> {
    Ok(found(state, pledge)?.fund)
}

/// A receipt of `count` in `fund` fulfils its pledge as it says.
pub(super) fn check_part(
    state: &State,
    part: Option<PledgePart>,
    fund: FundId,
    count: Amount,
) -> Result<(), Rejection> {
    let Some(part) = part else { return Ok(()) };
    let promised_to = fund_of(state, part.pledge)?;
    if promised_to != fund {
        return Err(Rejection::PledgeOfOtherFund { fund: promised_to.0 });
    }
    match part_of(state, Some(part.pledge), count)? {
        Some(expected) if expected == part => Ok(()),
        Some(expected) => {
            Err(Rejection::PledgePartWrong { expected: expected.count.count(), found: part.count.count() })
        }
        None => Ok(()),
    }
}

/// A receipt does not change what a pledge says, only what is open of it: `last` stays.
pub(super) fn apply_part(state: &mut State, receipt: ReceiptId, part: Option<PledgePart>, count: Amount) {
    let Some(part) = part else { return };
    change(state, part.pledge, None, |row| row.received = plus(row.received, part.count));
    let beyond = count.checked_sub(part.count).unwrap_or(Amount::ZERO);
    state.fulfilments.set(receipt, Fulfilment { part, beyond });
}

/// How much of the pledge is open again when so much of a receipt is taken back: what went beyond it goes first.
pub(crate) fn reopened(fulfilment: &Fulfilment, taken_back: Amount) -> Amount {
    taken_back.checked_sub(fulfilment.beyond).unwrap_or(Amount::ZERO)
}

pub(super) fn apply_reversal(state: &mut State, receipt: ReceiptId, taken_back: Amount) {
    let Some(fulfilment) = state.fulfilments.at(&receipt).copied() else { return };
    let reopened = reopened(&fulfilment, taken_back);
    change(state, fulfilment.part.pledge, None, |row| row.received = minus(row.received, reopened));
    state.fulfilments.change(&receipt, |row| {
        row.beyond = minus(row.beyond, taken_back);
        row.part.count = minus(row.part.count, reopened);
    });
}

fn plus(left: Amount, right: Amount) -> Amount {
    left.checked_add(right).unwrap_or(Amount::MAX)
}

fn minus(left: Amount, right: Amount) -> Amount {
    left.checked_sub(right).unwrap_or(Amount::ZERO)
}

/// Rule 4: what is asked of a fund that has it only promised.
pub(super) fn not_received(state: &State, fund: FundId, available: u64, asked: u64) -> Option<Rejection> {
    let pledged = u64::try_from(outstanding(state, fund)).unwrap_or(u64::MAX).min(Amount::MAX.count());
    let is_short = asked > available && pledged > 0;
    is_short.then_some(Rejection::PledgeNotReceived { available, pledged, asked })
}
