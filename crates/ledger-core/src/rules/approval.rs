//! Approvals given by one of several persons: of what, as of which change, and whose count (rule 20).

use crate::event::{ApprovalGiven, Entry};
use crate::ids::{GrantId, Index, ListId};
use crate::rejection::Rejection;
use crate::rules::{authority, grant, list, payee};
use crate::state::{Act, Grant, ListStage, Payee, Stage, State};

/// What several persons approve: an object as it was changed last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Approved {
    /// The grant or the list.
    pub(super) object: Index,
    /// The last change that they have seen.
    pub(super) seen: Index,
    /// Approvals up to this entry were given for another payee.
    pub(super) after: Index,
}

/// One of several approves what waits for its award or approval: no maker, no last editor, nobody who is paid by it,
/// nobody twice.
pub(super) fn check(state: &State, entry: &Entry, event: ApprovalGiven) -> Result<(), Rejection> {
    let (approved, hands) = waiting(state, event.object)?;
    authority::unchanged(event.last_change, approved.seen)?;
    let own = state.grants.at(&GrantId(event.object.0)).into_iter();
    let mut all = own.chain(list::grants(state, ListId(event.object.0)).map(|(_, line)| line));
    all.try_for_each(|grant| grant::not_for_oneself(state, entry, grant))?;
    authority::distinct(state, entry, &hands)?;
    authority::distinct(state, entry, &given(state, approved).collect::<Vec<_>>())
}

/// What waits for approvals, and the hands that made it.
fn waiting(state: &State, object: Index) -> Result<(Approved, Vec<Act>), Rejection> {
    let nothing = Rejection::NothingToApprove { object: object.0 };
    if let Some(list) = state.lists.at(&ListId(object.0)) {
        let approved = Approved { object, seen: list.last.at, after: Index(0) };
        let hands = vec![list.submitted, list.last];
        return if list.stage == ListStage::Submitted { Ok((approved, hands)) } else { Err(nothing) };
    }
    let grant = state.grants.at(&GrantId(object.0)).ok_or(nothing)?;
    let seen = grant.last.at;
    match changed_payee(state, grant) {
        Some(payee) if payee::is_renewable_award(grant) => {
            let hands = [Some(grant.applied), grant.editor(), Some(payee.proposed)];
            Ok((Approved { object, seen, after: confirmed_at(payee) }, hands.into_iter().flatten().collect()))
        }
        Some(_) | None if grant.stage == Stage::CreditSecured && grant.list.is_none() => {
            Ok((Approved { object, seen, after: Index(0) }, vec![grant.applied, grant.last]))
        }
        Some(_) | None => Err(nothing),
    }
}

/// The entry that made it the beneficiary's payee.
pub(super) fn confirmed_at(payee: &Payee) -> Index {
    payee.confirmed.map_or(Index(0), |act| act.at)
}

/// The payee that the beneficiary has now, if the grant names another.
fn changed_payee<'s>(state: &'s State, grant: &Grant) -> Option<&'s Payee> {
    let now = state.beneficiaries.at(&grant.beneficiary)?.payee?;
    let changed = grant.payee.is_some_and(|named| named != now);
    state.payees.at(&now).filter(|_| changed)
}

/// Who approved the object as one of several, whatever has changed since: none of them releases it.
pub(super) fn all_of(state: &State, object: Index) -> Vec<Act> {
    let all = state.approvals.range((object, Index(0))..=(object, Index(u64::MAX)));
    all.map(|((_, at), (by, _))| Act { by: *by, at: *at }).collect()
}

pub(super) fn apply(state: &mut State, entry: &Entry, event: ApprovalGiven) {
    state.approvals.set((event.object, entry.index), (entry.principal, event.last_change));
}

/// The approvals that count.
pub(super) fn given(state: &State, approved: Approved) -> impl Iterator<Item = Act> + '_ {
    let Approved { object, seen, after } = approved;
    let all = state.approvals.range((object, after)..=(object, Index(u64::MAX)));
    all.filter(move |(_, (_, saw))| *saw == seen).map(|((_, at), (by, _))| Act { by: *by, at: *at })
}
