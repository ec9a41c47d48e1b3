//! What can be asked about lists.

use super::{Act, LastChange, Server, examples};
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
pub(crate) enum ListVerb {
    /// Hand in a list of grants, by server; all that is wrong with the file is said first
    #[command(before_help = examples::SUBMIT)]
    Submit(Submit),
    /// Approve a list, by server
    #[command(before_help = examples::APPROVE)]
    Approve(ApproveList),
    /// Order the payments of an approved list, and again those that came back, by server
    #[command(before_help = examples::RELEASE)]
    Release(ListStep),
    /// Write the payments that are on their way as a file for the bank, by server
    #[command(before_help = examples::PAYMENTS)]
    Payments(ListPayments),
    /// Hand in what the bank did, by server
    #[command(before_help = examples::RESULTS)]
    Results(ListResults),
    /// How far a list is: its counts and sums, and its lines if wanted; by server
    #[command(before_help = examples::STATUS)]
    Status(ListStatus),
    /// Read a list of grants, and say all that is wrong with it; no server is needed, nothing is handed in
    #[command(before_help = examples::CHECK)]
    Check(CheckList),
    /// Read what a bank did with payments, and say all that is wrong with the file
    #[command(before_help = examples::CHECK_RESULTS)]
    CheckResults(CheckResults),
}

#[derive(Args, Debug)]
pub(crate) struct CheckList {
    /// The list: text in columns, UTF-8 (docs/format/files.md)
    pub(crate) file: PathBuf,
    /// How many lines it should have
    #[arg(long, value_name = "LINES")]
    pub(crate) count: Option<u32>,
    /// What its amounts should sum to, with the unit: "1,429,500,000,000 IRR"
    #[arg(long, value_name = "AMOUNT")]
    pub(crate) total: Option<String>,
}

#[derive(Args, Debug)]
pub(crate) struct CheckResults {
    /// The bank's file: text in columns, UTF-8 (docs/format/files.md)
    pub(crate) file: PathBuf,
}

#[derive(Args, Debug)]
pub(crate) struct Submit {
    /// The list: text in columns, UTF-8 (docs/format/files.md)
    pub(crate) file: PathBuf,
    /// The office that makes the list: its index
    #[arg(long, value_name = "INDEX")]
    pub(crate) office: u64,
    /// How many lines it has
    #[arg(long, value_name = "LINES")]
    pub(crate) count: u32,
    /// What its amounts sum to, with the unit: "1,429,500,000,000 IRR"
    #[arg(long, value_name = "AMOUNT")]
    pub(crate) total: String,
    #[command(flatten)]
    pub(crate) act: Act,
}

/// A step of a list.
#[derive(Args, Debug)]
pub(crate) struct ListStep {
    /// The list: its index
    pub(crate) list: u64,
    #[command(flatten)]
    pub(crate) seen: LastChange,
    #[command(flatten)]
    pub(crate) act: Act,
}

#[derive(Args, Debug)]
pub(crate) struct ApproveList {
    #[command(flatten)]
    pub(crate) step: ListStep,
    /// The account that will pay: its index
    #[arg(long, value_name = "INDEX")]
    pub(crate) account: u64,
}

#[derive(Args, Debug)]
pub(crate) struct ListPayments {
    /// The list: its index
    pub(crate) list: u64,
    /// Where to write them: a file that does not exist yet; only you will be able to read it
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) server: Server,
}

#[derive(Args, Debug)]
pub(crate) struct ListResults {
    /// The list: its index
    pub(crate) list: u64,
    /// The bank's file: text in columns, UTF-8 (docs/format/files.md)
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) act: Act,
}

#[derive(Args, Debug)]
pub(crate) struct ListStatus {
    /// The list: its index
    pub(crate) list: u64,
    /// Its lines, one by one
    #[arg(long)]
    pub(crate) lines: bool,
    #[command(flatten)]
    pub(crate) server: Server,
}
