//! The path of a grant.

use super::goods::Evidence;
use super::receipts::Reason;
use crate::ids::{
    AccountId, AccountToken, BeneficiaryId, GrantId, Index, KitDesignId, KitId, LineId, ListId, OfficeId, PayeeId,
    ProgrammeId, ResultsId, RuleId,
};
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
    /// How much: of a kit, what the catalogue says that its items are worth.
    pub amount: Amount,
    /// The name and the account that it is paid to; none for a grant of goods.
    pub payee: Option<PayeeId>,
    /// The design of the kit that is asked for; none for a grant in cash.
    pub kit: Option<KitDesignId>,
    /// The place in the list that it is a line of; none for a grant on its own.
    pub list: Option<ListPlace>,
}

/// A line's place in its list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ListPlace {
    /// The list.
    pub list: ListId,
    /// The number of the line, from 1.
    pub line: u32,
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
    /// The list whose approval secures it; the award of the line follows at once.
    pub list: Option<ListId>,
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
    /// The list whose release verifies it; the payment order of the line follows at once.
    pub list: Option<ListId>,
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
    /// What the bank's file says; none for a grant on its own.
    pub reported: Option<Reported>,
}

/// A row of a bank's result file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reported {
    /// The file.
    pub results: ResultsId,
    /// The number of the row, from 1.
    pub row: u32,
    /// The account that the row names.
    pub account: AccountToken,
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
    /// What the bank's file says; none for a grant on its own.
    pub reported: Option<Reported>,
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

/// See [`Event::PayeeRenewed`](super::Event::PayeeRenewed).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PayeeRenewed {
    /// The grant.
    pub grant: GrantId,
    /// The entry that last changed it, as the approver saw it.
    pub last_change: Index,
    /// The payee that it is paid to from here on.
    pub payee: PayeeId,
}

/// See [`Event::KitReserved`](super::Event::KitReserved).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KitReserved {
    /// The grant.
    pub grant: GrantId,
    /// The entry that last changed it.
    pub last_change: Index,
    /// The kit, put together to the grant's design.
    pub kit: KitId,
}

/// See [`Event::GoodsHandedOver`](super::Event::GoodsHandedOver).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GoodsHandedOver {
    /// The grant.
    pub grant: GrantId,
    /// The entry that last changed it.
    pub last_change: Index,
    /// The kit.
    pub kit: KitId,
    /// Its units, now handed over.
    pub units: Ranges,
    /// The delivery act that the beneficiary or a collector signed.
    pub evidence: Evidence,
}
