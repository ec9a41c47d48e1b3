//! A book on disk: made by the program's `init`, served by its `run`, checked by the auditor.

use crate::server::{NotStarted, Server, beside};
use ledger_cli::Exit;
use ledger_store::DataPaths;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A book, and what its `init` said.
#[derive(Clone, Debug)]
pub struct Book {
    program: PathBuf,
    log: Option<String>,
    /// The data directory.
    pub data: PathBuf,
    /// The auditor's policy, outside of it.
    pub policy: PathBuf,
    /// The API keys of the two administrators.
    pub administrators: [String; 2],
}

impl Book {
    /// Makes a book in `data`, with its policy beside it.
    #[must_use]
    pub fn init(program: &Path, data: &Path) -> Self {
        Self::init_with_policy(program, data, &beside(data, "policy"))
    }

    /// Makes a book in `data`, with its policy in this file.
    ///
    /// # Panics
    /// If none is made.
    #[must_use]
    pub fn init_with_policy(program: &Path, data: &Path, policy: &Path) -> Self {
        let output = init(program, data, &["--policy", policy.to_str().expect("a plain path")]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let said = String::from_utf8(output.stdout).expect("text");
        let keys: Vec<String> =
            said.split_whitespace().filter(|word| word.starts_with("amanat_key_")).map(str::to_owned).collect();
        let administrators = keys.try_into().expect("the keys of two administrators");
        let (data, policy) = (data.to_owned(), policy.to_owned());
        Self { program: program.to_owned(), log: None, data, policy, administrators }
    }

    /// Serves the book.
    ///
    /// # Panics
    /// If it is not served.
    #[must_use]
    pub fn serve(&self) -> Server {
        self.serve_with(&[])
    }

    /// Serves the book with more arguments.
    ///
    /// # Panics
    /// If it is not served.
    #[must_use]
    pub fn serve_with(&self, more: &[&str]) -> Server {
        self.try_serve(more).unwrap_or_else(|not| panic!("the book is served: {not:?}"))
    }

    /// Serves the book, or does not.
    ///
    /// # Errors
    /// [`NotStarted`].
    pub fn try_serve(&self, more: &[&str]) -> Result<Server, NotStarted> {
        Server::start_logging(&self.program, &self.data, self.log.as_deref(), more)
    }

    /// The same book, whose servers log this much.
    #[must_use]
    pub fn logging(&self, filter: &str) -> Self {
        Self { log: Some(filter.to_owned()), ..self.clone() }
    }

    /// The file with what its servers said.
    #[must_use]
    pub fn log(&self) -> PathBuf {
        beside(&self.data, "stderr")
    }

    /// The same book where somebody moved or copied it to.
    #[must_use]
    pub fn moved_to(&self, data: &Path) -> Self {
        Self { data: data.to_owned(), ..self.clone() }
    }

    /// Where its files lie.
    #[must_use]
    pub fn paths(&self) -> DataPaths {
        DataPaths::new(&self.data)
    }

    /// What the auditor says of it, from its bytes and the policy alone.
    #[must_use]
    pub fn audit(&self) -> Audit {
        let book = self.paths().book.root().to_owned();
        let arguments = ["ledger-cli".into(), "audit".into(), "verify".into(), book.into_os_string(), "--json".into()];
        let policy = ["--policy".into(), self.policy.clone().into_os_string()];
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let exit = ledger_cli::run(arguments.into_iter().chain(policy), &mut out, &mut err);
        let said = format!("{}{}", String::from_utf8_lossy(&out), String::from_utf8_lossy(&err));
        Audit { exit, said }
    }

    /// The auditor must be content.
    ///
    /// # Panics
    /// With the report, if not.
    pub fn verify(&self) {
        let audit = self.audit();
        assert_eq!(audit.exit, Exit::Verified, "{}", audit.said);
    }
}

/// What an audit came to.
#[derive(Debug)]
pub struct Audit {
    /// The exit code.
    pub exit: Exit,
    /// The report.
    pub said: String,
}

/// The program's `init`, well or not.
///
/// # Panics
/// If it cannot be started at all.
#[must_use]
pub fn init(program: &Path, data: &Path, more: &[&str]) -> Output {
    Command::new(program).arg("init").arg("--data").arg(data).args(more).output().expect("init can be started")
}
