//! Goods: lots, kits, and where each unit is. Everything here is in units and their value, and never a sum of cash.

use super::register::Register;
use crate::event::{Entry, Event, Evidence, KitAssembled, LotReceived, PledgePart, ValuationBasis};
use crate::ids::{
    AccountId, CampaignId, DonorId, FundId, GrantId, Index, ItemId, KitDesignId, KitId, LotId, OfficeId, PrincipalId,
    SeriesId,
};
use crate::money::Amount;
use crate::partition::Partition;
use crate::place::StockPlace;
use crate::ranges::{Range, Ranges};
use crate::time::{Day, Timestamp};
use std::collections::BTreeMap;

/// A lot.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lot {
    /// The office that received.
    pub office: OfficeId,
    /// Its number in the office's fiscal year.
    pub receipt_number: u64,
    /// The fund that it came into.
    pub fund: FundId,
    /// What it is.
    pub item: ItemId,
    /// The store that it came to.
    pub store: AccountId,
    /// The numbers of its units.
    pub numbers: Range,
    /// What one unit is worth.
    pub unit_value: Amount,
    /// How that was found.
    pub basis: ValuationBasis,
    /// The document behind it.
    pub evidence: Evidence,
    /// The donor; none for an anonymous gift.
    pub donor: Option<DonorId>,
    /// The campaign that it answers.
    pub campaign: Option<CampaignId>,
    /// What it fulfils of a pledge.
    pub pledge: Option<PledgePart>,
    /// The day that it is booked on.
    pub booking_date: Day,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// Who recorded it.
    pub recorded_by: PrincipalId,
    /// The entries that confirmed its value.
    pub appraisals: Vec<Index>,
    /// The entry that last changed it, to be named by the next appraisal.
    pub last_change: Index,
}

/// What became of a kit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum KitStanding {
    /// Put together, for whoever asks.
    Ready,
    /// Reserved for a grant.
    Reserved(GrantId),
    /// Handed over for a grant.
    HandedOver(GrantId),
    /// Taken apart.
    Dissolved,
}

/// A kit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kit {
    /// What it was put together to.
    pub design: KitDesignId,
    /// The office that hands it over.
    pub office: OfficeId,
    /// The units that it was put together from.
    pub units: Ranges,
    /// What became of it.
    pub standing: KitStanding,
    /// The entry that handed it over.
    pub handed_over_at: Option<Index>,
    /// The delivery act.
    pub evidence: Option<Evidence>,
    /// The entry that last changed it.
    pub last_change: Index,
}

/// How many units, and what they are worth.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Stock {
    /// In the store, to be taken.
    pub free: Held,
    /// In the store, waiting for appraisers.
    pub unappraised: Held,
    /// In kits.
    pub in_kits: Held,
    /// Handed over.
    pub handed_over: Held,
}

/// Units and their value.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Held {
    /// How many units.
    pub count: u64,
    /// What they are worth.
    pub value: u64,
}

/// All goods.
#[derive(Debug, Default)]
pub(super) struct Goods {
    pub(super) stock: Partition<StockPlace>,
    pub(super) lots: Register<LotId, Lot>,
    pub(super) kits: Register<KitId, Kit>,
    items: BTreeMap<FundId, ItemId>,
    lot_at: BTreeMap<(SeriesId, u64), LotId>,
    reserved: BTreeMap<GrantId, KitId>,
    catalogue: BTreeMap<ItemId, Amount>,
}

impl Goods {
    /// Takes what the entry does to goods, if it does anything.
    #[expect(clippy::wildcard_enum_match_arm, reason = "those that touch goods are named; no other entry does")]
    pub(super) fn fold(&mut self, entry: &Entry) {
        let at = entry.index;
        match &entry.event {
            Event::FundOpened(e) => self.items.extend(e.item.map(|item| (FundId(at.0), item))),
            Event::SeriesOpened(e) if self.items.contains_key(&e.fund) => {
                self.stock.open(SeriesId(at.0), e.fund, e.account);
            }
            Event::ItemRegistered(e) => self.catalogue.extend([(ItemId(at.0), e.catalogue_value)]),
            Event::LotReceived(e) => self.receive(entry, e),
            Event::LotAppraised(e) => self.appraise(e.lot, at),
            Event::KitAssembled(e) => self.assemble(at, e),
            Event::KitDissolved(e) => {
                self.stock.shift(&e.units, StockPlace::Free);
                self.set(e.kit, KitStanding::Dissolved, at);
            }
            Event::KitReserved(e) => {
                self.reserved.insert(e.grant, e.kit);
                self.set(e.kit, KitStanding::Reserved(e.grant), at);
            }
            Event::GoodsHandedOver(e) => {
                self.stock.shift(&e.units, StockPlace::HandedOver(e.grant));
                self.set(e.kit, KitStanding::HandedOver(e.grant), at);
                self.kits.change(e.kit, |row| {
                    row.handed_over_at = Some(at);
                    row.evidence = Some(e.evidence.clone());
                });
            }
            Event::GrantCancelled(e) => {
                if let Some(kit) = self.reserved.remove(&e.grant) {
                    self.set(kit, KitStanding::Ready, at);
                }
            }
            _ => {}
        }
        // Nothing is ever taken back here.
        self.stock.settle();
    }

    fn receive(&mut self, entry: &Entry, event: &LotReceived) {
        let Some(series) = self.stock.series(event.numbers.series()).copied() else { return };
        let Some(item) = self.items.get(&series.fund).copied() else { return };
        let id = LotId(entry.index.0);
        self.stock.extend(event.numbers);
        if self.catalogue.get(&item).is_none_or(|catalogue| event.unit_value > *catalogue) {
            self.stock.shift(&Ranges::one(event.numbers), StockPlace::Unappraised(id));
        }
        self.lot_at.insert((event.numbers.series(), event.numbers.start()), id);
        let row = Lot {
            office: event.office,
            receipt_number: event.receipt_number,
            fund: series.fund,
            item,
            store: series.account,
            numbers: event.numbers,
            unit_value: event.unit_value,
            basis: event.basis,
            evidence: event.evidence.clone(),
            donor: event.donor,
            campaign: event.campaign,
            pledge: event.pledge,
            booking_date: event.booking_date,
            recorded_at: entry.recorded_at,
            recorded_by: entry.principal,
            appraisals: Vec::new(),
            last_change: entry.index,
        };
        self.lots.add(id, row);
    }

    /// The second appraisal sets the units free.
    fn appraise(&mut self, lot: LotId, at: Index) {
        self.lots.change(lot, |row| {
            row.appraisals.push(at);
            row.last_change = at;
        });
        if let Some(row) = self.lots.at(lot).filter(|row| row.appraisals.len() == 2) {
            self.stock.shift(&Ranges::one(row.numbers), StockPlace::Free);
        }
    }

    fn assemble(&mut self, at: Index, event: &KitAssembled) {
        let id = KitId(at.0);
        self.stock.shift(&event.units, StockPlace::InKit(id));
        let row = Kit {
            design: event.design,
            office: event.office,
            units: event.units.clone(),
            standing: KitStanding::Ready,
            handed_over_at: None,
            evidence: None,
            last_change: at,
        };
        self.kits.add(id, row);
    }

    fn set(&mut self, kit: KitId, standing: KitStanding, at: Index) {
        self.kits.change(kit, |row| (row.standing, row.last_change) = (standing, at));
    }

    pub(super) fn has(&self, fund: FundId) -> bool {
        self.items.contains_key(&fund)
    }

    /// The lots that the units of a range came with, each with its part of them, in the order of the numbers.
    pub(super) fn lots_over(&self, units: Range) -> impl Iterator<Item = (LotId, Range)> + '_ {
        let series = units.series();
        let first =
            self.lot_at.range((series, 0)..=(series, units.start())).next_back().map_or(0, |((_, start), _)| *start);
        self.lot_at
            .range((series, first)..(series, units.end()))
            .filter_map(move |(_, id)| Some((*id, self.lots.at(*id)?.numbers.overlap(units)?)))
    }

    /// What the units of a range are worth.
    pub(super) fn value(&self, units: Range) -> u64 {
        let value = |(lot, part): (LotId, Range)| {
            self.lots.at(lot).map_or(0, |lot| lot.unit_value.count().saturating_mul(part.count()))
        };
        self.lots_over(units).map(value).fold(0, u64::saturating_add)
    }

    /// What is where, by store and item.
    pub(super) fn by_store(&self) -> BTreeMap<(AccountId, ItemId), Stock> {
        let mut stock: BTreeMap<(AccountId, ItemId), Stock> = BTreeMap::new();
        for (id, series) in self.stock.all_series() {
            let Some(item) = self.items.get(&series.fund) else { continue };
            let row = stock.entry((series.account, *item)).or_default();
            for (units, place) in self.stock.segments_of(id) {
                let held = match place {
                    StockPlace::Free => &mut row.free,
                    StockPlace::Unappraised(_) => &mut row.unappraised,
                    StockPlace::InKit(_) => &mut row.in_kits,
                    StockPlace::HandedOver(_) => &mut row.handed_over,
                };
                held.count = held.count.saturating_add(units.count());
                held.value = held.value.saturating_add(self.value(units));
            }
        }
        stock
    }
}
