//! Promises, campaigns, earmarks, recalls, copies of receipts, and approval by more than one.

use super::world;
use amanat_tests::answers::{given, malformed, refused};
use amanat_tests::granting::Step::{Award, Decide, Secure};
use amanat_tests::office::Post;
use amanat_tests::words::{cash, date, rials, today};
use amanat_tests::world::{World, year};
use api::instalment::Promised;
use api::registry_item::Command;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::record::v1::{AreaLevel, CampaignKind, Reason, Source};

fn part(promised: Promised) -> api::Instalment {
    api::Instalment { due: date(today()), promised: Some(promised) }
}

async fn promise(world: &World, amount: i64) -> u64 {
    let pledge = api::RecordPledge {
        office: world.office.national,
        source: Source::Company.into(),
        instalments: vec![part(Promised::Amount(rials(amount).unwrap()))],
        ..Default::default()
    };
    let ask = api::RecordPledgeRequest { request_id: world.id(), validate_only: false, pledge: Some(pledge) };
    given(world.by(&world.office.receiver).pledges().record_pledge(ask).await).recorded.unwrap().index
}

async fn look(world: &World, pledge: u64) -> api::Pledge {
    given(world.by(&world.office.auditor).pledges().get_pledge(api::GetPledgeRequest { pledge }).await).pledge.unwrap()
}

#[tokio::test]
async fn a_promise_is_fulfilled_by_receipts_and_reopened_by_reversals() {
    let world = world().await;
    let pledge = promise(&world, 100).await;
    assert_eq!(look(&world, pledge).await.standing(), api::PledgeStanding::Open);
    let (_, refusal) = refused(world.allot(world.to_dowries(world.office.national, 100)).await);
    assert_eq!(refusal.reason, "EXCEEDS_AVAILABLE", "a promise is not money");

    let receipt = world.receive(api::RecordReceipt { pledge, ..world.cash(70) }).await.index;
    let found = look(&world, pledge).await;
    assert_eq!((found.received, found.open, found.overdue), (70, 30, 30));
    let ask = api::GetReceiptRequest { receipt };
    let seen = given(world.by(&world.office.auditor).receipts().get_receipt(ask).await).receipt.unwrap();
    assert_eq!((seen.pledge, seen.fulfilled), (pledge, rials(70)));

    let reversal = Some(api::ReverseReceipt { receipt, amount: None, reason: Reason::Mistake.into() });
    let ask = api::ReverseReceiptRequest { request_id: world.id(), validate_only: false, reversal };
    given(world.by(&world.office.approver).receipts().reverse_receipt(ask).await);
    assert_eq!(look(&world, pledge).await.open, 100);

    let write_off =
        api::WriteOffPledge { pledge, last_change: pledge, given_up: None, reason: Reason::DonorWithdrew.into() };
    let ask = api::WriteOffPledgeRequest { request_id: world.id(), validate_only: false, write_off: Some(write_off) };
    given(world.by(&world.office.approver).pledges().write_off_pledge(ask).await);
    assert_eq!(look(&world, pledge).await.standing(), api::PledgeStanding::WrittenOff);
    let open = api::ListPledgesRequest { open_only: true, ..Default::default() };
    assert!(given(world.by(&world.office.auditor).pledges().list_pledges(open).await).pledges.is_empty());
}

#[tokio::test]
async fn units_are_never_read_as_rials() {
    let world = world().await;
    let pledge = promise(&world, 100).await;
    let amendment =
        Some(api::AmendPledge { pledge, last_change: pledge, instalments: vec![part(Promised::Units(100))] });
    let ask = api::AmendPledgeRequest { request_id: world.id(), validate_only: false, amendment };
    let answer = world.by(&world.office.receiver).pledges().amend_pledge(ask).await;
    assert_eq!(malformed(answer), ["amendment.instalments[0].units"]);
}

#[tokio::test]
async fn a_gift_that_answers_a_campaign_is_for_its_purpose() {
    let world = world().await;
    let campaign = world
        .register(Command::Campaign(api::RegisterCampaign {
            code: "c-1".to_owned(),
            name: "پویش نمونه".to_owned(),
            kind: CampaignKind::Ordinary.into(),
            office: world.office.national,
            target: rials(1_000),
            opens: date(today()),
            closes: date(today()),
            purpose: Some(api::Restriction { programme: world.office.dowry, ..Default::default() }),
        }))
        .await;
    let receipt = world.receive(api::RecordReceipt { campaign, ..world.cash(40) }).await.index;
    let auditor = world.by(&world.office.auditor);
    let seen = given(auditor.receipts().get_receipt(api::GetReceiptRequest { receipt }).await).receipt.unwrap();
    assert_eq!(seen.campaign, campaign);
    let fund = given(auditor.funds().get_fund(api::GetFundRequest { fund: seen.fund }).await).fund.unwrap();
    assert_eq!(fund.restriction.unwrap().programme, world.office.dowry);
    let campaigns = given(auditor.registry().list_campaigns(api::ListCampaignsRequest::default()).await).campaigns;
    assert_eq!((campaigns[0].receipt_count, campaigns[0].recorded.clone()), (1, rials(40)));

    let closing = Some(api::CloseCampaign { campaign, last_change: campaigns[0].last_change });
    let ask = api::CloseCampaignRequest { request_id: world.id(), validate_only: false, closing };
    given(world.by(&world.office.administrator).registry().close_campaign(ask).await);
    let late = world.try_receive(&world.id(), api::RecordReceipt { campaign, ..world.cash(1) }).await;
    assert_eq!(refused(late).1.reason, "CAMPAIGN_NOT_OPEN");
}

#[tokio::test]
async fn an_earmark_binds_allotments_until_it_is_lifted_and_a_recall_brings_money_back() {
    let world = world().await;
    let office = &world.office;
    let receipt = world.receive(world.cash(100)).await.index;
    let auditor = world.by(&office.auditor);
    let fund = given(auditor.receipts().get_receipt(api::GetReceiptRequest { receipt }).await).receipt.unwrap().fund;
    let decision = || Some(api::DecisionRef { number: "1405/9".to_owned(), date: date(today()) });
    let earmark = Some(api::PlaceEarmark { fund, programme: office.marriage, area: 0, decision: decision() });
    let ask = api::PlaceEarmarkRequest { request_id: world.id(), validate_only: false, earmark };
    let placed = given(world.by(&office.approver).funds().place_earmark(ask).await).recorded.unwrap().index;
    let of_fund = api::Allot {
        origin: Some(api::allot::Origin::Fund(api::FromFund { fund })),
        ..world.to_dowries(office.national, 100)
    };
    assert_eq!(refused(world.allot(of_fund.clone()).await).1.reason, "EARMARK_FORBIDS");
    let lifting = Some(api::LiftEarmark { earmark: placed, decision: decision() });
    let ask = api::LiftEarmarkRequest { request_id: world.id(), validate_only: false, lifting };
    given(world.by(&office.approver).funds().lift_earmark(ask).await);

    let allotted = given(world.allot(of_fund).await).index;
    world.notify(allotted).await;
    let recall = Some(api::RecallAllotment {
        office: office.national,
        programme: office.dowry,
        year: year(),
        amount: rials(30),
        parent: 0,
    });
    let ask = api::RecallAllotmentRequest { request_id: world.id(), validate_only: false, recall };
    given(world.by(&office.approver).funds().recall_allotment(ask).await);
    let found = given(auditor.funds().get_fund(api::GetFundRequest { fund }).await).fund.unwrap().balance.unwrap();
    assert_eq!((found.free, found.notified), (30, 70));
}

#[tokio::test]
async fn a_copy_of_a_receipt_is_counted() {
    let world = world().await;
    let receipt = world.receive(cash(world.office.national, world.office.account, 5)).await.index;
    let head = world.head().await.entry_count;
    for _ in 0..2 {
        let copy = Some(api::ReissueReceipt { receipt });
        let ask = api::ReissueReceiptRequest { request_id: world.id(), validate_only: false, copy };
        let recorded = given(world.by(&world.office.receiver).receipts().reissue_receipt(ask).await).recorded.unwrap();
        assert!(recorded.name.ends_with(&format!("/receipts/{receipt}")), "{}", recorded.name);
    }
    assert_eq!(world.head().await.entry_count, head + 2);
}

#[tokio::test]
async fn a_policy_asks_for_as_many_persons_as_its_band_says() {
    let world = world().await;
    world.fund_dowries(1_000).await;
    let band =
        |up_to: Option<api::Money>, approvals| api::ApprovalBand { up_to, approvals, level: AreaLevel::Country.into() };
    world
        .register(Command::ApprovalPolicy(api::SetApprovalPolicy {
            programme: 0,
            window_days: 30,
            bands: vec![band(rials(400), 1), band(None, 2)],
            cooling_off_hours: 0,
            decision: Some(api::DecisionRef { number: "1405/1".to_owned(), date: date(today()) }),
            effective_from: date(today()),
        }))
        .await;
    let seen = world.walk(world.grant(500).await, &[Decide, Secure]).await;
    let (_, refusal) = refused(world.try_step(Award, seen).await);
    assert_eq!(refusal.reason, "APPROVALS_MISSING");
    assert_eq!((refusal.numbers["needed"], refusal.numbers["given"]), (2, 1));

    let give = async |post: &Post| {
        let approval = Some(api::GiveApproval { object: seen.grant, last_change: seen.last_change });
        let ask = api::GiveApprovalRequest { request_id: world.id(), validate_only: false, approval };
        world.by(post).grants().give_approval(ask).await
    };
    given(give(&world.office.deputy).await);
    assert_eq!(refused(give(&world.office.deputy).await).1.reason, "SELF_APPROVAL");
    world.walk(seen, &[Award]).await;
}
