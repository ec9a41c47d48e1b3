//! Appeals to donors.

use super::receipts::Restriction;
use crate::ids::{CampaignId, Index, OfficeId};
use crate::money::Amount;
use crate::text::{Code, Name};
use crate::time::Day;

/// What a campaign is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum CampaignKind {
    /// An ordinary appeal.
    Ordinary,
    /// An appeal in an emergency.
    Emergency,
}

/// See [`Event::CampaignRegistered`](super::Event::CampaignRegistered).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CampaignRegistered {
    /// Its code, unique in the book.
    pub code: Code,
    /// Its public name.
    pub name: Name,
    /// What it is.
    pub kind: CampaignKind,
    /// The office that runs it.
    pub office: OfficeId,
    /// What it hopes to raise.
    pub target: Amount,
    /// The first day on which it takes gifts.
    pub opens: Day,
    /// The last day on which it takes gifts.
    pub closes: Day,
    /// Its published purpose: what a gift that answers it is restricted to, at the least.
    pub purpose: Restriction,
}

/// See [`Event::CampaignClosed`](super::Event::CampaignClosed).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CampaignClosed {
    /// The campaign.
    pub campaign: CampaignId,
    /// The entry that last changed it, as the closer saw it.
    pub last_change: Index,
}
