//! `campaign`: what campaigns are for, and what came in.

use super::remote::{PAGE_ROWS, Remote};
use super::view::{Cell, View};
use crate::args::{CampaignVerb, Server};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::run::Desk;
use ledger_core::time::Day;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::registry_service_client::RegistryServiceClient;
use ledger_wire::words::{self, Text};

const CAMPAIGNS: &[Text] = &[
    Text::Index,
    Text::Code,
    Text::Name,
    Text::Kind,
    Text::Office,
    Text::Opens,
    Text::Closes,
    Text::Target,
    Text::Receipts,
    Text::Received,
    Text::Reversed,
    Text::Confirmed,
    Text::Closed,
];

/// Answers a verb of campaigns.
pub(crate) fn answer(asked: &CampaignVerb, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    match asked {
        CampaignVerb::List(asked) => show(&asked.server, None, desk),
        CampaignVerb::Show(asked) => show(&asked.server, Some(asked.campaign), desk),
    }
}

fn show(server: &Server, only: Option<u64>, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let remote = Remote::open(server, desk)?;
    let mut client = RegistryServiceClient::new(remote.channel());
    let (campaigns, head) = remote.pages(|page_token| {
        let ask = api::ListCampaignsRequest { page_size: PAGE_ROWS, page_token };
        let page = remote.read(client.list_campaigns(remote.request(ask)))?;
        Ok((page.campaigns, page.next_page_token, page.head))
    })?;
    let view = match only {
        None => View::of("campaigns", CAMPAIGNS, campaigns.iter().map(row).collect(), head),
        Some(index) => {
            let absent = || Failure::new(Exit::Usage, "not_found", format!("there is no campaign {index}"));
            let campaign = campaigns.iter().find(|campaign| campaign.index == index).ok_or_else(absent)?;
            let facts = CAMPAIGNS.iter().copied().zip(row(campaign)).collect();
            View { facts, tables: Vec::new(), head: Some(head) }
        }
    };
    desk.answer(&view, |look, out| view.write(look, out))?;
    Ok(Exit::Verified)
}

fn row(campaign: &api::Campaign) -> Vec<Cell> {
    let registered = campaign.campaign.clone().unwrap_or_default();
    vec![
        Cell::Index(campaign.index),
        Cell::Verbatim(registered.code.clone()),
        Cell::Verbatim(registered.name.clone()),
        Cell::word(|language| words::campaign_kind(registered.kind(), language)),
        Cell::Index(registered.office),
        Cell::Day(Some(Day::from_epoch_days(registered.opens))),
        Cell::Day(Some(Day::from_epoch_days(registered.closes))),
        i64::try_from(registered.target).map_or(Cell::Count(registered.target), Cell::Rials),
        Cell::Count(campaign.receipt_count),
        Cell::money(campaign.recorded.as_ref()),
        Cell::money(campaign.reversed.as_ref()),
        Cell::Whether(campaign.confirmed_at != 0),
        Cell::Whether(campaign.closed_at != 0),
    ]
}
