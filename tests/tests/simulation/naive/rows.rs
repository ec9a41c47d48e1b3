//! What the naive ledger writes down of each thing. Ids are plain numbers: the index of the entry that made it.

use ledger_core::event::{AreaLevel, Channel, DonorKind, ExternalPayment, GroupKey, LineOpened, Restriction, Source};
use ledger_core::ids::{KeyHash, PersonToken, Reference};
use ledger_core::role::Roles;
use ledger_core::text::Code;
use ledger_core::time::Day;

#[derive(Clone)]
pub struct Area {
    pub code: Code,
    pub level: AreaLevel,
    pub parent: Option<u64>,
}

#[derive(Clone)]
pub struct Office {
    pub code: Code,
    pub parent: Option<u64>,
    pub area: u64,
}

#[derive(Clone)]
pub struct Principal {
    pub human: Option<PersonToken>,
    pub office: Option<u64>,
    pub roles: Roles,
    pub key: KeyHash,
}

#[derive(Clone)]
pub struct Rule {
    pub programme: u64,
    pub cap: u64,
    pub group: Code,
    pub asked_from: Day,
    /// The first day in force, once confirmed.
    pub from: Option<Day>,
}

#[derive(Clone)]
pub struct Account {
    pub code: Code,
}

#[derive(Clone)]
pub struct Donor {
    pub kind: DonorKind,
    pub reference: Reference,
}

#[derive(Clone)]
pub struct Beneficiary {
    pub office: u64,
    pub reference: Reference,
    pub persons: Vec<PersonToken>,
    pub keys: Vec<GroupKey>,
    pub by: u64,
    pub verified: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fund {
    pub restriction: Restriction,
    pub source: Source,
}

/// Who has a rial.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Owner {
    Fund,
    Allotted(u64),
    Line(u64),
    Encumbered(u64),
    InPayment(u64),
    Spent(u64),
    Voided(u64),
}

/// A rial: its series and its number.
pub type Rial = (u64, u64);

#[derive(Clone)]
pub struct Series {
    pub fund: u64,
    pub account: u64,
    /// One owner for each rial.
    pub rials: Vec<Owner>,
}

#[derive(Clone)]
pub struct Receipt {
    pub office: u64,
    pub by: u64,
    pub number: u64,
    pub year: u16,
    pub rials: Vec<Rial>,
    pub channel: Channel,
    pub payment: Option<ExternalPayment>,
}

#[derive(Clone)]
pub struct Allotment {
    pub line: u64,
    pub parent: Option<u64>,
    pub giver: Option<u64>,
    pub by: u64,
    pub rials: Vec<Rial>,
    pub notified: bool,
}

/// How far a grant has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    Applied,
    Decided,
    Secured,
    Awarded,
    Verified,
    Ordered,
    Paid,
    Returned,
    Cancelled,
}

#[derive(Clone)]
pub struct Grant {
    pub programme: u64,
    pub office: u64,
    pub beneficiary: u64,
    pub amount: u64,
    pub stage: Stage,
    pub maker: u64,
    pub checker: Option<u64>,
    pub releaser: Option<u64>,
    pub last_by: u64,
    pub last: u64,
    pub rule: Option<u64>,
    pub line: Option<u64>,
    pub account: Option<u64>,
}

/// A request that was answered.
#[derive(Clone)]
pub struct Answered {
    pub fingerprint: [u8; 16],
    pub first: u64,
    pub count: u64,
}

pub type Line = LineOpened;
