//! What one administrator proposes, another confirms (rule 20).

use crate::event::{Entry, RegistrationConfirmed};
use crate::ids::{
    AccountId, AreaId, CampaignId, ClassId, Index, ItemId, KitDesignId, OfficeId, PolicyId, PrincipalId, ProgrammeId,
    RuleId,
};
use crate::rejection::Rejection;
use crate::rules::{authority, principal};
use crate::state::{Act, State};

pub(super) fn check(state: &State, entry: &Entry, event: RegistrationConfirmed) -> Result<(), Rejection> {
    let Some(maker) = state.unconfirmed.at(&event.object) else { return Err(why_not(state, event.object)) };
    authority::unchanged(event.last_change, event.object)?;
    authority::distinct(state, entry, &[Act { by: *maker, at: event.object }])?;
    match state.principals.at(&PrincipalId(event.object.0)) {
        Some(row) => check_principal(state, entry, event.object, row.human, row.roles),
        None => Ok(()),
    }
}

fn why_not(state: &State, object: Index) -> Rejection {
    let known = state.areas.has(&AreaId(object.0))
        || state.offices.has(&OfficeId(object.0))
        || state.campaigns.has(&CampaignId(object.0))
        || state.classes.has(&ClassId(object.0))
        || state.items.has(&ItemId(object.0))
        || state.kit_designs.has(&KitDesignId(object.0))
        || policy_at(state, object).is_some()
        || state.principals.has(&PrincipalId(object.0))
        || state.programmes.has(&ProgrammeId(object.0))
        || state.accounts.has(&AccountId(object.0))
        || rule_at(state, object).is_some();
    if known {
        Rejection::AlreadyConfirmed { object: object.0 }
    } else {
        Rejection::UnknownRegistration { object: object.0 }
    }
}

/// Nobody confirms the own admission, and what the person became since the proposal counts.
fn check_principal(
    state: &State,
    entry: &Entry,
    object: Index,
    human: Option<crate::ids::PersonToken>,
    roles: crate::role::Roles,
) -> Result<(), Rejection> {
    let Some(token) = human else { return Ok(()) };
    authority::not_oneself(state, entry, &[token], object.0)?;
    principal::apart(principal::roles_of(state, &token).union(roles))
}

pub(super) fn apply(state: &mut State, entry: &Entry, event: RegistrationConfirmed) {
    state.unconfirmed.remove(&event.object);
    principal::put_in_force(state, PrincipalId(event.object.0));
    let today = state.day(entry.recorded_at);
    if let Some(key) = rule_at(state, event.object) {
        state.rules.change(&key, |rule| rule.in_force_from = Some(rule.effective_from.max(today)));
    }
    if let Some(key) = policy_at(state, event.object) {
        state.policies.change(&key, |policy| policy.in_force_from = Some(policy.effective_from.max(today)));
    }
}

fn rule_at(state: &State, object: Index) -> Option<(ProgrammeId, RuleId)> {
    state.rules.iter().map(|(key, _)| *key).find(|(_, rule)| rule.0 == object.0)
}

fn policy_at(state: &State, object: Index) -> Option<(ProgrammeId, PolicyId)> {
    state.policies.iter().map(|(key, _)| *key).find(|(_, policy)| policy.0 == object.0)
}
