//! The steps: one row for each entry that moved numbers, so that a statement can be read without the journal.

use crate::event::{Entry, Event};
use crate::ids::Index;
use crate::place::Place;
use crate::ranges::Ranges;
use crate::time::Timestamp;

/// What happened, in a statement or in the history of a grant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum What {
    /// Money came in.
    Received,
    /// A receipt, or part of it, was taken back.
    Reversed,
    /// Numbers were allotted to a line.
    Allotted,
    /// An allotment was notified.
    Notified,
    /// A line gave back what it had not used.
    Recalled,
    /// Somebody applied for a grant.
    GrantApplied,
    /// The need was determined.
    GrantDecided,
    /// Numbers were encumbered for a grant.
    CreditSecured,
    /// One of several approvers approved it.
    ApprovalGiven,
    /// The grant was awarded.
    GrantAwarded,
    /// The liability was verified.
    GrantVerified,
    /// The payment was ordered.
    PaymentOrdered,
    /// The bank paid.
    PaymentSettled,
    /// The bank sent it back.
    PaymentReturned,
    /// The grant was cancelled.
    GrantCancelled,
    /// The approval was given again, for another payee.
    PayeeRenewed,
    /// A kit was reserved for the grant.
    KitReserved,
    /// The kit was handed over.
    HandedOver,
}

/// What an entry moved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moved {
    /// The numbers.
    pub ranges: Ranges,
    /// Where every one of them was.
    pub from: Place,
    /// Where every one of them is from here on.
    pub to: Place,
}

/// An entry that is no receipt and stands in some statement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Step {
    pub(super) index: Index,
    pub(super) recorded_at: Timestamp,
    pub(super) what: What,
    /// Apart, because more than half of all steps move nothing.
    pub(super) moved: Option<Box<Moved>>,
}

/// All steps, in the order of their entries.
#[derive(Debug, Default)]
pub(super) struct Steps {
    rows: Vec<Step>,
}

impl Steps {
    pub(super) fn add(&mut self, entry: &Entry, moved: Option<Moved>) {
        let moved = moved.map(Box::new);
        if let Some(what) = what(&entry.event).filter(|what| *what != What::Received) {
            self.rows.push(Step { index: entry.index, recorded_at: entry.recorded_at, what, moved });
        }
    }

    pub(super) fn at(&self, index: Index) -> Option<&Step> {
        let position = self.rows.binary_search_by_key(&index, |step| step.index).ok()?;
        self.rows.get(position)
    }
}

fn what(event: &Event) -> Option<What> {
    match event {
        Event::ReceiptRecorded(_) => Some(What::Received),
        Event::ReceiptReversed(_) => Some(What::Reversed),
        Event::Allotted(_) => Some(What::Allotted),
        Event::AllotmentNotified(_) => Some(What::Notified),
        Event::AllotmentRecalled(_) => Some(What::Recalled),
        Event::ApprovalGiven(_) => Some(What::ApprovalGiven),
        Event::PayeeRenewed(_) => Some(What::PayeeRenewed),
        Event::KitReserved(_) => Some(What::KitReserved),
        Event::GoodsHandedOver(_) => Some(What::HandedOver),
        Event::GrantApplied(_) => Some(What::GrantApplied),
        Event::GrantDecided(_) => Some(What::GrantDecided),
        Event::CreditSecured(_) => Some(What::CreditSecured),
        Event::GrantAwarded(_) => Some(What::GrantAwarded),
        Event::GrantVerified(_) => Some(What::GrantVerified),
        Event::PaymentOrdered(_) => Some(What::PaymentOrdered),
        Event::PaymentSettled(_) => Some(What::PaymentSettled),
        Event::PaymentReturned(_) => Some(What::PaymentReturned),
        Event::GrantCancelled(_) => Some(What::GrantCancelled),
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
        | Event::LineOpened(_)
        | Event::CampaignRegistered(_)
        | Event::CampaignClosed(_)
        | Event::ClassRegistered(_)
        | Event::ApprovalPolicySet(_)
        | Event::PledgeRecorded(_)
        | Event::PledgeAmended(_)
        | Event::PledgeCancelled(_)
        | Event::PledgeWrittenOff(_)
        | Event::ReceiptReissued(_)
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
        | Event::Refused(_) => None,
    }
}
