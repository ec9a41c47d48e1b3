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
    let item = &entry["fields"]["items"][0];
    assert_eq!((&item["code"], &item["rule"]), (&"EXCEEDS_AVAILABLE".into(), &3.into()), "{entry}");
    assert_eq!(item["numbers"]["asked"], 900_000_000);
    assert_eq!(entry["fields"]["conflicts_with"], serde_json::Value::Null);
    assert_eq!(entry["request_id"].as_str().unwrap().len(), 36);
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

#[test]
fn an_entry_is_a_table_of_its_fields_for_people() {
    let (story, marks) = Story::whole();
    let shelf = Shelf::story(&story);
    let data = shelf.book();
    let data = data.to_str().unwrap();
    let shown = |index: u64, more: &[&str]| {
        let index = index.to_string();
        let (exit, out, _) = cli(&[&["entry", "show", &index, "--data", data][..], more].concat());
        assert_eq!(exit, Exit::Verified);
        out
    };
    let rows = |text: &str| text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let receipt: Vec<String> = rows(&shown(marks.receipt, &[]));
    let series = marks.fund + 1;
    for row in [
        "booking_date 2025-11-22 (1404-09-01)".to_owned(),
        format!("numbers {series}[0, 40,000,000), amount 40,000,000"),
        "channel cash desk".to_owned(),
        "payment none".to_owned(),
    ] {
        assert!(receipt.contains(&row), "{row} in {receipt:#?}");
    }
    let refusal: Vec<String> = rows(&shown(marks.refusal, &[]));
    assert!(refusal.contains(&"items.0.code EXCEEDS_AVAILABLE".to_owned()), "{refusal:#?}");
    let plain = shown(marks.receipt, &["--plain"]);
    assert!(plain.contains(&format!("\nnumbers\t{series}[0, 40000000), amount 40000000\n")), "{plain}");
}

#[test]
fn every_entry_of_a_book_can_be_shown_and_its_json_holds_values() {
    let (story, _) = Story::later();
    let shelf = Shelf::story(&story);
    let data = shelf.book();
    for entry in story.entries() {
        let (exit, object) = json(&["entry", "show", &entry.index.to_string(), "--data", data.to_str().unwrap()]);
        assert_eq!(exit, Exit::Verified);
        let fields = object["fields"].as_object().unwrap();
        assert!(!fields.is_empty(), "{object}");
        for (name, value) in fields {
            let printed = value.to_string();
            assert!(!printed.contains("Id(") && !printed.contains("Some("), "{name}: {printed}");
        }
    }
}
