//! Running totals, so that no balance has to walk the partition: in all, per fund, per account, per line.

use super::standings::{Standings, plus};
use crate::ids::{AccountId, FundId, LineId, OfficeId};
use crate::money::Amount;
use crate::partition::Series;
use crate::place::Standing;
use std::collections::BTreeMap;

/// What an office received.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Received {
    /// All of its receipts.
    pub recorded: Amount,
    /// What was taken back of them.
    pub reversed: Amount,
}

/// One end of a movement.
#[derive(Clone, Copy, Debug)]
pub(super) struct End {
    pub(super) standing: Standing,
    /// The line that holds it, or that pays the grant that does.
    pub(super) line: Option<LineId>,
}

/// The totals.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) all: Standings,
    pub(super) funds: BTreeMap<FundId, Standings>,
    pub(super) accounts: BTreeMap<AccountId, Standings>,
    /// What a line holds and what the grants hold that it pays; spent money stays with the line that spent it.
    pub(super) lines: BTreeMap<LineId, Standings>,
    pub(super) offices: BTreeMap<OfficeId, Received>,
}

impl Tally {
    /// New numbers, free in their fund.
    pub(super) fn receive(&mut self, series: Series, office: OfficeId, amount: Amount) {
        self.all.add(Standing::Free, amount);
        self.funds.entry(series.fund).or_default().add(Standing::Free, amount);
        self.accounts.entry(series.account).or_default().add(Standing::Free, amount);
        let office = self.offices.entry(office).or_default();
        office.recorded = plus(office.recorded, amount);
    }

    /// Part of a receipt of `office` was taken back.
    pub(super) fn reverse(&mut self, office: OfficeId, amount: Amount) {
        let office = self.offices.entry(office).or_default();
        office.reversed = plus(office.reversed, amount);
    }

    /// Numbers of `series` went from one end to the other.
    pub(super) fn shift(&mut self, series: Series, from: End, to: End, amount: Amount) {
        let fund = self.funds.entry(series.fund).or_default();
        let account = self.accounts.entry(series.account).or_default();
        for total in [&mut self.all, fund, account] {
            total.take(from.standing, amount);
            total.add(to.standing, amount);
        }
        if let Some(line) = from.line {
            self.lines.entry(line).or_default().take(from.standing, amount);
        }
        if let Some(line) = to.line {
            self.lines.entry(line).or_default().add(to.standing, amount);
        }
    }
}
