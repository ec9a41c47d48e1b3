//! Links in documents lead somewhere, and nothing leads to one machine.

use super::tree::{TextFile, files, prose, read, root};

/// Folders of one machine; joined here, so that this file does not name them itself.
const MACHINES: [[&str; 2]; 4] = [["/wo", "rk/"], ["/ho", "me/"], ["/Us", "ers/"], ["/ro", "ot/"]];

#[test]
fn every_link_in_the_documents_leads_to_a_file_that_is_there() {
    let mut broken = Vec::new();
    for document in files(".", &["md"]) {
        for target in targets(&prose(&document.text)) {
            if !leads_somewhere(&document, &target) {
                broken.push(format!("{}: {target}", document.name()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

/// What follows `](`, and what stands behind `[name]:` at the start of a line.
fn targets(text: &str) -> Vec<String> {
    let inline = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let named = text.lines().filter(|line| line.starts_with('[')).filter_map(|line| line.split("]: ").nth(1));
    inline.chain(named).map(|target| target.trim().to_owned()).collect()
}

fn leads_somewhere(document: &TextFile, target: &str) -> bool {
    if target.starts_with("https://") {
        return true;
    }
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    let file = if path.is_empty() {
        root().join(&document.path)
    } else {
        root().join(document.path.parent().unwrap()).join(path)
    };
    if anchor.is_empty() {
        return file.exists();
    }
    std::fs::read_to_string(file).is_ok_and(|text| headings(&text).any(|heading| heading == anchor))
}

/// The anchors of a document's headings.
fn headings(text: &str) -> impl Iterator<Item = String> {
    prose(text)
        .lines()
        .filter(|line| line.starts_with('#'))
        .map(|line| {
            let words = line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
            words.chars().filter(|letter| letter.is_alphanumeric() || *letter == '-').collect()
        })
        .collect::<Vec<String>>()
        .into_iter()
}

#[test]
fn no_file_names_a_folder_of_one_machine_or_a_registry_of_its_own() {
    let mut found = Vec::new();
    for file in files(".", &["md", "rs", "toml", "proto", "csv", "json", "txt", ""]) {
        for (line, number) in file.text.lines().zip(1..) {
            let machine = MACHINES.iter().any(|parts| line.contains(&parts.concat()));
            // Code may name any address: a client refuses some, and a test asks for that.
            let document = !file.name().ends_with(".rs") && file.name() != "LICENSE";
            if machine || (document && leaves_this_machine_in_the_open(line)) {
                found.push(format!("{}:{number}: {line}", file.name()));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");

    let lock = read("Cargo.lock");
    let public = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
    let others: Vec<&str> = lock.lines().filter(|line| line.starts_with("source = ") && *line != public).collect();
    assert!(others.is_empty(), "{others:#?}");
}

/// An address without TLS of anything but this machine.
fn leaves_this_machine_in_the_open(line: &str) -> bool {
    let near = ["127.0.0.1", "localhost", "[::1]"];
    line.split("http://").skip(1).any(|rest| !near.iter().any(|host| rest.starts_with(host)))
}
