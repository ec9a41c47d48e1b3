//! One benefit a person, whoever asks where and at the same time: of a thousand applications for a hundred persons at
//! three offices a hundred are awarded, and who is refused is told nothing about the others.

mod desks;

use super::world;
use amanat_tests::answers::given;
use amanat_tests::draw::{Draw, seed};
use amanat_tests::granting::enrolment;
use amanat_tests::world::World;
use desks::{Desk, End, Job, work};
use ledger_core::event::{Event, GrantAwarded};
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::record;
use std::collections::BTreeSet;
use std::sync::Arc;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

const PERSONS: u32 = 100;
const APPLICATIONS: u32 = 10;
/// Clients at each office, each with its own connections.
const CLIENTS: usize = 3;
/// The first person's serial number.
const FIRST: u32 = 700_000;

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_applications_of_a_hundred_persons_at_three_offices_end_in_a_hundred_awards() {
    let mut draw = Draw::from_seed(seed("once a person"));
    let world = world().await;
    let offices = [world.office.national, world.office.qom_office, world.office.kerman_office];
    world.receive(world.cash(1_000_000)).await;
    let mut known = Vec::new();
    for office in offices {
        let allotted = given(world.allot(world.to_dowries(office, 300_000)).await);
        world.notify(allotted.index).await;
        known.push(enrolled(&world, office).await);
    }
    let mut queues: [Vec<Job>; 3] = [const { Vec::new() }; 3];
    for number in 0..PERSONS * APPLICATIONS {
        let (person, office) = (number % PERSONS, usize::try_from(draw.below(3)).unwrap());
        queues[office].push(Job { person, beneficiary: known[office][person as usize] });
    }
    let ends = all_at_once(&world, offices, queues, &mut draw).await;

    assert_eq!(ends.len(), 1_000, "every application came to an end");
    let awarded: Vec<_> = ends.iter().filter(|end| end.refused.is_none()).collect();
    let persons: BTreeSet<u32> = awarded.iter().map(|end| end.job.person).collect();
    assert_eq!((awarded.len(), persons.len()), (100, 100), "one award a person");
    let refused: Vec<_> = ends.iter().filter_map(|end| end.refused.as_ref()).collect();
    assert_eq!(refused.len(), 900);
    let later = refused.iter().filter(|refused| refused.at_step).count();
    assert!(later > 0, "some were applied for at the same time, and found it out at a later step");
    for refused in refused {
        refused.says_no_more_than_it_must(&entry(&world, refused.entry).await);
    }
    agrees(&world, &ends).await;
    world.stopped().book.verify();
}

/// Enrols every person at this office, verified; gives the beneficiaries in order.
async fn enrolled(world: &World, office: u64) -> Vec<u64> {
    use api::registry_item::Command;
    let batch = |commands: Vec<Command>| api::BatchRegisterRequest {
        request_id: world.id(),
        validate_only: false,
        mode: api::BatchMode::Atomic.into(),
        items: commands.into_iter().map(|command| api::RegistryItem { command: Some(command) }).collect(),
    };
    let enrol = |serial| Command::Beneficiary(enrolment(office, serial, world.bytes16()));
    let asked = batch((FIRST..FIRST + PERSONS).map(enrol).collect());
    let answer = world.by(&world.office.case_officer).registry().batch_register(asked).await;
    let beneficiaries = given(answer).recorded.unwrap().indices;
    let verify = |at: &u64| Command::Verification(api::VerifyBeneficiary { beneficiary: *at, last_change: *at });
    let asked = batch(beneficiaries.iter().map(verify).collect());
    given(world.by(&world.office.second_case_officer).registry().batch_register(asked).await);
    beneficiaries
}

/// Has all offices work through their queues, with some clients each.
async fn all_at_once(world: &World, offices: [u64; 3], queues: [Vec<Job>; 3], draw: &mut Draw) -> Vec<End> {
    let all_have_applied = Arc::new(Barrier::new(offices.len() * CLIENTS));
    let mut clients = JoinSet::new();
    for (office, queue) in offices.into_iter().zip(queues) {
        for client in 0..CLIENTS {
            let jobs: Vec<Job> = queue.iter().skip(client).step_by(CLIENTS).copied().collect();
            let desk = Desk::new(world, office, draw.branch());
            clients.spawn(work(desk, jobs, Arc::clone(&all_have_applied)));
        }
    }
    clients.join_all().await.into_iter().flatten().collect()
}

async fn entry(world: &World, index: u64) -> Event {
    let answer = world.by(&world.office.auditor).audit().get_entry(api::GetEntryRequest { index }).await;
    record::decode(&given(answer).entry.unwrap().record).unwrap().entry.event
}

/// The book has exactly the awards that the clients were told of.
async fn agrees(world: &World, ends: &[End]) {
    let told: BTreeSet<u64> = ends.iter().filter(|end| end.refused.is_none()).map(|end| end.last).collect();
    let mut found = BTreeSet::new();
    let mut page_token = String::new();
    loop {
        let ask = api::ListEntriesRequest { page_size: 1_000, page_token, first_index: 0 };
        let page = given(world.by(&world.office.auditor).audit().list_entries(ask).await);
        for stored in &page.entries {
            if let Event::GrantAwarded(GrantAwarded { .. }) = record::decode(&stored.record).unwrap().entry.event {
                found.insert(stored.index);
            }
        }
        page_token = page.next_page_token;
        if page_token.is_empty() {
            break;
        }
    }
    assert_eq!(found, told);
}
