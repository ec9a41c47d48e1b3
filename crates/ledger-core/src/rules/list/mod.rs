//! Lists: batches of grants with declared count and total (rule 18). A step of a list is one act: an entry that opens it,
//! then each line. While lines are to come nothing else may stand in the act, and it does not end without them.

mod results;
mod step;
mod submission;

pub(super) use results::{apply as apply_results, apply_row, check as check_results, check_row};
pub(super) use step::{apply_approval, apply_release, check_account, check_approval, check_release};
pub(super) use submission::{apply as apply_submission, apply_line, check as check_submission, check_line};

use crate::command::{Command, ImportRow, ListAct, SubmitLine};
use crate::decide::Draft;
use crate::event::{Entry, Event};
use crate::ids::{GrantId, Index, ListId};
use crate::past::{Fault, Past};
use crate::rejection::Rejection;
use crate::state::{Act, Grant, List, ListStage, ListStep, OpenFile, OpenList, Stage, State};

/// An item of a list's act.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Line<'a> {
    /// A line to be applied for and decided.
    Submit(&'a SubmitLine),
    /// A grant whose credit is to be secured, and that is to be awarded.
    Approve(GrantId),
    /// A grant that is to be verified, if it was not, and ordered.
    Release(GrantId),
    /// A row that says what became of a line.
    Import(&'a ImportRow),
}

/// The items of the act: the lines that the request brings, or those of the list that wait for this step. Of a list that
/// is not there nothing waits; that it is not there is said once the caller's role was asked for.
pub(crate) fn lines<'a>(state: &State, act: &ListAct, commands: &'a [Command]) -> Result<Vec<Line<'a>>, Rejection> {
    match act {
        ListAct::Submit { .. } => commands.iter().map(submitted).collect(),
        ListAct::Import { list, .. } => commands.iter().map(|command| imported(command, *list)).collect(),
        ListAct::Approve { list, .. } => {
            Ok(at_stages(state, *list, &[Stage::Decided]).map(|(id, _)| Line::Approve(id)).collect())
        }
        ListAct::Release { list, .. } => {
            Ok(at_stages(state, *list, &RELEASABLE).map(|(id, _)| Line::Release(id)).collect())
        }
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "no other command is a line")]
fn submitted(command: &Command) -> Result<Line<'_>, Rejection> {
    match command {
        Command::SubmitLine(line) => Ok(Line::Submit(line)),
        _ => Err(Rejection::NotOfList { list: 0 }),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "no other command is a row")]
fn imported(command: &Command, list: ListId) -> Result<Line<'_>, Rejection> {
    match command {
        Command::ImportRow(row) => Ok(Line::Import(row)),
        _ => Err(Rejection::NotOfList { list: list.0 }),
    }
}

/// What a release orders: what was awarded, and what came back.
pub(super) const RELEASABLE: [Stage; 2] = [Stage::Awarded, Stage::Returned];

/// All lines of the list, in its order.
pub(super) fn grants(state: &State, list: ListId) -> impl Iterator<Item = (GrantId, &Grant)> {
    let lines = state.list_lines.range((list, 0)..=(list, u32::MAX));
    lines.filter_map(|(_, id)| Some((*id, state.grants.at(id)?)))
}

/// The lines of the list that are at one of these stages, in the order of the list.
fn at_stages<'s>(
    state: &'s State,
    list: ListId,
    stages: &'s [Stage],
) -> impl Iterator<Item = (GrantId, &'s Grant)> + 's {
    grants(state, list).filter(|(_, row)| stages.contains(&row.stage))
}

/// The entry that opens the act.
pub(crate) fn choose<P: Past + ?Sized>(
    draft: &Draft<'_, P>,
    act: &ListAct,
    lines: &[Line<'_>],
) -> Result<Event, Rejection> {
    match act {
        ListAct::Submit { office, declared_count, declared_total, content } => {
            submission::choose(draft, (*office, *declared_count, *declared_total, *content), lines)
        }
        ListAct::Approve { list, last_change, account } => step::choose_approval(draft, *list, *last_change, *account),
        ListAct::Release { list, last_change, opened: _ } => step::choose_release(draft, *list, *last_change),
        ListAct::Import { list, file } => results::choose(draft, *list, *file, lines),
    }
}

/// The entries of one item; all but the last are pushed, the last is given back.
pub(crate) fn choose_line<P: Past + ?Sized>(
    draft: &mut Draft<'_, P>,
    list: ListId,
    act: &ListAct,
    line: Line<'_>,
) -> Result<Event, Fault> {
    match line {
        Line::Submit(line) => submission::choose_line(draft, list, line),
        Line::Approve(grant) => step::choose_award(draft, list, grant),
        Line::Release(grant) => step::choose_order(draft, list, act, grant),
        Line::Import(row) => Ok(results::choose_row(draft, list, row)?),
    }
}

/// A line that was refused is passed over, so that what is wrong with those after it can still be said. The act is
/// refused as a whole then, and this with it.
pub(crate) fn pass_over(state: &mut State, list: ListId, line: Line<'_>) {
    if let Line::Submit(line) = line {
        submission::count(state, list, line.amount);
    }
}

pub(super) fn found(state: &State, list: ListId) -> Result<&List, Rejection> {
    state.lists.at(&list).ok_or(Rejection::UnknownList { list: list.0 })
}

/// Refuses, in the act of a list, all but its lines, and lines anywhere else.
pub(super) fn check_context(state: &State, event: &Event) -> Result<(), Rejection> {
    let refused_row = matches!(event, Event::Refused(_));
    match (state.frame.open_list, line_of(state, event)) {
        (None, None) => Ok(()),
        (None, Some((list, _))) => Err(Rejection::LineOfList { list: list.0 }),
        (Some(open), _) if refused_row && open.step == ListStep::Results => Ok(()),
        (Some(open), Some((list, step))) if (list, step) == (open.list, open.step) && follows(&open, event) => Ok(()),
        (Some(open), Some(_) | None) => Err(Rejection::NotOfList { list: open.list.0 }),
    }
}

/// The last entry of a line follows its first one at once.
fn follows(open: &OpenList, event: &Event) -> bool {
    open.begun.is_none_or(|grant| ended(event) == Some(grant))
}

/// The line whose first entry this is, with its last one to come.
#[expect(clippy::wildcard_enum_match_arm, reason = "the first entry of each line is named; no other begins one")]
fn begun(entry: &Entry) -> Option<GrantId> {
    match &entry.event {
        Event::GrantApplied(e) => e.list.map(|_| GrantId(entry.index.0)),
        Event::CreditSecured(e) => e.list.map(|_| e.grant),
        Event::GrantVerified(e) => e.list.map(|_| e.grant),
        _ => None,
    }
}

/// The grant whose last entry in the act of a list this would be.
#[expect(clippy::wildcard_enum_match_arm, reason = "the last entry of each line is named; no other ends one")]
const fn ended(event: &Event) -> Option<GrantId> {
    match event {
        Event::GrantDecided(e) => Some(e.grant),
        Event::GrantAwarded(e) => Some(e.grant),
        Event::PaymentOrdered(e) => Some(e.grant),
        Event::PaymentSettled(e) => Some(e.grant),
        Event::PaymentReturned(e) => Some(e.grant),
        _ => None,
    }
}

/// The list that the entry is about a line of, and the step that it belongs to.
#[expect(clippy::wildcard_enum_match_arm, reason = "the steps of a line are named; no other entry is one")]
fn line_of(state: &State, event: &Event) -> Option<(ListId, ListStep)> {
    let of = |grant: &GrantId| state.grants.at(grant)?.list.map(|place| place.list);
    match event {
        Event::GrantApplied(e) => e.list.map(|place| (place.list, ListStep::Submission)),
        Event::GrantDecided(e) => of(&e.grant).map(|list| (list, ListStep::Submission)),
        Event::CreditSecured(e) => e.list.or(of(&e.grant)).map(|list| (list, ListStep::Approval)),
        Event::GrantAwarded(e) => of(&e.grant).map(|list| (list, ListStep::Approval)),
        Event::GrantVerified(e) => e.list.or(of(&e.grant)).map(|list| (list, ListStep::Release)),
        Event::PaymentOrdered(e) => of(&e.grant).map(|list| (list, ListStep::Release)),
        Event::PaymentSettled(e) => of(&e.grant).map(|list| (list, ListStep::Results)),
        Event::PaymentReturned(e) => of(&e.grant).map(|list| (list, ListStep::Results)),
        _ => None,
    }
}

/// How many lines or rows the entry is the answer for.
pub(crate) fn lines_answered(event: &Event) -> u32 {
    if let Event::Refused(refused) = event {
        return u32::try_from(refused.items.len()).unwrap_or(u32::MAX);
    }
    u32::from(ended(event).is_some())
}

/// Opens a step of the list, of which so many lines or rows are to come.
fn open(state: &mut State, list: ListId, step: ListStep, missing: u32, file: Option<OpenFile>) {
    state.frame.open_list = Some(OpenList { list, step, missing, begun: None, file });
}

/// Counts the lines down, and closes the step after the last.
pub(super) fn count_down(state: &mut State, entry: &Entry) {
    if let Some(open) = state.frame.open_list {
        let missing = open.missing.saturating_sub(lines_answered(&entry.event));
        state.frame.open_list = (missing > 0).then_some(OpenList { missing, begun: begun(entry), ..open });
    }
}

fn at_stage(row: &List, stages: &[ListStage]) -> Result<(), Rejection> {
    if stages.contains(&row.stage) { Ok(()) } else { Err(Rejection::ListStageOutOfOrder { stage: row.stage as u64 }) }
}

/// A change of a line outside of the list's own steps changes the list: approvals of it are void.
pub(super) fn note_change(state: &mut State, entry: &Entry, grant: GrantId) {
    let Some(list) = state.grants.at(&grant).and_then(|row| row.list).map(|place| place.list) else { return };
    state.lists.change(&list, |row| row.last = Act { by: entry.principal, at: entry.index });
}

/// What those saw who approved the list before its approval.
pub(super) fn approved_as_of(list: &List) -> Index {
    list.seen
}
