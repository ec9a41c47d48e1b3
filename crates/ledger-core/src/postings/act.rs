//! Which act an entry is, with all that its postings need to know about it.

use super::{Debt, Ledger};
use crate::event::Event;
use crate::ids::{GrantId, LineId};
use crate::ranges::Range;
use std::borrow::Cow;

/// An act that posts.
#[derive(Clone, Copy, Debug)]
pub(super) enum Act {
    Receipt,
    Reversal,
    Allotment { line: LineId, parent: Option<LineId> },
    Notification { line: LineId },
    Recall { line: LineId, parent: Option<LineId> },
    Encumbrance { line: LineId, grant: GrantId },
    Verification { line: LineId, grant: GrantId },
    Order { debt: Debt },
    Settlement,
    BankReturn,
    Cancellation { line: LineId, grant: GrantId, debt: Debt },
}

/// The act and the numbers that it is about; `None` if it posts nothing.
pub(super) fn act<'entry>(event: &'entry Event, ledger: &impl Ledger) -> Option<(Cow<'entry, [Range]>, Act)> {
    let (ranges, act) = match event {
        Event::ReceiptRecorded(e) => (core::slice::from_ref(&e.numbers), Act::Receipt),
        Event::ReceiptReversed(e) => (e.ranges.as_slice(), Act::Reversal),
        Event::Allotted(e) => (e.ranges.as_slice(), Act::Allotment { line: e.line, parent: e.parent }),
        Event::AllotmentNotified(e) => (e.ranges.as_slice(), Act::Notification { line: e.line }),
        Event::AllotmentRecalled(e) => (e.ranges.as_slice(), Act::Recall { line: e.line, parent: e.parent }),
        Event::CreditSecured(e) => (e.ranges.as_slice(), Act::Encumbrance { line: e.line, grant: e.grant }),
        Event::GrantVerified(e) => {
            // The entry names no numbers: it moves none, it makes a debt of those that are encumbered.
            let act = Act::Verification { line: ledger.line_of_grant(e.grant)?, grant: e.grant };
            return Some((Cow::Owned(ledger.encumbered(e.grant)), act));
        }
        Event::PaymentOrdered(e) => (e.ranges.as_slice(), Act::Order { debt: ledger.debt(e.grant) }),
        Event::PaymentSettled(e) => (e.ranges.as_slice(), Act::Settlement),
        Event::PaymentReturned(e) => (e.ranges.as_slice(), Act::BankReturn),
        Event::GrantCancelled(e) => {
            let line = ledger.line_of_grant(e.grant)?;
            let act = Act::Cancellation { line, grant: e.grant, debt: ledger.debt(e.grant) };
            (e.ranges.as_ref()?.as_slice(), act)
        }
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
        | Event::GrantApplied(_)
        | Event::GrantDecided(_)
        | Event::GrantAwarded(_)
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
    Some((Cow::Borrowed(ranges), act))
}
