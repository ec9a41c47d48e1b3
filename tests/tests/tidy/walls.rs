//! Who may know whom: the walls between crates that `Cargo.toml` shows, and those inside of them that it does not.

use super::protocol::Protocol;
use super::tree::{TextFile, files, read};

/// A crate, and those of ours that it may know.
const MAY_KNOW: [(&str, &[&str]); 6] = [
    ("ledger-core", &[]),
    ("ledger-log", &[]),
    ("ledger-store", &["ledger-log"]),
    ("ledger-wire", &["ledger-core", "ledger-log"]),
    ("ledger-server", &["ledger-core", "ledger-log", "ledger-store", "ledger-wire"]),
    ("ledger-cli", &["ledger-core", "ledger-log", "ledger-store", "ledger-wire"]),
];

#[test]
fn crates_know_only_the_crates_below_them() {
    for (name, allowed) in MAY_KNOW {
        for dependency in dependencies(name) {
            let ours = dependency.starts_with("ledger-");
            assert!(!ours || allowed.contains(&dependency.as_str()), "{name} knows {dependency}");
        }
    }
}

#[test]
fn the_core_has_no_async_no_protobuf_and_no_json() {
    let outside = ["tokio", "tonic", "prost", "prost-types", "serde", "serde_json", "tracing", "getrandom"];
    for dependency in dependencies("ledger-core").iter().chain(&dependencies("ledger-log")) {
        assert!(!outside.contains(&dependency.as_str()), "{dependency}");
    }
}

/// The names under `[dependencies]`.
fn dependencies(name: &str) -> Vec<String> {
    let manifest = read(&format!("crates/{name}/Cargo.toml"));
    let section = manifest.split("\n[").find_map(|part| part.strip_prefix("dependencies]")).unwrap_or_default();
    let word = |line: &str| line.split(['.', ' ', '=']).next().unwrap_or_default().to_owned();
    section.lines().map(word).filter(|word| !word.is_empty() && !word.starts_with('#')).collect()
}

#[test]
fn the_core_reads_no_file_clock_network_or_chance() {
    let never = [
        "std::fs",
        "std::net",
        "std::env",
        "std::thread",
        "std::process",
        "SystemTime",
        "Instant::now",
        "HashMap",
        "HashSet",
        "tokio",
        "prost",
        "getrandom",
        "async fn",
    ];
    refuse("crates/ledger-core/src", &never, |_| true);
}

#[test]
fn the_log_reads_no_file_and_knows_no_money() {
    refuse("crates/ledger-log/src", &["std::fs", "std::net", "std::env", "SystemTime", "Instant::now"], |_| true);
    let money = ["rial", "donor", "fund", "grant", "receipt", "beneficiar", "allot", "amount", "payment", "office"];
    for file in files("crates/ledger-log/src", &["rs"]) {
        for line in code(&file) {
            let words = line.to_lowercase();
            for word in words.split(|letter: char| !letter.is_alphanumeric()) {
                let known = money.iter().find(|about| word.starts_with(**about));
                assert_eq!(known, None, "{}: {line}", file.name());
            }
        }
    }
}

#[test]
fn the_store_never_decodes_an_entry() {
    refuse("crates/ledger-store/src", &["ledger_core", "ledger_wire", "prost", "RecordError"], |_| true);
}

#[test]
fn rules_see_no_hash_and_views_see_no_rule() {
    refuse("crates/ledger-core/src", &["ledger_log", "Leaf", "Link::", "sha2", "blake3"], |_| true);
    let rules = ["crate::rules", "crate::check", "crate::state", "crate::decide"];
    // Their tests compare the views with the rules, which is the point of writing them apart.
    refuse("crates/ledger-core/src/views", &rules, |file| !file.name().contains("/tests/"));
}

#[test]
fn the_auditor_never_chooses() {
    refuse("crates/ledger-cli/src", &["decide(", "decide::", "open_book"], |_| true);
}

#[test]
fn the_stored_messages_are_named_inside_of_the_door_only() {
    let messages = Protocol::read().messages("amanat.record.v1");
    assert!(messages.contains(&"Entry".to_owned()), "the record's messages are found: {messages:?}");
    for folder in ["crates/ledger-server/src", "crates/ledger-cli/src"] {
        for file in files(folder, &["rs"]) {
            let text = code(&file).collect::<Vec<_>>().join("\n");
            let alias = text.contains("record::v1 as record").then_some("record::");
            for path in ["record::v1::"].into_iter().chain(alias) {
                for named in named_after(&text, path) {
                    assert!(!messages.contains(&named), "{} names the stored message {named}", file.name());
                }
            }
        }
    }
}

/// The names that follow `path`: one, or a list in braces.
fn named_after(text: &str, path: &str) -> Vec<String> {
    let name = |part: &str| part.trim().chars().take_while(|l| l.is_alphanumeric() || *l == '_').collect::<String>();
    text.split(path)
        .skip(1)
        .flat_map(|rest| match rest.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap_or_default().split(',').map(name).collect(),
            None => vec![name(rest)],
        })
        .collect()
}

/// The lines of a file that are no comments, up to its tests.
fn code(file: &TextFile) -> impl Iterator<Item = &str> {
    file.text
        .lines()
        .take_while(|line| !line.starts_with("#[cfg(test)]"))
        .filter(|line| !line.trim_start().starts_with("//"))
}

fn refuse(folder: &str, never: &[&str], of: impl Fn(&TextFile) -> bool) {
    for file in files(folder, &["rs"]).iter().filter(|file| of(file) && !file.name().ends_with("tests.rs")) {
        for line in code(file) {
            for word in never {
                assert!(!line.contains(word), "{} has `{word}`: {line}", file.name());
            }
        }
    }
}
