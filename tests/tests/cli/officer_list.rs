//! A list on its way from an office's file to what the bank did, with the program and a server as officers have them.

use super::demo::{Said, ledger_cli_in};
use amanat_tests::answers::given;
use amanat_tests::office::Post;
use amanat_tests::words::{national_id, sheba};
use amanat_tests::world::World;
use ledger_wire::proto::ledger::v1 as api;
use serde_json::Value;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use tempfile::TempDir;

const HEAD: &str = "line,programme,office,national_id,name,sheba,amount,unit\n";

/// A served book with money for dowries, and a folder for files and keys.
struct Desk {
    world: World,
    home: TempDir,
}

impl Desk {
    async fn open() -> Self {
        let world = World::open(Path::new(env!("CARGO_BIN_EXE_server-under-test"))).await;
        world.fund_dowries(1_000).await;
        Self { world, home: tempfile::tempdir().unwrap() }
    }

    /// Somebody with a payee; gives the serial number of person and account.
    async fn person(&self) -> u32 {
        let serial = self.world.new_person();
        let beneficiary = self.world.enrol(serial).await;
        let verification = Some(api::VerifyBeneficiary { beneficiary, last_change: beneficiary });
        let ask = api::VerifyBeneficiaryRequest { request_id: self.world.id(), validate_only: false, verification };
        given(self.world.by(&self.world.office.second_case_officer).registry().verify_beneficiary(ask).await);
        self.world.payee(beneficiary, serial).await;
        serial
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.home.path().join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.home.path().join(name)).unwrap()
    }

    /// The program, in somebody's name.
    fn run(&self, post: &Post, arguments: &[&str]) -> Said {
        self.write("key", &post.key);
        let url = format!("http://{}", self.world.server.address);
        ledger_cli_in(self.home.path(), &[arguments, &["--key-file", "key", "--server", &url]].concat())
    }

    /// The same with JSON: the exit code, and what it said.
    fn ask(&self, post: &Post, arguments: &[&str]) -> (u8, Value) {
        let said = self.run(post, &[arguments, &["--json"]].concat());
        (said.code, serde_json::from_str(&said.out).expect(&said.out))
    }

    fn submit(&self, file: &str, total: &str, more: &[&str]) -> (u8, Value) {
        let office = self.world.office.national.to_string();
        let arguments = ["list", "submit", file, "--office", &office, "--count", "2", "--total", total];
        self.ask(&self.world.office.case_officer, &[&arguments[..], more].concat())
    }
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
    let (code, dry) = desk.submit("list.csv", "300 IRR", &["--dry-run"]);
    assert_eq!((code, &dry["recorded"], &dry["dry_run"]), (0, &Value::from(false), &Value::from(true)), "{dry}");
    let (code, submitted) = desk.submit("list.csv", "300 IRR", &[]);
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
    let (code, said) = desk.submit("bad.csv", "300 IRR", &["--dry-run"]);
    let found = said["findings"].as_array().unwrap().len();
    assert!(code == 2 && said["accepted"] == false && found >= 2, "{said}");

    let unknown =
        row(1, one, one, 100).replace("dowry", "moon") + &row(2, stranger, stranger, 200).replace("national", "mars");
    desk.write("unknown.csv", &format!("{HEAD}{unknown}"));
    let (code, said) = desk.submit("unknown.csv", "300 IRR", &["--dry-run"]);
    let message = said["error"]["message"].as_str().unwrap();
    assert!(code == 2 && message.contains("line 2") && message.contains("line 3"), "{said}");

    desk.write("refused.csv", &format!("{HEAD}{}{}", row(1, one, one, 100), row(2, stranger, stranger, 200)));
    let (code, said) = desk.submit("refused.csv", "300 IRR", &["--dry-run"]);
    assert_eq!((code, said["refusals"][0]["code"].as_str()), (7, Some("UNKNOWN_BENEFICIARY")), "{said}");
    assert_eq!((said["refusals"][0]["number"].as_u64(), said["refusals"][0]["line"].as_u64()), (Some(2), Some(3)));
    assert_eq!(desk.world.head().await.entry_count, size, "none of it is on record");
}
