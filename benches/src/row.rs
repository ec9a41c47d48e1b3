//! A goal as a row.

use crate::machine;
use crate::spread::Spread;
use comfy_table::{Table, presets::UTF8_FULL_CONDENSED};
use serde::Serialize;

/// One goal: what was done, how fast, compared with what.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// P1 to P10.
    pub goal: &'static str,
    /// What was done.
    pub work: String,
    /// Our figure: the median.
    pub median: f64,
    /// The smallest of the runs.
    pub least: f64,
    /// The largest.
    pub most: f64,
    /// What the figure counts.
    pub unit: &'static str,
    /// What it is compared with, measured in the same run.
    pub peer: String,
    /// The peer's figure.
    pub peer_median: f64,
    /// Ours through the peer's.
    pub ratio: f64,
    /// What the goal asks of the ratio.
    pub target: &'static str,
    /// Where it was measured.
    pub machine: String,
    /// The commit.
    pub commit: String,
}

impl Row {
    /// A row of figures from the same run.
    pub fn new(
        goal: &'static str,
        work: String,
        ours: Spread,
        unit: &'static str,
        peer: (String, f64),
        target: &'static str,
    ) -> Self {
        let (peer, peer_median) = peer;
        Self {
            goal,
            work,
            median: ours.median,
            least: ours.least,
            most: ours.most,
            unit,
            peer,
            peer_median,
            ratio: if peer_median > 0.0 { ours.median / peer_median } else { 0.0 },
            target,
            machine: machine::name(),
            commit: machine::commit(),
        }
    }
}

/// The rows as one JSON object a line.
pub fn json(rows: &[Row]) -> String {
    rows.iter().filter_map(|row| serde_json::to_string(row).ok()).collect::<Vec<_>>().join("\n")
}

/// The rows as a table.
pub fn table(rows: &[Row]) -> String {
    let mut table = Table::new();
    table.load_preset(UTF8_FULL_CONDENSED);
    table.set_header(["goal", "work", "ours (least to most)", "compared with", "ratio", "goal asks"]);
    for row in rows {
        table.add_row([
            row.goal.to_owned(),
            row.work.clone(),
            format!("{} {} ({} to {})", figure(row.median), row.unit, figure(row.least), figure(row.most)),
            if row.peer_median > 0.0 { format!("{}: {}", row.peer, figure(row.peer_median)) } else { row.peer.clone() },
            if row.ratio > 0.0 { format!("{:.2}", row.ratio) } else { "-".to_owned() },
            row.target.to_owned(),
        ]);
    }
    format!("{table}\n{}, commit {}", machine::name(), machine::commit())
}

fn figure(value: f64) -> String {
    match value {
        value if value >= 1e6 => format!("{:.2} M", value / 1e6),
        value if value >= 1e4 => format!("{:.1} k", value / 1e3),
        value if value >= 100.0 => format!("{value:.0}"),
        value => format!("{value:.2}"),
    }
}
