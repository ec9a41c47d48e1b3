//! What is asked about campaigns.

use super::receipts::read_restriction;
use crate::door::{Fields, Item};
use crate::proto::ledger::v1::{CloseCampaign, RegisterCampaign};
use ledger_core::command::Command;
use ledger_core::event::{CampaignClosed, CampaignRegistered};
use ledger_core::ids::{CampaignId, Index, OfficeId};

impl Item for RegisterCampaign {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { code, name, kind, office, target, opens, closes, purpose } = self;
        let code = fields.code("code", code);
        let name = fields.name("name", name);
        let kind = fields.choice("kind", *kind);
        let office = fields.reference("office", *office, OfficeId);
        let target = fields.amount("target", target.as_ref());
        let opens = fields.day("opens", opens.as_ref());
        let closes = fields.day("closes", closes.as_ref());
        let purpose = read_restriction(fields, "purpose", purpose.as_ref());
        Some(Command::RegisterCampaign(CampaignRegistered {
            code: code?,
            name: name?,
            kind: kind?,
            office: office?,
            target: target?,
            opens: opens?,
            closes: closes?,
            purpose: purpose?,
        }))
    }
}

impl Item for CloseCampaign {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { campaign, last_change } = self;
        let campaign = fields.reference("campaign", *campaign, CampaignId);
        let last_change = fields.reference("last_change", *last_change, Index);
        Some(Command::CloseCampaign(CampaignClosed { campaign: campaign?, last_change: last_change? }))
    }
}
