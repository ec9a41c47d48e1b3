//! Four clients that load the server until it is gone, and their questions afterwards.

use super::following::{follow, still_follows};
use super::notes::{Ask, Notes, Told, What, is_gone};
use super::place::{GRANT, Place};
use amanat_tests::caller::Caller;
use amanat_tests::draw::Draw;
use amanat_tests::granting::{Seen, Step, TO_PAYMENT, item};
use amanat_tests::office::{Office, Post};
use amanat_tests::server::Server;
use ledger_wire::proto::ledger::v1 as api;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::Notify;
use tokio::task::JoinSet;

/// Items of a batch of the load.
const BATCH: u64 = 40;
/// The most that one client asks before it stops by itself.
const MOST_ASKS: usize = 4_000;

/// Counts answers, and wakes whoever waits for so many.
#[derive(Default)]
pub(super) struct Pulse {
    answers: AtomicU64,
    changed: Notify,
}

impl Pulse {
    pub(super) fn beat(&self) {
        self.answers.fetch_add(1, Ordering::Relaxed);
        self.changed.notify_one();
    }

    /// Returns once so many answers were given.
    pub(super) async fn reach(&self, answers: u64) {
        while self.answers.load(Ordering::Relaxed) < answers {
            self.changed.notified().await;
        }
    }
}

/// Sets the four clients going, and somebody who follows.
pub(super) fn load(
    place: &Arc<Place>,
    server: &Server,
    draw: &mut Draw,
    people: Vec<u64>,
    pulse: &Arc<Pulse>,
) -> JoinSet<Notes> {
    let mut clients = JoinSet::new();
    for _ in 0..2 {
        let (place, pulse, draw) = (Arc::clone(place), Arc::clone(pulse), draw.branch());
        let caller = place.office.receiver.at(server);
        clients.spawn(async move { receive(&place, &caller, draw, &pulse, false).await });
    }
    let (place2, pulse2, draw2) = (Arc::clone(place), Arc::clone(pulse), draw.branch());
    let caller = place.office.machine.at(server);
    clients.spawn(async move { receive(&place2, &caller, draw2, &pulse2, true).await });
    let (place, pulse, draw) = (Arc::clone(place), Arc::clone(pulse), draw.branch());
    let hands = Hands::at(&place, server);
    let follower = place.office.auditor.at(server);
    clients.spawn(async move { follow(&follower).await });
    clients.spawn(async move { grant(&place, &hands, draw, people, &pulse).await });
    clients
}

/// Receipts, one a request or many, until the server is gone.
async fn receive(place: &Place, caller: &Caller, mut draw: Draw, pulse: &Pulse, in_batches: bool) -> Notes {
    let mut notes = Notes::default();
    for _ in 0..MOST_ASKS {
        let mut gift = || place.gift(1 + i64::try_from(draw.below(1_000)).expect("small"));
        let what = if in_batches { What::Batch((0..BATCH).map(|_| gift()).collect()) } else { What::Receipt(gift()) };
        let ask = Ask { id: draw.request_id(), what };
        if note(&mut notes, ask, caller, pulse).await.is_none() {
            break;
        }
    }
    notes
}

/// Grants, from the application to the payment, until the server is gone or nobody is left.
async fn grant(place: &Place, hands: &Hands, mut draw: Draw, people: Vec<u64>, pulse: &Pulse) -> Notes {
    let mut notes = Notes::default();
    for beneficiary in people {
        let apply = Ask { id: draw.request_id(), what: What::Grant(place.application(beneficiary)) };
        let Some(told) = note(&mut notes, apply, &hands.applies, pulse).await else { return notes };
        let mut seen = Seen::new(told.indices[0]);
        for (step, caller) in TO_PAYMENT.into_iter().zip(&hands.steps) {
            let ask = Ask { id: draw.request_id(), what: What::Grant(item(step, seen, place.office.account)) };
            let Some(told) = note(&mut notes, ask, caller, pulse).await else { return notes };
            seen = seen.after(told.indices[0]);
        }
    }
    notes
}

/// Who applies, and who takes each step.
pub(super) struct Hands {
    applies: Caller,
    steps: Vec<Caller>,
}

impl Hands {
    fn at(place: &Place, server: &Server) -> Self {
        let steps = TO_PAYMENT.iter().map(|step| place.office.hand(*step).at(server)).collect();
        Self { applies: place.office.case_officer.at(server), steps }
    }
}

/// Asks, and writes down what was told; `None` if the server is gone.
async fn note(notes: &mut Notes, ask: Ask, caller: &Caller, pulse: &Pulse) -> Option<Told> {
    match ask.send(caller).await {
        Ok((told, _)) => {
            pulse.beat();
            notes.told.push((ask, told.clone()));
            Some(told)
        }
        Err(status) if is_gone(&status) => {
            notes.open = Some(ask);
            None
        }
        Err(status) => panic!("a load that breaks no rule is refused: {status:?}"),
    }
}

/// Asks everything again under the same ids: what was told is told again, what was not is told now, once.
pub(super) async fn settle(place: &Place, server: &Server, all: &mut [Notes]) {
    for notes in all {
        if let Some(followed) = &notes.followed {
            still_follows(&place.office.auditor.at(server), followed).await;
        }
        for (ask, told) in &notes.told {
            let (again, replayed) = retry(place, server, ask).await;
            assert!(replayed, "an acknowledged request is not done a second time: {}", ask.id);
            assert_eq!(again, *told, "an acknowledged request gets the same answer for ever: {}", ask.id);
        }
        if let Some(ask) = notes.open.take() {
            let (told, _) = retry(place, server, &ask).await;
            let (again, replayed) = retry(place, server, &ask).await;
            assert!(replayed && again == told, "a request that was retried is done once: {}", ask.id);
            notes.told.push((ask, told));
        }
    }
}

async fn retry(place: &Place, server: &Server, ask: &Ask) -> (Told, bool) {
    // The same id of another principal is another request: each kind of ask has its own hand.
    let office = &place.office;
    let post = match &ask.what {
        What::Receipt(_) => &office.receiver,
        What::Batch(_) => &office.machine,
        What::Grant(asked) => hand(office, asked),
    };
    ask.send(&post.at(server)).await.unwrap_or_else(|status| panic!("a retry after a restart: {status:?}"))
}

/// Who took this step.
fn hand<'o>(office: &'o Office, asked: &api::GrantItem) -> &'o Post {
    use api::grant_item::Command;
    let step = match asked.command.as_ref().expect("something is asked") {
        Command::Application(_) => return &office.case_officer,
        Command::Decision(_) => Step::Decide,
        Command::Credit(_) => Step::Secure,
        Command::Award(_) => Step::Award,
        Command::Verification(_) => Step::Verify,
        Command::Order(_) => Step::Order,
        Command::Settlement(_) => Step::Settle,
        Command::PaymentReturn(_) => Step::Return,
        Command::Cancellation(_) => Step::Cancel,
        Command::Approval(_) | Command::PayeeRenewal(_) => return &office.approver,
        Command::KitReservation(_) | Command::HandOver(_) => return &office.case_officer,
    };
    office.hand(step)
}

/// Compares the book with the notes: the same receipts, the same rials, the same payments.
pub(super) async fn compare(place: &Place, server: &Server, all: &[Notes]) {
    let told = || all.iter().chain([&place.before]).flat_map(|notes| &notes.told);
    let expected: BTreeSet<u64> =
        told().filter(|(ask, _)| ask.brings_receipts()).flat_map(|(_, told)| told.indices.iter().copied()).collect();
    assert_eq!(listed(place, server).await, expected, "the receipts that are there are those that were told");
    let settled = told().filter(|(ask, _)| is_settlement(ask)).count();
    let answer = place.office.auditor.at(server).reports().get_totals(api::GetTotalsRequest {}).await;
    let overall = answer.expect("totals").into_inner().overall.expect("always set");
    assert_eq!(overall.numbered, told().map(|(ask, _)| ask.rials()).sum::<i64>(), "every rial that was told, once");
    assert_eq!(overall.spent, GRANT * i64::try_from(settled).expect("a few"), "every grant is paid once");
}

fn is_settlement(ask: &Ask) -> bool {
    let What::Grant(asked) = &ask.what else { return false };
    matches!(asked.command, Some(api::grant_item::Command::Settlement(_)))
}

/// The indices of all receipts, page by page.
async fn listed(place: &Place, server: &Server) -> BTreeSet<u64> {
    let mut client = place.office.auditor.at(server).receipts();
    let mut found = BTreeSet::new();
    let mut page_token = String::new();
    loop {
        let ask = api::ListReceiptsRequest { page_size: 1_000, page_token, office: 0, donor: 0 };
        let page = client.list_receipts(ask).await.expect("a page").into_inner();
        for receipt in &page.receipts {
            assert!(found.insert(receipt.index), "receipt {} is listed once", receipt.index);
        }
        page_token = page.next_page_token;
        if page_token.is_empty() {
            return found;
        }
    }
}
