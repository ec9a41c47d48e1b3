//! Award, verification of the liability, and cancellation: what occupies the keys of rule 15 and frees them.

use super::application::{keys_free, keys_of};
use crate::event::{Entry, GrantAwarded, GrantCancelled, GrantVerified, GroupKey};
use crate::ids::GrantId;
use crate::place::{Place, StockPlace};
use crate::rejection::Rejection;
use crate::rules::money::{self, Use};
use crate::rules::{authority, payee, policy};
use crate::state::{Act, Grant, Rule, Stage, State};

/// The award is the approval: by another person than the maker and the last editor.
pub(in crate::rules) fn check(state: &State, entry: &Entry, event: GrantAwarded) -> Result<(), Rejection> {
    let row = super::step(state, entry, event.grant, event.last_change, &[Stage::CreditSecured])?;
    authority::distinct(state, entry, &made_by(row))?;
    payee::stands(state, entry, row)?;
    still_admitted(state, entry, event.grant, row)?;
    policy::check_award(state, entry, row, event.grant)?;
    let rule = decided_rule(state, row).ok_or(Rejection::NoRuleInForce { programme: row.programme.0 })?;
    keys_free(state, row.beneficiary, rule)
}

/// The maker and the last editor. Whoever approves a list secures the credit of its lines too, which edits nothing that
/// somebody else has to check: there it is who decided the line.
fn made_by(row: &Grant) -> Vec<Act> {
    let editor = if row.list.is_some() { row.decided } else { Some(row.last) };
    [Some(row.applied), editor].into_iter().flatten().collect()
}

/// Rule 9 for the award: what was set aside for the grant may be used for it on this day still.
fn still_admitted(state: &State, entry: &Entry, grant: GrantId, row: &Grant) -> Result<(), Rejection> {
    let aim = Use::of_grant(state, entry, row);
    let rials = state.partition.held(Place::Encumbered(grant));
    let units = row.kit.into_iter().flat_map(|kit| state.stock.held(StockPlace::InKit(kit)));
    let mut all = rials.chain(units);
    all.try_for_each(|range| money::range_admits(state, range, &aim))
}

/// The rule that the grant was decided under.
fn decided_rule<'s>(state: &'s State, row: &Grant) -> Option<&'s Rule> {
    state.rules.at(&(row.programme, row.rule?))
}

pub(in crate::rules) fn check_verification(
    state: &State,
    entry: &Entry,
    event: GrantVerified,
) -> Result<(), Rejection> {
    let row = super::step(state, entry, event.grant, event.last_change, &[Stage::Awarded, Stage::HandedOver])?;
    // Goods are a debt that is paid when it is found; cash becomes one before it is paid.
    let from = if row.kit_design.is_some() { Stage::HandedOver } else { Stage::Awarded };
    if row.stage != from {
        return Err(Rejection::StageOutOfOrder { stage: row.stage as u64 });
    }
    if event.list != row.list.map(|place| place.list) {
        return Err(Rejection::NotOfList { list: event.list.map_or(0, |list| list.0) });
    }
    if row.list.is_none() {
        return Ok(());
    }
    // The releaser of a list verifies its lines, and orders them at once: here is the check of the hands before.
    let hands: Vec<Act> = [Some(row.applied), row.awarded, Some(row.last)].into_iter().flatten().collect();
    authority::distinct(state, entry, &hands)
}

/// Stages from which a grant may be cancelled: not while a payment is on its way, and not once it was paid.
const CANCELLABLE: [Stage; 6] =
    [Stage::Applied, Stage::Decided, Stage::CreditSecured, Stage::Awarded, Stage::Verified, Stage::Returned];

/// A cancellation gives back all that was encumbered, or names nothing if nothing was. It is no use of the money: what
/// is past its spend-by day goes back too, to a line that cannot use it any more.
pub(in crate::rules) fn check_cancellation(
    state: &State,
    entry: &Entry,
    event: &GrantCancelled,
) -> Result<(), Rejection> {
    let row = super::step(state, entry, event.grant, event.last_change, &CANCELLABLE)?;
    authority::distinct(state, entry, &[row.applied, row.last])?;
    if row.kit_design.is_some() && row.stage == Stage::Verified {
        return Err(Rejection::StageOutOfOrder { stage: row.stage as u64 });
    }
    match (&event.ranges, row.line) {
        (Some(ranges), Some(_)) => super::whole_amount(state, row, ranges, Place::Encumbered(event.grant)),
        (None, None) => Ok(()),
        (Some(_), None) | (None, Some(_)) => Err(Rejection::RangesUnsound {}),
    }
}

/// An award occupies the keys, a cancellation frees those that this grant occupies.
pub(super) fn apply_keys(state: &mut State, grant: GrantId, stage: Stage) {
    for key in keys(state, grant) {
        if stage == Stage::Awarded {
            state.benefits.set(key, grant);
        } else if stage == Stage::Cancelled && state.benefits.at(&key) == Some(&grant) {
            state.benefits.remove(&key);
        }
    }
}

fn keys(state: &State, grant: GrantId) -> Vec<GroupKey> {
    let of_rule = |row: &Grant| Some(keys_of(state, row.beneficiary, decided_rule(state, row)?));
    state.grants.at(&grant).and_then(of_rule).unwrap_or_default()
}
