//! What can be asked about allotments.

use super::{Act, LastChange, Server, examples};
use clap::{Args, Subcommand};

#[derive(Subcommand, Debug)]
pub(crate) enum AllotmentVerb {
    /// Allot money to an office for a programme and a fiscal year
    #[command(before_help = examples::ALLOTMENT_MAKE)]
    Make(MakeAllotment),
    /// Notify an allotment: it can be used from there on
    #[command(before_help = examples::ALLOTMENT_NOTIFY)]
    Notify(NotifyAllotment),
    /// Take back what a line has not used
    #[command(before_help = examples::ALLOTMENT_RECALL)]
    Recall(RecallAllotment),
    /// List allotments
    #[command(before_help = examples::ALLOTMENT_LIST)]
    List(ListAllotments),
}

/// A line of credit, by what it is for.
#[derive(Args, Debug)]
pub(crate) struct LineOf {
    /// The office: its index
    #[arg(long, value_name = "INDEX")]
    pub(crate) office: u64,
    /// The programme: its index
    #[arg(long, value_name = "INDEX")]
    pub(crate) programme: u64,
    /// The fiscal year, in the Solar Hijri calendar: 1404
    #[arg(long, value_name = "YEAR")]
    pub(crate) year: u32,
    /// How much, with its unit: "40,000,000 IRR"
    #[arg(long)]
    pub(crate) amount: String,
}

#[derive(Args, Debug)]
pub(crate) struct MakeAllotment {
    #[command(flatten)]
    pub(crate) line: LineOf,
    /// From this fund only: its index. From any fund that may pay for it, if left out
    #[arg(long, value_name = "INDEX", conflicts_with = "parent")]
    pub(crate) fund: Option<u64>,
    /// From the line of this office, which is above: its index
    #[arg(long, value_name = "INDEX")]
    pub(crate) parent: Option<u64>,
    #[command(flatten)]
    pub(crate) act: Act,
}

#[derive(Args, Debug)]
pub(crate) struct NotifyAllotment {
    /// The allotment: its index
    pub(crate) allotment: u64,
    #[command(flatten)]
    pub(crate) seen: LastChange,
    #[command(flatten)]
    pub(crate) act: Act,
}

#[derive(Args, Debug)]
pub(crate) struct RecallAllotment {
    #[command(flatten)]
    pub(crate) line: LineOf,
    /// Back to the line of this office: its index. To the funds if left out
    #[arg(long, value_name = "INDEX")]
    pub(crate) parent: Option<u64>,
    #[command(flatten)]
    pub(crate) act: Act,
}

#[derive(Args, Debug)]
pub(crate) struct ListAllotments {
    #[command(flatten)]
    pub(crate) server: Server,
}
