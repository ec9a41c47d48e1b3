//! What entries do to goods: each move is posted in value, and in units.

use super::{Layer, Ledger, LedgerAccount, Posting, pair};
use crate::event::{Entry, Event};
use crate::money::Amount;
use crate::ranges::Range;

pub(super) fn post(entry: &Entry, ledger: &impl Ledger, postings: &mut Vec<Posting>) {
    if let Event::LotReceived(e) = &entry.event {
        // Its lot is not there yet: what the units are worth stands in the entry.
        let value = e.unit_value.count().checked_mul(e.numbers.count()).and_then(Amount::new);
        received(e.numbers, value.unwrap_or(Amount::MAX), ledger, postings);
    } else if let Event::GoodsHandedOver(e) = &entry.event {
        e.units.as_slice().iter().for_each(|units| handed_over(*units, ledger, postings));
    }
}

fn received(units: Range, value: Amount, ledger: &impl Ledger, postings: &mut Vec<Posting>) {
    let Some((fund, store)) = ledger.series(units.series()) else { return };
    let contributed = LedgerAccount::ContributedGoods { restricted: ledger.is_restricted(fund) };
    for (layer, amount) in [(Layer::Actual, value), (Layer::Quantity, count(units))] {
        if !amount.is_zero() {
            postings.extend(pair(layer, fund, amount, LedgerAccount::Inventory(store), contributed));
        }
    }
}

fn handed_over(units: Range, ledger: &impl Ledger, postings: &mut Vec<Posting>) {
    let Some((fund, store)) = ledger.series(units.series()) else { return };
    let value = ledger.stock_value(units);
    for (layer, amount) in [(Layer::Actual, value), (Layer::Quantity, count(units))] {
        if !amount.is_zero() {
            postings.extend(pair(layer, fund, amount, LedgerAccount::AidExpense, LedgerAccount::Inventory(store)));
        }
    }
    if ledger.is_restricted(fund) && !value.is_zero() {
        let (with, without) =
            (LedgerAccount::Released { restricted: true }, LedgerAccount::Released { restricted: false });
        postings.extend(pair(Layer::Actual, fund, value, with, without));
    }
}

fn count(units: Range) -> Amount {
    Amount::new(units.count()).unwrap_or(Amount::MAX)
}
