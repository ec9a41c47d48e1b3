//! The rules, one file for each thing that they are about. Each file says how an act *chooses* what the caller
//! left open, what is *checked* (the same for the server that decides and the auditor who replays), and what is
//! *applied*.

mod account;
mod allotment;
mod approval;
mod area;
pub(crate) mod authority;
pub(crate) mod balance;
mod beneficiary;
mod book;
mod campaign;
mod class;
mod confirmation;
mod copy;
mod donor;
mod earmark;
pub(crate) mod frame;
mod goods;
mod grant;
pub(crate) mod list;
mod money;
mod office;
mod payee;
pub(crate) mod pledge;
mod policy;
mod principal;
mod programme;
mod receipt;
mod reversal;

use crate::command::Command;
use crate::decide::Draft;
use crate::event::{Entry, Event, PledgeAmended};
use crate::past::{Fault, Past};
use crate::rejection::Rejection;
use crate::role::Role;
use crate::state::State;

/// Chooses what the command leaves open and drafts its entries.
pub(crate) fn choose<P: Past + ?Sized>(draft: &mut Draft<'_, P>, command: &Command) -> Result<(), Fault> {
    let event = match command {
        Command::AdvanceClock(c) => Event::ClockAdvanced(*c),
        Command::RegisterArea(c) => Event::AreaRegistered(c.clone()),
        Command::RegisterOffice(c) => Event::OfficeRegistered(c.clone()),
        Command::AdmitPrincipal(c) => Event::PrincipalAdmitted(c.clone()),
        Command::RegisterProgramme(c) => Event::ProgrammeRegistered(c.clone()),
        Command::SetProgrammeRule(c) => Event::ProgrammeRuleSet(c.clone()),
        Command::OpenAccount(c) => Event::AccountOpened(c.clone()),
        Command::RegisterCampaign(c) => Event::CampaignRegistered(c.clone()),
        Command::RegisterClass(c) => Event::ClassRegistered(c.clone()),
        Command::SetApprovalPolicy(c) => Event::ApprovalPolicySet(c.clone()),
        Command::RegisterItem(c) => Event::ItemRegistered(c.clone()),
        Command::DesignKit(c) => Event::KitDesigned(c.clone()),
        Command::CloseCampaign(c) => Event::CampaignClosed(*c),
        Command::ProposePayee(c) => Event::PayeeProposed(*c),
        Command::ConfirmPayee(c) => Event::PayeeConfirmed(*c),
        Command::GiveApproval(c) => Event::ApprovalGiven(*c),
        Command::RecordPledge(c) => pledge::choose(draft, c)?,
        Command::AmendPledge { pledge, last_change, instalments } => {
            let (pledge, last_change, instalments) = (*pledge, *last_change, instalments.clone());
            Event::PledgeAmended(PledgeAmended { pledge, last_change, instalments })
        }
        Command::CancelPledge { pledge, last_change, reason } => {
            pledge::choose_cancellation(draft, *pledge, *last_change, *reason)?
        }
        Command::WriteOffPledge { pledge, last_change, count, reason } => {
            pledge::choose_write_off(draft, *pledge, *last_change, *count, *reason)?
        }
        Command::ReissueReceipt { receipt } => copy::choose(draft, *receipt)?,
        Command::RecallAllotment(c) => allotment::choose_recall(draft, c)?,
        Command::PlaceEarmark(c) => Event::EarmarkPlaced(c.clone()),
        Command::LiftEarmark(c) => Event::EarmarkLifted(c.clone()),
        Command::RecordLot(c) => goods::choose_lot(draft, c)?,
        Command::AppraiseLot(c) => Event::LotAppraised(*c),
        Command::AssembleKit(c) => goods::choose_kit(draft, c)?,
        Command::DissolveKit { kit, last_change } => goods::choose_dissolution(draft, *kit, *last_change)?,
        Command::HandOver { grant, last_change, evidence } => {
            let office = draft.state().grants.at(grant).map(|row| row.office);
            draft.may_ask(Role::CaseOfficer, office)?;
            grant::choose_hand_over(draft.state(), *grant, *last_change, evidence)?
        }
        // Lines and rows have their list's act around them; alone they are nothing.
        Command::SubmitLine(_) | Command::ImportRow(_) => return Err(Rejection::NotOfList { list: 0 }.into()),
        Command::Confirm(c) => Event::RegistrationConfirmed(*c),
        Command::RegisterDonor(c) => Event::DonorRegistered(*c),
        Command::EnrolBeneficiary(c) => Event::BeneficiaryEnrolled(c.clone()),
        Command::VerifyBeneficiary { beneficiary, last_change } => {
            beneficiary::choose_verification(*beneficiary, *last_change)
        }
        Command::RecordReceipt(c) => receipt::choose(draft, c)?,
        Command::ReverseReceipt { receipt, amount, reason } => reversal::choose(draft, *receipt, *amount, *reason)?,
        Command::Allot(c) => allotment::choose(draft, c)?,
        Command::NotifyAllotment { allotment, last_change } => {
            allotment::choose_notification(draft, *allotment, *last_change)?
        }
        Command::ApplyForGrant(c) => Event::GrantApplied(*c),
        Command::Grant { grant, last_change, step } => grant::choose(draft, *grant, *last_change, step)?,
    };
    draft.push(event)
}

/// Judges what the entry says happened, in the state before it.
pub(crate) fn check<P: Past + ?Sized>(state: &State, entry: &Entry, past: &P) -> Result<(), Fault> {
    list::check_context(state, &entry.event)?;
    match &entry.event {
        Event::BookOpened(e) => book::check_opening(state, e)?,
        Event::RulesetAdopted(e) => book::check_ruleset(state, *e)?,
        Event::ClockAdvanced(e) => book::check_clock(state, entry.recorded_at, *e)?,
        Event::AreaRegistered(e) => area::check(state, e)?,
        Event::OfficeRegistered(e) => office::check(state, e)?,
        Event::PrincipalAdmitted(e) => principal::check(state, entry.index, e)?,
        Event::ProgrammeRegistered(e) => programme::check(state, e)?,
        Event::ProgrammeRuleSet(e) => programme::check_rule(state, state.day(entry.recorded_at), e)?,
        Event::AccountOpened(e) => account::check(state, e)?,
        Event::RegistrationConfirmed(e) => confirmation::check(state, entry, *e)?,
        Event::DonorRegistered(e) => donor::check(state, *e)?,
        Event::BeneficiaryEnrolled(e) => beneficiary::check(state, e)?,
        Event::BeneficiaryVerified(e) => beneficiary::check_verification(state, entry, *e)?,
        Event::FundOpened(e) => receipt::check_fund(state, *e)?,
        Event::SeriesOpened(e) => receipt::check_series(state, *e)?,
        Event::ReceiptRecorded(e) => receipt::check(state, entry, e, past)?,
        Event::ReceiptReversed(e) => reversal::check(state, entry, e, past)?,
        Event::LineOpened(e) => allotment::check_line(state, *e)?,
        Event::Allotted(e) => allotment::check(state, entry, e)?,
        Event::AllotmentNotified(e) => allotment::check_notification(state, entry, e, past)?,
        Event::GrantApplied(e) => grant::check_application(state, entry, *e)?,
        Event::GrantDecided(e) => grant::check_decision(state, entry, *e)?,
        Event::CreditSecured(e) => grant::check_credit(state, entry, e)?,
        Event::GrantAwarded(e) => grant::check_award(state, entry, *e)?,
        Event::GrantVerified(e) => grant::check_verification(state, entry, *e)?,
        Event::PaymentOrdered(e) => grant::check_order(state, entry, e)?,
        Event::PaymentSettled(e) => grant::check_settlement(state, entry, e)?,
        Event::PaymentReturned(e) => grant::check_return(state, entry, e)?,
        Event::GrantCancelled(e) => grant::check_cancellation(state, entry, e)?,
        Event::CampaignRegistered(e) => campaign::check(state, state.day(entry.recorded_at), e)?,
        Event::CampaignClosed(e) => campaign::check_closing(state, *e)?,
        Event::ClassRegistered(e) => class::check(state, e)?,
        Event::ApprovalPolicySet(e) => policy::check(state, state.day(entry.recorded_at), e)?,
        Event::ApprovalGiven(e) => approval::check(state, entry, *e)?,
        Event::PledgeRecorded(e) => pledge::check(state, entry, e)?,
        Event::PledgeAmended(e) => pledge::check_amendment(state, e)?,
        Event::PledgeCancelled(e) => pledge::check_cancellation(state, entry, *e)?,
        Event::PledgeWrittenOff(e) => pledge::check_write_off(state, entry, *e)?,
        Event::ReceiptReissued(e) => copy::check(state, *e, past)?,
        Event::AllotmentRecalled(e) => allotment::check_recall(state, entry, e)?,
        Event::EarmarkPlaced(e) => earmark::check(state, e)?,
        Event::EarmarkLifted(e) => earmark::check_lifting(state, e)?,
        Event::PayeeProposed(e) => payee::check(state, entry, *e)?,
        Event::PayeeConfirmed(e) => payee::check_confirmation(state, entry, *e)?,
        Event::PayeeRenewed(e) => grant::check_renewal(state, entry, *e)?,
        Event::ListSubmitted(e) => list::check_submission(state, *e)?,
        Event::ListApproved(e) => list::check_approval(state, entry, *e)?,
        Event::ListReleased(e) => list::check_release(state, entry, *e)?,
        Event::ResultsImported(e) => list::check_results(state, entry, *e)?,
        Event::ItemRegistered(e) => goods::check_item(state, e)?,
        Event::KitDesigned(e) => goods::check_design(state, e)?,
        Event::LotReceived(e) => goods::check_lot(state, entry, e)?,
        Event::LotAppraised(e) => goods::check_appraisal(state, entry, *e)?,
        Event::KitAssembled(e) => goods::check_kit(state, entry, e)?,
        Event::KitDissolved(e) => goods::check_dissolution(state, e)?,
        Event::KitReserved(e) => grant::check_reservation(state, entry, *e)?,
        Event::GoodsHandedOver(e) => grant::check_hand_over(state, entry, e)?,
        Event::Refused(e) => frame::check_refused(state, e)?,
    }
    Ok(())
}

/// Carries out what the entry says happened. It was checked: nothing here may fail.
pub(crate) fn apply(state: &mut State, entry: &Entry) {
    let index = entry.index.0;
    match &entry.event {
        Event::BookOpened(e) => book::apply_opening(state, e),
        Event::RulesetAdopted(e) => state.frame.ruleset = e.ruleset,
        Event::ClockAdvanced(e) => state.frame.recorded_at = e.to,
        Event::AreaRegistered(e) => area::apply(state, entry, e),
        Event::OfficeRegistered(e) => office::apply(state, entry, e),
        Event::PrincipalAdmitted(e) => principal::apply(state, entry, e),
        Event::ProgrammeRegistered(e) => programme::apply(state, entry, e),
        Event::ProgrammeRuleSet(e) => programme::apply_rule(state, entry, e),
        Event::AccountOpened(e) => account::apply(state, entry, e),
        Event::RegistrationConfirmed(e) => confirmation::apply(state, entry, *e),
        Event::DonorRegistered(e) => donor::apply(state, index, *e),
        Event::BeneficiaryEnrolled(e) => beneficiary::apply(state, entry, e),
        Event::BeneficiaryVerified(e) => state.beneficiaries.change(&e.beneficiary, |row| row.verified = true),
        Event::FundOpened(e) => receipt::apply_fund(state, index, *e),
        Event::SeriesOpened(e) => receipt::apply_series(state, index, *e),
        Event::ReceiptRecorded(e) => receipt::apply(state, index, e),
        Event::LineOpened(e) => allotment::apply_line(state, index, *e),
        Event::Allotted(e) => allotment::apply(state, entry, e),
        Event::AllotmentNotified(e) => allotment::apply_notification(state, entry, e),
        Event::GrantApplied(e) => grant::apply_application(state, entry, *e),
        Event::GrantDecided(_)
        | Event::CreditSecured(_)
        | Event::GrantAwarded(_)
        | Event::GrantVerified(_)
        | Event::PaymentOrdered(_)
        | Event::PaymentSettled(_)
        | Event::PaymentReturned(_)
        | Event::GrantCancelled(_)
        | Event::KitReserved(_)
        | Event::GoodsHandedOver(_) => grant::apply_step(state, entry),
        Event::ReceiptReversed(e) => reversal::apply(state, entry, e),
        Event::CampaignRegistered(e) => campaign::apply(state, entry, e),
        Event::CampaignClosed(e) => campaign::apply_closing(state, entry.index, state.day(entry.recorded_at), *e),
        Event::ClassRegistered(e) => class::apply(state, entry, e),
        Event::ApprovalPolicySet(e) => policy::apply(state, entry, e),
        Event::ApprovalGiven(e) => approval::apply(state, entry, *e),
        Event::PledgeRecorded(e) => pledge::apply(state, entry, e),
        Event::PledgeAmended(e) => pledge::apply_amendment(state, entry, e),
        Event::PledgeCancelled(e) => pledge::apply_giving_up(state, entry, e.pledge, e.count),
        Event::PledgeWrittenOff(e) => pledge::apply_giving_up(state, entry, e.pledge, e.count),
        Event::ReceiptReissued(e) => state.copies.set(e.receipt, e.copy),
        Event::AllotmentRecalled(_) => money::apply(state, &entry.event),
        Event::EarmarkPlaced(e) => earmark::apply(state, entry, e),
        Event::EarmarkLifted(e) => earmark::apply_lifting(state, e),
        Event::PayeeProposed(e) => payee::apply(state, entry, *e),
        Event::PayeeConfirmed(e) => payee::apply_confirmation(state, entry, *e),
        Event::PayeeRenewed(e) => grant::apply_renewal(state, entry, *e),
        Event::ListSubmitted(e) => list::apply_submission(state, entry, *e),
        Event::ListApproved(e) => list::apply_approval(state, entry, *e),
        Event::ListReleased(e) => list::apply_release(state, entry, *e),
        Event::ResultsImported(e) => list::apply_results(state, entry, *e),
        Event::ItemRegistered(e) => goods::apply_item(state, entry, e),
        Event::KitDesigned(e) => goods::apply_design(state, entry, e),
        Event::LotReceived(e) => goods::apply_lot(state, entry, e),
        Event::LotAppraised(e) => goods::apply_appraisal(state, entry, *e),
        Event::KitAssembled(e) => goods::apply_kit(state, entry, e),
        Event::KitDissolved(e) => goods::apply_dissolution(state, entry.index, e),
        Event::Refused(_) => {}
    }
    list::count_down(state, entry);
}

/// Which kind of thing a code names; part of the key in `State::codes`.
#[derive(Clone, Copy)]
pub(crate) enum Coded {
    Area = 1,
    Office = 2,
    Programme = 3,
    Account = 4,
    Campaign = 5,
    Class = 6,
    Item = 7,
    KitDesign = 8,
}

/// Refuses a code that already names something of its kind.
pub(crate) fn code_is_new(state: &State, kind: Coded, code: &crate::text::Code) -> Result<(), Rejection> {
    match state.codes.at(&(kind as u8, code.clone())) {
        Some(holder) => Err(Rejection::CodeTaken { holder: holder.0 }),
        None => Ok(()),
    }
}

/// Refuses what was proposed and not confirmed by another person yet.
pub(crate) fn in_force(state: &State, object: u64) -> Result<(), Rejection> {
    if state.is_confirmed(object) { Ok(()) } else { Err(Rejection::NotConfirmed { object }) }
}
