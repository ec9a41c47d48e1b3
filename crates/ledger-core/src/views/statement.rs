//! Statements: what came into the hands of something and what left them, entry by entry.
//!
//! One law holds for all of them but a receipt's: the sum of what came in less what went out is what the object
//! has in hand now, which is its balance without what is spent or voided. A row that moves money from one place
//! to another within the object (a notification within a line, an allotment within a fund) has neither.
//! A receipt's statement has its own entries only, the recording and the reversals: what its rials were used for
//! is the trace's answer, and would otherwise cost one row per receipt for each allotment.

use super::standings::{amount_of, is_in_hand, plus};
use super::step::{Moved, What};
use super::{Views, grant_at};
use crate::ids::{AccountId, FundId, GrantId, Index, LineId, OfficeId, ReceiptId};
use crate::money::Amount;
use crate::place::Place;
use crate::ranges::Range;
use crate::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// What has a balance and a statement.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Object {
    /// A fund: every movement of its numbers.
    Fund(FundId),
    /// An account: what changes its custody.
    Account(AccountId),
    /// A line, with the grants that it pays.
    Line(LineId),
    /// A grant: its whole history.
    Grant(GrantId),
    /// An office: its own lines, with the grants that they pay.
    Office(OfficeId),
    /// A receipt: its recording and its reversals.
    Receipt(ReceiptId),
}

/// One row of a statement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Row {
    /// The entry.
    pub index: Index,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// What happened.
    pub what: What,
    /// How much of what it moved concerns the object.
    pub amount: Amount,
    /// How much came into its hands.
    pub amount_in: Amount,
    /// How much left them.
    pub amount_out: Amount,
    /// Where it was; `None` for new numbers and where nothing moved.
    pub from: Option<Place>,
    /// Where it went; `None` where nothing moved.
    pub to: Option<Place>,
}

/// The entries of each object but receipts, which are found by their series. A grant keeps its own entries.
#[derive(Debug, Default)]
pub(super) struct Lists {
    rows: BTreeMap<Object, Vec<Index>>,
}

impl Lists {
    fn add(&mut self, object: Object, index: Index) {
        self.rows.entry(object).or_default().push(index);
    }

    fn of(&self, object: Object) -> &[Index] {
        self.rows.get(&object).map_or(&[], Vec::as_slice)
    }
}

/// One list of several, each of which is in order. No entry stands in two of them.
fn merged<'a>(
    steps: impl Iterator<Item = Index> + 'a,
    receipts: Vec<impl Iterator<Item = Index> + 'a>,
) -> Box<dyn Iterator<Item = Index> + 'a> {
    let receipts = receipts.into_iter().map(|list| -> Box<dyn Iterator<Item = Index> + 'a> { Box::new(list) });
    let mut lists: Vec<_> = receipts.chain([Box::new(steps) as Box<dyn Iterator<Item = Index> + 'a>]).collect();
    let mut heads: BTreeSet<(Index, usize)> = BTreeSet::new();
    heads.extend(lists.iter_mut().enumerate().filter_map(|(list, entries)| Some((entries.next()?, list))));
    Box::new(core::iter::from_fn(move || {
        let (index, list) = heads.pop_first()?;
        heads.extend(lists.get_mut(list).and_then(Iterator::next).map(|next| (next, list)));
        Some(index)
    }))
}

impl Views {
    /// At most `limit` rows of a statement after the entry `after`, oldest first. Empty, if there is no such object.
    #[must_use]
    pub fn statement(&self, of: Object, after: Option<Index>, limit: usize) -> Vec<Row> {
        self.entries(of, after).take(limit).filter_map(|index| self.row(of, index)).collect()
    }

    /// The entries after `after` that stand in the statement of an object.
    fn entries(&self, of: Object, after: Option<Index>) -> Box<dyn Iterator<Item = Index> + '_> {
        let steps = self.lists.of(of);
        let first = steps.partition_point(|index| Some(*index) <= after);
        let steps = steps.iter().skip(first).copied();
        match of {
            Object::Grant(id) => {
                let history = self.grants.at(id).map_or(&[][..], |grant| grant.history.as_slice());
                Box::new(history.iter().map(|(_, index)| *index).filter(move |index| Some(*index) > after))
            }
            Object::Receipt(id) => {
                let recorded = self.receipts.at(id).map(|receipt| Index(receipt.id.0));
                Box::new(recorded.filter(|index| Some(*index) > after).into_iter().chain(steps))
            }
            Object::Fund(id) => merged(steps, self.receipts.of_fund(id, after)),
            Object::Account(id) => merged(steps, self.receipts.of_account(id, after)),
            Object::Line(_) | Object::Office(_) => Box::new(steps),
        }
    }

    /// Enters a step into the statements that it belongs to.
    pub(super) fn list(&mut self, index: Index, moved: &Moved) {
        for object in self.concerned(moved) {
            self.lists.add(object, index);
        }
    }

    fn concerned(&self, moved: &Moved) -> BTreeSet<Object> {
        let mut objects = BTreeSet::new();
        let changes_custody = is_in_hand(moved.from.standing()) != is_in_hand(moved.to.standing());
        for series in moved.ranges.as_slice().iter().filter_map(|range| self.partition.series(range.series())) {
            objects.insert(Object::Fund(series.fund));
            objects.extend(changes_custody.then_some(Object::Account(series.account)));
        }
        for line in [moved.from, moved.to].into_iter().filter_map(|place| self.line_at(place)) {
            objects.insert(Object::Line(line));
            objects.extend(self.lines.office(line).map(Object::Office));
        }
        if let Place::Voided(receipt) = moved.to {
            objects.insert(Object::Receipt(receipt));
        }
        objects
    }

    fn row(&self, of: Object, index: Index) -> Option<Row> {
        if let Some(receipt) = self.receipts.at(ReceiptId(index.0)) {
            let amount = self.concerning(of, &[receipt.numbers]);
            let (recorded_at, what) = (receipt.recorded_at, What::Received);
            let amount_out = Amount::ZERO;
            return Some(Row {
                index,
                recorded_at,
                what,
                amount,
                amount_in: amount,
                amount_out,
                from: None,
                to: Some(Place::Free),
            });
        }
        let step = self.steps.at(index)?;
        let (from, to) = step.moved.as_ref().map_or((None, None), |moved| (Some(moved.from), Some(moved.to)));
        let amount = step.moved.as_ref().map_or(Amount::ZERO, |moved| self.concerning(of, moved.ranges.as_slice()));
        let (had, has) = (self.has(of, from), self.has(of, to));
        Some(Row {
            index,
            recorded_at: step.recorded_at,
            what: step.what,
            amount,
            amount_in: if has && !had { amount } else { Amount::ZERO },
            amount_out: if had && !has { amount } else { Amount::ZERO },
            from,
            to,
        })
    }

    /// Whether the object has in hand what is in `place`; of a fund, an account or a receipt, its own numbers.
    fn has(&self, object: Object, place: Option<Place>) -> bool {
        let Some(place) = place.filter(|place| is_in_hand(place.standing())) else {
            return false;
        };
        match object {
            Object::Fund(_) | Object::Account(_) | Object::Receipt(_) => true,
            Object::Line(line) => self.line_at(place) == Some(line),
            Object::Grant(grant) => grant_at(place) == Some(grant),
            Object::Office(office) => self.line_at(place).and_then(|line| self.lines.office(line)) == Some(office),
        }
    }

    /// How much of `ranges` is the object's business.
    fn concerning(&self, object: Object, ranges: &[Range]) -> Amount {
        let series = |range: &Range| self.partition.series(range.series());
        let concerns = |range: &&Range| match object {
            Object::Fund(fund) => series(range).is_some_and(|series| series.fund == fund),
            Object::Account(account) => series(range).is_some_and(|series| series.account == account),
            Object::Line(_) | Object::Grant(_) | Object::Office(_) | Object::Receipt(_) => true,
        };
        ranges.iter().filter(concerns).fold(Amount::ZERO, |sum, range| plus(sum, amount_of(*range)))
    }

    /// The last entry of a receipt's own.
    pub(super) fn last_change_of_receipt(&self, id: ReceiptId) -> Option<Index> {
        self.entries(Object::Receipt(id), None).last()
    }
}
