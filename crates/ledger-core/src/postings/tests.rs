use super::{Debt, Layer, Ledger, LedgerAccount as To, Posting, Unbalanced, postings, unbalanced};
use crate::event::{
    Allotted, CreditSecured, Entry, Event, GrantCancelled, GrantVerified, PaymentOrdered, PaymentReturned,
    PaymentSettled, Reason, ReceiptReversed, ReturnReason,
};
use crate::ids::{AccountId, FundId, GrantId, Index, LineId, PrincipalId, ReceiptId, SeriesId};
use crate::ranges::{Range, Ranges};
use crate::time::Timestamp;

const OPEN: FundId = FundId(1);
const FOR_ORPHANS: FundId = FundId(2);
const BANK: AccountId = AccountId(3);
const LINE: LineId = LineId(4);
const GRANT: GrantId = GrantId(5);
const SEEN: Index = Index(0);

/// Series 10 numbers the open fund, series 20 the restricted one; both lie in one bank account.
struct Desk(Debt);

impl Ledger for Desk {
    fn series(&self, series: SeriesId) -> Option<(FundId, AccountId)> {
        match series.0 {
            10 => Some((OPEN, BANK)),
            20 => Some((FOR_ORPHANS, BANK)),
            _ => None,
        }
    }
    fn is_restricted(&self, fund: FundId) -> bool {
        fund == FOR_ORPHANS
    }
    fn line_of_grant(&self, _: GrantId) -> Option<LineId> {
        Some(LINE)
    }
    fn debt(&self, _: GrantId) -> Debt {
        self.0
    }
    fn encumbered(&self, _: GrantId) -> Vec<Range> {
        numbers().as_slice().to_vec()
    }
}

/// 7 of the open fund and, in two pieces, 5 of the restricted one.
fn numbers() -> Ranges {
    let range = |series, start, count| Range::new(SeriesId(series), start, count).expect("a sound range");
    Ranges::new(vec![range(10, 0, 7), range(20, 0, 2), range(20, 9, 3)]).expect("sound ranges")
}

/// The postings of `event`, short: layer, account, amount in the open fund, amount in the restricted fund.
fn posted(event: Event, debt: Debt) -> Vec<(Layer, To, i64, i64)> {
    let entry = Entry {
        ruleset: 1,
        index: Index(99),
        recorded_at: Timestamp::from_micros(0),
        principal: PrincipalId(1),
        head: None,
        event,
    };
    let postings = postings(&entry, &Desk(debt));
    assert_eq!(unbalanced(&postings), None);
    let mut rows: Vec<(Layer, To, i64, i64)> = Vec::new();
    for Posting { layer, account, fund, amount } in postings {
        let (open, restricted) = if fund == OPEN { (amount, 0) } else { (0, amount) };
        match rows.iter_mut().find(|row| row.0 == layer && row.1 == account) {
            Some(row) => (row.2, row.3) = (row.2 + open, row.3 + restricted),
            None => rows.push((layer, account, open, restricted)),
        }
    }
    rows
}

fn cancelled() -> Event {
    Event::GrantCancelled(GrantCancelled {
        grant: GRANT,
        last_change: SEEN,
        reason: Reason::Withdrawn,
        ranges: Some(numbers()),
    })
}

#[test]
fn a_reversal_leaves_the_bank_and_lowers_the_contributions() {
    let reversed = ReceiptReversed { receipt: ReceiptId(8), ranges: numbers(), reason: Reason::Mistake };
    assert_eq!(
        posted(Event::ReceiptReversed(reversed), Debt::None),
        [
            (Layer::Actual, To::Contributions { restricted: false }, 7, 0),
            (Layer::Actual, To::Bank(BANK), -7, -5),
            (Layer::Actual, To::Contributions { restricted: true }, 0, 5),
        ]
    );
}

#[test]
fn what_a_line_passes_down_leaves_the_line_above() {
    let passed = |parent| Event::Allotted(Allotted { line: LINE, parent, ranges: numbers() });
    let above = LineId(40);
    assert_eq!(
        posted(passed(Some(above)), Debt::None),
        [(Layer::Budget, To::LineAllotted(LINE), 7, 5), (Layer::Budget, To::LineNotified(above), -7, -5)]
    );
    assert_eq!(posted(passed(None), Debt::None)[1], (Layer::Budget, To::BudgetUnallotted, -7, -5));
}

#[test]
fn securing_credit_takes_from_what_the_line_was_notified_of() {
    let secured = CreditSecured { grant: GRANT, last_change: SEEN, line: LINE, account: BANK, ranges: numbers() };
    assert_eq!(
        posted(Event::CreditSecured(secured), Debt::None),
        [(Layer::Budget, To::Encumbered(GRANT), 7, 5), (Layer::Budget, To::LineNotified(LINE), -7, -5)]
    );
}

#[test]
fn a_verified_grant_is_a_debt_and_an_expense_and_releases_what_was_restricted() {
    let verified = Event::GrantVerified(GrantVerified { grant: GRANT, last_change: SEEN });
    assert_eq!(
        posted(verified, Debt::None),
        [
            (Layer::Actual, To::AidExpense, 7, 5),
            (Layer::Actual, To::GrantsPayable, -7, -5),
            (Layer::Budget, To::BudgetUsed(LINE), 7, 5),
            (Layer::Budget, To::Encumbered(GRANT), -7, -5),
            (Layer::Actual, To::Released { restricted: true }, 0, 5),
            (Layer::Actual, To::Released { restricted: false }, 0, -5),
        ]
    );
}

#[test]
fn a_payment_is_in_transit_until_the_bank_settles_it() {
    let ordered = || Event::PaymentOrdered(PaymentOrdered { grant: GRANT, last_change: SEEN, ranges: numbers() });
    let settled = Event::PaymentSettled(PaymentSettled { grant: GRANT, last_change: SEEN, ranges: numbers() });
    let in_transit = |amount: i64, restricted| (Layer::Actual, To::PaymentsInTransit, amount, restricted);
    assert_eq!(posted(ordered(), Debt::Payable), [(Layer::Actual, To::GrantsPayable, 7, 5), in_transit(-7, -5)]);
    assert_eq!(posted(settled, Debt::Payable), [in_transit(7, 5), (Layer::Actual, To::Bank(BANK), -7, -5)]);
}

#[test]
fn a_returned_payment_is_owed_as_returned_and_ordered_again_from_there() {
    let reason = ReturnReason::AccountClosed;
    let returned = PaymentReturned { grant: GRANT, last_change: SEEN, ranges: numbers(), reason };
    let owed = |amount: i64, restricted| (Layer::Actual, To::ReturnedGrantsPayable, amount, restricted);
    assert_eq!(
        posted(Event::PaymentReturned(returned), Debt::Payable),
        [(Layer::Actual, To::PaymentsInTransit, 7, 5), owed(-7, -5)]
    );
    let again = PaymentOrdered { grant: GRANT, last_change: SEEN, ranges: numbers() };
    assert_eq!(posted(Event::PaymentOrdered(again), Debt::Returned)[0], owed(7, 5));
}

#[test]
fn a_grant_cancelled_before_it_is_a_debt_only_frees_the_credit() {
    assert_eq!(
        posted(cancelled(), Debt::None),
        [(Layer::Budget, To::LineNotified(LINE), 7, 5), (Layer::Budget, To::Encumbered(GRANT), -7, -5)]
    );
}

#[test]
fn a_debt_that_is_cancelled_takes_back_the_expense_and_the_release() {
    for (debt, owed) in [(Debt::Payable, To::GrantsPayable), (Debt::Returned, To::ReturnedGrantsPayable)] {
        assert_eq!(
            posted(cancelled(), debt),
            [
                (Layer::Actual, owed, 7, 5),
                (Layer::Actual, To::AidExpense, -7, -5),
                (Layer::Budget, To::LineNotified(LINE), 7, 5),
                (Layer::Budget, To::BudgetUsed(LINE), -7, -5),
                (Layer::Actual, To::Released { restricted: false }, 0, 5),
                (Layer::Actual, To::Released { restricted: true }, 0, -5),
            ]
        );
    }
}

#[test]
fn value_that_goes_from_fund_to_fund_is_found_though_the_layer_balances() {
    let leg = |fund, amount| Posting { layer: Layer::Actual, account: To::AidExpense, fund, amount };
    assert_eq!(unbalanced(&[leg(OPEN, 5), leg(OPEN, -5)]), None);
    assert_eq!(
        unbalanced(&[leg(OPEN, 5), leg(FOR_ORPHANS, -5)]),
        Some(Unbalanced::Fund { layer: Layer::Actual, fund: OPEN, sum: 5 })
    );
    assert_eq!(unbalanced(&[leg(OPEN, 5)]), Some(Unbalanced::Layer { layer: Layer::Actual, sum: 5 }));
}
