//! What is public says what it means.

use super::protocol::Protocol;
use super::tree::read;
use ledger_cli::Exit;
use ledger_core::rejection::Rejection;

#[test]
fn every_service_method_message_field_and_value_is_documented() {
    let protocol = Protocol::read();
    for package in ["amanat.ledger.v1", "amanat.record.v1"] {
        let undocumented = protocol.undocumented(package);
        assert!(undocumented.is_empty(), "{undocumented:#?}");
    }
}

#[test]
fn every_rejection_code_stands_in_the_format_with_its_rule() {
    let format = read("docs/format/codes.md");
    for rejection in Rejection::each() {
        let rule = rejection.rule().map_or_else(String::new, |rule| format!("{} ", rule.number()));
        let row = format!("| `{}` | {rule}| ", rejection.code());
        assert!(format.contains(&row), "docs/format/codes.md has no row that begins with: {row}");
    }
}

#[test]
fn every_exit_code_stands_in_the_page_of_the_command_line() {
    let page = read("docs/cli.md");
    let exits = [
        Exit::Verified,
        Exit::ToolFailed,
        Exit::Usage,
        Exit::Proven,
        Exit::CannotTell,
        Exit::NoAnchor,
        Exit::Contradiction,
        Exit::Refused,
        Exit::Interrupted,
    ];
    for exit in exits {
        assert!(page.contains(&format!("| {} | ", exit.code())), "docs/cli.md does not name exit code {}", exit.code());
    }
}

#[test]
fn every_decision_is_listed_and_every_listed_decision_is_there() {
    let list = read("docs/decisions/README.md");
    for file in super::tree::files("docs/decisions", &["md"]) {
        let name = file.path.file_name().unwrap().to_str().unwrap().to_owned();
        assert!(name == "README.md" || list.contains(&format!("({name})")), "{name} is not listed");
    }
}
