//! `trace`: from a gift to its uses, and from a grant to its gifts, with the numbers of the rials.

use super::balance::{heading, word};
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
use ledger_core::views::Object;
use ledger_wire::words::{self, Language, Text};
use serde::{Serialize, Serializer};
use std::io::{self, Write};

const HEAD: [Text; 6] = [Text::Numbers, Text::Amount, Text::Now, Text::Receipt, Text::Line, Text::Grant];

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
    #[serde(serialize_with = "as_text")]
    pub(super) place: Place,
    pub(super) receipt: Option<u64>,
    pub(super) line: Option<u64>,
    pub(super) grant: Option<u64>,
}

/// A whole trace.
pub(super) struct Traced {
    /// A receipt or a grant.
    pub(super) of: Object,
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
    let convention = Text::FirstComeFirstUsed.written(Language::English);
    let answer = Answer { schema_version: SCHEMA_VERSION, of: word(of), index, unit, parts, convention, head };
    desk.answer(&answer, |look, out| write_trace(of, &answer, look, out))?;
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
        (Object::Receipt(receipt), parts.collect())
    } else {
        let line = views.grant(grant)?.line.map(|line| line.0);
        let parts = views.trace_grant(grant, None).map(|part| Part {
            receipt: Some(part.receipt.0),
            line,
            grant: Some(index),
            ..of_range(part.range, part.place)
        });
        (Object::Grant(grant), parts.collect())
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
        place,
        receipt: None,
        line: None,
        grant: None,
    }
}

fn as_text<S: Serializer>(place: &Place, out: S) -> Result<S::Ok, S::Error> {
    out.collect_str(place)
}

fn write_trace(of: Object, answer: &Answer, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", heading(of, &answer.unit, look))?;
    let mut table = Table::new(&HEAD.map(|text| look.text(text)), &[1, 3, 4, 5]);
    for part in &answer.parts {
        let id = |id: Option<u64>| id.map(|id| id.to_string()).unwrap_or_default();
        let amount = Amount::new(part.end.saturating_sub(part.start)).unwrap_or(Amount::MAX);
        table.row_of(vec![
            format!("{}[{}, {})", part.series, part.start, part.end),
            look.amount(amount),
            words::place(part.place, look.language()),
            id(part.receipt),
            id(part.line),
            id(part.grant),
        ]);
    }
    table.write(look, out)?;
    if answer.parts.is_empty() {
        writeln!(out, " {}", look.text(Text::HoldsNoMoney))?;
    }
    writeln!(out, " {}", look.text(Text::FirstComeFirstUsed))?;
    answer.head.write(look, out)
}
