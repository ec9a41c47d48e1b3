//! What can be asked about goods.

use super::grant::HandOver;
use super::{Act, Basis, Evidence, LastChange, Origin, Restricted, Server, examples};
use clap::{Args, Subcommand};

#[derive(Subcommand, Debug)]
pub(crate) enum GoodsVerb {
    /// Record a lot of goods that came in
    #[command(before_help = examples::GOODS_RECEIVE)]
    Receive(Box<ReceiveLot>),
    /// Appraise a lot: one more of the appraisals that it needs
    #[command(before_help = examples::GOODS_APPRAISE)]
    Appraise(AppraiseLot),
    /// Put a kit together to its design
    #[command(before_help = examples::GOODS_ASSEMBLE)]
    Assemble(AssembleKit),
    /// Take a kit apart again
    #[command(before_help = examples::GOODS_DISSOLVE)]
    Dissolve(DissolveKit),
    /// Record that the kit of a grant was handed over
    #[command(before_help = examples::GOODS_HAND_OVER)]
    HandOver(HandOver),
    /// What lies in stores, by item and standing
    #[command(before_help = examples::GOODS_STOCK)]
    Stock(ShowStock),
    /// Where the units of a lot are
    #[command(before_help = examples::GOODS_TRACE_LOT)]
    TraceLot(TraceGoods),
    /// Which lots are in a kit
    #[command(before_help = examples::GOODS_TRACE_KIT)]
    TraceKit(TraceGoods),
}

#[derive(Args, Debug)]
pub(crate) struct ReceiveLot {
    /// The office that received: its index
    #[arg(long, value_name = "INDEX")]
    pub(crate) office: u64,
    /// The store that holds the goods: the index of its account
    #[arg(long, value_name = "INDEX")]
    pub(crate) store: u64,
    /// The item of the catalogue: its index
    #[arg(long, value_name = "INDEX")]
    pub(crate) item: u64,
    /// How many units
    #[arg(long)]
    pub(crate) units: u64,
    /// What one unit is worth, with its unit of money; none with the basis nil
    #[arg(long, value_name = "AMOUNT")]
    pub(crate) unit_value: Option<String>,
    /// What the value rests on
    #[arg(long)]
    pub(crate) basis: Basis,
    /// Where the goods come from
    #[arg(long, default_value = "public-donation")]
    pub(crate) source: Origin,
    /// The donor: its index; an anonymous gift names none
    #[arg(long, value_name = "INDEX")]
    pub(crate) donor: Option<u64>,
    /// The campaign: its index
    #[arg(long, value_name = "INDEX")]
    pub(crate) campaign: Option<u64>,
    /// The promise that it fulfils: its index
    #[arg(long, value_name = "INDEX")]
    pub(crate) pledge: Option<u64>,
    /// The day to book it on, in either calendar; today if left out
    #[arg(long, value_name = "DAY")]
    pub(crate) booking_date: Option<String>,
    #[command(flatten)]
    pub(crate) evidence: Evidence,
    #[command(flatten)]
    pub(crate) restricted: Restricted,
    #[command(flatten)]
    pub(crate) act: Act,
}

#[derive(Args, Debug)]
pub(crate) struct AppraiseLot {
    /// The lot: its index
    pub(crate) lot: u64,
    #[command(flatten)]
    pub(crate) seen: LastChange,
    #[command(flatten)]
    pub(crate) act: Act,
}

#[derive(Args, Debug)]
pub(crate) struct AssembleKit {
    /// The design: its index
    #[arg(long, value_name = "INDEX")]
    pub(crate) design: u64,
    /// The office: its index
    #[arg(long, value_name = "INDEX")]
    pub(crate) office: u64,
    /// The store that holds the goods: the index of its account
    #[arg(long, value_name = "INDEX")]
    pub(crate) store: u64,
    /// The lots to take from, in this order: their indices, separated by commas; any if left out
    #[arg(long, value_name = "INDEX", value_delimiter = ',')]
    pub(crate) lots: Vec<u64>,
    #[command(flatten)]
    pub(crate) act: Act,
}

#[derive(Args, Debug)]
pub(crate) struct DissolveKit {
    /// The kit: its index
    pub(crate) kit: u64,
    #[command(flatten)]
    pub(crate) seen: LastChange,
    #[command(flatten)]
    pub(crate) act: Act,
}

#[derive(Args, Debug)]
pub(crate) struct ShowStock {
    /// Only this store: the index of its account
    #[arg(long, value_name = "INDEX")]
    pub(crate) store: Option<u64>,
    /// Only this item: its index
    #[arg(long, value_name = "INDEX")]
    pub(crate) item: Option<u64>,
    #[command(flatten)]
    pub(crate) server: Server,
}

#[derive(Args, Debug)]
pub(crate) struct TraceGoods {
    /// The lot or the kit: its index
    pub(crate) index: u64,
    #[command(flatten)]
    pub(crate) server: Server,
}
