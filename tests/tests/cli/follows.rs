//! `follow`: the feed of a server that serves a copy of the demonstration's book.

use super::demo::{copy_all, ledger_cli_in};
use super::snapshot::{check, check_at};
use amanat_tests::server::Server;
use std::path::Path;
use tempfile::TempDir;

const AUDITOR: [&str; 2] = ["--key-file", "amanat-demo/private/demo-keys/auditor"];
const OFFICER: [&str; 2] = ["--key-file", "amanat-demo/private/demo-keys/IR-08-case-officer"];
/// The first grants begin here: some of the officer's province, some of others.
const BEFORE_THE_GRANTS: &str = "3424";

/// A copy of the book, served.
struct Served {
    home: TempDir,
    server: Server,
}

impl Served {
    fn copy() -> Self {
        let home = copy_all();
        let program = Path::new(env!("CARGO_BIN_EXE_server-under-test"));
        let server = Server::start(program, &home.path().join("amanat-demo"), &[]).expect("it is served");
        Self { home, server }
    }

    fn check(&self, name: &str, arguments: &[&[&str]]) {
        check_at(self.home.path(), name, self.server.address, &[&["follow"], &arguments.concat()[..]].concat());
    }

    /// The link after an entry, from the book itself.
    fn link(&self, index: &str) -> String {
        let said = ledger_cli_in(self.home.path(), &["entry", "show", index, "--data", "amanat-demo/book", "--json"]);
        let entry: serde_json::Value = serde_json::from_str(&said.out).unwrap();
        entry["link"].as_str().unwrap().to_owned()
    }
}

#[test]
fn a_feed_is_listed_line_by_line_and_ends_with_where_to_go_on() {
    let served = Served::copy();
    served.check("follow-from-the-start", &[&AUDITOR, &["--count", "9"]]);
    let link = served.link(BEFORE_THE_GRANTS);
    let after = ["--after", BEFORE_THE_GRANTS, "--link", &link, "--count", "12"];
    served.check("follow-grants", &[&AUDITOR, &after]);
    served.check("follow-withheld", &[&OFFICER, &after]);
    served.check("follow-withheld-plain", &[&OFFICER, &after, &["--plain"]]);
    served.check("follow-withheld-json", &[&OFFICER, &after, &["--json"]]);
}

#[test]
fn a_book_that_is_not_the_one_that_was_followed_is_named_with_both_links() {
    let served = Served::copy();
    let link = served.link(BEFORE_THE_GRANTS);
    served.check("follow-other-book", &[&OFFICER, &["--after", "3425", "--link", &link, "--keep"]]);
    served.check("follow-shorter-book", &[&OFFICER, &["--after", "999999", "--link", &link]]);
    served.check("follow-shorter-book-json", &[&OFFICER, &["--after", "999999", "--link", &link, "--json"]]);
}

#[test]
fn what_cannot_be_followed_is_wrong_usage() {
    check("follow-no-key", &["follow"]);
    check("follow-no-link", &["follow", "--after", "3"]);
}
