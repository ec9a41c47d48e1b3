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
  ledger-cli receipt record --office 8 --account 15 --amount \"40,000,000 IRR\" --channel cash-desk --key-file ./key
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
    /// Receipts, over the server
    #[command(subcommand)]
    Receipt(ReceiptVerb),
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

/// Where the answer comes from: a book's folder, or the server.
#[derive(Args, Debug)]
pub(crate) struct Source {
    /// A book's folder: replayed and checked here, no server needed
    #[arg(long, value_name = "BOOK", conflicts_with_all = ["server", "key_file"])]
    pub(crate) data: Option<PathBuf>,
    /// The last entry that counts; the head if left out
    #[arg(long, value_name = "INDEX", requires = "data")]
    pub(crate) at: Option<u64>,
    #[command(flatten)]
    pub(crate) server: Server,
}

/// Which server, and in whose name.
#[derive(Args, Debug)]
pub(crate) struct Server {
    /// The server
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:50051")]
    pub(crate) server: String,
    /// The file that holds your API key
    #[arg(long, value_name = "FILE")]
    pub(crate) key_file: Option<PathBuf>,
}

#[derive(Subcommand, Debug)]
pub(crate) enum ReceiptVerb {
    /// Record money that came in; prints its index, its number and the link
    Record(Box<Record>),
}

#[derive(Args, Debug)]
pub(crate) struct Record {
    /// The office that received: its index
    #[arg(long)]
    pub(crate) office: u64,
    /// The account that holds the money: its index
    #[arg(long)]
    pub(crate) account: u64,
    /// How much, with its unit: "40,000,000 IRR" or "4,000,000 toman"
    #[arg(long)]
    pub(crate) amount: String,
    /// Where it comes from
    #[arg(long, default_value = "public-donation")]
    pub(crate) source: Origin,
    /// How it came
    #[arg(long)]
    pub(crate) channel: Way,
    /// For this programme only: its index
    #[arg(long)]
    pub(crate) programme: Option<u64>,
    /// For this area only: its index
    #[arg(long)]
    pub(crate) area: Option<u64>,
    /// The donor: its index
    #[arg(long)]
    pub(crate) donor: Option<u64>,
    /// The terminal or branch of the payment outside
    #[arg(long, requires_all = ["settlement_date", "reference"])]
    pub(crate) terminal: Option<String>,
    /// The day on which the outside settled it: 2025-11-22, or 1404-09-01
    #[arg(long, requires = "terminal")]
    pub(crate) settlement_date: Option<String>,
    /// The bank's or gateway's reference
    #[arg(long, requires = "terminal")]
    pub(crate) reference: Option<String>,
    /// The day to book it on, in either calendar
    #[arg(long)]
    pub(crate) booking_date: Option<String>,
    /// The day of value, in either calendar
    #[arg(long)]
    pub(crate) value_date: Option<String>,
    /// The id of this request, a UUID: the same one again never records twice
    #[arg(long, value_name = "UUID")]
    pub(crate) request_id: Option<String>,
    /// Say what would happen, and record nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) server: Server,
}

/// Where money comes from.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Origin {
    PublicDonation,
    Company,
    Assembly,
    StateCredit,
}

/// How money came.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Way {
    Portal,
    Card,
    Transfer,
    Box,
    CashDesk,
}
