//! Goods: lots, kits, and what is where.

use super::page::Page;
use super::registry::{after, key};
use super::{ReadError, View, money};
use crate::proto::ledger::v1 as proto;
use crate::record::Choice;
use ledger_core::ids::{AccountId, ItemId, KitId, LotId, ReceiptId};
use ledger_core::money::Amount;
use ledger_core::place::StockPlace;
use ledger_core::ranges::Range;
use ledger_core::views::{Held, Kit, KitStanding, Lot, Stock};

/// `GetLot`.
///
/// # Errors
/// [`ReadError::NotFound`].
pub fn lot(view: View<'_>, ask: proto::GetLotRequest) -> Result<proto::GetLotResponse, ReadError> {
    let proto::GetLotRequest { lot } = ask;
    let row = view.views.lots().at(LotId(lot)).ok_or(ReadError::NotFound { what: "lot", index: lot })?;
    Ok(proto::GetLotResponse {
        lot: Some(lot_message(&view, LotId(lot), row)),
        stock: Some(stock_message(&view, &stock_of(&view, row))),
        head: Some(view.head()),
    })
}

/// `ListLots`, all or those of an office, a donor, an item.
///
/// # Errors
/// [`ReadError::BadToken`].
pub fn lots(view: View<'_>, ask: proto::ListLotsRequest) -> Result<proto::ListLotsResponse, ReadError> {
    let proto::ListLotsRequest { page_size, page_token, office, donor, item } = ask;
    let page = Page::new("ListLots", &[office, donor, item], page_size, &page_token)?;
    let wanted = |row: &Lot| {
        (office == 0 || row.office.0 == office)
            && (donor == 0 || row.donor.is_some_and(|id| id.0 == donor))
            && (item == 0 || row.item.0 == item)
    };
    let found = view.views.lots().after(after(page.after, LotId)).filter(|(_, row)| wanted(row));
    let (rows, next_page_token) = page.cut(found, |(id, _)| key(id.0));
    let lots = rows.into_iter().map(|(id, row)| lot_message(&view, id, row)).collect();
    Ok(proto::ListLotsResponse { lots, next_page_token, head: Some(view.head()) })
}

fn lot_message(view: &View<'_>, id: LotId, row: &Lot) -> proto::Lot {
    let fulfilled = view.views.fulfilment_of(ReceiptId(id.0));
    proto::Lot {
        index: id.0,
        office: row.office.0,
        receipt_number: row.receipt_number,
        fund: row.fund.0,
        item: row.item.0,
        store: row.store.0,
        numbers: Some(money::range(row.numbers)),
        unit_value: (!row.unit_value.is_zero()).then(|| money::money(view, row.unit_value)),
        basis: row.basis.number(),
        evidence: Some(money::evidence(&row.evidence)),
        donor: row.donor.map_or(0, |donor| donor.0),
        campaign: row.campaign.map_or(0, |campaign| campaign.0),
        pledge: fulfilled.map_or(0, |part| part.pledge.0),
        fulfilled_units: fulfilled.map_or(0, |part| part.count.count()),
        booking_date: Some(money::date(row.booking_date)),
        recorded_at: Some(money::timestamp(row.recorded_at)),
        recorded_by: row.recorded_by.0,
        appraisals: row.appraisals.iter().map(|index| index.0).collect(),
        last_change: row.last_change.0,
    }
}

/// Where the units of a lot are, by standing.
fn stock_of(view: &View<'_>, row: &Lot) -> Stock {
    let mut stock = Stock::default();
    for (units, place) in view.views.stock().segments_over(row.numbers) {
        let held = match place {
            StockPlace::Free => &mut stock.free,
            StockPlace::Unappraised(_) => &mut stock.unappraised,
            StockPlace::InKit(_) => &mut stock.in_kits,
            StockPlace::HandedOver(_) => &mut stock.handed_over,
        };
        held.count = held.count.saturating_add(units.count());
        held.value = held.value.saturating_add(units.count().saturating_mul(row.unit_value.count()));
    }
    stock
}

/// `GetKit`.
///
/// # Errors
/// [`ReadError::NotFound`].
pub fn kit(view: View<'_>, ask: proto::GetKitRequest) -> Result<proto::GetKitResponse, ReadError> {
    let proto::GetKitRequest { kit } = ask;
    let row = view.views.kits().at(KitId(kit)).ok_or(ReadError::NotFound { what: "kit", index: kit })?;
    Ok(proto::GetKitResponse { kit: Some(kit_message(&view, KitId(kit), row)), head: Some(view.head()) })
}

/// `ListKits`, all or those of an office, of a design, that stand so.
///
/// # Errors
/// [`ReadError::BadToken`].
pub fn kits(view: View<'_>, ask: proto::ListKitsRequest) -> Result<proto::ListKitsResponse, ReadError> {
    let proto::ListKitsRequest { page_size, page_token, office, design, standing } = ask;
    let filters = [office, design, u64::from(standing.unsigned_abs())];
    let page = Page::new("ListKits", &filters, page_size, &page_token)?;
    if proto::KitStanding::try_from(standing).is_err() {
        return Err(ReadError::Missing { field: "standing" });
    }
    let wanted = |row: &Kit| {
        (office == 0 || row.office.0 == office)
            && (design == 0 || row.design.0 == design)
            && (standing == 0 || i32::from(kit_standing(row.standing).0) == standing)
    };
    let found = view.views.kits().after(after(page.after, KitId)).filter(|(_, row)| wanted(row));
    let (rows, next_page_token) = page.cut(found, |(id, _)| key(id.0));
    let kits = rows.into_iter().map(|(id, row)| kit_message(&view, id, row)).collect();
    Ok(proto::ListKitsResponse { kits, next_page_token, head: Some(view.head()) })
}

fn kit_message(view: &View<'_>, id: KitId, row: &Kit) -> proto::Kit {
    let (standing, grant) = kit_standing(row.standing);
    let units = row.units.as_slice();
    let value = units.iter().fold(0, |sum: u64, range| sum.saturating_add(value(view, *range)));
    proto::Kit {
        index: id.0,
        design: row.design.0,
        office: row.office.0,
        standing: i32::from(standing),
        grant,
        units: units.iter().copied().map(money::range).collect(),
        value: Some(money::money(view, amount(value))),
        handed_over_at: row.handed_over_at.map_or(0, |index| index.0),
        evidence: row.evidence.as_ref().map(money::evidence),
        last_change: row.last_change.0,
    }
}

/// How a kit stands, and for which grant.
pub(super) const fn kit_standing(standing: KitStanding) -> (proto::KitStanding, u64) {
    match standing {
        KitStanding::Ready => (proto::KitStanding::Ready, 0),
        KitStanding::Reserved(grant) => (proto::KitStanding::Reserved, grant.0),
        KitStanding::HandedOver(grant) => (proto::KitStanding::HandedOver, grant.0),
        KitStanding::Dissolved => (proto::KitStanding::Dissolved, 0),
    }
}

/// What units are worth, each by the lot that it came with.
pub(super) fn value(view: &View<'_>, units: Range) -> u64 {
    let worth = |(lot, part): (LotId, Range)| {
        view.views.lots().at(lot).map_or(0, |lot| lot.unit_value.count().saturating_mul(part.count()))
    };
    view.views.lots_over(units).map(worth).fold(0, u64::saturating_add)
}

pub(super) fn amount(value: u64) -> Amount {
    Amount::new(value).unwrap_or(Amount::MAX)
}

/// `GetStock`, all or that of a store or an item.
///
/// # Errors
/// [`ReadError::BadToken`].
pub fn stock(view: View<'_>, ask: proto::GetStockRequest) -> Result<proto::GetStockResponse, ReadError> {
    let proto::GetStockRequest { page_size, page_token, store, item } = ask;
    let page = Page::new("GetStock", &[store, item], page_size, &page_token)?;
    let seen = page.after.map(|[store, item, _]| (AccountId(store), ItemId(item)));
    let wanted = |at: &(AccountId, ItemId)| {
        seen.is_none_or(|seen| *at > seen) && (store == 0 || at.0.0 == store) && (item == 0 || at.1.0 == item)
    };
    let found = view.views.stock_by_store().into_iter().filter(|(at, _)| wanted(at));
    let (rows, next_page_token) = page.cut(found, |((store, item), _)| [store.0, item.0, 0]);
    let rows = rows.into_iter().map(|((store, item), stock)| proto::StockRow {
        store: store.0,
        item: item.0,
        stock: Some(stock_message(&view, &stock)),
    });
    Ok(proto::GetStockResponse { rows: rows.collect(), next_page_token, head: Some(view.head()) })
}

fn stock_message(view: &View<'_>, stock: &Stock) -> proto::Stock {
    let Stock { free, unappraised, in_kits, handed_over } = stock;
    let held =
        |held: &Held| Some(proto::Held { units: held.count, value: Some(money::money(view, amount(held.value))) });
    proto::Stock {
        free: held(free),
        unappraised: held(unappraised),
        in_kits: held(in_kits),
        handed_over: held(handed_over),
    }
}
