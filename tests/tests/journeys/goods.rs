//! Goods: a gift in kind is stored, put into a kit, handed over, and traced both ways.

use super::world;
use amanat_tests::answers::{given, refused};
use amanat_tests::granting::{Seen, Step, take};
use amanat_tests::words::{date, rials, today};
use amanat_tests::world::World;
use api::grant_item::Command as GrantCommand;
use api::registry_item::Command;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::record::v1::{AccountKind, Source, ValuationBasis};

/// The catalogue, a store and a design: one fridge and two blankets.
struct Goods {
    store: u64,
    fridge: u64,
    blanket: u64,
    design: u64,
}

const FRIDGE: i64 = 1_000;
const BLANKET: i64 = 50;

async fn set_up(world: &World) -> Goods {
    let item = |code: &str, value| {
        let (code, name, measure) = (code.to_owned(), "کالای نمونه".to_owned(), "عدد".to_owned());
        Command::Item(api::RegisterItem { code, name, measure, catalogue_value: rials(value) })
    };
    let kind = AccountKind::Store.into();
    let store = api::OpenAccount { code: "store-1".to_owned(), office: world.office.national, kind };
    let store = world.register(Command::Account(store)).await;
    let fridge = world.register(item("fridge", FRIDGE)).await;
    let blanket = world.register(item("blanket", BLANKET)).await;
    let design = api::DesignKit {
        code: "dowry-set".to_owned(),
        name: "سری جهیزیه".to_owned(),
        programme: world.office.dowry,
        bill: vec![api::BillRow { item: fridge, quantity: 1 }, api::BillRow { item: blanket, quantity: 2 }],
    };
    Goods { store, fridge, blanket, design: world.register(Command::KitDesign(design)).await }
}

fn evidence(byte: u8) -> Option<api::Evidence> {
    Some(api::Evidence { sha256: vec![byte; 32], custodian: "archive-1".to_owned(), keep_until: date(today()) })
}

fn lot(world: &World, goods: &Goods, item: u64, units: u64, value: i64) -> api::RecordLot {
    api::RecordLot {
        office: world.office.national,
        store: goods.store,
        item,
        units,
        unit_value: rials(value),
        basis: ValuationBasis::Market.into(),
        evidence: evidence(1),
        source: Source::PublicDonation.into(),
        ..Default::default()
    }
}

async fn receive(world: &World, lot: api::RecordLot) -> u64 {
    let ask = api::RecordLotRequest { request_id: world.id(), validate_only: false, lot: Some(lot) };
    given(world.by(&world.office.receiver).goods().record_lot(ask).await).recorded.unwrap().index
}

fn assembly(world: &World, goods: &Goods) -> api::AssembleKitRequest {
    let (design, office, store) = (goods.design, world.office.national, goods.store);
    let kit = Some(api::AssembleKit { design, office, store, lots: Vec::new() });
    api::AssembleKitRequest { request_id: world.id(), validate_only: false, kit }
}

async fn stock(world: &World, item: u64) -> api::Stock {
    let ask = api::GetStockRequest { item, ..Default::default() };
    let rows = given(world.by(&world.office.auditor).goods().get_stock(ask).await).rows;
    rows.first().and_then(|row| row.stock.clone()).expect("a row of the item")
}

const fn units(held: Option<&api::Held>) -> u64 {
    match held {
        Some(held) => held.units,
        None => 0,
    }
}

#[tokio::test]
async fn a_gift_in_kind_is_handed_over_in_a_kit_and_found_again_from_both_ends() {
    let world = world().await;
    let goods = set_up(&world).await;
    let fridges = receive(&world, lot(&world, &goods, goods.fridge, 3, FRIDGE)).await;
    let first = receive(&world, lot(&world, &goods, goods.blanket, 1, BLANKET)).await;
    let second = receive(&world, lot(&world, &goods, goods.blanket, 5, 40)).await;
    let case_officer = world.by(&world.office.case_officer);
    let kit = given(case_officer.goods().assemble_kit(assembly(&world, &goods)).await).recorded.unwrap().index;
    let found = given(world.by(&world.office.auditor).goods().get_kit(api::GetKitRequest { kit }).await).kit.unwrap();
    assert_eq!(found.value, rials(FRIDGE + BLANKET + 40), "each unit by its lot");

    let amount = FRIDGE + 2 * BLANKET;
    let application = GrantCommand::Application(api::ApplyForGrant {
        programme: world.office.dowry,
        office: world.office.national,
        beneficiary: world.beneficiary().await,
        amount: rials(amount),
        payee: 0,
        kit_design: goods.design,
    });
    let by = |command| api::GrantItem { command: Some(command) };
    let grant = Seen::new(given(take(&case_officer, &world.id(), by(application)).await).index);
    let decided = world.walk(grant, &[Step::Decide]).await;
    let reservation = api::ReserveKit { grant: decided.grant, last_change: decided.last_change, kit };
    let reserved = given(take(&case_officer, &world.id(), by(GrantCommand::KitReservation(reservation))).await).index;
    let awarded = world.walk(decided.after(reserved), &[Step::Award]).await;
    let hand_over = |Seen { grant, last_change }| {
        by(GrantCommand::HandOver(api::HandOver { grant, last_change, evidence: evidence(2) }))
    };
    let (_, refusal) = refused(take(&case_officer, &world.id(), hand_over(awarded)).await);
    assert_eq!(refusal.reason, "SELF_APPROVAL");
    let other = world.by(&world.office.second_case_officer);
    let delivered = given(take(&other, &world.id(), hand_over(awarded)).await).index;
    world.walk(awarded.after(delivered), &[Step::Verify]).await;
    let seen = world.look(grant.grant).await;
    assert_eq!((seen.kit, seen.kit_design), (kit, goods.design));

    let (left, in_blankets) = (stock(&world, goods.fridge).await, stock(&world, goods.blanket).await);
    assert_eq!((units(left.free.as_ref()), units(left.handed_over.as_ref())), (2, 1));
    assert_eq!((units(in_blankets.free.as_ref()), units(in_blankets.handed_over.as_ref())), (4, 2));

    let ask = api::TraceLotRequest { lot: fridges, ..Default::default() };
    let parts = given(world.by(&world.office.auditor).goods().trace_lot(ask).await).parts;
    let delivery: Vec<_> =
        parts.iter().map(|part| (part.standing(), part.kit, part.grant, part.handed_over_at)).collect();
    assert_eq!(
        delivery,
        [(api::StockStanding::HandedOver, kit, grant.grant, delivered), (api::StockStanding::Free, 0, 0, 0),]
    );
    let ask = api::TraceKitRequest { kit, ..Default::default() };
    let lots = given(world.by(&world.office.auditor).goods().trace_kit(ask).await).contributions;
    let lots: Vec<_> = lots.iter().map(|part| (part.lot, part.item)).collect();
    assert_eq!(lots, [(fridges, goods.fridge), (first, goods.blanket), (second, goods.blanket)]);
}

#[tokio::test]
async fn a_lot_above_the_catalogue_waits_for_two_appraisers() {
    let world = world().await;
    let goods = set_up(&world).await;
    let dear = receive(&world, lot(&world, &goods, goods.fridge, 1, FRIDGE * 3)).await;
    receive(&world, lot(&world, &goods, goods.blanket, 2, BLANKET)).await;
    assert_eq!(units(stock(&world, goods.fridge).await.unappraised.as_ref()), 1);
    let assemble = || world.by(&world.office.case_officer);
    let (_, refusal) = refused(assemble().goods().assemble_kit(assembly(&world, &goods)).await);
    assert_eq!(refusal.reason, "EXCEEDS_AVAILABLE");

    let mut last_change = dear;
    for post in [&world.office.approver, &world.office.deputy] {
        let appraisal = Some(api::AppraiseLot { lot: dear, last_change });
        let ask = api::AppraiseLotRequest { request_id: world.id(), validate_only: false, appraisal };
        last_change = given(world.by(post).goods().appraise_lot(ask).await).recorded.unwrap().index;
    }
    let kit = given(assemble().goods().assemble_kit(assembly(&world, &goods)).await).recorded.unwrap().index;
    let dissolution = Some(api::DissolveKit { kit, last_change: kit });
    let ask = api::DissolveKitRequest { request_id: world.id(), validate_only: false, dissolution };
    given(assemble().goods().dissolve_kit(ask).await);
    assert_eq!(units(stock(&world, goods.fridge).await.free.as_ref()), 1);
}
