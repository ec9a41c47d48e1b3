//! What is asked about goods: lots and kits.

use super::receipts::read_restriction;
use crate::door::fields::optional;
use crate::door::{Fields, Item};
use crate::proto::ledger::v1::{AppraiseLot, AssembleKit, DissolveKit, Evidence, GoodsItem, RecordLot, goods_item};
use ledger_core::command::{AssembleKit as Assembly, Command, RecordLot as Lot};
use ledger_core::event::{Evidence as Document, LotAppraised};
use ledger_core::ids::{
    AccountId, CampaignId, ContentHash, DonorId, Index, ItemId, KitDesignId, KitId, LotId, OfficeId, PledgeId,
};
use ledger_core::money::Amount;

/// The most lots that may be named for one kit.
const MOST_LOTS: usize = 1_024;

impl Item for RecordLot {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self {
            office,
            store,
            item,
            units,
            unit_value,
            basis,
            evidence,
            source,
            restriction,
            donor,
            campaign,
            pledge,
            booking_date,
        } = self;
        let office = fields.reference("office", *office, OfficeId);
        let store = fields.reference("store", *store, AccountId);
        let item = fields.reference("item", *item, ItemId);
        let count = fields.units("units", *units);
        let unit_value = fields.optional_amount("unit_value", unit_value.as_ref());
        let basis = fields.choice("basis", *basis);
        let evidence = read_evidence(fields, "evidence", evidence.as_ref());
        let source = fields.choice("source", *source);
        let restriction = read_restriction(fields, "restriction", restriction.as_ref());
        let booking_date = fields.optional_day("booking_date", booking_date.as_ref());
        Some(Command::RecordLot(Lot {
            office: office?,
            store: store?,
            item: item?,
            count: count?,
            unit_value: unit_value?.unwrap_or(Amount::ZERO),
            basis: basis?,
            evidence: evidence?,
            source: source?,
            restriction: restriction?,
            donor: optional(*donor, DonorId),
            campaign: optional(*campaign, CampaignId),
            pledge: optional(*pledge, PledgeId),
            booking_date: booking_date?,
        }))
    }
}

/// A document that must be named.
pub(super) fn read_evidence(
    fields: &mut Fields<'_>,
    field: &'static str,
    evidence: Option<&Evidence>,
) -> Option<Document> {
    let Some(Evidence { sha256, custodian, keep_until }) = evidence else {
        return fields.wrong(field, &"is required");
    };
    let mut fields = fields.inside(field);
    let hash = fields.fixed("sha256", sha256);
    let custodian = fields.code("custodian", custodian);
    let keep_until = fields.day("keep_until", keep_until.as_ref());
    Some(Document { hash: ContentHash(hash?), custodian: custodian?, keep_until: keep_until? })
}

impl Item for AppraiseLot {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { lot, last_change } = self;
        let lot = fields.reference("lot", *lot, LotId);
        let last_change = fields.reference("last_change", *last_change, Index);
        Some(Command::AppraiseLot(LotAppraised { lot: lot?, last_change: last_change? }))
    }
}

impl Item for AssembleKit {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { design, office, store, lots } = self;
        let design = fields.reference("design", *design, KitDesignId);
        let office = fields.reference("office", *office, OfficeId);
        let store = fields.reference("store", *store, AccountId);
        let lots = fields.references("lots", lots, MOST_LOTS, LotId);
        Some(Command::AssembleKit(Assembly { design: design?, office: office?, store: store?, lots: lots? }))
    }
}

impl Item for DissolveKit {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { kit, last_change } = self;
        let kit = fields.reference("kit", *kit, KitId);
        let last_change = fields.reference("last_change", *last_change, Index);
        Some(Command::DissolveKit { kit: kit?, last_change: last_change? })
    }
}

impl Item for GoodsItem {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        use goods_item::Command as Asked;
        let Self { command } = self;
        match command {
            Some(Asked::Lot(item)) => item.read(&mut fields.inside("lot")),
            Some(Asked::Appraisal(item)) => item.read(&mut fields.inside("appraisal")),
            Some(Asked::Kit(item)) => item.read(&mut fields.inside("kit")),
            Some(Asked::Dissolution(item)) => item.read(&mut fields.inside("dissolution")),
            None => fields.wrong_itself(&"asks for nothing"),
        }
    }
}
