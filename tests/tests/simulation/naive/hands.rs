//! Who may: roles, offices, and whether two are one person.

use super::why::Why;
use super::{Caller, Flaw, Naive};
use ledger_core::event::AreaLevel;
use ledger_core::ids::PersonToken;
use ledger_core::role::{Role, Roles};
use std::iter::successors;

impl Naive {
    /// Somebody in force, with the role; otherwise nothing else is said. The reasons so far: none.
    pub(super) fn asked_by(&self, caller: Caller, role: Role) -> Result<Why, Why> {
        let active = self.principals.get(&caller.by).filter(|_| self.in_force(caller.by));
        let principal = active.ok_or(Why::only("PRINCIPAL_NOT_ACTIVE"))?;
        if principal.roles.has(role) { Ok(Why::default()) } else { Err(Why::only("ROLE_MISSING")) }
    }

    /// The caller's office is the office of the act, or above it.
    pub(super) fn in_scope(&self, caller: Caller, office: Option<u64>, why: &mut Why) {
        if let Some(office) = office {
            let own = self.principals[&caller.by].office;
            why.unless(own.is_some_and(|own| self.is_above(own, office)), "OUT_OF_SCOPE");
        }
    }

    /// A system never approves.
    pub(super) fn by_a_human(&self, caller: Caller, why: &mut Why) {
        why.unless(self.principals[&caller.by].human.is_some(), "SYSTEM_MAY_NOT_APPROVE");
    }

    /// The caller is another person than each of `others`.
    pub(super) fn by_another(&self, caller: Caller, others: &[u64], why: &mut Why) {
        let same = |other: &u64| *other == caller.by || self.is_same_human(*other, caller.by);
        why.unless(self.has(Flaw::OneHand) || !others.iter().any(same), "SELF_APPROVAL");
    }

    /// The caller is none of these persons.
    pub(super) fn not_for_oneself(&self, caller: Caller, persons: &[PersonToken], why: &mut Why) {
        let own = self.principals[&caller.by].human;
        why.unless(self.has(Flaw::OneHand) || !own.is_some_and(|own| persons.contains(&own)), "SELF_APPROVAL");
    }

    /// What was seen is what is.
    pub(super) fn unchanged(&self, seen: u64, last: u64, why: &mut Why) {
        why.unless(seen == last || self.has(Flaw::StaleApproval), "CHANGED_SINCE");
    }

    fn is_same_human(&self, one: u64, other: u64) -> bool {
        let human = |id: u64| self.principals.get(&id).and_then(|principal| principal.human);
        human(one).is_some() && human(one) == human(other)
    }

    /// Everything that the person may do under any name in force.
    pub(super) fn roles_of(&self, person: PersonToken) -> Roles {
        let own = self.principals.iter().filter(|(id, row)| row.human == Some(person) && self.in_force(**id));
        own.fold(Roles::NONE, |all, (_, row)| all.union(row.roles))
    }

    /// Whether one office is the other or stands above it.
    pub fn is_above(&self, upper: u64, lower: u64) -> bool {
        successors(Some(lower), |office| self.offices.get(office)?.parent).any(|office| office == upper)
    }

    /// Whether one area is the other or contains it.
    pub(super) fn contains(&self, outer: u64, inner: u64) -> bool {
        successors(Some(inner), |area| self.areas.get(area)?.parent).any(|area| area == outer)
    }

    pub fn national(&self) -> Option<u64> {
        self.offices.iter().find(|(_, office)| office.parent.is_none()).map(|(id, _)| *id)
    }

    pub(super) fn country(&self) -> Option<u64> {
        self.areas.iter().find(|(_, area)| area.level == AreaLevel::Country).map(|(id, _)| *id)
    }

    pub(super) fn area_in_force(&self, area: u64, why: &mut Why) {
        why.unless(self.areas.contains_key(&area), "UNKNOWN_AREA");
        why.unless(self.in_force(area), "NOT_CONFIRMED");
    }

    pub(super) fn office_in_force(&self, office: u64, why: &mut Why) {
        why.unless(self.offices.contains_key(&office), "UNKNOWN_OFFICE");
        why.unless(self.in_force(office), "NOT_CONFIRMED");
    }

    pub(super) fn programme_in_force(&self, programme: u64, why: &mut Why) {
        why.unless(self.programmes.contains_key(&programme), "UNKNOWN_PROGRAMME");
        why.unless(self.in_force(programme), "NOT_CONFIRMED");
    }

    pub(super) fn account_in_force(&self, account: u64, why: &mut Why) {
        why.unless(self.accounts.contains_key(&account), "UNKNOWN_ACCOUNT");
        why.unless(self.in_force(account), "NOT_CONFIRMED");
    }
}
