//! Principals: who may ask at all.

use crate::event::{Entry, PrincipalAdmitted, PrincipalKind};
use crate::ids::{Index, PersonToken, PrincipalId};
use crate::rejection::Rejection;
use crate::role::{Role, Roles};
use crate::rules::office;
use crate::state::{Principal, State};

/// Roles that approve, which a system never has.
const APPROVING: [Role; 3] = [Role::Administrator, Role::Approver, Role::Releaser];

pub(super) fn check(state: &State, index: Index, event: &PrincipalAdmitted) -> Result<(), Rejection> {
    if let Some(holder) = state.keys.at(&event.api_key_hash) {
        return Err(Rejection::IdentityTaken { principal: holder.0 });
    }
    if let 1 | 2 = index.0 {
        return check_first_administrator(state, index, event);
    }
    match event.office {
        Some(office) => office::exists(state, office)?,
        None => return Err(Rejection::UnknownOffice { office: 0 }),
    }
    check_roles(state, event)
}

/// Entries 1 and 2 admit those whom entry 0 names, as administrators and nothing else.
fn check_first_administrator(state: &State, index: Index, event: &PrincipalAdmitted) -> Result<(), Rejection> {
    let named = state.frame.book.map(|book| book.first_administrators);
    let own = named.map(|[first, second]| if index.0 == 1 { first } else { second });
    let sound = own.is_some_and(|token| event.kind == PrincipalKind::Human(token))
        && event.roles == Roles::of(&[Role::Administrator])
        && event.office.is_none();
    if sound { Ok(()) } else { Err(Rejection::NotTheOpening {}) }
}

fn check_roles(state: &State, event: &PrincipalAdmitted) -> Result<(), Rejection> {
    let roles = match event.kind {
        PrincipalKind::Human(token) => event.roles.union(roles_of(state, &token)),
        PrincipalKind::System => event.roles,
    };
    if event.roles.is_empty() {
        return Err(Rejection::RoleMissing { role: Role::Receiver.number() });
    }
    if event.kind == PrincipalKind::System && APPROVING.iter().any(|role| event.roles.has(*role)) {
        return Err(Rejection::SystemMayNotApprove { principal: 0 });
    }
    apart(roles)
}

/// Refuses roles that may not meet in one person.
pub(super) fn apart(roles: Roles) -> Result<(), Rejection> {
    match roles.clash() {
        Some((role, other)) => Err(Rejection::RolesMayNotMeet { role: role.number(), other: other.number() }),
        None => Ok(()),
    }
}

/// All roles that the person has over all principals in force.
pub(super) fn roles_of(state: &State, token: &PersonToken) -> Roles {
    state.persons.at(token).copied().unwrap_or_default()
}

pub(super) fn apply(state: &mut State, entry: &Entry, event: &PrincipalAdmitted) {
    let id = PrincipalId(entry.index.0);
    let human = match event.kind {
        PrincipalKind::Human(token) => Some(token),
        PrincipalKind::System => None,
    };
    state.principals.set(id, Principal { human, office: event.office, roles: event.roles });
    state.keys.set(event.api_key_hash, id);
    // The first two stand without a confirmation: nobody is there yet to confirm them.
    if entry.index.0 <= 2 {
        put_in_force(state, id);
    } else {
        state.unconfirmed.set(entry.index, entry.principal);
    }
}

/// From here on the person has the principal's roles.
pub(super) fn put_in_force(state: &mut State, id: PrincipalId) {
    if let Some((token, roles)) = state.principals.at(&id).and_then(|row| Some((row.human?, row.roles))) {
        let all = roles_of(state, &token).union(roles);
        state.persons.set(token, all);
    }
}
