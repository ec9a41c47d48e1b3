//! `statement`: what came in and what went out, entry by entry.

use super::balance::{absent, heading, object, word};
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
use ledger_core::place::Place;
use ledger_core::views::Row;
use ledger_wire::words::{self, Language, Text};
use serde::Serialize;

const HEAD: [Text; 8] = [Text::Entry, Text::Day, Text::What, Text::Amount, Text::In, Text::Out, Text::From, Text::To];

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
        kind: word(object(asked)),
        index: asked.index,
        unit,
        rows: rows.iter().map(|row| line(row, utc_offset_minutes)).collect(),
        in_hand: in_hand.to_string(),
        head,
    };
    desk.answer(&answer, |look, out| {
        writeln!(out, "{}", heading(object(asked), &answer.unit, look))?;
        let mut table = Table::new(&HEAD.map(|text| look.text(text)), &[0, 3, 4, 5]);
        rows.iter().zip(&answer.rows).for_each(|(row, line)| table.row_of(cells(row, line, look)));
        table.write(look, out)?;
        writeln!(out, " {} {}", look.text(Text::InHand), look.amount(in_hand))?;
        answer.head.write(look, out)
    })?;
    Ok(Exit::Verified)
}

fn line(row: &Row, utc_offset_minutes: i16) -> Line {
    Line {
        entry: row.index.0,
        recorded_at: row.recorded_at.to_string(),
        recorded_on: local_day(row.recorded_at, utc_offset_minutes),
        what: words::statement_event(row.what, Language::English),
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
    let place = |place: Option<Place>| place.map(|place| words::place(place, look.language())).unwrap_or_default();
    vec![
        line.entry.to_string(),
        line.recorded_on.clone(),
        words::statement_event(row.what, look.language()).to_owned(),
        amount(row.amount),
        amount(row.amount_in),
        amount(row.amount_out),
        place(row.from),
        place(row.to),
    ]
}
