//! A random history of the register, and what the client that made it knows of it.

use super::super::world;
use super::scan::{question, scan};
use amanat_tests::answers::given;
use amanat_tests::caller::Caller;
use amanat_tests::draw::{Draw, seed};
use amanat_tests::look_ups::{by_code, by_marriage, by_person, by_reference, find, marriage};
use amanat_tests::office::Post;
use amanat_tests::words::{date, person, today};
use amanat_tests::world::World;
use api::registry_item::Command;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::LookUpKind;
use ledger_wire::proto::record::v1::{AreaLevel, BeneficiaryKind, DonorKind};
use std::collections::BTreeMap;

/// Batches of a history.
const BATCHES: u64 = 12;
/// Persons who turn up in it, each several times.
const PERSONS: u64 = 40;

/// Who was enrolled where: the client's own notes, by person and by marriage record.
#[derive(Default)]
pub(super) struct Known {
    persons: BTreeMap<u32, Vec<u64>>,
    marriages: BTreeMap<String, Vec<u64>>,
}

/// Plays a history; codes and references are used again and again, so that many of the items are refused.
pub(super) async fn play(world: &World, draw: &mut Draw, known: &mut Known) {
    for _ in 0..BATCHES {
        let areas: Vec<Command> = (0..draw.below(12)).map(|_| area(world, draw)).collect();
        register(world, &world.office.administrator, areas, known).await;
        let donors: Vec<Command> = (0..draw.below(12)).map(|_| donor(draw)).collect();
        register(world, &world.office.receiver, donors, known).await;
        let people: Vec<Command> = (0..draw.below(40)).map(|_| enrolment(world, draw)).collect();
        register(world, &world.office.case_officer, people, known).await;
        world.receive(world.cash(1)).await;
    }
}

async fn register(world: &World, post: &Post, items: Vec<Command>, known: &mut Known) {
    if items.is_empty() {
        return;
    }
    let ask = api::BatchRegisterRequest {
        request_id: world.id(),
        validate_only: false,
        mode: api::BatchMode::Each.into(),
        items: items.iter().map(|command| api::RegistryItem { command: Some(command.clone()) }).collect(),
    };
    let recorded = given(world.by(post).registry().batch_register(ask).await).recorded.unwrap();
    for (command, index) in items.iter().zip(&recorded.indices) {
        if let Command::Beneficiary(enrolled) = command
            && *index > 0
        {
            known.note(enrolled, *index);
        }
    }
}

impl Known {
    fn note(&mut self, enrolled: &api::EnrolBeneficiary, index: u64) {
        for identity in &enrolled.identities {
            match identity.r#type() {
                api::IdentityType::MarriageRecord => {
                    self.marriages.entry(identity.value.clone()).or_default().push(index);
                }
                _ => {
                    let serial = identity.value[3..9].parse().unwrap();
                    self.persons.entry(serial).or_default().push(index);
                }
            }
        }
    }

    /// Everybody is found where the client enrolled them, and nobody elsewhere.
    pub(super) async fn compare(&self, caller: &Caller) {
        for (serial, indices) in &self.persons {
            assert_eq!(find(caller, &by_person(*serial)).await, *indices, "person {serial}");
        }
        for (record, indices) in &self.marriages {
            assert_eq!(find(caller, &by_marriage(record, "dowry")).await, *indices, "marriage {record}");
        }
        assert_eq!(find(caller, &by_person(999_998)).await, [] as [u64; 0]);
        assert_eq!(find(caller, &by_marriage("nobody's", "dowry")).await, [] as [u64; 0]);
    }
}

fn area(world: &World, draw: &mut Draw) -> Command {
    Command::Area(api::RegisterArea {
        code: format!("IR-{}", draw.below(60)),
        level: AreaLevel::Province.into(),
        parent: world.office.country,
        name: "نمونه".to_owned(),
        valid_from: date(today()),
    })
}

fn donor(draw: &mut Draw) -> Command {
    let reference = vec![u8::try_from(draw.below(60)).unwrap(); 16];
    Command::Donor(api::RegisterDonor { kind: DonorKind::Person.into(), reference })
}

fn enrolment(world: &World, draw: &mut Draw) -> Command {
    let first = 2_000 + u32::try_from(draw.below(PERSONS)).unwrap();
    let mut identities = vec![person(first)];
    let kind = if draw.one_in(3) {
        let other = 2_000 + u32::try_from(PERSONS + draw.below(PERSONS)).unwrap();
        identities.push(person(other));
        if draw.one_in(2) {
            identities.push(marriage(&format!("1405-{}", draw.below(20))));
        }
        BeneficiaryKind::Couple
    } else {
        BeneficiaryKind::Person
    };
    let reference = vec![u8::try_from(draw.below(200)).unwrap(); 16];
    Command::Beneficiary(api::EnrolBeneficiary {
        kind: kind.into(),
        office: world.office.national,
        reference,
        identities,
        class: 0,
        benefit_groups: vec!["dowry".to_owned()],
    })
}

/// Compares every code and reference of the book with a scan of it, and every person with the client's notes.
pub(super) async fn compare_all(world: &World, known: &Known) {
    let auditor = world.by(&world.office.auditor);
    let scanned = scan(world).await;
    assert!(scanned.len() > 50, "{} keys are too few to try", scanned.len());
    for (asked, indices) in &scanned {
        assert_eq!(find(&auditor, &question(asked)).await, *indices, "{asked:?}");
    }
    for kind in [LookUpKind::Area, LookUpKind::Office, LookUpKind::Programme, LookUpKind::Account] {
        assert_eq!(find(&auditor, &by_code(kind, "nothing")).await, [] as [u64; 0]);
    }
    assert_eq!(find(&auditor, &by_reference(LookUpKind::Donor, &[0xff; 16])).await, [] as [u64; 0]);
    known.compare(&auditor).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn look_ups_are_a_scan_of_the_book_after_any_history_and_any_restart() {
    let mut draw = Draw::from_seed(seed("look-ups"));
    let mut known = Known::default();
    let world = world().await;
    play(&world, &mut draw, &mut known).await;
    compare_all(&world, &known).await;
    let world = world.restarted();
    compare_all(&world, &known).await;
    play(&world, &mut draw, &mut known).await;
    let world = world.killed().serve();
    compare_all(&world, &known).await;
    world.stopped().book.verify();
}
