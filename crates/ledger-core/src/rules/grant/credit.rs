//! Securing of credit: numbers of the line are encumbered for the grant.

use crate::event::{CreditSecured, Entry, LineOpened};
use crate::ids::{AccountId, LineId};
use crate::place::Place;
use crate::ranges::{Range, Ranges};
use crate::rejection::Rejection;
use crate::rules::money::{self, Use};
use crate::rules::{account, allotment, list};
use crate::state::{Grant, Stage, State};
use crate::time::{Day, FiscalYear};

/// The line of the grant's office, programme and current year, and numbers of it that lie in the paying account.
pub(in crate::rules) fn choose(
    state: &State,
    row: &Grant,
    account: AccountId,
    today: Day,
) -> Result<(LineId, Ranges), Rejection> {
    account::exists(state, account)?;
    let line = line_of(state, row, today)?;
    let aim = Use { office: row.office, programme: row.programme, day: today };
    let in_account = |range: &Range| in_custody(state, *range, account);
    let candidates = allotment::usable(state, Place::Notified(line), &aim).into_iter().filter(in_account);
    Ok((line, money::take(candidates, row.amount.count())?))
}

fn line_of(state: &State, row: &Grant, today: Day) -> Result<LineId, Rejection> {
    let year = FiscalYear::of(today).map_err(|_| Rejection::UnknownLine { line: 0 })?;
    allotment::line_of(state, LineOpened { office: row.office, programme: row.programme, year })
}

fn in_custody(state: &State, range: Range, account: AccountId) -> bool {
    state.partition.series(range.series()).is_some_and(|series| series.account == account)
}

pub(in crate::rules) fn check(state: &State, entry: &Entry, event: &CreditSecured) -> Result<(), Rejection> {
    let row = super::step(state, entry, event.grant, event.last_change, &[Stage::Decided])?;
    super::goods::is_cash(row, event.grant)?;
    if event.list != row.list.map(|place| place.list) {
        return Err(Rejection::NotOfList { list: event.list.map_or(0, |list| list.0) });
    }
    account::exists(state, event.account)?;
    list::check_account(state, event)?;
    if event.line != line_of(state, row, state.day(entry.recorded_at))? {
        return Err(Rejection::WrongLine { line: event.line.0 });
    }
    super::whole_amount(state, row, &event.ranges, Place::Notified(event.line))?;
    if !event.ranges.as_slice().iter().all(|range| in_custody(state, *range, event.account)) {
        return Err(Rejection::WrongCustody { account: event.account.0 });
    }
    money::all_admit(state, &event.ranges, &Use::of_grant(state, entry, row))
}
