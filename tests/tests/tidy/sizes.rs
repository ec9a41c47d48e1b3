//! Files stay short enough to be read from the top, once.

use super::tree::files;

/// Lines beyond which a reviewer asks (STYLE.md).
const MOST_LINES: usize = 500;

/// Longer files, each with its reason.
const LONGER: [(&str, &str); 1] =
    [("crates/ledger-core/src/rejection.rs", "one table: each code with its number, its rule and its fields' meaning")];

#[test]
fn files_are_at_most_500_lines_long_unless_a_reason_is_written_down() {
    let long: Vec<(String, usize)> = files(".", &["rs", "proto"])
        .iter()
        .map(|file| (file.name(), file.text.lines().count()))
        .filter(|(_, lines)| *lines > MOST_LINES)
        .collect();
    let unexplained: Vec<_> = long.iter().filter(|(name, _)| !LONGER.iter().any(|(file, _)| file == name)).collect();
    assert!(unexplained.is_empty(), "{unexplained:#?}");
    for (file, _) in LONGER {
        assert!(long.iter().any(|(name, _)| name == file), "{file} is short again; take it off the list");
    }
}

#[test]
fn no_file_is_named_after_nothing() {
    let empty_names = ["util", "utils", "common", "helpers", "helper", "types", "misc", "manager"];
    let found: Vec<String> = files(".", &["rs"])
        .iter()
        .filter(|file| {
            file.path.components().any(|part| {
                let part = part.as_os_str().to_str().unwrap_or_default();
                empty_names.contains(&part.trim_end_matches(".rs"))
            })
        })
        .map(super::tree::TextFile::name)
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}
