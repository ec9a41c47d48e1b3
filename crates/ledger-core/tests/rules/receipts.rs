//! Rules 3, 6 and 22: money comes in once, with a number, and is taken back only where it is free.

use crate::ask::{ANYTHING, MISTAKE, cash, for_area, payment, reverse, rials};
use crate::book::{Book, TODAY};
use ledger_core::command::{Command, RecordReceipt};
use ledger_core::event::{Channel, Event, ReceiptRecorded, ReceiptReversed, SeriesOpened, Source};
use ledger_core::ids::{AccountId, AreaId, DonorId, FundId, ReceiptId, SeriesId};
use ledger_core::money::Amount;
use ledger_core::place::Place;
use ledger_core::ranges::{Range, Ranges};
use ledger_core::rejection::Rejection;
use ledger_core::rule::Rule;
use ledger_core::time::Day;

pub const REFUSED: &[fn()] = &[
    a_receipt_of_nothing_is_refused,
    a_series_cannot_number_more_than_an_amount_holds,
    a_payment_is_recorded_once_for_ever,
    a_bank_transfer_names_its_payment_and_a_cash_desk_has_none,
    a_receipt_is_not_booked_tomorrow_nor_before_the_calendar,
    state_credit_comes_from_a_line_of_state_credit_and_from_nobody_else,
    a_receipt_names_only_what_exists,
    a_receipt_is_not_reversed_beyond_the_whole,
    a_receipt_in_use_has_to_be_recalled_first,
    a_reversal_of_nothing_is_refused,
    what_was_never_received_cannot_be_reversed,
];

pub const FORGED: &[fn()] = &[
    a_forged_receipt_number_leaves_no_gap,
    a_forged_receipt_does_not_take_numbers_of_another,
    a_forged_receipt_does_not_record_a_payment_again,
    a_forged_series_is_not_opened_twice,
    a_forged_reversal_takes_only_numbers_of_its_receipt,
    a_forged_reversal_takes_only_what_is_free,
    a_forged_reversal_does_not_exceed_what_is_left,
];

fn record(book: &mut Book, ask: RecordReceipt) -> u64 {
    book.does(book.w.receiver, Command::RecordReceipt(ask))
}

fn refused(book: &mut Book, ask: RecordReceipt) -> Rejection {
    book.refuses(book.w.receiver, Command::RecordReceipt(ask))
}

fn recorded(book: &Book, receipt: u64) -> &ReceiptRecorded {
    let Event::ReceiptRecorded(recorded) = &book.entry(receipt).event else { panic!("not a receipt") };
    recorded
}

fn transfer(book: &Book, reference: &str) -> RecordReceipt {
    RecordReceipt { channel: Channel::Transfer, payment: Some(payment(reference, TODAY)), ..cash(book, 100) }
}

#[test]
fn receipts_are_numbered_without_gaps_per_office_and_fiscal_year() {
    let mut book = Book::ready();
    let nowruz = crate::ask::year_1404().first_day();
    let before = nowruz.checked_add_days(-1);
    let asks = [
        (book.w.national, None, 1),
        (book.w.qom, None, 1),
        (book.w.national, None, 2),
        (book.w.national, before, 1),
        (book.w.national, Some(nowruz), 3),
        (book.w.national, before, 2),
    ];
    for (office, booking_date, number) in asks {
        let ask = RecordReceipt { office, booking_date, ..cash(&book, 10) };
        let receipt = record(&mut book, ask);
        assert_eq!(recorded(&book, receipt).receipt_number, number);
    }
}

#[test]
fn a_refused_receipt_uses_up_no_number() {
    let mut book = Book::ready();
    let first = book.receives(10, ANYTHING);
    let tomorrow = TODAY.checked_add_days(1);
    let ask = RecordReceipt { booking_date: tomorrow, ..cash(&book, 10) };
    refused(&mut book, ask);
    let second = book.receives(10, ANYTHING);
    assert_eq!([first, second].map(|receipt| recorded(&book, receipt).receipt_number), [1, 2]);
}

#[test]
fn gifts_of_one_wish_are_numbered_in_one_fund_by_account() {
    let mut book = Book::ready();
    let first = book.receives(100, ANYTHING);
    let second = book.receives(50, ANYTHING);
    let ask = RecordReceipt { account: book.w.treasury, ..cash(&book, 20) };
    let elsewhere = record(&mut book, ask);
    assert_eq!(book.fund_of(first), book.fund_of(elsewhere));
    assert_eq!(recorded(&book, second).numbers.start(), 100);
    assert_eq!(recorded(&book, elsewhere).numbers.start(), 0);
    let for_qom = book.receives(5, for_area(book.w.qom_area));
    assert_ne!(book.fund_of(first), book.fund_of(for_qom));
}

#[test]
fn a_receipt_of_nothing_is_refused() {
    let mut book = Book::ready();
    assert_eq!(refused(&mut book.clone(), cash(&book, 0)), Rejection::NothingAsked {});
    assert!(book.state.partition().all_series().next().is_none(), "no fund is left behind");
    book.receives(1, ANYTHING);
    assert_eq!(refused(&mut book.clone(), cash(&book, 0)), Rejection::NothingAsked {});
}

#[test]
fn a_series_cannot_number_more_than_an_amount_holds() {
    let mut book = Book::ready();
    book.receives(Amount::MAX.count(), ANYTHING);
    let ask = cash(&book, 1);
    assert_eq!(refused(&mut book, ask), Rejection::AmountTooLarge { asked: 1 });
    book.receives(1, for_area(book.w.qom_area));
}

#[test]
fn a_payment_is_recorded_once_for_ever() {
    let mut book = Book::ready();
    let ask = transfer(&book, "RRN-1");
    let receipt = record(&mut book, ask.clone());
    let again = Rejection::PaymentAlreadyRecorded { receipt };
    assert_eq!(refused(&mut book, ask.clone()), again);
    let elsewhere = RecordReceipt { office: book.w.qom, account: book.w.treasury, ..ask.clone() };
    assert_eq!(refused(&mut book, elsewhere), again);
    book.does(book.w.approver, reverse(receipt, None));
    assert_eq!(refused(&mut book, ask.clone()), again, "not even once it was reversed");
    book.days_pass(400);
    assert_eq!(refused(&mut book, ask), again, "and not in another year");
}

#[test]
fn payments_that_differ_in_any_part_are_different_payments() {
    let mut book = Book::ready();
    let first = transfer(&book, "RRN-1");
    let yesterday = TODAY.checked_add_days(-1).unwrap();
    let others = [
        transfer(&book, "RRN-2"),
        RecordReceipt { amount: rials(101), ..first.clone() },
        RecordReceipt { channel: Channel::Card, ..first.clone() },
        RecordReceipt { payment: Some(payment("RRN-1", yesterday)), ..first.clone() },
    ];
    record(&mut book, first);
    for other in others {
        record(&mut book, other);
    }
}

#[test]
fn a_bank_transfer_names_its_payment_and_a_cash_desk_has_none() {
    let mut book = Book::ready();
    for channel in [Channel::Portal, Channel::Card, Channel::Transfer] {
        let ask = RecordReceipt { channel, ..cash(&book, 10) };
        assert_eq!(refused(&mut book, ask), Rejection::PaymentMismatch { needed: 1 });
    }
    for channel in [Channel::Box, Channel::CashDesk] {
        let ask = RecordReceipt { channel, ..transfer(&book, "RRN-1") };
        assert_eq!(refused(&mut book, ask), Rejection::PaymentMismatch { needed: 0 });
    }
}

#[test]
fn a_receipt_is_not_booked_tomorrow_nor_before_the_calendar() {
    let mut book = Book::ready();
    let tomorrow = TODAY.checked_add_days(1);
    let ask = RecordReceipt { booking_date: tomorrow, ..cash(&book, 10) };
    let today = 20_381;
    assert_eq!(refused(&mut book, ask), Rejection::BookingDateImpossible { asked: 20_382, today });
    let ask = RecordReceipt { booking_date: Some(Day::from_epoch_days(-1_000_000)), ..cash(&book, 10) };
    assert_eq!(refused(&mut book, ask), Rejection::BookingDateImpossible { asked: 0, today });
}

#[test]
fn state_credit_comes_from_a_line_of_state_credit_and_from_nobody_else() {
    let mut book = Book::ready();
    let (donor, state_credit) = (book.w.donor, book.w.state_credit);
    let mismatches = [
        (Source::StateCredit, None),
        (Source::StateCredit, Some(donor)),
        (Source::PublicDonation, Some(state_credit)),
        (Source::Company, Some(state_credit)),
    ];
    for (source, donor) in mismatches {
        let ask = RecordReceipt { source, donor, ..cash(&book, 10) };
        assert_eq!(refused(&mut book, ask), Rejection::SourceMismatch { source: source as u64 });
    }
    let ask = RecordReceipt { source: Source::StateCredit, donor: Some(state_credit), ..cash(&book, 10) };
    record(&mut book, ask);
}

#[test]
fn a_receipt_names_only_what_exists() {
    let mut book = Book::ready();
    let ask = cash(&book, 10);
    let nowhere = 9_999;
    let cases = [
        (RecordReceipt { donor: Some(DonorId(nowhere)), ..ask.clone() }, Rejection::UnknownDonor { donor: nowhere }),
        (RecordReceipt { account: AccountId(nowhere), ..ask.clone() }, Rejection::UnknownAccount { account: nowhere }),
        (RecordReceipt { restriction: for_area(AreaId(nowhere)), ..ask }, Rejection::UnknownArea { area: nowhere }),
    ];
    for (ask, expected) in cases {
        assert_eq!(refused(&mut book, ask), expected);
    }
}

#[test]
fn a_reversal_takes_the_highest_free_numbers_of_its_receipt() {
    let mut book = Book::ready();
    book.receives(100, ANYTHING);
    let receipt = book.receives(50, ANYTHING);
    book.receives(100, ANYTHING);
    let first = book.does(book.w.approver, reverse(receipt, Some(20)));
    let series = recorded(&book, receipt).numbers.series();
    assert_eq!(book.numbers_of(first).as_slice(), [Range::new(series, 130, 20).unwrap()]);
    let rest = book.does(book.w.approver, reverse(receipt, None));
    assert_eq!(book.numbers_of(rest).as_slice(), [Range::new(series, 100, 30).unwrap()]);
    assert_eq!(book.state.partition().amount(Place::Voided(ReceiptId(receipt))), rials(50));
}

#[test]
fn a_receipt_is_not_reversed_beyond_the_whole() {
    let mut book = Book::ready();
    let receipt = book.receives(50, ANYTHING);
    book.receives(50, ANYTHING);
    let approver = book.w.approver;
    assert_eq!(book.refuses(approver, reverse(receipt, Some(51))), Rejection::ExceedsReceipt { left: 50, asked: 51 });
    book.does(approver, reverse(receipt, Some(30)));
    assert_eq!(book.refuses(approver, reverse(receipt, Some(21))), Rejection::ExceedsReceipt { left: 20, asked: 21 });
    book.does(approver, reverse(receipt, None));
    assert_eq!(book.refuses(approver, reverse(receipt, None)), Rejection::ExceedsReceipt { left: 0, asked: 0 });
}

#[test]
fn a_receipt_in_use_has_to_be_recalled_first() {
    let mut book = Book::ready();
    let receipt = book.receives(100, ANYTHING);
    book.gives(book.w.qom, book.w.dowry, 70);
    let approver = book.w.approver;
    assert_eq!(book.refuses(approver, reverse(receipt, None)), Rejection::ReceiptInUse { free: 30, asked: 100 });
    assert_eq!(book.refuses(approver, reverse(receipt, Some(31))), Rejection::ReceiptInUse { free: 30, asked: 31 });
    book.does(approver, reverse(receipt, Some(30)));
    assert_eq!(book.refuses(approver, reverse(receipt, Some(1))), Rejection::ReceiptInUse { free: 0, asked: 1 });
}

#[test]
fn a_reversal_of_nothing_is_refused() {
    let mut book = Book::ready();
    let receipt = book.receives(100, ANYTHING);
    assert_eq!(book.refuses(book.w.approver, reverse(receipt, Some(0))), Rejection::NothingAsked {});
}

#[test]
fn what_was_never_received_cannot_be_reversed() {
    let mut book = Book::ready();
    let approver = book.w.approver;
    for receipt in [book.w.bank.0, 9_999] {
        assert_eq!(book.refuses(approver, reverse(receipt, None)), Rejection::UnknownReceipt { receipt });
    }
}

#[test]
fn a_forged_receipt_number_leaves_no_gap() {
    let mut book = Book::ready();
    book.receives(100, ANYTHING);
    for found in [0, 1, 3, u64::MAX] {
        let command = Command::RecordReceipt(cash(&book, 10));
        let why = book.forges(book.w.receiver, command, |entry| {
            let Event::ReceiptRecorded(e) = &mut entry.event else { panic!("a receipt") };
            e.receipt_number = found;
        });
        assert_eq!(why, Rejection::ReceiptNumberGap { next: 2, found });
        assert_eq!(why.rule(), Some(Rule::Rule6));
    }
}

#[test]
fn a_forged_receipt_does_not_take_numbers_of_another() {
    let mut book = Book::ready();
    let receipt = book.receives(100, ANYTHING);
    let series = recorded(&book, receipt).numbers.series();
    for start in [0, 99, 101] {
        let command = Command::RecordReceipt(cash(&book, 10));
        let why = book.forges(book.w.receiver, command, |entry| {
            let Event::ReceiptRecorded(e) = &mut entry.event else { panic!("a receipt") };
            e.numbers = Range::new(series, start, 10).unwrap();
        });
        assert_eq!(why, Rejection::NumbersNotNext { series: series.0, next: 100 });
        assert_eq!(why.rule(), Some(Rule::Rule8));
    }
    let why = book.forges(book.w.receiver, Command::RecordReceipt(cash(&book, 10)), |entry| {
        let Event::ReceiptRecorded(e) = &mut entry.event else { panic!("a receipt") };
        e.numbers = Range::new(SeriesId(9_999), 0, 10).unwrap();
    });
    assert_eq!(why, Rejection::UnknownSeries { series: 9_999 });
}

#[test]
fn a_forged_receipt_does_not_record_a_payment_again() {
    let mut book = Book::ready();
    let first = transfer(&book, "RRN-1");
    let receipt = record(&mut book, first);
    let why = book.forges(book.w.receiver, Command::RecordReceipt(transfer(&book, "RRN-2")), |entry| {
        let Event::ReceiptRecorded(e) = &mut entry.event else { panic!("a receipt") };
        e.payment = Some(payment("RRN-1", TODAY));
    });
    assert_eq!(why, Rejection::PaymentAlreadyRecorded { receipt });
    assert_eq!(why.rule(), Some(Rule::Rule6));
}

#[test]
fn a_forged_series_is_not_opened_twice() {
    let mut book = Book::ready();
    let receipt = book.receives(100, ANYTHING);
    let fund = book.fund_of(receipt);
    let holder = recorded(&book, receipt).numbers.series().0;
    let opened = SeriesOpened { fund, account: book.w.bank };
    let why = book.slips_in(book.w.receiver, Event::SeriesOpened(opened));
    assert_eq!(why, Rejection::ActBroken {}, "an act does not end with an opening");
    let mut act = book.drafted(
        book.w.receiver,
        Command::RecordReceipt(RecordReceipt { account: book.w.treasury, ..cash(&book, 10) }),
    );
    act.truncate(1);
    act[0].event = Event::SeriesOpened(opened);
    assert_eq!(book.breach(&act), Rejection::AlreadyOpen { holder });
    act[0].event = Event::SeriesOpened(SeriesOpened { fund: FundId(9_999), ..opened });
    assert_eq!(book.breach(&act), Rejection::UnknownFund { fund: 9_999 });
}

fn forged_reversal(book: &Book, receipt: u64, range: Range) -> Rejection {
    let event = ReceiptReversed { receipt: ReceiptId(receipt), ranges: Ranges::one(range), reason: MISTAKE };
    book.slips_in(book.w.approver, Event::ReceiptReversed(event))
}

#[test]
fn a_forged_reversal_takes_only_numbers_of_its_receipt() {
    let mut book = Book::ready();
    let receipt = book.receives(100, ANYTHING);
    book.receives(100, ANYTHING);
    let series = recorded(&book, receipt).numbers.series();
    for (start, count) in [(100, 10), (95, 10), (0, 200)] {
        let why = forged_reversal(&book, receipt, Range::new(series, start, count).unwrap());
        assert_eq!(why, Rejection::NotOfReceipt { receipt });
        assert_eq!(why.rule(), Some(Rule::Rule22));
    }
}

#[test]
fn a_forged_reversal_takes_only_what_is_free() {
    let mut book = Book::ready();
    let receipt = book.receives(100, ANYTHING);
    book.gives(book.w.qom, book.w.dowry, 70);
    let series = recorded(&book, receipt).numbers.series();
    let why = forged_reversal(&book, receipt, Range::new(series, 65, 10).unwrap());
    assert_eq!(why, Rejection::ReceiptInUse { free: 30, asked: 10 });
    assert_eq!(why.rule(), Some(Rule::Rule22));
}

#[test]
fn a_forged_reversal_does_not_exceed_what_is_left() {
    let mut book = Book::ready();
    let receipt = book.receives(100, ANYTHING);
    book.does(book.w.approver, reverse(receipt, Some(60)));
    let series = recorded(&book, receipt).numbers.series();
    let why = forged_reversal(&book, receipt, Range::new(series, 0, 100).unwrap());
    assert_eq!(why, Rejection::ExceedsReceipt { left: 40, asked: 100 });
    assert_eq!(why.rule(), Some(Rule::Rule22));
}
