//! What holds whatever happens.

use super::Book;
use crate::event::{Event, Reason, ReceiptReversed};
use crate::ids::{AllotmentId, GrantId, Index, LineId, ReceiptId};
use crate::partition::Series;
use crate::place::{Place, Standing};
use crate::postings::{Layer, LedgerAccount as To};
use crate::ranges::{Range, Ranges};
use crate::views::{Object, Stage, Standings};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// One thing that may happen, if it can: which, to whom, how much.
type Chance = (u8, usize, u64);

/// Lets `chances` happen to a book, as far as each can.
fn live(chances: &[Chance]) -> Book {
    let mut book = Book::new();
    for (kind, whom, amount) in chances {
        match kind % 16 {
            0..=2 => {
                book.receive(book.series[whom % 3], *amount);
            }
            3 => reverse(&mut book, *whom, *amount),
            4..=6 => allot(&mut book, *whom, *amount),
            7..=9 => notify(&mut book, *whom),
            10..=12 => secure(&mut book, *whom, *amount),
            // Several steps at once, or hardly any grant would come as far as the bank.
            13 | 14 => (0..amount % 6).for_each(|step| {
                advance(&mut book, *whom, amount + step);
                assert_holds_together(&book);
            }),
            _ => cancel(&mut book, *whom),
        }
        assert_holds_together(&book);
    }
    book
}

fn reverse(book: &mut Book, whom: usize, amount: u64) {
    let receipts: Vec<_> = book.views.receipts(None).collect();
    let Some(receipt) = receipts.get(whom % receipts.len().max(1)) else {
        return;
    };
    let free = book.views.trace_receipt(receipt.id, None).filter(|part| part.place == Place::Free).last();
    if let Some(range) = free.map(|part| part.range) {
        let count = amount.min(range.count());
        let top = Range::new(range.series(), range.end() - count, count).expect("a part of it");
        let reversed = ReceiptReversed { receipt: receipt.id, ranges: Ranges::one(top), reason: Reason::Mistake };
        book.record(Event::ReceiptReversed(reversed));
    }
}

fn allot(book: &mut Book, whom: usize, amount: u64) {
    let (line, parent) = match whom % 4 {
        0 => (book.national_line, None),
        1 => (book.line, Some(book.national_line)),
        2 => (book.county_line, Some(book.line)),
        _ => (book.county_line, None),
    };
    if let Some(ranges) = book.first(parent.map_or(Place::Free, Place::Notified), None, amount) {
        book.allot(line, parent, &ranges);
    }
}

fn notify(book: &mut Book, whom: usize) {
    let pending: Vec<AllotmentId> = book
        .views
        .allotments()
        .after(None)
        .filter(|(_, allotment)| allotment.notified_at.is_none())
        .map(|(id, _)| id)
        .collect();
    if let Some(id) = pending.get(whom % pending.len().max(1)) {
        book.notify(*id);
    }
}

fn secure(book: &mut Book, whom: usize, amount: u64) {
    let line = lines(book)[whom % 3];
    let account = if whom.is_multiple_of(2) { book.bank } else { book.desk };
    if let Some(ranges) = book.first(Place::Notified(line), Some(account), amount) {
        let grant = book.apply_for(ranges.amount().count());
        book.decide(grant);
        book.secure(grant, line, account, ranges);
    }
}

fn advance(book: &mut Book, whom: usize, amount: u64) {
    let Some((grant, stage)) = some_grant(book, whom) else {
        return;
    };
    match stage {
        Stage::CreditSecured => book.award(grant),
        Stage::Awarded => book.verify(grant),
        Stage::Verified | Stage::Returned => book.order(grant),
        Stage::Ordered if amount.is_multiple_of(3) => book.send_back(grant),
        Stage::Ordered => book.settle(grant),
        Stage::Applied | Stage::Decided | Stage::Paid | Stage::Cancelled | Stage::HandedOver => return,
    };
}

fn cancel(book: &mut Book, whom: usize) {
    match some_grant(book, whom) {
        Some((grant, Stage::CreditSecured | Stage::Awarded | Stage::Verified | Stage::Returned)) => {
            book.cancel(grant);
        }
        Some((
            _,
            Stage::Applied | Stage::Decided | Stage::Ordered | Stage::Paid | Stage::Cancelled | Stage::HandedOver,
        ))
        | None => {}
    }
}

fn some_grant(book: &Book, whom: usize) -> Option<(GrantId, Stage)> {
    let grants: Vec<_> = book.views.grants(None).map(|(id, grant)| (id, grant.stage)).collect();
    grants.get(whom % grants.len().max(1)).copied()
}

fn lines(book: &Book) -> [LineId; 3] {
    [book.national_line, book.line, book.county_line]
}

/// Totals counted anew from the partition, of the series and places that are asked for.
fn recount(book: &Book, counts: impl Fn(&Series, Place) -> bool) -> Standings {
    let partition = book.views.partition();
    let mut sum = Standings::default();
    for (id, series) in partition.all_series() {
        for (range, place) in partition.segments_of(id).filter(|(_, place)| counts(series, *place)) {
            sum.add(place.standing(), crate::money::Amount::new(range.count()).expect("an amount"));
        }
    }
    sum
}

fn assert_holds_together(book: &Book) {
    let views = &book.views;
    assert_eq!(views.totals(), recount(book, |_, _| true));
    let numbered: u64 = views.partition().all_series().map(|(_, series)| series.numbered).sum();
    assert_eq!(views.totals().numbered().count(), numbered);
    for (id, series) in views.partition().all_series() {
        let held: u64 = views.partition().segments_of(id).map(|(range, _)| range.count()).sum();
        assert_eq!(held, series.numbered, "no number of a series is lost");
    }
    for (fund, total) in views.totals_by_fund() {
        assert_eq!(total, recount(book, |series, _| series.fund == fund));
    }
    for line in lines(book) {
        let total = recount(book, |_, place| views.line_at(place) == Some(line));
        assert_eq!(views.balance(Object::Line(line)), Some(total));
    }
    let mut given = Standings::default();
    views.totals_by_given_province().values().for_each(|part| given.add_all(part));
    assert_eq!(given, views.totals());
}

/// The double entry says the same as the places of the numbers.
fn assert_postings_agree(book: &Book) {
    let views = &book.views;
    for account in [book.bank, book.desk] {
        let in_hand = views.balance(Object::Account(account)).expect("an account").in_hand();
        assert_eq!(views.ledger_balance(Layer::Actual, To::Bank(account)), i128::from(in_hand.count()));
    }
    let total = |standing| i128::from(views.totals().amount(standing).count());
    for (to, standing) in
        [(To::LineAllotted as fn(LineId) -> To, Standing::Allotted), (To::LineNotified, Standing::Notified)]
    {
        let sum: i128 = lines(book).map(|line| views.ledger_balance(Layer::Budget, to(line))).iter().sum();
        assert_eq!(sum, total(standing));
    }
    assert_eq!(views.ledger_balance(Layer::Actual, To::PaymentsInTransit), -total(Standing::InPayment));
    let owed: u64 = [Stage::Verified, Stage::Ordered, Stage::Paid, Stage::Returned]
        .into_iter()
        .flat_map(|stage| views.grants_at(stage, None))
        .map(|(_, grant)| grant.amount.count())
        .sum();
    assert_eq!(views.ledger_balance(Layer::Actual, To::AidExpense), i128::from(owed));
}

/// The sum of what came in less what went out is what is in hand.
fn assert_statements_sum_up(book: &Book) {
    let views = &book.views;
    let grants = views.grants(None).map(|(id, _)| Object::Grant(id));
    let objects = [Object::Fund(book.open_fund), Object::Fund(book.province_fund), Object::Office(book.office)]
        .into_iter()
        .chain([Object::Account(book.bank), Object::Account(book.desk)])
        .chain(lines(book).map(Object::Line))
        .chain(grants);
    for object in objects {
        let rows = views.statement(object, None, usize::MAX);
        let sum: i128 =
            rows.iter().map(|row| i128::from(row.amount_in.count()) - i128::from(row.amount_out.count())).sum();
        let in_hand = views.balance(object).expect("it exists").in_hand();
        assert_eq!(sum, i128::from(in_hand.count()), "{object:?}");
    }
}

/// What the grants say that they got from the gifts, and the gifts that they gave to the grants.
fn assert_traces_agree(book: &Book) {
    let views = &book.views;
    let mut got: BTreeSet<(GrantId, ReceiptId, Range, Place)> = BTreeSet::new();
    for (id, grant) in views.grants(None) {
        let parts: Vec<_> = views.trace_grant(id, None).collect();
        let sum: u64 = parts.iter().map(|part| part.range.count()).sum();
        let has = if grant.stage == Stage::Cancelled { 0 } else { grant.amount.count() };
        assert_eq!(sum, has, "a grant has all of its money, and none once it is cancelled");
        let paged = core::iter::successors(views.trace_grant(id, None).next(), |part| {
            views.trace_grant(id, Some(part.range)).next()
        });
        // One more than there are, so that a cursor that stands still is a difference and not an endless list.
        assert_eq!(paged.take(parts.len() + 1).collect::<Vec<_>>(), parts);
        got.extend(parts.iter().map(|part| (id, part.receipt, part.range, part.place)));
    }
    let mut gave = BTreeSet::new();
    for receipt in views.receipts(None) {
        let parts: Vec<_> = views.trace_receipt(receipt.id, None).collect();
        assert_eq!(parts.iter().map(|part| part.range.count()).sum::<u64>(), receipt.numbers.count());
        for part in parts {
            let grant = part.grant.map(|grant| (grant, receipt.id, part.range, part.place));
            assert_eq!(grant.and_then(|(grant, ..)| views.grant(grant)?.line), grant.and(part.line));
            gave.extend(grant);
        }
    }
    assert_eq!(got, gave);
}

fn chances() -> impl Strategy<Value = Vec<Chance>> {
    proptest::collection::vec((any::<u8>(), any::<usize>(), 1u64..60), 0..250)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Postings are looked at with each entry, totals after each that moves money, the rest at the end.
    #[test]
    fn nothing_is_lost_and_every_view_says_the_same(chances in chances()) {
        let book = live(&chances);
        assert_postings_agree(&book);
        assert_statements_sum_up(&book);
        assert_traces_agree(&book);
    }

    #[test]
    fn a_list_read_in_pages_is_the_list(chances in chances(), size in 1usize..7) {
        let book = live(&chances);
        let all: Vec<ReceiptId> = book.views.receipts(None).map(|receipt| receipt.id).collect();
        let mut paged: Vec<ReceiptId> = Vec::new();
        loop {
            let page: Vec<_> =
                book.views.receipts(paged.last().copied()).take(size).map(|receipt| receipt.id).collect();
            if page.is_empty() { break; }
            paged.extend(page);
        }
        prop_assert_eq!(&paged, &all);
        let of_office: Vec<_> = book.views.receipts_of_office(book.office, None).map(|receipt| receipt.id).collect();
        prop_assert_eq!(&of_office, &all);
        let last = book.views.statement(Object::Fund(book.open_fund), None, usize::MAX).pop().map(|row| row.index);
        prop_assert!(last.is_none_or(|last| last < book.views.head().next));
        prop_assert!(book.views.statement(Object::Fund(book.open_fund), Some(Index(u64::MAX)), size).is_empty());
    }
}
