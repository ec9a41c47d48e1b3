//! What the state keeps of campaigns, policies, pledges, earmarks and payees.

use super::Act;
use crate::event::{ApprovalBand, Instalment, PledgePart, Restriction};
use crate::ids::{AccountToken, AreaId, BeneficiaryId, EarmarkId, FundId, Index, OfficeId, ProgrammeId};
use crate::money::Amount;
use crate::time::{Day, Timestamp};

/// A campaign.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Campaign {
    /// The first day on which it takes gifts.
    pub opens: Day,
    /// The last one.
    pub closes: Day,
    /// What its gifts are restricted to.
    pub purpose: Restriction,
    /// Whether it was closed before its last day.
    pub closed: bool,
    /// The entry that last changed it.
    pub last_change: Index,
}

/// A version of the approval policy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Policy {
    /// How many days back awards to the same payee are added up.
    pub window_days: u16,
    /// The bands, lowest first.
    pub bands: Vec<ApprovalBand>,
    /// Hours that a changed payee has to wait.
    pub cooling_off_hours: u16,
    /// The day asked for.
    pub effective_from: Day,
    /// The first day in force; `None` until it is confirmed.
    pub in_force_from: Option<Day>,
}

/// An award to somebody, as the rolling sums see it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RecentAward {
    /// The day of the award.
    pub day: Day,
    /// How much.
    pub amount: Amount,
}

/// A pledge.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pledge {
    /// The office that took it.
    pub office: OfficeId,
    /// The fund that it is made to.
    pub fund: FundId,
    /// Its parts.
    pub instalments: Vec<Instalment>,
    /// What was received of it.
    pub received: Amount,
    /// What was cancelled or written off.
    pub given_up: Amount,
    /// Who recorded it.
    pub recorded: Act,
    /// The last change.
    pub last: Act,
}

impl Pledge {
    /// What is promised in all.
    #[must_use]
    pub fn pledged(&self) -> Amount {
        self.instalments.iter().fold(Amount::ZERO, |sum, part| sum.checked_add(part.count).unwrap_or(Amount::MAX))
    }

    /// What may still come.
    #[must_use]
    pub fn open(&self) -> Amount {
        let left = self.pledged().checked_sub(self.received).and_then(|left| left.checked_sub(self.given_up));
        left.unwrap_or(Amount::ZERO)
    }
}

/// What a receipt did for its pledge.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fulfilment {
    /// The pledge, and how much of it the receipt fulfils still.
    pub part: PledgePart,
    /// How much of the receipt goes beyond the pledge: this is taken back first.
    pub beyond: Amount,
}

/// An earmark in force.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Earmark {
    /// Which.
    pub id: EarmarkId,
    /// Kept for this programme.
    pub programme: Option<ProgrammeId>,
    /// Kept for this area.
    pub area: Option<AreaId>,
}

/// A payee.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Payee {
    /// Who is paid to it.
    pub beneficiary: BeneficiaryId,
    /// The token of the account.
    pub account: AccountToken,
    /// Who proposed it.
    pub proposed: Act,
    /// Who confirmed it.
    pub confirmed: Option<Act>,
    /// When it may be paid from; `None` until another person confirmed it.
    pub payable_from: Option<Timestamp>,
}
