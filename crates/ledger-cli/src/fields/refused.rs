//! A refusal: which items, by which code, with its numbers by their names.

use super::{Fields, Value};
use ledger_core::event::{Refused, RefusedItem};

type Named = (&'static str, Value);

pub(super) fn refused(Refused { items, conflicts_with }: &Refused) -> Vec<Named> {
    vec![
        ("items", Value::List(items.iter().map(item).collect())),
        ("conflicts_with", Value::some(*conflicts_with, |index| Value::Number(index.0))),
    ]
}

fn item(RefusedItem { ordinal, rejection }: &RefusedItem) -> Value {
    let numbers = rejection.fields().iter().zip(rejection.numbers());
    let numbers = numbers.map(|(name, number)| (*name, Value::Number(number)));
    Value::Group(Fields(vec![
        ("ordinal", Value::Number(u64::from(*ordinal))),
        ("code", Value::word(rejection.code())),
        ("rule", Value::some(rejection.rule(), |rule| Value::Number(u64::from(rule.number())))),
        ("numbers", Value::Group(Fields(numbers.collect()))),
    ]))
}
