//! Receipts: money in hand, with a number, in the fund of its donor's wish.

use crate::command::RecordReceipt;
use crate::decide::Draft;
use crate::event::{Channel, Entry, Event, ExternalPayment, FundOpened, ReceiptRecorded, SeriesOpened};
use crate::ids::{AccountId, FundId, OfficeId, ReceiptId, SeriesId};
use crate::money::Amount;
use crate::past::{Fault, Past};
use crate::ranges::Range;
use crate::rejection::Rejection;
use crate::role::Role;
use crate::rules::programme::day_number;
use crate::rules::{account, area, donor, office, programme};
use crate::state::State;
use crate::time::{Day, FiscalYear};

/// Resolves fund and series, opening them on the way if this is their first receipt; picks the receipt number
/// and the next numbers of the series.
pub(super) fn choose<P: Past + ?Sized>(draft: &mut Draft<'_, P>, ask: &RecordReceipt) -> Result<Event, Fault> {
    draft.may_ask(Role::Receiver, Some(ask.office))?;
    // Before the year is looked up: a date outside the calendar has none.
    let booking_date = ask.booking_date.unwrap_or(draft.day());
    let year = fiscal_year(booking_date, draft.day())?;
    let fund = fund_for(draft, FundOpened { restriction: ask.restriction, source: ask.source })?;
    let series = series_for(draft, fund, ask.account)?;
    let start = draft.state().partition.series(series).map_or(0, |row| row.numbered);
    let numbers = Range::new(series, start, ask.amount.count()).ok_or(too_much(ask.amount))?;
    Ok(Event::ReceiptRecorded(ReceiptRecorded {
        office: ask.office,
        receipt_number: next_number(draft.state(), ask.office, year),
        booking_date,
        value_date: ask.value_date,
        numbers,
        donor: ask.donor,
        channel: ask.channel,
        payment: ask.payment.clone(),
    }))
}

fn too_much(amount: Amount) -> Rejection {
    if amount.is_zero() { Rejection::NothingAsked {} } else { Rejection::AmountTooLarge { asked: amount.count() } }
}

fn fund_for<P: Past + ?Sized>(draft: &mut Draft<'_, P>, wanted: FundOpened) -> Result<FundId, Fault> {
    match draft.state().fund_of.at(&wanted) {
        Some(fund) => Ok(*fund),
        None => Ok(FundId(draft.push_opening(Event::FundOpened(wanted))?.0)),
    }
}

fn series_for<P: Past + ?Sized>(draft: &mut Draft<'_, P>, fund: FundId, account: AccountId) -> Result<SeriesId, Fault> {
    match draft.state().series_of.at(&(fund, account)) {
        Some(series) => Ok(*series),
        None => Ok(SeriesId(draft.push_opening(Event::SeriesOpened(SeriesOpened { fund, account }))?.0)),
    }
}

fn next_number(state: &State, office: OfficeId, year: FiscalYear) -> u64 {
    state.receipt_counts.at(&(office, year)).copied().unwrap_or(0).saturating_add(1)
}

/// The fiscal year of a booking date that is not later than today.
fn fiscal_year(booking_date: Day, today: Day) -> Result<FiscalYear, Rejection> {
    let impossible = Rejection::BookingDateImpossible { asked: day_number(booking_date), today: day_number(today) };
    if booking_date > today {
        return Err(impossible);
    }
    FiscalYear::of(booking_date).map_err(|_| impossible)
}

/// One fund for each restriction and source; the restriction names what exists.
pub(super) fn check_fund(state: &State, event: FundOpened) -> Result<(), Rejection> {
    if let Some(holder) = state.fund_of.at(&event) {
        return Err(Rejection::AlreadyOpen { holder: holder.0 });
    }
    if let Some(wanted) = event.restriction.programme {
        programme::exists(state, wanted)?;
    }
    event.restriction.area.map_or(Ok(()), |wanted| area::exists(state, wanted))
}

pub(super) fn apply_fund(state: &mut State, index: u64, event: FundOpened) {
    state.funds.set(FundId(index), event);
    state.fund_of.set(event, FundId(index));
}

/// One series for each fund and account.
pub(super) fn check_series(state: &State, event: SeriesOpened) -> Result<(), Rejection> {
    if let Some(holder) = state.series_of.at(&(event.fund, event.account)) {
        return Err(Rejection::AlreadyOpen { holder: holder.0 });
    }
    if !state.funds.has(&event.fund) {
        return Err(Rejection::UnknownFund { fund: event.fund.0 });
    }
    account::exists(state, event.account)
}

pub(super) fn apply_series(state: &mut State, index: u64, event: SeriesOpened) {
    state.partition.open(SeriesId(index), event.fund, event.account);
    state.series_of.set((event.fund, event.account), SeriesId(index));
}

pub(super) fn check(state: &State, entry: &Entry, event: &ReceiptRecorded) -> Result<(), Rejection> {
    office::exists(state, event.office)?;
    check_numbers(state, event.numbers)?;
    let fund = state.partition.series(event.numbers.series()).and_then(|series| state.funds.at(&series.fund));
    let source = fund.ok_or(Rejection::UnknownSeries { series: event.numbers.series().0 })?.source;
    donor::check_source(state, event.donor, source)?;
    check_payment(state, event)?;
    let year = fiscal_year(event.booking_date, state.day(entry.recorded_at))?;
    let next = next_number(state, event.office, year);
    if event.receipt_number == next {
        Ok(())
    } else {
        Err(Rejection::ReceiptNumberGap { next, found: event.receipt_number })
    }
}

/// A receipt occupies the next numbers of its series, no others.
fn check_numbers(state: &State, numbers: Range) -> Result<(), Rejection> {
    let id = numbers.series();
    let series = state.partition.series(id).ok_or(Rejection::UnknownSeries { series: id.0 })?;
    if numbers.start() == series.numbered {
        Ok(())
    } else {
        Err(Rejection::NumbersNotNext { series: id.0, next: series.numbered })
    }
}

/// Rule 6: what came through a bank or gateway names its payment there, and names it once, ever.
fn check_payment(state: &State, event: &ReceiptRecorded) -> Result<(), Rejection> {
    let needed = match event.channel {
        Channel::Portal | Channel::Card | Channel::Transfer => true,
        Channel::Box | Channel::CashDesk => false,
    };
    if needed != event.payment.is_some() {
        return Err(Rejection::PaymentMismatch { needed: u64::from(needed) });
    }
    match payment_key(event).and_then(|key| state.payments.at(&key)) {
        Some(receipt) => Err(Rejection::PaymentAlreadyRecorded { receipt: receipt.0 }),
        None => Ok(()),
    }
}

fn payment_key(event: &ReceiptRecorded) -> Option<(Channel, ExternalPayment, Amount)> {
    Some((event.channel, event.payment.clone()?, Amount::new(event.numbers.count())?))
}

pub(super) fn apply(state: &mut State, index: u64, event: &ReceiptRecorded) {
    state.partition.extend(event.numbers);
    if let Ok(year) = FiscalYear::of(event.booking_date) {
        state.receipt_counts.set((event.office, year), event.receipt_number);
    }
    if let Some(key) = payment_key(event) {
        state.payments.set(key, ReceiptId(index));
    }
}
