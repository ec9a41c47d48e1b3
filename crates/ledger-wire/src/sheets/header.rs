//! The header: what separates cells, which column stands where, and what states the unit of amounts.

use super::column::{Column, Named};
use super::finding::{Finding, Findings, Problem};
use super::rows::{Row, cells};
use crate::amount::AmountUnit;
use std::collections::BTreeMap;

/// What may stand between two cells. The one with which most heads are known is meant.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// Which columns a file has.
pub(super) struct Profile {
    /// All of these must be there, and no other but `unit`.
    pub(super) columns: &'static [Column],
    /// The unit of amounts where nothing in the file states one; none if something has to.
    pub(super) unit: Option<AmountUnit>,
}

/// What states the unit of the amounts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum UnitFrom {
    /// Nothing; this is found already.
    Nothing,
    /// The head of the amount, or the profile.
    Head(AmountUnit),
    /// A column.
    Column,
    /// Each amount, behind its number.
    Amount,
}

/// A header that could be read.
pub(super) struct Header {
    pub(super) separator: u8,
    /// How many cells it has.
    pub(super) width: usize,
    pub(super) unit: UnitFrom,
    at: BTreeMap<Column, usize>,
}

impl Header {
    /// Reads the header's line.
    pub(super) fn read(
        line: &str,
        file_line: u64,
        profile: &Profile,
        findings: &mut Findings,
    ) -> Result<Self, Problem> {
        let (separator, heads) = split(line)?;
        let mut header = Self { separator, width: heads.len(), unit: UnitFrom::Nothing, at: BTreeMap::new() };
        let mut add = |column, problem| {
            findings.add(Finding { file_line: Some(file_line), list_line: None, column, problem });
        };
        for (index, head) in heads.iter().enumerate() {
            let named = Named::of(head).filter(|named| profile.knows(named.column));
            let Some(Named { column, unit }) = named else {
                add(None, Problem::UnknownColumn { position: index.saturating_add(1) });
                continue;
            };
            if let Some(first) = header.at.get(&column) {
                add(Some(column), Problem::ColumnTwice { first: first.saturating_add(1) });
                continue;
            }
            header.at.insert(column, index);
            header.unit = unit.map_or(header.unit, UnitFrom::Head);
        }
        for column in profile.columns.iter().filter(|column| !header.at.contains_key(column)) {
            add(Some(*column), Problem::MissingColumn);
        }
        if header.at.contains_key(&Column::Unit) {
            if header.unit != UnitFrom::Nothing {
                add(Some(Column::Unit), Problem::UnitTwice);
            }
            header.unit = UnitFrom::Column;
        }
        Ok(header)
    }

    /// What a row says in a column, without the space around it; `None` if there is no such column.
    pub(super) fn cell<'a>(&self, row: &'a [String], column: Column) -> Option<&'a str> {
        row.get(*self.at.get(&column)?).map(|cell| cell.trim())
    }

    /// Where no head states a unit, each amount may. If none does, the profile says it, or it is missing.
    pub(super) fn settle_unit(&mut self, rows: &[Row], file_line: u64, profile: &Profile, findings: &mut Findings) {
        if self.unit != UnitFrom::Nothing || !self.at.contains_key(&Column::Amount) {
            return;
        }
        let amounts = rows.iter().filter_map(|row| self.cell(row.cells.as_deref()?, Column::Amount));
        if amounts.into_iter().any(|amount| amount.ends_with(char::is_alphabetic)) {
            self.unit = UnitFrom::Amount;
        } else if let Some(unit) = profile.unit {
            self.unit = UnitFrom::Head(unit);
        } else {
            let (column, problem) = (Some(Column::Unit), Problem::MissingColumn);
            findings.add(Finding { file_line: Some(file_line), list_line: None, column, problem });
        }
    }
}

impl Profile {
    fn knows(&self, column: Column) -> bool {
        column == Column::Unit || self.columns.contains(&column)
    }
}

/// The separator that makes most of this line, and the heads that it parts.
fn split(line: &str) -> Result<(u8, Vec<String>), Problem> {
    let mut best: Option<(usize, u8, Vec<String>)> = None;
    for separator in SEPARATORS {
        let Ok(heads) = cells(line, separator) else { continue };
        let known = heads.iter().filter(|head| Named::of(head).is_some()).count();
        if best.as_ref().is_none_or(|(most, _, _)| known > *most) {
            best = Some((known, separator, heads));
        }
    }
    best.map(|(_, separator, heads)| (separator, heads)).ok_or(Problem::BadQuotes)
}
