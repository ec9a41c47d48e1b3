//! The grants: how far each has come, and by which entries.

use super::step::What;
use crate::event::{Entry, Event, ListPlace, ReturnReason};
use crate::ids::{
    AccountId, BeneficiaryId, GrantId, Index, KitDesignId, KitId, LineId, OfficeId, PayeeId, ProgrammeId, RuleId,
};
use crate::money::Amount;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

/// How far a grant has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Stage {
    /// Applied for.
    Applied,
    /// The need is determined (تشخیص).
    Decided,
    /// Credit is secured (تأمین اعتبار).
    CreditSecured,
    /// Awarded (تعهد).
    Awarded,
    /// The liability is verified (تسجیل): a debt.
    Verified,
    /// The payment is ordered (حواله).
    Ordered,
    /// Paid (پرداخت).
    Paid,
    /// The bank sent the payment back; it may be ordered again.
    Returned,
    /// Cancelled.
    Cancelled,
    /// The goods were handed over.
    HandedOver,
}

/// A grant.
#[derive(Clone, PartialEq, Eq, Debug)]
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
    /// The design of the kit that is asked for; none for a grant in cash.
    pub kit_design: Option<KitDesignId>,
    /// The kit that is or was reserved for it.
    pub kit: Option<KitId>,
    /// Its place in a list.
    pub list: Option<ListPlace>,
    /// Why the bank sent it back the last time.
    pub returned: Option<ReturnReason>,
    /// How far it has come.
    pub stage: Stage,
    /// The version of the rule that it was decided under.
    pub rule: Option<RuleId>,
    /// The line that pays, once credit was secured; kept when it is cancelled.
    pub line: Option<LineId>,
    /// The account that pays, once credit was secured.
    pub account: Option<AccountId>,
    /// What happened to it and in which entries, oldest first.
    pub history: Vec<(What, Index)>,
}

impl Grant {
    /// The entry that last changed it.
    #[must_use]
    pub fn last_change(&self) -> Option<Index> {
        self.history.last().map(|(_, index)| *index)
    }
}

/// All grants, found by id and by stage.
#[derive(Debug, Default)]
pub(super) struct Grants {
    rows: BTreeMap<GrantId, Grant>,
    by_stage: BTreeSet<(Stage, GrantId)>,
}

impl Grants {
    pub(super) fn at(&self, id: GrantId) -> Option<&Grant> {
        self.rows.get(&id)
    }

    pub(super) fn line(&self, id: GrantId) -> Option<LineId> {
        self.at(id)?.line
    }

    pub(super) fn count(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn after(&self, after: Option<GrantId>) -> impl Iterator<Item = (GrantId, &Grant)> {
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        self.rows.range((from, Bound::Unbounded)).map(|(id, grant)| (*id, grant))
    }

    pub(super) fn at_stage(&self, stage: Stage, after: Option<GrantId>) -> impl Iterator<Item = (GrantId, &Grant)> {
        let from = after.map_or(Bound::Included((stage, GrantId(0))), |id| Bound::Excluded((stage, id)));
        let to = Bound::Included((stage, GrantId(u64::MAX)));
        self.by_stage.range((from, to)).filter_map(|(_, id)| Some((*id, self.at(*id)?)))
    }

    /// Takes what the entry does to a grant, if it does anything.
    pub(super) fn fold(&mut self, entry: &Entry) {
        let at = entry.index;
        match &entry.event {
            Event::GrantApplied(e) => {
                let grant = Grant {
                    programme: e.programme,
                    office: e.office,
                    beneficiary: e.beneficiary,
                    amount: e.amount,
                    payee: e.payee,
                    kit_design: e.kit,
                    kit: None,
                    list: e.list,
                    returned: None,
                    stage: Stage::Applied,
                    rule: None,
                    line: None,
                    account: None,
                    history: vec![(What::GrantApplied, at)],
                };
                self.rows.insert(GrantId(at.0), grant);
                self.by_stage.insert((Stage::Applied, GrantId(at.0)));
            }
            Event::GrantDecided(e) => {
                self.advance(e.grant, Stage::Decided, (What::GrantDecided, at));
                self.change(e.grant, |grant| grant.rule = Some(e.rule));
            }
            Event::CreditSecured(e) => {
                self.advance(e.grant, Stage::CreditSecured, (What::CreditSecured, at));
                self.change(e.grant, |grant| (grant.line, grant.account) = (Some(e.line), Some(e.account)));
            }
            Event::GrantAwarded(e) => self.advance(e.grant, Stage::Awarded, (What::GrantAwarded, at)),
            Event::GrantVerified(e) => self.advance(e.grant, Stage::Verified, (What::GrantVerified, at)),
            Event::PaymentOrdered(e) => self.advance(e.grant, Stage::Ordered, (What::PaymentOrdered, at)),
            Event::PaymentSettled(e) => self.advance(e.grant, Stage::Paid, (What::PaymentSettled, at)),
            Event::PaymentReturned(e) => {
                self.advance(e.grant, Stage::Returned, (What::PaymentReturned, at));
                self.change(e.grant, |grant| grant.returned = Some(e.reason));
            }
            Event::GrantCancelled(e) => self.advance(e.grant, Stage::Cancelled, (What::GrantCancelled, at)),
            Event::PayeeRenewed(e) => {
                self.note(e.grant, (What::PayeeRenewed, at));
                self.change(e.grant, |grant| grant.payee = Some(e.payee));
            }
            Event::KitReserved(e) => {
                self.advance(e.grant, Stage::CreditSecured, (What::KitReserved, at));
                self.change(e.grant, |grant| grant.kit = Some(e.kit));
            }
            Event::GoodsHandedOver(e) => self.advance(e.grant, Stage::HandedOver, (What::HandedOver, at)),
            Event::BookOpened(_)
            | Event::RulesetAdopted(_)
            | Event::ClockAdvanced(_)
            | Event::AreaRegistered(_)
            | Event::OfficeRegistered(_)
            | Event::PrincipalAdmitted(_)
            | Event::ProgrammeRegistered(_)
            | Event::ProgrammeRuleSet(_)
            | Event::AccountOpened(_)
            | Event::RegistrationConfirmed(_)
            | Event::DonorRegistered(_)
            | Event::BeneficiaryEnrolled(_)
            | Event::BeneficiaryVerified(_)
            | Event::FundOpened(_)
            | Event::SeriesOpened(_)
            | Event::ReceiptRecorded(_)
            | Event::ReceiptReversed(_)
            | Event::LineOpened(_)
            | Event::Allotted(_)
            | Event::AllotmentNotified(_)
            | Event::CampaignRegistered(_)
            | Event::CampaignClosed(_)
            | Event::ClassRegistered(_)
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
            | Event::ListSubmitted(_)
            | Event::ListApproved(_)
            | Event::ListReleased(_)
            | Event::ResultsImported(_)
            | Event::ItemRegistered(_)
            | Event::KitDesigned(_)
            | Event::LotReceived(_)
            | Event::LotAppraised(_)
            | Event::KitAssembled(_)
            | Event::KitDissolved(_)
            | Event::Refused(_) => {}
        }
    }

    fn advance(&mut self, id: GrantId, stage: Stage, happened: (What, Index)) {
        let Some(grant) = self.rows.get_mut(&id) else {
            return;
        };
        self.by_stage.remove(&(grant.stage, id));
        self.by_stage.insert((stage, id));
        grant.stage = stage;
        grant.history.push(happened);
    }

    /// Something happened to the grant and left it at its stage.
    fn note(&mut self, id: GrantId, happened: (What, Index)) {
        self.change(id, |grant| grant.history.push(happened));
    }

    fn change(&mut self, id: GrantId, change: impl FnOnce(&mut Grant)) {
        if let Some(grant) = self.rows.get_mut(&id) {
            change(grant);
        }
    }
}
