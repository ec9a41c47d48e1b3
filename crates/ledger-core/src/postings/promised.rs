//! What entries do to what was promised.

use super::{Layer, Ledger, LedgerAccount, Posting, pair};
use crate::event::{Entry, Event, Instalment, PledgePart};
use crate::ids::{FundId, PledgeId};
use crate::money::Amount;

/// A change of what is outstanding.
enum Change {
    More(Amount),
    Less(Amount),
}

pub(super) fn post(entry: &Entry, ledger: &impl Ledger, postings: &mut Vec<Posting>) {
    let Some((fund, change)) = change(&entry.event, ledger) else { return };
    let layer = if ledger.is_goods(fund) { Layer::Quantity } else { Layer::Promised };
    let (outstanding, promised) = (LedgerAccount::PledgesOutstanding, LedgerAccount::Promised);
    match change {
        Change::More(amount) | Change::Less(amount) if amount.is_zero() => {}
        Change::More(amount) => postings.extend(pair(layer, fund, amount, outstanding, promised)),
        Change::Less(amount) => postings.extend(pair(layer, fund, amount, promised, outstanding)),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "those that touch a pledge are named; no other entry does")]
fn change(event: &Event, ledger: &impl Ledger) -> Option<(FundId, Change)> {
    match event {
        Event::PledgeRecorded(e) => Some((e.fund, Change::More(sum(&e.instalments)))),
        Event::PledgeAmended(e) => amended(e.pledge, &e.instalments, ledger),
        Event::PledgeCancelled(e) => less(e.pledge, e.count, ledger),
        Event::PledgeWrittenOff(e) => less(e.pledge, e.count, ledger),
        Event::ReceiptRecorded(e) => fulfilled(e.pledge, ledger),
        Event::LotReceived(e) => fulfilled(e.pledge, ledger),
        Event::ReceiptReversed(e) => {
            let (fund, amount) = ledger.reopened(e.receipt, e.ranges.amount())?;
            Some((fund, Change::More(amount)))
        }
        _ => None,
    }
}

fn sum(instalments: &[Instalment]) -> Amount {
    instalments.iter().try_fold(Amount::ZERO, |sum, part| sum.checked_add(part.count)).unwrap_or(Amount::MAX)
}

fn amended(pledge: PledgeId, instalments: &[Instalment], ledger: &impl Ledger) -> Option<(FundId, Change)> {
    let (fund, before) = ledger.pledge(pledge)?;
    let after = sum(instalments);
    let more = after.checked_sub(before).map(Change::More);
    Some((fund, more.or_else(|| before.checked_sub(after).map(Change::Less))?))
}

fn less(pledge: PledgeId, amount: Amount, ledger: &impl Ledger) -> Option<(FundId, Change)> {
    Some((ledger.pledge(pledge)?.0, Change::Less(amount)))
}

fn fulfilled(part: Option<PledgePart>, ledger: &impl Ledger) -> Option<(FundId, Change)> {
    let PledgePart { pledge, count } = part?;
    less(pledge, count, ledger)
}
