//! What officers do with goods: they take lots in, appraise them, and put kits together and apart.

use crate::args::{AppraiseLot, AssembleKit, DissolveKit, ReceiveLot};
use crate::commands::asked;
use crate::commands::remote::Remote;
use crate::commands::writing::Writing;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::run::Desk;
use crate::typed;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::goods_service_client::GoodsServiceClient;

/// Answers `goods receive`.
pub(super) fn receive(asked: &ReceiveLot, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let unit_value = asked.unit_value.as_deref().map(|text| typed::amount("unit-value", text)).transpose()?;
    let lot = api::RecordLot {
        office: asked.office,
        store: asked.store,
        item: asked.item,
        units: asked.units,
        unit_value: unit_value.map(typed::money).transpose()?,
        basis: asked::basis(asked.basis).into(),
        evidence: Some(asked::evidence(&asked.evidence)?),
        source: asked::source(asked.source).into(),
        restriction: asked::restriction(&asked.restricted)?,
        donor: asked.donor.unwrap_or(0),
        campaign: asked.campaign.unwrap_or(0),
        pledge: asked.pledge.unwrap_or(0),
        booking_date: typed::date("booking-date", asked.booking_date.as_deref())?,
    };
    let writing = Writing::open(&asked.act, desk)?;
    let (request_id, validate_only) = writing.id();
    let ask = api::RecordLotRequest { request_id, validate_only, lot: Some(lot) };
    let mut client = GoodsServiceClient::new(writing.remote.channel());
    let answered = writing.wait(client.record_lot(writing.remote.request(ask)))?;
    writing.report(answered.recorded, desk)
}

/// Answers `goods appraise`.
pub(super) fn appraise(asked: &AppraiseLot, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let writing = Writing::open(&asked.act, desk)?;
    let last_change = writing.last_change(&asked.seen, desk, |remote| lot_change(remote, asked.lot))?;
    let (request_id, validate_only) = writing.id();
    let appraisal = Some(api::AppraiseLot { lot: asked.lot, last_change });
    let ask = api::AppraiseLotRequest { request_id, validate_only, appraisal };
    let mut client = GoodsServiceClient::new(writing.remote.channel());
    let answered = writing.wait(client.appraise_lot(writing.remote.request(ask)))?;
    writing.report(answered.recorded, desk)
}

/// Answers `goods assemble`.
pub(super) fn assemble(asked: &AssembleKit, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let AssembleKit { design, office, store, ref lots, ref act } = *asked;
    let writing = Writing::open(act, desk)?;
    let (request_id, validate_only) = writing.id();
    let kit = Some(api::AssembleKit { design, office, store, lots: lots.clone() });
    let ask = api::AssembleKitRequest { request_id, validate_only, kit };
    let mut client = GoodsServiceClient::new(writing.remote.channel());
    let answered = writing.wait(client.assemble_kit(writing.remote.request(ask)))?;
    writing.report(answered.recorded, desk)
}

/// Answers `goods dissolve`.
pub(super) fn dissolve(asked: &DissolveKit, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let writing = Writing::open(&asked.act, desk)?;
    let last_change = writing.last_change(&asked.seen, desk, |remote| kit_change(remote, asked.kit))?;
    let (request_id, validate_only) = writing.id();
    let dissolution = Some(api::DissolveKit { kit: asked.kit, last_change });
    let ask = api::DissolveKitRequest { request_id, validate_only, dissolution };
    let mut client = GoodsServiceClient::new(writing.remote.channel());
    let answered = writing.wait(client.dissolve_kit(writing.remote.request(ask)))?;
    writing.report(answered.recorded, desk)
}

fn lot_change(remote: &Remote, lot: u64) -> Result<u64, Failure> {
    let mut client = GoodsServiceClient::new(remote.channel());
    let answer = remote.read(client.get_lot(remote.request(api::GetLotRequest { lot })))?;
    Ok(remote.found(answer.lot, "lot")?.last_change)
}

fn kit_change(remote: &Remote, kit: u64) -> Result<u64, Failure> {
    let mut client = GoodsServiceClient::new(remote.channel());
    let answer = remote.read(client.get_kit(remote.request(api::GetKitRequest { kit })))?;
    Ok(remote.found(answer.kit, "kit")?.last_change)
}
