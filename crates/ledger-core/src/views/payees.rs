//! The payees: which commitments and which account token each beneficiary is paid to. Names and accounts are elsewhere.

use super::register::Register;
use crate::event::{Entry, Event};
use crate::ids::{AccountToken, BeneficiaryId, Commitment, Index, PayeeId, PrincipalId};
use std::collections::BTreeMap;

/// A payee.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Payee {
    /// Who is paid to it.
    pub beneficiary: BeneficiaryId,
    /// The token of the account.
    pub account: AccountToken,
    /// The commitment to the name.
    pub name_commitment: Commitment,
    /// The commitment to the account.
    pub account_commitment: Commitment,
    /// Who proposed it.
    pub proposed_by: PrincipalId,
    /// The entry that confirmed it.
    pub confirmed_at: Option<Index>,
}

/// All payees, and the one that each beneficiary has now.
#[derive(Debug, Default)]
pub(super) struct Payees {
    pub(super) rows: Register<PayeeId, Payee>,
    pub(super) now: BTreeMap<BeneficiaryId, PayeeId>,
}

impl Payees {
    /// Takes what the entry says of a payee, if it says anything.
    pub(super) fn fold(&mut self, entry: &Entry) {
        if let Event::PayeeProposed(e) = &entry.event {
            let row = Payee {
                beneficiary: e.beneficiary,
                account: e.account,
                name_commitment: e.name_commitment,
                account_commitment: e.account_commitment,
                proposed_by: entry.principal,
                confirmed_at: None,
            };
            self.rows.add(PayeeId(entry.index.0), row);
        } else if let Event::PayeeConfirmed(e) = &entry.event {
            self.rows.change(e.payee, |row| row.confirmed_at = Some(entry.index));
            if let Some(beneficiary) = self.rows.at(e.payee).map(|row| row.beneficiary) {
                self.now.insert(beneficiary, e.payee);
            }
        }
    }
}
