//! The README's commands run, and print what it shows.

use super::tree::{blocks, read};
use crate::cli::demo::{Said, ledger_cli, ledger_cli_in, ledger_server, whole};

/// Stands for what the page leaves out: lines where it stands alone, a part of a line elsewhere.
const LEFT_OUT: char = '…';

#[test]
fn the_commands_of_the_readme_run_and_print_what_it_shows() {
    let page = read("README.md");
    let blocks = blocks(&page);
    let mut ran = 0;
    for (at, (word, lines)) in blocks.iter().enumerate() {
        if *word != "sh" {
            continue;
        }
        // What is shown after several commands is shown of the first.
        let mut shown = blocks.get(at + 1).filter(|(word, _)| *word == "text").map(|(_, shown)| shown.as_slice());
        for command in lines {
            let Some(said) = perform(command) else { continue };
            ran += 1;
            if let Some(expected) = shown.take() {
                same(command, &said.out, expected);
            }
        }
    }
    assert!(ran >= 6, "the page's commands were found: {ran}");
}

/// Runs a line of the page, but for the test command, which is running now; checks the exit code it names.
fn perform(line: &str) -> Option<Said> {
    let (command, comment) = line.split_once("  # ").unwrap_or((line, "exit code 0"));
    let expected: u8 = comment.strip_prefix("exit code ").expect("a comment that names an exit code").parse().unwrap();
    let program = |name: &str| command.strip_prefix(&format!("cargo run --release --bin {name} -- "));
    let said = if let Some(arguments) = program("ledger-server") {
        assert_eq!(arguments, "demo", "the one command of the server on the page");
        whole().said.clone()
    } else if let Some(arguments) = program("ledger-cli") {
        ledger_cli_in(whole().home(), &arguments.split(' ').collect::<Vec<_>>())
    } else {
        assert_eq!(command, "cargo test --workspace", "a command that this test does not know");
        return None;
    };
    assert_eq!(said.code, expected, "{command}\n{}{}", said.out, said.err);
    Some(said)
}

/// Compares what was printed with what is shown, line by line.
fn same(command: &str, printed: &str, shown: &[&str]) {
    let mut printed = printed.lines();
    let mut skipping = false;
    for line in shown {
        if line.chars().eq([LEFT_OUT]) {
            skipping = true;
            continue;
        }
        let mut found = printed.by_ref().map(str::trim_end);
        let there = if skipping { found.any(|p| fits(p, line)) } else { found.next().is_some_and(|p| fits(p, line)) };
        assert!(there, "{command} does not print this line where the page shows it:\n{line}");
        skipping = false;
    }
}

/// Whether the printed line has the parts of the shown one, in order and from edge to edge.
fn fits(printed: &str, shown: &str) -> bool {
    let mut parts = shown.trim_end().split(LEFT_OUT);
    let Some(mut rest) = parts.next().and_then(|first| printed.strip_prefix(first)) else { return false };
    for part in parts {
        // The last part has to be the end of the line.
        let Some(at) = (if part.is_empty() { Some(rest.len()) } else { rest.rfind(part) }) else { return false };
        rest = rest.get(at + part.len()..).unwrap_or_default();
    }
    rest.is_empty()
}

#[test]
fn the_programs_know_the_options_that_the_pages_name() {
    let helps: [&[&str]; 5] = [&["demo", "-h"], &["init", "-h"], &["run", "-h"], &["admin", "reindex", "-h"], &["-h"]];
    let server = helps.map(|help| ledger_server(help).out).concat();
    let commands: [&[&str]; 12] = [
        &["audit", "verify"],
        &["audit", "export"],
        &["proof", "get"],
        &["proof", "verify"],
        &["witness", "init"],
        &["witness", "serve"],
        &["entry", "show"],
        &["trace"],
        &["balance"],
        &["statement"],
        &["follow"],
        &["receipt", "record"],
    ];
    let cli = commands.map(|command| ledger_cli(&[command, &["-h"]].concat()).out).concat();
    for page in ["README.md", "docs/cli.md", "docs/operations.md", "docs/testing.md", "SECURITY.md"] {
        let text = read(page);
        for line in text.lines().filter(|line| line.contains("ledger-server ") || line.contains("ledger-cli ")) {
            let known = if line.contains("ledger-server ") { &server } else { &cli };
            let words = line.split_whitespace().skip_while(|word| !word.contains("ledger-"));
            for word in words.filter(|word| word.starts_with("--") && word.len() > 2) {
                let option = word.trim_end_matches(|letter: char| !letter.is_alphanumeric());
                assert!(known.contains(option), "{page} names {option}, which no -h does: {line}");
            }
        }
    }
}
