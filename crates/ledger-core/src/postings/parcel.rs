//! The numbers of an act, gathered by the fund that they belong to and the account that holds them.

use super::Ledger;
use crate::ids::{AccountId, FundId};
use crate::ranges::Range;
use std::collections::BTreeMap;

/// What an act moves of one fund in one account.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parcel {
    pub(super) fund: FundId,
    pub(super) account: AccountId,
    pub(super) restricted: bool,
    pub(super) amount: i64,
}

/// The parcels that `ranges` make up, by fund and account.
pub(super) fn parcels(ranges: &[Range], ledger: &impl Ledger) -> impl Iterator<Item = Parcel> {
    let (first, more) = match ranges {
        // Most entries move one range, which is its own parcel.
        [range] => (ledger.series(range.series()).map(|held| (held, amount_of(*range))), BTreeMap::new()),
        ranges => (None, gathered(ranges, ledger)),
    };
    let parcel = |((fund, account), amount)| Parcel { fund, account, restricted: ledger.is_restricted(fund), amount };
    first.into_iter().chain(more).map(parcel)
}

fn gathered(ranges: &[Range], ledger: &impl Ledger) -> BTreeMap<(FundId, AccountId), i64> {
    let mut amounts: BTreeMap<(FundId, AccountId), i64> = BTreeMap::new();
    for range in ranges {
        let Some(held) = ledger.series(range.series()) else {
            continue;
        };
        let amount = amounts.entry(held).or_default();
        *amount = amount.saturating_add(amount_of(*range));
    }
    amounts
}

/// A range, and the sum of an entry's ranges, fit into an amount and so into an i64; and both legs of a row carry the
/// same number, so it balances even where this would not hold.
fn amount_of(range: Range) -> i64 {
    i64::try_from(range.count()).unwrap_or(i64::MAX)
}
