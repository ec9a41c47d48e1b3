//! Application and decision: somebody asks, the need is determined under the rule in force.

use crate::event::{Entry, GrantApplied, GrantDecided, GroupKey};
use crate::ids::{BeneficiaryId, GrantId, RuleId};
use crate::rejection::Rejection;
use crate::rules::{authority, list, office, payee, programme};
use crate::state::{Act, Grant, Rule, Stage, State};
use crate::time::Day;

pub(in crate::rules) fn check(state: &State, entry: &Entry, event: GrantApplied) -> Result<(), Rejection> {
    programme::exists(state, event.programme)?;
    office::exists(state, event.office)?;
    if event.amount.is_zero() {
        return Err(Rejection::NothingAsked {});
    }
    let id = event.beneficiary;
    let beneficiary = state.beneficiaries.at(&id).ok_or(Rejection::UnknownBeneficiary { beneficiary: id.0 })?;
    payee::check_named(state, id, event.payee)?;
    super::goods::check_application(state, event)?;
    list::check_line(state, event)?;
    programme::serves(state, event.programme, beneficiary.class)?;
    if !beneficiary.verified {
        return Err(Rejection::BeneficiaryNotVerified { beneficiary: id.0 });
    }
    authority::not_oneself(state, entry, &beneficiary.persons, id.0)?;
    let today = state.day(entry.recorded_at);
    let (_, rule) = in_force(state, event.programme, today)?;
    within_cap(rule, event.amount.count())?;
    keys_free(state, id, rule)
}

pub(in crate::rules) fn apply(state: &mut State, entry: &Entry, event: GrantApplied) {
    let act = Act { by: entry.principal, at: entry.index };
    let row = Grant {
        programme: event.programme,
        office: event.office,
        beneficiary: event.beneficiary,
        amount: event.amount,
        payee: event.payee,
        kit_design: event.kit,
        kit: None,
        list: event.list,
        stage: Stage::Applied,
        applied: act,
        decided: None,
        last: act,
        awarded: None,
        renewed: None,
        ordered: None,
        rule: None,
        line: None,
        account: None,
    };
    state.grants.set(GrantId(entry.index.0), row);
    list::apply_line(state, GrantId(entry.index.0), event);
}

/// Rule 14: the decision names the version in force on the day of recording, and keeps to its cap.
pub(in crate::rules) fn check_decision(state: &State, entry: &Entry, event: GrantDecided) -> Result<(), Rejection> {
    let row = super::step(state, entry, event.grant, event.last_change, &[Stage::Applied])?;
    let (id, rule) = rule_of(state, row, state.day(entry.recorded_at))?;
    if event.rule != id {
        return Err(Rejection::OtherRuleInForce { rule: id.0 });
    }
    within_cap(rule, row.amount.count())
}

/// The rule in force for the grant's programme.
pub(super) fn rule_of<'s>(state: &'s State, row: &Grant, today: Day) -> Result<(RuleId, &'s Rule), Rejection> {
    in_force(state, row.programme, today)
}

pub(super) fn in_force(state: &State, id: crate::ids::ProgrammeId, today: Day) -> Result<(RuleId, &Rule), Rejection> {
    state.rule_in_force(id, today).ok_or(Rejection::NoRuleInForce { programme: id.0 })
}

fn within_cap(rule: &Rule, asked: u64) -> Result<(), Rejection> {
    let cap = rule.cap.count();
    if asked <= cap { Ok(()) } else { Err(Rejection::ExceedsCap { cap, asked }) }
}

/// Rule 15: no person of the beneficiary has a live award in the rule's benefit group.
pub(super) fn keys_free(state: &State, id: BeneficiaryId, rule: &Rule) -> Result<(), Rejection> {
    let keys = keys_of(state, id, rule);
    if keys.is_empty() {
        return Err(Rejection::NoBenefitKey { beneficiary: id.0 });
    }
    let taken = keys.iter().any(|key| state.benefits.has(key));
    if taken { Err(Rejection::BenefitAlreadyGranted {}) } else { Ok(()) }
}

/// The keys that an award to the beneficiary occupies under the rule.
pub(super) fn keys_of(state: &State, id: BeneficiaryId, rule: &Rule) -> Vec<GroupKey> {
    let of_group = |key: &&GroupKey| key.group == rule.benefit_group;
    state.beneficiaries.at(&id).map_or_else(Vec::new, |row| row.keys.iter().filter(of_group).cloned().collect())
}
