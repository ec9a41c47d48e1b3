//! The pledges: what was promised, what of it came, what was given up, what is open.

use super::register::Register;
use crate::event::{Entry, Event, Instalment, PledgePart, PledgeRecorded};
use crate::ids::{CampaignId, DonorId, FundId, Index, OfficeId, PledgeId, PrincipalId, ReceiptId};
use crate::money::Amount;
use crate::time::{Day, Timestamp};
use std::collections::BTreeMap;

/// How a pledge stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum PledgeStanding {
    /// Nothing of it came yet.
    Open,
    /// Part of it came, and part may still come.
    PartlyFulfilled,
    /// All of it came.
    Fulfilled,
    /// Nothing may come any more, because what was open was cancelled.
    Cancelled,
    /// Nothing may come any more, because what was open was written off.
    WrittenOff,
}

/// A pledge.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pledge {
    /// The office that took it.
    pub office: OfficeId,
    /// Who promised; none for an anonymous promise.
    pub donor: Option<DonorId>,
    /// The fund that it is made to.
    pub fund: FundId,
    /// The campaign that it answers.
    pub campaign: Option<CampaignId>,
    /// Its parts.
    pub instalments: Vec<Instalment>,
    /// The day it is booked on.
    pub booking_date: Day,
    /// What came of it.
    pub received: Amount,
    /// What was cancelled.
    pub cancelled: Amount,
    /// What was written off.
    pub written_off: Amount,
    /// Who recorded it.
    pub recorded_by: PrincipalId,
    /// When.
    pub recorded_at: Timestamp,
    /// The entry that last changed it.
    pub last_change: Index,
}

impl Pledge {
    /// What is promised in all.
    #[must_use]
    pub fn pledged(&self) -> Amount {
        self.instalments.iter().fold(Amount::ZERO, |sum, part| plus(sum, part.count))
    }

    /// What may still come.
    #[must_use]
    pub fn open(&self) -> Amount {
        minus(minus(minus(self.pledged(), self.received), self.cancelled), self.written_off)
    }

    /// What of it was due on or before `day` and has not come.
    #[must_use]
    pub fn overdue(&self, day: Day) -> Amount {
        let due = self.instalments.iter().filter(|part| part.due <= day);
        let due = due.fold(Amount::ZERO, |sum, part| plus(sum, part.count));
        minus(due, self.received).min(self.open())
    }

    /// How it stands.
    #[must_use]
    pub fn standing(&self) -> PledgeStanding {
        match (self.open().is_zero(), self.received.is_zero()) {
            (false, true) => PledgeStanding::Open,
            (false, false) => PledgeStanding::PartlyFulfilled,
            (true, _) if !self.written_off.is_zero() => PledgeStanding::WrittenOff,
            (true, _) if !self.cancelled.is_zero() => PledgeStanding::Cancelled,
            (true, _) => PledgeStanding::Fulfilled,
        }
    }
}

fn plus(left: Amount, right: Amount) -> Amount {
    left.checked_add(right).unwrap_or(Amount::MAX)
}

fn minus(left: Amount, right: Amount) -> Amount {
    left.checked_sub(right).unwrap_or(Amount::ZERO)
}

/// What a receipt did for its pledge, and how much of it goes beyond the pledge.
#[derive(Clone, Copy, Debug)]
struct Fulfilment {
    part: PledgePart,
    beyond: Amount,
}

/// All pledges.
#[derive(Debug, Default)]
pub(super) struct Pledges {
    pub(super) rows: Register<PledgeId, Pledge>,
    fulfilments: BTreeMap<ReceiptId, Fulfilment>,
}

impl Pledges {
    /// Takes what the entry does to a pledge, if it does anything.
    #[expect(clippy::wildcard_enum_match_arm, reason = "those that touch a pledge are named; no other entry does")]
    pub(super) fn fold(&mut self, entry: &Entry) {
        let at = entry.index;
        match &entry.event {
            Event::PledgeRecorded(e) => self.rows.add(PledgeId(at.0), recorded(entry, e)),
            Event::PledgeAmended(e) => self.rows.change(e.pledge, |row| {
                row.instalments.clone_from(&e.instalments);
                row.last_change = at;
            }),
            Event::PledgeCancelled(e) => self.rows.change(e.pledge, |row| {
                row.cancelled = plus(row.cancelled, e.count);
                row.last_change = at;
            }),
            Event::PledgeWrittenOff(e) => self.rows.change(e.pledge, |row| {
                row.written_off = plus(row.written_off, e.count);
                row.last_change = at;
            }),
            Event::ReceiptRecorded(e) => self.fulfil(at, e.pledge, e.numbers.count()),
            Event::LotReceived(e) => self.fulfil(at, e.pledge, e.numbers.count()),
            Event::ReceiptReversed(e) => self.take_back(e.receipt, e.ranges.amount()),
            _ => {}
        }
    }

    fn fulfil(&mut self, at: Index, part: Option<PledgePart>, count: u64) {
        let Some(part) = part else { return };
        self.rows.change(part.pledge, |row| row.received = plus(row.received, part.count));
        let beyond = minus(Amount::new(count).unwrap_or(Amount::MAX), part.count);
        self.fulfilments.insert(ReceiptId(at.0), Fulfilment { part, beyond });
    }

    /// What went beyond the pledge is taken back first; the rest is open again.
    fn take_back(&mut self, receipt: ReceiptId, amount: Amount) {
        let Some(fulfilment) = self.fulfilments.get_mut(&receipt) else { return };
        let reopened = minus(amount, fulfilment.beyond);
        fulfilment.beyond = minus(fulfilment.beyond, amount);
        fulfilment.part.count = minus(fulfilment.part.count, reopened);
        self.rows.change(fulfilment.part.pledge, |row| row.received = minus(row.received, reopened));
    }

    /// What a receipt fulfils of its pledge now.
    pub(super) fn part_of(&self, receipt: ReceiptId) -> Option<PledgePart> {
        self.fulfilments.get(&receipt).map(|fulfilment| fulfilment.part)
    }

    /// The fund whose pledge would be open again by how much, if so much of the receipt were taken back.
    pub(super) fn reopened(&self, receipt: ReceiptId, taken_back: Amount) -> Option<(FundId, Amount)> {
        let fulfilment = self.fulfilments.get(&receipt)?;
        let fund = self.rows.at(fulfilment.part.pledge)?.fund;
        Some((fund, minus(taken_back, fulfilment.beyond)))
    }
}

fn recorded(entry: &Entry, event: &PledgeRecorded) -> Pledge {
    Pledge {
        office: event.office,
        donor: event.donor,
        fund: event.fund,
        campaign: event.campaign,
        instalments: event.instalments.clone(),
        booking_date: event.booking_date,
        received: Amount::ZERO,
        cancelled: Amount::ZERO,
        written_off: Amount::ZERO,
        recorded_by: entry.principal,
        recorded_at: entry.recorded_at,
        last_change: entry.index,
    }
}
