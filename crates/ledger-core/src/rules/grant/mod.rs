//! The path of a cash grant: applied, decided, credit secured, awarded, verified, ordered, paid or returned.
//! Stages in order, none skipped, none twice (rule 13), each by hands that rule 20 keeps apart.

mod application;
mod award;
mod credit;
mod goods;
mod payment;

pub(super) use application::{apply as apply_application, check as check_application, check_decision};
pub(super) use award::{check as check_award, check_cancellation, check_verification};
pub(super) use credit::{check as check_credit, choose as choose_credit};
pub(super) use goods::{check_hand_over, check_reservation, choose_hand_over};
pub(super) use payment::{check_order, check_return, check_settlement};

use crate::command::GrantStep;
use crate::decide::Draft;
use crate::event::{
    CreditSecured, Entry, Event, GrantAwarded, GrantCancelled, GrantDecided, GrantVerified, KitReserved, PayeeRenewed,
    PaymentOrdered, PaymentReturned, PaymentSettled,
};
use crate::ids::{GrantId, Index, ProgrammeId, RuleId};
use crate::past::Past;
use crate::place::Place;
use crate::ranges::{Range, Ranges};
use crate::rejection::Rejection;
use crate::role::Role;
use crate::rules::{authority, list, money, payee, policy};
use crate::state::{Act, Grant, Stage, State};
use crate::time::Day;

/// Fills in what the step leaves open: the rule in force, the numbers.
pub(super) fn choose<P: Past + ?Sized>(
    draft: &Draft<'_, P>,
    grant: GrantId,
    last_change: Index,
    step: &GrantStep,
) -> Result<Event, Rejection> {
    let (state, today) = (draft.state(), draft.day());
    draft.may_ask(role_for(step), state.grants.at(&grant).map(|row| row.office))?;
    let row = found(state, grant)?;
    Ok(match *step {
        GrantStep::Decide => {
            let rule = application::rule_of(state, row, today)?.0;
            Event::GrantDecided(GrantDecided { grant, last_change, rule })
        }
        GrantStep::SecureCredit { account } => {
            let (line, ranges) = credit::choose(state, row, account, today)?;
            Event::CreditSecured(CreditSecured { grant, last_change, line, account, ranges, list: None })
        }
        GrantStep::Award => Event::GrantAwarded(GrantAwarded { grant, last_change }),
        GrantStep::Verify => Event::GrantVerified(GrantVerified { grant, last_change, list: None }),
        GrantStep::OrderPayment => {
            let ranges = held(state, row, Place::Encumbered(grant))?;
            Event::PaymentOrdered(PaymentOrdered { grant, last_change, ranges })
        }
        GrantStep::SettlePayment => {
            let ranges = held(state, row, Place::InPayment(grant))?;
            Event::PaymentSettled(PaymentSettled { grant, last_change, ranges, reported: None })
        }
        GrantStep::ReturnPayment { reason } => {
            let ranges = held(state, row, Place::InPayment(grant))?;
            Event::PaymentReturned(PaymentReturned { grant, last_change, ranges, reason, reported: None })
        }
        GrantStep::RenewPayee => {
            let named = row.payee.ok_or(Rejection::PayeeMissing { beneficiary: row.beneficiary.0 })?;
            let payee = payee::current(state, row.beneficiary)?.unwrap_or(named);
            Event::PayeeRenewed(PayeeRenewed { grant, last_change, payee })
        }
        GrantStep::ReserveKit { kit } => Event::KitReserved(KitReserved { grant, last_change, kit }),
        GrantStep::Cancel { reason } => {
            let ranges = held(state, row, Place::Encumbered(grant)).ok();
            Event::GrantCancelled(GrantCancelled { grant, last_change, reason, ranges })
        }
    })
}

/// Who takes the step. The other half, by which it is judged, stands in `authority`.
const fn role_for(step: &GrantStep) -> Role {
    match step {
        GrantStep::Decide | GrantStep::Verify | GrantStep::ReserveKit { .. } => Role::CaseOfficer,
        GrantStep::SecureCredit { .. } => Role::BudgetOfficer,
        GrantStep::Award | GrantStep::RenewPayee | GrantStep::Cancel { .. } => Role::Approver,
        GrantStep::OrderPayment => Role::Releaser,
        GrantStep::SettlePayment | GrantStep::ReturnPayment { .. } => Role::Treasurer,
    }
}

pub(super) fn found(state: &State, grant: GrantId) -> Result<&Grant, Rejection> {
    state.grants.at(&grant).ok_or(Rejection::UnknownGrant { grant: grant.0 })
}

/// The version of the rule in force for a programme.
pub(super) fn rule_in_force(state: &State, programme: ProgrammeId, today: Day) -> Result<RuleId, Rejection> {
    application::in_force(state, programme, today).map(|(id, _)| id)
}

/// A new payee: the approval is given again, by another person.
pub(super) fn check_renewal(state: &State, entry: &Entry, event: PayeeRenewed) -> Result<(), Rejection> {
    let row = step(state, entry, event.grant, event.last_change, &payee::RENEWABLE)?;
    payee::check_renewal(state, entry, row, event)?;
    if payee::is_renewable_award(row) { policy::check_renewal(state, entry, row, event) } else { Ok(()) }
}

pub(super) fn apply_renewal(state: &mut State, entry: &Entry, event: PayeeRenewed) {
    let act = Act { by: entry.principal, at: entry.index };
    policy::move_award(state, event);
    state.grants.change(&event.grant, |row| (row.payee, row.renewed, row.last) = (Some(event.payee), Some(act), act));
    list::note_change(state, entry, event.grant);
}

/// All that the grant has in `place`. Nothing there means that the grant is at another stage.
pub(super) fn held(state: &State, row: &Grant, place: Place) -> Result<Ranges, Rejection> {
    let ranges: Vec<Range> = state.partition.held(place).collect();
    Ranges::new(ranges).map_err(|_| Rejection::StageOutOfOrder { stage: row.stage as u64 })
}

/// What every step asks first: the grant is there, at one of these stages, as the caller saw it, and is not the
/// caller's own.
fn step<'s>(
    state: &'s State,
    entry: &Entry,
    grant: GrantId,
    last_change: Index,
    from: &[Stage],
) -> Result<&'s Grant, Rejection> {
    let row = found(state, grant)?;
    if !from.contains(&row.stage) {
        return Err(Rejection::StageOutOfOrder { stage: row.stage as u64 });
    }
    authority::unchanged(last_change, row.last.at)?;
    not_for_oneself(state, entry, row)?;
    Ok(row)
}

/// Nobody has a hand in a grant to themselves.
pub(super) fn not_for_oneself(state: &State, entry: &Entry, row: &Grant) -> Result<(), Rejection> {
    let beneficiary = row.beneficiary;
    let persons = state.beneficiaries.at(&beneficiary).map_or(&[][..], |b| &b.persons);
    authority::not_oneself(state, entry, persons, beneficiary.0)
}

/// The ranges are all in `place` and hold just the grant's amount (rule 14).
fn whole_amount(state: &State, row: &Grant, ranges: &Ranges, place: Place) -> Result<(), Rejection> {
    money::all_in(state, ranges, place)?;
    let (expected, found) = (row.amount.count(), ranges.amount().count());
    if expected == found { Ok(()) } else { Err(Rejection::AmountMismatch { expected, found }) }
}

/// Carries out a step: the numbers move, the grant is at its next stage.
pub(super) fn apply_step(state: &mut State, entry: &Entry) {
    // First the numbers: where they go back to stands in the grant as it was.
    money::apply(state, &entry.event);
    goods::apply(state, entry);
    let Some((grant, stage)) = stage_after(&entry.event) else { return };
    award::apply_keys(state, grant, stage);
    note_award(state, entry, grant, stage);
    if let Some(row) = state.grants.at(&grant).copied() {
        list::apply_row(state, &row, payment::reported(&entry.event));
    }
    let act = Act { by: entry.principal, at: entry.index };
    state.grants.change(&grant, |row| {
        row.stage = stage;
        row.last = act;
        note_particulars(row, act, &entry.event);
    });
}

/// An award counts in the rolling sums from its day on, and until it is cancelled.
fn note_award(state: &mut State, entry: &Entry, grant: GrantId, stage: Stage) {
    let Some(row) = state.grants.at(&grant).copied() else { return };
    let day = state.day(entry.recorded_at);
    if stage == Stage::Awarded {
        policy::note_award(state, grant, &row, Some(day));
    } else if stage == Stage::Cancelled {
        policy::note_award(state, grant, &row, None);
        list::note_change(state, entry, grant);
    }
}

/// What a step leaves behind besides its stage.
fn note_particulars(row: &mut Grant, act: Act, event: &Event) {
    if let Event::CreditSecured(e) = event {
        (row.line, row.account) = (Some(e.line), Some(e.account));
    } else if let Event::GrantDecided(e) = event {
        (row.rule, row.decided) = (Some(e.rule), Some(act));
    } else if let Event::KitReserved(e) = event {
        row.kit = Some(e.kit);
    } else if let Event::GrantCancelled(_) = event {
        row.kit = None;
    }
    if row.stage == Stage::Awarded {
        row.awarded = Some(act);
    } else if row.stage == Stage::Ordered {
        row.ordered = Some(act);
    }
}

/// The stage that a step leads to; `None` for what is not a step.
#[expect(clippy::wildcard_enum_match_arm, reason = "the steps are those that are named; no other entry is one")]
const fn stage_after(event: &Event) -> Option<(GrantId, Stage)> {
    Some(match event {
        Event::GrantDecided(e) => (e.grant, Stage::Decided),
        Event::CreditSecured(e) => (e.grant, Stage::CreditSecured),
        Event::GrantAwarded(e) => (e.grant, Stage::Awarded),
        Event::GrantVerified(e) => (e.grant, Stage::Verified),
        Event::PaymentOrdered(e) => (e.grant, Stage::Ordered),
        Event::PaymentSettled(e) => (e.grant, Stage::Paid),
        Event::PaymentReturned(e) => (e.grant, Stage::Returned),
        Event::GrantCancelled(e) => (e.grant, Stage::Cancelled),
        Event::KitReserved(e) => (e.grant, Stage::CreditSecured),
        Event::GoodsHandedOver(e) => (e.grant, Stage::HandedOver),
        _ => return None,
    })
}
