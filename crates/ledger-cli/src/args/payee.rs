//! What can be asked about payees. Names and accounts are read from a file: everybody on a machine sees its command lines.

use super::{Act, LastChange, examples};
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
pub(crate) enum PayeeVerb {
    /// Propose the name and the account that a beneficiary is paid to
    #[command(before_help = examples::PAYEE_PROPOSE)]
    Propose(ProposePayee),
    /// Confirm a payee that another person proposed
    #[command(before_help = examples::PAYEE_CONFIRM)]
    Confirm(ConfirmPayee),
}

#[derive(Args, Debug)]
pub(crate) struct ProposePayee {
    /// The beneficiary: its index
    pub(crate) beneficiary: u64,
    /// The file with two lines, the name as the bank has it and the Sheba; - is standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) from: PathBuf,
    #[command(flatten)]
    pub(crate) act: Act,
}

#[derive(Args, Debug)]
pub(crate) struct ConfirmPayee {
    /// The payee: its index
    pub(crate) payee: u64,
    #[command(flatten)]
    pub(crate) seen: LastChange,
    #[command(flatten)]
    pub(crate) act: Act,
}
