//! One demonstration book for all tests that ask about one, made by the server as a newcomer makes it. Its keys and
//! blinds are random; what it holds is drawn from its seed and always the same.

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use tempfile::TempDir;

/// The book's folder, and what the server printed when it was made.
pub struct Demo {
    home: TempDir,
    /// What the server printed.
    pub said: Said,
}

/// How a program ended, and what it said.
#[derive(Clone, Debug)]
pub struct Said {
    /// Its exit code.
    pub code: u8,
    /// On standard output.
    pub out: String,
    /// On standard error.
    pub err: String,
}

impl Demo {
    /// The folder in which `./amanat-demo` lies.
    pub fn home(&self) -> &Path {
        self.home.path()
    }
}

/// A hundredth of the ceremony: made once, and read by everybody.
pub fn demo() -> &'static Demo {
    static DEMO: OnceLock<Demo> = OnceLock::new();
    DEMO.get_or_init(|| made(&["--small"]))
}

/// The whole ceremony, as the pages show it.
pub fn whole() -> &'static Demo {
    static WHOLE: OnceLock<Demo> = OnceLock::new();
    WHOLE.get_or_init(|| made(&[]))
}

fn made(arguments: &[&str]) -> Demo {
    let home = tempfile::tempdir().unwrap();
    // The usual port may be taken; the page shows the usual one.
    let arguments = [&["demo", "--once", "--listen", "127.0.0.1:0"], arguments].concat();
    let mut said = ledger_server_in(home.path(), &arguments);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    said.out = with_the_usual_port(&said.out);
    Demo { home, said }
}

fn with_the_usual_port(out: &str) -> String {
    let (before, after) = out.split_once("served on 127.0.0.1:").expect("the server says where it listens");
    let rest = after.trim_start_matches(|letter: char| letter.is_ascii_digit());
    format!("{before}served on 127.0.0.1:50051{rest}")
}

/// A copy of the demonstration's book, to be damaged: its folder and what holds it.
pub fn copy() -> (TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let to = home.path().join("amanat-demo/book");
    copy_folder(&demo().home().join("amanat-demo/book"), &to);
    std::fs::copy(demo().home().join("amanat-demo.policy"), home.path().join("amanat-demo.policy")).unwrap();
    (home, to)
}

/// A copy of everything that the demonstration left behind, to be served.
pub fn copy_all() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    copy_folder(demo().home(), home.path());
    home
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// `ledger-cli` beside the demonstration's book.
pub fn ledger_cli(arguments: &[&str]) -> Said {
    ledger_cli_in(demo().home(), arguments)
}

/// `ledger-cli` in a folder.
pub fn ledger_cli_in(folder: &Path, arguments: &[&str]) -> Said {
    run(env!("CARGO_BIN_EXE_cli-under-test"), "ledger-cli", folder, arguments)
}

/// `ledger-server`, for what it says of itself.
pub fn ledger_server(arguments: &[&str]) -> Said {
    ledger_server_in(Path::new("."), arguments)
}

/// `ledger-server` in a folder.
pub fn ledger_server_in(folder: &Path, arguments: &[&str]) -> Said {
    run(env!("CARGO_BIN_EXE_server-under-test"), "ledger-server", folder, arguments)
}

/// Runs a program under the name that people know.
fn run(program: &str, name: &str, folder: &Path, arguments: &[&str]) -> Said {
    let mut command = Command::new(program);
    command.arg0(name);
    command.args(arguments).current_dir(folder).stdin(Stdio::null()).env_remove("AMANAT_LOG").env("COLUMNS", "100");
    let Output { status, stdout, stderr } = command.output().expect("the program starts");
    let code = u8::try_from(status.code().expect("an exit code")).unwrap();
    Said { code, out: String::from_utf8(stdout).unwrap(), err: String::from_utf8(stderr).unwrap() }
}
