//! Questions that are answered from a book by replay.

use crate::book::{Shelf, Story};
use crate::bytes::flip;
use crate::streams::{cli, json};
use ledger_cli::Exit;

#[test]
fn a_gift_is_traced_to_its_uses_and_a_grant_to_its_gifts() {
    let (story, marks) = Story::whole();
    let shelf = Shelf::story(&story);
    let (receipt, grant, data) = (marks.receipt.to_string(), marks.grant.to_string(), shelf.book());
    let data = data.to_str().unwrap();
    let (exit, of_receipt) = json(&["trace", &receipt, "--data", data]);
    assert_eq!(exit, Exit::Verified);
    let parts = of_receipt["parts"].as_array().unwrap();
    let total: u64 = parts.iter().map(|part| part["amount"].as_str().unwrap().parse::<u64>().unwrap()).sum();
    assert_eq!(total, 40_000_000, "every rial of the gift is somewhere");
    let spent: Vec<_> = parts.iter().filter(|part| part["grant"] == marks.grant).collect();
    let (_, of_grant) = json(&["trace", &grant, "--data", data]);
    let gifts = of_grant["parts"].as_array().unwrap();
    assert_eq!(
        spent.iter().map(|part| (&part["start"], &part["end"])).collect::<Vec<_>>(),
        gifts
            .iter()
            .filter(|part| part["receipt"] == marks.receipt)
            .map(|part| (&part["start"], &part["end"]))
            .collect::<Vec<_>>()
    );
    assert_eq!(of_grant["head"]["size"], story.entries().len());
    let (_, text, _) = cli(&["trace", &receipt, "--data", data]);
    assert!(text.contains(&format!("spent for grant {grant}")), "{text}");
    assert!(text.contains("convention"), "{text}");
}

#[test]
fn balances_and_statements_agree_at_any_index() {
    let (story, marks) = Story::whole();
    let shelf = Shelf::story(&story);
    let (fund, line, data) = (marks.fund.to_string(), marks.line.to_string(), shelf.book());
    let data = data.to_str().unwrap();
    let (_, now) = json(&["balance", "fund", &fund, "--data", data]);
    assert_eq!((&now["sums"]["spent"], &now["in_hand"]), (&"15000000".into(), &"24000000".into()));
    let (_, then) = json(&["balance", "fund", &fund, "--data", data, "--at", &marks.receipt.to_string()]);
    assert_eq!((&then["sums"]["free"], &then["head"]["size"]), (&"40000000".into(), &(marks.receipt + 1).into()));
    let (_, statement) = json(&["statement", "line", &line, "--data", data]);
    let sum = |name: &str| -> i64 {
        statement["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row[name].as_str().unwrap().parse::<i64>().unwrap())
            .sum()
    };
    assert_eq!((sum("amount_in") - sum("amount_out")).to_string(), statement["in_hand"].as_str().unwrap());
    let (_, text, _) = cli(&["statement", "line", &line, "--data", data]);
    for expected in ["30,000,000", "paid", "2025-11-22 (1404-09-01)", "at head"] {
        assert!(text.contains(expected), "{expected} in\n{text}");
    }
}

#[test]
fn an_entry_is_shown_with_what_binds_it() {
    let (story, marks) = Story::whole();
    let shelf = Shelf::story(&story);
    let data = shelf.book();
    let (exit, entry) = json(&["entry", "show", &marks.refusal.to_string(), "--data", data.to_str().unwrap()]);
    assert_eq!(exit, Exit::Verified);
    assert_eq!(entry["event"], "refused");
    assert_eq!(entry["leaf"].as_str().unwrap().len(), 64);
    assert!(entry["fields"].as_str().unwrap().contains("ExceedsAvailable"), "{entry}");
}

#[test]
fn what_is_not_there_is_said_and_is_no_answer() {
    let (story, marks) = Story::whole();
    let shelf = Shelf::story(&story);
    let data = shelf.book();
    let data = data.to_str().unwrap();
    let (receipt, before) = (marks.receipt.to_string(), (marks.receipt - 1).to_string());
    for args in [
        &["balance", "fund", "1", "--data", data][..],
        &["trace", "0", "--data", data],
        &["trace", &receipt, "--data", data, "--at", &before],
        &["entry", "show", "100000", "--data", data],
        &["entry", "show", &receipt, "--data", data, "--at", &before],
    ] {
        let (exit, object) = json(args);
        assert_eq!((exit, object["error"]["reason"].as_str()), (Exit::Usage, Some("not_found")), "{args:?}");
    }
}

#[test]
fn a_damaged_book_answers_nothing() {
    let (story, marks) = Story::whole();
    let shelf = Shelf::story(&story);
    flip(&shelf.segments()[0], 100);
    let (exit, object) = json(&["balance", "fund", &marks.fund.to_string(), "--data", shelf.book().to_str().unwrap()]);
    assert_eq!((exit, object["error"]["reason"].as_str()), (Exit::Proven, Some("damaged")));
}
