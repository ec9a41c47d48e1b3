//! Promises of money or goods. A pledge is never money: nothing that is spent comes from here.

use super::receipts::Reason;
use crate::ids::{CampaignId, DonorId, FundId, Index, OfficeId, PledgeId};
use crate::money::Amount;
use crate::time::Day;

/// The most instalments of one pledge.
pub const MOST_INSTALMENTS: usize = 120;

/// A dated part of a pledge.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Instalment {
    /// The day on which it is due.
    pub due: Day,
    /// How much: rials, or units of goods.
    pub count: Amount,
}

/// See [`Event::PledgeRecorded`](super::Event::PledgeRecorded). What is pledged is the sum of the instalments.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PledgeRecorded {
    /// The office that took the promise.
    pub office: OfficeId,
    /// Who promised; none for an anonymous promise.
    pub donor: Option<DonorId>,
    /// The fund that its receipts will come into: restriction, source, and whether rials or units of an item.
    pub fund: FundId,
    /// The campaign that it answers.
    pub campaign: Option<CampaignId>,
    /// Its parts, in the order of their days, one a day.
    pub instalments: Vec<Instalment>,
    /// The day it is booked on.
    pub booking_date: Day,
}

/// See [`Event::PledgeAmended`](super::Event::PledgeAmended).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PledgeAmended {
    /// The pledge.
    pub pledge: PledgeId,
    /// The entry that last changed it, as the caller saw it.
    pub last_change: Index,
    /// All parts from here on, those already fulfilled included.
    pub instalments: Vec<Instalment>,
}

/// See [`Event::PledgeCancelled`](super::Event::PledgeCancelled).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PledgeCancelled {
    /// The pledge.
    pub pledge: PledgeId,
    /// The entry that last changed it, as the caller saw it.
    pub last_change: Index,
    /// What was open, and is promised no longer.
    pub count: Amount,
    /// Why.
    pub reason: Reason,
}

/// See [`Event::PledgeWrittenOff`](super::Event::PledgeWrittenOff).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PledgeWrittenOff {
    /// The pledge.
    pub pledge: PledgeId,
    /// The entry that last changed it, as the approver saw it.
    pub last_change: Index,
    /// How much of what was open is given up.
    pub count: Amount,
    /// Why.
    pub reason: Reason,
}
