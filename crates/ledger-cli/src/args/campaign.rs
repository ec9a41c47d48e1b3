//! What can be asked about campaigns.

use super::{Server, examples};
use clap::{Args, Subcommand};

#[derive(Subcommand, Debug)]
pub(crate) enum CampaignVerb {
    /// List campaigns
    #[command(before_help = examples::CAMPAIGN_LIST)]
    List(ListCampaigns),
    /// Show one campaign
    #[command(before_help = examples::CAMPAIGN_SHOW)]
    Show(ShowCampaign),
}

#[derive(Args, Debug)]
pub(crate) struct ListCampaigns {
    #[command(flatten)]
    pub(crate) server: Server,
}

#[derive(Args, Debug)]
pub(crate) struct ShowCampaign {
    /// The campaign: its index
    pub(crate) campaign: u64,
    #[command(flatten)]
    pub(crate) server: Server,
}
