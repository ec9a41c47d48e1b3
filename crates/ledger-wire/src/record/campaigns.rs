//! Entries about campaigns.

use super::choices::Choice;
use super::error::BadField;
use super::{field, receipts};
use crate::proto::record::v1 as proto;
use ledger_core::event::{CampaignClosed, CampaignRegistered};
use ledger_core::ids::{CampaignId, OfficeId};

impl From<&CampaignRegistered> for proto::CampaignRegistered {
    fn from(event: &CampaignRegistered) -> Self {
        let CampaignRegistered { code, name, kind, office, target, opens, closes, purpose } = event;
        Self {
            code: code.as_str().to_owned(),
            name: name.as_str().to_owned(),
            kind: kind.number(),
            office: office.0,
            target: target.count(),
            opens: opens.epoch_days(),
            closes: closes.epoch_days(),
            purpose: Some(purpose.into()),
        }
    }
}

impl TryFrom<proto::CampaignRegistered> for CampaignRegistered {
    type Error = BadField;

    fn try_from(message: proto::CampaignRegistered) -> Result<Self, BadField> {
        let proto::CampaignRegistered { code, name, kind, office, target, opens, closes, purpose } = message;
        Ok(Self {
            code: field::code("code", &code)?,
            name: field::name("name", &name)?,
            kind: field::choice("kind", kind)?,
            office: OfficeId(field::required("office", office)?),
            target: field::amount("target", target)?,
            opens: field::day(opens),
            closes: field::day(closes),
            purpose: receipts::restriction("purpose", purpose)?,
        })
    }
}

impl From<&CampaignClosed> for proto::CampaignClosed {
    fn from(event: &CampaignClosed) -> Self {
        let CampaignClosed { campaign, last_change } = *event;
        Self { campaign: campaign.0, last_change: last_change.0 }
    }
}

impl TryFrom<proto::CampaignClosed> for CampaignClosed {
    type Error = BadField;

    fn try_from(message: proto::CampaignClosed) -> Result<Self, BadField> {
        let proto::CampaignClosed { campaign, last_change } = message;
        Ok(Self {
            campaign: CampaignId(field::required("campaign", campaign)?),
            last_change: field::seen(last_change)?,
        })
    }
}
