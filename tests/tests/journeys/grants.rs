//! Grants that do not go straight: sent back by the bank, cancelled, refused on the way.

use super::world;
use amanat_tests::answers::{given, refused};
use amanat_tests::granting::Step::{Award, Cancel, Decide, Order, Return, Secure, Settle, Verify};
use amanat_tests::granting::{Seen, Step};
use amanat_tests::world::World;
use api::get_balance_request::Object;
use ledger_wire::proto::ledger::v1 as api;
use tonic::Code;

const TO_ORDER: [Step; 5] = [Decide, Secure, Award, Verify, Order];

async fn of_grant(world: &World, grant: u64) -> api::Balance {
    let ask = api::GetBalanceRequest { object: Some(Object::Grant(grant)) };
    given(world.by(&world.office.auditor).funds().get_balance(ask).await).balance.unwrap()
}

#[tokio::test]
async fn a_payment_that_the_bank_sends_back_is_ordered_again_and_paid_once() {
    let world = world().await;
    world.fund_dowries(1_000).await;
    let ordered = world.walk(world.grant(600).await, &TO_ORDER).await;
    assert_eq!(of_grant(&world, ordered.grant).await.in_payment, 600);
    let returned = world.walk(ordered, &[Return]).await;
    assert_eq!(of_grant(&world, ordered.grant).await.encumbered, 600);
    let paid = world.walk(returned, &[Order, Settle]).await;
    let found = of_grant(&world, ordered.grant).await;
    assert_eq!((found.spent, found.numbered), (600, 600));

    let (code, refusal) = refused(world.try_step(Settle, paid).await);
    assert_eq!((code, refusal.reason.as_str()), (Code::FailedPrecondition, "STAGE_OUT_OF_ORDER"));
}

#[tokio::test]
async fn a_cancelled_grant_gives_back_its_money_and_the_right_to_ask_again() {
    let world = world().await;
    world.fund_dowries(500).await;
    let beneficiary = world.beneficiary().await;
    let grant = Seen::new(given(world.apply(beneficiary, 500).await).index);
    let verified = world.walk(grant, &[Decide, Secure, Award, Verify]).await;
    let (_, refusal) = refused(world.apply(beneficiary, 500).await);
    assert_eq!(refusal.reason, "BENEFIT_ALREADY_GRANTED");

    world.walk(verified, &[Cancel]).await;
    assert_eq!(world.look(grant.grant).await.stage, i32::from(api::GrantStage::Cancelled));
    let again = Seen::new(given(world.apply(beneficiary, 500).await).index);
    world.walk(again, &[Decide, Secure, Award, Verify, Order, Settle]).await;
    assert_eq!(of_grant(&world, again.grant).await.spent, 500);
    assert_eq!(of_grant(&world, grant.grant).await.numbered, 0);
}

#[tokio::test]
async fn nobody_awards_what_they_applied_for() {
    let world = world().await;
    world.fund_dowries(500).await;
    let office = &world.office;
    let item = amanat_tests::granting::application(office, world.beneficiary().await, 500);
    let applied = given(amanat_tests::granting::take(&world.by(&office.deputy), &world.id(), item).await).index;
    let secured = world.walk(Seen::new(applied), &[Decide, Secure]).await;
    let (code, refusal) = refused(world.try_step_by(&office.deputy, Award, secured).await);
    assert_eq!((code, refusal.reason.as_str()), (Code::PermissionDenied, "SELF_APPROVAL"));
    assert_eq!(refusal.numbers["acted_at"], applied);
    world.walk(secured, &[Award]).await;
}

#[tokio::test]
async fn an_approval_of_what_has_changed_since_is_refused() {
    let world = world().await;
    world.fund_dowries(500).await;
    let grant = world.grant(500).await;
    let decided = world.walk(grant, &[Decide]).await;
    let secured = world.walk(decided, &[Secure]).await;
    let (code, refusal) = refused(world.try_step(Award, decided).await);
    assert_eq!((code, refusal.reason.as_str()), (Code::FailedPrecondition, "CHANGED_SINCE"));
    assert_eq!(refusal.numbers["seen"], decided.last_change);
    assert_eq!(refusal.numbers["last_change"], secured.last_change);
}
