//! Campaigns.

use super::{Value, money, words};
use ledger_core::event::{CampaignClosed, CampaignRegistered};

type Named = (&'static str, Value);

pub(super) fn campaign(event: &CampaignRegistered) -> Vec<Named> {
    let CampaignRegistered { code, name, kind, office, target, opens, closes, purpose } = event;
    vec![
        ("code", Value::word(code.as_str())),
        ("name", Value::word(name.as_str())),
        ("kind", Value::word(words::campaign(*kind))),
        ("office", Value::Number(office.0)),
        ("target", Value::Amount(*target)),
        ("opens", Value::Day(*opens)),
        ("closes", Value::Day(*closes)),
        ("purpose", money::restriction(*purpose)),
    ]
}

pub(super) fn closing(CampaignClosed { campaign, last_change }: CampaignClosed) -> Vec<Named> {
    vec![("campaign", Value::Number(campaign.0)), ("last_change", Value::Number(last_change.0))]
}
