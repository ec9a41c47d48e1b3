//! The answer to a write, built from the entries of its act and from nothing else, so that the first answer and
//! every replayed one are made by the same code.

mod list;
mod name;
#[cfg(test)]
mod tests;

pub use name::{Named, collection_of};

use crate::proto::ledger::v1 as proto;
use crate::refusal::Refusal;
use ledger_core::command::Mode;
use ledger_core::event::{Entry, Event};
use ledger_core::ids::{BookId, Index};
use ledger_core::rejection::Rejection;
use ledger_core::time::Timestamp;
use std::collections::BTreeMap;

/// What became of each item of a request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reply {
    items: Vec<Outcome>,
    conflict: bool,
    recorded_at: Timestamp,
    /// The entry that opens the act of a list, and the list.
    opening: Option<(Index, Named)>,
    committed: Option<Committed>,
}

/// Where the act stands in the book.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Committed {
    link: [u8; 32],
    entry_count: u64,
}

/// What became of an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It was recorded.
    Recorded {
        /// Its entry.
        index: Index,
        /// What it is about.
        named: Named,
    },
    /// The rules refused it.
    Refused {
        /// Why.
        rejection: Rejection,
        /// The entry that says so.
        entry: Index,
    },
}

/// The entries are not the whole of one act.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("these entries are not one whole act")]
pub struct NotAnAct;

impl Reply {
    /// The answer to a request whose act is durable, with the link of the chain after its last entry.
    ///
    /// # Errors
    /// [`NotAnAct`] if the entries are not those of one act, all of them, in order.
    pub fn of(entries: &[Entry], link: &[u8; 32]) -> Result<Self, NotAnAct> {
        let last = entries.last().ok_or(NotAnAct)?;
        let committed = Committed { link: *link, entry_count: last.index.next().0 };
        Ok(Self { committed: Some(committed), ..Self::dry_run(entries)? })
    }

    /// The answer to a dry run, from the entries that were drafted and thrown away.
    ///
    /// # Errors
    /// As [`Reply::of`].
    pub fn dry_run(entries: &[Entry]) -> Result<Self, NotAnAct> {
        let first = entries.first().ok_or(NotAnAct)?;
        let head = first.head.ok_or(NotAnAct)?;
        if usize::try_from(head.entry_count) != Ok(entries.len()) {
            return Err(NotAnAct);
        }
        let items = outcomes(entries, head.item_count).ok_or(NotAnAct)?;
        let conflict = matches!(&first.event, Event::Refused(refused) if refused.conflicts_with.is_some());
        let opening = opens_list(&first.event).then(|| (first.index, Named::of(&first.event, first.index)));
        Ok(Self { items, conflict, recorded_at: first.recorded_at, opening, committed: None })
    }

    /// What became of each item, in the order of the request. For a request id that stands for something else,
    /// one item, whatever the request had.
    #[must_use]
    pub fn items(&self) -> &[Outcome] {
        &self.items
    }

    /// The answer to a request with one item.
    ///
    /// # Errors
    /// The refusal, if it was refused.
    pub fn single(&self, book: &BookId) -> Result<proto::Recorded, Refusal> {
        self.refusal_of_all(false)?;
        let (index, name) = match (self.items.first(), self.committed) {
            (Some(Outcome::Recorded { index, named }), Some(_)) => (index.0, named.name(book)),
            _ => (0, String::new()),
        };
        let (link, entry_count, recorded_at) = self.place();
        Ok(proto::Recorded { index, name, link, entry_count, recorded_at, validated_only: self.committed.is_none() })
    }

    /// The answer to a batch.
    ///
    /// # Errors
    /// The first refusal, if the mode is all or none, or if the request id stands for something else.
    pub fn batch(&self, mode: Mode) -> Result<proto::BatchRecorded, Refusal> {
        if self.conflict || mode == Mode::Atomic {
            self.refusal_of_all(!self.conflict)?;
        }
        let (link, entry_count, recorded_at) = self.place();
        let indices = if self.committed.is_some() { self.items.iter().map(index_of).collect() } else { Vec::new() };
        let refusals = (0_u32..).zip(&self.items).filter_map(|(ordinal, item)| self.item_refusal(ordinal, item));
        Ok(proto::BatchRecorded {
            indices,
            refusals: refusals.collect(),
            link,
            entry_count,
            recorded_at,
            validated_only: self.committed.is_none(),
        })
    }

    /// The refusal that says why, if any item was refused.
    fn refusal_of_all(&self, name_item: bool) -> Result<(), Refusal> {
        let tried = |item: &Outcome| match item {
            Outcome::Refused { rejection: Rejection::NotTried { .. }, .. } | Outcome::Recorded { .. } => None,
            Outcome::Refused { rejection, entry } => Some((*rejection, *entry)),
        };
        let mut refused = (0_u32..).zip(&self.items).filter_map(|(ordinal, item)| Some((ordinal, tried(item)?)));
        let Some((ordinal, (rejection, entry))) = refused.next() else { return Ok(()) };
        let (item, entry) = (name_item.then_some(ordinal), self.committed.map(|_| entry));
        Err(Refusal { item, entry, ..Refusal::of(&rejection) })
    }

    fn item_refusal(&self, ordinal: u32, item: &Outcome) -> Option<proto::ItemRefusal> {
        let Outcome::Refused { rejection, entry } = item else { return None };
        let Refusal { reason, numbers, item: _, entry: _ } = Refusal::of(rejection);
        Some(proto::ItemRefusal {
            ordinal,
            code: i32::try_from(rejection.number()).unwrap_or_default(),
            reason,
            metadata: numbers.into_iter().map(|(field, number)| (field, number.to_string())).collect(),
            entry: self.committed.map_or(0, |_| entry.0),
        })
    }

    fn place(&self) -> (Vec<u8>, u64, Option<prost_types::Timestamp>) {
        self.committed.map_or_else(
            || (Vec::new(), 0, None),
            |at| (at.link.to_vec(), at.entry_count, Some(instant(self.recorded_at))),
        )
    }
}

const fn opens_list(event: &Event) -> bool {
    matches!(
        event,
        Event::ListSubmitted(_) | Event::ListApproved(_) | Event::ListReleased(_) | Event::ResultsImported(_)
    )
}

/// One outcome for each item: what was refused by its ordinal, what was recorded in the order of the entries.
fn outcomes(entries: &[Entry], item_count: u32) -> Option<Vec<Outcome>> {
    let mut refused = BTreeMap::new();
    let mut recorded = Vec::new();
    for Entry { index, event, .. } in entries {
        if let Event::Refused(event) = event {
            refused.extend(event.items.iter().map(|item| (item.ordinal, (item.rejection, *index))));
        } else if !event.is_opening() {
            recorded.push(Outcome::Recorded { index: *index, named: Named::of(event, *index) });
        }
    }
    let because_of = refused.first_key_value().map(|(ordinal, (_, entry))| (*ordinal, *entry));
    let mut recorded = recorded.into_iter();
    let outcomes: Option<Vec<Outcome>> = (0..item_count)
        .map(|ordinal| match refused.get(&ordinal) {
            Some((rejection, entry)) => Some(Outcome::Refused { rejection: *rejection, entry: *entry }),
            // Of an atomic request the record names the item that failed; the others were not tried.
            None => recorded.next().or_else(|| because_of.map(not_tried)),
        })
        .collect();
    if recorded.next().is_some() { None } else { outcomes }
}

fn not_tried((ordinal, entry): (u32, Index)) -> Outcome {
    Outcome::Refused { rejection: Rejection::NotTried { because_of: u64::from(ordinal) }, entry }
}

const fn index_of(item: &Outcome) -> u64 {
    match item {
        Outcome::Recorded { index, .. } => index.0,
        Outcome::Refused { .. } => 0,
    }
}

/// An instant of the record as the API has it.
#[must_use]
pub fn instant(at: Timestamp) -> prost_types::Timestamp {
    let seconds = at.micros().div_euclid(1_000_000);
    let nanos = i32::try_from(at.micros().rem_euclid(1_000_000)).unwrap_or_default().saturating_mul(1_000);
    prost_types::Timestamp { seconds, nanos }
}
