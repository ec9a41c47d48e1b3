//! Money that came in, where it was allotted, and what the organisation keeps it for.

use super::{Fields, Value, register, words};
use ledger_core::event::{
    AllotmentNotified, AllotmentRecalled, Allotted, EarmarkLifted, EarmarkPlaced, ExternalPayment, FundOpened,
    LineOpened, PledgePart, ReceiptRecorded, ReceiptReissued, ReceiptReversed, Restriction, SeriesOpened,
};

type Named = (&'static str, Value);

pub(super) fn fund(FundOpened { restriction, source, item }: FundOpened) -> Vec<Named> {
    vec![
        ("restriction", self::restriction(restriction)),
        ("source", Value::word(words::source(source))),
        ("item", Value::some(item, |item| Value::Number(item.0))),
    ]
}

pub(super) fn restriction(Restriction { programme, area, class, intent, spend_by }: Restriction) -> Value {
    Value::Group(Fields(vec![
        ("programme", Value::some(programme, |programme| Value::Number(programme.0))),
        ("area", Value::some(area, |area| Value::Number(area.0))),
        ("class", Value::some(class, |class| Value::Number(class.0))),
        ("intent", Value::some(intent, |intent| Value::Number(intent.0))),
        ("spend_by", Value::some(spend_by, Value::Day)),
    ]))
}

pub(super) fn series(SeriesOpened { fund, account }: SeriesOpened) -> Vec<Named> {
    vec![("fund", Value::Number(fund.0)), ("account", Value::Number(account.0))]
}

pub(super) fn receipt(event: &ReceiptRecorded) -> Vec<Named> {
    let ReceiptRecorded {
        office,
        receipt_number,
        booking_date,
        value_date,
        numbers,
        donor,
        channel,
        payment,
        campaign,
        pledge,
    } = event;
    vec![
        ("office", Value::Number(office.0)),
        ("receipt_number", Value::Number(*receipt_number)),
        ("booking_date", Value::Day(*booking_date)),
        ("value_date", Value::some(*value_date, Value::Day)),
        ("numbers", Value::Ranges(vec![*numbers])),
        ("donor", Value::some(*donor, |donor| Value::Number(donor.0))),
        ("channel", Value::word(words::channel(*channel))),
        ("payment", Value::some(payment.as_ref(), external)),
        ("campaign", Value::some(*campaign, |campaign| Value::Number(campaign.0))),
        ("pledge", Value::some(*pledge, pledge_part)),
    ]
}

/// What a receipt of money, or a lot, fulfils of a pledge.
pub(super) fn pledge_part(PledgePart { pledge, count }: PledgePart) -> Value {
    Value::Group(Fields(vec![("pledge", Value::Number(pledge.0)), ("count", Value::Count(count))]))
}

fn external(payment: &ExternalPayment) -> Value {
    let ExternalPayment { terminal, settlement_date, reference } = payment;
    Value::Group(Fields(vec![
        ("terminal", Value::word(terminal.as_str())),
        ("settlement_date", Value::Day(*settlement_date)),
        ("reference", Value::word(reference.as_str())),
    ]))
}

pub(super) fn copy(ReceiptReissued { receipt, copy }: ReceiptReissued) -> Vec<Named> {
    vec![("receipt", Value::Number(receipt.0)), ("copy", Value::Number(u64::from(copy)))]
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

pub(super) fn recall(AllotmentRecalled { line, parent, ranges }: &AllotmentRecalled) -> Vec<Named> {
    vec![
        ("line", Value::Number(line.0)),
        ("parent", Value::some(*parent, |parent| Value::Number(parent.0))),
        ("ranges", Value::ranges(ranges)),
    ]
}

pub(super) fn earmark(EarmarkPlaced { fund, programme, area, decision }: &EarmarkPlaced) -> Vec<Named> {
    vec![
        ("fund", Value::Number(fund.0)),
        ("programme", Value::some(*programme, |programme| Value::Number(programme.0))),
        ("area", Value::some(*area, |area| Value::Number(area.0))),
        ("decision", register::decision(decision)),
    ]
}

pub(super) fn earmark_lifting(EarmarkLifted { earmark, decision }: &EarmarkLifted) -> Vec<Named> {
    vec![("earmark", Value::Number(earmark.0)), ("decision", register::decision(decision))]
}
