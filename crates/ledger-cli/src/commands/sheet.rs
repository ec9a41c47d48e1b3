//! Files of people: read no further than they may be large, and what is wrong with them as a table.

use crate::failure::Failure;
use crate::show::{Look, Table};
use ledger_wire::sheets::{Finding, Findings, MOST_BYTES};
use ledger_wire::words::{self, Language, Said, Text};
use serde::Serialize;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

/// The bytes of a file: one more than a file may have is enough to refuse it.
pub(super) fn read_file(path: &Path) -> Result<Vec<u8>, Failure> {
    let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes));
    read.map_err(|error| Failure::usage(format!("{} cannot be read: {error}", path.display())))?;
    Ok(bytes)
}

/// A finding, for other programs: always in English.
#[derive(Serialize)]
pub(super) struct FindingRow {
    file_line: Option<u64>,
    list_line: Option<u32>,
    column: Option<&'static str>,
    code: &'static str,
    warning: bool,
    wrong: String,
    right: String,
}

impl FindingRow {
    /// What `finding` says.
    pub(super) fn of(finding: &Finding) -> Self {
        let Said { wrong, right } = words::problem(&finding.problem, Language::English);
        Self {
            file_line: finding.file_line,
            list_line: finding.list_line,
            column: finding.column.map(|column| column.name(Language::English)),
            code: finding.problem.code(),
            warning: finding.problem.is_warning(),
            wrong,
            right,
        }
    }
}

const HEAD: [Text; 7] =
    [Text::Weight, Text::FileLine, Text::ListLine, Text::Column, Text::Code, Text::Wrong, Text::Right];

/// Writes a row for each finding; nothing if there is none.
pub(super) fn write_findings(findings: &Findings, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    if findings.as_slice().is_empty() {
        return Ok(());
    }
    let mut table = Table::new(&HEAD.map(|text| look.text(text)), &[1, 2]);
    for finding in findings.as_slice() {
        let Said { wrong, right } = words::problem(&finding.problem, look.language());
        let weight = if finding.problem.is_warning() { Text::Warning } else { Text::Error };
        table.row_of(vec![
            look.text(weight).to_owned(),
            finding.file_line.map(|line| line.to_string()).unwrap_or_default(),
            finding.list_line.map(|line| line.to_string()).unwrap_or_default(),
            finding.column.map(|column| column.name(look.language()).to_owned()).unwrap_or_default(),
            finding.problem.code().to_owned(),
            wrong,
            right,
        ]);
    }
    table.write(look, out)
}
