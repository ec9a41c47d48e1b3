//! Who is paid: a name and an account, as commitments to what stands in the vault.

use crate::ids::{AccountToken, BeneficiaryId, Commitment, Index, PayeeId};

/// See [`Event::PayeeProposed`](super::Event::PayeeProposed). The payee's id is this entry's index.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PayeeProposed {
    /// The beneficiary that is paid to it.
    pub beneficiary: BeneficiaryId,
    /// The token of the account (Sheba).
    pub account: AccountToken,
    /// The commitment to the name.
    pub name_commitment: Commitment,
    /// The commitment to the account (Sheba).
    pub account_commitment: Commitment,
}

/// See [`Event::PayeeConfirmed`](super::Event::PayeeConfirmed).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PayeeConfirmed {
    /// The payee.
    pub payee: PayeeId,
    /// The entry that last changed it, as the checker saw it.
    pub last_change: Index,
}
