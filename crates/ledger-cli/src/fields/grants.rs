//! The steps of a grant.

use super::{Fields, Value, words};
use ledger_core::event::{
    CreditSecured, GrantApplied, GrantAwarded, GrantCancelled, GrantDecided, GrantVerified, ListPlace, PayeeRenewed,
    PaymentOrdered, PaymentReturned, PaymentSettled, Reported,
};
use ledger_core::ids::{GrantId, Index};

type Named = (&'static str, Value);

pub(super) fn application(event: GrantApplied) -> Vec<Named> {
    let GrantApplied { programme, office, beneficiary, amount, payee, kit, list } = event;
    vec![
        ("programme", Value::Number(programme.0)),
        ("office", Value::Number(office.0)),
        ("beneficiary", Value::Number(beneficiary.0)),
        ("amount", Value::Amount(amount)),
        ("payee", Value::some(payee, |payee| Value::Number(payee.0))),
        ("kit", Value::some(kit, |design| Value::Number(design.0))),
        ("list", Value::some(list, place)),
    ]
}

fn place(ListPlace { list, line }: ListPlace) -> Value {
    Value::Group(Fields(vec![("list", Value::Number(list.0)), ("line", Value::Number(u64::from(line)))]))
}

pub(super) fn decision(GrantDecided { grant, last_change, rule }: GrantDecided) -> Vec<Named> {
    step(grant, last_change, [("rule", Value::Number(rule.0))])
}

pub(super) fn credit(event: &CreditSecured) -> Vec<Named> {
    let CreditSecured { grant, last_change, line, account, ranges, list } = event;
    let more = [
        ("line", Value::Number(line.0)),
        ("account", Value::Number(account.0)),
        ("ranges", Value::ranges(ranges)),
        ("list", Value::some(*list, |list| Value::Number(list.0))),
    ];
    step(*grant, *last_change, more)
}

pub(super) fn award(GrantAwarded { grant, last_change }: GrantAwarded) -> Vec<Named> {
    step(grant, last_change, [])
}

pub(super) fn verification(GrantVerified { grant, last_change, list }: GrantVerified) -> Vec<Named> {
    step(grant, last_change, [("list", Value::some(list, |list| Value::Number(list.0)))])
}

pub(super) fn order(PaymentOrdered { grant, last_change, ranges }: &PaymentOrdered) -> Vec<Named> {
    step(*grant, *last_change, [("ranges", Value::ranges(ranges))])
}

pub(super) fn settlement(event: &PaymentSettled) -> Vec<Named> {
    let PaymentSettled { grant, last_change, ranges, reported } = event;
    let reported = Value::some(*reported, self::reported);
    step(*grant, *last_change, [("ranges", Value::ranges(ranges)), ("reported", reported)])
}

fn reported(Reported { results, row, account }: Reported) -> Value {
    Value::Group(Fields(vec![
        ("results", Value::Number(results.0)),
        ("row", Value::Number(u64::from(row))),
        ("account", Value::bytes(&account.0)),
    ]))
}

pub(super) fn bank_return(event: &PaymentReturned) -> Vec<Named> {
    let PaymentReturned { grant, last_change, ranges, reason, reported } = event;
    let reason = Value::word(words::bank_return(*reason));
    let reported = Value::some(*reported, self::reported);
    step(*grant, *last_change, [("ranges", Value::ranges(ranges)), ("reason", reason), ("reported", reported)])
}

pub(super) fn cancellation(event: &GrantCancelled) -> Vec<Named> {
    let GrantCancelled { grant, last_change, reason, ranges } = event;
    let ranges = Value::some(ranges.as_ref(), Value::ranges);
    step(*grant, *last_change, [("reason", Value::word(words::reason(*reason))), ("ranges", ranges)])
}

pub(super) fn renewal(PayeeRenewed { grant, last_change, payee }: PayeeRenewed) -> Vec<Named> {
    step(grant, last_change, [("payee", Value::Number(payee.0))])
}

/// What every step of a grant says, and what this one says besides.
pub(super) fn step<const N: usize>(grant: GrantId, last_change: Index, more: [Named; N]) -> Vec<Named> {
    let first = [("grant", Value::Number(grant.0)), ("last_change", Value::Number(last_change.0))];
    first.into_iter().chain(more).collect()
}
