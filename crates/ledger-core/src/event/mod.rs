//! What happened: the entries of the book. Past tense, facts only, and every entry that moves money names the
//! numbers that it moves, so that a reader needs no rule to follow them.

mod allotments;
mod book;
mod grants;
mod people;
mod receipts;
mod refused;
mod register;

pub use allotments::{AllotmentNotified, Allotted, LineOpened};
pub use book::{BookOpened, Clock, ClockAdvanced, RulesetAdopted};
pub use grants::{
    CreditSecured, GrantApplied, GrantAwarded, GrantCancelled, GrantDecided, GrantVerified, PaymentOrdered,
    PaymentReturned, PaymentSettled, ReturnReason,
};
pub use people::{BeneficiaryEnrolled, BeneficiaryKind, BeneficiaryVerified, DonorKind, DonorRegistered, GroupKey};
pub use receipts::{
    Channel, ExternalPayment, FundOpened, Reason, ReceiptRecorded, ReceiptReversed, Restriction, SeriesOpened, Source,
};
pub use refused::{Refused, RefusedItem};
pub use register::{
    AccountOpened, AreaLevel, AreaRegistered, DecisionRef, OfficeKind, OfficeRegistered, PrincipalAdmitted,
    PrincipalKind, ProgrammeRegistered, ProgrammeRuleSet, RegistrationConfirmed,
};

use crate::ids::{Fingerprint, Index, PrincipalId, RequestId};
use crate::time::Timestamp;

/// One entry of the book.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The ruleset that it was decided under, and is checked by.
    pub ruleset: u32,
    /// Its position.
    pub index: Index,
    /// When it was recorded; never before the entry ahead of it.
    pub recorded_at: Timestamp,
    /// Who asked. The index of an admission; 0, for nobody, in the book's first act.
    pub principal: PrincipalId,
    /// The head of the request, in the first entry of its act only.
    pub head: Option<RequestHead>,
    /// What happened.
    pub event: Event,
}

/// What all entries of one request share; stands once, in the first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RequestHead {
    /// The client's request id; `None` for the book's opening and for a refusal of a reused id.
    pub request: Option<(RequestId, Fingerprint)>,
    /// How many items the request had.
    pub item_count: u32,
    /// How many entries the act has, this one included.
    pub entry_count: u32,
}

/// What happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    /// The book was opened; entry 0, once.
    BookOpened(BookOpened),
    /// From here on another ruleset decides and checks.
    RulesetAdopted(RulesetAdopted),
    /// The clock of a scripted book was set forward.
    ClockAdvanced(ClockAdvanced),
    /// An area was proposed.
    AreaRegistered(AreaRegistered),
    /// An office was proposed.
    OfficeRegistered(OfficeRegistered),
    /// A principal was proposed.
    PrincipalAdmitted(PrincipalAdmitted),
    /// A programme was proposed.
    ProgrammeRegistered(ProgrammeRegistered),
    /// A version of a programme's rule was proposed.
    ProgrammeRuleSet(ProgrammeRuleSet),
    /// An account was proposed.
    AccountOpened(AccountOpened),
    /// Another administrator confirmed what was proposed; it is in force from here on.
    RegistrationConfirmed(RegistrationConfirmed),
    /// A donor became known.
    DonorRegistered(DonorRegistered),
    /// A beneficiary was enrolled.
    BeneficiaryEnrolled(BeneficiaryEnrolled),
    /// Another person verified the beneficiary, who is payable from here on.
    BeneficiaryVerified(BeneficiaryVerified),
    /// A fund was opened, in the act of its first receipt.
    FundOpened(FundOpened),
    /// A series was opened, in the act of its first receipt.
    SeriesOpened(SeriesOpened),
    /// Money came in.
    ReceiptRecorded(ReceiptRecorded),
    /// A receipt, or part of it, was taken back.
    ReceiptReversed(ReceiptReversed),
    /// A line was opened, in the act of its first allotment.
    LineOpened(LineOpened),
    /// Numbers were allotted to a line.
    Allotted(Allotted),
    /// The allotment was notified; the line may draw on it.
    AllotmentNotified(AllotmentNotified),
    /// Somebody applied for a grant.
    GrantApplied(GrantApplied),
    /// The need was determined (تشخیص).
    GrantDecided(GrantDecided),
    /// Credit was secured (تأمین اعتبار): the numbers are encumbered.
    CreditSecured(CreditSecured),
    /// The grant was awarded (تعهد).
    GrantAwarded(GrantAwarded),
    /// The liability was verified (تسجیل): now a debt.
    GrantVerified(GrantVerified),
    /// The payment was ordered (حواله).
    PaymentOrdered(PaymentOrdered),
    /// The bank paid (پرداخت).
    PaymentSettled(PaymentSettled),
    /// The bank sent it back.
    PaymentReturned(PaymentReturned),
    /// The grant was cancelled; its keys are free again.
    GrantCancelled(GrantCancelled),
    /// A request, or items of it, were refused by the rules.
    Refused(Refused),
}

impl Event {
    /// Whether this entry only prepares the one that follows in its act (a fund, a series, a line opened on the
    /// way). Every item of a request has exactly one entry that does not.
    #[must_use]
    pub const fn is_opening(&self) -> bool {
        matches!(self, Self::FundOpened(_) | Self::SeriesOpened(_) | Self::LineOpened(_))
    }
}
