//! What every act of an officer takes.

use super::Server;
use clap::Args;

const ACT: &str = "The act";

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
