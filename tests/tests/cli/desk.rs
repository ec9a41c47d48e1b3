//! An officer's desk: a served book, a folder for files and keys, and the program in somebody's name.

use super::demo::{Said, ledger_cli_in};
use amanat_tests::answers::given;
use amanat_tests::office::Post;
use amanat_tests::world::World;
use ledger_wire::proto::ledger::v1 as api;
use serde_json::Value;
use std::path::Path;
use tempfile::TempDir;

/// A served book with money for dowries, and a folder for files and keys.
pub struct Desk {
    /// The book.
    pub world: World,
    /// The folder.
    pub home: TempDir,
}

impl Desk {
    /// A new book, served.
    pub async fn open() -> Self {
        let world = World::open(Path::new(env!("CARGO_BIN_EXE_server-under-test"))).await;
        world.fund_dowries(1_000).await;
        Self { world, home: tempfile::tempdir().unwrap() }
    }

    /// Somebody with a payee; gives the serial number of person and account.
    pub async fn person(&self) -> u32 {
        let serial = self.world.new_person();
        let beneficiary = self.world.enrol(serial).await;
        let verification = Some(api::VerifyBeneficiary { beneficiary, last_change: beneficiary });
        let ask = api::VerifyBeneficiaryRequest { request_id: self.world.id(), validate_only: false, verification };
        given(self.world.by(&self.world.office.second_case_officer).registry().verify_beneficiary(ask).await);
        self.world.payee(beneficiary, serial).await;
        serial
    }

    /// Writes a file of the folder.
    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.home.path().join(name), text).unwrap();
    }

    /// Reads a file of the folder.
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.home.path().join(name)).unwrap()
    }

    /// The program, in somebody's name.
    pub fn run(&self, post: &Post, arguments: &[&str]) -> Said {
        self.write("key", &post.key);
        let url = format!("http://{}", self.world.server.address);
        ledger_cli_in(self.home.path(), &[arguments, &["--key-file", "key", "--server", &url]].concat())
    }

    /// The same with JSON: the exit code, and what it said.
    pub fn ask(&self, post: &Post, arguments: &[&str]) -> (u8, Value) {
        let said = self.run(post, &[arguments, &["--json"]].concat());
        (said.code, serde_json::from_str(&said.out).expect(&said.out))
    }

    /// The same act, which has to be recorded: the index of its entry.
    pub fn act(&self, post: &Post, arguments: &[&str]) -> u64 {
        let (code, said) = self.ask(post, arguments);
        assert_eq!((code, &said["recorded"]), (0, &Value::from(true)), "{arguments:?}: {said}");
        said["index"].as_u64().expect("an index")
    }
}
