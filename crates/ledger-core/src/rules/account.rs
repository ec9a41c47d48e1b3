//! Accounts: where money is.

use crate::event::{AccountOpened, Entry};
use crate::ids::AccountId;
use crate::rejection::Rejection;
use crate::rules::{Coded, code_is_new, in_force, office};
use crate::state::{Account, State};

pub(super) fn check(state: &State, event: &AccountOpened) -> Result<(), Rejection> {
    code_is_new(state, Coded::Account, &event.code)?;
    office::exists(state, event.office)
}

pub(super) fn apply(state: &mut State, entry: &Entry, event: &AccountOpened) {
    state.accounts.set(AccountId(entry.index.0), Account { office: event.office, kind: event.kind });
    state.codes.set((Coded::Account as u8, event.code.clone()), entry.index);
    state.unconfirmed.set(entry.index, entry.principal);
}

/// Refuses an account that is not there or not in force.
pub(super) fn exists(state: &State, account: AccountId) -> Result<(), Rejection> {
    if !state.accounts.has(&account) {
        return Err(Rejection::UnknownAccount { account: account.0 });
    }
    in_force(state, account.0)
}
