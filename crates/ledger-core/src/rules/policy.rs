//! Rule 20a: how many persons have to approve, and from how high, by the amount that it is about.
//!
//! The amount is the largest of the act, its list, and what was awarded to the same payee by the same office for the
//! same programme in the days before, so that nothing is split under a band.

use crate::event::{ApprovalBand, ApprovalGiven, ApprovalPolicySet, Entry, MOST_BANDS};
use crate::ids::{GrantId, Index, ListId, PolicyId, PrincipalId, ProgrammeId};
use crate::money::Amount;
use crate::rejection::Rejection;
use crate::rules::programme::{self, day_number};
use crate::rules::{authority, list};
use crate::state::{Act, Grant, ListStage, Person, Policy, RecentAward, Stage, State};
use crate::time::Day;

/// Rule 21 for policies, and what a policy has to be to decide every amount.
pub(super) fn check(state: &State, today: Day, event: &ApprovalPolicySet) -> Result<(), Rejection> {
    if let Some(programme) = event.programme {
        programme::exists(state, programme)?;
    }
    if !bands_are_sound(&event.bands) || !(1..=400).contains(&event.window_days) || event.cooling_off_hours > 720 {
        return Err(Rejection::PolicyUnsound {});
    }
    if event.effective_from < today {
        let (asked, today) = (day_number(event.effective_from), day_number(today));
        return Err(Rejection::StartsBeforeItself { asked, today });
    }
    Ok(())
}

fn bands_are_sound(bands: &[ApprovalBand]) -> bool {
    let rising = bands.windows(2).all(|pair| matches!(pair, [low, high] if low.up_to < high.up_to));
    let asks = bands.iter().all(|band| (1..=8).contains(&band.approvals));
    let endless = bands.last().is_some_and(|band| band.up_to == Amount::MAX);
    rising && asks && endless && bands.len() <= MOST_BANDS
}

pub(super) fn apply(state: &mut State, entry: &Entry, event: &ApprovalPolicySet) {
    let policy = Policy {
        window_days: event.window_days,
        bands: event.bands.clone(),
        cooling_off_hours: event.cooling_off_hours,
        effective_from: event.effective_from,
        in_force_from: None,
    };
    let programme = event.programme.unwrap_or(ProgrammeId(0));
    state.policies.set((programme, PolicyId(entry.index.0)), policy);
    state.unconfirmed.set(entry.index, entry.principal);
}

/// One of several approves what waits for its award or approval: no maker, no last editor, nobody twice.
pub(super) fn check_given(state: &State, entry: &Entry, event: ApprovalGiven) -> Result<(), Rejection> {
    let (last, hands) = waiting(state, event.object)?;
    authority::unchanged(event.last_change, last)?;
    if let Some(grant) = state.grants.at(&GrantId(event.object.0)) {
        let persons = state.beneficiaries.at(&grant.beneficiary).map_or(&[][..], |row| &row.persons);
        authority::not_oneself(state, entry, persons, grant.beneficiary.0)?;
    }
    let before: Vec<Act> = given(state, event.object, last).map(|(at, by)| Act { by, at }).collect();
    authority::distinct(state, entry, &hands)?;
    authority::distinct(state, entry, &before)
}

/// The last change of what waits, and the hands that made it.
fn waiting(state: &State, object: Index) -> Result<(Index, Vec<Act>), Rejection> {
    let nothing = Rejection::NothingToApprove { object: object.0 };
    if let Some(list) = state.lists.at(&ListId(object.0)) {
        return if list.stage == ListStage::Submitted {
            Ok((list.last.at, vec![list.submitted, list.last]))
        } else {
            Err(nothing)
        };
    }
    let grant = state.grants.at(&GrantId(object.0)).ok_or(nothing)?;
    if grant.stage == Stage::CreditSecured && grant.list.is_none() {
        Ok((grant.last.at, vec![grant.applied, grant.last]))
    } else {
        Err(nothing)
    }
}

pub(super) fn apply_given(state: &mut State, entry: &Entry, event: ApprovalGiven) {
    state.approvals.set((event.object, entry.index), (entry.principal, event.last_change));
}

fn given(state: &State, object: Index, last_change: Index) -> impl Iterator<Item = (Index, PrincipalId)> + '_ {
    state
        .approvals
        .range((object, Index(0))..=(object, Index(u64::MAX)))
        .filter(move |(_, (_, seen))| *seen == last_change)
        .map(|((_, at), (by, _))| (*at, *by))
}

/// Judges an award by the policy in force, if there is one. `object` and `seen` say what the others approved.
pub(super) fn check_award(state: &State, entry: &Entry, row: &Grant, grant: GrantId) -> Result<(), Rejection> {
    let today = state.day(entry.recorded_at);
    let Some(policy) = state.policy_in_force(row.programme, today) else { return Ok(()) };
    let list = row.list.and_then(|place| state.lists.at(&place.list).map(|list| (place.list, list)));
    let (object, seen, listed) = match list {
        Some((id, list)) => (Index(id.0), list::approved_as_of(list), list.total),
        None => (Index(grant.0), row.last.at, Amount::ZERO),
    };
    let amount = considered(state, row, policy.window_days, today).max(listed);
    let Some(band) = policy.bands.iter().find(|band| amount <= band.up_to) else { return Ok(()) };
    let amount = amount.count();
    if !stands_high_enough(state, entry.principal, band) {
        return Err(Rejection::LevelTooLow { level: (band.level as u64).saturating_add(1), amount });
    }
    let given = approvers(state, entry.principal, object, seen, band);
    if given >= u64::from(band.approvals) {
        Ok(())
    } else {
        Err(Rejection::ApprovalsMissing { needed: u64::from(band.approvals), given, amount })
    }
}

/// How many distinct persons who stand high enough approved, whoever awards included.
fn approvers(state: &State, awarder: PrincipalId, object: Index, seen: Index, band: &ApprovalBand) -> u64 {
    let mut persons: Vec<Person> = vec![state.person(awarder)];
    for (_, by) in given(state, object, seen).filter(|(_, by)| stands_high_enough(state, *by, band)) {
        let person = state.person(by);
        if !persons.contains(&person) {
            persons.push(person);
        }
    }
    persons.len() as u64
}

fn stands_high_enough(state: &State, principal: PrincipalId, band: &ApprovalBand) -> bool {
    let office = state.principals.at(&principal).and_then(|row| row.office);
    let area = office.and_then(|office| state.offices.at(&office)).map(|row| row.area);
    area.and_then(|area| state.areas.at(&area)).is_some_and(|area| area.level <= band.level)
}

/// The grant's amount, or what its payee gets from this office for this programme within the window, if that is more.
fn considered(state: &State, row: &Grant, window_days: u16, today: Day) -> Amount {
    let Some(account) = row.payee.and_then(|payee| state.payees.at(&payee)).map(|payee| payee.account) else {
        return row.amount;
    };
    let key = |grant| (row.office, row.programme, account, GrantId(grant));
    let recent = state.recent_awards.range(key(0)..=key(u64::MAX)).map(|(_, award)| award);
    let in_window = |award: &&RecentAward| award.day.days_until(today) < i64::from(window_days);
    recent.filter(in_window).fold(row.amount, |sum, award| sum.checked_add(award.amount).unwrap_or(Amount::MAX))
}

/// An award enters the rolling sums; a cancellation leaves them.
pub(super) fn note_award(state: &mut State, id: GrantId, row: &Grant, awarded_on: Option<Day>) {
    let Some(account) = row.payee.and_then(|payee| state.payees.at(&payee)).map(|payee| payee.account) else { return };
    let key = (row.office, row.programme, account, id);
    match awarded_on {
        Some(day) => state.recent_awards.set(key, RecentAward { day, amount: row.amount }),
        None => state.recent_awards.remove(&key),
    }
}
