//! Receipts: money in hand, with a number, in the fund of its donor's wish.

use crate::command::RecordReceipt;
use crate::decide::Draft;
use crate::event::{
    AccountKind, Channel, ClassKind, Entry, Event, FundOpened, ReceiptRecorded, Restriction, SeriesOpened,
};
use crate::ids::{AccountId, FundId, Index, OfficeId, ReceiptId, SeriesId};
use crate::money::Amount;
use crate::past::{Fault, Past, Unreadable};
use crate::ranges::Range;
use crate::rejection::Rejection;
use crate::role::Role;
use crate::rules::programme::day_number;
use crate::rules::{account, area, campaign, class, donor, goods, office, pledge, programme};
use crate::state::{PaymentKey, State};
use crate::time::{Day, FiscalYear};

/// Resolves fund and series, opening them on the way if this is their first receipt; picks the receipt number
/// and the next numbers of the series.
pub(super) fn choose<P: Past + ?Sized>(draft: &mut Draft<'_, P>, ask: &RecordReceipt) -> Result<Event, Fault> {
    draft.may_ask(Role::Receiver, Some(ask.office))?;
    // Before the year is looked up: a date outside the calendar has none.
    let booking_date = ask.booking_date.unwrap_or(draft.day());
    let year = fiscal_year(booking_date, draft.day())?;
    let fund = match ask.pledge {
        Some(pledge) => pledge::fund_for(draft.state(), pledge, None)?,
        None => {
            let restriction = campaign::resolve(draft.state(), ask.campaign, ask.restriction)?;
            fund_for(draft, FundOpened { restriction, source: ask.source, item: None })?
        }
    };
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
        campaign: ask.campaign,
        pledge: pledge::part_of(draft.state(), ask.pledge, ask.amount)?,
    }))
}

pub(super) fn too_much(amount: Amount) -> Rejection {
    if amount.is_zero() { Rejection::NothingAsked {} } else { Rejection::AmountTooLarge { asked: amount.count() } }
}

pub(super) fn fund_for<P: Past + ?Sized>(draft: &mut Draft<'_, P>, wanted: FundOpened) -> Result<FundId, Fault> {
    match draft.state().fund_of.at(&wanted) {
        Some(fund) => Ok(*fund),
        None => Ok(FundId(draft.push_opening(Event::FundOpened(wanted))?.0)),
    }
}

pub(super) fn series_for<P: Past + ?Sized>(
    draft: &mut Draft<'_, P>,
    fund: FundId,
    account: AccountId,
) -> Result<SeriesId, Fault> {
    match draft.state().series_of.at(&(fund, account)) {
        Some(series) => Ok(*series),
        None => Ok(SeriesId(draft.push_opening(Event::SeriesOpened(SeriesOpened { fund, account }))?.0)),
    }
}

pub(super) fn next_number(state: &State, office: OfficeId, year: FiscalYear) -> u64 {
    state.receipt_counts.at(&(office, year)).copied().unwrap_or(0).saturating_add(1)
}

/// The fiscal year of a booking date that is not later than today.
pub(super) fn fiscal_year(booking_date: Day, today: Day) -> Result<FiscalYear, Rejection> {
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
    event.item.map_or(Ok(()), |item| goods::item_exists(state, item))?;
    check_restriction(state, &event.restriction)
}

/// A restriction names what exists and is in force.
pub(super) fn check_restriction(state: &State, restriction: &Restriction) -> Result<(), Rejection> {
    let Restriction { programme, area, class, intent, spend_by: _ } = *restriction;
    programme.map_or(Ok(()), |wanted| programme::exists(state, wanted))?;
    area.map_or(Ok(()), |wanted| area::exists(state, wanted))?;
    class.map_or(Ok(()), |wanted| class::exists(state, wanted, ClassKind::Beneficiary))?;
    intent.map_or(Ok(()), |wanted| class::exists(state, wanted, ClassKind::Intent))
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
    let fund = state.funds.at(&event.fund).ok_or(Rejection::UnknownFund { fund: event.fund.0 })?;
    account::exists(state, event.account)?;
    let is_store = state.accounts.at(&event.account).is_some_and(|row| row.kind == AccountKind::Store);
    if is_store == fund.item.is_some() { Ok(()) } else { Err(Rejection::WrongAccountKind { account: event.account.0 }) }
}

pub(super) fn apply_series(state: &mut State, index: u64, event: SeriesOpened) {
    // Units of goods have a partition of their own: they never are a sum of money.
    if state.funds.at(&event.fund).is_some_and(|fund| fund.item.is_some()) {
        state.stock.open(SeriesId(index), event.fund, event.account);
    } else {
        state.partition.open(SeriesId(index), event.fund, event.account);
    }
    state.series_of.set((event.fund, event.account), SeriesId(index));
}

pub(super) fn check<P: Past + ?Sized>(
    state: &State,
    entry: &Entry,
    event: &ReceiptRecorded,
    past: &P,
) -> Result<(), Fault> {
    office::exists(state, event.office)?;
    check_numbers(state, event.numbers)?;
    let unknown = Rejection::UnknownSeries { series: event.numbers.series().0 };
    let id = state.partition.series(event.numbers.series()).ok_or(unknown)?.fund;
    let fund = state.funds.at(&id).ok_or(unknown)?;
    donor::check_source(state, event.donor, fund.source)?;
    campaign::check_answer(state, event.campaign, event.booking_date, &fund.restriction)?;
    pledge::check_part(state, event.pledge, id, Amount::new(event.numbers.count()).unwrap_or(Amount::MAX))?;
    check_payment(state, event, past)?;
    Ok(check_number(state, entry, event.office, event.booking_date, event.receipt_number)?)
}

/// Receipts of money and of goods share one sequence of numbers, gapless per office and year.
pub(super) fn check_number(
    state: &State,
    entry: &Entry,
    office: OfficeId,
    booking_date: Day,
    found: u64,
) -> Result<(), Rejection> {
    let year = fiscal_year(booking_date, state.day(entry.recorded_at))?;
    let next = next_number(state, office, year);
    if found == next { Ok(()) } else { Err(Rejection::ReceiptNumberGap { next, found }) }
}

pub(super) fn note_number(state: &mut State, office: OfficeId, booking_date: Day, number: u64) {
    if let Ok(year) = FiscalYear::of(booking_date) {
        state.receipt_counts.set((office, year), number);
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
fn check_payment<P: Past + ?Sized>(state: &State, event: &ReceiptRecorded, past: &P) -> Result<(), Fault> {
    let needed = match event.channel {
        Channel::Portal | Channel::Card | Channel::Transfer => true,
        Channel::Box | Channel::CashDesk => false,
    };
    if needed != event.payment.is_some() {
        return Err(Rejection::PaymentMismatch { needed: u64::from(needed) }.into());
    }
    let (Some(payment), Some(amount)) = (&event.payment, Amount::new(event.numbers.count())) else { return Ok(()) };
    let key = (event.channel, payment, amount);
    let is = |found: &PaymentKey| (found.0, &found.1, found.2) == key;
    let read = |at| Ok::<_, Unreadable>(past.entry(at)?.as_ref().and_then(payment_of));
    match state.payments.find(&key, is, read)? {
        Some(receipt) => Err(Rejection::PaymentAlreadyRecorded { receipt: receipt.0 }.into()),
        None => Ok(()),
    }
}

fn payment_key(event: &ReceiptRecorded) -> Option<PaymentKey> {
    Some((event.channel, event.payment.clone()?, Amount::new(event.numbers.count())?))
}

/// The payment that an earlier entry recorded.
fn payment_of(entry: &Entry) -> Option<PaymentKey> {
    if let Event::ReceiptRecorded(recorded) = &entry.event { payment_key(recorded) } else { None }
}

pub(super) fn apply(state: &mut State, index: u64, event: &ReceiptRecorded) {
    state.partition.extend(event.numbers);
    note_number(state, event.office, event.booking_date, event.receipt_number);
    let count = Amount::new(event.numbers.count()).unwrap_or(Amount::MAX);
    pledge::apply_part(state, ReceiptId(index), event.pledge, count);
    if let Some(key) = payment_key(event) {
        state.payments.note(key, Index(index));
    }
}
