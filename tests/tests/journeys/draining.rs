//! Health, reflection, and an end at which everything that was asked is answered.

use super::{program, world};
use amanat_tests::answers::given;
use amanat_tests::raw::services;
use amanat_tests::words::cash;
use amanat_tests::world::World;
use ledger_log::checkpoint::Checkpoint;
use ledger_log::note::Note;
use ledger_wire::proto::ledger::v1 as api;
use std::collections::BTreeSet;
use tonic::transport::Channel;
use tonic::{Code, Status};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;
use tonic_reflection::pb::v1::ServerReflectionRequest;
use tonic_reflection::pb::v1::server_reflection_client::ServerReflectionClient;
use tonic_reflection::pb::v1::server_reflection_request::MessageRequest;
use tonic_reflection::pb::v1::server_reflection_response::MessageResponse;

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_serves_says_so_of_every_service() {
    let world = world().await;
    let mut health = HealthClient::new(world.server.channel());
    for service in services().into_iter().chain([String::new()]).filter(|name| !name.starts_with("grpc.")) {
        let answer = given(health.check(HealthCheckRequest { service: service.clone() }).await);
        assert_eq!(answer.status(), ServingStatus::Serving, "{service}");
    }
    let unknown = health.check(HealthCheckRequest { service: "amanat.ledger.v1.Nobody".to_owned() }).await;
    assert_eq!(unknown.unwrap_err().code(), Code::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_asked_to_stop_says_so_first_and_ends_though_somebody_watches() {
    let mut world = world().await;
    let mut health = HealthClient::new(world.server.channel());
    let mut watch = given(health.watch(HealthCheckRequest::default()).await);
    assert_eq!(watch.message().await.unwrap().unwrap().status(), ServingStatus::Serving);
    world.server.ask_to_stop();
    assert_eq!(watch.message().await.unwrap().unwrap().status(), ServingStatus::NotServing);
    // The watch is still open; it must not keep the server.
    assert!(world.server.wait().success());
    drop(watch);
}

/// A batch that takes a while.
fn large(world: &World) -> api::BatchRecordReceiptsRequest {
    let gift = |amount| cash(world.office.national, world.office.account, amount);
    api::BatchRecordReceiptsRequest {
        request_id: world.id(),
        validate_only: false,
        mode: api::BatchMode::Atomic.into(),
        items: (1..=2_000).map(gift).collect(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_asked_before_the_end_is_answered_and_kept() {
    let mut world = world().await;
    let receiver = world.by(&world.office.receiver);
    let asks: Vec<_> = (0..8).map(|_| large(&world)).collect();
    // All over one connection, sent before the first answer can be there.
    let mut sent: Vec<_> = asks
        .iter()
        .map(|ask| {
            let (mut receipts, ask) = (receiver.receipts(), ask.clone());
            tokio::spawn(async move { receipts.batch_record_receipts(ask).await })
        })
        .collect();
    let first = given(sent.remove(0).await.unwrap());
    world.server.ask_to_stop();
    let mut answers = vec![first];
    for answer in sent {
        answers.push(given(answer.await.unwrap()));
    }
    assert!(world.server.wait().success());

    // The last checkpoint covers everything.
    let note = std::fs::read(world.book.paths().book.checkpoint()).unwrap();
    let checkpoint: Checkpoint = Note::parse(&note).unwrap().text().parse().unwrap();
    let ends = answers.iter().map(|answer| answer.recorded.as_ref().unwrap().entry_count);
    assert_eq!(checkpoint.head().size, ends.max().unwrap());

    let world = world.killed().serve();
    let mut receipts = world.by(&world.office.receiver).receipts();
    for (ask, answer) in asks.into_iter().zip(answers) {
        assert_eq!(given(receipts.batch_record_receipts(ask).await), answer);
    }
    world.stopped().book.verify();
}

async fn reflected(channel: Channel) -> Result<BTreeSet<String>, Status> {
    let ask = ServerReflectionRequest {
        host: String::new(),
        message_request: Some(MessageRequest::ListServices(String::new())),
    };
    let mut client = ServerReflectionClient::new(channel);
    let mut answers = client.server_reflection_info(tokio_stream::once(ask)).await?.into_inner();
    let answer = answers.message().await?.and_then(|answer| answer.message_response);
    let Some(MessageResponse::ListServicesResponse(list)) = answer else { panic!("{answer:?}") };
    Ok(list.service.into_iter().map(|service| service.name).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn reflection_lists_the_services_unless_it_is_left_out() {
    let world = world().await;
    let found = reflected(world.server.channel()).await.unwrap();
    assert!(services().iter().all(|service| found.contains(service)), "{found:?}");

    let silent = World::open_with(program(), &["--no-reflection"]).await;
    assert_eq!(reflected(silent.server.channel()).await.unwrap_err().code(), Code::Unimplemented);
}
