//! Questions and receipts by server: the same answers as from the book's folder, and what each no means.

use super::{Terminal, message, program, reason, said};
use amanat_tests::granting::TO_PAYMENT;
use amanat_tests::world::World;
use ledger_cli::Exit;
use serde_json::Value;

/// A book with a gift, a line and a grant that was paid.
async fn with_a_paid_grant() -> World {
    let world = World::open(program()).await;
    world.fund_dowries(50_000_000).await;
    let grant = world.grant(20_000_000).await;
    world.walk(grant, &TO_PAYMENT).await;
    world
}

#[tokio::test]
async fn every_answer_of_the_server_is_the_answer_of_its_book() {
    let world = with_a_paid_grant().await;
    let auditor = Terminal::of(&world, &world.office.auditor);
    let book = world.book.paths().book.root().to_str().unwrap().to_owned();
    let both = |args: &[&str]| {
        let (by_server, by_data) = (auditor.asks(args), said(&[args, &["--data", &book]].concat()));
        assert_eq!(by_server.0, Exit::Verified, "{args:?}: {}", by_server.1);
        assert_eq!(by_server, by_data, "{args:?}");
        by_data.1
    };
    let size = world.head().await.entry_count;
    let mut kinds_seen = 0;
    for index in 0..size {
        let index = index.to_string();
        let entry = both(&["entry", "show", &index]);
        let Some(kind) = kind_of(entry["event"].as_str().unwrap()) else { continue };
        kinds_seen += 1;
        both(&["balance", kind, &index]);
        let statement = both(&["statement", kind, &index]);
        // The rows of a receipt do not tell where its money went.
        assert!(kind == "receipt" || in_hand_of_rows(&statement) == statement["in_hand"], "{statement}");
        if matches!(kind, "receipt" | "grant") {
            let trace = both(&["trace", &index]);
            assert_eq!((&trace["of"], &trace["head"]["size"]), (&kind.into(), &size.into()));
            assert!(!trace["parts"].as_array().unwrap().is_empty(), "{trace}");
        }
    }
    assert!(kinds_seen >= 8, "{kinds_seen}: offices, account, fund, receipt, line, grant");
}

fn in_hand_of_rows(statement: &Value) -> String {
    let amount = |row: &Value, name: &str| row[name].as_str().unwrap().parse::<i64>().unwrap();
    let rows = statement["rows"].as_array().unwrap();
    rows.iter().map(|row| amount(row, "amount_in") - amount(row, "amount_out")).sum::<i64>().to_string()
}

fn kind_of(event: &str) -> Option<&'static str> {
    Some(match event {
        "office_registered" => "office",
        "account_opened" => "account",
        "fund_opened" => "fund",
        "receipt_recorded" => "receipt",
        "line_opened" => "line",
        "grant_applied" => "grant",
        _ => return None,
    })
}

#[tokio::test]
async fn what_is_not_there_is_not_found_and_what_is_not_shown_is_refused() {
    let world = World::open(program()).await;
    let auditor = Terminal::of(&world, &world.office.auditor);
    for args in [&["balance", "fund", "0"][..], &["statement", "grant", "1"], &["trace", "3"]] {
        let (exit, object) = auditor.asks(args);
        assert_eq!((exit, reason(&object)), (Exit::Usage, "not_found"), "{args:?}");
    }
    let (exit, object) = auditor.asks(&["entry", "show", "100000"]);
    assert_eq!((exit, reason(&object)), (Exit::Usage, "not_found"), "{object}");
    let receiver = Terminal::of(&world, &world.office.receiver);
    let (exit, object) = receiver.asks(&["entry", "show", "0"]);
    assert_eq!((exit, reason(&object)), (Exit::Refused, "ROLE_MISSING"), "{object}");
}

#[tokio::test]
async fn the_same_request_again_gets_the_first_answer_and_another_content_is_refused() {
    let world = World::open(program()).await;
    let receiver = Terminal::of(&world, &world.office.receiver);
    let (_, dry) = record(&receiver, &world, &["--amount", "40,000,000 IRR", "--dry-run"]);
    assert_eq!((&dry["dry_run"], &dry["index"]), (&true.into(), &Value::Null));
    let id = world.id();
    let (exit, first) = record(&receiver, &world, &["--amount", "40,000,000 IRR", "--request-id", &id]);
    assert_eq!(exit, Exit::Verified, "{first}");
    assert_eq!(first["receipt_number"], 1, "the dry run took no number");
    let (exit, again) = record(&receiver, &world, &["--amount", "4,000,000 toman", "--request-id", &id]);
    assert_eq!((exit, &again["index"], &again["link"]), (Exit::Verified, &first["index"], &first["link"]));
    assert_eq!(world.head().await.entry_count, first["entry_count"], "nothing was added");
    let (exit, object) = record(&receiver, &world, &["--amount", "41,000,000 IRR", "--request-id", &id]);
    assert_eq!((exit, reason(&object)), (Exit::Refused, "REQUEST_ID_REUSED"), "{object}");
}

#[tokio::test]
async fn a_rules_no_is_seven_and_a_malformed_field_is_two() {
    let world = World::open(program()).await;
    let receiver = Terminal::of(&world, &world.office.receiver);
    let auditor = Terminal::of(&world, &world.office.auditor);
    let (exit, object) = record(&auditor, &world, &["--amount", "1000 IRR"]);
    assert_eq!((exit, reason(&object)), (Exit::Refused, "ROLE_MISSING"), "{object}");
    assert!(message(&object).contains("rule 20") && message(&object).contains("recorded as entry"), "{object}");
    let (exit, object) = record(&receiver, &world, &["--amount", "1000 IRR", "--programme", "3"]);
    assert_eq!((exit, reason(&object)), (Exit::Refused, "UNKNOWN_PROGRAMME"), "{object}");
    let head = world.head().await.entry_count;
    for (more, field) in [
        (&["--amount", "1000 IRR", "--request-id", "no uuid"][..], "request_id"),
        (
            &["--amount", "1000 IRR", "--terminal", "T\u{7}", "--settlement-date", "1405-08-01", "--reference", "R"],
            "terminal",
        ),
        (&["--amount", "1000"], "--amount"),
        (&["--amount", "1000 IRR", "--booking-date", "1405-13-01"], "--booking-date"),
    ] {
        let (exit, object) = record(&receiver, &world, more);
        assert_eq!((exit, reason(&object)), (Exit::Usage, "malformed"), "{object}");
        assert!(message(&object).contains(field), "{field} is named: {object}");
    }
    assert_eq!(world.head().await.entry_count, head, "what is malformed leaves nothing");
}

#[tokio::test]
async fn a_wrong_key_is_usage_and_a_server_that_is_not_there_is_said() {
    let world = World::open(program()).await;
    let nobody = Terminal::with_key(&world, "amanat_key_nobody");
    let (exit, object) = record(&nobody, &world, &["--amount", "1000 IRR"]);
    assert_eq!((exit, reason(&object)), (Exit::Usage, "unauthenticated"), "{object}");
    assert!(!object.to_string().contains("amanat_key_nobody"), "a key is never shown");
    let (exit, object) = nobody.asks(&["balance", "office", "1"]);
    assert_eq!((exit, reason(&object)), (Exit::Usage, "unauthenticated"), "{object}");
    // Nobody listens there: the port is taken, and only taken.
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let away = Terminal::of(&world, &world.office.receiver).at(&format!("http://{taken}"));
    for (exit, object) in [away.asks(&["trace", "5"]), record(&away, &world, &["--amount", "1000 IRR"])] {
        assert_eq!((exit, reason(&object)), (Exit::ToolFailed, "unreachable"), "{object}");
        assert!(message(&object).contains(&taken.to_string()), "which server: {object}");
    }
}

/// `receipt record` of cash at the national desk.
fn record(who: &Terminal, world: &World, more: &[&str]) -> (Exit, Value) {
    let (office, account) = (world.office.national.to_string(), world.office.account.to_string());
    let own = ["receipt", "record", "--office", &office, "--account", &account];
    let channel = if more.contains(&"--terminal") { "card" } else { "cash-desk" };
    who.asks(&[&own[..], &["--channel", channel], more].concat())
}
