//! Rule 20a: how many persons have to approve, and from how high, by the amount that it is about.
//!
//! The amount is the largest of the act, its list, and what was awarded to the same payee by the same office for the
//! same programme in the days before, so that nothing is split under a band.

use crate::event::{ApprovalBand, ApprovalPolicySet, Entry, MOST_BANDS, PayeeRenewed};
use crate::ids::{AccountToken, GrantId, Index, PayeeId, PolicyId, PrincipalId, ProgrammeId};
use crate::money::Amount;
use crate::rejection::Rejection;
use crate::rules::approval::{self, Approved};
use crate::rules::list;
use crate::rules::programme::{self, day_number};
use crate::state::{Grant, Person, Policy, RecentAward, State};
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

/// Judges an award by the policy in force, if there is one. Of a list's line the list was approved by the others.
pub(super) fn check_award(state: &State, entry: &Entry, row: &Grant, grant: GrantId) -> Result<(), Rejection> {
    let list = row.list.and_then(|place| Some((place.list, state.lists.at(&place.list)?)));
    let (object, seen) = match list {
        Some((id, list)) => (Index(id.0), list::approved_as_of(list)),
        None => (Index(grant.0), row.last.at),
    };
    judge(state, entry, (grant, row), row.payee, Approved { object, seen, after: Index(0) })
}

/// Judges the approval of another payee in the same way: it takes the place of the award.
pub(super) fn check_renewal(state: &State, entry: &Entry, row: &Grant, event: PayeeRenewed) -> Result<(), Rejection> {
    let after = state.payees.at(&event.payee).map_or(Index(0), approval::confirmed_at);
    let approved = Approved { object: Index(event.grant.0), seen: row.last.at, after };
    judge(state, entry, (event.grant, row), Some(event.payee), approved)
}

/// `payee` is the one that it is paid to from here on; `approved` is what the others had to approve.
fn judge(
    state: &State,
    entry: &Entry,
    (grant, row): (GrantId, &Grant),
    payee: Option<PayeeId>,
    approved: Approved,
) -> Result<(), Rejection> {
    let today = state.day(entry.recorded_at);
    let Some(policy) = state.policy_in_force(row.programme, today) else { return Ok(()) };
    let listed = row.list.and_then(|place| state.lists.at(&place.list)).map_or(Amount::ZERO, |list| list.total);
    let amount = with_recent(state, (grant, row), payee, policy.window_days, today).max(listed);
    let Some(band) = policy.bands.iter().find(|band| amount <= band.up_to) else { return Ok(()) };
    let amount = amount.count();
    if !stands_high_enough(state, entry.principal, band) {
        return Err(Rejection::LevelTooLow { level: (band.level as u64).saturating_add(1), amount });
    }
    let given = approvers(state, entry.principal, approved, band);
    if given >= u64::from(band.approvals) {
        Ok(())
    } else {
        Err(Rejection::ApprovalsMissing { needed: u64::from(band.approvals), given, amount })
    }
}

/// How many distinct persons who stand high enough approved, whoever awards included.
fn approvers(state: &State, awarder: PrincipalId, approved: Approved, band: &ApprovalBand) -> u64 {
    let mut persons: Vec<Person> = vec![state.person(awarder)];
    for act in approval::given(state, approved).filter(|act| stands_high_enough(state, act.by, band)) {
        let person = state.person(act.by);
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

/// The grant's amount, and what else the payee's account gets from this office for this programme within the window.
fn with_recent(
    state: &State,
    (grant, row): (GrantId, &Grant),
    payee: Option<PayeeId>,
    window_days: u16,
    today: Day,
) -> Amount {
    let Some(account) = account_of(state, payee) else { return row.amount };
    let key = |grant| (row.office, row.programme, account, GrantId(grant));
    let recent = state.recent_awards.range(key(0)..=key(u64::MAX));
    let others = recent.filter(|((.., other), _)| *other != grant).map(|(_, award)| award);
    let in_window = |award: &&RecentAward| award.day.days_until(today) < i64::from(window_days);
    others.filter(in_window).fold(row.amount, |sum, award| sum.checked_add(award.amount).unwrap_or(Amount::MAX))
}

fn account_of(state: &State, payee: Option<PayeeId>) -> Option<AccountToken> {
    state.payees.at(&payee?).map(|payee| payee.account)
}

/// An award enters the rolling sums; a cancellation leaves them.
pub(super) fn note_award(state: &mut State, id: GrantId, row: &Grant, awarded_on: Option<Day>) {
    let Some(account) = account_of(state, row.payee) else { return };
    let key = (row.office, row.programme, account, id);
    match awarded_on {
        Some(day) => state.recent_awards.set(key, RecentAward { day, amount: row.amount }),
        None => state.recent_awards.remove(&key),
    }
}

/// With another payee it counts in the sums of that one's account: else what was awarded to many would end in one, and
/// no sum would say so.
pub(super) fn move_award(state: &mut State, event: PayeeRenewed) {
    let Some(row) = state.grants.at(&event.grant).copied() else { return };
    let (Some(from), Some(to)) = (account_of(state, row.payee), account_of(state, Some(event.payee))) else { return };
    let key = |account| (row.office, row.programme, account, event.grant);
    if let Some(award) = state.recent_awards.at(&key(from)).copied() {
        state.recent_awards.remove(&key(from));
        state.recent_awards.set(key(to), award);
    }
}
