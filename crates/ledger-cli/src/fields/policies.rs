//! Who has to approve what, by how much it is about.

use super::{Fields, Value, register, words};
use ledger_core::event::{ApprovalBand, ApprovalGiven, ApprovalPolicySet};
use ledger_core::money::Amount;

type Named = (&'static str, Value);

pub(super) fn policy(event: &ApprovalPolicySet) -> Vec<Named> {
    let ApprovalPolicySet { programme, window_days, bands, cooling_off_hours, decision, effective_from } = event;
    vec![
        ("programme", Value::some(*programme, |programme| Value::Number(programme.0))),
        ("window_days", Value::Number(u64::from(*window_days))),
        ("bands", Value::List(bands.iter().map(band).collect())),
        ("cooling_off_hours", Value::Number(u64::from(*cooling_off_hours))),
        ("decision", register::decision(decision)),
        ("effective_from", Value::Day(*effective_from)),
    ]
}

fn band(ApprovalBand { up_to, approvals, level }: &ApprovalBand) -> Value {
    let end = (*up_to != Amount::MAX).then_some(*up_to);
    Value::Group(Fields(vec![
        ("up_to", Value::some(end, Value::Amount)),
        ("approvals", Value::Number(u64::from(*approvals))),
        ("level", Value::word(words::level(*level))),
    ]))
}

pub(super) fn approval(ApprovalGiven { object, last_change }: ApprovalGiven) -> Vec<Named> {
    vec![("object", Value::Number(object.0)), ("last_change", Value::Number(last_change.0))]
}
