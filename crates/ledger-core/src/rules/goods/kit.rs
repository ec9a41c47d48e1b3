//! Kits: units of one store, as many of each item as the design's bill asks for. What a kit may be used for is what all
//! its lots admit.

use super::{catalogue, lot};
use crate::command::AssembleKit;
use crate::decide::Draft;
use crate::event::{BillRow, Entry, Event, FundOpened, KitAssembled, KitDissolved, Restriction};
use crate::ids::{AccountId, GrantId, Index, ItemId, KitId, LotId, OfficeId};
use crate::partition::Misplaced;
use crate::past::Past;
use crate::place::StockPlace;
use crate::ranges::{MOST_RANGES, Range, Ranges};
use crate::rejection::Rejection;
use crate::role::Role;
use crate::rules::money::{self, Use};
use crate::rules::{account, authority, office};
use crate::state::{Act, Kit, KitStanding, State};
use std::collections::BTreeMap;

/// Takes what the bill asks for: from the lots of the store that are named, else from all that it has and the use
/// admits, in the order of taking.
pub(in crate::rules) fn choose<P: Past + ?Sized>(draft: &Draft<'_, P>, ask: &AssembleKit) -> Result<Event, Rejection> {
    draft.may_ask(Role::CaseOfficer, Some(ask.office))?;
    let state = draft.state();
    account::exists(state, ask.store)?;
    draft.may_ask(Role::CaseOfficer, store_office(state, ask.store))?;
    let design = catalogue::design(state, ask.design)?;
    let aim = Use { office: ask.office, programme: design.programme, day: draft.day() };
    let mut units = Vec::new();
    for row in &design.bill {
        let candidates = candidates(state, ask, row.item, &aim)?;
        let taken = money::take(candidates.into_iter(), u64::from(row.quantity))?;
        units.extend_from_slice(taken.as_slice());
    }
    if units.len() > MOST_RANGES {
        return Err(Rejection::TooManyRanges { most: MOST_RANGES as u64 });
    }
    let units = Ranges::new(units).map_err(|_| Rejection::RangesUnsound {})?;
    Ok(Event::KitAssembled(KitAssembled { design: ask.design, office: ask.office, units }))
}

fn candidates(state: &State, ask: &AssembleKit, item: ItemId, aim: &Use) -> Result<Vec<Range>, Rejection> {
    if ask.lots.is_empty() {
        return Ok(in_store(state, ask.store, item, aim));
    }
    let mut found = Vec::new();
    for (place, id) in ask.lots.iter().enumerate() {
        let named_before = ask.lots.get(..place).is_some_and(|before| before.contains(id));
        if !named_before {
            found.extend(free_of_lot(state, ask.store, *id, item)?);
        }
    }
    Ok(found)
}

/// What is in stock of a lot that is named, if it is of this item.
fn free_of_lot(state: &State, store: AccountId, id: LotId, item: ItemId) -> Result<Vec<Range>, Rejection> {
    let lot = state.lots.at(&id).ok_or(Rejection::UnknownLot { lot: id.0 })?;
    if !lot.usable {
        return Err(Rejection::LotNotAppraised { lot: id.0 });
    }
    match store_of(state, lot.numbers) {
        Some(account) if account != store => return Err(Rejection::WrongCustody { account: account.0 }),
        Some(_) | None => {}
    }
    if lot::item_of(state, lot.numbers.series()) != Some(item) {
        return Ok(Vec::new());
    }
    let parts = state.stock.segments_over(lot.numbers);
    Ok(parts.filter(|(_, place)| *place == StockPlace::Free).map(|(part, _)| part).collect())
}

fn in_store(state: &State, store: AccountId, item: ItemId, aim: &Use) -> Vec<Range> {
    let fits = |fund: &crate::ids::FundId| {
        let row = state.funds.at(fund).filter(|row| row.item == Some(item));
        row.is_some_and(|row| money::admits(state, *fund, &row.restriction, aim).is_ok())
    };
    let mut found: Vec<Range> = state
        .series_of
        .iter()
        .filter(|((fund, account), _)| *account == store && fits(fund))
        .flat_map(|(_, series)| state.stock.held_in(StockPlace::Free, *series))
        .collect();
    found.sort_by_cached_key(|range| money::order_of_taking(state, *range));
    found
}

pub(in crate::rules) fn check(state: &State, entry: &Entry, event: &KitAssembled) -> Result<(), Rejection> {
    office::exists(state, event.office)?;
    let design = catalogue::design(state, event.design)?;
    let ranges = event.units.as_slice();
    ranges.iter().try_for_each(|range| state.stock.find(*range, StockPlace::Free).map_err(refusal))?;
    check_bill(state, &design.bill, ranges)?;
    let aim = Use { office: event.office, programme: design.programme, day: state.day(entry.recorded_at) };
    ranges.iter().try_for_each(|range| money::range_admits(state, *range, &aim))?;
    check_store(state, entry, ranges)?;
    intersection(state, ranges).map(|_| ())
}

fn refusal(misplaced: Misplaced<StockPlace>) -> Rejection {
    match misplaced {
        Misplaced::NoSeries(series) => Rejection::UnknownSeries { series: series.0 },
        Misplaced::Beyond { series, numbered } => Rejection::NumbersBeyondSeries { series: series.0, numbered },
        Misplaced::Elsewhere { place: StockPlace::Unappraised(lot), .. } => Rejection::LotNotAppraised { lot: lot.0 },
        Misplaced::Elsewhere { series, number, .. } => Rejection::NumbersNotThere { series: series.0, number },
    }
}

fn check_bill(state: &State, bill: &[BillRow], ranges: &[Range]) -> Result<(), Rejection> {
    let mut counts: BTreeMap<ItemId, u64> = BTreeMap::new();
    for range in ranges {
        let item = lot::item_of(state, range.series()).ok_or(Rejection::UnknownSeries { series: range.series().0 })?;
        let count = counts.entry(item).or_default();
        *count = count.saturating_add(range.count());
    }
    for BillRow { item, quantity } in bill {
        let (expected, found) = (u64::from(*quantity), counts.remove(item).unwrap_or(0));
        if expected != found {
            return Err(Rejection::BillMismatch { item: item.0, expected, found });
        }
    }
    match counts.first_key_value() {
        Some((item, found)) => Err(Rejection::BillMismatch { item: item.0, expected: 0, found: *found }),
        None => Ok(()),
    }
}

/// All units are in one store, and whoever takes them acts for the office that owns it: that its own office hands the
/// kit over is not enough.
fn check_store(state: &State, entry: &Entry, ranges: &[Range]) -> Result<(), Rejection> {
    let mut stores = ranges.iter().filter_map(|range| store_of(state, *range));
    let Some(first) = stores.next() else { return Ok(()) };
    if let Some(account) = stores.find(|account| *account != first) {
        return Err(Rejection::WrongCustody { account: account.0 });
    }
    store_office(state, first).map_or(Ok(()), |office| authority::covers(state, entry.principal, office))
}

fn store_of(state: &State, range: Range) -> Option<AccountId> {
    state.stock.series(range.series()).map(|row| row.account)
}

fn store_office(state: &State, store: AccountId) -> Option<OfficeId> {
    state.accounts.at(&store).map(|row| row.office)
}

/// What all of them admit: the restriction of the kit. Empty is refused.
fn intersection(state: &State, ranges: &[Range]) -> Result<Restriction, Rejection> {
    ranges.iter().try_fold(Restriction::default(), |kept, range| {
        let (_, FundOpened { restriction, .. }) = money::fund_of(state, *range)?;
        meet(state, &kept, restriction)
    })
}

fn meet(state: &State, left: &Restriction, right: &Restriction) -> Result<Restriction, Rejection> {
    Ok(Restriction {
        programme: same(1, left.programme, right.programme)?,
        area: narrower_area(state, left, right)?,
        class: same(3, left.class, right.class)?,
        intent: same(4, left.intent, right.intent)?,
        spend_by: left.spend_by.into_iter().chain(right.spend_by).min(),
    })
}

fn same<T: PartialEq>(dimension: u64, left: Option<T>, right: Option<T>) -> Result<Option<T>, Rejection> {
    match (left, right) {
        (Some(left), Some(right)) if left != right => Err(Rejection::RestrictionsDisjoint { dimension }),
        (left, right) => Ok(left.or(right)),
    }
}

fn narrower_area(
    state: &State,
    left: &Restriction,
    right: &Restriction,
) -> Result<Option<crate::ids::AreaId>, Rejection> {
    let (Some(one), Some(other)) = (left.area, right.area) else { return Ok(left.area.or(right.area)) };
    if state.area_holds(one, other) {
        Ok(Some(other))
    } else if state.area_holds(other, one) {
        Ok(Some(one))
    } else {
        Err(Rejection::RestrictionsDisjoint { dimension: 2 })
    }
}

pub(in crate::rules) fn apply(state: &mut State, entry: &Entry, event: &KitAssembled) {
    let id = KitId(entry.index.0);
    state.stock.shift(&event.units, StockPlace::InKit(id));
    let assembled = Act { by: entry.principal, at: entry.index };
    let row = Kit {
        design: event.design,
        office: event.office,
        standing: KitStanding::Ready,
        assembled,
        last_change: entry.index,
    };
    state.kits.set(id, row);
}

fn found(state: &State, id: KitId) -> Result<&Kit, Rejection> {
    state.kits.at(&id).ok_or(Rejection::UnknownKit { kit: id.0 })
}

/// The units of a kit that is still put together.
pub(in crate::rules) fn units_of(state: &State, kit: KitId) -> Result<Ranges, Rejection> {
    let units: Vec<Range> = state.stock.held(StockPlace::InKit(kit)).collect();
    Ranges::new(units).map_err(|_| Rejection::KitNotFree { kit: kit.0 })
}

/// A kit that a grant may have: put together, of this design, for this office, and nobody else's.
pub(in crate::rules) fn check_ready(
    state: &State,
    kit: KitId,
    design: crate::ids::KitDesignId,
    office: OfficeId,
    grant: Option<GrantId>,
) -> Result<(), Rejection> {
    let row = found(state, kit)?;
    if row.design != design || row.office != office {
        return Err(Rejection::WrongKit { kit: kit.0 });
    }
    let wanted = grant.map_or(KitStanding::Ready, KitStanding::Reserved);
    if row.standing == wanted { Ok(()) } else { Err(Rejection::KitNotFree { kit: kit.0 }) }
}

pub(in crate::rules) fn set_standing(state: &mut State, kit: KitId, standing: KitStanding, at: Index) {
    state.kits.change(&kit, |row| (row.standing, row.last_change) = (standing, at));
}

pub(in crate::rules) fn choose_dissolution<P: Past + ?Sized>(
    draft: &Draft<'_, P>,
    kit: KitId,
    last_change: Index,
) -> Result<Event, Rejection> {
    draft.may_ask(Role::CaseOfficer, draft.state().kits.at(&kit).map(|row| row.office))?;
    found(draft.state(), kit)?;
    let units = units_of(draft.state(), kit)?;
    Ok(Event::KitDissolved(KitDissolved { kit, last_change, units }))
}

/// Only a kit that nobody has is taken apart, and all of it.
pub(in crate::rules) fn check_dissolution(state: &State, event: &KitDissolved) -> Result<(), Rejection> {
    let row = found(state, event.kit)?;
    if row.standing != KitStanding::Ready {
        return Err(Rejection::KitNotFree { kit: event.kit.0 });
    }
    authority::unchanged(event.last_change, row.last_change)?;
    if units_of(state, event.kit)? == event.units { Ok(()) } else { Err(Rejection::RangesUnsound {}) }
}

pub(in crate::rules) fn apply_dissolution(state: &mut State, at: Index, event: &KitDissolved) {
    state.stock.shift(&event.units, StockPlace::Free);
    set_standing(state, event.kit, KitStanding::Dissolved, at);
}
