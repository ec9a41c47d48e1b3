//! `balance`: what something has, by standing.

use super::head::HeadUsed;
use super::remote::Remote;
use super::replayed::replay;
use crate::args::{Balance, Kind};
use crate::audit::{SCHEMA_VERSION, Sums};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::run::Desk;
use crate::show::{Look, Table};
use ledger_core::ids::{AccountId, FundId, GrantId, LineId, OfficeId, ReceiptId};
use ledger_core::place::Standing;
use ledger_core::views::{Object, Standings};
use ledger_wire::words::{self, Text};
use serde::Serialize;

#[derive(Serialize)]
struct Answer {
    schema_version: u32,
    kind: &'static str,
    index: u64,
    unit: String,
    in_hand: String,
    sums: Sums,
    head: HeadUsed,
}

/// What something has.
pub(super) struct Held {
    pub(super) unit: String,
    pub(super) sums: Standings,
    pub(super) head: HeadUsed,
}

/// Answers `balance`.
pub(crate) fn balance(asked: &Balance, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let Held { unit, sums, head } = match &asked.source.data {
        Some(data) => {
            let replayed = replay(data, asked.source.at, desk)?;
            let sums = replayed.views.balance(object(asked)).ok_or_else(|| absent(asked))?;
            Held { unit: replayed.unit(), sums, head: replayed.used }
        }
        None => Remote::open(&asked.source.server, desk)?.balance(object(asked))?,
    };
    let answer = Answer {
        schema_version: SCHEMA_VERSION,
        kind: word(object(asked)),
        index: asked.index,
        unit,
        in_hand: sums.in_hand().to_string(),
        sums: Sums(sums),
        head,
    };
    desk.answer(&answer, |look, out| {
        writeln!(out, "{}", heading(object(asked), &answer.unit, look))?;
        let mut table = Table::new(&["", look.text(Text::Amount)], &[1]);
        table.row([look.text(Text::InHand), &look.amount(sums.in_hand())]);
        for standing in Standing::ALL {
            table.row([words::standing(standing, look.language()), &look.amount(sums.amount(standing))]);
        }
        table.row([look.text(Text::Numbered), &look.amount(sums.numbered())]);
        table.write(look, out)?;
        answer.head.write(look, out)
    })?;
    Ok(Exit::Verified)
}

/// What a table is about, and in which unit.
pub(super) fn heading(of: Object, unit: &str, look: &Look) -> String {
    words::in_unit(&words::object(of, look.language()), &look.unit_words(unit), look.language())
}

/// What was asked for, as the views know it.
pub(super) fn object(asked: &Balance) -> Object {
    match asked.kind {
        Kind::Fund => Object::Fund(FundId(asked.index)),
        Kind::Account => Object::Account(AccountId(asked.index)),
        Kind::Line => Object::Line(LineId(asked.index)),
        Kind::Grant => Object::Grant(GrantId(asked.index)),
        Kind::Office => Object::Office(OfficeId(asked.index)),
        Kind::Receipt => Object::Receipt(ReceiptId(asked.index)),
    }
}

/// The word for the kind of a thing, as JSON has it.
pub(super) const fn word(of: Object) -> &'static str {
    match of {
        Object::Fund(_) => "fund",
        Object::Account(_) => "account",
        Object::Line(_) => "line",
        Object::Grant(_) => "grant",
        Object::Office(_) => "office",
        Object::Receipt(_) => "receipt",
    }
}

pub(super) fn absent(asked: &Balance) -> Failure {
    let message = format!("there is no {} {} at this head", word(object(asked)), asked.index);
    Failure::new(Exit::Usage, "not_found", message)
}
