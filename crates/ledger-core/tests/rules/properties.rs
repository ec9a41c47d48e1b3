//! Properties of random histories. Whatever anybody asks, in whatever order: the auditor follows each act and
//! arrives at the same state, every number is in one place, every fund balances (all of which `Book` asserts
//! after every act), and what is asserted here at the end.

use crate::ask::{
    ANYTHING, MISTAKE, allot, apply_for, cash, confirm, enrol, for_area, for_programme, notify, payment, reverse, rule,
    verify,
};
use crate::book::{Book, TODAY};
use crate::reckoning::hands_are_distinct;
use ledger_core::command::{AllotmentOrigin, Command, GrantStep, Mode, RecordReceipt, Request};
use ledger_core::event::{
    Channel, ClockAdvanced, DonorKind, DonorRegistered, Entry, Event, GroupKey, RequestHead, Restriction, ReturnReason,
};
use ledger_core::ids::{GrantId, Index, OfficeId, PrincipalId, Reference};
use ledger_core::rejection::Rejection;
use ledger_core::state::State;
use ledger_core::time::FiscalYear;
use ledger_core::{apply, check, decide};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use std::collections::{BTreeMap, BTreeSet};

/// Numbers that a command is made of; what they mean depends on the book as it is by then.
type Dice = (u8, u8, u8, u16);

/// One request: who asks (mostly the one who may), whether all or none, what.
type Roll = (u8, bool, Vec<Dice>);

fn rolls(most: usize) -> impl Strategy<Value = Vec<Roll>> {
    let dice = (any::<u8>(), any::<u8>(), any::<u8>(), 0_u16..700);
    proptest::collection::vec((any::<u8>(), any::<bool>(), proptest::collection::vec(dice, 1..4)), most / 4..most)
}

pub fn pick<T: Copy>(from: &[T], number: u8) -> Option<T> {
    from.get(usize::from(number).checked_rem(from.len())?).copied()
}

pub fn indices(book: &Book, wanted: impl Fn(&Event) -> bool) -> Vec<u64> {
    book.entries.iter().filter(|entry| wanted(&entry.event)).map(|entry| entry.index.0).collect()
}

pub fn somebody(book: &Book, number: u8) -> PrincipalId {
    let w = book.w;
    let people = [
        w.everyman,
        w.everyman_again,
        w.of_qom,
        w.of_kerman,
        w.system,
        w.newcomer,
        w.auditor,
        w.admin,
        w.second_admin,
        w.receiver,
        w.budget,
        w.officer,
        w.second_officer,
        w.approver,
        w.second_approver,
        w.releaser,
        w.treasurer,
    ];
    people[usize::from(number) % people.len()]
}

fn somewhere(book: &Book, number: u8) -> OfficeId {
    let w = book.w;
    [w.qom, w.qom, w.qom, w.national, w.kerman, w.rafsanjan][usize::from(number) % 6]
}

pub fn wish(book: &Book, number: u8) -> Restriction {
    let w = book.w;
    let wishes = [
        ANYTHING,
        ANYTHING,
        for_area(w.country),
        for_area(w.qom_area),
        for_area(w.kerman_area),
        for_area(w.rafsanjan_area),
        for_programme(w.dowry),
        Restriction { programme: Some(w.marriage), ..for_area(w.qom_area) },
    ];
    wishes[usize::from(number) % wishes.len()]
}

/// A gift. Every fourth one comes by transfer, with one of few references, so that some come twice.
fn gift(book: &Book, (_, a, b, amount): Dice) -> (PrincipalId, Command) {
    let w = book.w;
    let by_transfer = b.is_multiple_of(4);
    let ask = RecordReceipt {
        office: somewhere(book, b),
        account: if a.is_multiple_of(5) { w.treasury } else { w.bank },
        restriction: wish(book, a),
        channel: if by_transfer { Channel::Transfer } else { Channel::CashDesk },
        payment: by_transfer.then(|| payment(&format!("RRN-{}", b % 16), TODAY)),
        ..cash(book, u64::from(amount))
    };
    (w.receiver, Command::RecordReceipt(ask))
}

fn allotment(book: &Book, (_, a, b, amount): Dice) -> (PrincipalId, Command) {
    let w = book.w;
    let programme = if b.is_multiple_of(4) { w.marriage } else { w.dowry };
    let amount = u64::from(amount);
    let funds: Vec<_> = book.state.partition().all_series().map(|(_, series)| series.fund).collect();
    match (b % 5, pick(&funds, a)) {
        (0, Some(fund)) => (w.budget, allot(somewhere(book, a), programme, amount, AllotmentOrigin::Fund(fund))),
        (1, _) => {
            let origin = AllotmentOrigin::ParentLine { office: w.kerman };
            (w.of_kerman, allot(w.rafsanjan, programme, amount, origin))
        }
        _ => (w.budget, allot(somewhere(book, a), programme, amount, AllotmentOrigin::Funds)),
    }
}

/// The step that follows where the grant is, by whoever takes it: so that some grants come to their end.
fn next_step(book: &Book, grant: GrantId, number: u8) -> (PrincipalId, GrantStep) {
    let w = book.w;
    let last = &book.entry(book.last_change(grant).0).event;
    let secure = GrantStep::SecureCredit { account: w.bank };
    let returned = GrantStep::ReturnPayment { reason: ReturnReason::Other };
    let cancel = (w.second_approver, GrantStep::Cancel { reason: MISTAKE });
    match last {
        _ if number.is_multiple_of(17) => cancel,
        Event::GrantApplied(_) => (w.officer, GrantStep::Decide),
        Event::GrantDecided(_) => (w.budget, secure),
        Event::CreditSecured(_) => (w.approver, GrantStep::Award),
        Event::GrantAwarded(_) => (w.officer, GrantStep::Verify),
        Event::GrantVerified(_) | Event::PaymentReturned(_) => (w.releaser, GrantStep::OrderPayment),
        Event::PaymentOrdered(_) if number.is_multiple_of(3) => (w.treasurer, returned),
        Event::PaymentOrdered(_) => (w.treasurer, GrantStep::SettlePayment),
        _ => cancel,
    }
}

fn grant_step(book: &Book, (_, a, b, amount): Dice) -> Option<(PrincipalId, Command)> {
    let mut grants = indices(book, |event| matches!(event, Event::GrantApplied(_)));
    // Mostly one that can still go on.
    let over = |grant: u64| {
        let last = &book.entry(book.last_change(GrantId(grant)).0).event;
        matches!(last, Event::PaymentSettled(_) | Event::GrantCancelled(_))
    };
    grants.retain(|grant| b.is_multiple_of(8) || !over(*grant));
    let grant = GrantId(pick(&grants, a)?);
    let (principal, step) = next_step(book, grant, b);
    let stale = amount.is_multiple_of(13);
    let last_change = if stale { Index(grant.0) } else { book.last_change(grant) };
    Some((principal, Command::Grant { grant, last_change, step }))
}

/// A book in which something can happen at once: a line with money, and some who may ask for it.
fn busy() -> Book {
    let mut book = Book::ready();
    let w = book.w;
    book.receives(5_000, ANYTHING);
    book.gives(w.qom, w.dowry, 2_000);
    book.gives(w.kerman, w.dowry, 500);
    for number in 100..106 {
        let beneficiary = book.enrols(enrol(w.qom, number, &[number, number + 10], &["dowry", "marriage"]));
        book.does(w.officer, apply_for(w.qom, w.dowry, beneficiary, u64::from(number)));
    }
    book
}

/// What the dice say, with whoever may do it; `None` if there is nothing yet that it could be about.
fn thought(book: &Book, dice: Dice) -> Option<(PrincipalId, Command)> {
    let w = book.w;
    let (kind, a, b, amount) = dice;
    let programme = if b.is_multiple_of(4) { w.marriage } else { w.dowry };
    Some(match kind % 40 {
        0..=3 => gift(book, dice),
        4..=6 => allotment(book, dice),
        7 | 8 => {
            let allotments = indices(book, |event| matches!(event, Event::Allotted(_)));
            let youngest = &allotments[allotments.len().saturating_sub(3)..];
            (if b.is_multiple_of(4) { w.second_approver } else { w.approver }, notify(pick(youngest, a)?))
        }
        9 | 10 => {
            let receipts = indices(book, |event| matches!(event, Event::ReceiptRecorded(_)));
            (w.approver, reverse(pick(&receipts, a)?, b.is_multiple_of(2).then_some(u64::from(amount))))
        }
        11 => (w.officer, enrol(somewhere(book, a), b, &[a % 40 + 100, b % 40 + 100], &["dowry", "marriage"])),
        12 => {
            let enrolled = indices(book, |event| matches!(event, Event::BeneficiaryEnrolled(_)));
            (w.second_officer, verify(pick(&enrolled, a)?))
        }
        13..=15 => {
            let verified = indices(book, |event| matches!(event, Event::BeneficiaryEnrolled(_)));
            let beneficiary = ledger_core::ids::BeneficiaryId(pick(&verified, a)?);
            (w.officer, apply_for(somewhere(book, b), programme, beneficiary, u64::from(amount) / 4))
        }
        16 if a.is_multiple_of(2) => {
            let group = if a.is_multiple_of(4) == b.is_multiple_of(4) { "marriage" } else { "dowry" };
            (w.admin, rule(programme, u64::from(amount) * 2, group, book.today()))
        }
        16 => {
            let rules = indices(book, |event| matches!(event, Event::ProgrammeRuleSet(_)));
            (w.second_admin, confirm(pick(&rules, a)?))
        }
        17 => {
            let to = book.state.time().checked_add_micros(i64::from(amount) * 900_000_000)?;
            (w.admin, Command::AdvanceClock(ClockAdvanced { to }))
        }
        18 => {
            let reference = Reference([a; 16]);
            (w.receiver, Command::RegisterDonor(DonorRegistered { kind: DonorKind::Person, reference }))
        }
        _ => grant_step(book, dice)?,
    })
}

/// The request that a roll stands for. Mostly one by somebody who may; now and then by anybody.
fn request(book: &mut Book, (who, atomic, dice): &Roll) -> Option<Request> {
    // Mostly of one kind, so that one principal may ask for all of them.
    let kind = |own: u8| if who.is_multiple_of(5) { own } else { dice[0].0 };
    let dice = dice.iter().map(|(own, a, b, amount)| (kind(*own), *a, *b, *amount));
    let thoughts: Vec<(PrincipalId, Command)> = dice.filter_map(|dice| thought(book, dice)).collect();
    let (first, _) = thoughts.first()?;
    let principal = if who.is_multiple_of(8) { somebody(book, who / 8) } else { *first };
    let mode = if *atomic { Mode::Atomic } else { Mode::Each };
    Some(book.request(principal, mode, thoughts.into_iter().map(|(_, command)| command).collect()))
}

/// Decides, rolls back, and decides again: a validation leaves nothing, and the same state decides the same.
pub fn carried_out(book: &mut Book, request: &Request) -> Vec<Entry> {
    let before = book.state.clone();
    let mark = book.state.mark();
    let time = book.state.time();
    let validated = decide(&mut book.state, &book.entries, time, request).expect("readable");
    let after = book.state.clone();
    book.state.roll_back(&mark);
    assert!(book.state == before, "a roll-back gives the state before");
    let act = decide(&mut book.state, &book.entries, time, request).expect("readable");
    assert_eq!(validated, act, "the same state decides the same");
    assert!(book.state == after);
    book.audit(&act);
    if act.iter().all(|entry| matches!(entry.event, Event::Refused(_))) {
        refused_nothing_else(&before, &book.state, &act);
    }
    act
}

/// A refused request changes the frame and the table of requests; here seen by carrying out a refusal of nothing
/// in particular, with the same head, on the state before.
fn refused_nothing_else(before: &State, after: &State, act: &[Entry]) {
    let mut expected = before.clone();
    for entry in act {
        let Event::Refused(refused) = &entry.event else { panic!("a refusal") };
        let items = refused
            .items
            .iter()
            .map(|item| ledger_core::event::RefusedItem { rejection: Rejection::NothingAsked {}, ..*item });
        let items = items.collect();
        let refusal = Event::Refused(ledger_core::event::Refused { items, conflicts_with: None });
        apply(&mut expected, &Entry { event: refusal, ..entry.clone() });
    }
    assert!(expected == *after && before.partition() == after.partition());
}

/// The entries alone give the state.
pub fn replayed(entries: &[Entry]) -> State {
    let mut state = State::default();
    for (position, entry) in entries.iter().enumerate() {
        check(&state, entry, &entries[..position]).expect("a sound history");
        apply(&mut state, entry);
    }
    state
}

pub fn receipt_numbers_are_gapless(entries: &[Entry]) {
    let mut numbers: BTreeMap<(OfficeId, FiscalYear), Vec<u64>> = BTreeMap::new();
    let mut payments = BTreeSet::new();
    for entry in entries {
        if let Event::LotReceived(e) = &entry.event {
            let year = FiscalYear::of(e.booking_date).unwrap();
            numbers.entry((e.office, year)).or_default().push(e.receipt_number);
        } else if let Event::ReceiptRecorded(e) = &entry.event {
            let year = FiscalYear::of(e.booking_date).unwrap();
            numbers.entry((e.office, year)).or_default().push(e.receipt_number);
            let payment = e.payment.clone().map(|payment| (e.channel, payment, e.numbers.count()));
            assert!(payment.is_none_or(|payment| payments.insert(payment)), "a payment is recorded once");
        }
    }
    for found in numbers.values() {
        assert_eq!(*found, (1..).take(found.len()).collect::<Vec<u64>>());
    }
}

/// Reckoned from the entries: which grant occupies which keys, after each of them.
pub fn no_key_is_awarded_twice(entries: &[Entry]) {
    let event = |index: u64| &entries[usize::try_from(index).unwrap()].event;
    let mut rules = BTreeMap::new();
    let mut live: BTreeMap<GroupKey, GrantId> = BTreeMap::new();
    for entry in entries {
        if let Event::GrantDecided(e) = &entry.event {
            rules.insert(e.grant, e.rule);
        } else if let Event::GrantAwarded(e) = &entry.event {
            let Event::GrantApplied(applied) = event(e.grant.0) else { panic!("an application") };
            let Event::BeneficiaryEnrolled(enrolled) = event(applied.beneficiary.0) else { panic!("an enrolment") };
            let Event::ProgrammeRuleSet(rule) = event(rules[&e.grant].0) else { panic!("a rule") };
            assert!(applied.amount <= rule.cap, "an award keeps to the cap");
            let keys: BTreeSet<_> = enrolled.keys.iter().filter(|key| key.group == rule.benefit_group).collect();
            assert!(!keys.is_empty());
            for key in keys {
                assert_eq!(live.insert(key.clone(), e.grant), None, "at most one live award per key");
            }
        } else if let Event::GrantCancelled(e) = &entry.event {
            live.retain(|_, grant| *grant != e.grant);
        }
    }
}

/// Each request that was decided is refused by the auditor if it comes again.
fn no_request_is_decided_twice(book: &Book) {
    let heads = book.entries.iter().rev().filter(|entry| entry.head.is_some_and(|head| head.request.is_some()));
    for first in heads.take(5) {
        let mut again = book.made_up(first.principal, first.event.clone());
        again.head = first.head.map(|head| RequestHead { entry_count: 1, item_count: 1, ..head });
        let first_used = first.index.0;
        assert_eq!(book.breach(&[again]), Rejection::RequestIdReused { first_used });
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_asked_the_books_stay_sound(rolls in rolls(160)) {
        let mut book = busy();
        for roll in &rolls {
            if let Some(request) = request(&mut book, roll) {
                carried_out(&mut book, &request);
            }
        }
        prop_assert!(replayed(&book.entries) == book.state, "state is a function of the entries");
        receipt_numbers_are_gapless(&book.entries);
        no_key_is_awarded_twice(&book.entries);
        hands_are_distinct(&book.entries);
        no_request_is_decided_twice(&book);
    }

    /// Acts that were decided and never written: as when the disk refuses them, and all of the block goes back.
    #[test]
    fn a_block_that_is_not_written_never_was(rolls in rolls(20)) {
        let mut book = busy();
        let before = book.state.clone();
        let mark = book.state.mark();
        let mut ahead = book.clone();
        for roll in &rolls {
            if let Some(request) = request(&mut ahead, roll) {
                let time = book.state.time();
                let act = decide(&mut book.state, &ahead.entries, time, &request).expect("readable");
                let time = ahead.state.time();
                prop_assert_eq!(&act, &decide(&mut ahead.state, &ahead.entries, time, &request).expect("readable"));
                ahead.audit(&act);
            }
        }
        prop_assert!(book.state == ahead.state);
        book.state.roll_back(&mark);
        prop_assert!(book.state == before);
        book.receives(1, ANYTHING);
    }

    /// Whatever number of an entry is changed, either the auditor finds it, or the act says something else that
    /// is sound by itself: nothing panics, and no number is lost.
    #[test]
    fn an_entry_with_other_numbers_is_found_or_is_sound(rolls in rolls(40), which in any::<u16>(), with in any::<u16>()) {
        let mut book = busy();
        for roll in &rolls {
            if let Some(request) = request(&mut book, roll) {
                book.decides(&request);
            }
        }
        let events: Vec<&Entry> = book.entries.iter().filter(|entry| entry.index.0 > 2).collect();
        let at = |number: u16| events[usize::from(number) % events.len()];
        // An act of another time and another person, slipped in at the end.
        let forged = book.made_up(at(with).principal, at(which).event.clone());
        let mut auditor = book.state.clone();
        if check(&auditor, &forged, &book.entries).is_ok() {
            apply(&mut auditor, &forged);
            for (id, series) in auditor.partition().all_series() {
                let held: u64 = auditor.partition().segments_of(id).map(|(range, _)| range.count()).sum();
                prop_assert_eq!(held, series.numbered);
            }
        }
    }
}

#[test]
fn random_histories_reach_the_end_of_the_path() {
    // A property that is never put to the test says nothing: so this one is counted, from a fixed seed.
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut reached: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..20 {
        let mut book = busy();
        for roll in rolls(160).new_tree(&mut runner).unwrap().current() {
            if let Some(request) = request(&mut book, &roll) {
                book.decides(&request);
            }
        }
        for entry in &book.entries {
            let name = match &entry.event {
                Event::PaymentSettled(_) => "settled",
                Event::PaymentReturned(_) => "returned",
                Event::GrantCancelled(_) => "cancelled",
                Event::ReceiptReversed(_) => "reversed",
                Event::ClockAdvanced(_) => "clock",
                Event::Allotted(e) if e.parent.is_some() => "passed down",
                _ => continue,
            };
            *reached.entry(name).or_default() += 1;
        }
    }
    for name in ["settled", "returned", "cancelled", "reversed", "clock", "passed down"] {
        assert!(reached.get(name).copied().unwrap_or(0) >= 3, "{name}: {reached:?}");
    }
}
