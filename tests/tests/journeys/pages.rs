//! Pages: together they are one scan, whatever their size, and a token serves the question it was given out for.

use super::world;
use amanat_tests::answers::{given, malformed};
use amanat_tests::world::World;
use api::get_statement_request::Object;
use ledger_wire::proto::ledger::v1 as api;

/// More pages than any of these lists has rows.
const MOST_PAGES: usize = 200;

/// All rows of a list, in pages of this size.
async fn scan<T>(mut page: impl AsyncFnMut(String) -> (Vec<T>, String)) -> Vec<T> {
    let mut rows = Vec::new();
    let mut token = String::new();
    for _ in 0..MOST_PAGES {
        let (more, next) = page(token).await;
        rows.extend(more);
        if next.is_empty() {
            return rows;
        }
        token = next;
    }
    panic!("the pages come to an end");
}

/// A list of the API, read in pages of this size.
macro_rules! listed {
    ($client:expr, $method:ident, $rows:ident, $page_size:expr, $request:ident { $($field:ident: $value:expr),* }) => {
        scan(async |page_token| {
            let ask = api::$request { page_size: $page_size, page_token, $($field: $value),* };
            let answer = given($client.$method(ask).await);
            let most = if $page_size == 0 { 100 } else { usize::try_from($page_size).unwrap() };
            assert!(answer.$rows.len() <= most);
            assert!(answer.head.is_some());
            (answer.$rows, answer.next_page_token)
        })
        .await
    };
}

/// The list is the same in pages of one, of two, of seven, and in one.
macro_rules! same_in_any_pages {
    ($client:expr, $method:ident, $rows:ident, $request:ident { $($field:ident: $value:expr),* }) => {{
        let whole = listed!($client, $method, $rows, 1_000, $request { $($field: $value),* });
        assert!(whole.len() > 2, "{} rows of {} are too few to try", whole.len(), stringify!($method));
        for page_size in [0_u32, 1, 2, 7] {
            let rows = listed!($client, $method, $rows, page_size, $request { $($field: $value),* });
            assert_eq!(rows, whole, "{} in pages of {page_size}", stringify!($method));
        }
        whole
    }};
}

/// A gift of which every second part is given on to a grant, so that there is something to list.
async fn busy() -> (World, u64, u64) {
    let world = world().await;
    let receipt = world.receive(world.cash(1_000)).await.index;
    let allotted = given(world.allot(world.to_dowries(world.office.national, 900)).await);
    world.notify(allotted.index).await;
    let mut grant = 0;
    for _ in 0..4 {
        let applied = world.grant(100).await;
        grant = world.walk(applied, &amanat_tests::granting::TO_PAYMENT).await.grant;
        world.receive(world.cash(7)).await;
    }
    (world, receipt, grant)
}

#[tokio::test]
async fn pages_together_are_one_scan() {
    let (world, receipt, grant) = busy().await;
    let auditor = world.by(&world.office.auditor);
    let office = world.office.national;

    let receipts =
        same_in_any_pages!(auditor.receipts(), list_receipts, receipts, ListReceiptsRequest { office: 0, donor: 0 });
    assert_eq!(receipts.len(), 5);
    let of_office =
        listed!(auditor.receipts(), list_receipts, receipts, 2, ListReceiptsRequest { office: office, donor: 0 });
    assert_eq!(of_office, receipts);
    let elsewhere = listed!(
        auditor.receipts(),
        list_receipts,
        receipts,
        2,
        ListReceiptsRequest { office: world.office.qom_office, donor: 0 }
    );
    assert_eq!(elsewhere, []);

    let grants = same_in_any_pages!(auditor.grants(), list_grants, grants, ListGrantsRequest { stage: 0 });
    assert!(grants.windows(2).all(|pair| pair[0].index < pair[1].index), "oldest first");
    let paid =
        listed!(auditor.grants(), list_grants, grants, 3, ListGrantsRequest { stage: api::GrantStage::Paid.into() });
    assert_eq!(paid, grants);

    same_in_any_pages!(auditor.registry(), list_areas, areas, ListAreasRequest {});
    same_in_any_pages!(auditor.registry(), list_offices, offices, ListOfficesRequest {});
    same_in_any_pages!(auditor.registry(), list_principals, principals, ListPrincipalsRequest {});
    same_in_any_pages!(auditor.registry(), list_beneficiaries, beneficiaries, ListBeneficiariesRequest { office: 0 });
    same_in_any_pages!(auditor.funds(), trace_receipt, parts, TraceReceiptRequest { receipt: receipt });
    same_in_any_pages!(
        auditor.funds(),
        get_statement,
        rows,
        GetStatementRequest { object: Some(Object::Grant(grant)) }
    );
    same_in_any_pages!(
        auditor.funds(),
        get_statement,
        rows,
        GetStatementRequest { object: Some(Object::Office(office)) }
    );
    same_in_any_pages!(auditor.reports(), get_trial_balance, rows, GetTrialBalanceRequest {});
}

#[tokio::test]
async fn entries_in_pages_are_all_entries_in_order() {
    let (world, ..) = busy().await;
    let mut audit = world.by(&world.office.auditor).audit();
    let head = world.head().await;
    for page_size in [1_000_u32, 7] {
        let entries = listed!(audit, list_entries, entries, page_size, ListEntriesRequest { first_index: 0 });
        assert!(entries.iter().map(|entry| entry.index).eq(0..head.entry_count));
        assert_eq!(entries.last().unwrap().link, head.link);
    }
    let tail = listed!(audit, list_entries, entries, 5, ListEntriesRequest { first_index: head.entry_count - 3 });
    assert_eq!(tail.len(), 3);
    let beyond = listed!(audit, list_entries, entries, 5, ListEntriesRequest { first_index: head.entry_count + 3 });
    assert_eq!(beyond, []);
}

#[tokio::test]
async fn a_page_token_of_another_question_is_refused() {
    let (world, ..) = busy().await;
    let auditor = world.by(&world.office.auditor);
    let ask = api::ListReceiptsRequest { page_size: 2, ..Default::default() };
    let token = given(auditor.receipts().list_receipts(ask.clone()).await).next_page_token;
    assert!(!token.is_empty());

    let of_office =
        api::ListReceiptsRequest { page_token: token.clone(), office: world.office.national, ..ask.clone() };
    assert_eq!(malformed(auditor.receipts().list_receipts(of_office).await), ["page_token"]);
    let grants = api::ListGrantsRequest { page_token: token.clone(), ..Default::default() };
    assert_eq!(malformed(auditor.grants().list_grants(grants).await), ["page_token"]);
    let made_up = api::ListReceiptsRequest { page_token: "next please".to_owned(), ..ask.clone() };
    assert_eq!(malformed(auditor.receipts().list_receipts(made_up).await), ["page_token"]);
    let entries = api::ListEntriesRequest { page_token: token.clone(), ..Default::default() };
    assert_eq!(malformed(auditor.audit().list_entries(entries).await), ["page_token"]);
    // Another page size is the same question.
    given(auditor.receipts().list_receipts(api::ListReceiptsRequest { page_size: 9, page_token: token, ..ask }).await);
}
