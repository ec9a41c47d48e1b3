//! Money coming in, and what of it is taken back.

use crate::ids::{
    AccountId, AreaId, CampaignId, ClassId, DonorId, FundId, ItemId, OfficeId, PledgeId, ProgrammeId, ReceiptId,
};
use crate::money::Amount;
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
    /// For this class of beneficiaries only.
    pub class: Option<ClassId>,
    /// Given with this intent (alms, orphans, zakat …): only programmes that fulfil it may use it.
    pub intent: Option<ClassId>,
    /// To be spent on this day at the latest.
    pub spend_by: Option<Day>,
}

impl Restriction {
    /// How many dimensions are set: of two that fit, the one that says more is used first.
    #[must_use]
    pub fn dimensions(&self) -> u8 {
        let Self { programme, area, class, intent, spend_by } = self;
        [programme.is_some(), area.is_some(), class.is_some(), intent.is_some(), spend_by.is_some()]
            .into_iter()
            .fold(0, |count, set| count.saturating_add(u8::from(set)))
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
    /// Where it comes from.
    pub source: Source,
    /// The item of goods whose units it numbers; `None` for a fund of money, which numbers rials.
    pub item: Option<ItemId>,
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
    /// The campaign that it answers.
    pub campaign: Option<CampaignId>,
    /// The pledge that it fulfils, and how much of it: never more than is open. What goes beyond is a new gift.
    pub pledge: Option<PledgePart>,
}

/// The part of a receipt that fulfils a pledge.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PledgePart {
    /// The pledge.
    pub pledge: PledgeId,
    /// How much: rials, or units of goods.
    pub count: Amount,
}

/// See [`Event::ReceiptReissued`](super::Event::ReceiptReissued).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ReceiptReissued {
    /// The receipt.
    pub receipt: ReceiptId,
    /// Which copy this is: 1 for the first one after the original.
    pub copy: u32,
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
    /// The donor does not or cannot keep the promise.
    DonorWithdrew,
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
