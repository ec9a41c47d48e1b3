//! `statement`: what came in and what went out, entry by entry.

use super::balance::{absent, object, word};
use super::head::HeadUsed;
use super::remote::Remote;
use super::replayed::replay;
use crate::args::Balance;
use crate::audit::SCHEMA_VERSION;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::run::Desk;
use crate::show::{Look, Table, local_day, offset_of};
use ledger_core::money::Amount;
use ledger_core::views::{Row, What};
use serde::Serialize;

#[derive(Serialize)]
struct Answer {
    schema_version: u32,
    kind: &'static str,
    index: u64,
    unit: String,
    rows: Vec<Line>,
    in_hand: String,
    head: HeadUsed,
}

#[derive(Serialize)]
struct Line {
    entry: u64,
    recorded_at: String,
    recorded_on: String,
    what: &'static str,
    amount: String,
    amount_in: String,
    amount_out: String,
    from: Option<String>,
    to: Option<String>,
}

/// A whole statement.
pub(super) struct Stated {
    pub(super) unit: String,
    pub(super) rows: Vec<Row>,
    pub(super) in_hand: Amount,
    /// How far the book's time is ahead of UTC.
    pub(super) utc_offset_minutes: i16,
    pub(super) head: HeadUsed,
}

/// Answers `statement`.
pub(crate) fn statement(asked: &Balance, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let Stated { unit, rows, in_hand, utc_offset_minutes, head } = match &asked.source.data {
        Some(data) => {
            let replayed = replay(data, asked.source.at, desk)?;
            let views = &replayed.views;
            let balance = views.balance(object(asked)).ok_or_else(|| absent(asked))?;
            Stated {
                unit: replayed.unit(),
                rows: views.statement(object(asked), None, usize::MAX),
                in_hand: balance.in_hand(),
                utc_offset_minutes: offset_of(views),
                head: replayed.used,
            }
        }
        None => Remote::open(&asked.source.server, desk)?.statement(object(asked))?,
    };
    let answer = Answer {
        schema_version: SCHEMA_VERSION,
        kind: word(asked.kind),
        index: asked.index,
        unit,
        rows: rows.iter().map(|row| line(row, utc_offset_minutes)).collect(),
        in_hand: in_hand.to_string(),
        head,
    };
    desk.answer(&answer, |look, out| {
        writeln!(out, "{} {} in {}", answer.kind, answer.index, look.unit_words(&answer.unit))?;
        let mut table = Table::new(&["entry", "day", "what", "amount", "in", "out", "from", "to"], &[0, 3, 4, 5]);
        rows.iter().zip(&answer.rows).for_each(|(row, line)| table.row_of(cells(row, line, look)));
        table.write(look, out)?;
        writeln!(out, " in hand {}", look.amount(in_hand))?;
        answer.head.write(look, out)
    })?;
    Ok(Exit::Verified)
}

fn line(row: &Row, utc_offset_minutes: i16) -> Line {
    Line {
        entry: row.index.0,
        recorded_at: row.recorded_at.to_string(),
        recorded_on: local_day(row.recorded_at, utc_offset_minutes),
        what: what_word(row.what),
        amount: row.amount.to_string(),
        amount_in: row.amount_in.to_string(),
        amount_out: row.amount_out.to_string(),
        from: row.from.map(|place| place.to_string()),
        to: row.to.map(|place| place.to_string()),
    }
}

fn cells(row: &Row, line: &Line, look: &Look) -> Vec<String> {
    let amount = |amount: Amount| {
        if amount.is_zero() { String::new() } else { look.amount(amount) }
    };
    vec![
        line.entry.to_string(),
        line.recorded_on.clone(),
        line.what.to_owned(),
        amount(row.amount),
        amount(row.amount_in),
        amount(row.amount_out),
        line.from.clone().unwrap_or_default(),
        line.to.clone().unwrap_or_default(),
    ]
}

/// What happened, in words.
pub(super) const fn what_word(what: What) -> &'static str {
    match what {
        What::Received => "received",
        What::Reversed => "reversed",
        What::Allotted => "allotted",
        What::Notified => "notified",
        What::Recalled => "recalled",
        What::GrantApplied => "applied",
        What::GrantDecided => "decided",
        What::CreditSecured => "credit secured",
        What::ApprovalGiven => "approved by one of several",
        What::GrantAwarded => "awarded",
        What::GrantVerified => "verified",
        What::PaymentOrdered => "payment ordered",
        What::PaymentSettled => "paid",
        What::PaymentReturned => "returned by the bank",
        What::GrantCancelled => "cancelled",
        What::PayeeRenewed => "approved for another payee",
        What::KitReserved => "kit reserved",
        What::HandedOver => "handed over",
    }
}
