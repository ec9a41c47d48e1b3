//! A list of grants: who gets how much for which programme through which office.

mod normal;
mod whole;

use super::Checked;
use super::cells::Cells;
use super::column::Column;
use super::finding::Findings;
use super::header::{Header, Profile};
use super::name::PersonName;
use super::rows::{Row, split};
use super::write::{Cell, Written};
use crate::identifiers::{NationalId, Sheba};
use ledger_core::money::Amount;
use ledger_core::text::Code;

const PROFILE: Profile = Profile {
    columns: &[
        Column::Line,
        Column::Programme,
        Column::Office,
        Column::NationalId,
        Column::Name,
        Column::Sheba,
        Column::Amount,
    ],
    unit: None,
};

/// A list without an error.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListFile {
    /// Its lines in the order of their numbers, which run from 1 without gaps.
    pub lines: Vec<ListLine>,
    /// The sum of their amounts.
    pub total: Amount,
    /// SHA-256 of the lines in their normal form: the same for files that say the same, whatever their separators,
    /// order, units and spelling. Who knows a short list nearly can guess the rest from it; it is personal.
    pub content: [u8; 32],
}

/// One line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListLine {
    /// Its line of the file, from 1 with the header.
    pub file_line: u64,
    /// Its number in the list, from 1.
    pub line: u32,
    /// The code of the programme.
    pub programme: Code,
    /// The code of the office.
    pub office: Code,
    /// Who gets it.
    pub national_id: NationalId,
    /// The name, as it came.
    pub name: PersonName,
    /// The account that is paid.
    pub sheba: Sheba,
    /// How much, in rials.
    pub amount: Amount,
}

/// What whoever brings a list says of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Declared {
    /// How many lines it has.
    pub count: Option<u32>,
    /// What its amounts sum to.
    pub total: Option<Amount>,
}

/// Reads a list.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read_list(bytes: &[u8], declared: &Declared) -> Result<Checked<ListFile>, Findings> {
    let mut findings = Findings::default();
    let drafts = match split(bytes, &PROFILE, &mut findings) {
        Some(sheet) => sheet.rows.iter().map(|row| Draft::read(row, &sheet.header, &mut findings)).collect::<Vec<_>>(),
        None => return Err(findings.sorted()),
    };
    let total = whole::check(&drafts, declared, &mut findings);
    let findings = findings.sorted();
    let lines = drafts.into_iter().map(Draft::whole).collect::<Option<Vec<_>>>();
    match (lines, total) {
        (Some(mut lines), Some(total)) if !findings.has_errors() => {
            lines.sort_by_key(|line| line.line);
            let content = normal::content(&lines);
            Ok(Checked { file: ListFile { lines, total, content }, warnings: findings })
        }
        _ => Err(findings),
    }
}

/// A line, as far as it could be read.
#[derive(Default)]
struct Draft {
    file_line: u64,
    line: Option<u32>,
    programme: Option<Code>,
    office: Option<Code>,
    national_id: Option<NationalId>,
    name: Option<PersonName>,
    sheba: Option<Sheba>,
    amount: Option<Amount>,
}

impl Draft {
    fn read(row: &Row, header: &Header, findings: &mut Findings) -> Self {
        let file_line = row.file_line;
        let Some(mut cells) = Cells::of(row, header, findings) else { return Self { file_line, ..Self::default() } };
        Self {
            file_line,
            line: cells.list_line(),
            programme: cells.code(Column::Programme),
            office: cells.code(Column::Office),
            national_id: cells.read(Column::NationalId, |text| Ok(NationalId::parse(text)?)),
            name: cells.read(Column::Name, PersonName::parse),
            sheba: cells.sheba(),
            amount: cells.amount(),
        }
    }

    fn whole(self) -> Option<ListLine> {
        Some(ListLine {
            file_line: self.file_line,
            line: self.line?,
            programme: self.programme?,
            office: self.office?,
            national_id: self.national_id?,
            name: self.name?,
            sheba: self.sheba?,
            amount: self.amount?,
        })
    }
}

/// Writes a list that reads back as these lines.
#[must_use]
pub fn write_list(lines: &[ListLine]) -> Vec<u8> {
    let columns = ["line", "programme", "office", "national_id", "name", "sheba", "amount", "unit"];
    let mut written = Written::with_head(&columns);
    for line in lines {
        written.row(&[
            Cell::Number(u64::from(line.line)),
            Cell::Text(line.programme.as_str()),
            Cell::Text(line.office.as_str()),
            Cell::Text(line.national_id.as_str()),
            Cell::Text(line.name.as_str()),
            Cell::Text(line.sheba.as_str()),
            Cell::Number(line.amount.count()),
            Cell::Text("IRR"),
        ]);
    }
    written.into_bytes()
}
