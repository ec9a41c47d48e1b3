//! What the state keeps of each thing.

use crate::event::{
    AccountKind, ApprovalBand, AreaLevel, BillRow, Clock, GroupKey, Instalment, ListPlace, PledgePart, Restriction,
};
use crate::ids::{
    AccountId, AccountToken, AreaId, BeneficiaryId, ClassId, EarmarkId, FundId, GrantId, Index, KitDesignId, KitId,
    LineId, ListId, OfficeId, PayeeId, PersonToken, PrincipalId, ProgrammeId, ResultsId, RuleId,
};
use crate::money::Amount;
use crate::ranges::Range;
use crate::role::Roles;
use crate::text::Code;
use crate::time::{Day, Timestamp};

/// Where the book is: what every entry is compared with first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Frame {
    /// The index of the next entry.
    pub next: Index,
    /// No later entry is recorded before this.
    pub recorded_at: Timestamp,
    /// The ruleset in force.
    pub ruleset: u32,
    /// What the book is; `None` before its opening.
    pub book: Option<Book>,
    /// The act whose entries are not all here yet.
    pub open_act: Option<OpenAct>,
    /// The list whose lines this act is about, while lines are to come.
    pub open_list: Option<OpenList>,
}

/// A list in the middle of a step of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OpenList {
    /// Which.
    pub list: ListId,
    /// Which step.
    pub step: ListStep,
    /// How many lines, or rows of a file, are to come.
    pub missing: u32,
    /// The line that has its first entry and not its last: that one follows at once.
    pub begun: Option<GrantId>,
    /// The bank's file, if this is its import.
    pub file: Option<OpenFile>,
}

/// A bank's file in the middle of its import.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OpenFile {
    /// Which.
    pub results: ResultsId,
    /// How many rows it has.
    pub row_count: u32,
    /// The last row that has its entry.
    pub last_row: u32,
    /// What all rows sum up to.
    pub total: Amount,
    /// What those sum up to that have their entry.
    pub reported: Amount,
}

/// The steps of a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ListStep {
    /// Each line is applied for and decided.
    Submission,
    /// Each line's credit is secured, and it is awarded.
    Approval,
    /// Each line is verified, and its payment ordered.
    Release,
    /// Each row of the bank's file says what became of a line.
    Results,
}

impl Default for Frame {
    fn default() -> Self {
        Self {
            next: Index(0),
            recorded_at: Timestamp::from_micros(i64::MIN),
            ruleset: crate::RULESET,
            book: None,
            open_act: None,
            open_list: None,
        }
    }
}

/// What the rules need to know of the book itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Book {
    /// How it tells the time.
    pub clock: Clock,
    /// Minutes that local time is ahead of UTC.
    pub utc_offset_minutes: i16,
    /// The persons whom entries 1 and 2 admit.
    pub first_administrators: [PersonToken; 2],
}

/// An act of which entries are still to come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OpenAct {
    /// Who asked.
    pub principal: PrincipalId,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// How many items the request had.
    pub item_count: u32,
    /// How many items have their entry.
    pub done: u32,
    /// The last item that was refused, if one was: only refusals of later items follow it.
    pub refused: Option<u32>,
    /// How many entries are to come.
    pub remaining: u32,
}

/// An area.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Area {
    /// How far it reaches.
    pub level: AreaLevel,
    /// The area that holds it.
    pub parent: Option<AreaId>,
}

/// An office.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Office {
    /// The office above.
    pub parent: Option<OfficeId>,
    /// The area that it serves.
    pub area: AreaId,
}

/// A principal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Principal {
    /// The person, if it is a human.
    pub human: Option<PersonToken>,
    /// The office that it works for.
    pub office: Option<OfficeId>,
    /// What it may do.
    pub roles: Roles,
}

/// An account.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Account {
    /// The office that owns it.
    pub office: OfficeId,
    /// What it is.
    pub kind: AccountKind,
}

/// A programme.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Programme {
    /// The classes of beneficiaries that it serves; none: everybody.
    pub classes: Vec<ClassId>,
    /// The intents that it fulfils.
    pub intents: Vec<ClassId>,
}

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

/// How far a list has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub enum ListStage {
    /// Submitted: each line is applied for and decided.
    Submitted = 1,
    /// Approved: each line is awarded.
    Approved = 2,
    /// Released once at least: payments are ordered.
    Released = 3,
}

/// A list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct List {
    /// The office that made it.
    pub office: OfficeId,
    /// How many lines it declares.
    pub declared_count: u32,
    /// What it declares that they sum up to.
    pub declared_total: Amount,
    /// How many lines it has.
    pub count: u32,
    /// What they sum up to.
    pub total: Amount,
    /// How far it has come.
    pub stage: ListStage,
    /// How often it was released.
    pub parts: u32,
    /// The maker.
    pub submitted: Act,
    /// The checker.
    pub approved: Option<Act>,
    /// The account that pays.
    pub account: Option<AccountId>,
    /// What the approver saw; those who approved before have to have seen the same.
    pub seen: Index,
    /// The last change of it, or of a line of it outside of its own steps.
    pub last: Act,
}

/// A design of a kit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KitDesign {
    /// The programme whose grants it is for.
    pub programme: ProgrammeId,
    /// Its items.
    pub bill: Vec<BillRow>,
    /// What the catalogue said that it is worth when it was designed.
    pub catalogue_value: Amount,
}

/// A lot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lot {
    /// Its numbers.
    pub numbers: Range,
    /// What one unit is worth.
    pub unit_value: Amount,
    /// Who recorded it.
    pub recorded: Act,
    /// The first appraiser.
    pub appraised: Option<Act>,
    /// Whether it may be used: its value is the catalogue's at the most, or two appraisers confirmed it.
    pub usable: bool,
}

/// What became of a kit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum KitStanding {
    /// Put together, for whoever asks.
    Ready,
    /// Reserved for this grant.
    Reserved(GrantId),
    /// Handed over for this grant.
    HandedOver(GrantId),
    /// Taken apart.
    Dissolved,
}

/// A kit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kit {
    /// What it was put together to.
    pub design: KitDesignId,
    /// The office that hands it over.
    pub office: OfficeId,
    /// What became of it.
    pub standing: KitStanding,
    /// Who put it together.
    pub assembled: Act,
}

/// Who somebody is when hands are counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Person {
    /// A human, by person token.
    Human(PersonToken),
    /// A system.
    System(PrincipalId),
}

/// A version of a programme's rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rule {
    /// The most that one grant may be.
    pub cap: Amount,
    /// The group within which one live award is allowed.
    pub benefit_group: Code,
    /// The day asked for.
    pub effective_from: Day,
    /// The first day in force: the later of the day asked for and the day of confirmation; `None` until then.
    pub in_force_from: Option<Day>,
}

/// An act on some object: who and where.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Act {
    /// Who.
    pub by: PrincipalId,
    /// The entry.
    pub at: Index,
}

/// A beneficiary.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Beneficiary {
    /// The office that serves it.
    pub office: OfficeId,
    /// The class that it belongs to.
    pub class: Option<ClassId>,
    /// The payee that it has now.
    pub payee: Option<PayeeId>,
    /// Its persons.
    pub persons: Vec<PersonToken>,
    /// Its keys in the benefit groups.
    pub keys: Vec<GroupKey>,
    /// Who enrolled it.
    pub enrolled: Act,
    /// Whether another person verified it.
    pub verified: bool,
}

/// An allotment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Allotment {
    /// The line that gets it.
    pub line: LineId,
    /// The office that gives it.
    pub giver: OfficeId,
    /// Who allotted.
    pub allotted: Act,
    /// Whether it was notified.
    pub notified: bool,
}

/// How far a grant has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub enum Stage {
    /// Applied for.
    Applied = 1,
    /// The need is determined (تشخیص).
    Decided = 2,
    /// Credit is secured (تأمین اعتبار).
    CreditSecured = 3,
    /// Awarded (تعهد).
    Awarded = 4,
    /// The liability is verified (تسجیل).
    Verified = 5,
    /// The payment is ordered (حواله).
    Ordered = 6,
    /// Paid (پرداخت).
    Paid = 7,
    /// The bank sent the payment back.
    Returned = 8,
    /// Cancelled.
    Cancelled = 9,
    /// The goods were handed over.
    HandedOver = 10,
}

/// A grant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Grant {
    /// The programme.
    pub programme: ProgrammeId,
    /// The office that serves the applicant.
    pub office: OfficeId,
    /// Who gets it.
    pub beneficiary: BeneficiaryId,
    /// How much.
    pub amount: Amount,
    /// Who it is paid to.
    pub payee: Option<PayeeId>,
    /// The design of the kit that is asked for; `None` for a grant in cash.
    pub kit_design: Option<KitDesignId>,
    /// The kit that is reserved for it.
    pub kit: Option<KitId>,
    /// Its place in a list.
    pub list: Option<ListPlace>,
    /// How far it has come.
    pub stage: Stage,
    /// The maker.
    pub applied: Act,
    /// Who decided it.
    pub decided: Option<Act>,
    /// The last editor.
    pub last: Act,
    /// The checker.
    pub awarded: Option<Act>,
    /// Who approved another payee after that, last.
    pub renewed: Option<Act>,
    /// The releaser.
    pub ordered: Option<Act>,
    /// The version of the rule that it was decided under.
    pub rule: Option<RuleId>,
    /// The line that pays.
    pub line: Option<LineId>,
    /// The account that pays.
    pub account: Option<AccountId>,
}

impl Grant {
    /// Who changed it last, unless that was an approval.
    #[must_use]
    pub fn editor(&self) -> Option<Act> {
        let was_approval = [self.awarded, self.renewed].into_iter().flatten().any(|act| act.at == self.last.at);
        (!was_approval).then_some(self.last)
    }
}
