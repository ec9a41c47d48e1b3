//! Results: what the bank's file says became of a list's lines (rule 18b).

use super::{Line, at_stages, found, submission};
use crate::command::ImportRow;
use crate::decide::Draft;
use crate::event::{Entry, Event, PaymentReturned, PaymentSettled, Reported, ResultsImported};
use crate::ids::{ContentHash, GrantId, ListId, ResultsId};
use crate::money::Amount;
use crate::past::Past;
use crate::place::Place;
use crate::rejection::Rejection;
use crate::role::Role;
use crate::rules::{authority, grant};
use crate::state::{Act, Grant, ListStage, ListStep, OpenFile, OpenList, Stage, State};

/// The file as a whole. Its rows are numbered from 1, none left out: a file is imported once, so that a row which
/// could not be told from another must not use it up.
pub(super) fn choose<P: Past + ?Sized>(
    draft: &Draft<'_, P>,
    list: ListId,
    file: ContentHash,
    lines: &[Line<'_>],
) -> Result<Event, Rejection> {
    draft.may_ask(Role::Treasurer, draft.state().lists.at(&list).map(|row| row.office))?;
    for (next, line) in (1_u32..).zip(lines) {
        let found = row_of(line);
        if found != next {
            return Err(Rejection::LineOutOfOrder { next: u64::from(next), found: u64::from(found) });
        }
    }
    let row_count = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    Ok(Event::ResultsImported(ResultsImported { list, file, row_count, total: submission::total_of(lines) }))
}

const fn row_of(line: &Line<'_>) -> u32 {
    match line {
        Line::Import(row) => row.row,
        Line::Submit(_) | Line::Approve(_) | Line::Release(_) => 0,
    }
}

/// A file is imported once, after a release. What its rows say is a fact; a row that fits nothing is refused by itself.
/// Whoever imports it ordered none of the payments that wait for their results, and gets none: else their rows would be
/// refused one by one, and the file would be used up.
pub(in crate::rules) fn check(state: &State, entry: &Entry, event: ResultsImported) -> Result<(), Rejection> {
    let row = found(state, event.list)?;
    super::at_stage(row, &[ListStage::Released])?;
    if event.row_count == 0 {
        return Err(Rejection::NothingAsked {});
    }
    if let Some(results) = state.results.at(&event.file) {
        return Err(Rejection::ResultsAlreadyImported { results: results.0 });
    }
    at_stages(state, event.list, &[Stage::Ordered]).try_for_each(|(_, line)| {
        authority::distinct(state, entry, line.ordered.as_slice())?;
        grant::not_for_oneself(state, entry, line)
    })
}

pub(in crate::rules) fn apply(state: &mut State, entry: &Entry, event: ResultsImported) {
    let results = ResultsId(entry.index.0);
    state.results.set(event.file, results);
    state.lists.change(&event.list, |row| row.last = Act { by: entry.principal, at: entry.index });
    let file =
        OpenFile { results, row_count: event.row_count, last_row: 0, total: event.total, reported: Amount::ZERO };
    super::open(state, event.list, ListStep::Results, event.row_count, Some(file));
}

/// The line that the row is about was paid, or came back.
pub(super) fn choose_row<P: Past + ?Sized>(
    draft: &Draft<'_, P>,
    list: ListId,
    row: &ImportRow,
) -> Result<Event, Rejection> {
    let state = draft.state();
    let results = ResultsId(found(state, list)?.last.at.0);
    let id = *state.list_lines.at(&(list, row.line)).ok_or(Rejection::NoSuchLine { line: u64::from(row.line) })?;
    let line = grant::found(state, id)?;
    if line.amount != row.amount {
        return Err(Rejection::AmountMismatch { expected: line.amount.count(), found: row.amount.count() });
    }
    let ranges = grant::held(state, line, Place::InPayment(id))?;
    let reported = Some(Reported { results, row: row.row, account: row.account });
    let (grant, last_change) = (id, line.last.at);
    Ok(match row.returned {
        None => Event::PaymentSettled(PaymentSettled { grant, last_change, ranges, reported }),
        Some(reason) => Event::PaymentReturned(PaymentReturned { grant, last_change, ranges, reason, reported }),
    })
}

/// Rule 18b: the row is a later one of the very file that is being imported, and with it the rows come to no more than
/// the file's total; with the last one, if none was refused, to just that.
pub(in crate::rules) fn check_row(
    state: &State,
    grant: GrantId,
    row: &Grant,
    reported: Reported,
) -> Result<(), Rejection> {
    let Some(OpenList { missing, file: Some(file), .. }) = state.frame.open_list else {
        return Err(Rejection::NotReported { grant: grant.0 });
    };
    let is_next = reported.row > file.last_row && reported.row <= file.row_count;
    if reported.results != file.results || !is_next {
        return Err(Rejection::NotReported { grant: grant.0 });
    }
    let sum = plus(file.reported, row.amount);
    let fits = sum == file.total || (missing > 1 && sum < file.total);
    if fits { Ok(()) } else { Err(Rejection::ListTotalMismatch { declared: file.total.count(), found: sum.count() }) }
}

fn plus(left: Amount, right: Amount) -> Amount {
    left.checked_add(right).unwrap_or(Amount::MAX)
}

/// Remembers how far the file was read.
pub(in crate::rules) fn apply_row(state: &mut State, row: &Grant, reported: Option<Reported>) {
    let (Some(reported), Some(open)) = (reported, state.frame.open_list) else { return };
    let file =
        open.file.map(|file| OpenFile { last_row: reported.row, reported: plus(file.reported, row.amount), ..file });
    state.frame.open_list = Some(OpenList { file, ..open });
}
