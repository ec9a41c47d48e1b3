//! What the naive ledger says that an entry will be, and whether the entry is that.

use super::rows::Rial;
use super::why::Why;
use ledger_core::event::{Entry, Event, ReceiptRecorded, RefusedItem};
use ledger_core::ranges::Ranges;
use ledger_core::time::Timestamp;

/// An entry foretold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    pub index: u64,
    pub by: u64,
    pub at: Timestamp,
    pub what: What,
}

/// What happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// Just this.
    Plain(Event),
    /// A receipt; of the numbers in `as_asked` the rials alone count.
    Received { office: u64, number: u64, facts: String, rials: Vec<Rial> },
    /// Rials moved, with the ids that the entry names, in order of its fields.
    Moved { name: &'static str, ids: Vec<Option<u64>>, rials: Vec<Rial> },
    /// Refused: each item with all reasons that fit.
    Refused { items: Vec<(u32, Why)>, conflicts_with: Option<u64> },
}

impl Said {
    /// Whether the entry is what was foretold.
    pub fn is(&self, entry: &Entry) -> bool {
        (self.index, self.by, self.at) == (entry.index.0, entry.principal.0, entry.recorded_at)
            && self.what.is(&entry.event)
    }
}

impl What {
    fn is(&self, event: &Event) -> bool {
        match (self, event) {
            (Self::Refused { items, conflicts_with }, Event::Refused(refused)) => {
                *conflicts_with == refused.conflicts_with.map(|index| index.0)
                    && items.len() == refused.items.len()
                    && items.iter().zip(&refused.items).all(|((ordinal, why), item)| named(*ordinal, why, item))
            }
            (foretold, event) => *foretold == of(event),
        }
    }
}

fn named(ordinal: u32, why: &Why, item: &RefusedItem) -> bool {
    ordinal == item.ordinal && why.names(item.rejection.code())
}

/// What a real entry says, one rial at a time.
fn of(event: &Event) -> What {
    let moved =
        |name, ids: &[Option<u64>], ranges: &Ranges| What::Moved { name, ids: ids.to_vec(), rials: each(ranges) };
    let sorted = |name, ids: &[Option<u64>], ranges: &Ranges| {
        let mut rials = each(ranges);
        rials.sort_unstable();
        What::Moved { name, ids: ids.to_vec(), rials }
    };
    match event {
        Event::ReceiptRecorded(e) => What::Received {
            office: e.office.0,
            number: e.receipt_number,
            facts: facts(e),
            rials: run(e.numbers.series().0, e.numbers.start(), e.numbers.count()),
        },
        Event::ReceiptReversed(e) => sorted("reversed", &[Some(e.receipt.0)], &e.ranges),
        Event::Allotted(e) => moved("allotted", &[Some(e.line.0), e.parent.map(|line| line.0)], &e.ranges),
        Event::AllotmentNotified(e) => {
            moved("notified", &[Some(e.allotment.0), Some(e.last_change.0), Some(e.line.0)], &e.ranges)
        }
        Event::CreditSecured(e) => {
            moved("secured", &[Some(e.grant.0), Some(e.last_change.0), Some(e.line.0), Some(e.account.0)], &e.ranges)
        }
        Event::PaymentOrdered(e) => sorted("ordered", &[Some(e.grant.0), Some(e.last_change.0)], &e.ranges),
        Event::PaymentSettled(e) => sorted("settled", &[Some(e.grant.0), Some(e.last_change.0)], &e.ranges),
        Event::PaymentReturned(e) => sorted("returned", &[Some(e.grant.0), Some(e.last_change.0)], &e.ranges),
        Event::GrantCancelled(e) => match &e.ranges {
            Some(ranges) => sorted("cancelled", &[Some(e.grant.0), Some(e.last_change.0)], ranges),
            None => {
                What::Moved { name: "cancelled", ids: vec![Some(e.grant.0), Some(e.last_change.0)], rials: Vec::new() }
            }
        },
        other => What::Plain(other.clone()),
    }
}

/// What a receipt says beside its office, number and rials.
fn facts(e: &ReceiptRecorded) -> String {
    format!("{:?}", (e.booking_date, e.value_date, e.donor, e.channel, &e.payment))
}

fn each(ranges: &Ranges) -> Vec<Rial> {
    ranges.as_slice().iter().flat_map(|range| run(range.series().0, range.start(), range.count())).collect()
}

/// So many rials of a series from `start`.
pub fn run(series: u64, start: u64, count: u64) -> Vec<Rial> {
    (start..start + count).map(|number| (series, number)).collect()
}
