//! What an answer holds, said once: the same facts are the cells of its tables and the fields of its JSON.

use super::head::HeadUsed;
use crate::audit::SCHEMA_VERSION;
use crate::show::{Look, Table};
use ledger_core::money::Amount;
use ledger_core::time::Day;
use ledger_wire::day::both_calendars;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::words::{Language, Text};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use std::io::{self, Write};

/// A value.
pub(super) enum Cell {
    /// The index of something; 0 is none.
    Index(u64),
    /// How many.
    Count(u64),
    /// How many rials.
    Rials(i64),
    /// A day, if there is one.
    Day(Option<Day>),
    /// A word, in both languages.
    Word(&'static str, &'static str),
    /// What is the same in each language.
    Verbatim(String),
    /// Whether it is so.
    Whether(bool),
    /// What is not there.
    Nothing,
}

impl Cell {
    /// A word that is said in both languages.
    pub(super) fn word(said: impl Fn(Language) -> &'static str) -> Self {
        Self::Word(said(Language::English), said(Language::Persian))
    }

    /// An amount, as the API has it.
    pub(super) fn money(money: Option<&api::Money>) -> Self {
        money.map_or(Self::Nothing, |money| Self::Rials(money.amount))
    }

    /// A day, as the API has it.
    pub(super) fn date(date: Option<&api::Date>) -> Self {
        let day = |date: &api::Date| {
            Day::from_ymd(date.year, u8::try_from(date.month).ok()?, u8::try_from(date.day).ok()?).ok()
        };
        Self::Day(date.and_then(day))
    }

    /// How a person reads it.
    fn shown(&self, look: &Look) -> String {
        let none = String::new;
        match self {
            Self::Index(0) | Self::Nothing | Self::Day(None) => none(),
            Self::Index(index) => index.to_string(),
            Self::Count(count) => look.count(*count),
            Self::Rials(rials) => match u64::try_from(*rials).ok().and_then(Amount::new) {
                Some(amount) => look.money(amount),
                None => rials.to_string(),
            },
            Self::Day(Some(day)) => both_calendars(*day),
            Self::Word(english, persian) => match look.language() {
                Language::English => (*english).to_owned(),
                Language::Persian => (*persian).to_owned(),
            },
            Self::Verbatim(text) => text.clone(),
            Self::Whether(so) => look.text(if *so { Text::Yes } else { Text::No }).to_owned(),
        }
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Index(0) | Self::Nothing | Self::Day(None) => out.serialize_none(),
            Self::Index(number) | Self::Count(number) => out.serialize_u64(*number),
            Self::Rials(rials) => out.collect_str(rials),
            Self::Day(Some(day)) => out.collect_str(&both_calendars(*day)),
            Self::Word("", _) => out.serialize_none(),
            Self::Word(english, _) => out.collect_str(&english.replace([' ', '-'], "_")),
            Self::Verbatim(text) => out.serialize_str(text),
            Self::Whether(so) => out.serialize_bool(*so),
        }
    }
}

/// Many things of one kind.
pub(super) struct Rows {
    /// What they are, as JSON names them.
    pub(super) name: &'static str,
    /// What each has.
    pub(super) columns: &'static [Text],
    /// One by one, with a cell for each column.
    pub(super) rows: Vec<Vec<Cell>>,
}

/// An answer: facts, then things of some kinds, then the head that it reflects.
#[derive(Default)]
pub(super) struct View {
    pub(super) facts: Vec<(Text, Cell)>,
    pub(super) tables: Vec<Rows>,
    pub(super) head: Option<HeadUsed>,
}

impl View {
    /// Things of one kind, and nothing else.
    pub(super) fn of(name: &'static str, columns: &'static [Text], rows: Vec<Vec<Cell>>, head: HeadUsed) -> Self {
        Self { facts: Vec::new(), tables: vec![Rows { name, columns, rows }], head: Some(head) }
    }

    pub(super) fn write(&self, look: &Look, out: &mut dyn Write) -> io::Result<()> {
        if !self.facts.is_empty() {
            let mut table = Table::new(&["", ""], &[]);
            for (name, cell) in &self.facts {
                let shown = cell.shown(look);
                // What is not there is a null for programs, an empty cell in rows, and for people nothing.
                if look.plain || !shown.is_empty() {
                    table.row([look.text(*name), &shown]);
                }
            }
            table.write_body(look, out)?;
        }
        for (place, rows) in self.tables.iter().enumerate() {
            if place > 0 || !self.facts.is_empty() {
                writeln!(out)?;
            }
            rows.write(look, out)?;
        }
        self.head.iter().try_for_each(|head| head.write(look, out))
    }
}

impl Rows {
    fn write(&self, look: &Look, out: &mut dyn Write) -> io::Result<()> {
        let heads: Vec<&str> = self.columns.iter().map(|column| look.text(*column)).collect();
        let is_number = |cell: &Cell| matches!(cell, Cell::Index(_) | Cell::Count(_) | Cell::Rials(_));
        let right: Vec<usize> = match self.rows.first() {
            Some(row) => row.iter().enumerate().filter(|(_, cell)| is_number(cell)).map(|(place, _)| place).collect(),
            None => Vec::new(),
        };
        let mut table = Table::new(&heads, &right);
        self.rows.iter().for_each(|row| table.row_of(row.iter().map(|cell| cell.shown(look)).collect()));
        table.write(look, out)
    }
}

/// What a column is called in JSON: its English name, in one word.
fn key(text: Text) -> String {
    text.written(Language::English).replace([' ', '-'], "_")
}

/// A row, for JSON.
struct Row<'a>(&'a [Text], &'a [Cell]);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_map(self.0.iter().zip(self.1).map(|(name, cell)| (key(*name), cell)))
    }
}

impl Serialize for View {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut map = out.serialize_map(None)?;
        map.serialize_entry("schema_version", &SCHEMA_VERSION)?;
        for (name, cell) in &self.facts {
            map.serialize_entry(&key(*name), cell)?;
        }
        for Rows { name, columns, rows } in &self.tables {
            let rows: Vec<Row<'_>> = rows.iter().map(|row| Row(columns, row)).collect();
            map.serialize_entry(name, &rows)?;
        }
        if let Some(head) = &self.head {
            map.serialize_entry("head", head)?;
        }
        map.end()
    }
}
