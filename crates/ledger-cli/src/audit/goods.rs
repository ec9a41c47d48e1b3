//! The totals of goods at the head: units, per fund and by place. They are never a sum of money.
//!
//! They come from the views; the same sums are taken from the rules' own partition, and must be equal.

use ledger_core::ids::FundId;
use ledger_core::partition::Partition;
use ledger_core::place::StockPlace;
use ledger_core::state::State;
use ledger_core::views::Views;
use serde::Serialize;
use std::collections::BTreeMap;

/// The units of one fund of goods.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct GoodsTotal {
    /// The fund.
    pub fund: u64,
    /// The code of the item that it holds.
    pub item: String,
    /// How many units, by place.
    pub units: Units,
}

/// A number of units for each place.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Units {
    /// All that ever came.
    pub numbered: u64,
    /// In a store, to be taken.
    pub in_stock: u64,
    /// In a store, until appraisers have confirmed their value.
    pub to_be_appraised: u64,
    /// In a kit.
    pub in_kits: u64,
    /// Handed over.
    pub handed_over: u64,
}

impl Units {
    /// The places in their order, each with its word.
    #[must_use]
    pub const fn by_word(&self) -> [(&'static str, u64); 5] {
        [
            ("numbered", self.numbered),
            ("in stock", self.in_stock),
            ("to be appraised", self.to_be_appraised),
            ("in kits", self.in_kits),
            ("handed over", self.handed_over),
        ]
    }

    const fn add(&mut self, place: StockPlace, count: u64) {
        let held = match place {
            StockPlace::Free => &mut self.in_stock,
            StockPlace::Unappraised(_) => &mut self.to_be_appraised,
            StockPlace::InKit(_) => &mut self.in_kits,
            StockPlace::HandedOver(_) => &mut self.handed_over,
        };
        *held = held.saturating_add(count);
    }
}

/// The totals of all funds of goods.
pub(super) fn totals(state: &State, views: &Views) -> Vec<GoodsTotal> {
    let sums = sums(views.stock());
    assert!(sums == self::sums(state.stock()), "units of goods: the two folds disagree");
    let items = &views.registrations().items;
    let code = |item| items.at(item).map(|row| row.fact.code.to_string()).unwrap_or_default();
    let goods = views.funds().after(None).filter_map(|(fund, row)| Some((fund, row.item?)));
    goods
        .map(|(fund, item)| GoodsTotal {
            fund: fund.0,
            item: code(item),
            units: sums.get(&fund).copied().unwrap_or_default(),
        })
        .collect()
}

fn sums(stock: &Partition<StockPlace>) -> BTreeMap<FundId, Units> {
    let mut sums: BTreeMap<FundId, Units> = BTreeMap::new();
    for (id, series) in stock.all_series() {
        let sum = sums.entry(series.fund).or_default();
        sum.numbered = sum.numbered.saturating_add(series.numbered);
        stock.segments_of(id).for_each(|(units, place)| sum.add(place, units.count()));
    }
    sums
}
