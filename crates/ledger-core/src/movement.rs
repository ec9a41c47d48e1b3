//! Which numbers an entry moves, from where to where. The one reading of the entries that state, views and
//! postings share.

use crate::event::Event;
use crate::ids::{GrantId, LineId};
use crate::place::Place;
use crate::ranges::Ranges;

/// The numbers that an entry moves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Movement<'entry> {
    /// The numbers.
    pub ranges: &'entry Ranges,
    /// Where every one of them was.
    pub from: Place,
    /// Where every one of them is now.
    pub to: Place,
}

/// What the entry moves; `None` if it moves nothing, or only adds new numbers (a receipt).
///
/// A cancelled grant gives back to the line that paid: `line_of` says which line that is.
#[must_use]
pub fn movement(event: &Event, line_of: impl FnOnce(GrantId) -> Option<LineId>) -> Option<Movement<'_>> {
    let (ranges, from, to) = match event {
        Event::Allotted(e) => (&e.ranges, e.parent.map_or(Place::Free, Place::Notified), Place::Allotted(e.line)),
        Event::AllotmentNotified(e) => (&e.ranges, Place::Allotted(e.line), Place::Notified(e.line)),
        Event::AllotmentRecalled(e) => {
            (&e.ranges, Place::Notified(e.line), e.parent.map_or(Place::Free, Place::Notified))
        }
        Event::CreditSecured(e) => (&e.ranges, Place::Notified(e.line), Place::Encumbered(e.grant)),
        Event::PaymentOrdered(e) => (&e.ranges, Place::Encumbered(e.grant), Place::InPayment(e.grant)),
        Event::PaymentSettled(e) => (&e.ranges, Place::InPayment(e.grant), Place::Spent(e.grant)),
        Event::PaymentReturned(e) => (&e.ranges, Place::InPayment(e.grant), Place::Encumbered(e.grant)),
        Event::GrantCancelled(e) => {
            (e.ranges.as_ref()?, Place::Encumbered(e.grant), Place::Notified(line_of(e.grant)?))
        }
        Event::ReceiptReversed(e) => (&e.ranges, Place::Free, Place::Voided(e.receipt)),
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
        | Event::LineOpened(_)
        | Event::GrantApplied(_)
        | Event::GrantDecided(_)
        | Event::GrantAwarded(_)
        | Event::GrantVerified(_)
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
        | Event::EarmarkPlaced(_)
        | Event::EarmarkLifted(_)
        | Event::PayeeProposed(_)
        | Event::PayeeConfirmed(_)
        | Event::PayeeRenewed(_)
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
        | Event::KitReserved(_)
        | Event::GoodsHandedOver(_)
        | Event::Refused(_) => return None,
    };
    Some(Movement { ranges, from, to })
}
