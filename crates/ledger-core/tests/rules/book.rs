//! A book, and the auditor who reads along: whatever is decided is judged and carried out a second time, from
//! the entries alone, and the two states have to be equal after every act.

use crate::codes;
use crate::trial::Trial;
use crate::world::World;
use ledger_core::command::{Command, ListAct, Mode, Request};
use ledger_core::event::{Entry, Event, KitReserved, Refused, RequestHead};
use ledger_core::ids::{Fingerprint, FundId, GrantId, Index, KitId, LineId, PrincipalId, RequestId};
use ledger_core::past::Fault;
use ledger_core::place::Standing;
use ledger_core::ranges::Ranges;
use ledger_core::rejection::Rejection;
use ledger_core::state::State;
use ledger_core::time::{Day, Timestamp};
use ledger_core::{apply, check, decide};
use std::collections::BTreeMap;

/// 2025-10-20, ten o'clock in Tehran.
pub const START: Timestamp = Timestamp::from_micros(1_760_941_800_000_000);
/// 28 Mehr 1404.
pub const TODAY: Day = Day::from_epoch_days(20_381);
const MICROS_IN_DAY: i64 = 86_400_000_000;

#[derive(Clone)]
pub struct Book {
    pub state: State,
    auditor: State,
    pub entries: Vec<Entry>,
    pub w: World,
    now: Timestamp,
    requests: u64,
    trial: Trial,
}

impl Book {
    /// A book whose first act is `opening`, as decided on `state`.
    pub fn opened(state: State, opening: &[Entry]) -> Self {
        let trial = Trial::default();
        let w = World::default();
        let mut book =
            Self { state, auditor: State::default(), entries: Vec::new(), w, now: START, requests: 0, trial };
        book.audit(opening);
        book
    }

    /// The request's act, decided, tried for its roll-back, and audited.
    pub fn asks(&mut self, principal: PrincipalId, mode: Mode, commands: Vec<Command>) -> Vec<Entry> {
        let request = self.request(principal, mode, commands);
        self.decides(&request)
    }

    pub fn request(&mut self, principal: PrincipalId, mode: Mode, commands: Vec<Command>) -> Request {
        self.requests += 1;
        let mut id = [0; 16];
        id[..8].copy_from_slice(&self.requests.to_be_bytes());
        Request { principal, id: RequestId(id), fingerprint: Fingerprint([7; 16]), mode, commands, list: None }
    }

    /// A step of a list, by whoever takes it.
    pub fn takes_up(&mut self, principal: PrincipalId, step: ListAct, items: Vec<Command>) -> Vec<Entry> {
        let request = Request { list: Some(step), ..self.request(principal, Mode::Atomic, items) };
        self.decides(&request)
    }

    pub fn decides(&mut self, request: &Request) -> Vec<Entry> {
        self.now = self.now.max(self.state.time());
        let act = decide(&mut self.state, &self.entries, self.now, request).expect("nothing is unreadable");
        self.audit(&act);
        act
    }

    /// Judges and carries out the act on the auditor's state, which then is the server's.
    pub fn audit(&mut self, act: &[Entry]) {
        self.reads(act);
        assert!(self.state == self.auditor, "the auditor arrives at the same state after {:?}", act.last());
        self.conserves();
        self.state.settle();
        self.auditor.settle();
    }

    /// Judges and carries out the act on the auditor's state.
    pub fn reads(&mut self, act: &[Entry]) {
        for entry in act {
            if let Err(fault) = check(&self.auditor, entry, &self.entries) {
                panic!("decided, and refused by the auditor: {fault}: {entry:?}");
            }
            self.trial.post(entry, &self.auditor);
            apply(&mut self.auditor, entry);
            self.entries.push(entry.clone());
        }
        assert!(self.auditor.between_acts(), "the act is whole");
    }

    /// Every number of every series is in one place; nothing else is. What the postings say agrees.
    fn conserves(&self) {
        let partition = self.state.partition();
        for (id, series) in partition.all_series() {
            let mut end = 0;
            let mut by_standing: BTreeMap<Standing, u64> = BTreeMap::new();
            for (range, place) in partition.segments_of(id) {
                assert_eq!(range.start(), end, "no hole and no overlap in series {id}");
                assert!(partition.held_in(place, id).any(|held| held == range), "found by its place too");
                *by_standing.entry(place.standing()).or_default() += range.count();
                end = range.end();
            }
            assert_eq!(by_standing.values().sum::<u64>(), series.numbered, "series {id} is whole");
            assert_eq!(self.trial.received(id), series.numbered, "series {id} numbers what was received");
        }
        self.trial.agrees_with(partition);
        self.keeps_its_stock();
    }

    /// Every unit of goods is in one place too, and found by it.
    fn keeps_its_stock(&self) {
        let stock = self.state.stock();
        for (id, series) in stock.all_series() {
            let mut end = 0;
            for (range, place) in stock.segments_of(id) {
                assert_eq!(range.start(), end, "no hole and no overlap in series {id}");
                assert!(stock.held_in(place, id).any(|held| held == range), "found by its place too");
                end = range.end();
            }
            assert_eq!(end, series.numbered, "series {id} is whole");
        }
    }

    /// The command is carried out; the index of its entry.
    pub fn does(&mut self, principal: PrincipalId, command: Command) -> u64 {
        let act = self.asks(principal, Mode::Atomic, vec![command.clone()]);
        let last = act.last().expect("an act has entries");
        if let Event::Refused(refused) = &last.event {
            panic!("refused: {}: {command:?}", refused.items[0].rejection);
        }
        last.index.0
    }

    /// The command is refused, and nothing else happens; why.
    pub fn refuses(&mut self, principal: PrincipalId, command: Command) -> Rejection {
        let act = self.asks(principal, Mode::Atomic, vec![command.clone()]);
        let [Entry { event: Event::Refused(Refused { items, .. }), .. }] = act.as_slice() else {
            panic!("not refused: {command:?}");
        };
        codes::refused(items[0].rejection);
        items[0].rejection
    }

    /// The act that would follow, not written: for somebody to tamper with.
    pub fn drafted(&self, principal: PrincipalId, command: Command) -> Vec<Entry> {
        self.clone().drafts(principal, None, vec![command])
    }

    /// The same for a step of a list.
    pub fn drafted_step(&self, principal: PrincipalId, step: ListAct, items: Vec<Command>) -> Vec<Entry> {
        self.clone().drafts(principal, Some(step), items)
    }

    fn drafts(&mut self, principal: PrincipalId, list: Option<ListAct>, items: Vec<Command>) -> Vec<Entry> {
        let request = Request { list, ..self.request(principal, Mode::Atomic, items) };
        let now = self.now.max(self.state.time());
        decide(&mut self.state, &self.entries, now, &request).expect("nothing is unreadable")
    }

    /// Drafts the act of the command, changes its last entry, and gives what the auditor finds.
    pub fn forges(&self, principal: PrincipalId, command: Command, change: impl FnOnce(&mut Entry)) -> Rejection {
        let mut act = self.drafted(principal, command);
        assert!(!matches!(act.last().unwrap().event, Event::Refused(_)), "only what is sound can be forged");
        change(act.last_mut().unwrap());
        self.breach(&act)
    }

    /// An act of one entry, made up by somebody with the keys; what the auditor finds.
    pub fn slips_in(&self, principal: PrincipalId, event: Event) -> Rejection {
        self.breach(&[self.made_up(principal, event)])
    }

    /// An entry that has the right frame, whatever else it says.
    pub fn made_up(&self, principal: PrincipalId, event: Event) -> Entry {
        let request = Some((RequestId([0xee; 16]), Fingerprint([7; 16])));
        Entry {
            ruleset: self.state.ruleset(),
            index: self.state.next_index(),
            recorded_at: self.now.max(self.state.time()),
            principal,
            head: Some(RequestHead { request, item_count: 1, entry_count: 1 }),
            event,
        }
    }

    /// The first entry of the act that the auditor does not let pass, which has to be the last: why.
    pub fn breach(&self, act: &[Entry]) -> Rejection {
        let mut auditor = self.auditor.clone();
        let mut entries = self.entries.clone();
        for (position, entry) in act.iter().enumerate() {
            match check(&auditor, entry, &entries) {
                Ok(()) => {}
                Err(Fault::Breach(rejection)) => {
                    assert_eq!(position + 1, act.len(), "{rejection} was found too early: {entry:?}");
                    codes::found(rejection);
                    return rejection;
                }
                Err(Fault::Unreadable(unreadable)) => panic!("{unreadable}"),
            }
            apply(&mut auditor, entry);
            entries.push(entry.clone());
        }
        panic!("the auditor found nothing in {act:?}");
    }

    /// The same, wherever in the act it stands.
    pub fn finds(&self, act: &[Entry]) -> Rejection {
        let (mut auditor, mut entries) = (self.auditor.clone(), self.entries.clone());
        for entry in act {
            if let Err(fault) = check(&auditor, entry, &entries) {
                let Fault::Breach(rejection) = fault else { panic!("{fault}") };
                codes::found(rejection);
                return rejection;
            }
            apply(&mut auditor, entry);
            entries.push(entry.clone());
        }
        panic!("the auditor found nothing in {act:?}");
    }

    /// Days pass.
    pub fn days_pass(&mut self, days: i64) {
        self.now = self.now.checked_add_micros(days * MICROS_IN_DAY).unwrap();
    }

    pub fn today(&self) -> Day {
        self.state.day(self.now.max(self.state.time()))
    }

    /// The entry that last changed the grant.
    pub fn last_change(&self, grant: GrantId) -> Index {
        let of_grant = |entry: &&Entry| entry.index.0 == grant.0 || grant_of(&entry.event) == Some(grant);
        self.entries.iter().rev().find(of_grant).map_or(Index(0), |entry| entry.index)
    }

    /// The entry that last changed a kit: that put it together, gave it to a grant, took it back or took it apart.
    pub fn last_change_of_kit(&self, kit: KitId) -> Index {
        let reserved = |entry: &Entry| match entry.event {
            Event::KitReserved(KitReserved { grant, kit: of, .. }) if of == kit => Some(grant),
            _ => None,
        };
        let grants: Vec<GrantId> = self.entries.iter().filter_map(reserved).collect();
        let changes = |entry: &&Entry| match &entry.event {
            Event::KitReserved(_) => reserved(entry).is_some(),
            Event::GoodsHandedOver(over) => over.kit == kit,
            Event::KitDissolved(dissolved) => dissolved.kit == kit,
            Event::GrantCancelled(cancelled) => grants.contains(&cancelled.grant),
            _ => entry.index.0 == kit.0,
        };
        self.entries.iter().rev().find(changes).map_or(Index(0), |entry| entry.index)
    }

    pub fn entry(&self, index: u64) -> &Entry {
        &self.entries[usize::try_from(index).unwrap()]
    }

    /// The fund that a receipt went to.
    pub fn fund_of(&self, receipt: u64) -> FundId {
        let Event::ReceiptRecorded(recorded) = &self.entry(receipt).event else { panic!("not a receipt") };
        self.state.partition().series(recorded.numbers.series()).unwrap().fund
    }

    /// The line that an allotment or a credit is about, and its numbers.
    pub fn line_of(&self, index: u64) -> LineId {
        match &self.entry(index).event {
            Event::Allotted(e) => e.line,
            Event::AllotmentNotified(e) => e.line,
            Event::CreditSecured(e) => e.line,
            other => panic!("no line in {other:?}"),
        }
    }

    /// The numbers that an entry names.
    pub fn numbers_of(&self, index: u64) -> Ranges {
        match &self.entry(index).event {
            Event::ReceiptRecorded(e) => Ranges::one(e.numbers),
            Event::ReceiptReversed(e) => e.ranges.clone(),
            Event::Allotted(e) => e.ranges.clone(),
            Event::CreditSecured(e) => e.ranges.clone(),
            Event::PaymentOrdered(e) => e.ranges.clone(),
            other => panic!("no numbers in {other:?}"),
        }
    }
}

/// The grant that an entry takes a step of.
pub fn grant_of(event: &Event) -> Option<GrantId> {
    match event {
        Event::GrantDecided(e) => Some(e.grant),
        Event::CreditSecured(e) => Some(e.grant),
        Event::GrantAwarded(e) => Some(e.grant),
        Event::GrantVerified(e) => Some(e.grant),
        Event::PaymentOrdered(e) => Some(e.grant),
        Event::PaymentSettled(e) => Some(e.grant),
        Event::PaymentReturned(e) => Some(e.grant),
        Event::GrantCancelled(e) => Some(e.grant),
        Event::PayeeRenewed(e) => Some(e.grant),
        Event::KitReserved(e) => Some(e.grant),
        Event::GoodsHandedOver(e) => Some(e.grant),
        _ => None,
    }
}
