//! What waits for a second person: proposals, beneficiaries and allotments. Grants wait at their stages.

use crate::event::{Entry, Event};
use crate::ids::{
    AccountId, AllotmentId, AreaId, BeneficiaryId, CampaignId, ClassId, Index, ItemId, KitDesignId, OfficeId, PayeeId,
    PolicyId, PrincipalId, ProgrammeId, RuleId,
};
use crate::time::Timestamp;
use std::collections::BTreeMap;
use std::ops::Bound;

/// Who asks in the book's first act, which admits the first two administrators: nobody was there before them.
pub(super) const NOBODY: PrincipalId = PrincipalId(0);

/// What waits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Waiting {
    /// An area, for its confirmation.
    Area(AreaId),
    /// An office, for its confirmation.
    Office(OfficeId),
    /// A principal, for its confirmation.
    Principal(PrincipalId),
    /// A programme, for its confirmation.
    Programme(ProgrammeId),
    /// A version of a rule, for its confirmation.
    Rule(RuleId),
    /// An account, for its confirmation.
    Account(AccountId),
    /// A campaign, for its confirmation.
    Campaign(CampaignId),
    /// A class, for its confirmation.
    Class(ClassId),
    /// A version of the approval policy, for its confirmation.
    Policy(PolicyId),
    /// An item of goods, for its confirmation.
    Item(ItemId),
    /// A design of a kit, for its confirmation.
    KitDesign(KitDesignId),
    /// A payee, to be confirmed.
    Payee(PayeeId),
    /// A beneficiary, to be verified.
    Beneficiary(BeneficiaryId),
    /// An allotment, to be notified.
    Allotment(AllotmentId),
}

/// Something that waits, since when, and who may not be the one to confirm it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WaitingRow {
    /// The entry that made it.
    pub index: Index,
    /// What it is.
    pub what: Waiting,
    /// When it was recorded.
    pub since: Timestamp,
    /// Who asked for it.
    pub asked_by: PrincipalId,
}

/// All that waits, by the entry that made it, and the entry that last changed whatever waited once.
#[derive(Debug, Default)]
pub(super) struct WaitingList {
    rows: BTreeMap<Index, WaitingRow>,
    last_change: BTreeMap<Index, Index>,
}

impl WaitingList {
    /// Those that came after `after`, oldest first.
    pub(super) fn after(&self, after: Option<Index>) -> impl Iterator<Item = &WaitingRow> {
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        self.rows.range((from, Bound::Unbounded)).map(|(_, row)| row)
    }

    pub(super) fn last_change(&self, object: Index) -> Option<Index> {
        self.last_change.get(&object).copied()
    }

    /// Takes in what the entry leaves waiting.
    pub(super) fn fold(&mut self, entry: &Entry) {
        let Some(what) = left_waiting(entry) else {
            return;
        };
        self.last_change.insert(entry.index, entry.index);
        // What nobody asked for, in the book's first act, waits for nobody.
        if entry.principal != NOBODY {
            let row = WaitingRow { index: entry.index, what, since: entry.recorded_at, asked_by: entry.principal };
            self.rows.insert(entry.index, row);
        }
    }

    /// Strikes out what waited since entry `object`, because of the entry `by`, and says what it was.
    pub(super) fn done(&mut self, object: Index, by: &Entry) -> Option<Waiting> {
        let row = self.rows.remove(&object)?;
        self.last_change.insert(object, by.index);
        Some(row.what)
    }
}

fn left_waiting(entry: &Entry) -> Option<Waiting> {
    let id = entry.index.0;
    match entry.event {
        Event::AreaRegistered(_) => Some(Waiting::Area(AreaId(id))),
        Event::OfficeRegistered(_) => Some(Waiting::Office(OfficeId(id))),
        Event::PrincipalAdmitted(_) => Some(Waiting::Principal(PrincipalId(id))),
        Event::ProgrammeRegistered(_) => Some(Waiting::Programme(ProgrammeId(id))),
        Event::ProgrammeRuleSet(_) => Some(Waiting::Rule(RuleId(id))),
        Event::AccountOpened(_) => Some(Waiting::Account(AccountId(id))),
        Event::CampaignRegistered(_) => Some(Waiting::Campaign(CampaignId(id))),
        Event::ClassRegistered(_) => Some(Waiting::Class(ClassId(id))),
        Event::ApprovalPolicySet(_) => Some(Waiting::Policy(PolicyId(id))),
        Event::ItemRegistered(_) => Some(Waiting::Item(ItemId(id))),
        Event::KitDesigned(_) => Some(Waiting::KitDesign(KitDesignId(id))),
        Event::PayeeProposed(_) => Some(Waiting::Payee(PayeeId(id))),
        Event::BeneficiaryEnrolled(_) => Some(Waiting::Beneficiary(BeneficiaryId(id))),
        Event::Allotted(_) => Some(Waiting::Allotment(AllotmentId(id))),
        Event::BookOpened(_)
        | Event::RulesetAdopted(_)
        | Event::ClockAdvanced(_)
        | Event::RegistrationConfirmed(_)
        | Event::DonorRegistered(_)
        | Event::BeneficiaryVerified(_)
        | Event::FundOpened(_)
        | Event::SeriesOpened(_)
        | Event::ReceiptRecorded(_)
        | Event::ReceiptReversed(_)
        | Event::LineOpened(_)
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
        | Event::Refused(_) => None,
    }
}
