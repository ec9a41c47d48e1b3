//! The trial balance: what every account of the double entry stands at, per layer and fund.

use crate::ids::FundId;
use crate::postings::{Layer, LedgerAccount, Posting};
use std::collections::BTreeMap;

/// One row of the trial balance.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TrialRow {
    /// In which books.
    pub layer: Layer,
    /// Which account.
    pub account: LedgerAccount,
    /// Of which fund.
    pub fund: FundId,
    /// What it stands at: debit above zero, credit below.
    pub balance: i128,
}

/// All accounts that do not stand at nothing: a paid grant leaves no row.
#[derive(Debug, Default)]
pub(super) struct TrialBalance {
    balances: BTreeMap<(Layer, LedgerAccount, FundId), i128>,
}

impl TrialBalance {
    pub(super) fn post(&mut self, postings: &[Posting]) {
        for posting in postings {
            let key = (posting.layer, posting.account, posting.fund);
            let balance = self.balances.entry(key).or_default();
            *balance = balance.saturating_add(i128::from(posting.amount));
            if *balance == 0 {
                self.balances.remove(&key);
            }
        }
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = TrialRow> {
        self.balances.iter().map(|(&(layer, account, fund), &balance)| TrialRow { layer, account, fund, balance })
    }

    pub(super) fn balance(&self, layer: Layer, account: LedgerAccount) -> i128 {
        let (first, last) = ((layer, account, FundId(0)), (layer, account, FundId(u64::MAX)));
        self.balances.range(first..=last).fold(0, |sum, (_, balance)| sum.saturating_add(*balance))
    }
}
