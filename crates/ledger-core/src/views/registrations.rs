//! What administrators register: areas, offices, principals, programmes with their rules, accounts; and the
//! donors and beneficiaries. Of a person the views keep the random reference, and the token to find it by; no key.

use super::register::{Register, Registered};
use super::waiting::{NOBODY, Waiting};
use crate::event::{
    AccountOpened, ApprovalPolicySet, AreaLevel, AreaRegistered, BeneficiaryEnrolled, BeneficiaryKind,
    CampaignRegistered, ClassRegistered, DonorRegistered, Entry, Event, ItemRegistered, KitDesigned, OfficeRegistered,
    PrincipalAdmitted, ProgrammeRegistered, ProgrammeRuleSet,
};
use crate::ids::{
    AccountId, AreaId, BeneficiaryId, CampaignId, ClassId, DonorId, Index, ItemId, KeyHash, KitDesignId, OfficeId,
    PersonToken, PolicyId, PrincipalId, ProgrammeId, Reference, RuleId,
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
    /// The class that it belongs to.
    pub class: Option<ClassId>,
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
    /// The campaigns.
    pub campaigns: Register<CampaignId, Registered<CampaignRegistered>>,
    /// The classes of beneficiaries and intents.
    pub classes: Register<ClassId, Registered<ClassRegistered>>,
    /// The versions of the approval policies.
    pub policies: Register<PolicyId, Registered<ApprovalPolicySet>>,
    /// The items of the catalogue of goods.
    pub items: Register<ItemId, Registered<ItemRegistered>>,
    /// The designs of kits.
    pub kit_designs: Register<KitDesignId, Registered<KitDesigned>>,
    /// The donors.
    pub donors: Register<DonorId, DonorRegistered>,
    /// The beneficiaries.
    pub beneficiaries: Register<BeneficiaryId, Beneficiary>,
    by_key: BTreeMap<KeyHash, PrincipalId>,
    /// The beneficiaries that a person belongs to, by the person's token: a list names persons.
    by_person: BTreeMap<PersonToken, Vec<BeneficiaryId>>,
}

impl Registrations {
    /// The principal whose API key has this hash, confirmed or not.
    #[must_use]
    pub fn principal_by_key(&self, hash: &KeyHash) -> Option<PrincipalId> {
        self.by_key.get(hash).copied()
    }

    /// The beneficiaries that a person belongs to, oldest first.
    #[must_use]
    pub fn beneficiaries_of(&self, person: &PersonToken) -> &[BeneficiaryId] {
        self.by_person.get(person).map_or(&[], Vec::as_slice)
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
            Event::CampaignRegistered(e) => self.campaigns.add(CampaignId(id), proposed(entry, e)),
            Event::ClassRegistered(e) => self.classes.add(ClassId(id), proposed(entry, e)),
            Event::ApprovalPolicySet(e) => self.policies.add(PolicyId(id), proposed(entry, e)),
            Event::ItemRegistered(e) => self.items.add(ItemId(id), proposed(entry, e)),
            Event::KitDesigned(e) => self.kit_designs.add(KitDesignId(id), proposed(entry, e)),
            Event::DonorRegistered(e) => self.donors.add(DonorId(id), *e),
            Event::BeneficiaryEnrolled(e) => {
                for person in &e.persons {
                    self.by_person.entry(*person).or_default().push(BeneficiaryId(id));
                }
                self.beneficiaries.add(BeneficiaryId(id), enrolled(entry, e));
            }
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
            | Event::CampaignClosed(_)
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
            | Event::ListSubmitted(_)
            | Event::ListApproved(_)
            | Event::ListReleased(_)
            | Event::ResultsImported(_)
            | Event::LotReceived(_)
            | Event::LotAppraised(_)
            | Event::KitAssembled(_)
            | Event::KitDissolved(_)
            | Event::KitReserved(_)
            | Event::GoodsHandedOver(_)
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
            Waiting::Campaign(id) => self.campaigns.change(id, |row| row.confirmed_at = Some(at)),
            Waiting::Class(id) => self.classes.change(id, |row| row.confirmed_at = Some(at)),
            Waiting::Policy(id) => self.policies.change(id, |row| row.confirmed_at = Some(at)),
            Waiting::Item(id) => self.items.change(id, |row| row.confirmed_at = Some(at)),
            Waiting::KitDesign(id) => self.kit_designs.change(id, |row| row.confirmed_at = Some(at)),
            // These have entries of their own that say so.
            Waiting::Payee(_) | Waiting::Beneficiary(_) | Waiting::Allotment(_) => {}
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
        class: event.class,
        enrolled_by: entry.principal,
        verified_at: None,
    }
}
