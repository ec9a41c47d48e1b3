//! The totals at the head: per fund and per province, by standing, with everything that was ever numbered.
//!
//! They come from the views; the same sums are taken from the rules' own partition, and must be equal.

use super::goods::{self, GoodsTotal};
use super::pass::Pass;
use crate::fields::words;
use ledger_core::event::AreaRegistered;
use ledger_core::ids::AreaId;
use ledger_core::money::Amount;
use ledger_core::place::Standing;
use ledger_core::state::State;
use ledger_core::views::{Registered, Standings, Views};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// All totals. Amounts are texts of whole rials: they may be larger than some readers of JSON can count.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Totals {
    /// The unit of every amount.
    pub unit: String,
    /// Everything.
    pub all: Sums,
    /// Per fund of money.
    pub funds: Vec<FundTotal>,
    /// Per province that the donors gave for.
    pub given_for_province: Vec<ProvinceTotal>,
    /// Per province of the office that holds or spent the money.
    pub in_lines_of_province: Vec<ProvinceTotal>,
    /// Per fund of goods, in units.
    pub goods: Vec<GoodsTotal>,
}

/// The totals of one fund.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct FundTotal {
    /// The fund.
    pub fund: u64,
    /// Where its money comes from.
    pub source: &'static str,
    /// The code of the programme that its donors named.
    pub programme: Option<String>,
    /// The code of the area that its donors named.
    pub area: Option<String>,
    /// Its amounts.
    pub sums: Sums,
}

/// The totals of one province.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ProvinceTotal {
    /// The code of the province; `None` for the whole country.
    pub province: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Its amounts.
    pub sums: Sums,
}

/// An amount for each standing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sums(pub Standings);

impl Serialize for Sums {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let standings =
            Standing::ALL.into_iter().map(|standing| (standing.word().replace(' ', "_"), self.0.amount(standing)));
        let numbered = std::iter::once(("numbered".to_owned(), self.0.numbered()));
        out.collect_map(numbered.chain(standings).map(|(word, amount)| (word, amount.to_string())))
    }
}

impl Totals {
    /// The totals, if every entry up to the head was replayed.
    pub(super) fn of(pass: &Pass) -> Option<Self> {
        let whole =
            pass.rules.stopped.is_none() && !pass.interrupted && pass.next > 0 && pass.rules.passed() == pass.next;
        if !whole {
            return None;
        }
        let views = &pass.rules.views;
        assert_same(pass.rules.state(), views);
        let place = |area: &Option<AreaId>| area.and_then(|area| registered(views, area));
        let province = |(area, sums): (Option<AreaId>, Standings)| ProvinceTotal {
            province: place(&area).map(|row| row.fact.code.to_string()),
            name: place(&area).map(|row| row.fact.name.to_string()),
            sums: Sums(sums),
        };
        Some(Self {
            unit: views.book().map(|book| book.unit.to_string()).unwrap_or_default(),
            all: Sums(views.totals()),
            funds: funds(views),
            given_for_province: views.totals_by_given_province().into_iter().map(province).collect(),
            in_lines_of_province: views.totals_by_office_province().into_iter().map(province).collect(),
            goods: goods::totals(pass.rules.state(), views),
        })
    }
}

fn registered(views: &Views, area: AreaId) -> Option<&Registered<AreaRegistered>> {
    views.registrations().areas.at(area)
}

fn funds(views: &Views) -> Vec<FundTotal> {
    let programme = |id| views.registrations().programmes.at(id).map(|row| row.fact.code.to_string());
    let rows = views.totals_by_fund().filter_map(|(id, sums)| {
        let fund = views.funds().at(id).filter(|fund| fund.item.is_none())?;
        Some(FundTotal {
            fund: id.0,
            source: words::source(fund.source),
            programme: fund.restriction.programme.and_then(programme),
            area: fund.restriction.area.and_then(|area| registered(views, area)).map(|row| row.fact.code.to_string()),
            sums: Sums(sums),
        })
    });
    rows.collect()
}

/// Two folds of the same entries, written apart. If they differ, one of them is wrong, and so may be this verdict.
fn assert_same(state: &State, views: &Views) {
    let mut sums: BTreeMap<u64, BTreeMap<Standing, u64>> = BTreeMap::new();
    for (id, series) in state.partition().all_series() {
        let fund = sums.entry(series.fund.0).or_default();
        for (range, place) in state.partition().segments_of(id) {
            let sum = fund.entry(place.standing()).or_default();
            *sum = sum.saturating_add(range.count());
        }
    }
    for (id, standings) in views.totals_by_fund() {
        for standing in Standing::ALL {
            let counted = sums.get(&id.0).and_then(|fund| fund.get(&standing)).copied().unwrap_or(0);
            assert!(Amount::new(counted) == Some(standings.amount(standing)), "fund {id}: the two folds disagree");
        }
    }
}
