//! A list on its way from an office's file to what the bank did, with the program and a server as officers have them.

use super::desk::Desk;
use amanat_tests::words::{national_id, sheba};
use serde_json::Value;
use std::os::unix::fs::PermissionsExt;

const HEAD: &str = "line,programme,office,national_id,name,sheba,amount,unit\n";

fn submit(desk: &Desk, file: &str, total: &str, more: &[&str]) -> (u8, Value) {
    let office = desk.world.office.national.to_string();
    let arguments = ["list", "submit", file, "--office", &office, "--count", "2", "--total", total];
    desk.ask(&desk.world.office.case_officer, &[&arguments[..], more].concat())
}

fn row(line: u32, person: u32, account: u32, amount: u32) -> String {
    format!("{line},dowry,national,{},نمونه آزمایش,{},{amount},IRR\n", national_id(person), sheba(account))
}

#[tokio::test]
async fn a_list_goes_from_the_file_to_the_bank_and_back_with_one_command_a_step() {
    let desk = Desk::open().await;
    let office = &desk.world.office;
    let (one, other) = (desk.person().await, desk.person().await);

    desk.write("list.csv", &format!("{HEAD}{}{}", row(1, one, one, 100), row(2, other, other, 200)));
    let (code, dry) = submit(&desk, "list.csv", "300 IRR", &["--dry-run"]);
    assert_eq!((code, &dry["recorded"], &dry["dry_run"]), (0, &Value::from(false), &Value::from(true)), "{dry}");
    let (code, submitted) = submit(&desk, "list.csv", "300 IRR", &[]);
    assert_eq!((code, submitted["line_count"].as_u64()), (0, Some(2)), "{submitted}");
    let list = submitted["index"].as_u64().expect("the list").to_string();

    let account = office.account.to_string();
    let approval = ["list", "approve", &list, "--account", &account];
    let (code, refused) = desk.ask(&office.case_officer, &approval);
    assert_eq!((code, refused["error"]["exit"].as_u64()), (7, Some(7)), "{refused}");
    let said = desk.run(&office.approver, &approval);
    assert_eq!((said.code, said.err.as_str()), (0, format!("last change {list}\n").as_str()), "{}", said.out);
    let (code, released) = desk.ask(&office.releaser, &["list", "release", &list]);
    assert_eq!((code, released["line_count"].as_u64()), (0, Some(2)), "{released}");

    let payments = ["list", "payments", &list, "--out", "payments.csv"];
    let (code, written) = desk.ask(&office.releaser, &payments);
    assert_eq!((code, written["total"].as_str()), (0, Some("300")), "{written}");
    let mode = std::fs::metadata(desk.home.path().join("payments.csv")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "names and accounts are for their owner only");
    let file = desk.read("payments.csv");
    assert!(file.contains(&sheba(one)) && file.contains(&sheba(other)), "{file}");
    assert_eq!(desk.ask(&office.releaser, &payments).0, 2, "a file that may be at the bank is not written over");

    let results = format!(
        "line,sheba,amount,status,reason,reference\n1,{},100,paid,,R-1\n2,{},200,returned,AC04,R-2\n",
        sheba(one),
        sheba(other)
    );
    desk.write("results.csv", &results);
    let (code, taken) = desk.ask(&office.treasurer, &["list", "results", &list, "results.csv"]);
    assert_eq!((code, taken["line_count"].as_u64()), (0, Some(2)), "{taken}");
    let (code, status) = desk.ask(&office.auditor, &["list", "status", &list, "--lines"]);
    let stages: Vec<&str> =
        status["lines"].as_array().unwrap().iter().filter_map(|line| line["stage"].as_str()).collect();
    assert_eq!((code, stages.as_slice()), (0, ["paid", "returned"].as_slice()), "{status}");
    assert_eq!(status["lines"][1]["returned"], "account_closed");
}

#[tokio::test]
async fn all_that_is_wrong_with_a_list_is_said_before_anything_is_recorded() {
    let desk = Desk::open().await;
    let (one, stranger) = (desk.person().await, desk.world.new_person());
    let size = desk.world.head().await.entry_count;

    let bad = row(1, one, one, 100).replace("100,IRR", "1.5,IRR") + "2,dowry\n";
    desk.write("bad.csv", &format!("{HEAD}{bad}"));
    let (code, said) = submit(&desk, "bad.csv", "300 IRR", &["--dry-run"]);
    let found = said["findings"].as_array().unwrap().len();
    assert!(code == 2 && said["accepted"] == false && found >= 2, "{said}");

    let unknown =
        row(1, one, one, 100).replace("dowry", "moon") + &row(2, stranger, stranger, 200).replace("national", "mars");
    desk.write("unknown.csv", &format!("{HEAD}{unknown}"));
    let (code, said) = submit(&desk, "unknown.csv", "300 IRR", &["--dry-run"]);
    let message = said["error"]["message"].as_str().unwrap();
    assert!(code == 2 && message.contains("line 2") && message.contains("line 3"), "{said}");

    desk.write("refused.csv", &format!("{HEAD}{}{}", row(1, one, one, 100), row(2, stranger, stranger, 200)));
    let (code, said) = submit(&desk, "refused.csv", "300 IRR", &["--dry-run"]);
    assert_eq!((code, said["refusals"][0]["code"].as_str()), (7, Some("UNKNOWN_BENEFICIARY")), "{said}");
    assert_eq!((said["refusals"][0]["number"].as_u64(), said["refusals"][0]["line"].as_u64()), (Some(2), Some(3)));
    assert_eq!(desk.world.head().await.entry_count, size, "none of it is on record");
}
