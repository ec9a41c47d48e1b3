//! A client at an office, with some applications on the desk at a time, and what each of them comes to.

use amanat_tests::caller::Caller;
use amanat_tests::draw::Draw;
use amanat_tests::granting::{Seen, Step, application, item, take};
use amanat_tests::office::Office;
use amanat_tests::world::World;
use ledger_core::event::Event;
use ledger_core::rejection::Rejection;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::status::Failure;
use std::sync::Arc;
use tokio::sync::Barrier;
use tonic::Status;
use tonic_types::StatusExt;

/// Applications that lie on a desk at a time.
const AT_A_TIME: usize = 10;
/// The steps to the award.
const STEPS: [Step; 3] = [Step::Decide, Step::Secure, Step::Award];

/// An application that is to be made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Job {
    pub(super) person: u32,
    pub(super) beneficiary: u64,
}

/// What it came to.
#[derive(Debug)]
pub(super) struct End {
    pub(super) job: Job,
    /// The last entry of it that was recorded; 0 for none.
    pub(super) last: u64,
    /// Why it went no further; `None` if it was awarded.
    pub(super) refused: Option<Refused>,
}

/// A refusal as it came over the wire.
#[derive(Debug)]
pub(super) struct Refused {
    /// Not at the application, but at a later step.
    pub(super) at_step: bool,
    /// The entry that records it.
    pub(super) entry: u64,
    status: Status,
}

impl Refused {
    fn new(at_step: bool, status: Status) -> Self {
        let Failure::Refused(refusal) = Failure::from(&status) else { panic!("a rule refuses: {status:?}") };
        assert_eq!(refusal.reason, "BENEFIT_ALREADY_GRANTED", "{status:?}");
        Self { at_step, entry: refusal.entry.expect("a refusal is recorded").0, status }
    }

    /// Its own entry is the only number in it, on the wire and in the book: no office, no grant, no beneficiary.
    pub(super) fn says_no_more_than_it_must(&self, recorded: &Event) {
        let details = self.status.get_error_details();
        let info = details.error_info().expect("always set");
        let own = [("entry".to_owned(), self.entry.to_string())];
        assert_eq!(info.metadata.iter().map(|(k, v)| (k.clone(), v.clone())).collect::<Vec<_>>(), own);
        let spoken = details.localized_message().map_or("", |message| &message.message);
        let violations = details.precondition_failure().map_or(&[][..], |failure| &failure.violations);
        let said = violations.iter().flat_map(|violation| [violation.subject.as_str(), &violation.description]);
        for text in said.chain([self.status.message(), spoken]) {
            assert!(!text.contains(char::is_numeric), "a sentence with a number in it: {text}");
        }
        let Event::Refused(recorded) = recorded else { panic!("the entry is the refusal: {recorded:?}") };
        let items: Vec<_> = recorded.items.iter().map(|item| item.rejection).collect();
        assert_eq!((items, recorded.conflicts_with), (vec![Rejection::BenefitAlreadyGranted {}], None));
    }
}

/// Everybody that an application passes at an office, over connections of this client's own.
pub(super) struct Desk {
    office: Office,
    at: u64,
    applies: Caller,
    steps: [Caller; 3],
    draw: Draw,
}

impl Desk {
    pub(super) fn new(world: &World, at: u64, draw: Draw) -> Self {
        let steps = STEPS.map(|step| world.by(world.office.hand(step)));
        let officer =
            if at == world.office.qom_office { &world.office.qom_case_officer } else { &world.office.case_officer };
        Self { office: world.office.clone(), at, applies: world.by(officer), steps, draw }
    }

    async fn apply(&mut self, job: Job) -> Result<u64, Status> {
        let mut asked = application(&self.office, job.beneficiary, 100);
        if let Some(api::grant_item::Command::Application(application)) = &mut asked.command {
            application.office = self.at;
        }
        take(&self.applies, &self.draw.request_id(), asked).await.map(|answer| answer.into_inner().index)
    }

    async fn step(&mut self, number: usize, seen: Seen) -> Result<u64, Status> {
        let asked = item(STEPS[number], seen, self.office.account);
        take(&self.steps[number], &self.draw.request_id(), asked).await.map(|answer| answer.into_inner().index)
    }
}

/// Drives every job as far as it goes. Nobody decides anything before all clients have made their first applications.
pub(super) async fn work(mut desk: Desk, jobs: Vec<Job>, all_have_applied: Arc<Barrier>) -> Vec<End> {
    let mut ends = Vec::new();
    for (round, jobs) in jobs.chunks(AT_A_TIME).enumerate() {
        let mut open = Vec::new();
        for job in jobs {
            match desk.apply(*job).await {
                Ok(grant) => open.push((*job, Seen::new(grant))),
                Err(status) => ends.push(End { job: *job, last: 0, refused: Some(Refused::new(false, status)) }),
            }
        }
        if round == 0 {
            all_have_applied.wait().await;
        }
        for number in 0..STEPS.len() {
            let mut left = Vec::new();
            for (job, seen) in open {
                match desk.step(number, seen).await {
                    Ok(index) => left.push((job, seen.after(index))),
                    Err(status) => {
                        let refused = Some(Refused::new(true, status));
                        ends.push(End { job, last: seen.last_change, refused });
                    }
                }
            }
            open = left;
        }
        ends.extend(open.into_iter().map(|(job, seen)| End { job, last: seen.last_change, refused: None }));
    }
    ends
}
