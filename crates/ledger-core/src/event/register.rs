//! The register: areas, offices, principals, programmes, accounts.

use crate::ids::{AreaId, ClassId, Index, KeyHash, OfficeId, PersonToken, ProgrammeId};
use crate::money::Amount;
use crate::role::Roles;
use crate::text::{Code, Name};
use crate::time::Day;

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

/// See [`Event::AreaRegistered`](super::Event::AreaRegistered).
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

/// See [`Event::OfficeRegistered`](super::Event::OfficeRegistered).
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

/// See [`Event::PrincipalAdmitted`](super::Event::PrincipalAdmitted).
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

/// See [`Event::ProgrammeRegistered`](super::Event::ProgrammeRegistered).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProgrammeRegistered {
    /// Its code, unique in the book.
    pub code: Code,
    /// Its public name.
    pub name: Name,
    /// The classes of beneficiaries that it serves, each once; none: it serves everybody.
    pub classes: Vec<ClassId>,
    /// The intents of gifts that it fulfils, each once.
    pub intents: Vec<ClassId>,
}

/// What a class is a class of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ClassKind {
    /// Beneficiaries.
    Beneficiary,
    /// The intents that gifts are given with.
    Intent,
}

/// See [`Event::ClassRegistered`](super::Event::ClassRegistered).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClassRegistered {
    /// Its code, unique in the book.
    pub code: Code,
    /// What it is a class of.
    pub kind: ClassKind,
    /// Its public name.
    pub name: Name,
}

/// See [`Event::ProgrammeRuleSet`](super::Event::ProgrammeRuleSet).
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

/// What an account is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum AccountKind {
    /// An account at a bank.
    Bank,
    /// An account at the Treasury.
    Treasury,
    /// What a gateway holds until it settles.
    Gateway,
    /// A cash desk.
    CashDesk,
    /// Collection boxes.
    Box,
    /// A store of goods: it holds units, and no money.
    Store,
}

/// See [`Event::AccountOpened`](super::Event::AccountOpened).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AccountOpened {
    /// Its code, unique in the book.
    pub code: Code,
    /// The office that owns it.
    pub office: OfficeId,
    /// What it is.
    pub kind: AccountKind,
}

/// See [`Event::RegistrationConfirmed`](super::Event::RegistrationConfirmed).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RegistrationConfirmed {
    /// What is confirmed.
    pub object: Index,
    /// The entry that last changed it, as the confirmer saw it.
    pub last_change: Index,
}
