use super::{Debt, Layer, Ledger, LedgerAccount as To, Posting, Unbalanced, postings, unbalanced};
use crate::event::{
    Allotted, CreditSecured, Entry, Event, Evidence, GoodsHandedOver, GrantCancelled, GrantVerified, Instalment,
    LotReceived, PaymentOrdered, PaymentReturned, PaymentSettled, PledgeAmended, PledgeCancelled, PledgeRecorded,
    Reason, ReceiptReversed, ReturnReason, ValuationBasis,
};
use crate::ids::{
    AccountId, FundId, GrantId, Index, KitId, LineId, OfficeId, PledgeId, PrincipalId, ReceiptId, SeriesId,
};
use crate::money::Amount;
use crate::ranges::{Range, Ranges};
use crate::text::Code;
use crate::time::{Day, Timestamp};

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
    fn pledge(&self, _: PledgeId) -> Option<(FundId, Amount)> {
        Some((FOR_ORPHANS, Amount::new(100).expect("small")))
    }
    fn reopened(&self, _: ReceiptId, _: Amount) -> Option<(FundId, Amount)> {
        None
    }
    fn is_goods(&self, _: FundId) -> bool {
        false
    }
    fn stock_value(&self, units: Range) -> Amount {
        Amount::new(units.count() * 1_000).expect("small")
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
    let secured =
        CreditSecured { grant: GRANT, last_change: SEEN, line: LINE, account: BANK, ranges: numbers(), list: None };
    assert_eq!(
        posted(Event::CreditSecured(secured), Debt::None),
        [(Layer::Budget, To::Encumbered(GRANT), 7, 5), (Layer::Budget, To::LineNotified(LINE), -7, -5)]
    );
}

#[test]
fn a_verified_grant_is_a_debt_and_an_expense_and_releases_what_was_restricted() {
    let verified = Event::GrantVerified(GrantVerified { grant: GRANT, last_change: SEEN, list: None });
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
    let settled =
        Event::PaymentSettled(PaymentSettled { grant: GRANT, last_change: SEEN, ranges: numbers(), reported: None });
    let in_transit = |amount: i64, restricted| (Layer::Actual, To::PaymentsInTransit, amount, restricted);
    assert_eq!(posted(ordered(), Debt::Payable), [(Layer::Actual, To::GrantsPayable, 7, 5), in_transit(-7, -5)]);
    assert_eq!(posted(settled, Debt::Payable), [in_transit(7, 5), (Layer::Actual, To::Bank(BANK), -7, -5)]);
}

#[test]
fn a_returned_payment_is_owed_as_returned_and_ordered_again_from_there() {
    let reason = ReturnReason::AccountClosed;
    let returned = PaymentReturned { grant: GRANT, last_change: SEEN, ranges: numbers(), reason, reported: None };
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

fn instalments(counts: &[u64]) -> Vec<Instalment> {
    let part = |(day, count): (i32, &u64)| Instalment {
        due: Day::from_epoch_days(day),
        count: Amount::new(*count).expect("small"),
    };
    (20_000..).zip(counts).map(part).collect()
}

#[test]
fn a_promise_is_outstanding_until_it_is_given_up() {
    let promised = PledgeRecorded {
        office: OfficeId(9),
        donor: None,
        fund: FOR_ORPHANS,
        campaign: None,
        instalments: instalments(&[60, 40]),
        booking_date: Day::from_epoch_days(20_000),
    };
    let outstanding = |amount: i64| {
        vec![(Layer::Promised, To::PledgesOutstanding, 0, amount), (Layer::Promised, To::Promised, 0, -amount)]
    };
    let given_up =
        |amount| outstanding(amount).into_iter().rev().map(|(l, to, o, r)| (l, to, -o, r)).collect::<Vec<_>>();
    assert_eq!(posted(Event::PledgeRecorded(promised), Debt::None), outstanding(100));
    let amended = |counts: &[u64]| {
        let (pledge, instalments) = (PledgeId(7), instalments(counts));
        Event::PledgeAmended(PledgeAmended { pledge, last_change: SEEN, instalments })
    };
    assert_eq!(posted(amended(&[130]), Debt::None), outstanding(30), "the difference");
    assert_eq!(posted(amended(&[90]), Debt::None), given_up(-10));
    assert_eq!(posted(amended(&[100]), Debt::None), []);
    let (count, reason) = (Amount::new(25).expect("small"), Reason::DonorWithdrew);
    let cancelled = PledgeCancelled { pledge: PledgeId(7), last_change: SEEN, count, reason };
    assert_eq!(posted(Event::PledgeCancelled(cancelled), Debt::None), given_up(-25));
}

fn evidence() -> Evidence {
    let custodian = Code::new("archive").expect("a code");
    Evidence { hash: crate::ids::ContentHash([1; 32]), custodian, keep_until: Day::from_epoch_days(30_000) }
}

#[test]
fn goods_are_posted_in_value_and_in_units() {
    let units = Range::new(SeriesId(20), 3, 4).expect("sound");
    let lot = LotReceived {
        office: OfficeId(9),
        receipt_number: 1,
        booking_date: Day::from_epoch_days(20_000),
        numbers: units,
        unit_value: Amount::new(500).expect("small"),
        basis: ValuationBasis::Market,
        evidence: evidence(),
        donor: None,
        campaign: None,
        pledge: None,
    };
    let given = To::ContributedGoods { restricted: true };
    let received = vec![
        (Layer::Actual, To::Inventory(BANK), 0, 2_000),
        (Layer::Actual, given, 0, -2_000),
        (Layer::Quantity, To::Inventory(BANK), 0, 4),
        (Layer::Quantity, given, 0, -4),
    ];
    assert_eq!(posted(Event::LotReceived(lot.clone()), Debt::None), received);
    let worth_nothing = LotReceived { unit_value: Amount::ZERO, basis: ValuationBasis::Nil, ..lot };
    assert_eq!(posted(Event::LotReceived(worth_nothing), Debt::None), received[2..], "units all the same");
    let handed_over = GoodsHandedOver {
        grant: GRANT,
        last_change: SEEN,
        kit: KitId(8),
        units: Ranges::one(units),
        evidence: evidence(),
    };
    let expected = [
        (Layer::Actual, To::AidExpense, 0, 4_000),
        (Layer::Actual, To::Inventory(BANK), 0, -4_000),
        (Layer::Quantity, To::AidExpense, 0, 4),
        (Layer::Quantity, To::Inventory(BANK), 0, -4),
        (Layer::Actual, To::Released { restricted: true }, 0, 4_000),
        (Layer::Actual, To::Released { restricted: false }, 0, -4_000),
    ];
    assert_eq!(posted(Event::GoodsHandedOver(handed_over), Debt::None), expected);
}
