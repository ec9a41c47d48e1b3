//! What someone asks. Imperative, already well formed: what can be seen without the state of the book was
//! checked at the door.

use crate::event::{AccountOpened, ClockAdvanced, GrantApplied, RegistrationConfirmed};
use crate::event::{
    AreaRegistered, BeneficiaryEnrolled, Channel, DonorRegistered, ExternalPayment, OfficeRegistered,
    PrincipalAdmitted, ProgrammeRegistered, ProgrammeRuleSet, Reason, Restriction, ReturnReason, Source,
};
use crate::ids::{
    AccountId, AllotmentId, BeneficiaryId, DonorId, Fingerprint, FundId, GrantId, Index, OfficeId, PrincipalId,
    ProgrammeId, ReceiptId, RequestId,
};
use crate::money::Amount;
use crate::time::{Day, FiscalYear};

/// One thing that someone asks for. Where the entry holds just what was asked, the command is that fact.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    /// Set the clock of a scripted book forward.
    AdvanceClock(ClockAdvanced),
    /// Propose an area.
    RegisterArea(AreaRegistered),
    /// Propose an office.
    RegisterOffice(OfficeRegistered),
    /// Propose a principal.
    AdmitPrincipal(PrincipalAdmitted),
    /// Propose a programme.
    RegisterProgramme(ProgrammeRegistered),
    /// Propose a version of a programme's rule.
    SetProgrammeRule(ProgrammeRuleSet),
    /// Propose an account.
    OpenAccount(AccountOpened),
    /// Confirm what another administrator proposed.
    Confirm(RegistrationConfirmed),
    /// Make a donor known.
    RegisterDonor(DonorRegistered),
    /// Enrol a beneficiary.
    EnrolBeneficiary(BeneficiaryEnrolled),
    /// Verify a beneficiary that another person enrolled.
    VerifyBeneficiary {
        /// Who.
        beneficiary: BeneficiaryId,
        /// The entry that last changed it, as the verifier saw it.
        last_change: Index,
    },
    /// Record money that came in.
    RecordReceipt(RecordReceipt),
    /// Take a receipt, or part of it, back.
    ReverseReceipt {
        /// The receipt.
        receipt: ReceiptId,
        /// How much; `None` for all that is left.
        amount: Option<Amount>,
        /// Why.
        reason: Reason,
    },
    /// Allot money to a line.
    Allot(Allot),
    /// Notify an allotment, so that its line may draw.
    NotifyAllotment {
        /// The allotment.
        allotment: AllotmentId,
        /// The entry that last changed it, as the notifier saw it.
        last_change: Index,
    },
    /// Apply for a grant.
    ApplyForGrant(GrantApplied),
    /// One step on the path of a grant.
    Grant {
        /// The grant.
        grant: GrantId,
        /// The entry that last changed it, as the caller saw it.
        last_change: Index,
        /// The step.
        step: GrantStep,
    },
}

/// A step on the path of a grant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GrantStep {
    /// Determine the need under the rule in force.
    Decide,
    /// Encumber the amount in the line of the grant's office, programme and current year.
    SecureCredit {
        /// The account that will pay.
        account: AccountId,
    },
    /// Award: the approval.
    Award,
    /// Verify the liability.
    Verify,
    /// Order the payment.
    OrderPayment,
    /// Record that the bank paid.
    SettlePayment,
    /// Record that the bank sent it back.
    ReturnPayment {
        /// What the bank says.
        reason: ReturnReason,
    },
    /// Cancel.
    Cancel {
        /// Why.
        reason: Reason,
    },
}

/// See [`Command::RecordReceipt`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecordReceipt {
    /// The office that received.
    pub office: OfficeId,
    /// The account that holds the money.
    pub account: AccountId,
    /// How much.
    pub amount: Amount,
    /// Where it comes from.
    pub source: Source,
    /// What the donor wants done with it.
    pub restriction: Restriction,
    /// The donor; none for an anonymous gift.
    pub donor: Option<DonorId>,
    /// How it came.
    pub channel: Channel,
    /// The payment outside.
    pub payment: Option<ExternalPayment>,
    /// The day to book it on; the day of recording if `None`.
    pub booking_date: Option<Day>,
    /// The day of value.
    pub value_date: Option<Day>,
}

/// See [`Command::Allot`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Allot {
    /// The office whose line gets the money.
    pub office: OfficeId,
    /// The line's programme.
    pub programme: ProgrammeId,
    /// The line's fiscal year.
    pub year: FiscalYear,
    /// How much.
    pub amount: Amount,
    /// Where it is taken from.
    pub origin: AllotmentOrigin,
}

/// Where an allotment takes its numbers from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AllotmentOrigin {
    /// From whichever funds admit it, in the order of taking.
    Funds,
    /// From this fund and no other.
    Fund(FundId),
    /// From the line of the office above, same programme and year.
    ParentLine {
        /// The office above.
        office: OfficeId,
    },
}

/// How the items of a request hang together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// All or none.
    Atomic,
    /// Each for itself, in order.
    Each,
}

/// A request: one or many commands under one id.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Request {
    /// Who asks.
    pub principal: PrincipalId,
    /// What the client calls it.
    pub id: RequestId,
    /// Equal content, equal fingerprint.
    pub fingerprint: Fingerprint,
    /// How the items hang together.
    pub mode: Mode,
    /// The items.
    pub commands: Vec<Command>,
}
