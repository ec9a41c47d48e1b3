//! One value: how people read it, and what it is in JSON.

use super::Fields;
use crate::show::Look;
use ledger_core::money::Amount;
use ledger_core::ranges::{Range, Ranges};
use ledger_core::time::{Day, Timestamp};
use ledger_wire::day::both_calendars;
use serde::{Serialize, Serializer};

/// A value of a field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Value {
    /// Nothing is said.
    Nothing,
    /// The index of an entry, or a small number.
    Number(u64),
    /// A number that may be below zero.
    Signed(i64),
    /// So much of the book's unit.
    Amount(Amount),
    /// So many rials, or units of goods: which of the two, the entry does not tell.
    Count(Amount),
    /// Yes or no.
    Flag(bool),
    /// A word, a code, a name, or bytes in hexadecimal.
    Text(String),
    /// A day.
    Day(Day),
    /// An instant.
    Time(Timestamp),
    /// The numbers of rials.
    Ranges(Vec<Range>),
    /// The numbers of units of goods.
    Units(Vec<Range>),
    /// Several words.
    Words(Vec<String>),
    /// Several values that have fields of their own.
    List(Vec<Self>),
    /// Fields that belong together.
    Group(Fields),
}

impl Value {
    pub(crate) fn word(word: &str) -> Self {
        Self::Text(word.to_owned())
    }

    pub(crate) fn bytes(bytes: &[u8]) -> Self {
        Self::Text(hex(bytes))
    }

    pub(crate) fn ranges(ranges: &Ranges) -> Self {
        Self::Ranges(ranges.as_slice().to_vec())
    }

    pub(crate) fn units(units: &Ranges) -> Self {
        Self::Units(units.as_slice().to_vec())
    }

    pub(crate) fn some<T>(value: Option<T>, of: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Nothing, of)
    }

    /// What people read; several lines if there are several values.
    pub(super) fn shown(&self, look: &Look) -> Vec<String> {
        vec![match self {
            Self::Nothing => "none".to_owned(),
            Self::Number(number) => number.to_string(),
            Self::Signed(number) => number.to_string(),
            Self::Amount(amount) => look.amount(*amount),
            Self::Count(count) => look.count(count.count()),
            Self::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
            Self::Text(text) => text.clone(),
            Self::Day(day) => both_calendars(*day),
            Self::Time(at) => at.to_string(),
            Self::Ranges(ranges) => return ranges.iter().map(|range| range_shown(*range, look)).collect(),
            Self::Units(units) => return units.iter().map(|range| units_shown(*range, look)).collect(),
            Self::Words(words) => return words.clone(),
            Self::List(_) | Self::Group(_) => String::new(),
        }]
    }
}

/// `series[start, end)`.
fn numbers_shown(range: Range, look: &Look) -> String {
    format!("{}[{}, {})", range.series(), look.count(range.start()), look.count(range.end()))
}

/// The numbers, and how much that is.
fn range_shown(range: Range, look: &Look) -> String {
    let amount = Amount::new(range.count()).unwrap_or(Amount::MAX);
    format!("{}, amount {}", numbers_shown(range, look), look.amount(amount))
}

/// The numbers, and how many units that is.
fn units_shown(range: Range, look: &Look) -> String {
    format!("{}, units {}", numbers_shown(range, look), look.count(range.count()))
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A range in JSON, as in a trace.
#[derive(Serialize)]
struct RangeObject {
    series: u64,
    start: u64,
    end: u64,
    amount: String,
}

/// Units of goods in JSON.
#[derive(Serialize)]
struct UnitsObject {
    series: u64,
    start: u64,
    end: u64,
    units: u64,
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Nothing => out.serialize_none(),
            Self::Number(number) => out.serialize_u64(*number),
            Self::Signed(number) => out.serialize_i64(*number),
            Self::Amount(count) | Self::Count(count) => out.collect_str(&count.count()),
            Self::Flag(flag) => out.serialize_bool(*flag),
            Self::Text(text) => out.serialize_str(text),
            Self::Day(day) => out.collect_str(day),
            Self::Time(at) => out.collect_str(at),
            Self::Ranges(ranges) => out.collect_seq(ranges.iter().map(|range| RangeObject {
                series: range.series().0,
                start: range.start(),
                end: range.end(),
                amount: range.count().to_string(),
            })),
            Self::Units(units) => out.collect_seq(units.iter().map(|range| UnitsObject {
                series: range.series().0,
                start: range.start(),
                end: range.end(),
                units: range.count(),
            })),
            Self::Words(words) => out.collect_seq(words),
            Self::List(values) => out.collect_seq(values),
            Self::Group(fields) => fields.serialize(out),
        }
    }
}
