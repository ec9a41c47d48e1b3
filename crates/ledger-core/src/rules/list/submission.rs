//! Submission: each line is applied for and decided, and together they are what the list declares.

use super::Line;
use crate::command::SubmitLine;
use crate::decide::Draft;
use crate::event::{Entry, Event, GrantApplied, GrantDecided, ListPlace, ListSubmitted, MOST_LINES};
use crate::ids::{ContentHash, GrantId, ListId, OfficeId};
use crate::money::Amount;
use crate::past::{Fault, Past};
use crate::rejection::Rejection;
use crate::role::Role;
use crate::rules::{grant, office, payee};
use crate::state::{Act, List, ListStage, ListStep, State};

/// What the request declares: office, count, total, content.
type Declared = (OfficeId, u32, Amount, ContentHash);

pub(super) fn choose<P: Past + ?Sized>(
    draft: &Draft<'_, P>,
    (office, declared_count, declared_total, content): Declared,
    lines: &[Line<'_>],
) -> Result<Event, Rejection> {
    draft.may_ask(Role::CaseOfficer, Some(office))?;
    let found = u64::try_from(lines.len()).unwrap_or(u64::MAX);
    if found != u64::from(declared_count) {
        return Err(Rejection::ListCountMismatch { declared: u64::from(declared_count), found });
    }
    let total = lines.iter().filter_map(amount_of).try_fold(Amount::ZERO, Amount::checked_add);
    match total {
        Some(total) if total == declared_total => {}
        Some(_) | None => {
            let found = total.unwrap_or(Amount::MAX).count();
            return Err(Rejection::ListTotalMismatch { declared: declared_total.count(), found });
        }
    }
    Ok(Event::ListSubmitted(ListSubmitted { office, declared_count, declared_total, content }))
}

fn amount_of(line: &Line<'_>) -> Option<Amount> {
    match line {
        Line::Submit(line) => Some(line.amount),
        Line::Import(row) => Some(row.amount),
        Line::Approve(_) | Line::Release(_) => None,
    }
}

/// What all lines sum up to.
pub(super) fn total_of(lines: &[Line<'_>]) -> Amount {
    lines.iter().filter_map(amount_of).try_fold(Amount::ZERO, Amount::checked_add).unwrap_or(Amount::MAX)
}

pub(in crate::rules) fn check(state: &State, event: ListSubmitted) -> Result<(), Rejection> {
    office::exists(state, event.office)?;
    if event.declared_count == 0 || event.declared_total.is_zero() {
        return Err(Rejection::NothingAsked {});
    }
    if event.declared_count > MOST_LINES {
        return Err(Rejection::ListTooLong { most: u64::from(MOST_LINES) });
    }
    match state.list_contents.at(&event.content) {
        Some(list) => Err(Rejection::ListAlreadySubmitted { list: list.0 }),
        None => Ok(()),
    }
}

pub(in crate::rules) fn apply(state: &mut State, entry: &Entry, event: ListSubmitted) {
    let id = ListId(entry.index.0);
    let act = Act { by: entry.principal, at: entry.index };
    let row = List {
        office: event.office,
        declared_count: event.declared_count,
        declared_total: event.declared_total,
        count: 0,
        total: Amount::ZERO,
        stage: ListStage::Submitted,
        parts: 0,
        submitted: act,
        approved: None,
        account: None,
        seen: entry.index,
        last: act,
    };
    state.lists.set(id, row);
    state.list_contents.set(event.content, id);
    super::open(state, id, ListStep::Submission, event.declared_count, None);
}

/// An application for the payee that the beneficiary has, then the decision under the rule in force.
pub(super) fn choose_line<P: Past + ?Sized>(
    draft: &mut Draft<'_, P>,
    list: ListId,
    line: &SubmitLine,
) -> Result<Event, Fault> {
    let payee = payee::current(draft.state(), line.beneficiary)?;
    let missing = Rejection::PayeeMissing { beneficiary: line.beneficiary.0 };
    let payee = payee.ok_or(missing)?;
    if payee::found(draft.state(), payee)?.account != line.account {
        return Err(Rejection::AccountMismatch { payee: payee.0 }.into());
    }
    let applied = draft.push_opening(Event::GrantApplied(GrantApplied {
        programme: line.programme,
        office: line.office,
        beneficiary: line.beneficiary,
        amount: line.amount,
        payee: Some(payee),
        kit: None,
        list: Some(ListPlace { list, line: line.line }),
    }))?;
    let rule = grant::rule_in_force(draft.state(), line.programme, draft.day())?;
    Ok(Event::GrantDecided(GrantDecided { grant: GrantId(applied.0), last_change: applied, rule }))
}

/// A line stands at its place, is of an office that the list's covers, has a payee; and the last one makes the sum
/// what the list declares. That there are no more is held by `check_context`: each is decided before the next.
pub(in crate::rules) fn check_line(state: &State, event: GrantApplied) -> Result<(), Rejection> {
    let Some(ListPlace { list, line }) = event.list else { return Ok(()) };
    let row = super::found(state, list)?;
    let next = row.count.saturating_add(1);
    if line != next {
        return Err(Rejection::LineOutOfOrder { next: u64::from(next), found: u64::from(line) });
    }
    // Whoever approves the list is asked for its office only, and approves this line too.
    if !state.office_covers(row.office, event.office) {
        return Err(Rejection::OutOfScope { office: event.office.0 });
    }
    if event.payee.is_none() {
        return Err(Rejection::PayeeMissing { beneficiary: event.beneficiary.0 });
    }
    check_total(row, event.amount, next == row.declared_count)
}

/// All lines sum up to an amount, and with the last one to that which the list declares.
fn check_total(row: &List, amount: Amount, is_last: bool) -> Result<(), Rejection> {
    match row.total.checked_add(amount) {
        Some(total) if !is_last || total == row.declared_total => Ok(()),
        total => {
            let (declared, found) = (row.declared_total.count(), total.unwrap_or(Amount::MAX).count());
            Err(Rejection::ListTotalMismatch { declared, found })
        }
    }
}

pub(in crate::rules) fn apply_line(state: &mut State, id: GrantId, event: GrantApplied) {
    if let Some(ListPlace { list, line }) = event.list {
        state.list_lines.set((list, line), id);
        count(state, list, event.amount);
    }
}

/// One more line of the list.
pub(super) fn count(state: &mut State, list: ListId, amount: Amount) {
    state.lists.change(&list, |row| {
        row.count = row.count.saturating_add(1);
        row.total = row.total.checked_add(amount).unwrap_or(Amount::MAX);
    });
}
