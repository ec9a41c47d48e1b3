//! Where goods are: in stores, from a lot to its kits, and from a kit to its lots.

use crate::args::{ShowStock, TraceGoods};
use crate::commands::remote::{PAGE_ROWS, Remote};
use crate::commands::view::{Cell, View};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::run::Desk;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::goods_service_client::GoodsServiceClient;
use ledger_wire::words::{self, Text};

const STOCK: &[Text] =
    &[Text::Store, Text::Item, Text::Free, Text::Unappraised, Text::InKits, Text::HandedOver, Text::Value];
const PARTS: &[Text] =
    &[Text::Series, Text::Start, Text::Units, Text::Standing, Text::Kit, Text::Grant, Text::HandedOver];
const CONTRIBUTIONS: &[Text] =
    &[Text::Lot, Text::Series, Text::Start, Text::Units, Text::Item, Text::Value, Text::Donor];

/// Answers `goods stock`: units by standing, and what the free ones are worth.
pub(super) fn stock(asked: &ShowStock, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let remote = Remote::open(&asked.server, desk)?;
    let mut client = GoodsServiceClient::new(remote.channel());
    let (rows, head) = remote.pages(|page_token| {
        let (store, item) = (asked.store.unwrap_or(0), asked.item.unwrap_or(0));
        let ask = api::GetStockRequest { page_size: PAGE_ROWS, page_token, store, item };
        let page = remote.read(client.get_stock(remote.request(ask)))?;
        Ok((page.rows, page.next_page_token, page.head))
    })?;
    let row = |row: &api::StockRow| {
        let stock = row.stock.clone().unwrap_or_default();
        let units = |held: Option<&api::Held>| Cell::Count(held.map_or(0, |held| held.units));
        vec![
            Cell::Index(row.store),
            Cell::Index(row.item),
            units(stock.free.as_ref()),
            units(stock.unappraised.as_ref()),
            units(stock.in_kits.as_ref()),
            units(stock.handed_over.as_ref()),
            Cell::money(stock.free.as_ref().and_then(|free| free.value.as_ref())),
        ]
    };
    let view = View::of("stock", STOCK, rows.iter().map(row).collect(), head);
    desk.answer(&view, |look, out| view.write(look, out))?;
    Ok(Exit::Verified)
}

/// Answers `goods trace-lot`.
pub(super) fn lot(asked: &TraceGoods, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let remote = Remote::open(&asked.server, desk)?;
    let mut client = GoodsServiceClient::new(remote.channel());
    let (parts, head) = remote.pages(|page_token| {
        let ask = api::TraceLotRequest { page_size: PAGE_ROWS, page_token, lot: asked.index };
        let page = remote.read(client.trace_lot(remote.request(ask)))?;
        Ok((page.parts, page.next_page_token, page.head))
    })?;
    let row = |part: &api::TracedUnits| {
        let mut row = numbers(part.numbers.as_ref());
        row.push(Cell::word(|language| words::stock_standing(part.standing(), language)));
        row.extend([part.kit, part.grant, part.handed_over_at].map(Cell::Index));
        row
    };
    let view = View::of("parts", PARTS, parts.iter().map(row).collect(), head);
    desk.answer(&view, |look, out| view.write(look, out))?;
    Ok(Exit::Verified)
}

/// Answers `goods trace-kit`.
pub(super) fn kit(asked: &TraceGoods, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let remote = Remote::open(&asked.server, desk)?;
    let mut client = GoodsServiceClient::new(remote.channel());
    let (contributions, head) = remote.pages(|page_token| {
        let ask = api::TraceKitRequest { page_size: PAGE_ROWS, page_token, kit: asked.index };
        let page = remote.read(client.trace_kit(remote.request(ask)))?;
        Ok((page.contributions, page.next_page_token, page.head))
    })?;
    let row = |one: &api::ContributedUnits| {
        let mut row = vec![Cell::Index(one.lot)];
        row.extend(numbers(one.numbers.as_ref()));
        row.extend([Cell::Index(one.item), Cell::money(one.value.as_ref()), Cell::Index(one.donor)]);
        row
    };
    let view = View::of("contributions", CONTRIBUTIONS, contributions.iter().map(row).collect(), head);
    desk.answer(&view, |look, out| view.write(look, out))?;
    Ok(Exit::Verified)
}

/// The series, the first number, and how many.
fn numbers(range: Option<&api::NumberedRange>) -> Vec<Cell> {
    let range = range.cloned().unwrap_or_default();
    vec![Cell::Index(range.series), Cell::Count(range.start), Cell::Count(range.count)]
}
