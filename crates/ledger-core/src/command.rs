//! What someone asks. Imperative, already well formed: what can be seen without the state of the book was
//! checked at the door.

use crate::event::{
    AccountOpened, ApprovalGiven, ApprovalPolicySet, AreaRegistered, BeneficiaryEnrolled, CampaignClosed,
    CampaignRegistered, Channel, ClassRegistered, ClockAdvanced, DonorRegistered, EarmarkLifted, EarmarkPlaced,
    Evidence, ExternalPayment, GrantApplied, Instalment, ItemRegistered, KitDesigned, LotAppraised, OfficeRegistered,
    PayeeConfirmed, PayeeProposed, PrincipalAdmitted, ProgrammeRegistered, ProgrammeRuleSet, Reason,
    RegistrationConfirmed, Restriction, ReturnReason, Source, ValuationBasis,
};
use crate::ids::{
    AccountId, AccountToken, AllotmentId, BeneficiaryId, CampaignId, ContentHash, DonorId, Fingerprint, FundId,
    GrantId, Index, ItemId, KitDesignId, KitId, ListId, LotId, OfficeId, PledgeId, PrincipalId, ProgrammeId, ReceiptId,
    RequestId,
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
    /// Propose a campaign.
    RegisterCampaign(CampaignRegistered),
    /// Propose a class of beneficiaries or intents.
    RegisterClass(ClassRegistered),
    /// Propose a version of the approval policy.
    SetApprovalPolicy(ApprovalPolicySet),
    /// Propose an item for the catalogue of goods.
    RegisterItem(ItemRegistered),
    /// Propose a design of a kit.
    DesignKit(KitDesigned),
    /// Confirm what another administrator proposed.
    Confirm(RegistrationConfirmed),
    /// Close a campaign before its last day.
    CloseCampaign(CampaignClosed),
    /// Propose the name and account of a beneficiary.
    ProposePayee(PayeeProposed),
    /// Confirm a payee that another person proposed.
    ConfirmPayee(PayeeConfirmed),
    /// Approve a grant or list, as one of several.
    GiveApproval(ApprovalGiven),
    /// Record a promise of money or goods.
    RecordPledge(RecordPledge),
    /// Change the instalments of a pledge.
    AmendPledge {
        /// The pledge.
        pledge: PledgeId,
        /// The entry that last changed it, as the caller saw it.
        last_change: Index,
        /// All parts from here on.
        instalments: Vec<Instalment>,
    },
    /// Cancel what is open of a pledge, because the donor withdrew it.
    CancelPledge {
        /// The pledge.
        pledge: PledgeId,
        /// The entry that last changed it, as the caller saw it.
        last_change: Index,
        /// Why.
        reason: Reason,
    },
    /// Give up what is open of a pledge, or part of it.
    WriteOffPledge {
        /// The pledge.
        pledge: PledgeId,
        /// The entry that last changed it, as the approver saw it.
        last_change: Index,
        /// How much; `None` for all that is open.
        count: Option<Amount>,
        /// Why.
        reason: Reason,
    },
    /// Make out a copy of a receipt.
    ReissueReceipt {
        /// The receipt.
        receipt: ReceiptId,
    },
    /// Take back from a line what it was notified of and has not used.
    RecallAllotment(Recall),
    /// Keep a fund for something.
    PlaceEarmark(EarmarkPlaced),
    /// Keep it no longer.
    LiftEarmark(EarmarkLifted),
    /// Record goods that came in.
    RecordLot(RecordLot),
    /// Confirm the value of a lot.
    AppraiseLot(LotAppraised),
    /// Put a kit together.
    AssembleKit(AssembleKit),
    /// Take a kit apart.
    DissolveKit {
        /// The kit.
        kit: KitId,
        /// The entry that last changed it, as the caller saw it.
        last_change: Index,
    },
    /// Record that the kit of a grant was handed over.
    HandOver {
        /// The grant.
        grant: GrantId,
        /// The entry that last changed it, as the caller saw it.
        last_change: Index,
        /// The delivery act.
        evidence: Evidence,
    },
    /// A line of a list that is being submitted.
    SubmitLine(SubmitLine),
    /// A row of a bank's file that is being imported.
    ImportRow(ImportRow),
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
    /// Approve again, for the payee that the beneficiary has now.
    RenewPayee,
    /// Reserve a kit: what securing credit is to a grant in cash.
    ReserveKit {
        /// The kit.
        kit: KitId,
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
    /// The campaign that it answers: it is restricted to the campaign's purpose at the least.
    pub campaign: Option<CampaignId>,
    /// The pledge that it fulfils: it comes into the pledge's fund.
    pub pledge: Option<PledgeId>,
}

/// What a pledge promises.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pledged {
    /// Money.
    Money,
    /// Units of an item.
    Goods(ItemId),
}

/// See [`Command::RecordPledge`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecordPledge {
    /// The office that took the promise.
    pub office: OfficeId,
    /// Who promised; none for an anonymous promise.
    pub donor: Option<DonorId>,
    /// Where it will come from.
    pub source: Source,
    /// What the donor wants done with it.
    pub restriction: Restriction,
    /// Money or goods.
    pub pledged: Pledged,
    /// Its parts.
    pub instalments: Vec<Instalment>,
    /// The campaign that it answers.
    pub campaign: Option<CampaignId>,
    /// The day to book it on; the day of recording if `None`.
    pub booking_date: Option<Day>,
}

/// See [`Command::RecallAllotment`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Recall {
    /// The office whose line gives back.
    pub office: OfficeId,
    /// The line's programme.
    pub programme: ProgrammeId,
    /// The line's fiscal year.
    pub year: FiscalYear,
    /// How much.
    pub amount: Amount,
    /// The office above whose line gets it back; `None` if it goes back to its funds.
    pub parent: Option<OfficeId>,
}

/// See [`Command::RecordLot`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecordLot {
    /// The office that received.
    pub office: OfficeId,
    /// The store that holds the goods.
    pub store: AccountId,
    /// What they are.
    pub item: ItemId,
    /// How many units.
    pub count: Amount,
    /// What one unit is worth.
    pub unit_value: Amount,
    /// How that was found.
    pub basis: ValuationBasis,
    /// The document behind it.
    pub evidence: Evidence,
    /// Where they come from.
    pub source: Source,
    /// What the donor wants done with them.
    pub restriction: Restriction,
    /// The donor; none for an anonymous gift.
    pub donor: Option<DonorId>,
    /// The campaign that it answers.
    pub campaign: Option<CampaignId>,
    /// The pledge that it fulfils.
    pub pledge: Option<PledgeId>,
    /// The day to book it on; the day of recording if `None`.
    pub booking_date: Option<Day>,
}

/// See [`Command::AssembleKit`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AssembleKit {
    /// What to put it together to.
    pub design: KitDesignId,
    /// The office that will hand it over.
    pub office: OfficeId,
    /// The store that the units are taken from.
    pub store: AccountId,
    /// The lots to take from; empty for all in the store, in the order of taking.
    pub lots: Vec<LotId>,
}

/// See [`Command::SubmitLine`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SubmitLine {
    /// The number of the line, from 1.
    pub line: u32,
    /// The programme.
    pub programme: ProgrammeId,
    /// The office that serves the applicant.
    pub office: OfficeId,
    /// Who gets it.
    pub beneficiary: BeneficiaryId,
    /// How much.
    pub amount: Amount,
    /// The account that the line names: it has to be the one of the beneficiary's payee.
    pub account: AccountToken,
}

/// See [`Command::ImportRow`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ImportRow {
    /// The number of the row, from 1.
    pub row: u32,
    /// The line of the list that it is about.
    pub line: u32,
    /// The account that it names.
    pub account: AccountToken,
    /// How much.
    pub amount: Amount,
    /// Why the bank sent it back; `None` if it was paid.
    pub returned: Option<ReturnReason>,
}

/// A step of a list. Its items are the lines: of the request itself for a submission and for results, else those of the
/// list as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ListAct {
    /// Submit the lines of this request.
    Submit {
        /// The office that makes the list.
        office: OfficeId,
        /// How many lines it declares.
        declared_count: u32,
        /// What it declares that they sum up to.
        declared_total: Amount,
        /// The token of the lines in their normal form.
        content: ContentHash,
    },
    /// Approve the list: secure the credit of each line and award it.
    Approve {
        /// The list.
        list: ListId,
        /// The entry that last changed it, as the approver saw it.
        last_change: Index,
        /// The account that will pay.
        account: AccountId,
    },
    /// Release the list: order each payment that is due, or due again.
    Release {
        /// The list.
        list: ListId,
        /// The entry that last changed it, as the releaser saw it.
        last_change: Index,
        /// The accounts as the vault holds them now, of all lines that are due; each has to be the one that was approved.
        opened: Vec<(GrantId, AccountToken)>,
    },
    /// Import the rows of this request.
    Import {
        /// The list.
        list: ListId,
        /// SHA-256 of the bank's file.
        file: ContentHash,
    },
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
    /// The items; none where they are the lines of a list that is in the book.
    pub commands: Vec<Command>,
    /// The step of a list that the request is.
    pub list: Option<ListAct>,
}
