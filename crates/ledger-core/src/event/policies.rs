//! Who has to approve what, by how much it is about.

use super::register::{AreaLevel, DecisionRef};
use crate::ids::{Index, ProgrammeId};
use crate::money::Amount;
use crate::time::Day;

/// The most bands that one policy may have.
pub const MOST_BANDS: usize = 16;

/// One band of amounts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ApprovalBand {
    /// The largest amount that it covers; the last band covers [`Amount::MAX`].
    pub up_to: Amount,
    /// How many distinct persons have to approve, the one who awards included: 1 to 8.
    pub approvals: u8,
    /// The approvers' offices serve an area of this level or a wider one.
    pub level: AreaLevel,
}

/// See [`Event::ApprovalPolicySet`](super::Event::ApprovalPolicySet).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ApprovalPolicySet {
    /// The programme that it is for; `None` for all that have no policy of their own.
    pub programme: Option<ProgrammeId>,
    /// How many days back awards to the same payee are added up: 1 to 400.
    pub window_days: u16,
    /// The bands, lowest first, the last without an end.
    pub bands: Vec<ApprovalBand>,
    /// Hours that a changed payee has to wait before it may be paid: 0 to 720.
    pub cooling_off_hours: u16,
    /// The decision behind it.
    pub decision: DecisionRef,
    /// The first day on which it is in force; never before the day on which it is recorded.
    pub effective_from: Day,
}

/// See [`Event::ApprovalGiven`](super::Event::ApprovalGiven).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ApprovalGiven {
    /// The grant or the list.
    pub object: Index,
    /// The entry that last changed it, as the approver saw it. Any change voids the approval.
    pub last_change: Index,
}
