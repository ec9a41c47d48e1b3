//! Where and what was measured.

use std::process::Command;

/// The processor and how many of them.
pub fn name() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find(|line| line.starts_with("model name")).and_then(|line| line.split(':').nth(1));
    let cores = info.lines().filter(|line| line.starts_with("processor")).count();
    format!("{} × {}", cores, model.unwrap_or("unknown processor").trim())
}

/// The commit, with a mark if the tree has changes.
pub fn commit() -> String {
    let said = Command::new("git").args(["describe", "--always", "--dirty", "--abbrev=10"]).output();
    said.ok().map_or_else(|| "unknown".to_owned(), |out| String::from_utf8_lossy(&out.stdout).trim().to_owned())
}
