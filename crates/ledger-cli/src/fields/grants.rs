//! The steps of a grant.

use super::{Value, words};
use ledger_core::event::{
    CreditSecured, GrantApplied, GrantAwarded, GrantCancelled, GrantDecided, GrantVerified, PaymentOrdered,
    PaymentReturned, PaymentSettled,
};
use ledger_core::ids::{GrantId, Index};

type Named = (&'static str, Value);

pub(super) fn application(event: GrantApplied) -> Vec<Named> {
    let GrantApplied { programme, office, beneficiary, amount } = event;
    vec![
        ("programme", Value::Number(programme.0)),
        ("office", Value::Number(office.0)),
        ("beneficiary", Value::Number(beneficiary.0)),
        ("amount", Value::Amount(amount)),
    ]
}

pub(super) fn decision(GrantDecided { grant, last_change, rule }: GrantDecided) -> Vec<Named> {
    step(grant, last_change, [("rule", Value::Number(rule.0))])
}

pub(super) fn credit(event: &CreditSecured) -> Vec<Named> {
    let CreditSecured { grant, last_change, line, account, ranges } = event;
    let more =
        [("line", Value::Number(line.0)), ("account", Value::Number(account.0)), ("ranges", Value::ranges(ranges))];
    step(*grant, *last_change, more)
}

pub(super) fn award(GrantAwarded { grant, last_change }: GrantAwarded) -> Vec<Named> {
    step(grant, last_change, [])
}

pub(super) fn verification(GrantVerified { grant, last_change }: GrantVerified) -> Vec<Named> {
    step(grant, last_change, [])
}

pub(super) fn order(PaymentOrdered { grant, last_change, ranges }: &PaymentOrdered) -> Vec<Named> {
    step(*grant, *last_change, [("ranges", Value::ranges(ranges))])
}

pub(super) fn settlement(PaymentSettled { grant, last_change, ranges }: &PaymentSettled) -> Vec<Named> {
    step(*grant, *last_change, [("ranges", Value::ranges(ranges))])
}

pub(super) fn bank_return(event: &PaymentReturned) -> Vec<Named> {
    let PaymentReturned { grant, last_change, ranges, reason } = event;
    let reason = Value::word(words::bank_return(*reason));
    step(*grant, *last_change, [("ranges", Value::ranges(ranges)), ("reason", reason)])
}

pub(super) fn cancellation(event: &GrantCancelled) -> Vec<Named> {
    let GrantCancelled { grant, last_change, reason, ranges } = event;
    let ranges = Value::some(ranges.as_ref(), Value::ranges);
    step(*grant, *last_change, [("reason", Value::word(words::reason(*reason))), ("ranges", ranges)])
}

fn step<const N: usize>(grant: GrantId, last_change: Index, more: [Named; N]) -> Vec<Named> {
    let first = [("grant", Value::Number(grant.0)), ("last_change", Value::Number(last_change.0))];
    first.into_iter().chain(more).collect()
}
