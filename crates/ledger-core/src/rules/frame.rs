//! Rules 23 and 24: the frame of every entry, and the acts that entries make up.

use crate::event::{Entry, Event, Refused, RequestHead};
use crate::past::{Fault, Past};
use crate::rejection::Rejection;
use crate::rules::list;
use crate::state::{OpenAct, OpenList, State};

/// The most entries of one act.
pub(crate) const MOST_ENTRIES: u32 = 16_384;

/// The most items that one `Refused` entry names, so that it stays under 64 KiB; more go into the next one.
pub(crate) const MOST_REFUSED_ITEMS: usize = 1_024;

/// The head of the first act of a book.
pub(crate) const OPENING: RequestHead = RequestHead { request: None, item_count: 3, entry_count: 3 };

/// Judges index, time, ruleset and the place of the entry in its act.
pub(crate) fn check<P: Past + ?Sized>(state: &State, entry: &Entry, past: &P) -> Result<(), Fault> {
    let frame = &state.frame;
    if entry.index != frame.next {
        return Err(Rejection::IndexNotDense { next: frame.next.0, found: entry.index.0 }.into());
    }
    // Within an act the time stands still, even if one of its entries sets the clock forward for those after it.
    let earliest = frame.open_act.map_or(frame.recorded_at, |act| act.recorded_at);
    if entry.recorded_at < earliest {
        return Err(Rejection::TimeRunsBack {}.into());
    }
    if entry.ruleset != frame.ruleset {
        return Err(Rejection::WrongRuleset { in_force: u64::from(frame.ruleset) }.into());
    }
    check_opening(entry)?;
    match (frame.open_act, entry.head) {
        (None, Some(head)) => check_first(state, entry, head, past),
        (Some(act), None) => Ok(check_later(entry, act, frame.open_list)?),
        (None, None) | (Some(_), Some(_)) => Err(Rejection::ActBroken {}.into()),
    }
}

/// A book begins with one act of three entries: its opening and the two first administrators. Nothing else may
/// stand there, because nobody is there yet who could be asked for a role.
fn check_opening(entry: &Entry) -> Result<(), Rejection> {
    let sound = match entry.index.0 {
        0 => matches!(entry.event, Event::BookOpened(_)) && entry.head == Some(OPENING) && entry.principal.0 == 0,
        1 | 2 => matches!(entry.event, Event::PrincipalAdmitted(_)),
        _ => !matches!(entry.event, Event::BookOpened(_)),
    };
    if sound { Ok(()) } else { Err(Rejection::NotTheOpening {}) }
}

fn check_first<P: Past + ?Sized>(state: &State, entry: &Entry, head: RequestHead, past: &P) -> Result<(), Fault> {
    let counts_fit = (1..=MOST_ENTRIES).contains(&head.entry_count) && head.item_count >= 1;
    let is_conflict = matches!(&entry.event, Event::Refused(refused) if refused.conflicts_with.is_some());
    let may_lack_id = is_conflict || matches!(&entry.event, Event::BookOpened(_));
    if !counts_fit || head.request.is_none() != may_lack_id {
        return Err(Rejection::ActBroken {}.into());
    }
    if let Some((id, _)) = head.request
        && let Some((_, first)) = state.request(entry.principal, id, past)?
    {
        return Err(Rejection::RequestIdReused { first_used: first.0 }.into());
    }
    names_items_of(entry, head.item_count, None)?;
    // The act of a list has as many items as the list, or the bank's file, has lines.
    whole(lines_to_come(&entry.event).is_none_or(|lines| lines == head.item_count))?;
    let done = items_of(&entry.event);
    let is_last = head.entry_count == 1;
    // A request refused as a whole: an atomic one names the item that failed, and need not name the others.
    let refused_whole = is_last && is_refusal(&entry.event);
    let ends_well = !entry.event.is_opening() && done == head.item_count;
    Ok(whole(done <= head.item_count && (!is_last || ends_well || refused_whole))?)
}

fn check_later(entry: &Entry, act: OpenAct, open_list: Option<OpenList>) -> Result<(), Rejection> {
    // A step of a list begins an act, and its last line ends one.
    whole(lines_to_come(&entry.event).is_none())?;
    let answered = list::lines_answered(&entry.event);
    whole(act.remaining > 1 || open_list.is_none_or(|open| open.missing == answered))?;
    let belongs = entry.principal == act.principal && entry.recorded_at == act.recorded_at;
    names_items_of(entry, act.item_count, act.refused)?;
    let in_order = is_refusal(&entry.event) || act.refused.is_none();
    let done = act.done.saturating_add(items_of(&entry.event));
    let ends_well = !entry.event.is_opening() && done == act.item_count;
    whole(belongs && in_order && done <= act.item_count && (act.remaining > 1 || ends_well))
}

/// How many lines follow the entry that opens a step of a list; `None` for all other entries.
#[expect(clippy::wildcard_enum_match_arm, reason = "the four that open a step are named; no other entry does")]
const fn lines_to_come(event: &Event) -> Option<u32> {
    match event {
        Event::ListSubmitted(e) => Some(e.declared_count),
        Event::ListApproved(e) => Some(e.line_count),
        Event::ListReleased(e) => Some(e.line_count),
        Event::ResultsImported(e) => Some(e.row_count),
        _ => None,
    }
}

/// How many items of its request the entry answers.
fn items_of(event: &Event) -> u32 {
    if let Event::Refused(refused) = event {
        return u32::try_from(refused.items.len()).unwrap_or(u32::MAX);
    }
    u32::from(!event.is_opening())
}

const fn is_refusal(event: &Event) -> bool {
    matches!(event, Event::Refused(_))
}

/// A refusal names items of its request only, and none that a refusal before it in the act has named.
fn names_items_of(entry: &Entry, item_count: u32, refused: Option<u32>) -> Result<(), Rejection> {
    let Event::Refused(event) = &entry.event else { return Ok(()) };
    let after = |last| event.items.iter().all(|item| item.ordinal > last);
    whole(event.items.iter().all(|item| item.ordinal < item_count) && refused.is_none_or(after))
}

/// The last item that the act has refused, once it has refused one.
fn last_refused(event: &Event, before: Option<u32>) -> Option<u32> {
    if let Event::Refused(refused) = event { refused.items.last().map(|item| item.ordinal) } else { before }
}

/// A refusal names its items once each and in order; a conflict names an entry before it.
pub(crate) fn check_refused(state: &State, refused: &Refused) -> Result<(), Rejection> {
    let in_order = refused.items.windows(2).all(|pair| pair[0].ordinal < pair[1].ordinal);
    let past_conflict = refused.conflicts_with.is_none_or(|index| index < state.frame.next);
    whole(!refused.items.is_empty() && refused.items.len() <= MOST_REFUSED_ITEMS && in_order && past_conflict)
}

/// Steps over the entry: the next index, the time, the act.
pub(crate) fn apply(state: &mut State, entry: &Entry) {
    advance(state, entry);
    state.frame.open_act = match (entry.head, state.frame.open_act) {
        (Some(head), _) => {
            record_request(state, entry, head);
            opened(entry, head)
        }
        (None, Some(act)) => continued(entry, act),
        (None, None) => None,
    };
}

/// The next index and the earliest next time. A draft, whose head is made last, does this alone.
pub(crate) fn advance(state: &mut State, entry: &Entry) {
    state.frame.next = entry.index.next();
    // Later than the entry, if another of its act has set the clock forward.
    state.frame.recorded_at = state.frame.recorded_at.max(entry.recorded_at);
}

/// Remembers the request id for ever.
pub(crate) fn record_request(state: &mut State, entry: &Entry, head: RequestHead) {
    if let Some((id, _)) = head.request {
        state.requests.note((entry.principal, id), entry.index);
    }
}

fn opened(entry: &Entry, head: RequestHead) -> Option<OpenAct> {
    let remaining = head.entry_count.saturating_sub(1);
    (remaining > 0).then(|| OpenAct {
        principal: entry.principal,
        recorded_at: entry.recorded_at,
        item_count: head.item_count,
        done: items_of(&entry.event),
        refused: last_refused(&entry.event, None),
        remaining,
    })
}

fn continued(entry: &Entry, act: OpenAct) -> Option<OpenAct> {
    let remaining = act.remaining.saturating_sub(1);
    let done = act.done.saturating_add(items_of(&entry.event));
    let refused = last_refused(&entry.event, act.refused);
    (remaining > 0).then_some(OpenAct { remaining, done, refused, ..act })
}

fn whole(sound: bool) -> Result<(), Rejection> {
    if sound { Ok(()) } else { Err(Rejection::ActBroken {}) }
}
