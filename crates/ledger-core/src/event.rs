//! What happened: the entries of the book. Past tense, facts only, and every entry that moves money names the
//! numbers that it moves, so that a reader needs no rule to follow them.

use crate::ids::{
    AccountId, AllotmentId, AreaId, BeneficiaryId, BenefitKey, BookId, DonorId, Fingerprint, FundId, GrantId, Index,
    KeyHash, LineId, OfficeId, PersonToken, PrincipalId, ProgrammeId, PublicKey, ReceiptId, Reference, RequestId,
    RuleId,
};
use crate::money::Amount;
use crate::ranges::{Range, Ranges};
use crate::rejection::Rejection;
use crate::role::Roles;
use crate::text::{Code, Name};
use crate::time::{Day, FiscalYear, Timestamp};

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

/// How a book tells the time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Clock {
    /// From the machine.
    System,
    /// From its own `ClockAdvanced` entries: demonstrations and tests.
    Scripted,
}

/// Entry 0: what the book is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BookOpened {
    /// The book's random name; also the start of its chain.
    pub book: BookId,
    /// The log's name in checkpoints.
    pub origin: Name,
    /// The key that signs checkpoints.
    pub log_key: PublicKey,
    /// The key, kept offline, that certifies the next log key.
    pub root_key: PublicKey,
    /// The unit of every amount, for example `IRR`.
    pub unit: Code,
    /// Minutes that local time is ahead of UTC.
    pub utc_offset_minutes: i16,
    /// The person tokens of the first two administrators, admitted by entries 1 and 2.
    pub first_administrators: [PersonToken; 2],
    /// How the book tells the time.
    pub clock: Clock,
    /// Whether it is a demonstration.
    pub demo: bool,
}

/// See [`Event::RulesetAdopted`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RulesetAdopted {
    /// The new ruleset; larger than the one before.
    pub ruleset: u32,
}

/// See [`Event::ClockAdvanced`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ClockAdvanced {
    /// The time from here on.
    pub to: Timestamp,
}

/// How far an area reaches.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum AreaLevel {
    /// The whole country.
    Country,
    /// A province (استان).
    Province,
    /// A county (شهرستان).
    County,
    /// A neighbourhood (محله).
    Neighbourhood,
}

/// See [`Event::AreaRegistered`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AreaRegistered {
    /// Its code, unique in the book.
    pub code: Code,
    /// How far it reaches.
    pub level: AreaLevel,
    /// The area that holds it; none for the country only.
    pub parent: Option<AreaId>,
    /// Its public name.
    pub name: Name,
    /// The first day on which it exists.
    pub valid_from: Day,
}

/// What an office is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum OfficeKind {
    /// A welfare office: it spends.
    Welfare,
    /// A benefactor assembly.
    Assembly,
    /// A partner organisation.
    Partner,
}

/// See [`Event::OfficeRegistered`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OfficeRegistered {
    /// Its code, unique in the book.
    pub code: Code,
    /// What it is.
    pub kind: OfficeKind,
    /// The office above it; none for the national office only.
    pub parent: Option<OfficeId>,
    /// The area that it serves.
    pub area: AreaId,
}

/// Whether a principal is a human or a system.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PrincipalKind {
    /// A human, bound to one person token.
    Human(PersonToken),
    /// A system: it never approves.
    System,
}

/// See [`Event::PrincipalAdmitted`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PrincipalAdmitted {
    /// A human or a system.
    pub kind: PrincipalKind,
    /// The office that it works for; none for the two first administrators only.
    pub office: Option<OfficeId>,
    /// What it may do.
    pub roles: Roles,
    /// SHA-256 of its API key; the key itself was drawn by the client and never came here.
    pub api_key_hash: KeyHash,
}

/// A decision of a body, with its number and date, that stands behind a rule or a grant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DecisionRef {
    /// The number of the decision (مصوبه).
    pub number: Code,
    /// Its date.
    pub date: Day,
}

/// See [`Event::ProgrammeRegistered`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProgrammeRegistered {
    /// Its code, unique in the book.
    pub code: Code,
    /// Its public name.
    pub name: Name,
}

/// See [`Event::ProgrammeRuleSet`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProgrammeRuleSet {
    /// The programme.
    pub programme: ProgrammeId,
    /// The most that one grant may be.
    pub cap: Amount,
    /// The group within which a person gets at most one live award.
    pub benefit_group: Code,
    /// The decision behind the rule.
    pub decision: DecisionRef,
    /// The first day on which it is in force; never before the day on which it is recorded.
    pub effective_from: Day,
}

/// See [`Event::AccountOpened`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AccountOpened {
    /// Its code, unique in the book.
    pub code: Code,
    /// The office that owns it.
    pub office: OfficeId,
}

/// See [`Event::RegistrationConfirmed`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RegistrationConfirmed {
    /// What is confirmed.
    pub object: Index,
    /// The entry that last changed it, as the confirmer saw it.
    pub last_change: Index,
}

/// What a donor is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum DonorKind {
    /// A natural person.
    Person,
    /// A legal person.
    Organisation,
    /// A line of state credit.
    StateCredit,
}

/// See [`Event::DonorRegistered`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DonorRegistered {
    /// What the donor is.
    pub kind: DonorKind,
    /// A random reference; who it is stands elsewhere.
    pub reference: Reference,
}

/// What a beneficiary is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum BeneficiaryKind {
    /// One person.
    Person,
    /// A couple.
    Couple,
    /// A household.
    Household,
}

/// An identity within one benefit group.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct GroupKey {
    /// The benefit group.
    pub group: Code,
    /// The keyed token of the identity in it.
    pub key: BenefitKey,
}

/// See [`Event::BeneficiaryEnrolled`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BeneficiaryEnrolled {
    /// One person, a couple or a household.
    pub kind: BeneficiaryKind,
    /// The office that serves it.
    pub office: OfficeId,
    /// A random reference; who it is stands elsewhere.
    pub reference: Reference,
    /// The tokens of its persons.
    pub persons: Vec<PersonToken>,
    /// The keys that an award to it occupies, for each benefit group that it may ask in.
    pub keys: Vec<GroupKey>,
}

/// See [`Event::BeneficiaryVerified`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BeneficiaryVerified {
    /// Who was verified.
    pub beneficiary: BeneficiaryId,
    /// The entry that last changed it, as the verifier saw it.
    pub last_change: Index,
}

/// What a donor wants done with the gift. What is `None` is left to the organisation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Restriction {
    /// For this programme only.
    pub programme: Option<ProgrammeId>,
    /// For this area, and all within it, only.
    pub area: Option<AreaId>,
}

impl Restriction {
    /// How many dimensions are set: of two that fit, the one that says more is used first.
    #[must_use]
    pub fn dimensions(&self) -> u8 {
        u8::from(self.programme.is_some()).saturating_add(u8::from(self.area.is_some()))
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

/// See [`Event::FundOpened`]. The fund's id is this entry's index.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FundOpened {
    /// The donors' restriction.
    pub restriction: Restriction,
    /// Where the money comes from.
    pub source: Source,
}

/// See [`Event::SeriesOpened`]. The series' id is this entry's index.
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

/// See [`Event::ReceiptRecorded`]. The amount is the count of `numbers`.
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
}

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

/// See [`Event::ReceiptReversed`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReceiptReversed {
    /// The receipt.
    pub receipt: ReceiptId,
    /// The numbers taken back: free ones of the receipt, highest first.
    pub ranges: Ranges,
    /// Why.
    pub reason: Reason,
}

/// See [`Event::LineOpened`]. The line's id is this entry's index.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct LineOpened {
    /// The office that may draw.
    pub office: OfficeId,
    /// For this programme.
    pub programme: ProgrammeId,
    /// In this fiscal year.
    pub year: FiscalYear,
}

/// See [`Event::Allotted`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Allotted {
    /// The line that gets the numbers.
    pub line: LineId,
    /// The line that gives them; none when they come from funds.
    pub parent: Option<LineId>,
    /// The numbers.
    pub ranges: Ranges,
}

/// See [`Event::AllotmentNotified`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AllotmentNotified {
    /// The allotment.
    pub allotment: AllotmentId,
    /// The entry that last changed it, as the notifier saw it.
    pub last_change: Index,
    /// The line that may draw now.
    pub line: LineId,
    /// The numbers.
    pub ranges: Ranges,
}

/// See [`Event::GrantApplied`].
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

/// See [`Event::GrantDecided`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct GrantDecided {
    /// The grant.
    pub grant: GrantId,
    /// The entry that last changed it.
    pub last_change: Index,
    /// The version of the rule in force on this day.
    pub rule: RuleId,
}

/// See [`Event::CreditSecured`].
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

/// See [`Event::GrantAwarded`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct GrantAwarded {
    /// The grant.
    pub grant: GrantId,
    /// The entry that last changed it, as the approver saw it.
    pub last_change: Index,
}

/// See [`Event::GrantVerified`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct GrantVerified {
    /// The grant.
    pub grant: GrantId,
    /// The entry that last changed it.
    pub last_change: Index,
}

/// See [`Event::PaymentOrdered`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PaymentOrdered {
    /// The grant.
    pub grant: GrantId,
    /// The entry that last changed it, as the releaser saw it.
    pub last_change: Index,
    /// The numbers, now in payment.
    pub ranges: Ranges,
}

/// See [`Event::PaymentSettled`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PaymentSettled {
    /// The grant.
    pub grant: GrantId,
    /// The order that the bank carried out.
    pub last_change: Index,
    /// The numbers, now spent.
    pub ranges: Ranges,
}

/// See [`Event::PaymentReturned`].
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

/// See [`Event::GrantCancelled`].
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

/// See [`Event::Refused`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refused {
    /// What was refused, in the order of the items.
    pub items: Vec<RefusedItem>,
    /// The first entry of the request that already has this id, if that is why.
    pub conflicts_with: Option<Index>,
}

/// One refused item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RefusedItem {
    /// Which item of the request, from 0.
    pub ordinal: u32,
    /// Why.
    pub rejection: Rejection,
}

impl Event {
    /// Whether this entry only prepares the one that follows in its act (a fund, a series, a line opened on the
    /// way). Every item of a request has exactly one entry that does not.
    #[must_use]
    pub const fn is_opening(&self) -> bool {
        matches!(self, Self::FundOpened(_) | Self::SeriesOpened(_) | Self::LineOpened(_))
    }
}
