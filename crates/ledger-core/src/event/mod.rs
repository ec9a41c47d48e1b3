//! What happened: the entries of the book. Past tense, facts only, and every entry that moves money names the
//! numbers that it moves, so that a reader needs no rule to follow them.

mod allotments;
mod book;
mod campaigns;
mod goods;
mod grants;
mod lists;
mod payees;
mod people;
mod pledges;
mod policies;
mod receipts;
mod refused;
mod register;

pub use allotments::{AllotmentNotified, AllotmentRecalled, Allotted, EarmarkLifted, EarmarkPlaced, LineOpened};
pub use book::{BookOpened, Clock, ClockAdvanced, RulesetAdopted};
pub use campaigns::{CampaignClosed, CampaignKind, CampaignRegistered};
pub use goods::{
    BillRow, Evidence, ItemRegistered, KitAssembled, KitDesigned, KitDissolved, LotAppraised, LotReceived,
    MOST_BILL_ROWS, ValuationBasis,
};
pub use grants::{
    CreditSecured, GoodsHandedOver, GrantApplied, GrantAwarded, GrantCancelled, GrantDecided, GrantVerified,
    KitReserved, ListPlace, PayeeRenewed, PaymentOrdered, PaymentReturned, PaymentSettled, Reported, ReturnReason,
};
pub use lists::{ListApproved, ListReleased, ListSubmitted, MOST_LINES, ResultsImported};
pub use payees::{PayeeConfirmed, PayeeProposed};
pub use people::{BeneficiaryEnrolled, BeneficiaryKind, BeneficiaryVerified, DonorKind, DonorRegistered, GroupKey};
pub use pledges::{Instalment, MOST_INSTALMENTS, PledgeAmended, PledgeCancelled, PledgeRecorded, PledgeWrittenOff};
pub use policies::{ApprovalBand, ApprovalGiven, ApprovalPolicySet, MOST_BANDS};
pub use receipts::{
    Channel, ExternalPayment, FundOpened, PledgePart, Reason, ReceiptRecorded, ReceiptReissued, ReceiptReversed,
    Restriction, SeriesOpened, Source,
};
pub use refused::{Refused, RefusedItem};
pub use register::{
    AccountKind, AccountOpened, AreaLevel, AreaRegistered, ClassKind, ClassRegistered, DecisionRef, OfficeKind,
    OfficeRegistered, PrincipalAdmitted, PrincipalKind, ProgrammeRegistered, ProgrammeRuleSet, RegistrationConfirmed,
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
    /// A campaign was proposed.
    CampaignRegistered(CampaignRegistered),
    /// A campaign takes no more gifts.
    CampaignClosed(CampaignClosed),
    /// A class was proposed.
    ClassRegistered(ClassRegistered),
    /// A version of the approval policy was proposed.
    ApprovalPolicySet(ApprovalPolicySet),
    /// One of the persons whom the policy asks for approved a grant or a list.
    ApprovalGiven(ApprovalGiven),
    /// Somebody promised money or goods.
    PledgeRecorded(PledgeRecorded),
    /// The promise was changed.
    PledgeAmended(PledgeAmended),
    /// What was open of the promise is promised no longer.
    PledgeCancelled(PledgeCancelled),
    /// The promise, or part of it, was given up.
    PledgeWrittenOff(PledgeWrittenOff),
    /// A copy of a receipt was made out.
    ReceiptReissued(ReceiptReissued),
    /// A line gave back what it had not used.
    AllotmentRecalled(AllotmentRecalled),
    /// The organisation keeps a fund for something.
    EarmarkPlaced(EarmarkPlaced),
    /// It keeps it no longer.
    EarmarkLifted(EarmarkLifted),
    /// The name and account of a beneficiary were proposed.
    PayeeProposed(PayeeProposed),
    /// Another person confirmed them.
    PayeeConfirmed(PayeeConfirmed),
    /// A grant is paid to the beneficiary's new payee: the approval was given again.
    PayeeRenewed(PayeeRenewed),
    /// A list was submitted; its lines follow.
    ListSubmitted(ListSubmitted),
    /// A list was approved; the credit and the award of each line follow.
    ListApproved(ListApproved),
    /// A list was released; the verification and the payment order of each line follow.
    ListReleased(ListReleased),
    /// A bank's result file was imported; the result of each row follows.
    ResultsImported(ResultsImported),
    /// An item of goods was proposed for the catalogue.
    ItemRegistered(ItemRegistered),
    /// A design of a kit was proposed.
    KitDesigned(KitDesigned),
    /// Goods came in.
    LotReceived(LotReceived),
    /// An appraiser confirmed the value of a lot.
    LotAppraised(LotAppraised),
    /// A kit was put together.
    KitAssembled(KitAssembled),
    /// A kit was taken apart.
    KitDissolved(KitDissolved),
    /// A kit was reserved for a grant.
    KitReserved(KitReserved),
    /// A kit was handed over.
    GoodsHandedOver(GoodsHandedOver),
    /// A request, or items of it, were refused by the rules.
    Refused(Refused),
}

impl Event {
    /// Whether this entry only prepares the one that follows in its act: a fund, a series, a line opened on the
    /// way; the entry that opens the act of a list; and of each line of that list all but the last. Every item of a
    /// request has exactly one entry that does not.
    #[must_use]
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "those that only prepare are named; every other stands for itself"
    )]
    pub const fn is_opening(&self) -> bool {
        match self {
            Self::FundOpened(_)
            | Self::SeriesOpened(_)
            | Self::LineOpened(_)
            | Self::ListSubmitted(_)
            | Self::ListApproved(_)
            | Self::ListReleased(_)
            | Self::ResultsImported(_) => true,
            Self::GrantApplied(e) => e.list.is_some(),
            Self::CreditSecured(e) => e.list.is_some(),
            Self::GrantVerified(e) => e.list.is_some(),
            _ => false,
        }
    }
}
