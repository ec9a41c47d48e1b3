//! By which natural keys an entry can be found: the one list of what the key index holds.
//!
//! A code, a reference, a token: few entries have one. Nothing of what comes by the million is on the list. The
//! number of a receipt and the payment outside are one for each small gift, and the index is not made for that; that
//! a payment is recorded once is for the rules to know.

use core::fmt;
use ledger_core::event::{BeneficiaryEnrolled, Entry, Event, GroupKey};
use ledger_core::text::Code;

#[cfg(test)]
mod tests;

/// The version of this list. It goes up when entries that may be in a book already get other keys; an index of another
/// version is built again. A new kind of entry changes nothing that is indexed, and needs none.
pub const VERSION: u32 = 1;

/// What is found, and by what. The numbers stand in the index: one that was used is never used for something else.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum KeyKind {
    /// An area by its code.
    Area = 1,
    /// An office by its code.
    Office = 2,
    /// A programme by its code.
    Programme = 3,
    /// An account by its code.
    Account = 4,
    /// A donor by its reference.
    Donor = 5,
    /// A beneficiary by its reference.
    Beneficiary = 6,
    /// A beneficiary by the token of one of its persons.
    Person = 7,
    /// A beneficiary by one of its benefit keys: the group, a zero byte, the key.
    Benefit = 8,
    /// A campaign by its code.
    Campaign = 9,
    /// A class by its code.
    Class = 10,
    /// An item of the catalogue by its code.
    Item = 11,
    /// A design of a kit by its code.
    KitDesign = 12,
    /// A list by the hash of its lines.
    List = 13,
}

/// A natural key.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NaturalKey {
    /// What it finds.
    pub kind: KeyKind,
    /// The key as bytes.
    pub bytes: Vec<u8>,
}

impl KeyKind {
    /// The number that stands for it in the index.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }
}

impl NaturalKey {
    /// The key of these bytes.
    #[must_use]
    pub fn new(kind: KeyKind, bytes: &[u8]) -> Self {
        Self { kind, bytes: bytes.to_vec() }
    }

    /// A code as a key.
    #[must_use]
    pub fn code(kind: KeyKind, code: &Code) -> Self {
        Self::new(kind, code.as_str().as_bytes())
    }

    /// A benefit key within its group.
    #[must_use]
    pub fn benefit(GroupKey { group, key }: &GroupKey) -> Self {
        Self { kind: KeyKind::Benefit, bytes: [group.as_str().as_bytes(), &[0], &key.0].concat() }
    }
}

/// A token stands for a person: no log and no error shows one.
impl fmt::Debug for NaturalKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NaturalKey({:?}, {} bytes)", self.kind, self.bytes.len())
    }
}

/// The keys that this entry can be found by. None for most, and then nothing is allocated.
#[must_use]
pub fn natural_keys(entry: &Entry) -> Vec<NaturalKey> {
    let code = |kind, code| vec![NaturalKey::code(kind, code)];
    match &entry.event {
        Event::AreaRegistered(it) => code(KeyKind::Area, &it.code),
        Event::OfficeRegistered(it) => code(KeyKind::Office, &it.code),
        Event::ProgrammeRegistered(it) => code(KeyKind::Programme, &it.code),
        Event::AccountOpened(it) => code(KeyKind::Account, &it.code),
        Event::CampaignRegistered(it) => code(KeyKind::Campaign, &it.code),
        Event::ClassRegistered(it) => code(KeyKind::Class, &it.code),
        Event::ItemRegistered(it) => code(KeyKind::Item, &it.code),
        Event::KitDesigned(it) => code(KeyKind::KitDesign, &it.code),
        Event::ListSubmitted(it) => vec![NaturalKey::new(KeyKind::List, &it.content.0)],
        Event::DonorRegistered(it) => vec![NaturalKey::new(KeyKind::Donor, &it.reference.0)],
        Event::BeneficiaryEnrolled(it) => keys_of(it),
        Event::BookOpened(_)
        | Event::RulesetAdopted(_)
        | Event::ClockAdvanced(_)
        | Event::PrincipalAdmitted(_)
        | Event::ProgrammeRuleSet(_)
        | Event::RegistrationConfirmed(_)
        | Event::BeneficiaryVerified(_)
        | Event::FundOpened(_)
        | Event::SeriesOpened(_)
        | Event::ReceiptRecorded(_)
        | Event::ReceiptReversed(_)
        | Event::LineOpened(_)
        | Event::Allotted(_)
        | Event::AllotmentNotified(_)
        | Event::GrantApplied(_)
        | Event::GrantDecided(_)
        | Event::CreditSecured(_)
        | Event::GrantAwarded(_)
        | Event::GrantVerified(_)
        | Event::PaymentOrdered(_)
        | Event::PaymentSettled(_)
        | Event::PaymentReturned(_)
        | Event::GrantCancelled(_)
        | Event::CampaignClosed(_)
        | Event::ApprovalPolicySet(_)
        | Event::ApprovalGiven(_)
        | Event::PledgeRecorded(_)
        | Event::PledgeAmended(_)
        | Event::PledgeCancelled(_)
        | Event::PledgeWrittenOff(_)
        | Event::ReceiptReissued(_)
        | Event::AllotmentRecalled(_)
        | Event::EarmarkPlaced(_)
        | Event::EarmarkLifted(_)
        | Event::PayeeProposed(_)
        | Event::PayeeConfirmed(_)
        | Event::PayeeRenewed(_)
        | Event::ListApproved(_)
        | Event::ListReleased(_)
        | Event::ResultsImported(_)
        | Event::LotReceived(_)
        | Event::LotAppraised(_)
        | Event::KitAssembled(_)
        | Event::KitDissolved(_)
        | Event::KitReserved(_)
        | Event::GoodsHandedOver(_)
        | Event::Refused(_) => Vec::new(),
    }
}

fn keys_of(enrolled: &BeneficiaryEnrolled) -> Vec<NaturalKey> {
    let BeneficiaryEnrolled { kind: _, office: _, reference, class: _, persons, keys } = enrolled;
    let reference = NaturalKey::new(KeyKind::Beneficiary, &reference.0);
    let persons = persons.iter().map(|token| NaturalKey::new(KeyKind::Person, &token.0));
    [reference].into_iter().chain(persons).chain(keys.iter().map(NaturalKey::benefit)).collect()
}
