//! What can be asked on the command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  ledger-cli audit verify ./amanat-demo/book --policy ./amanat-demo.policy
  ledger-cli audit verify ./amanat-demo/book --json
  ledger-cli trace 120 --data ./amanat-demo/book
  ledger-cli balance fund 31 --data ./amanat-demo/book --at 200
  ledger-cli statement line 57 --data ./amanat-demo/book --toman
  ledger-cli entry show 0 --data ./amanat-demo/book
";

const CODES: &str = "\
Exit codes: 0 verified (or done), 1 tool failed, 2 usage, 3 tampering or a broken rule proven,
4 cannot tell, 5 no outside anchor, 6 two signed heads contradict, 7 refused by a rule, 130 interrupted.";

/// Checks a book from its own bytes and rules, and asks what it holds.
#[derive(Parser, Debug)]
#[command(name = "ledger-cli", version, before_help = EXAMPLES, after_help = CODES, max_term_width = 110)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) shown: Shown,
    #[command(subcommand)]
    pub(crate) noun: Noun,
}

/// How results are written.
#[derive(Args, Debug, Clone, Copy)]
pub(crate) struct Shown {
    /// One JSON object on stdout, also on failure
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Tab-separated rows and plain numbers
    #[arg(long, global = true, conflicts_with = "json")]
    pub(crate) plain: bool,
    /// Toman beside the rials
    #[arg(long, global = true)]
    pub(crate) toman: bool,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Noun {
    /// Audit a book: no server is needed, nothing is written
    #[command(subcommand)]
    Audit(Audit),
    /// Look at entries
    #[command(subcommand)]
    Entry(EntryVerb),
    /// From a gift to its uses, or from a grant to its gifts
    Trace(Trace),
    /// What something has, by standing
    Balance(Balance),
    /// What came in and what went out, entry by entry
    Statement(Balance),
}

#[derive(Subcommand, Debug)]
pub(crate) enum Audit {
    /// Check every byte and every rule
    #[command(before_help = EXAMPLES)]
    Verify(Verify),
}

#[derive(Args, Debug)]
pub(crate) struct Verify {
    /// The book's folder
    pub(crate) book: PathBuf,
    /// Whose signatures count: a policy file from outside of the book
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
}

#[derive(Subcommand, Debug)]
pub(crate) enum EntryVerb {
    /// Show one entry with its leaf and link
    Show(Show),
}

#[derive(Args, Debug)]
pub(crate) struct Show {
    /// The entry's index
    pub(crate) index: u64,
    #[command(flatten)]
    pub(crate) source: Source,
}

#[derive(Args, Debug)]
pub(crate) struct Trace {
    /// The index of a receipt or a grant
    pub(crate) index: u64,
    #[command(flatten)]
    pub(crate) source: Source,
}

#[derive(Args, Debug)]
pub(crate) struct Balance {
    /// What it is
    pub(crate) kind: Kind,
    /// Its index
    pub(crate) index: u64,
    #[command(flatten)]
    pub(crate) source: Source,
}

/// What has a balance and a statement.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Fund,
    Account,
    Line,
    Grant,
    Office,
    Receipt,
}

/// Where the answer comes from.
#[derive(Args, Debug)]
pub(crate) struct Source {
    /// A book's folder: replayed and checked here
    #[arg(long, value_name = "BOOK")]
    pub(crate) data: PathBuf,
    /// The last entry that counts; the head if left out
    #[arg(long, value_name = "INDEX")]
    pub(crate) at: Option<u64>,
}
