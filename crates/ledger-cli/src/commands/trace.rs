//! `trace`: from a gift to its uses, and from a grant to its gifts, with the numbers of the rials.

use super::replayed::{HeadUsed, Replayed, replay};
use crate::args::Trace;
use crate::audit::SCHEMA_VERSION;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::run::Desk;
use crate::show::{Look, Table};
use ledger_core::ids::{GrantId, ReceiptId};
use ledger_core::money::Amount;
use ledger_core::place::Place;
use ledger_core::ranges::Range;
use serde::Serialize;
use std::io::{self, Write};

/// Every trace says so.
const CONVENTION: &str = "which rial of a fund pays for what is a convention: first come, first used";

#[derive(Serialize)]
struct Answer {
    schema_version: u32,
    /// `receipt` or `grant`.
    of: &'static str,
    index: u64,
    unit: String,
    parts: Vec<Part>,
    convention: &'static str,
    head: HeadUsed,
}

#[derive(Serialize)]
struct Part {
    series: u64,
    start: u64,
    end: u64,
    amount: String,
    place: String,
    receipt: Option<u64>,
    line: Option<u64>,
    grant: Option<u64>,
}

/// Answers `trace`.
pub(crate) fn trace(asked: &Trace, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let replayed = replay(&asked.source, desk)?;
    let (of, parts) = parts(asked.index, &replayed).ok_or_else(|| {
        let message = format!("entry {} is neither a receipt nor a grant at this head", asked.index);
        Failure::new(Exit::Usage, "not_found", message)
    })?;
    let unit = replayed.views.book().map(|book| book.unit.to_string()).unwrap_or_default();
    let (index, head) = (asked.index, replayed.used);
    let answer = Answer { schema_version: SCHEMA_VERSION, of, index, unit, parts, convention: CONVENTION, head };
    desk.answer(&answer, |look, out| write_trace(&answer, look, out))?;
    Ok(Exit::Verified)
}

fn parts(index: u64, replayed: &Replayed) -> Option<(&'static str, Vec<Part>)> {
    let views = &replayed.views;
    let (receipt, grant) = (ReceiptId(index), GrantId(index));
    if views.receipt(receipt).is_some() {
        let parts = views.trace_receipt(receipt, None).map(|part| Part {
            line: part.line.map(|line| line.0),
            grant: part.grant.map(|grant| grant.0),
            ..of_range(part.range, part.place)
        });
        return Some(("receipt", parts.collect()));
    }
    let line = views.grant(grant)?.line;
    let parts = views.trace_grant(grant, None).map(|part| Part {
        receipt: Some(part.receipt.0),
        line: line.map(|line| line.0),
        ..of_range(part.range, part.place)
    });
    Some(("grant", parts.collect()))
}

fn of_range(range: Range, place: Place) -> Part {
    Part {
        series: range.series().0,
        start: range.start(),
        end: range.end(),
        amount: range.count().to_string(),
        place: place.to_string(),
        receipt: None,
        line: None,
        grant: None,
    }
}

fn write_trace(answer: &Answer, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{} {} in {}", answer.of, answer.index, look.unit_words(&answer.unit))?;
    let mut table = Table::new(&["numbers", "amount", "now", "receipt", "line", "grant"], &[1, 3, 4, 5]);
    for part in &answer.parts {
        let id = |id: Option<u64>| id.map(|id| id.to_string()).unwrap_or_default();
        let amount = Amount::new(part.end.saturating_sub(part.start)).unwrap_or(Amount::MAX);
        table.row_of(vec![
            format!("{}[{}, {})", part.series, part.start, part.end),
            look.amount(amount),
            part.place.clone(),
            id(part.receipt),
            id(part.line),
            id(part.grant),
        ]);
    }
    table.write(look, out)?;
    if answer.parts.is_empty() {
        writeln!(out, " holds no money")?;
    }
    writeln!(out, " {}", answer.convention)?;
    answer.head.write(look, out)
}
