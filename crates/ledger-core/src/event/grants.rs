//! The path of a grant.

use super::receipts::Reason;
use crate::ids::{AccountId, BeneficiaryId, GrantId, Index, LineId, OfficeId, ProgrammeId, RuleId};
use crate::money::Amount;
use crate::ranges::Ranges;

/// Why the bank sent a payment back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReturnReason {
    /// No such account (AC01).
    WrongAccount,
    /// The account is closed (AC04).
    AccountClosed,
    /// The account is blocked (AC06).
    AccountBlocked,
    /// Anything else that the bank says.
    Other,
}

/// See [`Event::GrantApplied`](super::Event::GrantApplied).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct GrantApplied {
    /// The programme.
    pub programme: ProgrammeId,
    /// The office that serves the applicant.
    pub office: OfficeId,
    /// Who gets it.
    pub beneficiary: BeneficiaryId,
    /// How much.
    pub amount: Amount,
}

/// See [`Event::GrantDecided`](super::Event::GrantDecided).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct GrantDecided {
    /// The grant.
    pub grant: GrantId,
    /// The entry that last changed it.
    pub last_change: Index,
    /// The version of the rule in force on this day.
    pub rule: RuleId,
}

/// See [`Event::CreditSecured`](super::Event::CreditSecured).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CreditSecured {
    /// The grant.
    pub grant: GrantId,
    /// The entry that last changed it.
    pub last_change: Index,
    /// The line that pays.
    pub line: LineId,
    /// The account that will pay; it holds all the numbers.
    pub account: AccountId,
    /// The numbers, now encumbered.
    pub ranges: Ranges,
}

/// See [`Event::GrantAwarded`](super::Event::GrantAwarded).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct GrantAwarded {
    /// The grant.
    pub grant: GrantId,
    /// The entry that last changed it, as the approver saw it.
    pub last_change: Index,
}

/// See [`Event::GrantVerified`](super::Event::GrantVerified).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct GrantVerified {
    /// The grant.
    pub grant: GrantId,
    /// The entry that last changed it.
    pub last_change: Index,
}

/// See [`Event::PaymentOrdered`](super::Event::PaymentOrdered).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PaymentOrdered {
    /// The grant.
    pub grant: GrantId,
    /// The entry that last changed it, as the releaser saw it.
    pub last_change: Index,
    /// The numbers, now in payment.
    pub ranges: Ranges,
}

/// See [`Event::PaymentSettled`](super::Event::PaymentSettled).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PaymentSettled {
    /// The grant.
    pub grant: GrantId,
    /// The order that the bank carried out.
    pub last_change: Index,
    /// The numbers, now spent.
    pub ranges: Ranges,
}

/// See [`Event::PaymentReturned`](super::Event::PaymentReturned).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PaymentReturned {
    /// The grant.
    pub grant: GrantId,
    /// The order that the bank sent back.
    pub last_change: Index,
    /// The numbers, encumbered for the grant again.
    pub ranges: Ranges,
    /// Why the bank sent it back.
    pub reason: ReturnReason,
}

/// See [`Event::GrantCancelled`](super::Event::GrantCancelled).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GrantCancelled {
    /// The grant.
    pub grant: GrantId,
    /// The entry that last changed it, as the canceller saw it.
    pub last_change: Index,
    /// Why.
    pub reason: Reason,
    /// The numbers that go back to their line, if credit had been secured.
    pub ranges: Option<Ranges>,
}
