//! Approval and release: what a list's lines do together.

use super::{RELEASABLE, at_stage, at_stages, found};
use crate::command::ListAct;
use crate::decide::Draft;
use crate::event::{
    CreditSecured, Entry, Event, GrantAwarded, GrantVerified, ListApproved, ListReleased, PaymentOrdered,
};
use crate::ids::{AccountId, GrantId, Index, ListId};
use crate::money::Amount;
use crate::past::{Fault, Past};
use crate::place::Place;
use crate::rejection::Rejection;
use crate::role::Role;
use crate::rules::{account, approval, authority, grant, payee};
use crate::state::{Act, Grant, ListStage, ListStep, Stage, State};

/// How many lines are at one of these stages, and what they sum up to.
fn counted(state: &State, list: ListId, stages: &[Stage]) -> (u32, Amount) {
    at_stages(state, list, stages).fold((0, Amount::ZERO), |(count, total), (_, row)| {
        (count.saturating_add(1), total.checked_add(row.amount).unwrap_or(Amount::MAX))
    })
}

/// Refuses an entry that names another count or sum of lines than wait for it, or lines that nobody waits for.
fn check_counted(state: &State, list: ListId, stages: &[Stage], said: (u32, Amount)) -> Result<(), Rejection> {
    let (count, total) = counted(state, list, stages);
    if count == 0 {
        return Err(Rejection::NothingToDo { list: list.0 });
    }
    if said.0 != count {
        return Err(Rejection::ListCountMismatch { declared: u64::from(said.0), found: u64::from(count) });
    }
    if said.1 != total {
        return Err(Rejection::ListTotalMismatch { declared: said.1.count(), found: total.count() });
    }
    Ok(())
}

pub(super) fn choose_approval<P: Past + ?Sized>(
    draft: &Draft<'_, P>,
    list: ListId,
    last_change: Index,
    account: AccountId,
) -> Result<Event, Rejection> {
    draft.may_ask(Role::Approver, draft.state().lists.at(&list).map(|row| row.office))?;
    let (line_count, total) = counted(draft.state(), list, &[Stage::Decided]);
    Ok(Event::ListApproved(ListApproved { list, last_change, account, line_count, total }))
}

/// The approver is neither the maker nor who changed the list last, and approves all that was not cancelled.
pub(in crate::rules) fn check_approval(state: &State, entry: &Entry, event: ListApproved) -> Result<(), Rejection> {
    let row = found(state, event.list)?;
    at_stage(row, &[ListStage::Submitted])?;
    authority::unchanged(event.last_change, row.last.at)?;
    authority::distinct(state, entry, &[row.submitted, row.last])?;
    if row.count != row.declared_count {
        let (declared, found) = (u64::from(row.declared_count), u64::from(row.count));
        return Err(Rejection::ListCountMismatch { declared, found });
    }
    account::exists(state, event.account)?;
    check_counted(state, event.list, &[Stage::Decided], (event.line_count, event.total))
}

pub(in crate::rules) fn apply_approval(state: &mut State, entry: &Entry, event: ListApproved) {
    let act = Act { by: entry.principal, at: entry.index };
    state.lists.change(&event.list, |row| {
        row.stage = ListStage::Approved;
        row.approved = Some(act);
        row.account = Some(event.account);
        row.seen = event.last_change;
        row.last = act;
    });
    super::open(state, event.list, ListStep::Approval, event.line_count, None);
}

/// All lines are paid from the account that the list was approved for.
pub(in crate::rules) fn check_account(state: &State, event: &CreditSecured) -> Result<(), Rejection> {
    let approved = event.list.and_then(|list| state.lists.at(&list)?.account);
    match approved {
        Some(account) if account != event.account => Err(Rejection::WrongCustody { account: event.account.0 }),
        Some(_) | None => Ok(()),
    }
}

/// The credit of the line, then its award.
pub(super) fn choose_award<P: Past + ?Sized>(
    draft: &mut Draft<'_, P>,
    list: ListId,
    id: GrantId,
) -> Result<Event, Fault> {
    let (state, today) = (draft.state(), draft.day());
    let account = found(state, list)?.account.ok_or(Rejection::UnknownAccount { account: 0 })?;
    let row = grant::found(state, id)?;
    let last_change = row.last.at;
    let (line, ranges) = grant::choose_credit(state, row, account, today)?;
    let secured = CreditSecured { grant: id, last_change, line, account, ranges, list: Some(list) };
    let last_change = draft.push_opening(Event::CreditSecured(secured))?;
    Ok(Event::GrantAwarded(GrantAwarded { grant: id, last_change }))
}

pub(super) fn choose_release<P: Past + ?Sized>(
    draft: &Draft<'_, P>,
    list: ListId,
    last_change: Index,
) -> Result<Event, Rejection> {
    draft.may_ask(Role::Releaser, draft.state().lists.at(&list).map(|row| row.office))?;
    let part = found(draft.state(), list)?.parts.saturating_add(1);
    let (line_count, total) = counted(draft.state(), list, &RELEASABLE);
    Ok(Event::ListReleased(ListReleased { list, last_change, part, line_count, total }))
}

/// The releaser is neither the maker nor one of the checkers, and releases all that is due.
pub(in crate::rules) fn check_release(state: &State, entry: &Entry, event: ListReleased) -> Result<(), Rejection> {
    let row = found(state, event.list)?;
    at_stage(row, &[ListStage::Approved, ListStage::Released])?;
    authority::unchanged(event.last_change, row.last.at)?;
    let hands: Vec<Act> = [Some(row.submitted), row.approved].into_iter().flatten().collect();
    authority::distinct(state, entry, &hands)?;
    authority::distinct(state, entry, &approval::all_of(state, Index(event.list.0)))?;
    let next = row.parts.saturating_add(1);
    if event.part != next {
        return Err(Rejection::LineOutOfOrder { next: u64::from(next), found: u64::from(event.part) });
    }
    check_counted(state, event.list, &RELEASABLE, (event.line_count, event.total))
}

pub(in crate::rules) fn apply_release(state: &mut State, entry: &Entry, event: ListReleased) {
    state.lists.change(&event.list, |row| {
        row.stage = ListStage::Released;
        row.parts = event.part;
        row.last = Act { by: entry.principal, at: entry.index };
    });
    super::open(state, event.list, ListStep::Release, event.line_count, None);
}

/// The verification of a line that was not verified yet, then its payment order.
pub(super) fn choose_order<P: Past + ?Sized>(
    draft: &mut Draft<'_, P>,
    list: ListId,
    act: &ListAct,
    id: GrantId,
) -> Result<Event, Fault> {
    let row = *grant::found(draft.state(), id)?;
    check_opened(draft.state(), act, id, &row)?;
    let mut last_change = row.last.at;
    if row.stage == Stage::Awarded {
        let verified = GrantVerified { grant: id, last_change, list: Some(list) };
        last_change = draft.push_opening(Event::GrantVerified(verified))?;
    }
    let ranges = grant::held(draft.state(), &row, Place::Encumbered(id))?;
    Ok(Event::PaymentOrdered(PaymentOrdered { grant: id, last_change, ranges }))
}

/// What the vault holds now has to be what was approved: a difference is a change of the payee by another way, and what
/// was not opened was not compared.
fn check_opened(state: &State, act: &ListAct, id: GrantId, row: &Grant) -> Result<(), Rejection> {
    let (ListAct::Release { opened, .. }, Some(payee)) = (act, row.payee) else { return Ok(()) };
    let account = payee::found(state, payee)?.account;
    if opened.contains(&(id, account)) { Ok(()) } else { Err(Rejection::PayeeChanged { payee: payee.0, now: 0 }) }
}
