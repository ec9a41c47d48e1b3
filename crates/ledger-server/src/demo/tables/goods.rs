//! Tables of goods and of pledges. Units of goods are in no sum of money.

use super::{counted, table};
use crate::demo::api_words::rials;
use crate::demo::plan::goods::Item;
use crate::demo::story::Story;
use comfy_table::Table;
use ledger_wire::amount::grouped;
use ledger_wire::proto::ledger::v1 as api;

/// The goods, by store and item and standing.
pub(super) fn by_item(story: &Story) -> Table {
    let units = |held: Option<&api::Held>| counted(held.map_or(0, |held| held.units));
    let row = |row: &api::StockRow| {
        let stock = row.stock.clone().unwrap_or_default();
        let item = Item::ALL.into_iter().find(|item| story.register.item(*item) == row.item);
        let handed_over = stock.handed_over.as_ref().map_or(0, |held| rials(held.value.as_ref()));
        let standings = [stock.free, stock.unappraised, stock.in_kits, stock.handed_over];
        let names = [story.store_name(row.store), item.map_or("", Item::code).to_owned()];
        let counts = standings.map(|held| units(held.as_ref()));
        names.into_iter().chain(counts).chain([grouped(handed_over)]).collect()
    };
    let header = ["store", "item", "free", "to be appraised", "in sets", "handed over", "worth (IRR)"];
    table(&header, 2, story.figures.stock.iter().map(row))
}

/// The pledges: what was promised, what came, what was given up, what is open.
pub(super) fn pledges(story: &Story) -> Table {
    let row = |pledge: &api::Pledge| {
        let item = Item::ALL.into_iter().find(|item| story.register.item(*item) == pledge.item);
        let of = item.map_or("IRR", Item::code).to_owned();
        let parts = [pledge.pledged, pledge.received, pledge.cancelled, pledge.written_off, pledge.open];
        let names = [pledge.index.to_string(), of, standing(pledge).to_owned()];
        names.into_iter().chain(parts.map(counted)).collect()
    };
    let header = ["pledge", "of", "standing", "pledged", "received", "cancelled", "written off", "open"];
    table(&header, 3, story.figures.pledges.iter().map(row))
}

fn standing(pledge: &api::Pledge) -> &'static str {
    match pledge.standing() {
        api::PledgeStanding::Unspecified => "",
        api::PledgeStanding::Open => "open",
        api::PledgeStanding::PartlyFulfilled => "received in part",
        api::PledgeStanding::Fulfilled => "received",
        api::PledgeStanding::Cancelled => "cancelled",
        api::PledgeStanding::WrittenOff => "written off",
    }
}
