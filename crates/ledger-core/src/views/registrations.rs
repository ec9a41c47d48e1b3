//! What administrators register: areas, offices, principals, programmes with their rules, accounts; and the
//! donors and beneficiaries. Of a person the views keep the random reference and never a token or a key of it.

use super::register::{Register, Registered};
use super::waiting::{NOBODY, Waiting};
use crate::event::{
    AccountOpened, AreaLevel, AreaRegistered, BeneficiaryEnrolled, BeneficiaryKind, DonorRegistered, Entry, Event,
    OfficeRegistered, PrincipalAdmitted, ProgrammeRegistered, ProgrammeRuleSet,
};
use crate::ids::{
    AccountId, AreaId, BeneficiaryId, DonorId, Index, KeyHash, OfficeId, PrincipalId, ProgrammeId, Reference, RuleId,
};
use std::collections::BTreeMap;

/// A beneficiary, as far as anybody may read about it here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Beneficiary {
    /// One person, a couple or a household.
    pub kind: BeneficiaryKind,
    /// The office that serves it.
    pub office: OfficeId,
    /// Its random reference.
    pub reference: Reference,
    /// Who enrolled it.
    pub enrolled_by: PrincipalId,
    /// The entry that verified it; payable from there on.
    pub verified_at: Option<Index>,
}

/// All registers.
#[derive(Debug, Default)]
pub struct Registrations {
    /// The areas.
    pub areas: Register<AreaId, Registered<AreaRegistered>>,
    /// The offices.
    pub offices: Register<OfficeId, Registered<OfficeRegistered>>,
    /// The principals.
    pub principals: Register<PrincipalId, Registered<PrincipalAdmitted>>,
    /// The programmes.
    pub programmes: Register<ProgrammeId, Registered<ProgrammeRegistered>>,
    /// The versions of the programmes' rules.
    pub rules: Register<RuleId, Registered<ProgrammeRuleSet>>,
    /// The accounts.
    pub accounts: Register<AccountId, Registered<AccountOpened>>,
    /// The donors.
    pub donors: Register<DonorId, DonorRegistered>,
    /// The beneficiaries.
    pub beneficiaries: Register<BeneficiaryId, Beneficiary>,
    by_key: BTreeMap<KeyHash, PrincipalId>,
}

impl Registrations {
    /// The principal whose API key has this hash, confirmed or not.
    #[must_use]
    pub fn principal_by_key(&self, hash: &KeyHash) -> Option<PrincipalId> {
        self.by_key.get(hash).copied()
    }

    /// The province that an area is or lies in; `None` for the country and for what nobody registered.
    #[must_use]
    pub fn province(&self, area: AreaId) -> Option<AreaId> {
        let parent = |id: &AreaId| self.areas.at(*id)?.fact.parent;
        let level = |id: &AreaId| self.areas.at(*id).map(|row| row.fact.level);
        core::iter::successors(Some(area), parent).find(|id| level(id) == Some(AreaLevel::Province))
    }

    /// The province that an office serves or lies in; `None` for the national office.
    #[must_use]
    pub fn province_of_office(&self, office: OfficeId) -> Option<AreaId> {
        self.province(self.offices.at(office)?.fact.area)
    }

    /// Whether `upper` is `lower` or stands above it.
    #[must_use]
    pub fn office_covers(&self, upper: OfficeId, lower: OfficeId) -> bool {
        let parent = |id: &OfficeId| self.offices.at(*id)?.fact.parent;
        core::iter::successors(Some(lower), parent).any(|id| id == upper)
    }

    /// Takes what the entry registers, if it registers anything.
    pub(super) fn fold(&mut self, entry: &Entry) {
        let id = entry.index.0;
        match &entry.event {
            Event::AreaRegistered(e) => self.areas.add(AreaId(id), proposed(entry, e)),
            Event::OfficeRegistered(e) => self.offices.add(OfficeId(id), proposed(entry, e)),
            Event::PrincipalAdmitted(e) => {
                self.by_key.insert(e.api_key_hash, PrincipalId(id));
                self.principals.add(PrincipalId(id), proposed(entry, e));
            }
            Event::ProgrammeRegistered(e) => self.programmes.add(ProgrammeId(id), proposed(entry, e)),
            Event::ProgrammeRuleSet(e) => self.rules.add(RuleId(id), proposed(entry, e)),
            Event::AccountOpened(e) => self.accounts.add(AccountId(id), proposed(entry, e)),
            Event::DonorRegistered(e) => self.donors.add(DonorId(id), *e),
            Event::BeneficiaryEnrolled(e) => self.beneficiaries.add(BeneficiaryId(id), enrolled(entry, e)),
            Event::BeneficiaryVerified(e) => {
                self.beneficiaries.change(e.beneficiary, |row| row.verified_at = Some(entry.index));
            }
            Event::BookOpened(_)
            | Event::RulesetAdopted(_)
            | Event::ClockAdvanced(_)
            | Event::RegistrationConfirmed(_)
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
            | Event::Refused(_) => {}
        }
    }

    /// Notes that `at` confirmed what was waiting.
    pub(super) fn confirm(&mut self, what: Waiting, at: Index) {
        match what {
            Waiting::Area(id) => self.areas.change(id, |row| row.confirmed_at = Some(at)),
            Waiting::Office(id) => self.offices.change(id, |row| row.confirmed_at = Some(at)),
            Waiting::Principal(id) => self.principals.change(id, |row| row.confirmed_at = Some(at)),
            Waiting::Programme(id) => self.programmes.change(id, |row| row.confirmed_at = Some(at)),
            Waiting::Rule(id) => self.rules.change(id, |row| row.confirmed_at = Some(at)),
            Waiting::Account(id) => self.accounts.change(id, |row| row.confirmed_at = Some(at)),
            // These have entries of their own that say so.
            Waiting::Beneficiary(_) | Waiting::Allotment(_) => {}
        }
    }
}

fn proposed<T: Clone>(entry: &Entry, fact: &T) -> Registered<T> {
    let confirmed_at = (entry.principal == NOBODY).then_some(entry.index);
    Registered { fact: fact.clone(), proposed_by: entry.principal, confirmed_at }
}

fn enrolled(entry: &Entry, event: &BeneficiaryEnrolled) -> Beneficiary {
    Beneficiary {
        kind: event.kind,
        office: event.office,
        reference: event.reference,
        enrolled_by: entry.principal,
        verified_at: None,
    }
}
