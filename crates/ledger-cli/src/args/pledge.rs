//! What can be asked about promises.

use super::{Act, LastChange, Origin, Restricted, Server, Why, examples};
use clap::{Args, Subcommand};

#[derive(Subcommand, Debug)]
pub(crate) enum PledgeVerb {
    /// Record a promise of money or of goods, in instalments
    #[command(before_help = examples::PLEDGE_RECORD)]
    Record(Box<RecordPledge>),
    /// Change what is still to come of a promise
    #[command(before_help = examples::PLEDGE_AMEND)]
    Amend(AmendPledge),
    /// Cancel what is open of a promise
    #[command(before_help = examples::PLEDGE_CANCEL)]
    Cancel(CancelPledge),
    /// Give up what is open of a promise, or a part of it
    #[command(before_help = examples::PLEDGE_WRITE_OFF)]
    WriteOff(WriteOffPledge),
    /// Show one promise and its instalments
    #[command(before_help = examples::PLEDGE_SHOW)]
    Show(ShowPledge),
    /// List promises
    #[command(before_help = examples::PLEDGE_LIST)]
    List(ListPledges),
}

#[derive(Args, Debug)]
pub(crate) struct RecordPledge {
    /// The office that was promised: its index
    #[arg(long, value_name = "INDEX")]
    pub(crate) office: u64,
    /// The donor: its index
    #[arg(long, value_name = "INDEX")]
    pub(crate) donor: u64,
    /// Where it comes from
    #[arg(long, default_value = "public-donation")]
    pub(crate) source: Origin,
    /// The item that is promised, with units in the instalments: its index. Money is promised if left out
    #[arg(long, value_name = "INDEX")]
    pub(crate) item: Option<u64>,
    /// An instalment, a day and how much: "1404-10-01 = 40,000,000 IRR", or "1404-10-01 = 12" units; again for each
    #[arg(long = "instalment", value_name = "DAY = HOW MUCH", required = true)]
    pub(crate) instalments: Vec<String>,
    /// The campaign: its index
    #[arg(long, value_name = "INDEX")]
    pub(crate) campaign: Option<u64>,
    /// The day to book it on, in either calendar; today if left out
    #[arg(long, value_name = "DAY")]
    pub(crate) booking_date: Option<String>,
    #[command(flatten)]
    pub(crate) restricted: Restricted,
    #[command(flatten)]
    pub(crate) act: Act,
}

#[derive(Args, Debug)]
pub(crate) struct AmendPledge {
    /// The promise: its index
    pub(crate) pledge: u64,
    /// An instalment as it shall be, "1404-10-01 = 40,000,000 IRR" or "1404-10-01 = 12" units; again for each
    #[arg(long = "instalment", value_name = "DAY = HOW MUCH", required = true)]
    pub(crate) instalments: Vec<String>,
    #[command(flatten)]
    pub(crate) seen: LastChange,
    #[command(flatten)]
    pub(crate) act: Act,
}

#[derive(Args, Debug)]
pub(crate) struct CancelPledge {
    /// The promise: its index
    pub(crate) pledge: u64,
    /// Why
    #[arg(long)]
    pub(crate) reason: Why,
    #[command(flatten)]
    pub(crate) seen: LastChange,
    #[command(flatten)]
    pub(crate) act: Act,
}

#[derive(Args, Debug)]
pub(crate) struct WriteOffPledge {
    /// The promise: its index
    pub(crate) pledge: u64,
    /// How much is given up: "40,000,000 IRR", or units of goods; all that is open if left out
    #[arg(long, value_name = "HOW MUCH")]
    pub(crate) give_up: Option<String>,
    /// Why
    #[arg(long)]
    pub(crate) reason: Why,
    #[command(flatten)]
    pub(crate) seen: LastChange,
    #[command(flatten)]
    pub(crate) act: Act,
}

#[derive(Args, Debug)]
pub(crate) struct ShowPledge {
    /// The promise: its index
    pub(crate) pledge: u64,
    #[command(flatten)]
    pub(crate) server: Server,
}

#[derive(Args, Debug)]
pub(crate) struct ListPledges {
    /// Only those of this office
    #[arg(long, value_name = "INDEX")]
    pub(crate) office: Option<u64>,
    /// Only those of this donor
    #[arg(long, value_name = "INDEX")]
    pub(crate) donor: Option<u64>,
    /// Only those of this campaign
    #[arg(long, value_name = "INDEX")]
    pub(crate) campaign: Option<u64>,
    /// Only those of which something is open
    #[arg(long)]
    pub(crate) open: bool,
    #[command(flatten)]
    pub(crate) server: Server,
}
