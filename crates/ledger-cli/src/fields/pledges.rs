//! Promises to give.

use super::{Fields, Value, words};
use ledger_core::event::{Instalment, PledgeAmended, PledgeCancelled, PledgeRecorded, PledgeWrittenOff, Reason};
use ledger_core::ids::{Index, PledgeId};
use ledger_core::money::Amount;

type Named = (&'static str, Value);

pub(super) fn pledge(event: &PledgeRecorded) -> Vec<Named> {
    let PledgeRecorded { office, donor, fund, campaign, instalments, booking_date } = event;
    vec![
        ("office", Value::Number(office.0)),
        ("donor", Value::some(*donor, |donor| Value::Number(donor.0))),
        ("fund", Value::Number(fund.0)),
        ("campaign", Value::some(*campaign, |campaign| Value::Number(campaign.0))),
        ("instalments", self::instalments(instalments)),
        ("booking_date", Value::Day(*booking_date)),
    ]
}

fn instalments(instalments: &[Instalment]) -> Value {
    let one = |Instalment { due, count }: &Instalment| {
        Value::Group(Fields(vec![("due", Value::Day(*due)), ("count", Value::Count(*count))]))
    };
    Value::List(instalments.iter().map(one).collect())
}

pub(super) fn amendment(PledgeAmended { pledge, last_change, instalments }: &PledgeAmended) -> Vec<Named> {
    vec![
        ("pledge", Value::Number(pledge.0)),
        ("last_change", Value::Number(last_change.0)),
        ("instalments", self::instalments(instalments)),
    ]
}

pub(super) fn cancellation(event: PledgeCancelled) -> Vec<Named> {
    let PledgeCancelled { pledge, last_change, count, reason } = event;
    given_up(pledge, last_change, count, reason)
}

pub(super) fn write_off(event: PledgeWrittenOff) -> Vec<Named> {
    let PledgeWrittenOff { pledge, last_change, count, reason } = event;
    given_up(pledge, last_change, count, reason)
}

fn given_up(pledge: PledgeId, last_change: Index, count: Amount, reason: Reason) -> Vec<Named> {
    vec![
        ("pledge", Value::Number(pledge.0)),
        ("last_change", Value::Number(last_change.0)),
        ("count", Value::Count(count)),
        ("reason", Value::word(words::reason(reason))),
    ]
}
