//! The book itself, its rules and its clock.

use super::{Value, words};
use ledger_core::event::{BookOpened, ClockAdvanced, RulesetAdopted};

type Named = (&'static str, Value);

pub(super) fn opened(event: &BookOpened) -> Vec<Named> {
    let BookOpened { book, origin, log_key, root_key, unit, utc_offset_minutes, first_administrators, clock, demo } =
        event;
    let tokens = first_administrators.iter().map(|token| super::value::hex(&token.0));
    vec![
        ("book", Value::bytes(&book.0)),
        ("origin", Value::word(origin.as_str())),
        ("log_key", Value::bytes(&log_key.0)),
        ("root_key", Value::bytes(&root_key.0)),
        ("unit", Value::word(unit.as_str())),
        ("utc_offset_minutes", Value::Signed(i64::from(*utc_offset_minutes))),
        ("first_administrators", Value::Words(tokens.collect())),
        ("clock", Value::word(words::clock(*clock))),
        ("demo", Value::Flag(*demo)),
    ]
}

pub(super) fn ruleset(RulesetAdopted { ruleset }: RulesetAdopted) -> Vec<Named> {
    vec![("ruleset", Value::Number(u64::from(ruleset)))]
}

pub(super) fn clock(ClockAdvanced { to }: ClockAdvanced) -> Vec<Named> {
    vec![("to", Value::Time(to))]
}
