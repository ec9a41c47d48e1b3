//! Look-ups after a kill or a power cut: whoever was enrolled is found, under the entry that was told.
//!
//! A client enrols people in batches until the server is gone, and writes down what it was told. The index behind the
//! look-ups may have lost anything, up to all of it; the answers may not.

use super::clients::Pulse;
use super::cuts::power_can_be_cut;
use super::notes::is_gone;
use super::place::Place;
use super::trials;
use amanat_tests::caller::Caller;
use amanat_tests::draw::{Draw, seed};
use amanat_tests::granting::enrolment;
use amanat_tests::look_ups::{by_person, by_reference, find};
use amanat_tests::power::Disk;
use amanat_tests::server::Server;
use api::registry_item::Command;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::LookUpKind;
use std::sync::Arc;
use tokio::task::JoinHandle;
use tonic::Status;

/// Kills and cuts of a usual test run; `AMANAT_KILLS` and `AMANAT_CUTS` ask for more.
const FEW: u64 = 2;
/// People of one batch.
const BATCH: u32 = 15;
/// Batches that one client asks for before it stops by itself.
const MOST_BATCHES: u32 = 300;
/// Answers after which the server is killed or its power cut, at the most.
const MOST_ANSWERS: u64 = 60;

/// A batch of enrolments: the first of its people, and what the server made of it.
#[derive(Clone)]
struct Batch {
    ask: api::BatchRegisterRequest,
    first: u32,
    indices: Vec<u64>,
}

impl Batch {
    fn new(place: &Place, draw: &mut Draw, first: u32) -> Self {
        let enrol = |serial| {
            let asked = enrolment(place.office.national, serial, reference(serial));
            api::RegistryItem { command: Some(Command::Beneficiary(asked)) }
        };
        let ask = api::BatchRegisterRequest {
            request_id: draw.request_id(),
            validate_only: false,
            mode: api::BatchMode::Atomic.into(),
            items: (first..first + BATCH).map(enrol).collect(),
        };
        Self { ask, first, indices: Vec::new() }
    }

    async fn send(&mut self, caller: &Caller) -> Result<(), Status> {
        let answer = caller.registry().batch_register(self.ask.clone()).await?;
        self.indices = answer.into_inner().recorded.expect("always set").indices;
        Ok(())
    }
}

/// A reference of its own for each person.
fn reference(serial: u32) -> [u8; 16] {
    let mut bytes = [0xee; 16];
    bytes[..4].copy_from_slice(&serial.to_be_bytes());
    bytes
}

/// Enrols until the server is gone; the last batch may be one without an answer.
fn enrol_on(
    place: &Arc<Place>,
    server: &Server,
    mut draw: Draw,
    first: u32,
    pulse: &Arc<Pulse>,
) -> JoinHandle<Vec<Batch>> {
    let (place, pulse) = (Arc::clone(place), Arc::clone(pulse));
    let caller = place.office.case_officer.at(server);
    tokio::spawn(async move {
        let mut batches = Vec::new();
        for number in 0..MOST_BATCHES {
            let mut batch = Batch::new(&place, &mut draw, first + number * BATCH);
            let sent = batch.send(&caller).await;
            batches.push(batch);
            match sent {
                Ok(()) => pulse.beat(),
                Err(status) if is_gone(&status) => break,
                Err(status) => panic!("an enrolment that breaks no rule is refused: {status:?}"),
            }
        }
        batches
    })
}

/// Asks again for what was not answered, and looks everybody up.
async fn compare(place: &Place, server: &Server, batches: &mut [Batch]) {
    let case_officer = place.office.case_officer.at(server);
    let auditor = place.office.auditor.at(server);
    for batch in batches {
        if batch.indices.is_empty() {
            batch.send(&case_officer).await.expect("a retry after a restart");
        }
        assert_eq!(batch.indices.len(), batch.ask.items.len());
        for (serial, index) in (batch.first..).zip(&batch.indices) {
            assert_eq!(find(&auditor, &by_person(serial)).await, [*index], "person {serial}");
            let by_reference = by_reference(LookUpKind::Beneficiary, &reference(serial));
            assert_eq!(find(&auditor, &by_reference).await, [*index], "person {serial}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_who_was_enrolled_is_found_after_kills() {
    let mut draw = Draw::from_seed(seed("kills under enrolments"));
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("amanat");
    let (place, mut server) = Place::make(&data, &directory.path().join("amanat.policy"), &mut draw).await;
    let place = Arc::new(place);
    let mut all = Vec::new();
    for round in 0..trials("AMANAT_KILLS", FEW) {
        let first = 100_000 + BATCH * MOST_BATCHES * u32::try_from(round).unwrap();
        let pulse = Arc::new(Pulse::default());
        let client = enrol_on(&place, &server, draw.branch(), first, &pulse);
        pulse.reach(1 + draw.below(MOST_ANSWERS)).await;
        server.kill();
        let mut batches = client.await.expect("a client that only stops when the server is gone");
        server = place.book.serve();
        compare(&place, &server, &mut batches).await;
        all.extend(batches);
    }
    let last = all.len().saturating_sub(20);
    compare(&place, &server, &mut all[last..]).await;
    server.stop();
    place.book.verify();
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_who_was_enrolled_is_found_after_a_power_cut() {
    if !power_can_be_cut("power cut under enrolments") {
        return;
    }
    let mut draw = Draw::from_seed(seed("power cuts under enrolments"));
    for _ in 0..trials("AMANAT_CUTS", FEW) {
        cut_under_enrolments(&mut draw).await;
    }
}

async fn cut_under_enrolments(draw: &mut Draw) {
    let directory = tempfile::tempdir().unwrap();
    let mut disk = Disk::new(directory.path());
    let data = disk.root().join("amanat");
    let (place, server) = Place::make(&data, &directory.path().join("amanat.policy"), draw).await;
    // Closed well once, so that there is an index that a cut can spoil.
    server.stop();
    let mut server = place.book.serve();
    let place = Arc::new(place);
    let pulse = Arc::new(Pulse::default());
    let client = enrol_on(&place, &server, draw.branch(), 100_000, &pulse);
    pulse.reach(1 + draw.below(MOST_ANSWERS)).await;
    disk.cut_power();
    let mut batches = client.await.expect("a client that only stops when the server is gone");
    // With a disk that fails the server ends by itself, whatever its index makes of that.
    assert_eq!(server.wait().code(), Some(1));
    disk.restore_power();
    let server = place.book.serve();
    compare(&place, &server, &mut batches).await;
    eprintln!("power cut: {} batches of enrolments, everybody found", batches.len());
    server.stop();
    let server = place.book.serve();
    compare(&place, &server, &mut batches).await;
    server.stop();
    place.book.verify();
}
