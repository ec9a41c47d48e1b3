//! The table of the provinces: what was given for each, and what its lines hold and spent.

use super::table;
use crate::demo::plan::wish::Area;
use crate::demo::story::Story;
use comfy_table::Table;
use ledger_wire::amount::grouped;
use ledger_wire::proto::ledger::v1 as api;

/// The provinces: what was given for each, what its lines hold and spent.
pub(super) fn provinces(story: &Story) -> Table {
    let totals = &story.figures.totals;
    let given = |area: u64| of_area(&totals.given_for, area).numbered;
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (place, province) in story.plan.places.provinces.iter().enumerate() {
        let Ok(seat) = story.register.seat(Area::Province(place)) else { continue };
        let name = format!("{} {}", province.code, province.english);
        rows.push(row(name, given(seat.area), of_area(&totals.held_in, seat.area)));
    }
    rows.push(row("anywhere; the national office".to_owned(), given(0), of_area(&totals.held_in, 0)));
    rows.extend(totals.overall.as_ref().map(|all| row("together".to_owned(), all.numbered, all)));
    table(&["province", "given for it", "notified", "spent"], 1, rows)
}

fn of_area(totals: &[api::ProvinceTotal], area: u64) -> api::Balance {
    totals.iter().find(|total| total.area == area).and_then(|total| total.balance.clone()).unwrap_or_default()
}

fn row(name: String, given: i64, balance: impl std::borrow::Borrow<api::Balance>) -> Vec<String> {
    let balance = balance.borrow();
    vec![name, grouped(given), grouped(balance.notified), grouped(balance.spent)]
}
