//! Where a gift in kind went, and whose gifts a kit was put together from.

use super::goods::{amount, kit_standing, value};
use super::page::Page;
use super::traces::{after_range, range_key};
use super::{ReadError, View, money};
use crate::proto::ledger::v1 as proto;
use ledger_core::ids::{GrantId, KitId, LotId};
use ledger_core::place::StockPlace;
use ledger_core::ranges::Range;

/// `TraceLot`: where the units of a lot are now.
///
/// # Errors
/// [`ReadError::NotFound`], [`ReadError::BadToken`].
pub fn lot(view: View<'_>, ask: proto::TraceLotRequest) -> Result<proto::TraceLotResponse, ReadError> {
    let proto::TraceLotRequest { page_size, page_token, lot } = ask;
    let page = Page::new("TraceLot", &[lot], page_size, &page_token)?;
    let row = view.views.lots().at(LotId(lot)).ok_or(ReadError::NotFound { what: "lot", index: lot })?;
    let left = rest(row.numbers, after_range(page.after));
    let found = left.into_iter().flat_map(|numbers| view.views.stock().segments_over(numbers));
    let (rows, next_page_token) = page.cut(found, |(range, _)| range_key(*range));
    let parts = rows.into_iter().map(|(range, place)| traced(&view, range, place)).collect();
    Ok(proto::TraceLotResponse { parts, next_page_token, head: Some(view.head()) })
}

/// What of the numbers comes after those that were seen.
fn rest(numbers: Range, seen: Option<Range>) -> Option<Range> {
    let start = seen.map_or(numbers.start(), |seen| seen.end().max(numbers.start()));
    Range::new(numbers.series(), start, numbers.end().checked_sub(start)?)
}

fn traced(view: &View<'_>, range: Range, place: StockPlace) -> proto::TracedUnits {
    let of_grant = |grant: GrantId| view.views.grant(grant).and_then(|row| row.kit);
    let (standing, kit) = match place {
        StockPlace::Free => (proto::StockStanding::Free, None),
        StockPlace::Unappraised(_) => (proto::StockStanding::Unappraised, None),
        StockPlace::InKit(kit) => (proto::StockStanding::InKit, Some(kit)),
        StockPlace::HandedOver(grant) => (proto::StockStanding::HandedOver, of_grant(grant)),
    };
    let row = kit.and_then(|kit| view.views.kits().at(kit));
    proto::TracedUnits {
        numbers: Some(money::range(range)),
        standing: i32::from(standing),
        kit: kit.map_or(0, |kit| kit.0),
        grant: row.map_or(0, |row| kit_standing(row.standing).1),
        handed_over_at: row.and_then(|row| row.handed_over_at).map_or(0, |index| index.0),
    }
}

/// `TraceKit`: the lots that the units of a kit came with.
///
/// # Errors
/// [`ReadError::NotFound`], [`ReadError::BadToken`].
pub fn kit(view: View<'_>, ask: proto::TraceKitRequest) -> Result<proto::TraceKitResponse, ReadError> {
    let proto::TraceKitRequest { page_size, page_token, kit } = ask;
    let page = Page::new("TraceKit", &[kit], page_size, &page_token)?;
    let row = view.views.kits().at(KitId(kit)).ok_or(ReadError::NotFound { what: "kit", index: kit })?;
    let mut parts: Vec<(LotId, Range)> =
        row.units.as_slice().iter().flat_map(|units| view.views.lots_over(*units)).collect();
    parts.sort_unstable_by_key(|(_, range)| *range);
    let seen = after_range(page.after);
    let found = parts.into_iter().filter(|(_, range)| seen.is_none_or(|seen| *range > seen));
    let (rows, next_page_token) = page.cut(found, |(_, range)| range_key(*range));
    let contributions = rows.into_iter().map(|(lot, range)| contributed(&view, lot, range)).collect();
    Ok(proto::TraceKitResponse { contributions, next_page_token, head: Some(view.head()) })
}

fn contributed(view: &View<'_>, lot: LotId, range: Range) -> proto::ContributedUnits {
    let row = view.views.lots().at(lot);
    proto::ContributedUnits {
        lot: lot.0,
        numbers: Some(money::range(range)),
        item: row.map_or(0, |row| row.item.0),
        value: Some(money::money(view, amount(value(view, range)))),
        donor: row.and_then(|row| row.donor).map_or(0, |donor| donor.0),
    }
}
