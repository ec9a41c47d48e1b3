//! Tables of funds: where their rials are.

use super::{counted, table, toman};
use crate::demo::figures::standings;
use crate::demo::plan::wish::{Area, Intent, Programme};
use crate::demo::register::Register;
use crate::demo::story::Story;
use comfy_table::Table;
use ledger_wire::amount::grouped;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::record::v1::Source;

/// How many funds are shown by themselves.
const SHOWN: usize = 12;

/// Every rial, by its standing.
pub(super) fn by_standing(story: &Story) -> Table {
    let overall = story.figures.totals.overall.clone().unwrap_or_default();
    let row = |name: &str, rials: i64| vec![name.to_owned(), grouped(rials), toman(rials)];
    let mut rows: Vec<Vec<String>> = standings(&overall).iter().map(|(name, rials)| row(name, *rials)).collect();
    rows.push(row("together", overall.numbered));
    table(&["standing", "IRR", "toman"], 1, rows)
}

/// The largest funds, all others, and all.
pub(super) fn largest(story: &Story) -> Table {
    let mut funds: Vec<&api::Fund> = story.figures.funds.iter().filter(|fund| fund.item == 0).collect();
    funds.sort_by_key(|fund| (std::cmp::Reverse(fund.balance.as_ref().map_or(0, |b| b.numbered)), fund.index));
    let (shown, others) = funds.split_at(SHOWN.min(funds.len()));
    let mut rows: Vec<Vec<String>> =
        shown.iter().map(|fund| row(fund.index.to_string(), described(story, fund), &sum(&[fund]))).collect();
    rows.push(row(String::new(), format!("{} other funds", counted(others.len())), &sum(others)));
    rows.push(row(String::new(), "together".to_owned(), &sum(&funds)));
    table(&["fund", "for", "free", "notified", "spent", "numbered"], 2, rows)
}

fn row(index: String, what: String, balance: &api::Balance) -> Vec<String> {
    let amounts = [balance.free, balance.notified, balance.spent, balance.numbered];
    [index, what].into_iter().chain(amounts.map(grouped)).collect()
}

fn sum(funds: &[&api::Fund]) -> api::Balance {
    funds.iter().filter_map(|fund| fund.balance.as_ref()).fold(api::Balance::default(), |sum, one| api::Balance {
        free: sum.free + one.free,
        notified: sum.notified + one.notified,
        spent: sum.spent + one.spent,
        numbered: sum.numbered + one.numbered,
        ..sum
    })
}

/// A fund in words: its programme or intent, its area, its source.
fn described(story: &Story, fund: &api::Fund) -> String {
    let register = &story.register;
    let wish = fund.restriction.unwrap_or_default();
    let programme = Programme::ALL.into_iter().find(|one| register.programme(*one) == wish.programme);
    let intent = Intent::ALL.into_iter().find(|one| register.intent(*one) == wish.intent);
    let what = programme.map(Programme::code).or(intent.map(Intent::code)).unwrap_or("anything");
    let place = place(story, register, wish.area);
    let source = match Source::try_from(fund.source) {
        Ok(Source::PublicDonation) => "the public",
        Ok(Source::Company) => "companies",
        Ok(Source::Assembly) => "assemblies",
        Ok(Source::StateCredit) => "the state",
        Ok(Source::Unspecified) | Err(_) => "nobody known",
    };
    format!("{what}, {place}, from {source}")
}

fn place(story: &Story, register: &Register, area: u64) -> &'static str {
    if area == 0 {
        return "anywhere";
    }
    let places = &story.plan.places;
    let is_it = |place: &usize| register.seat(Area::Province(*place)).is_ok_and(|seat| seat.area == area);
    (0..places.provinces.len()).find(is_it).map_or("a county", |place| places.code(place))
}
