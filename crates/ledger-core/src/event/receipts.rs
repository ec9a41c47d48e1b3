//! Money coming in, and what of it is taken back.

use crate::ids::{AccountId, AreaId, DonorId, FundId, OfficeId, ProgrammeId, ReceiptId};
use crate::ranges::{Range, Ranges};
use crate::text::Code;
use crate::time::Day;

/// What a donor wants done with the gift. What is `None` is left to the organisation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Restriction {
    /// For this programme only.
    pub programme: Option<ProgrammeId>,
    /// For this area, and all within it, only.
    pub area: Option<AreaId>,
}

impl Restriction {
    /// How many dimensions are set: of two that fit, the one that says more is used first.
    #[must_use]
    pub fn dimensions(&self) -> u8 {
        u8::from(self.programme.is_some()).saturating_add(u8::from(self.area.is_some()))
    }
}

/// Where money comes from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Source {
    /// The public.
    PublicDonation,
    /// A company.
    Company,
    /// A benefactor assembly.
    Assembly,
    /// State credit.
    StateCredit,
}

/// How money came.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Channel {
    /// The donation portal.
    Portal,
    /// A card terminal.
    Card,
    /// A bank transfer.
    Transfer,
    /// A collection box.
    Box,
    /// A cash desk.
    CashDesk,
}

/// See [`Event::FundOpened`](super::Event::FundOpened). The fund's id is this entry's index.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FundOpened {
    /// The donors' restriction.
    pub restriction: Restriction,
    /// Where the money comes from.
    pub source: Source,
}

/// See [`Event::SeriesOpened`](super::Event::SeriesOpened). The series' id is this entry's index.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SeriesOpened {
    /// The fund whose rials it numbers.
    pub fund: FundId,
    /// The account that holds them.
    pub account: AccountId,
}

/// A payment as the outside names it: recorded once, ever.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ExternalPayment {
    /// The terminal or the bank's branch.
    pub terminal: Code,
    /// The day on which the outside settled it.
    pub settlement_date: Day,
    /// The bank's or gateway's reference.
    pub reference: Code,
}

/// See [`Event::ReceiptRecorded`](super::Event::ReceiptRecorded). The amount is the count of `numbers`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReceiptRecorded {
    /// The office that received.
    pub office: OfficeId,
    /// Gapless per office and fiscal year, from 1.
    pub receipt_number: u64,
    /// The day it is booked on; it picks the fiscal year.
    pub booking_date: Day,
    /// The day of value, if it differs; no rule reads it.
    pub value_date: Option<Day>,
    /// The next numbers of its series.
    pub numbers: Range,
    /// The donor; none for an anonymous gift.
    pub donor: Option<DonorId>,
    /// How it came.
    pub channel: Channel,
    /// The payment outside, where the channel has one.
    pub payment: Option<ExternalPayment>,
}

/// Why a receipt or grant was taken back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// Recorded by mistake.
    Mistake,
    /// Recorded twice.
    Duplicate,
    /// The payment failed.
    PaymentFailed,
    /// The applicant withdrew.
    Withdrawn,
    /// The facts behind it do not hold.
    NotEntitled,
}

/// See [`Event::ReceiptReversed`](super::Event::ReceiptReversed).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReceiptReversed {
    /// The receipt.
    pub receipt: ReceiptId,
    /// The numbers taken back: free ones of the receipt, highest first.
    pub ranges: Ranges,
    /// Why.
    pub reason: Reason,
}
