//! The files in `docs/format/files.md` are files that are read, and hash as the page says.

use super::tree::{blocks, read};
use ledger_cli::Exit;
use ledger_wire::sheets::{Checked, Declared, ListFile, Outcome, read_list, read_results};
use serde_json::Value;

/// The lines of the page's block of this kind, as a file.
fn block(kind: &str) -> String {
    let page = read("docs/format/files.md");
    let found = blocks(&page).into_iter().find(|(word, _)| *word == kind);
    found.unwrap_or_else(|| panic!("the page has no block `{kind}`")).1.join("\n") + "\n"
}

fn list(text: &str) -> Checked<ListFile> {
    read_list(text.as_bytes(), &Declared::default()).unwrap_or_else(|findings| panic!("{findings}"))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_list_in_the_format_is_read_without_a_warning() {
    let read = list(&block("list"));
    assert_eq!(read.warnings.as_slice(), []);
    let amounts: Vec<u64> = read.file.lines.iter().map(|line| line.amount.count()).collect();
    assert_eq!(amounts, [400_000_000, 400_000_000, 200_000_000]);
}

#[test]
fn the_content_in_the_format_is_that_of_the_first_line() {
    let (first, shown) = (block("list").lines().take(2).collect::<Vec<_>>().join("\n"), block("content"));
    let (_, hash) = shown.trim_end().rsplit_once('\n').unwrap();
    assert_eq!(hex(&list(&first).file.content), hash);
}

#[test]
fn the_results_in_the_format_are_read() {
    let read = read_results(block("results").as_bytes()).unwrap_or_else(|findings| panic!("{findings}"));
    assert_eq!(read.file.lines.iter().filter(|line| line.outcome == Outcome::Paid).count(), 1);
    assert_eq!(read.file.lines.len(), 2);
}

#[test]
fn the_tool_checks_what_the_format_shows() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("list.csv");
    std::fs::write(&file, block("list")).unwrap();
    let asked = ["ledger-cli", "list", "check", file.to_str().unwrap(), "--total", "۱۰۰٬۰۰۰٬۰۰۰ تومان", "--json"];
    let (mut out, mut err) = (Vec::new(), Vec::new());
    assert_eq!(ledger_cli::run(asked, &mut out, &mut err), Exit::Verified, "{}", String::from_utf8_lossy(&out));
    let answer: Value = serde_json::from_slice(&out).unwrap();
    assert_eq!((&answer["accepted"], &answer["figures"]["lines"]), (&true.into(), &3.into()));
    assert_eq!(answer["figures"]["content"], hex(&list(&block("list")).file.content));
}
