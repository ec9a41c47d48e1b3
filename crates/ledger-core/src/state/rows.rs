//! What the state keeps of each thing of the spine.

use super::OpenList;
use crate::event::{AccountKind, AreaLevel, Clock, GroupKey, ListPlace};
use crate::ids::{
    AccountId, AreaId, BeneficiaryId, ClassId, Index, KitDesignId, KitId, LineId, OfficeId, PayeeId, PersonToken,
    PrincipalId, ProgrammeId, RuleId,
};
use crate::money::Amount;
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
