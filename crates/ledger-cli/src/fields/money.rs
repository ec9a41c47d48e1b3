//! Money that came in, and where it was allotted.

use super::{Fields, Value, words};
use ledger_core::event::{
    AllotmentNotified, Allotted, ExternalPayment, FundOpened, LineOpened, ReceiptRecorded, ReceiptReversed,
    Restriction, SeriesOpened,
};

type Named = (&'static str, Value);

pub(super) fn fund(FundOpened { restriction, source }: FundOpened) -> Vec<Named> {
    let Restriction { programme, area } = restriction;
    let restriction = Fields(vec![
        ("programme", Value::some(programme, |programme| Value::Number(programme.0))),
        ("area", Value::some(area, |area| Value::Number(area.0))),
    ]);
    vec![("restriction", Value::Group(restriction)), ("source", Value::word(words::source(source)))]
}

pub(super) fn series(SeriesOpened { fund, account }: SeriesOpened) -> Vec<Named> {
    vec![("fund", Value::Number(fund.0)), ("account", Value::Number(account.0))]
}

pub(super) fn receipt(event: &ReceiptRecorded) -> Vec<Named> {
    let ReceiptRecorded { office, receipt_number, booking_date, value_date, numbers, donor, channel, payment } = event;
    vec![
        ("office", Value::Number(office.0)),
        ("receipt_number", Value::Number(*receipt_number)),
        ("booking_date", Value::Day(*booking_date)),
        ("value_date", Value::some(*value_date, Value::Day)),
        ("numbers", Value::Ranges(vec![*numbers])),
        ("donor", Value::some(*donor, |donor| Value::Number(donor.0))),
        ("channel", Value::word(words::channel(*channel))),
        ("payment", Value::some(payment.as_ref(), external)),
    ]
}

fn external(payment: &ExternalPayment) -> Value {
    let ExternalPayment { terminal, settlement_date, reference } = payment;
    Value::Group(Fields(vec![
        ("terminal", Value::word(terminal.as_str())),
        ("settlement_date", Value::Day(*settlement_date)),
        ("reference", Value::word(reference.as_str())),
    ]))
}

pub(super) fn reversal(ReceiptReversed { receipt, ranges, reason }: &ReceiptReversed) -> Vec<Named> {
    vec![
        ("receipt", Value::Number(receipt.0)),
        ("ranges", Value::ranges(ranges)),
        ("reason", Value::word(words::reason(*reason))),
    ]
}

pub(super) fn line(LineOpened { office, programme, year }: LineOpened) -> Vec<Named> {
    vec![
        ("office", Value::Number(office.0)),
        ("programme", Value::Number(programme.0)),
        ("year", Value::Number(u64::from(year.number()))),
    ]
}

pub(super) fn allotment(Allotted { line, parent, ranges }: &Allotted) -> Vec<Named> {
    vec![
        ("line", Value::Number(line.0)),
        ("parent", Value::some(*parent, |parent| Value::Number(parent.0))),
        ("ranges", Value::ranges(ranges)),
    ]
}

pub(super) fn notification(event: &AllotmentNotified) -> Vec<Named> {
    let AllotmentNotified { allotment, last_change, line, ranges } = event;
    vec![
        ("allotment", Value::Number(allotment.0)),
        ("last_change", Value::Number(last_change.0)),
        ("line", Value::Number(line.0)),
        ("ranges", Value::ranges(ranges)),
    ]
}
