//! Who may see an entry whole. Everybody else gets its leaf, which is enough to check the link.
//!
//! One table of events and scopes, and one of scopes and readers. What cannot be placed is for auditors only: an
//! event that nobody thought about must not be shown.

use super::Views;
use crate::event::{Entry, Event};
use crate::ids::{
    AccountId, AreaId, BeneficiaryId, CampaignId, ClassId, GrantId, Index, ItemId, KitDesignId, KitId, LineId, ListId,
    LotId, OfficeId, PledgeId, PolicyId, PrincipalId, ProgrammeId, RuleId,
};

/// Whom an entry concerns. Auditors and administrators see all of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// Every principal in force: what all of them need to understand the rest.
    Everybody,
    /// Those whose office is this one or stands above it.
    Office(OfficeId),
    /// This principal, and those whose office is that of the principal or stands above it.
    Principal(PrincipalId),
    /// Auditors and administrators only.
    AuditorsOnly,
}

impl Views {
    /// Whom the entry concerns. The entry must have been folded: what it is about is looked up.
    #[must_use]
    pub fn scope_of(&self, entry: &Entry) -> Scope {
        let office = |office: Option<OfficeId>| office.map_or(Scope::AuditorsOnly, Scope::Office);
        let grant = |grant: GrantId| office(self.grants.at(grant).map(|row| row.office));
        let line = |line: LineId| office(self.lines.office(line));
        let beneficiary = |id: BeneficiaryId| office(self.registrations.beneficiaries.at(id).map(|row| row.office));
        let pledge = |id: PledgeId| office(self.pledges.rows.at(id).map(|row| row.office));
        let lot = |id: LotId| office(self.goods.lots.at(id).map(|row| row.office));
        let kit = |id: KitId| office(self.goods.kits.at(id).map(|row| row.office));
        let list = |id: ListId| office(self.grant_lists.rows.at(id).map(|row| row.office));
        match &entry.event {
            // It names the tokens of two persons; the rest of it everybody can ask for.
            Event::BookOpened(_) => Scope::AuditorsOnly,
            Event::RulesetAdopted(_)
            | Event::ClockAdvanced(_)
            | Event::AreaRegistered(_)
            | Event::OfficeRegistered(_)
            | Event::ProgrammeRegistered(_)
            | Event::ProgrammeRuleSet(_)
            | Event::AccountOpened(_)
            | Event::CampaignRegistered(_)
            | Event::CampaignClosed(_)
            | Event::ClassRegistered(_)
            | Event::ApprovalPolicySet(_)
            | Event::ItemRegistered(_)
            | Event::KitDesigned(_) => Scope::Everybody,
            Event::PrincipalAdmitted(_) => Scope::Principal(PrincipalId(entry.index.0)),
            Event::RegistrationConfirmed(e) => self.scope_of_registration(e.object),
            // What belongs to no office concerns whoever asked. An opening often begins an act, and then its head has
            // the fingerprint of a receipt that is not everybody's to guess at.
            Event::DonorRegistered(_)
            | Event::FundOpened(_)
            | Event::SeriesOpened(_)
            | Event::EarmarkPlaced(_)
            | Event::EarmarkLifted(_)
            | Event::Refused(_) => Scope::Principal(entry.principal),
            Event::BeneficiaryEnrolled(e) => Scope::Office(e.office),
            Event::BeneficiaryVerified(e) => beneficiary(e.beneficiary),
            Event::PayeeProposed(e) => beneficiary(e.beneficiary),
            Event::PayeeConfirmed(e) => {
                self.payees.rows.at(e.payee).map_or(Scope::AuditorsOnly, |row| beneficiary(row.beneficiary))
            }
            Event::PledgeRecorded(e) => Scope::Office(e.office),
            Event::PledgeAmended(e) => pledge(e.pledge),
            Event::PledgeCancelled(e) => pledge(e.pledge),
            Event::PledgeWrittenOff(e) => pledge(e.pledge),
            Event::ReceiptReissued(e) => office(self.receipts.at(e.receipt).map(|row| row.office)),
            Event::AllotmentRecalled(e) => line(e.line),
            Event::LotReceived(e) => Scope::Office(e.office),
            Event::LotAppraised(e) => lot(e.lot),
            Event::KitAssembled(e) => Scope::Office(e.office),
            Event::KitDissolved(e) => kit(e.kit),
            Event::KitReserved(e) => grant(e.grant),
            Event::GoodsHandedOver(e) => grant(e.grant),
            Event::PayeeRenewed(e) => grant(e.grant),
            Event::ApprovalGiven(e) => match self.grants.at(GrantId(e.object.0)) {
                Some(row) => Scope::Office(row.office),
                None => list(ListId(e.object.0)),
            },
            Event::ListSubmitted(e) => Scope::Office(e.office),
            Event::ListApproved(e) => list(e.list),
            Event::ListReleased(e) => list(e.list),
            Event::ResultsImported(e) => list(e.list),
            Event::ReceiptRecorded(e) => Scope::Office(e.office),
            Event::ReceiptReversed(e) => office(self.receipts.at(e.receipt).map(|row| row.office)),
            // Whoever gives stands above the line's office, and so sees it too.
            Event::LineOpened(e) => Scope::Office(e.office),
            Event::Allotted(e) => line(e.line),
            Event::AllotmentNotified(e) => line(e.line),
            Event::GrantApplied(e) => Scope::Office(e.office),
            Event::GrantDecided(e) => grant(e.grant),
            Event::CreditSecured(e) => grant(e.grant),
            Event::GrantAwarded(e) => grant(e.grant),
            Event::GrantVerified(e) => grant(e.grant),
            Event::PaymentOrdered(e) => grant(e.grant),
            Event::PaymentSettled(e) => grant(e.grant),
            Event::PaymentReturned(e) => grant(e.grant),
            Event::GrantCancelled(e) => grant(e.grant),
        }
    }

    /// Whether `reader` may see an entry of this scope whole. A principal that is not in force sees nothing.
    #[must_use]
    pub fn sees(&self, reader: PrincipalId, scope: Scope) -> bool {
        let Some(row) = self.registrations.principals.at(reader).filter(|row| row.is_confirmed()) else {
            return false;
        };
        if row.fact.roles.reads_everything() {
            return true;
        }
        let covers = |office| row.fact.office.is_some_and(|own| self.registrations.office_covers(own, office));
        match scope {
            Scope::Everybody => true,
            Scope::Office(office) => covers(office),
            Scope::Principal(principal) => principal == reader || self.office_of(principal).is_some_and(covers),
            Scope::AuditorsOnly => false,
        }
    }

    /// A confirmation concerns whom its object concerns.
    fn scope_of_registration(&self, object: Index) -> Scope {
        let (id, known) = (object.0, &self.registrations);
        if known.principals.at(PrincipalId(id)).is_some() {
            return Scope::Principal(PrincipalId(id));
        }
        let is_public = known.areas.at(AreaId(id)).is_some()
            || known.offices.at(OfficeId(id)).is_some()
            || known.programmes.at(ProgrammeId(id)).is_some()
            || known.rules.at(RuleId(id)).is_some()
            || known.accounts.at(AccountId(id)).is_some()
            || known.campaigns.at(CampaignId(id)).is_some()
            || known.classes.at(ClassId(id)).is_some()
            || known.policies.at(PolicyId(id)).is_some()
            || known.items.at(ItemId(id)).is_some()
            || known.kit_designs.at(KitDesignId(id)).is_some();
        if is_public { Scope::Everybody } else { Scope::AuditorsOnly }
    }

    fn office_of(&self, principal: PrincipalId) -> Option<OfficeId> {
        self.registrations.principals.at(principal)?.fact.office
    }
}
