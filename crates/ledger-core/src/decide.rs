//! Deciding a request: choose what the caller left open, check it, apply it, entry by entry, because each choice
//! depends on the one before. A refusal rolls its item back and becomes an entry itself.
//!
//! Nothing here judges: `check` does, with the very code that the auditor runs.

use crate::check::{apply_body, check_body};
use crate::command::{Command, ListAct, Mode, Request};
use crate::event::{BookOpened, Entry, Event, PrincipalAdmitted, Refused, RefusedItem, RequestHead};
use crate::ids::{Index, LineId, ListId, OfficeId, PrincipalId};
use crate::movement::movement;
use crate::past::{Fault, Past, Unreadable};
use crate::ranges::Ranges;
use crate::rejection::Rejection;
use crate::role::Role;
use crate::rules::list::{self, Line};
use crate::rules::{self, authority, frame};
use crate::state::State;
use crate::time::{Day, Timestamp};

/// The most bytes that the entries of one act may take.
pub const MOST_ACT_BYTES: usize = 8 * 1024 * 1024;

/// An item's entries, while they are being drafted, behind those of the items before it.
pub(crate) struct Draft<'a, P: Past + ?Sized> {
    state: &'a mut State,
    past: &'a P,
    principal: PrincipalId,
    recorded_at: Timestamp,
    entries: &'a mut Vec<Entry>,
}

impl<P: Past + ?Sized> Draft<'_, P> {
    /// The state after what was drafted so far.
    pub(crate) fn state(&self) -> &State {
        self.state
    }

    /// Earlier entries: durable ones only, which is enough, since no command can name an entry of its own act.
    pub(crate) fn past(&self) -> &P {
        self.past
    }

    /// The local day of recording.
    pub(crate) fn day(&self) -> Day {
        self.state.day(self.recorded_at)
    }

    /// Refuses a caller who has not the role, or whose office does not cover the office of the act.
    pub(crate) fn may_ask(&self, role: Role, office: Option<OfficeId>) -> Result<(), Rejection> {
        authority::may_ask(self.state, self.principal, role, office)
    }

    /// Checks and applies the next entry of the item.
    pub(crate) fn push(&mut self, event: Event) -> Result<(), Fault> {
        let entry = Entry {
            ruleset: self.state.ruleset(),
            index: self.state.next_index(),
            recorded_at: self.recorded_at,
            principal: self.principal,
            head: None,
            event,
        };
        check_body(self.state, &entry, self.past)?;
        apply_body(self.state, &entry);
        self.entries.push(entry);
        Ok(())
    }

    /// The same for an entry that prepares the item's own; gives its index.
    pub(crate) fn push_opening(&mut self, event: Event) -> Result<Index, Fault> {
        let index = self.state.next_index();
        self.push(event)?;
        Ok(index)
    }
}

/// Decides a request whose id is new. The state then stands after the act that is returned; whoever does not
/// write it must roll back.
///
/// # Errors
/// [`Unreadable`] if an earlier entry that a rule asks for cannot be read; the state is then as before.
pub fn decide<P: Past + ?Sized>(
    state: &mut State,
    past: &P,
    recorded_at: Timestamp,
    request: &Request,
) -> Result<Vec<Entry>, Unreadable> {
    let before = state.mark();
    // Times never run back, whatever the caller's clock says.
    let recorded_at = recorded_at.max(state.time());
    let decided = match (&request.list, request.mode) {
        (Some(act), _) => decide_list(state, past, recorded_at, request, act),
        (None, Mode::Atomic) => decide_atomic(state, past, recorded_at, request),
        (None, Mode::Each) => decide_each(state, past, recorded_at, request),
    };
    if decided.is_err() {
        state.roll_back(&before);
    }
    decided
}

/// All or none: the first refusal takes everything back.
fn decide_atomic<P: Past + ?Sized>(
    state: &mut State,
    past: &P,
    recorded_at: Timestamp,
    request: &Request,
) -> Result<Vec<Entry>, Unreadable> {
    let before = state.mark();
    let count = request.commands.len();
    let mut act = ActDraft::of(count);
    let caller = Caller { principal: request.principal, recorded_at };
    for (ordinal, command) in ordinals(&request.commands) {
        let item = decide_item(state, past, caller, &mut act.entries, |draft| rules::choose(draft, command))?;
        if let Err(rejection) = item.and_then(|()| act.grown()) {
            state.roll_back(&before);
            let refused = [RefusedItem { ordinal, rejection }];
            return Ok(finish(state, recorded_at, request, count, Vec::new(), &refused));
        }
    }
    Ok(finish(state, recorded_at, request, count, act.entries, &[]))
}

/// Each for itself: what is refused is named at the end. An act that grows too large is refused as a whole.
fn decide_each<P: Past + ?Sized>(
    state: &mut State,
    past: &P,
    recorded_at: Timestamp,
    request: &Request,
) -> Result<Vec<Entry>, Unreadable> {
    let before = state.mark();
    let count = request.commands.len();
    let mut act = ActDraft::of(count);
    let caller = Caller { principal: request.principal, recorded_at };
    let mut refused = Vec::new();
    for (ordinal, command) in ordinals(&request.commands) {
        match decide_item(state, past, caller, &mut act.entries, |draft| rules::choose(draft, command))? {
            Ok(()) => {
                if let Err(rejection) = act.grown() {
                    state.roll_back(&before);
                    let every = ordinals(&request.commands).map(|(ordinal, _)| RefusedItem { ordinal, rejection });
                    let every: Vec<RefusedItem> = every.collect();
                    return Ok(finish(state, recorded_at, request, count, Vec::new(), &every));
                }
            }
            Err(rejection) => refused.push(RefusedItem { ordinal, rejection }),
        }
    }
    Ok(finish(state, recorded_at, request, count, act.entries, &refused))
}

/// A step of a list: the entry that opens it, then each line. All or none, and if none, then everything that is wrong
/// with any line is said; only a bank's file is taken row by row, because what it says has happened. A file of which no row
/// fits anything says nothing about this list: it is refused as a whole, so that it is not used up.
fn decide_list<P: Past + ?Sized>(
    state: &mut State,
    past: &P,
    recorded_at: Timestamp,
    request: &Request,
    step: &ListAct,
) -> Result<Vec<Entry>, Unreadable> {
    let before = state.mark();
    let caller = Caller { principal: request.principal, recorded_at };
    let lines = match list::lines(state, step, &request.commands) {
        Ok(lines) => lines,
        Err(rejection) => return Ok(refuse_whole(state, recorded_at, request, rejection)),
    };
    let count = lines.len().max(1);
    let mut act = ActDraft::of(count);
    let opened = decide_item(state, past, caller, &mut act.entries, |draft| {
        let event = list::choose(draft, step, &lines)?;
        draft.push(event)
    })?;
    let list = match opened.and_then(|()| act.grown()) {
        Ok(()) => list_of(&act.entries, step),
        Err(rejection) => {
            state.roll_back(&before);
            return Ok(refuse_whole(state, recorded_at, request, rejection));
        }
    };
    let mut refused = Vec::new();
    for (ordinal, line) in (0_u32..).zip(lines) {
        match decide_line(state, past, caller, &mut act.entries, (list, step), line)? {
            Ok(()) => {
                if let Err(rejection) = act.grown() {
                    state.roll_back(&before);
                    return Ok(refuse_whole(state, recorded_at, request, rejection));
                }
            }
            Err(rejection) => {
                list::pass_over(state, list, line);
                refused.push(RefusedItem { ordinal, rejection });
            }
        }
    }
    let row_by_row = matches!(step, ListAct::Import { .. });
    if refused.is_empty() || (row_by_row && refused.len() < count) {
        return Ok(finish(state, recorded_at, request, count, act.entries, &refused));
    }
    state.roll_back(&before);
    // One entry says why; it holds as many lines as fit.
    refused.truncate(frame::MOST_REFUSED_ITEMS);
    Ok(finish(state, recorded_at, request, count, Vec::new(), &refused))
}

/// A submission makes its list; all other steps name it.
fn list_of(opened: &[Entry], step: &ListAct) -> ListId {
    match step {
        ListAct::Submit { .. } => ListId(opened.first().map_or(0, |entry| entry.index.0)),
        ListAct::Approve { list, .. } | ListAct::Release { list, .. } | ListAct::Import { list, .. } => *list,
    }
}

fn decide_line<P: Past + ?Sized>(
    state: &mut State,
    past: &P,
    caller: Caller,
    entries: &mut Vec<Entry>,
    (list, step): (ListId, &ListAct),
    line: Line<'_>,
) -> Result<Result<(), Rejection>, Unreadable> {
    decide_item(state, past, caller, entries, |draft| {
        let event = list::choose_line(draft, list, step, line)?;
        draft.push(event)
    })
}

/// A list's step that was refused before any of its lines was looked at: one item, whatever the list has, so that
/// nobody takes it for a refusal of its first line.
fn refuse_whole(state: &mut State, recorded_at: Timestamp, request: &Request, rejection: Rejection) -> Vec<Entry> {
    finish(state, recorded_at, request, 1, Vec::new(), &[RefusedItem { ordinal: 0, rejection }])
}

/// Who asks, and when.
#[derive(Clone, Copy)]
struct Caller {
    principal: PrincipalId,
    recorded_at: Timestamp,
}

/// The entries of an act, and how large it may have become.
struct ActDraft {
    entries: Vec<Entry>,
    /// How many of them are counted in `bytes`.
    counted: usize,
    bytes: usize,
    most_entries: usize,
}

impl ActDraft {
    /// Room is kept for the refusals that may follow.
    fn of(count: usize) -> Self {
        let refusals = count.div_ceil(frame::MOST_REFUSED_ITEMS);
        let most = usize::try_from(frame::MOST_ENTRIES).unwrap_or(usize::MAX);
        Self {
            entries: Vec::with_capacity(count),
            counted: 0,
            bytes: count.saturating_mul(64),
            most_entries: most.saturating_sub(refusals),
        }
    }

    /// Another item is in it.
    fn grown(&mut self) -> Result<(), Rejection> {
        let item = self.entries.get(self.counted..).unwrap_or_default();
        self.bytes = item.iter().fold(self.bytes, |sum, entry| sum.saturating_add(bytes_at_most(&entry.event)));
        self.counted = self.entries.len();
        if self.entries.len() > self.most_entries || self.bytes > MOST_ACT_BYTES {
            return Err(Rejection::ActTooLarge { most: u64::from(frame::MOST_ENTRIES) });
        }
        Ok(())
    }
}

/// At least as many bytes as the entry takes when it is encoded: its frame and fixed fields (350 at most, for a
/// receipt with its payment), and what it has many of. With the 64 of its item, 16,384 small entries still fit.
fn bytes_at_most(event: &Event) -> usize {
    let moved = movement(event, |_| Some(LineId(0))).map_or(0, |moved| moved.ranges.as_slice().len());
    let ranges = units(event).map_or(moved, |units| units.as_slice().len());
    let more = more_bytes(event);
    let keys = if let Event::BeneficiaryEnrolled(e) = event { e.persons.len().saturating_add(e.keys.len()) } else { 0 };
    448_usize.saturating_add(ranges.saturating_mul(36)).saturating_add(keys.saturating_mul(128)).saturating_add(more)
}

/// The units of goods that an entry moves.
#[expect(clippy::wildcard_enum_match_arm, reason = "those that move units are named; no other entry does")]
const fn units(event: &Event) -> Option<&Ranges> {
    match event {
        Event::KitAssembled(e) => Some(&e.units),
        Event::KitDissolved(e) => Some(&e.units),
        Event::GoodsHandedOver(e) => Some(&e.units),
        _ => None,
    }
}

/// What else an entry may have many of, in bytes.
#[expect(clippy::wildcard_enum_match_arm, reason = "those that have lists of their own are named; no other entry has")]
const fn more_bytes(event: &Event) -> usize {
    match event {
        Event::PledgeRecorded(e) => e.instalments.len().saturating_mul(24),
        Event::PledgeAmended(e) => e.instalments.len().saturating_mul(24),
        Event::ApprovalPolicySet(e) => e.bands.len().saturating_mul(24),
        Event::KitDesigned(e) => e.bill.len().saturating_mul(24),
        Event::ProgrammeRegistered(e) => e.classes.len().saturating_add(e.intents.len()).saturating_mul(10),
        _ => 0,
    }
}

/// One command: its entries, applied and behind the others; or why not, with the state and the entries as before.
fn decide_item<P: Past + ?Sized>(
    state: &mut State,
    past: &P,
    caller: Caller,
    entries: &mut Vec<Entry>,
    choose: impl FnOnce(&mut Draft<'_, P>) -> Result<(), Fault>,
) -> Result<Result<(), Rejection>, Unreadable> {
    let (before, count) = (state.mark(), entries.len());
    let Caller { principal, recorded_at } = caller;
    match choose(&mut Draft { state, past, principal, recorded_at, entries }) {
        Ok(()) => Ok(Ok(())),
        Err(fault) => {
            state.roll_back(&before);
            entries.truncate(count);
            match fault {
                Fault::Breach(rejection) => Ok(Err(rejection)),
                Fault::Unreadable(unreadable) => Err(unreadable),
            }
        }
    }
}

/// Appends the refusals, makes the head, and enters the request among those that were decided.
fn finish(
    state: &mut State,
    recorded_at: Timestamp,
    request: &Request,
    count_of_items: usize,
    mut entries: Vec<Entry>,
    refused: &[RefusedItem],
) -> Vec<Entry> {
    for items in refused.chunks(frame::MOST_REFUSED_ITEMS) {
        let refused = Refused { items: items.to_vec(), conflicts_with: None };
        entries.push(refusal(state, recorded_at, request.principal, refused));
    }
    let head = RequestHead {
        request: Some((request.id, request.fingerprint)),
        item_count: count(count_of_items),
        entry_count: count(entries.len()),
    };
    if let Some(first) = entries.first_mut() {
        first.head = Some(head);
        frame::record_request(state, first, head);
    }
    entries
}

fn refusal(state: &mut State, recorded_at: Timestamp, principal: PrincipalId, refused: Refused) -> Entry {
    let event = Event::Refused(refused);
    let entry =
        Entry { ruleset: state.ruleset(), index: state.next_index(), recorded_at, principal, head: None, event };
    apply_body(state, &entry);
    entry
}

/// The refusal of a request whose id stands for something else already. It has no id of its own.
pub fn refuse_conflict(
    state: &mut State,
    recorded_at: Timestamp,
    principal: PrincipalId,
    first_used: Index,
) -> Vec<Entry> {
    let recorded_at = recorded_at.max(state.time());
    let rejection = Rejection::RequestIdReused { first_used: first_used.0 };
    let items = vec![RefusedItem { ordinal: 0, rejection }];
    let mut entry = refusal(state, recorded_at, principal, Refused { items, conflicts_with: Some(first_used) });
    entry.head = Some(RequestHead { request: None, item_count: 1, entry_count: 1 });
    vec![entry]
}

/// The first act of a book: what it is, and its two first administrators.
///
/// # Errors
/// [`Fault`] if the two are the same person, have the same key, or the state is not empty.
pub fn open_book(
    state: &mut State,
    recorded_at: Timestamp,
    book: BookOpened,
    administrators: [PrincipalAdmitted; 2],
) -> Result<Vec<Entry>, Fault> {
    let before = state.mark();
    let nothing: [Entry; 0] = [];
    let past: &[Entry] = &nothing;
    let mut entries = Vec::with_capacity(3);
    let mut draft = Draft { state, past, principal: PrincipalId(0), recorded_at, entries: &mut entries };
    let [first, second] = administrators;
    let opened = draft
        .push(Event::BookOpened(book))
        .and_then(|()| draft.push(Event::PrincipalAdmitted(first)))
        .and_then(|()| draft.push(Event::PrincipalAdmitted(second)));
    if let Err(fault) = opened {
        state.roll_back(&before);
        return Err(fault);
    }
    if let Some(first) = entries.first_mut() {
        first.head = Some(frame::OPENING);
    }
    Ok(entries)
}

fn ordinals(commands: &[Command]) -> impl Iterator<Item = (u32, &Command)> {
    (0_u32..).zip(commands)
}

fn count(entries: usize) -> u32 {
    u32::try_from(entries).unwrap_or(u32::MAX)
}
