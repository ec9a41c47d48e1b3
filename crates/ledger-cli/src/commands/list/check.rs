//! `list check` and `list check-results`: reads a file as it is read when it is handed in, here and without a server,
//! and says all that is wrong with it.

use crate::args::{CheckList, CheckResults};
use crate::audit::SCHEMA_VERSION;
use crate::commands::sheet::{FindingRow, read_file, write_findings};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::fields::hex;
use crate::run::Desk;
use crate::show::{Look, Table};
use crate::typed;
use ledger_core::money::Amount;
use ledger_wire::sheets::{Declared, Findings, ListFile, Outcome, ResultFile, read_list, read_results};
use ledger_wire::words::Text;
use serde::{Serialize, Serializer};
use std::path::Path;

#[derive(Serialize)]
struct Answer {
    schema_version: u32,
    file: String,
    accepted: bool,
    /// What the file says; nothing if it is refused.
    figures: Option<Figures>,
    findings: Vec<FindingRow>,
}

/// What a file says, in figures.
#[derive(Serialize)]
#[serde(untagged)]
enum Figures {
    List {
        lines: u64,
        #[serde(serialize_with = "as_text")]
        total: Amount,
        unit: &'static str,
        content: String,
    },
    Results {
        paid: u64,
        returned: u64,
        content: String,
    },
}

/// Answers `list check`.
pub(super) fn check(asked: &CheckList, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let total = asked.total.as_deref().map(|text| typed::amount("total", text)).transpose()?;
    let declared = Declared { count: asked.count, total };
    let read = read_list(&read_file(&asked.file)?, &declared);
    report(&asked.file, read.map(|read| (Figures::of_list(&read.file), read.warnings)), desk)
}

/// Answers `list check-results`.
pub(super) fn check_results(asked: &CheckResults, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let read = read_results(&read_file(&asked.file)?);
    report(&asked.file, read.map(|read| (Figures::of_results(&read.file), read.warnings)), desk)
}

/// Says all that is wrong with a file that was to be handed in.
pub(super) fn refuse(file: &Path, findings: Findings, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    report(file, Err(findings), desk)
}

fn report(file: &Path, read: Result<(Figures, Findings), Findings>, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let (figures, findings) = match read {
        Ok((figures, warnings)) => (Some(figures), warnings),
        Err(findings) => (None, findings),
    };
    let (file, accepted) = (file.display().to_string(), figures.is_some());
    let rows = findings.as_slice().iter().map(FindingRow::of).collect();
    let answer = Answer { schema_version: SCHEMA_VERSION, file, accepted, figures, findings: rows };
    desk.answer(&answer, |look, out| {
        write_findings(&findings, look, out)?;
        let verdict = look.text(if accepted { Text::Accepted } else { Text::Refused });
        let mut table = Table::new(&[&answer.file, verdict], &[]);
        answer.figures.iter().for_each(|figures| figures.rows(look, &mut table));
        table.row([look.text(Text::Errors), &look.count(count(findings.errors()))]);
        table.row([look.text(Text::Warnings), &look.count(count(findings.warnings()))]);
        table.write(look, out)
    })?;
    Ok(if accepted { Exit::Verified } else { Exit::Usage })
}

impl Figures {
    fn of_list(file: &ListFile) -> Self {
        let ListFile { lines, total, content } = file;
        Self::List { lines: count(lines), total: *total, unit: "IRR", content: hex(content) }
    }

    fn of_results(file: &ResultFile) -> Self {
        let paid = count(file.lines.iter().filter(|line| line.outcome == Outcome::Paid));
        let returned = count(&file.lines).saturating_sub(paid);
        Self::Results { paid, returned, content: hex(&file.content) }
    }

    fn rows(&self, look: &Look, table: &mut Table) {
        let content = match self {
            Self::List { lines, total, unit: _, content } => {
                table.row([look.text(Text::Lines), &look.count(*lines)]);
                table.row([look.text(Text::Total), &look.money(*total)]);
                content
            }
            Self::Results { paid, returned, content } => {
                table.row([look.text(Text::Paid), &look.count(*paid)]);
                table.row([look.text(Text::Returned), &look.count(*returned)]);
                content
            }
        };
        table.row([look.text(Text::Content), content]);
    }
}

fn count<T>(things: impl IntoIterator<Item = T>) -> u64 {
    u64::try_from(things.into_iter().count()).unwrap_or(u64::MAX)
}

fn as_text<S: Serializer>(amount: &Amount, out: S) -> Result<S::Ok, S::Error> {
    out.collect_str(amount)
}
