//! Lots: goods that came in together, with a number for each unit, a value and what it rests on (rule 7).

use super::catalogue::value_of_item;
use crate::command::RecordLot;
use crate::decide::Draft;
use crate::event::{Entry, Event, FundOpened, LotAppraised, LotReceived, ValuationBasis};
use crate::ids::{ItemId, LotId, ReceiptId, SeriesId};
use crate::money::Amount;
use crate::past::{Fault, Past};
use crate::place::StockPlace;
use crate::ranges::{Range, Ranges};
use crate::rejection::Rejection;
use crate::role::Role;
use crate::rules::{authority, campaign, donor, office, pledge, receipt};
use crate::state::{Act, Lot, State};

/// Resolves fund and series as a receipt of money does, in the store.
pub(in crate::rules) fn choose<P: Past + ?Sized>(draft: &mut Draft<'_, P>, ask: &RecordLot) -> Result<Event, Fault> {
    draft.may_ask(Role::Receiver, Some(ask.office))?;
    let booking_date = ask.booking_date.unwrap_or(draft.day());
    let year = receipt::fiscal_year(booking_date, draft.day())?;
    let fund = match ask.pledge {
        Some(pledge) => pledge::fund_for(draft.state(), pledge, Some(ask.item))?,
        None => {
            let restriction = campaign::resolve(draft.state(), ask.campaign, ask.restriction)?;
            receipt::fund_for(draft, FundOpened { restriction, source: ask.source, item: Some(ask.item) })?
        }
    };
    let series = receipt::series_for(draft, fund, ask.store)?;
    let state = draft.state();
    let start = state.stock.series(series).map_or(0, |row| row.numbered);
    let numbers = Range::new(series, start, ask.count.count()).ok_or(receipt::too_much(ask.count))?;
    Ok(Event::LotReceived(LotReceived {
        office: ask.office,
        receipt_number: receipt::next_number(state, ask.office, year),
        booking_date,
        numbers,
        unit_value: ask.unit_value,
        basis: ask.basis,
        evidence: ask.evidence.clone(),
        donor: ask.donor,
        campaign: ask.campaign,
        pledge: pledge::part_of(state, ask.pledge, ask.count)?,
    }))
}

pub(in crate::rules) fn check(state: &State, entry: &Entry, event: &LotReceived) -> Result<(), Rejection> {
    office::exists(state, event.office)?;
    let series = event.numbers.series();
    let unknown = Rejection::UnknownSeries { series: series.0 };
    let row = state.stock.series(series).ok_or(unknown)?;
    if event.numbers.start() != row.numbered {
        return Err(Rejection::NumbersNotNext { series: series.0, next: row.numbered });
    }
    let fund = state.funds.at(&row.fund).ok_or(unknown)?;
    value_of_item(state, fund.item.ok_or(unknown)?)?;
    donor::check_source(state, event.donor, fund.source)?;
    campaign::check_answer(state, event.campaign, event.booking_date, &fund.restriction)?;
    if event.unit_value.is_zero() != (event.basis == ValuationBasis::Nil) {
        return Err(Rejection::ValueMismatch { unit_value: event.unit_value.count() });
    }
    whole_value(event).ok_or(Rejection::AmountTooLarge { asked: event.numbers.count() })?;
    let count = Amount::new(event.numbers.count()).unwrap_or(Amount::MAX);
    pledge::check_part(state, event.pledge, row.fund, count)?;
    receipt::check_number(state, entry, event.office, event.booking_date, event.receipt_number)
}

/// What the lot is worth in all, if that is an amount.
fn whole_value(event: &LotReceived) -> Option<Amount> {
    Amount::new(event.unit_value.count().checked_mul(event.numbers.count())?)
}

pub(in crate::rules) fn apply(state: &mut State, entry: &Entry, event: &LotReceived) {
    let id = LotId(entry.index.0);
    state.stock.extend(event.numbers);
    receipt::note_number(state, event.office, event.booking_date, event.receipt_number);
    let usable = !is_above_catalogue(state, event);
    if !usable {
        state.stock.shift(&Ranges::one(event.numbers), StockPlace::Unappraised(id));
    }
    let recorded = Act { by: entry.principal, at: entry.index };
    let row = Lot { numbers: event.numbers, unit_value: event.unit_value, recorded, appraised: None, usable };
    state.lots.set(id, row);
    state.lot_at.set((event.numbers.series(), event.numbers.start()), id);
    // A lot is not taken back in this ruleset, but its part of the pledge is kept the same way.
    let count = Amount::new(event.numbers.count()).unwrap_or(Amount::MAX);
    pledge::apply_part(state, ReceiptId(entry.index.0), event.pledge, count);
}

/// A value above the catalogue's waits for two appraisers, whatever it rests on.
fn is_above_catalogue(state: &State, event: &LotReceived) -> bool {
    let value = item_of(state, event.numbers.series()).and_then(|item| state.items.at(&item));
    value.is_none_or(|catalogue| event.unit_value > *catalogue)
}

/// The item whose units the series numbers.
pub(super) fn item_of(state: &State, series: SeriesId) -> Option<ItemId> {
    state.funds.at(&state.stock.series(series)?.fund)?.item
}

/// An appraiser is none of those who stand there already.
pub(in crate::rules) fn check_appraisal(state: &State, entry: &Entry, event: LotAppraised) -> Result<(), Rejection> {
    let row = state.lots.at(&event.lot).ok_or(Rejection::UnknownLot { lot: event.lot.0 })?;
    if row.usable {
        return Err(Rejection::AlreadyConfirmed { object: event.lot.0 });
    }
    let hands: Vec<Act> = [Some(row.recorded), row.appraised].into_iter().flatten().collect();
    authority::unchanged(event.last_change, hands.last().map_or(row.recorded.at, |act| act.at))?;
    authority::distinct(state, entry, &hands)
}

/// The first appraisal is noted; the second sets the units free.
pub(in crate::rules) fn apply_appraisal(state: &mut State, entry: &Entry, event: LotAppraised) {
    let Some(row) = state.lots.at(&event.lot).copied() else { return };
    if row.appraised.is_some() {
        state.stock.shift(&Ranges::one(row.numbers), StockPlace::Free);
    }
    let act = Act { by: entry.principal, at: entry.index };
    state.lots.change(&event.lot, |lot| {
        lot.usable = lot.appraised.is_some();
        lot.appraised = Some(act);
    });
}

/// What the units of a range are worth: each by the lot that it came with.
pub(in crate::rules) fn value_of(state: &State, range: Range) -> u64 {
    let series = range.series();
    let first = state.lot_at.range((series, 0)..=(series, range.start())).next_back().map_or(0, |((_, at), _)| *at);
    let lots = state.lot_at.range((series, first)..(series, range.end())).filter_map(|(_, id)| state.lots.at(id));
    lots.filter_map(|lot| Some(lot.numbers.overlap(range)?.count().saturating_mul(lot.unit_value.count())))
        .fold(0, u64::saturating_add)
}
