//! Goods: lots that come in, the appraisal of the dear one, and the dowry sets that are put together.

use super::api_words::{evidence, money};
use super::cast::{APPROVER, RECEIVER, STOREKEEPER, in_province};
use super::desk::Desk;
use super::error::DemoError;
use super::gift_desk::{Donors, source};
use super::plan::Plan;
use super::plan::goods::{Basis, Item, Lot, SETS_IN};
use super::plan::wish::Area;
use super::pledge_desk::Pledges;
use super::register::{Register, Seat};
use super::timetable::{Occasion, after};
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::goods_item::Command;
use ledger_wire::proto::ledger::v1::goods_service_client::GoodsServiceClient;
use ledger_wire::proto::record::v1::ValuationBasis;
use tonic::{Response, Status};

/// Days that a document about goods is kept: ten years.
const KEPT_DAYS: i32 = 3_652;

/// Where goods are recorded.
pub struct GoodsDesk<'a> {
    /// Where it asks.
    pub desk: &'a Desk<'a>,
    /// What it refers to.
    pub register: &'a Register,
    /// Whom it knows.
    pub donors: &'a Donors,
}

impl GoodsDesk<'_> {
    /// Records the lots, and has the dear ones appraised by two; gives the lots as in the plan.
    ///
    /// # Errors
    /// [`DemoError`].
    pub async fn receive(&self, plan: &Plan, pledges: &Pledges) -> Result<Vec<u64>, DemoError> {
        let items = plan.goods.lots.iter().enumerate().map(|(number, lot)| self.lot(plan, pledges, number, lot));
        let lots = self.desk.store(RECEIVER, "lots", items.collect::<Result<Vec<_>, _>>()?).await?;
        for (planned, lot) in plan.goods.lots.iter().zip(&lots) {
            if planned.is_above_catalogue() {
                self.appraise(plan.places.code(planned.store), *lot).await?;
            }
        }
        Ok(lots)
    }

    fn lot(&self, plan: &Plan, pledges: &Pledges, number: usize, lot: &Lot) -> Result<Command, DemoError> {
        let code = plan.places.code(lot.store);
        let until = after(Occasion::Goods.day()?, KEPT_DAYS);
        Ok(Command::Lot(api::RecordLot {
            office: self.register.seat(Area::Province(lot.store))?.office,
            store: self.register.store(lot.store)?,
            item: self.register.item(lot.item),
            units: lot.units,
            unit_value: if lot.unit_value == 0 { None } else { money(lot.unit_value)? },
            basis: basis(lot.basis).into(),
            evidence: Some(evidence(&format!("lot {number}"), &format!("archive-{code}"), until)),
            source: source(lot.donor).into(),
            restriction: Some(self.register.restriction(&lot.wish)?),
            donor: self.donors.index(lot.donor),
            campaign: 0,
            pledge: lot.promise.and_then(|place| pledges.goods.get(place)).copied().unwrap_or(0),
            booking_date: None,
        }))
    }

    /// By the approver of the province, then by the national one.
    async fn appraise(&self, code: &str, lot: u64) -> Result<(), DemoError> {
        let mut last_change = lot;
        for (who, step) in [(in_province(code, APPROVER).as_str(), "first"), (APPROVER, "second")] {
            let item = Command::Appraisal(api::AppraiseLot { lot, last_change });
            let entries = self.desk.store(who, &format!("appraisal/{lot}/{step}"), vec![item]).await?;
            last_change = entries.first().copied().unwrap_or(last_change);
        }
        Ok(())
    }

    /// Puts the dowry sets together.
    ///
    /// # Errors
    /// [`DemoError`].
    pub async fn assemble(&self, plan: &Plan) -> Result<Vec<u64>, DemoError> {
        let (seat, store) = self.sets_place(plan)?;
        let design = self.register.dowry_set;
        let set = |_| Command::Kit(api::AssembleKit { design, office: seat.office, store, lots: Vec::new() });
        let items = (0..plan.measure.sets).map(set).collect();
        self.desk.store(&in_province(SETS_IN, STOREKEEPER), "sets", items).await
    }

    /// Asks for a dowry set of Khuzestan with a refrigerator that is for Kerman.
    ///
    /// # Errors
    /// [`DemoError`], and inside it what the server says.
    pub async fn ask_with_kermans_lot(
        &self,
        plan: &Plan,
        lots: &[u64],
    ) -> Result<Result<Response<api::AssembleKitResponse>, Status>, DemoError> {
        let (seat, store) = self.sets_place(plan)?;
        let kermans = plan.goods.kermans_lot;
        let is_other = |place: &usize| plan.goods.lots.get(*place).is_some_and(|lot| lot.item != Item::Refrigerator);
        let named = (0..lots.len()).filter(|place| *place == kermans || is_other(place));
        let here =
            named.filter(|place| plan.goods.lots.get(*place).map(|lot| lot.store) == plan.places.province(SETS_IN));
        let kit = Some(api::AssembleKit {
            design: self.register.dowry_set,
            office: seat.office,
            store,
            lots: here.filter_map(|place| lots.get(place)).copied().collect(),
        });
        let request_id = self.desk.request_id("refused/kermans-lot");
        let message = api::AssembleKitRequest { request_id, validate_only: false, kit };
        let message = self.desk.request(&in_province(SETS_IN, STOREKEEPER), message)?;
        Ok(GoodsServiceClient::new(self.desk.channel()).assemble_kit(message).await)
    }

    fn sets_place(&self, plan: &Plan) -> Result<(Seat, u64), DemoError> {
        let province = plan.places.province(SETS_IN).ok_or_else(|| DemoError::missing("sets", "their province"))?;
        Ok((self.register.seat(Area::Province(province))?, self.register.store(province)?))
    }
}

const fn basis(basis: Basis) -> ValuationBasis {
    match basis {
        Basis::Market => ValuationBasis::Market,
        Basis::Declared => ValuationBasis::DonorDeclared,
        Basis::Nil => ValuationBasis::Nil,
    }
}
