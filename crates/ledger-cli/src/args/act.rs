//! What every act of an officer takes.

use super::Server;
use clap::Args;
use ledger_log::Hash;

const ACT: &str = "The act";
const PURPOSE: &str = "What it is for";
const EVIDENCE: &str = "The paper behind it";

/// What every act takes.
#[derive(Args, Debug)]
pub(crate) struct Act {
    /// The id of this request, a UUID: the same one again never records twice
    #[arg(long, value_name = "UUID", help_heading = ACT)]
    pub(crate) request_id: Option<String>,
    /// Say what would happen, and record nothing
    #[arg(long, help_heading = ACT)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) server: Server,
}

/// As what the officer saw the thing that is changed.
#[derive(Args, Debug)]
pub(crate) struct LastChange {
    /// The entry that last changed it, as you saw it: refused if it was changed since. Asked for and shown if left out
    #[arg(long, value_name = "INDEX", help_heading = ACT)]
    pub(crate) last_change: Option<u64>,
}

/// What a gift or a promise is for.
#[derive(Args, Debug)]
pub(crate) struct Restricted {
    /// For this programme only: its index
    #[arg(long, value_name = "INDEX", help_heading = PURPOSE)]
    pub(crate) programme: Option<u64>,
    /// For this area only: its index
    #[arg(long, value_name = "INDEX", help_heading = PURPOSE)]
    pub(crate) area: Option<u64>,
    /// For this class of beneficiaries only: its index
    #[arg(long, value_name = "INDEX", help_heading = PURPOSE)]
    pub(crate) class: Option<u64>,
    /// For this intent only: its index
    #[arg(long, value_name = "INDEX", help_heading = PURPOSE)]
    pub(crate) intent: Option<u64>,
    /// To be spent by this day, in either calendar
    #[arg(long, value_name = "DAY", help_heading = PURPOSE)]
    pub(crate) spend_by: Option<String>,
}

/// A paper that is kept outside of the book.
#[derive(Args, Debug)]
pub(crate) struct Evidence {
    /// The SHA-256 of the scanned paper, in hexadecimal, as sha256sum prints it
    #[arg(long, value_name = "HEX", help_heading = EVIDENCE)]
    pub(crate) evidence: Hash,
    /// Who keeps it
    #[arg(long, value_name = "CODE", help_heading = EVIDENCE)]
    pub(crate) custodian: String,
    /// The day until which it is kept, in either calendar
    #[arg(long, value_name = "DAY", help_heading = EVIDENCE)]
    pub(crate) keep_until: String,
}
