//! What opens a step of a list.

use super::Value;
use ledger_core::event::{ListApproved, ListReleased, ListSubmitted, ResultsImported};

type Named = (&'static str, Value);

pub(super) fn submission(event: ListSubmitted) -> Vec<Named> {
    let ListSubmitted { office, declared_count, declared_total, content } = event;
    vec![
        ("office", Value::Number(office.0)),
        ("declared_count", Value::Number(u64::from(declared_count))),
        ("declared_total", Value::Amount(declared_total)),
        ("content", Value::bytes(&content.0)),
    ]
}

pub(super) fn approval(event: ListApproved) -> Vec<Named> {
    let ListApproved { list, last_change, account, line_count, total } = event;
    vec![
        ("list", Value::Number(list.0)),
        ("last_change", Value::Number(last_change.0)),
        ("account", Value::Number(account.0)),
        ("line_count", Value::Number(u64::from(line_count))),
        ("total", Value::Amount(total)),
    ]
}

pub(super) fn release(event: ListReleased) -> Vec<Named> {
    let ListReleased { list, last_change, part, line_count, total } = event;
    vec![
        ("list", Value::Number(list.0)),
        ("last_change", Value::Number(last_change.0)),
        ("part", Value::Number(u64::from(part))),
        ("line_count", Value::Number(u64::from(line_count))),
        ("total", Value::Amount(total)),
    ]
}

pub(super) fn results(ResultsImported { list, file, row_count, total }: ResultsImported) -> Vec<Named> {
    vec![
        ("list", Value::Number(list.0)),
        ("file", Value::bytes(&file.0)),
        ("row_count", Value::Number(u64::from(row_count))),
        ("total", Value::Amount(total)),
    ]
}
