//! `trace`: from a gift to its uses, and from a grant to its gifts, with the numbers of the rials.

use super::head::HeadUsed;
use super::remote::Remote;
use super::replayed::{Replayed, replay};
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

/// One range of numbers.
#[derive(Serialize)]
pub(super) struct Part {
    pub(super) series: u64,
    pub(super) start: u64,
    pub(super) end: u64,
    pub(super) amount: String,
    pub(super) place: String,
    pub(super) receipt: Option<u64>,
    pub(super) line: Option<u64>,
    pub(super) grant: Option<u64>,
}

/// A whole trace.
pub(super) struct Traced {
    pub(super) of: &'static str,
    pub(super) unit: String,
    pub(super) parts: Vec<Part>,
    pub(super) head: HeadUsed,
}

/// Answers `trace`.
pub(crate) fn trace(asked: &Trace, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let index = asked.index;
    let traced = match &asked.source.data {
        Some(data) => from_views(index, replay(data, asked.source.at, desk)?),
        None => Remote::open(&asked.source.server, desk)?.trace(index)?,
    };
    let Traced { of, unit, parts, head } = traced.ok_or_else(|| {
        let message = format!("entry {index} is neither a receipt nor a grant at this head");
        Failure::new(Exit::Usage, "not_found", message)
    })?;
    let answer = Answer { schema_version: SCHEMA_VERSION, of, index, unit, parts, convention: CONVENTION, head };
    desk.answer(&answer, |look, out| write_trace(&answer, look, out))?;
    Ok(Exit::Verified)
}

fn from_views(index: u64, replayed: Replayed) -> Option<Traced> {
    let views = &replayed.views;
    let (receipt, grant) = (ReceiptId(index), GrantId(index));
    let (of, parts) = if views.receipt(receipt).is_some() {
        let parts = views.trace_receipt(receipt, None).map(|part| Part {
            line: part.line.map(|line| line.0),
            grant: part.grant.map(|grant| grant.0),
            ..of_range(part.range, part.place)
        });
        ("receipt", parts.collect())
    } else {
        let line = views.grant(grant)?.line.map(|line| line.0);
        let parts = views.trace_grant(grant, None).map(|part| Part {
            receipt: Some(part.receipt.0),
            line,
            grant: Some(index),
            ..of_range(part.range, part.place)
        });
        ("grant", parts.collect())
    };
    Some(Traced { of, unit: replayed.unit(), parts, head: replayed.used })
}

/// A part with its numbers and its place, and nothing else known yet.
pub(super) fn of_range(range: Range, place: Place) -> Part {
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
