//! Promises of money and of goods: recorded in one year, kept or not in the next.

use super::api_words::{date, money};
use super::cast::{APPROVER, RECEIVER};
use super::desk::Desk;
use super::error::DemoError;
use super::gift_desk::{Donors, payment, source};
use super::plan::Plan;
use super::plan::gifts::Way;
use super::plan::goods::Promised;
use super::plan::promises::{Fate, Promise};
use super::plan::wish::Area;
use super::register::Register;
use super::timetable::{Occasion, after};
use ledger_core::time::Day;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::instalment::Promised as Part;
use ledger_wire::proto::ledger::v1::pledge_item::Command;
use ledger_wire::proto::ledger::v1::write_off_pledge::GivenUp;
use ledger_wire::proto::record::v1::{Channel, Reason};

/// The pledges, by their indices, as in the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pledges {
    /// Of money.
    pub money: Vec<u64>,
    /// Of goods.
    pub goods: Vec<u64>,
}

/// Where promises are recorded.
pub struct PledgeDesk<'a> {
    /// Where it asks.
    pub desk: &'a Desk<'a>,
    /// What it refers to.
    pub register: &'a Register,
    /// Whom it knows.
    pub donors: &'a Donors,
}

impl PledgeDesk<'_> {
    /// Records what is promised.
    ///
    /// # Errors
    /// [`DemoError`].
    pub async fn record(&self, plan: &Plan) -> Result<Pledges, DemoError> {
        let items = plan.promises.iter().map(|promise| self.of_money(promise)).collect::<Result<Vec<_>, _>>()?;
        let money = self.desk.promise(RECEIVER, "promises/money", items).await?;
        let due = after(Occasion::Goods.day()?, -30);
        let items = plan.goods.promised.iter().map(|promised| self.of_goods(plan, promised, due));
        let items = items.collect::<Result<Vec<_>, _>>()?;
        let goods = self.desk.promise(RECEIVER, "promises/goods", items).await?;
        Ok(Pledges { money, goods })
    }

    fn of_money(&self, promise: &Promise) -> Result<Command, DemoError> {
        let part = |(due, rials): &(Day, u64)| {
            let amount = money(*rials)?.ok_or_else(|| DemoError::missing("promises", "an amount"))?;
            Ok(api::Instalment { due: Some(date(*due)), promised: Some(Part::Amount(amount)) })
        };
        Ok(Command::Pledge(api::RecordPledge {
            office: self.register.seat(Area::Country)?.office,
            donor: self.donors.index(Some(promise.donor)),
            source: source(Some(promise.donor)).into(),
            restriction: Some(self.register.restriction(&promise.wish)?),
            item: 0,
            instalments: promise.instalments.iter().map(part).collect::<Result<_, DemoError>>()?,
            campaign: 0,
            booking_date: None,
        }))
    }

    /// In one part or two, the second a week later; the assembly of the province takes the promise.
    fn of_goods(&self, plan: &Plan, promised: &Promised, due: Day) -> Result<Command, DemoError> {
        let parts = [due, after(due, 7)].into_iter().zip(promised.units).filter(|(_, units)| *units > 0);
        let part = |(due, units)| api::Instalment { due: Some(date(due)), promised: Some(Part::Units(units)) };
        let place = plan.places.ceremony.iter().position(|here| *here == promised.province);
        let assembly = place.and_then(|place| self.register.assemblies.get(place.saturating_add(1)));
        Ok(Command::Pledge(api::RecordPledge {
            office: assembly.copied().ok_or_else(|| DemoError::missing("promises", "an assembly"))?,
            donor: self.donors.index(Some(promised.donor)),
            source: source(Some(promised.donor)).into(),
            restriction: Some(self.register.restriction(&promised.wish)?),
            item: self.register.item(promised.item),
            instalments: parts.map(part).collect(),
            campaign: 0,
            booking_date: None,
        }))
    }

    /// Records what came of the promises of money, and what was cancelled or given up.
    ///
    /// # Errors
    /// [`DemoError`].
    pub async fn keep(&self, plan: &Plan, pledges: &Pledges) -> Result<(), DemoError> {
        let (mut receipts, mut given_up) = (Vec::new(), Vec::new());
        for ((promise, pledge), reference) in plan.promises.iter().zip(&pledges.money).zip(50_000_000..) {
            let (pledge, last_change, reason) = (*pledge, *pledge, Reason::DonorWithdrew.into());
            match promise.fate {
                Fate::Open => {}
                Fate::Received(rials) => receipts.push(self.receipt(promise, pledge, rials, reference)?),
                Fate::Cancelled => {
                    given_up.push(Command::Cancellation(api::CancelPledge { pledge, last_change, reason }));
                }
                Fate::WrittenOff(rials) => {
                    let part = money(rials)?.map(GivenUp::Amount);
                    given_up.push(Command::WriteOff(api::WriteOffPledge {
                        pledge,
                        last_change,
                        given_up: part,
                        reason,
                    }));
                }
            }
        }
        self.desk.receive(RECEIVER, "promises/kept", receipts).await?;
        self.desk.promise(APPROVER, "promises/given-up", given_up).await.map(|_| ())
    }

    fn receipt(
        &self,
        promise: &Promise,
        pledge: u64,
        rials: u64,
        reference: u64,
    ) -> Result<api::RecordReceipt, DemoError> {
        Ok(api::RecordReceipt {
            office: self.register.seat(Area::Country)?.office,
            account: self.register.bank,
            amount: money(rials)?,
            source: source(Some(promise.donor)).into(),
            restriction: None,
            donor: self.donors.index(Some(promise.donor)),
            channel: Channel::Transfer.into(),
            payment: payment(Way::Transfer, reference, Occasion::Kept.day()?),
            booking_date: None,
            value_date: None,
            campaign: 0,
            pledge,
        })
    }
}
