//! What can be asked on the command line.

use clap::{Args, Parser, Subcommand};
use ledger_log::note::KeyName;
use std::net::SocketAddr;
use std::path::PathBuf;

/// The ledger server: keeps a book and serves it over gRPC.
#[derive(Parser, Debug)]
#[command(
    name = "ledger-server",
    version,
    about,
    before_help = "Examples:\n  ledger-server demo                      a demonstration book in ./amanat-demo, played and served\n  ledger-server init --data ./amanat      a new, empty book; prints two administrators' API keys once\n  ledger-server run --data ./amanat       serves it"
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Make a demonstration book, play a ceremony through the server's own API, and go on serving.
    Demo(Demo),
    /// Make a new book and print its two administrators' API keys, once.
    Init(Init),
    /// Serve a book.
    Run(Run),
    /// Work on a book that no server has open.
    #[command(subcommand)]
    Admin(Admin),
}

/// See [`Command::Admin`].
#[derive(Subcommand, Debug)]
pub enum Admin {
    /// Delete the key index of a book and build it anew from the journal. A server does the same by itself.
    Reindex(Reindex),
}

/// See [`Admin::Reindex`].
#[derive(Args, Debug, Clone)]
pub struct Reindex {
    /// Where the book lies.
    #[arg(long, value_name = "DIR", default_value = "./amanat-data")]
    pub data: PathBuf,
}

/// See [`Command::Demo`].
#[derive(Args, Debug, Clone)]
pub struct Demo {
    /// Where the book lies, or is to lie.
    #[arg(long, value_name = "DIR", default_value = "./amanat-demo")]
    pub data: PathBuf,
    /// Where to listen: loopback only.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:50051")]
    pub listen: SocketAddr,
    /// Stop after the ceremony.
    #[arg(long)]
    pub once: bool,
    /// Play a hundredth of the ceremony, for a first look.
    #[arg(long)]
    pub small: bool,
    /// The seed that the ceremony is drawn from.
    #[arg(long, value_name = "NUMBER", default_value_t = 1404)]
    pub seed: u64,
}

/// See [`Command::Init`].
#[derive(Args, Debug, Clone)]
pub struct Init {
    /// Where the book is to lie.
    #[arg(long, value_name = "DIR", default_value = "./amanat-data")]
    pub data: PathBuf,
    /// Where to write the auditor's policy: outside the book. By default beside DIR, as DIR.policy.
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
    /// The log's name in its checkpoints: a URL without scheme.
    #[arg(long, value_name = "NAME")]
    pub origin: Option<KeyName>,
    /// A file with the national ids of the two administrators, one a line. Without it their person tokens stand for
    /// nobody, and a payee of theirs cannot be recognised.
    #[arg(long, value_name = "FILE")]
    pub administrators: Option<PathBuf>,
}

/// See [`Command::Run`].
#[derive(Args, Debug, Clone)]
pub struct Run {
    /// Where the book lies.
    #[arg(long, value_name = "DIR", default_value = "./amanat-data")]
    pub data: PathBuf,
    /// Where to listen: loopback only, until there is TLS.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:50051")]
    pub listen: SocketAddr,
    /// Show the book's tiles over HTTP, on this address: loopback only. Hashes and checkpoint to everybody, entries to
    /// auditors.
    #[arg(long, value_name = "ADDRESS")]
    pub http: Option<SocketAddr>,
    /// Take each checkpoint to the witnesses of this policy that have an address there, and publish it with their
    /// cosignatures. A witness that knows more of this log, or another history of it, keeps the server from starting.
    #[arg(long, value_name = "FILE")]
    pub witnesses: Option<PathBuf>,
    /// Leave server reflection out.
    #[arg(long)]
    pub no_reflection: bool,
    /// The most requests that may wait to be decided; beyond it a request is refused at once.
    #[arg(long, value_name = "COUNT", default_value_t = 1_024, value_parser = clap::value_parser!(u32).range(1..=1_048_576))]
    pub queue: u32,
}
