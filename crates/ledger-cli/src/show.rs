//! How things are shown: amounts grouped, Solar Hijri dates beside ISO, tables left to right, in either language with
//! ASCII digits. No colour is needed to read any of it, so none is used.

use comfy_table::{CellAlignment, ContentArrangement, presets};
use ledger_core::money::Amount;
use ledger_core::time::Timestamp;
use ledger_core::views::Views;
use ledger_wire::amount::grouped;
use ledger_wire::day::both_calendars;
use ledger_wire::words::{Language, Text, money, money_with_toman};
use std::io::{self, Write};

/// The unit that has a toman, as books name it.
const RIAL: &str = "IRR";

/// How the reader wants it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Look {
    /// Tab-separated rows and plain numbers, for other programs.
    pub plain: bool,
    /// Toman beside rials.
    pub toman: bool,
    /// What people read is in this language; see [`Look::language`].
    pub spoken: Language,
}

impl Look {
    /// The language of words and tables: what other programs read is English, whoever asks.
    #[must_use]
    pub const fn language(&self) -> Language {
        if self.plain { Language::English } else { self.spoken }
    }

    /// A text.
    #[must_use]
    pub const fn text(&self, text: Text) -> &'static str {
        text.written(self.language())
    }

    /// An amount of the book's unit, where the unit stands above.
    #[must_use]
    pub fn amount(&self, amount: Amount) -> String {
        let Ok(count) = i64::try_from(amount.count()) else { return amount.to_string() };
        match (self.plain, self.toman) {
            (true, _) => count.to_string(),
            (false, true) => money_with_toman(count, self.language()),
            (false, false) => grouped(count),
        }
    }

    /// An amount of rials in a sentence, with its unit.
    #[must_use]
    pub fn money(&self, amount: Amount) -> String {
        let Ok(count) = i64::try_from(amount.count()) else { return amount.to_string() };
        match (self.plain, self.toman) {
            (true, _) => format!("{count} {RIAL}"),
            (false, true) => money_with_toman(count, self.language()),
            (false, false) => money(count, self.language()),
        }
    }

    /// A count of things.
    #[must_use]
    pub fn count(&self, count: u64) -> String {
        match i64::try_from(count) {
            Ok(count) if !self.plain => grouped(count),
            Ok(_) | Err(_) => count.to_string(),
        }
    }

    /// The unit, once above a table.
    #[must_use]
    pub fn unit_words(&self, unit: &str) -> String {
        match (unit == RIAL, self.toman && !self.plain) {
            (true, true) => self.text(Text::RialTomanBeside).to_owned(),
            (true, false) => self.text(Text::Rial).to_owned(),
            (false, _) => unit.to_owned(),
        }
    }
}

/// The day of an instant, so many minutes ahead of UTC, in both calendars.
#[must_use]
pub fn local_day(at: Timestamp, utc_offset_minutes: i16) -> String {
    both_calendars(at.tehran_day(utc_offset_minutes))
}

/// How far the book's own time is ahead of UTC.
#[must_use]
pub fn offset_of(views: &Views) -> i16 {
    views.book().map_or(0, |book| book.utc_offset_minutes)
}

/// A table.
pub struct Table {
    head: Vec<String>,
    right: Vec<usize>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these columns, some of them flush right.
    #[must_use]
    pub fn new(head: &[&str], right: &[usize]) -> Self {
        let head = head.iter().map(|word| (*word).to_owned()).collect();
        Self { head, right: right.to_vec(), rows: Vec::new() }
    }

    /// Adds a row.
    pub fn row<const N: usize>(&mut self, cells: [&str; N]) {
        self.row_of(cells.map(str::to_owned).to_vec());
    }

    /// Adds a row.
    pub fn row_of(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// Writes it.
    ///
    /// # Errors
    /// What writing says.
    pub fn write(&self, look: &Look, out: &mut dyn Write) -> io::Result<()> {
        self.write_under(Some(&self.head), look, out)
    }

    /// Writes its rows without a head, for what is named in its first column.
    ///
    /// # Errors
    /// What writing says.
    pub fn write_body(&self, look: &Look, out: &mut dyn Write) -> io::Result<()> {
        self.write_under(None, look, out)
    }

    fn write_under(&self, head: Option<&Vec<String>>, look: &Look, out: &mut dyn Write) -> io::Result<()> {
        if look.plain {
            return head.into_iter().chain(&self.rows).try_for_each(|row| writeln!(out, "{}", row.join("\t")));
        }
        let mut table = comfy_table::Table::new();
        table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
        if let Some(head) = head {
            table.set_header(head);
        }
        table.add_rows(&self.rows);
        for column in &self.right {
            if let Some(column) = table.column_mut(*column) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        // The library pads each line to the end.
        table.lines().try_for_each(|line| writeln!(out, " {}", line.trim_end()))
    }
}
