//! The report for people: left to right, words and not only colours, the verdict last.

use super::finding::Finding;
use super::goods::{GoodsTotal, Units};
use super::report::{CheckName, Outcome, Report};
use super::totals::{ProvinceTotal, Sums, Totals};
use crate::show::{Look, Table};
use ledger_core::place::Standing;
use std::io::{self, Write};

/// Writes the report.
///
/// # Errors
/// What writing says.
pub fn write_report(report: &Report, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "Audit of {}", report.path)?;
    if let Some(book) = &report.book {
        writeln!(out, "book {book}, log {}", report.origin.as_deref().unwrap_or("unknown"))?;
    }
    if !report.checks.is_empty() {
        write_checks(report, look, out)?;
        write_rules(report, out)?;
    }
    write_findings(report, out)?;
    if let Some(totals) = &report.totals {
        write_totals(totals, look, out)?;
    }
    if !report.checks.is_empty() {
        writeln!(out, "\nNot checked, in no audit of this version")?;
        report.not_checked.iter().try_for_each(|line| writeln!(out, "  {line}"))?;
    }
    write_head(report, out)?;
    writeln!(out, "\n{}", report.verdict.line)
}

fn write_checks(report: &Report, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\nChecks")?;
    let mut table = Table::new(&["", "check", "count", "of what"], &[2]);
    for check in &report.checks {
        let count = look.count(check.count);
        table.row([outcome_word(check.outcome), check_word(check.check), &count, &check.note]);
    }
    table.write(look, out)
}

fn write_rules(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for outcome in [Outcome::Done, Outcome::Failed, Outcome::NotDone] {
        let numbers: Vec<String> =
            report.rules.iter().filter(|rule| rule.outcome == outcome).map(|rule| rule.rule.to_string()).collect();
        if !numbers.is_empty() {
            writeln!(out, "rules {}: {}", outcome_word(outcome), numbers.join(" "))?;
        }
    }
    Ok(())
}

fn write_findings(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    if !report.findings.is_empty() {
        writeln!(out, "\nFindings")?;
    }
    for finding in &report.findings {
        write_finding(finding, out)?;
    }
    if !report.cannot_tell.is_empty() {
        writeln!(out, "\nCannot be told")?;
    }
    report.cannot_tell.iter().try_for_each(|line| writeln!(out, "  {line}"))
}

fn write_finding(finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let place = finding.offset.map_or_else(String::new, |offset| format!(", byte {offset}"));
    let (class, entries) = (finding.class.word(), entries(finding));
    writeln!(out, "  {class}: {entries} ({}{place})", finding.file.display())?;
    writeln!(out, "    {}", finding.detail)?;
    match &finding.evidence {
        Some(evidence) => {
            writeln!(out, "    {} expected {}", evidence.of, evidence.expected)?;
            writeln!(out, "    {} found    {}", evidence.of, evidence.found)
        }
        None => Ok(()),
    }
}

fn entries(finding: &Finding) -> String {
    match finding.end {
        Some(end) if end == finding.first.saturating_add(1) => format!("entry {}", finding.first),
        Some(end) => format!("entries [{}, {end})", finding.first),
        None => format!("from entry {}", finding.first),
    }
}

fn write_totals(totals: &Totals, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\nTotals in {}", look.unit_words(&totals.unit))?;
    let mut table = sums_table(&["fund", "source", "programme", "area"]);
    for fund in &totals.funds {
        let named = |code: &Option<String>| code.clone().unwrap_or_else(|| "any".to_owned());
        let id = fund.fund.to_string();
        table.row_of(sums_row(
            [id, fund.source.to_owned(), named(&fund.programme), named(&fund.area)],
            &fund.sums,
            look,
        ));
    }
    table.row_of(sums_row(["all".to_owned(), String::new(), String::new(), String::new()], &totals.all, look));
    table.write(look, out)?;
    write_provinces("Given for", &totals.given_for_province, look, out)?;
    write_provinces("In the lines of", &totals.in_lines_of_province, look, out)?;
    write_goods(&totals.goods, look, out)
}

fn write_goods(rows: &[GoodsTotal], look: &Look, out: &mut dyn Write) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nGoods, in units")?;
    let words: Vec<&str> =
        ["fund", "item"].into_iter().chain(Units::default().by_word().map(|(word, _)| word)).collect();
    let right: Vec<usize> = (2..words.len()).collect();
    let mut table = Table::new(&words, &right);
    for row in rows {
        let units = row.units.by_word().map(|(_, count)| look.count(count));
        table.row_of([row.fund.to_string(), row.item.clone()].into_iter().chain(units).collect());
    }
    table.write(look, out)
}

fn write_provinces(what: &str, rows: &[ProvinceTotal], look: &Look, out: &mut dyn Write) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{what}")?;
    let mut table = sums_table(&["province", "name"]);
    for row in rows {
        let code = row.province.clone().unwrap_or_else(|| "whole country".to_owned());
        table.row_of(sums_row([code, row.name.clone().unwrap_or_default()], &row.sums, look));
    }
    table.write(look, out)
}

fn sums_table(first: &[&str]) -> Table {
    let words: Vec<&str> = first.iter().copied().chain(["numbered"]).chain(Standing::ALL.map(Standing::word)).collect();
    let right: Vec<usize> = (first.len()..words.len()).collect();
    Table::new(&words, &right)
}

fn sums_row<const N: usize>(first: [String; N], sums: &Sums, look: &Look) -> Vec<String> {
    let amounts = Standing::ALL.map(|standing| look.amount(sums.0.amount(standing)));
    first.into_iter().chain([look.amount(sums.0.numbered())]).chain(amounts).collect()
}

fn write_head(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let Some(head) = &report.head else { return Ok(()) };
    writeln!(out, "\nHead")?;
    writeln!(out, "  {} entries", head.size)?;
    writeln!(out, "  link {}", head.link.as_deref().unwrap_or("unknown"))?;
    writeln!(out, "  root {}", head.root.as_deref().unwrap_or("cannot be computed"))?;
    if let (Some(at), Some(on)) = (&head.recorded_at, &head.recorded_on) {
        writeln!(out, "  last recorded {at}, on {on}")?;
    }
    match &report.checkpoint {
        Some(checkpoint) => {
            writeln!(out, "  checkpoint of {} entries, root {}", checkpoint.size, checkpoint.root)?;
            writeln!(out, "  {} linked, unsigned", checkpoint.linked_unsigned)
        }
        None => writeln!(out, "  no checkpoint"),
    }
}

const fn outcome_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "done",
        Outcome::Failed => "FAILED",
        Outcome::NotDone => "not done",
    }
}

const fn check_word(check: CheckName) -> &'static str {
    match check {
        CheckName::Frames => "frames",
        CheckName::Links => "links",
        CheckName::Tree => "tree",
        CheckName::Checkpoint => "checkpoint",
        CheckName::Signature => "signature",
        CheckName::Rules => "rules",
        CheckName::Totals => "totals",
    }
}
