//! What can be asked about receipts.

use super::{Act, Origin, Server, Way, Why, examples};
use clap::{Args, Subcommand};

const PAYMENT: &str = "The payment outside";

#[derive(Subcommand, Debug)]
pub(crate) enum ReceiptVerb {
    /// Record money that came in; prints its index, its number and the link
    #[command(before_help = examples::RECORD)]
    Record(Box<Record>),
    /// Show one receipt, and where its money is
    #[command(before_help = examples::RECEIPT_SHOW)]
    Show(ShowReceipt),
    /// Print a receipt once more: the copy is on record
    #[command(before_help = examples::RECEIPT_REISSUE)]
    Reissue(ReissueReceipt),
    /// Take back a receipt, or a part of it that is still free
    #[command(before_help = examples::RECEIPT_REVERSE)]
    Reverse(ReverseReceipt),
}

#[derive(Args, Debug)]
pub(crate) struct ShowReceipt {
    /// The receipt: its index
    pub(crate) receipt: u64,
    #[command(flatten)]
    pub(crate) server: Server,
}

#[derive(Args, Debug)]
pub(crate) struct ReissueReceipt {
    /// The receipt: its index
    pub(crate) receipt: u64,
    #[command(flatten)]
    pub(crate) act: Act,
}

#[derive(Args, Debug)]
pub(crate) struct ReverseReceipt {
    /// The receipt: its index
    pub(crate) receipt: u64,
    /// How much is taken back, with its unit; all that is left of it if left out
    #[arg(long)]
    pub(crate) amount: Option<String>,
    /// Why
    #[arg(long)]
    pub(crate) reason: Why,
    #[command(flatten)]
    pub(crate) act: Act,
}

#[derive(Args, Debug)]
pub(crate) struct Record {
    /// The office that received: its index
    #[arg(long, value_name = "INDEX")]
    pub(crate) office: u64,
    /// The account that holds the money: its index
    #[arg(long, value_name = "INDEX")]
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
    #[arg(long, value_name = "INDEX")]
    pub(crate) programme: Option<u64>,
    /// For this area only: its index
    #[arg(long, value_name = "INDEX")]
    pub(crate) area: Option<u64>,
    /// The donor: its index; an anonymous gift names none
    #[arg(long, value_name = "INDEX")]
    pub(crate) donor: Option<u64>,
    /// The terminal, or the bank's branch; needed for portal, card and transfer
    #[arg(long, help_heading = PAYMENT, requires_all = ["settlement_date", "reference"])]
    pub(crate) terminal: Option<String>,
    /// The day on which it was settled there: 2025-11-22, or 1404-09-01
    #[arg(long, value_name = "DAY", help_heading = PAYMENT, requires = "terminal")]
    pub(crate) settlement_date: Option<String>,
    /// The bank's or gateway's reference
    #[arg(long, help_heading = PAYMENT, requires = "terminal")]
    pub(crate) reference: Option<String>,
    /// The day to book it on, in either calendar; today if left out
    #[arg(long, value_name = "DAY")]
    pub(crate) booking_date: Option<String>,
    /// The day of value, in either calendar; no rule reads it
    #[arg(long, value_name = "DAY")]
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
