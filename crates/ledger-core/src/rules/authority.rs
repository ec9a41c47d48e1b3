//! Rule 20: who may do what, where, and how many hands it takes.

use crate::event::{Entry, Event};
use crate::ids::{GrantId, ListId, LotId, OfficeId, PersonToken, PledgeId, PrincipalId, ReceiptId};
use crate::past::{Fault, Past};
use crate::rejection::Rejection;
use crate::role::Role;
use crate::state::{Act, Person, Principal, State};

/// Judges whether the entry's principal may do what the entry says.
pub(crate) fn check<P: Past + ?Sized>(state: &State, entry: &Entry, past: &P) -> Result<(), Fault> {
    if is_opening_act(entry) {
        return Ok(());
    }
    // A refusal needs no role, and not even an active principal: that may be the very reason for it.
    let Some(role) = needed_role(&entry.event) else { return Ok(()) };
    let principal = active(state, entry.principal)?;
    has_role(principal, role)?;
    if is_approval(&entry.event) && principal.human.is_none() {
        return Err(Rejection::SystemMayNotApprove { principal: entry.principal.0 }.into());
    }
    match office_of(state, &entry.event, past)? {
        Some(office) => Ok(covered(state, principal, office)?),
        None => Ok(()),
    }
}

/// Asked before anything is chosen, so that nobody learns what a line or receipt holds, or that a grant is
/// there, from the refusal of an act that was never theirs. `check` judges the act itself again.
pub(crate) fn may_ask(
    state: &State,
    principal: PrincipalId,
    role: Role,
    office: Option<OfficeId>,
) -> Result<(), Rejection> {
    let principal = active(state, principal)?;
    has_role(principal, role)?;
    office.map_or(Ok(()), |office| covered(state, principal, office))
}

fn has_role(principal: &Principal, role: Role) -> Result<(), Rejection> {
    if principal.roles.has(role) { Ok(()) } else { Err(Rejection::RoleMissing { role: role.number() }) }
}

/// The first three entries have nobody before them who could have allowed them; `frame::check_opening`,
/// `book::check_opening` and `principal::check` hold them together.
const fn is_opening_act(entry: &Entry) -> bool {
    entry.index.0 <= 2
}

fn active(state: &State, id: PrincipalId) -> Result<&Principal, Rejection> {
    state
        .principals
        .at(&id)
        .filter(|_| state.is_confirmed(id.0))
        .ok_or(Rejection::PrincipalNotActive { principal: id.0 })
}

/// The one table of acts and roles.
const fn needed_role(event: &Event) -> Option<Role> {
    Some(match event {
        Event::RulesetAdopted(_)
        | Event::ClockAdvanced(_)
        | Event::AreaRegistered(_)
        | Event::OfficeRegistered(_)
        | Event::PrincipalAdmitted(_)
        | Event::ProgrammeRegistered(_)
        | Event::ProgrammeRuleSet(_)
        | Event::AccountOpened(_)
        | Event::CampaignRegistered(_)
        | Event::CampaignClosed(_)
        | Event::ClassRegistered(_)
        | Event::ApprovalPolicySet(_)
        | Event::ItemRegistered(_)
        | Event::KitDesigned(_)
        | Event::RegistrationConfirmed(_) => Role::Administrator,
        Event::DonorRegistered(_) | Event::FundOpened(_) | Event::SeriesOpened(_) | Event::ReceiptRecorded(_) => {
            Role::Receiver
        }
        Event::PledgeRecorded(_) | Event::PledgeAmended(_) | Event::ReceiptReissued(_) | Event::LotReceived(_) => {
            Role::Receiver
        }
        // Of a list the approver secures the credit, and the releaser verifies, in the act of the list.
        Event::CreditSecured(e) if e.list.is_some() => Role::Approver,
        Event::GrantVerified(e) if e.list.is_some() => Role::Releaser,
        Event::LineOpened(_) | Event::Allotted(_) | Event::CreditSecured(_) => Role::BudgetOfficer,
        Event::EarmarkPlaced(_) | Event::EarmarkLifted(_) => Role::Approver,
        Event::PledgeCancelled(_)
        | Event::PledgeWrittenOff(_)
        | Event::AllotmentRecalled(_)
        | Event::ApprovalGiven(_)
        | Event::PayeeRenewed(_)
        | Event::LotAppraised(_)
        | Event::ListApproved(_) => Role::Approver,
        Event::PayeeProposed(_)
        | Event::PayeeConfirmed(_)
        | Event::ListSubmitted(_)
        | Event::KitAssembled(_)
        | Event::KitDissolved(_)
        | Event::KitReserved(_)
        | Event::GoodsHandedOver(_) => Role::CaseOfficer,
        Event::ListReleased(_) => Role::Releaser,
        Event::ResultsImported(_) => Role::Treasurer,
        Event::BeneficiaryEnrolled(_)
        | Event::BeneficiaryVerified(_)
        | Event::GrantApplied(_)
        | Event::GrantDecided(_)
        | Event::GrantVerified(_) => Role::CaseOfficer,
        Event::AllotmentNotified(_) | Event::GrantAwarded(_) | Event::GrantCancelled(_) | Event::ReceiptReversed(_) => {
            Role::Approver
        }
        Event::PaymentOrdered(_) => Role::Releaser,
        Event::PaymentSettled(_) | Event::PaymentReturned(_) => Role::Treasurer,
        Event::BookOpened(_) | Event::Refused(_) => return None,
    })
}

/// Acts that approve what somebody else made: a system never does one.
const fn is_approval(event: &Event) -> bool {
    matches!(
        event,
        Event::RegistrationConfirmed(_)
            | Event::BeneficiaryVerified(_)
            | Event::AllotmentNotified(_)
            | Event::GrantAwarded(_)
            | Event::GrantCancelled(_)
            | Event::PaymentOrdered(_)
            | Event::ReceiptReversed(_)
            | Event::CampaignClosed(_)
            | Event::ApprovalGiven(_)
            | Event::PledgeCancelled(_)
            | Event::PledgeWrittenOff(_)
            | Event::AllotmentRecalled(_)
            | Event::EarmarkPlaced(_)
            | Event::EarmarkLifted(_)
            | Event::PayeeConfirmed(_)
            | Event::PayeeRenewed(_)
            | Event::LotAppraised(_)
            | Event::ListApproved(_)
            | Event::ListReleased(_)
    )
}

/// The office whose money or people the entry is about; `None` for the register, which has no office.
fn office_of<P: Past + ?Sized>(state: &State, event: &Event, past: &P) -> Result<Option<OfficeId>, Fault> {
    let grant_office = |grant| state.grants.at(&grant).map(|row| row.office);
    Ok(match event {
        Event::ReceiptRecorded(e) => Some(e.office),
        Event::ReceiptReversed(e) => receipt_office(e.receipt, past)?,
        Event::BeneficiaryEnrolled(e) => Some(e.office),
        Event::BeneficiaryVerified(e) => state.beneficiaries.at(&e.beneficiary).map(|row| row.office),
        Event::Allotted(e) => giver(state, e.parent),
        Event::AllotmentNotified(e) => state.allotments.at(&e.allotment).map(|row| row.giver),
        Event::GrantApplied(e) => Some(e.office),
        Event::GrantDecided(e) => grant_office(e.grant),
        Event::CreditSecured(e) => grant_office(e.grant),
        Event::GrantAwarded(e) => grant_office(e.grant),
        Event::GrantVerified(e) => grant_office(e.grant),
        Event::PaymentOrdered(e) => grant_office(e.grant),
        Event::PaymentSettled(e) => grant_office(e.grant),
        Event::PaymentReturned(e) => grant_office(e.grant),
        Event::GrantCancelled(e) => grant_office(e.grant),
        Event::PledgeRecorded(e) => Some(e.office),
        Event::PledgeAmended(e) => pledge_office(state, e.pledge),
        Event::PledgeCancelled(e) => pledge_office(state, e.pledge),
        Event::PledgeWrittenOff(e) => pledge_office(state, e.pledge),
        Event::ReceiptReissued(e) => receipt_office(e.receipt, past)?,
        Event::AllotmentRecalled(e) => giver(state, e.parent),
        Event::EarmarkPlaced(_) | Event::EarmarkLifted(_) => state.national_office(),
        Event::ApprovalGiven(e) => grant_office(GrantId(e.object.0)).or_else(|| list_office(state, ListId(e.object.0))),
        Event::PayeeProposed(e) => state.beneficiaries.at(&e.beneficiary).map(|row| row.office),
        Event::PayeeConfirmed(e) => {
            let payee = state.payees.at(&e.payee);
            payee.and_then(|row| state.beneficiaries.at(&row.beneficiary)).map(|row| row.office)
        }
        Event::PayeeRenewed(e) => grant_office(e.grant),
        Event::ListSubmitted(e) => Some(e.office),
        Event::ListApproved(e) => list_office(state, e.list),
        Event::ListReleased(e) => list_office(state, e.list),
        Event::ResultsImported(e) => list_office(state, e.list),
        Event::LotReceived(e) => Some(e.office),
        Event::LotAppraised(e) => lot_office(state, e.lot),
        Event::KitAssembled(e) => Some(e.office),
        Event::KitDissolved(e) => state.kits.at(&e.kit).map(|row| row.office),
        Event::KitReserved(e) => grant_office(e.grant),
        Event::GoodsHandedOver(e) => grant_office(e.grant),
        Event::BookOpened(_)
        | Event::RulesetAdopted(_)
        | Event::ClockAdvanced(_)
        | Event::AreaRegistered(_)
        | Event::OfficeRegistered(_)
        | Event::PrincipalAdmitted(_)
        | Event::ProgrammeRegistered(_)
        | Event::ProgrammeRuleSet(_)
        | Event::AccountOpened(_)
        | Event::CampaignRegistered(_)
        | Event::CampaignClosed(_)
        | Event::ClassRegistered(_)
        | Event::ApprovalPolicySet(_)
        | Event::ItemRegistered(_)
        | Event::KitDesigned(_)
        | Event::RegistrationConfirmed(_)
        | Event::DonorRegistered(_)
        | Event::FundOpened(_)
        | Event::SeriesOpened(_)
        | Event::LineOpened(_)
        | Event::Refused(_) => None,
    })
}

fn pledge_office(state: &State, pledge: PledgeId) -> Option<OfficeId> {
    state.pledges.at(&pledge).map(|row| row.office)
}

fn list_office(state: &State, list: ListId) -> Option<OfficeId> {
    state.lists.at(&list).map(|row| row.office)
}

/// The office that owns the store in which the lot is.
fn lot_office(state: &State, lot: LotId) -> Option<OfficeId> {
    let series = state.stock.series(state.lots.at(&lot)?.numbers.series())?;
    state.accounts.at(&series.account).map(|row| row.office)
}

/// Who gives an allotment: the parent line's office, or the national office where money comes from funds.
pub(crate) fn giver(state: &State, parent: Option<crate::ids::LineId>) -> Option<OfficeId> {
    match parent {
        Some(line) => state.lines.at(&line).map(|row| row.office),
        None => state.national_office(),
    }
}

pub(crate) fn receipt_office<P: Past + ?Sized>(receipt: ReceiptId, past: &P) -> Result<Option<OfficeId>, Fault> {
    Ok(super::reversal::receipt_entry(receipt, past)?.map(|(_, recorded)| recorded.office))
}

fn covered(state: &State, principal: &Principal, office: OfficeId) -> Result<(), Rejection> {
    let covers = principal.office.is_some_and(|own| state.office_covers(own, office));
    if covers { Ok(()) } else { Err(Rejection::OutOfScope { office: office.0 }) }
}

/// Refuses an act that is about the goods or the money of a second office, which the principal's does not cover.
pub(crate) fn covers(state: &State, principal: PrincipalId, office: OfficeId) -> Result<(), Rejection> {
    covered(state, active(state, principal)?, office)
}

/// Refuses the entry if the person behind it did one of `others` already.
pub(crate) fn distinct(state: &State, entry: &Entry, others: &[Act]) -> Result<(), Rejection> {
    let me = state.person(entry.principal);
    match others.iter().find(|act| state.person(act.by) == me) {
        Some(act) => Err(Rejection::SelfApproval { acted_at: act.at.0 }),
        None => Ok(()),
    }
}

/// Refuses the entry if the person behind it is one of `persons`, who were named in the entry `named_at`.
pub(crate) fn not_oneself(
    state: &State,
    entry: &Entry,
    persons: &[PersonToken],
    named_at: u64,
) -> Result<(), Rejection> {
    match state.person(entry.principal) {
        Person::Human(token) if persons.contains(&token) => Err(Rejection::SelfApproval { acted_at: named_at }),
        Person::Human(_) | Person::System(_) => Ok(()),
    }
}

/// An approval dies with any change: what the approver saw must be the last change.
pub(crate) fn unchanged(seen: crate::ids::Index, last_change: crate::ids::Index) -> Result<(), Rejection> {
    if seen == last_change { Ok(()) } else { Err(Rejection::ChangedSince { seen: seen.0, last_change: last_change.0 }) }
}
