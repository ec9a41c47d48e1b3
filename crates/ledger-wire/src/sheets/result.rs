//! What a bank did with payments, line by line. Only the lines that it speaks of: a bank may answer in parts.

use super::cells::Cells;
use super::column::Column;
use super::finding::{Findings, Problem};
use super::header::Profile;
use super::rows::split;
use super::write::{Cell, Written};
use super::{Checked, MOST_LINES};
use crate::amount::AmountUnit;
use crate::identifiers::{SearchKey, Sheba};
use ledger_core::event::ReturnReason;
use ledger_core::money::Amount;
use ledger_core::text::Code;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

const PROFILE: Profile = Profile {
    columns: &[Column::Line, Column::Sheba, Column::Amount, Column::Status, Column::Reason, Column::Reference],
    // Orders to banks are in rials, and so is what they answer. A mistake shows when it is compared with the order.
    unit: Some(AmountUnit::Rial),
};

/// A result file without an error.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ResultFile {
    /// Its lines in the order of their numbers.
    pub lines: Vec<ResultLine>,
    /// SHA-256 of the file's bytes.
    pub content: [u8; 32],
}

/// What became of one payment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ResultLine {
    /// Its line of the file, from 1 with the header.
    pub file_line: u64,
    /// The number of the payment in its list, from 1.
    pub line: u32,
    /// The account.
    pub sheba: Sheba,
    /// How much, in rials.
    pub amount: Amount,
    /// What the bank did.
    pub outcome: Outcome,
    /// The bank's reference.
    pub reference: Code,
}

/// What the bank did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Paid it.
    Paid,
    /// Sent it back.
    Returned(ReturnReason),
}

/// The words of a status.
const PAID: [&str; 5] = ["paid", "پرداخت شد", "پرداخت شده", "واریز شد", "واریز شده"];
const RETURNED: [&str; 5] = ["returned", "برگشتی", "برگشت شده", "برگشت خورده", "عودت"];

/// The reasons, and their words in Persian; the others are those of [`reason_word`].
const REASONS: [(ReturnReason, &str); 4] = [
    (ReturnReason::WrongAccount, "حساب نادرست"),
    (ReturnReason::AccountClosed, "حساب بسته"),
    (ReturnReason::AccountBlocked, "حساب مسدود"),
    (ReturnReason::Other, "سایر"),
];

/// Reads a result file.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read_results(bytes: &[u8]) -> Result<Checked<ResultFile>, Findings> {
    let mut findings = Findings::default();
    let Some(sheet) = split(bytes, &PROFILE, &mut findings) else { return Err(findings.sorted()) };
    let mut seen: BTreeMap<u32, u64> = BTreeMap::new();
    let mut lines = Vec::with_capacity(sheet.rows.len());
    for row in &sheet.rows {
        let Some(mut cells) = Cells::of(row, &sheet.header, &mut findings) else { continue };
        number(&mut cells, row.file_line, &mut seen);
        lines.extend(line(&mut cells, row.file_line));
    }
    let findings = findings.sorted();
    if findings.has_errors() {
        return Err(findings);
    }
    lines.sort_by_key(|line| line.line);
    Ok(Checked { file: ResultFile { lines, content: Sha256::digest(bytes).into() }, warnings: findings })
}

fn number(cells: &mut Cells<'_>, file_line: u64, seen: &mut BTreeMap<u32, u64>) {
    let Some(line) = cells.list_line() else { return };
    if !(1..=MOST_LINES).contains(&line) {
        cells.wrong(Column::Line, Problem::LineOutside { last: MOST_LINES });
    }
    let first = *seen.entry(line).or_insert(file_line);
    if first != file_line {
        cells.wrong(Column::Line, Problem::LineTwice { first });
    }
}

fn line(cells: &mut Cells<'_>, file_line: u64) -> Option<ResultLine> {
    // Each is read before the first that is wrong ends it, so that all are found.
    let (line, sheba, amount) = (cells.list_line(), cells.sheba(), cells.amount());
    let (outcome, reference) = (outcome(cells), cells.code(Column::Reference));
    Some(ResultLine {
        file_line,
        line: line?,
        sheba: sheba?,
        amount: amount?,
        outcome: outcome?,
        reference: reference?,
    })
}

fn outcome(cells: &mut Cells<'_>) -> Option<Outcome> {
    let is_paid = cells.read(Column::Status, |text| match (is_one_of(text, &PAID), is_one_of(text, &RETURNED)) {
        (true, _) => Ok(true),
        (false, true) => Ok(false),
        (false, false) => Err(Problem::UnknownStatus),
    });
    let text = cells.text(Column::Reason)?;
    let reason = REASONS.into_iter().find(|(reason, persian)| is_one_of(text, &[reason_word(*reason), persian]));
    let reason = reason.map(|(reason, _)| reason);
    let problem = match (is_paid, text.is_empty(), reason) {
        (Some(true), true, _) => return Some(Outcome::Paid),
        (Some(false), false, Some(reason)) => return Some(Outcome::Returned(reason)),
        (Some(true), false, _) => Problem::ReasonUnexpected,
        (Some(false), true, _) => Problem::ReasonMissing,
        (Some(false) | None, false, None) => Problem::UnknownReason,
        (None, true, _) | (None, false, Some(_)) => return None,
    };
    cells.wrong(Column::Reason, problem);
    None
}

fn is_one_of(text: &str, words: &[&str]) -> bool {
    let folded = |text: &str| SearchKey::of(text).as_str().to_ascii_lowercase();
    let asked = folded(text);
    words.iter().any(|word| folded(word) == asked)
}

/// Writes a result file that reads back as these lines.
#[must_use]
pub fn write_results(lines: &[ResultLine]) -> Vec<u8> {
    let mut written = Written::with_head(&["line", "sheba", "amount_irr", "status", "reason", "reference"]);
    for line in lines {
        let (status, reason) = match line.outcome {
            Outcome::Paid => ("paid", ""),
            Outcome::Returned(reason) => ("returned", reason_word(reason)),
        };
        written.row(&[
            Cell::Number(u64::from(line.line)),
            Cell::Text(line.sheba.as_str()),
            Cell::Number(line.amount.count()),
            Cell::Text(status),
            Cell::Text(reason),
            Cell::Text(line.reference.as_str()),
        ]);
    }
    written.into_bytes()
}

/// The code of ISO 20022, where there is one.
const fn reason_word(reason: ReturnReason) -> &'static str {
    match reason {
        ReturnReason::WrongAccount => "AC01",
        ReturnReason::AccountClosed => "AC04",
        ReturnReason::AccountBlocked => "AC06",
        ReturnReason::Other => "other",
    }
}
