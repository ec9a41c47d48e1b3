//! The command line tool against the real server and its book: while it writes, after it was killed, and when it
//! says no. Forged and damaged books stand with the tool itself, in `crates/ledger-cli/tests`.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "these are tests: what cannot be unwrapped has failed")]

mod by_server;
mod running;

use amanat_tests::office::Post;
use amanat_tests::world::World;
use ledger_cli::Exit;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The server, as cargo built it for these tests.
fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_server-under-test"))
}

/// Somebody at the command line, with a key in a file.
struct Terminal {
    server: String,
    key: PathBuf,
}

impl Terminal {
    fn of(world: &World, post: &Post) -> Self {
        Self::with_key(world, &post.key)
    }

    fn with_key(world: &World, key: &str) -> Self {
        let file = world.book.data.with_file_name(format!("key-{}", world.id()));
        std::fs::write(&file, format!("{key}\n")).unwrap();
        Self { server: format!("http://{}", world.server.address), key: file }
    }

    /// The same, asking at another address.
    fn at(self, server: &str) -> Self {
        Self { server: server.to_owned(), ..self }
    }

    /// Asks the server.
    fn asks(&self, args: &[&str]) -> (Exit, Value) {
        said(&[args, &["--server", &self.server, "--key-file", self.key.to_str().unwrap()]].concat())
    }
}

/// What the tool says: its exit and its one object.
fn said(args: &[&str]) -> (Exit, Value) {
    let args: Vec<String> = args.iter().map(|arg| (*arg).to_owned()).collect();
    let run = move || {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let whole = ["ledger-cli".to_owned()].into_iter().chain(args).chain(["--json".to_owned()]);
        let exit = ledger_cli::run(whole, &mut out, &mut err);
        let object = serde_json::from_slice(&out).unwrap_or_else(|error| panic!("{error}: {out:?} {err:?}"));
        (exit, object)
    };
    // On a thread of its own: it brings its own runtime.
    std::thread::spawn(run).join().unwrap()
}

/// The reason in a failure.
fn reason(object: &Value) -> &str {
    object["error"]["reason"].as_str().unwrap_or_else(|| panic!("a failure: {object}"))
}

fn message(object: &Value) -> &str {
    object["error"]["message"].as_str().unwrap_or_else(|| panic!("a failure: {object}"))
}
