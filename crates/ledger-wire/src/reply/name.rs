//! Resource names: `books/{book}/grants/{index}`.

use core::fmt::Write;
use ledger_core::event::Event;
use ledger_core::ids::{BookId, Index};

/// An object of the book, by its collection and its index.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Named {
    /// The collection: `grants`.
    pub collection: &'static str,
    /// The entry that made it.
    pub index: Index,
}

impl Named {
    /// The object that an entry made or changed.
    #[must_use]
    pub fn of(event: &Event, index: Index) -> Self {
        let object = match event {
            Event::BeneficiaryVerified(e) => e.beneficiary.0,
            Event::ReceiptReversed(e) => e.receipt.0,
            Event::AllotmentNotified(e) => e.allotment.0,
            Event::GrantDecided(e) => e.grant.0,
            Event::CreditSecured(e) => e.grant.0,
            Event::GrantAwarded(e) => e.grant.0,
            Event::GrantVerified(e) => e.grant.0,
            Event::PaymentOrdered(e) => e.grant.0,
            Event::PaymentSettled(e) => e.grant.0,
            Event::PaymentReturned(e) => e.grant.0,
            Event::GrantCancelled(e) => e.grant.0,
            Event::PayeeRenewed(e) => e.grant.0,
            Event::KitReserved(e) => e.grant.0,
            Event::GoodsHandedOver(e) => e.grant.0,
            Event::CampaignClosed(e) => e.campaign.0,
            Event::PledgeAmended(e) => e.pledge.0,
            Event::PledgeCancelled(e) => e.pledge.0,
            Event::PledgeWrittenOff(e) => e.pledge.0,
            Event::ReceiptReissued(e) => e.receipt.0,
            Event::AllotmentRecalled(e) => e.line.0,
            Event::EarmarkLifted(e) => e.earmark.0,
            Event::PayeeConfirmed(e) => e.payee.0,
            Event::ListApproved(e) => e.list.0,
            Event::ListReleased(e) => e.list.0,
            Event::LotAppraised(e) => e.lot.0,
            Event::KitDissolved(e) => e.kit.0,
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
            | Event::FundOpened(_)
            | Event::SeriesOpened(_)
            | Event::ReceiptRecorded(_)
            | Event::LineOpened(_)
            | Event::Allotted(_)
            | Event::GrantApplied(_)
            | Event::CampaignRegistered(_)
            | Event::ClassRegistered(_)
            | Event::ApprovalPolicySet(_)
            | Event::ApprovalGiven(_)
            | Event::PledgeRecorded(_)
            | Event::EarmarkPlaced(_)
            | Event::PayeeProposed(_)
            | Event::ListSubmitted(_)
            | Event::ResultsImported(_)
            | Event::ItemRegistered(_)
            | Event::KitDesigned(_)
            | Event::LotReceived(_)
            | Event::KitAssembled(_)
            | Event::Refused(_) => index.0,
        };
        Self { collection: collection_of(event), index: Index(object) }
    }

    /// The resource name in this book.
    #[must_use]
    pub fn name(&self, book: &BookId) -> String {
        let mut name = String::with_capacity(64);
        name.push_str("books/");
        for byte in book.0 {
            // Writing into a string cannot fail.
            let _ = write!(name, "{byte:02x}");
        }
        let _ = write!(name, "/{}/{}", self.collection, self.index);
        name
    }
}

/// The collection of the object that an entry is about; `entries` where it is about none.
#[must_use]
pub const fn collection_of(event: &Event) -> &'static str {
    match event {
        Event::AreaRegistered(_) => "areas",
        Event::OfficeRegistered(_) => "offices",
        Event::PrincipalAdmitted(_) => "principals",
        Event::ProgrammeRegistered(_) => "programmes",
        Event::ProgrammeRuleSet(_) => "rules",
        Event::AccountOpened(_) => "accounts",
        Event::DonorRegistered(_) => "donors",
        Event::BeneficiaryEnrolled(_) | Event::BeneficiaryVerified(_) => "beneficiaries",
        Event::FundOpened(_) => "funds",
        Event::SeriesOpened(_) => "series",
        Event::ReceiptRecorded(_) | Event::ReceiptReversed(_) | Event::ReceiptReissued(_) => "receipts",
        Event::LineOpened(_) | Event::AllotmentRecalled(_) => "lines",
        Event::Allotted(_) | Event::AllotmentNotified(_) => "allotments",
        Event::GrantApplied(_)
        | Event::GrantDecided(_)
        | Event::CreditSecured(_)
        | Event::GrantAwarded(_)
        | Event::GrantVerified(_)
        | Event::PaymentOrdered(_)
        | Event::PaymentSettled(_)
        | Event::PaymentReturned(_)
        | Event::GrantCancelled(_)
        | Event::PayeeRenewed(_)
        | Event::KitReserved(_)
        | Event::GoodsHandedOver(_) => "grants",
        Event::CampaignRegistered(_) | Event::CampaignClosed(_) => "campaigns",
        Event::ClassRegistered(_) => "classes",
        Event::ApprovalPolicySet(_) => "policies",
        Event::PledgeRecorded(_)
        | Event::PledgeAmended(_)
        | Event::PledgeCancelled(_)
        | Event::PledgeWrittenOff(_) => "pledges",
        Event::EarmarkPlaced(_) | Event::EarmarkLifted(_) => "earmarks",
        Event::PayeeProposed(_) | Event::PayeeConfirmed(_) => "payees",
        Event::ListSubmitted(_) | Event::ListApproved(_) | Event::ListReleased(_) => "lists",
        Event::ResultsImported(_) => "results",
        Event::ItemRegistered(_) => "items",
        Event::KitDesigned(_) => "kitDesigns",
        Event::LotReceived(_) | Event::LotAppraised(_) => "lots",
        Event::KitAssembled(_) | Event::KitDissolved(_) => "kits",
        Event::BookOpened(_)
        | Event::RulesetAdopted(_)
        | Event::ClockAdvanced(_)
        | Event::RegistrationConfirmed(_)
        // Of a grant or of a list: the entry itself does not tell.
        | Event::ApprovalGiven(_)
        | Event::Refused(_) => "entries",
    }
}
