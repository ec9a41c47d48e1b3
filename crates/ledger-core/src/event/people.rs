//! Donors and beneficiaries, without a word about who they are.

use crate::ids::{BeneficiaryId, BenefitKey, ClassId, Index, OfficeId, PersonToken, Reference};
use crate::text::Code;

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

/// See [`Event::DonorRegistered`](super::Event::DonorRegistered).
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

/// See [`Event::BeneficiaryEnrolled`](super::Event::BeneficiaryEnrolled).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BeneficiaryEnrolled {
    /// One person, a couple or a household.
    pub kind: BeneficiaryKind,
    /// The office that serves it.
    pub office: OfficeId,
    /// A random reference; who it is stands elsewhere.
    pub reference: Reference,
    /// The class that it belongs to, where programmes ask for one.
    pub class: Option<ClassId>,
    /// The tokens of its persons.
    pub persons: Vec<PersonToken>,
    /// The keys that an award to it occupies, for each benefit group that it may ask in.
    pub keys: Vec<GroupKey>,
}

/// See [`Event::BeneficiaryVerified`](super::Event::BeneficiaryVerified).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BeneficiaryVerified {
    /// Who was verified.
    pub beneficiary: BeneficiaryId,
    /// The entry that last changed it, as the verifier saw it.
    pub last_change: Index,
}
