//! What happens to money, told entry by entry.

use super::{Book, range};
use crate::event::{Event, PaymentOrdered, Reason, ReceiptReversed, Refused, RefusedItem, RegistrationConfirmed};
use crate::ids::{GrantId, Index, KeyHash, PrincipalId, ReceiptId};
use crate::place::Place;
use crate::postings::{Layer, LedgerAccount as To};
use crate::ranges::Ranges;
use crate::rejection::Rejection;
use crate::views::{Contribution, Object, Part, Row, Stage, Standings, Waiting, What};

/// Standings as numbers: free, allotted, notified, encumbered, in payment, spent, voided.
fn numbers(standings: Standings) -> [u64; 7] {
    let s = standings;
    [s.free, s.allotted, s.notified, s.encumbered, s.in_payment, s.spent, s.voided].map(|amount| amount.count())
}

fn balance(book: &Book, of: Object) -> [u64; 7] {
    numbers(book.views.balance(of).expect("it exists"))
}

/// Two gifts of 60 to the open fund, 100 of them notified to the province's line.
fn with_a_filled_line() -> (Book, ReceiptId, ReceiptId) {
    let mut book = Book::new();
    let (first, second) = (book.receive(book.series[0], 60), book.receive(book.series[0], 60));
    let allotment = book.allot(book.line, None, &Ranges::one(range(book.series[0], 0, 100)));
    book.notify(allotment);
    (book, first, second)
}

/// A grant of 80 out of that line, verified.
fn with_a_debt() -> (Book, ReceiptId, ReceiptId, GrantId) {
    let (mut book, first, second) = with_a_filled_line();
    let grant = book.apply_for(80);
    book.decide(grant);
    book.secure(grant, book.line, book.bank, Ranges::one(range(book.series[0], 0, 80)));
    book.award(grant);
    book.verify(grant);
    (book, first, second, grant)
}

#[test]
fn what_was_received_is_free_until_it_is_allotted() {
    let (book, first, _) = with_a_filled_line();
    assert_eq!(numbers(book.views.totals()), [20, 0, 100, 0, 0, 0, 0]);
    assert_eq!(balance(&book, Object::Fund(book.open_fund)), [20, 0, 100, 0, 0, 0, 0]);
    assert_eq!(balance(&book, Object::Line(book.line)), [0, 0, 100, 0, 0, 0, 0]);
    assert_eq!(balance(&book, Object::Receipt(first)), [0, 0, 60, 0, 0, 0, 0]);
    assert_eq!(book.views.totals().numbered().count(), 120);
    assert_eq!(book.views.ledger_balance(Layer::Budget, To::BudgetUnallotted), -100);
}

#[test]
fn a_reversed_gift_is_voided_and_has_left_the_account() {
    let (mut book, _, second) = with_a_filled_line();
    let ranges = Ranges::one(range(book.series[0], 105, 15));
    let reversal = ReceiptReversed { receipt: second, ranges, reason: Reason::Mistake };
    let at = book.record(Event::ReceiptReversed(reversal));
    assert_eq!(balance(&book, Object::Receipt(second)), [5, 0, 40, 0, 0, 0, 15]);
    assert_eq!(book.views.ledger_balance(Layer::Actual, To::Bank(book.bank)), 105);
    assert_eq!(book.views.last_change(Index(second.0)), Some(at));
    assert_eq!(book.views.received(book.office).reversed.count(), 15);
    let rows = book.views.statement(Object::Receipt(second), None, 10);
    let shown: Vec<_> = rows.iter().map(|r| (r.what, r.amount_in.count(), r.amount_out.count())).collect();
    assert_eq!(shown, [(What::Received, 60, 0), (What::Reversed, 0, 15)]);
}

#[test]
fn a_paid_grant_leaves_nothing_payable_and_nothing_in_transit() {
    let (mut book, _, _, grant) = with_a_debt();
    assert_eq!(book.views.ledger_balance(Layer::Actual, To::GrantsPayable), -80);
    book.order(grant);
    assert_eq!(book.views.ledger_balance(Layer::Actual, To::PaymentsInTransit), -80);
    book.settle(grant);
    for nothing in [To::GrantsPayable, To::ReturnedGrantsPayable, To::PaymentsInTransit] {
        assert_eq!(book.views.ledger_balance(Layer::Actual, nothing), 0);
    }
    assert_eq!(book.views.ledger_balance(Layer::Actual, To::Bank(book.bank)), 40);
    assert_eq!(book.views.ledger_balance(Layer::Actual, To::AidExpense), 80);
    assert_eq!(book.views.ledger_balance(Layer::Budget, To::BudgetUsed(book.line)), 80);
    assert_eq!(balance(&book, Object::Grant(grant)), [0, 0, 0, 0, 0, 80, 0]);
    assert_eq!(book.views.grant(grant).map(|grant| grant.stage), Some(Stage::Paid));
}

#[test]
fn a_payment_that_came_back_is_owed_as_returned_until_it_is_paid_again() {
    let (mut book, _, _, grant) = with_a_debt();
    book.order(grant);
    book.send_back(grant);
    assert_eq!(book.views.ledger_balance(Layer::Actual, To::ReturnedGrantsPayable), -80);
    assert_eq!(book.views.ledger_balance(Layer::Actual, To::GrantsPayable), 0);
    assert_eq!(book.views.ledger_balance(Layer::Actual, To::PaymentsInTransit), 0);
    assert_eq!(book.views.grants_at(Stage::Returned, None).map(|(id, _)| id).collect::<Vec<_>>(), [grant]);
    book.order(grant);
    book.settle(grant);
    assert_eq!(book.views.ledger_balance(Layer::Actual, To::ReturnedGrantsPayable), 0);
    assert_eq!(book.views.ledger_balance(Layer::Actual, To::Bank(book.bank)), 40);
}

#[test]
fn a_debt_cancelled_after_it_came_back_never_was_an_expense_and_its_line_has_the_money_again() {
    let (mut book, ..) = with_a_filled_line();
    let before: Vec<_> = book.views.trial_balance().collect();
    let grant = book.apply_for(80);
    book.secure(grant, book.line, book.bank, Ranges::one(range(book.series[0], 0, 80)));
    book.verify(grant);
    book.order(grant);
    book.send_back(grant);
    book.cancel(grant);
    assert_eq!(book.views.trial_balance().collect::<Vec<_>>(), before);
    assert_eq!(balance(&book, Object::Line(book.line)), [0, 0, 100, 0, 0, 0, 0]);
    assert_eq!(book.views.trace_grant(grant, None).count(), 0);
}

#[test]
fn a_restricted_gift_is_released_by_the_aid_that_it_was_given_for() {
    let mut book = Book::new();
    book.receive(book.series[2], 50);
    let allotment = book.allot(book.line, None, &Ranges::one(range(book.series[2], 0, 50)));
    book.notify(allotment);
    let grant = book.apply_for(50);
    book.secure(grant, book.line, book.bank, Ranges::one(range(book.series[2], 0, 50)));
    book.verify(grant);
    assert_eq!(book.views.ledger_balance(Layer::Actual, To::Contributions { restricted: true }), -50);
    assert_eq!(book.views.ledger_balance(Layer::Actual, To::Released { restricted: true }), 50);
    assert_eq!(book.views.ledger_balance(Layer::Actual, To::Released { restricted: false }), -50);
    book.cancel(grant);
    assert_eq!(book.views.ledger_balance(Layer::Actual, To::Released { restricted: true }), 0);
}

#[test]
fn a_gift_shows_the_grant_that_it_paid_and_the_grant_shows_its_gifts() {
    let (mut book, first, second, grant) = with_a_debt();
    book.order(grant);
    book.settle(grant);
    let part = |start, count, place, grant| Part {
        range: range(book.series[0], start, count),
        place,
        line: (place != Place::Free).then_some(book.line),
        grant,
    };
    let parts: Vec<Part> = book.views.trace_receipt(second, None).collect();
    assert_eq!(
        parts,
        [
            part(60, 20, Place::Spent(grant), Some(grant)),
            part(80, 20, Place::Notified(book.line), None),
            part(100, 20, Place::Free, None),
        ]
    );
    let contribution = |receipt, start, count| Contribution {
        receipt,
        range: range(book.series[0], start, count),
        place: Place::Spent(grant),
    };
    let contributions: Vec<Contribution> = book.views.trace_grant(grant, None).collect();
    assert_eq!(contributions, [contribution(first, 0, 60), contribution(second, 60, 20)]);
    assert_eq!(book.views.trace_receipt(second, Some(parts[0].range)).collect::<Vec<_>>(), parts[1..]);
    assert_eq!(book.views.trace_grant(grant, Some(contributions[0].range)).collect::<Vec<_>>(), contributions[1..]);
    assert_eq!(book.views.receipt_of(range(book.series[0], 59, 1)), Some(first));
    assert_eq!(book.views.receipt_of(range(book.series[0], 60, 1)), Some(second));
}

#[test]
fn a_grant_paid_in_parts_shows_its_gifts_in_the_order_of_their_numbers() {
    let (mut book, first, second, grant) = with_a_debt();
    let (last_change, ranges) = (Index(0), Ranges::one(range(book.series[0], 0, 60)));
    book.record(Event::PaymentOrdered(PaymentOrdered { grant, last_change, ranges }));
    let gifts: Vec<_> = book.views.trace_grant(grant, None).map(|part| (part.receipt, part.place)).collect();
    assert_eq!(gifts, [(first, Place::InPayment(grant)), (second, Place::Encumbered(grant))]);
}

#[test]
fn a_statement_goes_on_after_the_last_row_that_was_read() {
    let (mut book, _, _, grant) = with_a_debt();
    book.order(grant);
    book.settle(grant);
    for object in [
        Object::Fund(book.open_fund),
        Object::Account(book.bank),
        Object::Line(book.line),
        Object::Grant(grant),
        Object::Office(book.office),
    ] {
        let whole = book.views.statement(object, None, usize::MAX);
        let mut paged: Vec<Row> = Vec::new();
        loop {
            let page = book.views.statement(object, paged.last().map(|row| row.index), 2);
            if page.is_empty() {
                break;
            }
            paged.extend(page);
        }
        assert_eq!(paged, whole);
        assert!(whole.len() > 2);
    }
}

#[test]
fn what_a_line_passes_down_has_left_it_and_its_office() {
    let mut book = Book::new();
    book.receive(book.series[0], 60);
    let all = Ranges::one(range(book.series[0], 0, 60));
    let allotment = book.allot(book.national_line, None, &all);
    book.notify(allotment);
    let passed = book.allot(book.line, Some(book.national_line), &all);
    assert_eq!(balance(&book, Object::Line(book.national_line)), [0; 7]);
    assert_eq!(balance(&book, Object::Office(book.office)), [0, 60, 0, 0, 0, 0, 0]);
    let last = book.views.statement(Object::Office(book.national_office), None, 9).pop().expect("a row");
    assert_eq!((last.index, last.amount_out.count(), last.amount_in.count()), (Index(passed.0), 60, 0));
    assert_eq!(last.to, Some(Place::Allotted(book.line)));
}

#[test]
fn money_is_counted_for_the_province_that_it_was_given_for_and_for_the_one_that_holds_it() {
    let (mut book, ..) = with_a_filled_line();
    book.receive(book.series[2], 30);
    let given = book.views.totals_by_given_province();
    assert_eq!(given.get(&None).copied().map(numbers), Some([20, 0, 100, 0, 0, 0, 0]));
    assert_eq!(given.get(&Some(book.province)).copied().map(numbers), Some([30, 0, 0, 0, 0, 0, 0]));
    let held = book.views.totals_by_office_province();
    assert_eq!(held.get(&Some(book.province)).copied().map(numbers), Some([0, 0, 100, 0, 0, 0, 0]));
    let programmes = book.views.totals_by_programme();
    assert_eq!(programmes.get(&book.programme).copied().map(numbers), Some([0, 0, 100, 0, 0, 0, 0]));
}

#[test]
fn a_proposal_waits_until_another_administrator_confirms_it() {
    let mut book = Book::new();
    let object = Index(book.province.0);
    let waiting = book.views.waiting(None).find(|row| row.index == object).expect("it waits");
    assert_eq!((waiting.what, waiting.asked_by), (Waiting::Area(book.province), PrincipalId(2)));
    book.by = PrincipalId(1);
    let confirmed = book.record(Event::RegistrationConfirmed(RegistrationConfirmed { object, last_change: object }));
    assert!(book.views.waiting(None).all(|row| row.index != object));
    assert_eq!(book.views.last_change(object), Some(confirmed));
    let area = book.views.registrations().areas.at(book.province).expect("an area");
    assert_eq!((area.is_confirmed(), area.proposed_by), (true, PrincipalId(2)));
}

#[test]
fn the_first_administrators_wait_for_nobody_and_are_found_by_their_keys() {
    let book = Book::new();
    for id in [1, 2] {
        let principal = book.views.principal_by_key(&KeyHash([u8::try_from(id).expect("small"); 32]));
        assert_eq!(principal, Some(PrincipalId(id)));
        let row = book.views.registrations().principals.at(PrincipalId(id)).expect("admitted");
        assert!(row.is_confirmed());
    }
    assert!(book.views.waiting(None).all(|row| row.index > Index(2)));
    assert_eq!(book.views.principal_by_key(&KeyHash([3; 32])), None);
}

#[test]
fn a_refusal_is_remembered_with_its_reason_and_moves_nothing() {
    let mut book = Book::new();
    let before = book.views.totals();
    let items = vec![RefusedItem { ordinal: 0, rejection: Rejection::NothingAsked {} }];
    let at = book.record(Event::Refused(Refused { items: items.clone(), conflicts_with: None }));
    let refusal = book.views.refusals().at(at).expect("a refusal");
    assert_eq!((&refusal.items, refusal.principal), (&items, PrincipalId(2)));
    assert_eq!(book.views.totals(), before);
    assert_eq!(book.views.head().next, at.next());
}
