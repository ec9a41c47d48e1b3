//! A gift on its road to a paid grant, and what can be asked about it on the way.

use super::{sum, world};
use amanat_tests::answers::given;
use amanat_tests::granting::{Seen, TO_PAYMENT};
use amanat_tests::world::World;
use api::StatementEvent as Event;
use api::get_balance_request::Object;
use api::get_statement_request::Object as Stated;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::record::v1::Standing;
use std::collections::BTreeMap;

const GIFT: i64 = 1_000_000;
const GRANT: i64 = 400_000;

/// A gift, all of it notified to the national line, and a grant paid from it.
async fn paid(world: &World) -> (u64, Seen) {
    let receipt = world.receive(world.cash(GIFT)).await.index;
    let allotted = given(world.allot(world.to_dowries(world.office.national, GIFT)).await);
    world.notify(allotted.index).await;
    let grant = world.grant(GRANT).await;
    (receipt, world.walk(grant, &TO_PAYMENT).await)
}

async fn balance(world: &World, object: Object) -> api::Balance {
    let ask = api::GetBalanceRequest { object: Some(object) };
    given(world.by(&world.office.auditor).funds().get_balance(ask).await).balance.unwrap()
}

#[tokio::test]
async fn the_rials_of_a_paid_grant_can_be_traced_both_ways() {
    let world = world().await;
    let (receipt, paid) = paid(&world).await;
    let mut funds = world.by(&world.office.auditor).funds();

    let ask = api::TraceReceiptRequest { receipt, ..Default::default() };
    let parts = given(funds.trace_receipt(ask).await).parts;
    let counts: u64 = parts.iter().map(|part| part.numbers.unwrap().count).sum();
    assert_eq!(counts, GIFT.unsigned_abs());
    let spent: Vec<_> =
        parts.iter().filter(|part| part.place.unwrap().standing == i32::from(Standing::Spent)).collect();
    assert_eq!(spent.len(), 1);
    assert_eq!(spent[0].place.unwrap().grant, paid.grant);

    let ask = api::TraceGrantRequest { grant: paid.grant, ..Default::default() };
    let contributions = given(funds.trace_grant(ask).await).contributions;
    assert_eq!(contributions.len(), 1);
    assert_eq!(contributions[0].receipt, receipt);
    assert_eq!(contributions[0].numbers, spent[0].numbers);
    assert_eq!(contributions[0].numbers.unwrap().count, GRANT.unsigned_abs());
}

#[tokio::test]
async fn everything_that_held_the_money_of_a_paid_grant_says_the_same() {
    let world = world().await;
    let (receipt, paid) = paid(&world).await;
    let grant = world.look(paid.grant).await;
    let mut receipts = world.by(&world.office.auditor).receipts();
    let fund = given(receipts.get_receipt(api::GetReceiptRequest { receipt }).await).receipt.unwrap().fund;
    assert_eq!((grant.stage, grant.account), (i32::from(api::GrantStage::Paid), world.office.account));

    for object in [
        Object::Receipt(receipt),
        Object::Fund(fund),
        Object::Account(world.office.account),
        Object::Line(grant.line),
        Object::Office(world.office.national),
    ] {
        let found = balance(&world, object).await;
        assert_eq!((found.spent, found.notified), (GRANT, GIFT - GRANT), "{object:?}");
        assert_eq!((sum(&found), found.unit.as_str()), (found.numbered, "IRR"), "{object:?}");
    }
    let found = balance(&world, Object::Grant(paid.grant)).await;
    assert_eq!((found.spent, sum(&found)), (GRANT, GRANT));
}

#[tokio::test]
async fn the_statement_of_a_grant_tells_its_whole_history() {
    let world = world().await;
    let (_, paid) = paid(&world).await;
    let ask = api::GetStatementRequest { object: Some(Stated::Grant(paid.grant)), ..Default::default() };
    let rows = given(world.by(&world.office.auditor).funds().get_statement(ask).await).rows;
    let events: Vec<_> = rows.iter().map(api::StatementRow::event).collect();
    assert_eq!(
        events,
        [
            Event::GrantApplied,
            Event::GrantDecided,
            Event::CreditSecured,
            Event::GrantAwarded,
            Event::GrantVerified,
            Event::PaymentOrdered,
            Event::PaymentSettled,
        ]
    );
    // In hand: came in with the credit, left with the payment.
    assert_eq!(rows.iter().map(|row| row.amount_in).sum::<i64>(), GRANT);
    assert_eq!(rows.iter().map(|row| row.amount_out).sum::<i64>(), GRANT);
    let history: Vec<_> = world.look(paid.grant).await.history.iter().map(|change| change.index).collect();
    assert_eq!(history, rows.iter().map(|row| row.index).collect::<Vec<_>>());
    assert_eq!(history.last(), Some(&paid.last_change));
}

#[tokio::test]
async fn the_totals_and_the_trial_balance_of_a_book_agree() {
    let world = world().await;
    paid(&world).await;
    world.receive(world.cash(77)).await;
    let mut reports = world.by(&world.office.auditor).reports();

    let totals = given(reports.get_totals(api::GetTotalsRequest {}).await);
    let overall = totals.overall.clone().unwrap();
    assert_eq!((overall.numbered, overall.spent, overall.free), (GIFT + 77, GRANT, 77));
    assert_eq!(sum(&overall), overall.numbered);
    assert_eq!(totals.funds.iter().map(|row| row.balance.clone().unwrap().numbered).sum::<i64>(), overall.numbered);
    assert_eq!(totals.given_for.iter().map(|row| sum(row.balance.as_ref().unwrap())).sum::<i64>(), overall.numbered);
    let held: i64 = totals.programmes.iter().map(|row| sum(row.balance.as_ref().unwrap())).sum();
    assert_eq!(held, overall.numbered - overall.free);

    let trial = given(reports.get_trial_balance(api::GetTrialBalanceRequest::default()).await);
    let mut layers: BTreeMap<i32, i64> = BTreeMap::new();
    for row in &trial.rows {
        *layers.entry(row.layer).or_default() += row.balance;
    }
    assert!(layers.len() >= 2, "money moved in the actual layer and in the budget: {layers:?}");
    assert!(layers.values().all(|sum| *sum == 0), "{layers:?}");
}

#[tokio::test]
async fn narrow_money_is_taken_first_and_goes_where_its_donor_wants() {
    let world = world().await;
    let wide = world.receive(world.cash(500)).await.index;
    let for_qom = api::Restriction { programme: world.office.dowry, area: world.office.qom, ..Default::default() };
    let narrow = world.receive(api::RecordReceipt { restriction: Some(for_qom), ..world.cash(300) }).await.index;

    given(world.allot(world.to_dowries(world.office.qom_office, 400)).await);
    assert_eq!(balance(&world, Object::Receipt(narrow)).await.allotted, 300);
    assert_eq!(balance(&world, Object::Receipt(wide)).await.allotted, 100);
}

#[tokio::test]
async fn a_receipt_taken_back_in_parts_is_voided_and_never_given_out_again() {
    let world = world().await;
    let receipt = world.receive(world.cash(1_000)).await.index;
    let reverse = async |amount| {
        let reversal = Some(api::ReverseReceipt { receipt, amount, reason: 1 });
        let ask = api::ReverseReceiptRequest { request_id: world.id(), validate_only: false, reversal };
        given(world.by(&world.office.approver).receipts().reverse_receipt(ask).await).recorded.unwrap()
    };
    reverse(amanat_tests::words::rials(400)).await;
    let found = balance(&world, Object::Receipt(receipt)).await;
    assert_eq!((found.voided, found.free), (400, 600));
    // Without an amount: all that is left.
    let recorded = reverse(None).await;
    assert!(recorded.name.ends_with(&format!("/receipts/{receipt}")), "{}", recorded.name);
    let found = balance(&world, Object::Receipt(receipt)).await;
    assert_eq!((found.voided, found.free, found.numbered), (1_000, 0, 1_000));

    let (_, refusal) = amanat_tests::answers::refused(world.allot(world.to_dowries(world.office.national, 1)).await);
    assert_eq!(refusal.reason, "EXCEEDS_AVAILABLE");
}

#[tokio::test]
async fn every_answer_names_a_head_that_only_grows_and_contains_what_was_recorded() {
    let world = world().await;
    let mut last = world.head().await.entry_count;
    for amount in 1..6 {
        let recorded = world.receive(world.cash(amount)).await;
        assert_eq!(recorded.entry_count, recorded.index + 1);
        let mut receipts = world.by(&world.office.auditor).receipts();
        let read = given(receipts.get_receipt(api::GetReceiptRequest { receipt: recorded.index }).await);
        let head = read.head.unwrap();
        assert_eq!(head.entry_count, recorded.entry_count);
        assert_eq!(head.link, recorded.link);
        assert_eq!(head.recorded_at, recorded.recorded_at);
        assert!(head.entry_count > last);
        last = head.entry_count;
    }
}
