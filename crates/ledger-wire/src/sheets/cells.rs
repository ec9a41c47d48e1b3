//! The cells of one line, each read into its type or found wrong.

use super::column::Column;
use super::finding::{Finding, Findings, Problem};
use super::header::{Header, UnitFrom};
use super::rows::Row;
use crate::amount::{AmountError, AmountUnit, parse_amount, parse_count};
use crate::identifiers::{Sheba, ascii_digit};
use ledger_core::money::Amount;
use ledger_core::text::Code;

/// A line that is being read. What is missing was found before; what is wrong is found here.
pub(super) struct Cells<'a> {
    header: &'a Header,
    file_line: u64,
    cells: &'a [String],
    list_line: Option<u32>,
    findings: &'a mut Findings,
}

impl<'a> Cells<'a> {
    /// Reads the number of the line first, so that everything else that is found can name it.
    pub(super) fn of(row: &'a Row, header: &'a Header, findings: &'a mut Findings) -> Option<Self> {
        let cells = row.cells.as_deref()?;
        let mut line = Self { header, file_line: row.file_line, cells, list_line: None, findings };
        line.list_line = line.read(Column::Line, line_number);
        Some(line)
    }

    /// The number of the line.
    pub(super) const fn list_line(&self) -> Option<u32> {
        self.list_line
    }

    /// Something is wrong in a column of this line.
    pub(super) fn wrong(&mut self, column: Column, problem: Problem) {
        let Self { file_line, list_line, .. } = *self;
        self.findings.add(Finding { file_line: Some(file_line), list_line, column: Some(column), problem });
    }

    /// What the cell says, which may be nothing; `None` if there is no such column.
    pub(super) fn text(&self, column: Column) -> Option<&'a str> {
        self.header.cell(self.cells, column)
    }

    /// Reads a cell that may not be empty.
    pub(super) fn read<T>(&mut self, column: Column, parse: impl FnOnce(&str) -> Result<T, Problem>) -> Option<T> {
        let text = self.text(column)?;
        let read = if text.is_empty() { Err(Problem::Empty) } else { parse(text) };
        read.map_err(|problem| self.wrong(column, problem)).ok()
    }

    /// Reads a code, in which Persian digits are digits.
    pub(super) fn code(&mut self, column: Column) -> Option<Code> {
        self.read(column, |text| {
            let plain: String = text.chars().map(ascii_digit).collect();
            Ok(Code::new(&plain)?)
        })
    }

    /// Reads the Sheba.
    pub(super) fn sheba(&mut self) -> Option<Sheba> {
        self.read(Column::Sheba, |text| Ok(Sheba::parse(text)?))
    }

    /// Reads the amount in the unit that the file states.
    pub(super) fn amount(&mut self) -> Option<Amount> {
        let unit = match self.header.unit {
            UnitFrom::Amount => return self.read(Column::Amount, |text| in_rials(parse_amount(text))),
            UnitFrom::Head(unit) => Some(unit),
            UnitFrom::Column => self.read(Column::Unit, |text| Ok(AmountUnit::parse(text)?)),
            UnitFrom::Nothing => None,
        };
        match unit {
            Some(unit) => self.read(Column::Amount, |text| in_rials(parse_count(text, unit))),
            // Without a unit it is no amount, but what is wrong in either unit can be said.
            None => {
                self.read(Column::Amount, |text| match parse_count(text, AmountUnit::Toman) {
                    Ok(_) | Err(AmountError::TooLarge { .. }) => Ok(()),
                    Err(error) => Err(error.into()),
                });
                None
            }
        }
    }
}

fn in_rials(read: Result<i64, AmountError>) -> Result<Amount, Problem> {
    let amount = u64::try_from(read?).ok().and_then(Amount::new);
    amount.ok_or(Problem::Amount(AmountError::TooLarge { limit_rials: i64::MAX }))
}

fn line_number(text: &str) -> Result<u32, Problem> {
    let plain: String = text.chars().map(ascii_digit).collect();
    let is_number = plain.bytes().all(|byte| byte.is_ascii_digit());
    plain.parse().ok().filter(|_| is_number).ok_or(Problem::NotALineNumber)
}
