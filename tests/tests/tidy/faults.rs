//! The tables of faults promise a test for each row.

use super::tree::{files, read, root};

#[test]
fn every_row_of_the_storage_faults_names_a_test_that_is_there() {
    let page = read("docs/testing-faults.md");
    let mut tests = 0;
    for row in page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| ---")) {
        let last = row.trim_end_matches(['|', ' ']).rsplit("| ").next().unwrap_or_default();
        if last == "test" {
            continue;
        }
        let named: Vec<&str> = last.split('`').filter(|part| part.contains("::")).collect();
        assert!(!named.is_empty(), "no test in: {row}");
        for test in named {
            let (module, function) = test.split_once("::").unwrap();
            let file = read(&format!("crates/ledger-store/tests/store/{module}.rs"));
            assert!(file.contains(&format!("fn {function}(")), "{test} is not there");
            tests += 1;
        }
    }
    assert!(tests > 50, "the tables were read: {tests}");
}

#[test]
fn no_test_is_left_out() {
    let ignored = ["#[", "ignore"].concat();
    let found: Vec<String> = files(".", &["rs"])
        .iter()
        .filter(|file| file.text.lines().any(|line| line.trim_start().starts_with(&ignored)))
        .map(super::tree::TextFile::name)
        .collect();
    assert!(found.is_empty(), "{found:#?}");
    assert!(root().join(".ci/run").exists());
}
