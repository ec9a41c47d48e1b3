//! Rules 23 and 24: the frame of every entry, whole acts, and request ids that stand for one request for ever.

use crate::ask::{ANYTHING, allot, cash};
use crate::book::{Book, START};
use crate::codes;
use crate::world::{administrator, area, opening};
use ledger_core::command::{AllotmentOrigin, Command, Mode};
use ledger_core::event::{
    AreaLevel, Clock, ClockAdvanced, DonorKind, DonorRegistered, Entry, Event, RegistrationConfirmed, RequestHead,
};
use ledger_core::ids::{Fingerprint, Index, PersonToken, PrincipalId, Reference, RequestId};
use ledger_core::past::Fault;
use ledger_core::rejection::Rejection;
use ledger_core::rule::Rule;
use ledger_core::state::State;
use ledger_core::{apply, check, open_book, refuse_conflict};

pub const REFUSED: &[fn()] = &[a_request_id_used_again_is_a_conflict_that_names_its_first_use];

pub const FORGED: &[fn()] = &[
    a_forged_index_is_the_next_one,
    a_forged_time_does_not_run_back,
    a_forged_ruleset_is_the_one_in_force,
    a_forged_act_is_whole,
    a_forged_refusal_names_items_of_its_request_once,
    a_forged_request_id_was_not_used_before,
    a_forged_book_begins_with_its_opening_and_nothing_else,
];

const FUNDS: AllotmentOrigin = AllotmentOrigin::Funds;

fn donor(number: u8) -> Command {
    Command::RegisterDonor(DonorRegistered { kind: DonorKind::Person, reference: Reference([number; 16]) })
}

/// A sound next entry.
fn next(book: &Book) -> Entry {
    let registered = DonorRegistered { kind: DonorKind::Person, reference: Reference([250; 16]) };
    book.made_up(book.w.receiver, Event::DonorRegistered(registered))
}

fn forged(book: &Book, change: impl FnOnce(&mut Entry)) -> Rejection {
    let mut entry = next(book);
    change(&mut entry);
    book.breach(&[entry])
}

#[test]
fn a_forged_index_is_the_next_one() {
    let book = Book::ready();
    let next = book.state.next_index().0;
    for found in [0, next - 1, next + 1, u64::MAX] {
        let why = forged(&book, |entry| entry.index = Index(found));
        assert_eq!(why, Rejection::IndexNotDense { next, found });
        assert_eq!(why.rule(), Some(Rule::Rule23));
    }
}

#[test]
fn a_forged_time_does_not_run_back() {
    let book = Book::ready();
    let why = forged(&book, |entry| entry.recorded_at = START.checked_add_micros(-1).unwrap());
    assert_eq!(why, Rejection::TimeRunsBack {});
    assert_eq!(why.rule(), Some(Rule::Rule23));
}

#[test]
fn a_forged_ruleset_is_the_one_in_force() {
    let book = Book::ready();
    assert_eq!(forged(&book, |entry| entry.ruleset = 2), Rejection::WrongRuleset { in_force: 1 });
}

#[test]
fn a_forged_act_is_whole() {
    let mut book = Book::ready();
    let w = book.w;
    book.receives(100, ANYTHING);
    let broken = Rejection::ActBroken {};
    let head = |item_count, entry_count| Some(RequestHead { item_count, entry_count, ..next(&book).head.unwrap() });
    for head in [None, head(0, 1), head(1, 0), head(2, 1), head(1, 16_385)] {
        assert_eq!(forged(&book, |entry| entry.head = head), broken);
    }
    let nameless = Some(RequestHead { request: None, item_count: 1, entry_count: 1 });
    assert_eq!(forged(&book, |entry| entry.head = nameless), broken);
    let opens_and_allots = book.drafted(w.budget, allot(w.qom, w.dowry, 10, FUNDS));
    assert_eq!(opens_and_allots.len(), 2);
    let changes: [fn(&mut Vec<Entry>); 5] = [
        |act| act[1].head = act[0].head,
        |act| act[1].principal = PrincipalId(1),
        |act| act[1].recorded_at = act[1].recorded_at.checked_add_micros(1).unwrap(),
        |act| act[1].head = Some(RequestHead { request: None, item_count: 1, entry_count: 1 }),
        |act| act.truncate(1),
    ];
    for (position, change) in changes.into_iter().enumerate() {
        let mut act = opens_and_allots.clone();
        change(&mut act);
        if position == 4 {
            let mut auditor = book.state.clone();
            check(&auditor, &act[0], &book.entries).unwrap();
            apply(&mut auditor, &act[0]);
            assert!(!auditor.between_acts(), "a torn act is seen");
        } else {
            assert_eq!(book.breach(&act), broken);
        }
    }
    let mut two = book.clone();
    let act = two.asks(w.receiver, Mode::Atomic, vec![donor(1), donor(100)]);
    assert_eq!(act.len(), 1, "donor 1 is known");
    let mut act = book.clone().asks(w.receiver, Mode::Atomic, vec![donor(100), donor(101)]);
    act.truncate(1);
    act[0].head = act[0].head.map(|head| RequestHead { entry_count: 1, ..head });
    assert_eq!(book.breach(&act), broken, "an item without its entry");
    assert_eq!(broken.rule(), Some(Rule::Rule23));
}

#[test]
fn a_forged_refusal_names_items_of_its_request_once() {
    let book = Book::ready();
    let w = book.w;
    let broken = Rejection::ActBroken {};
    let known = || vec![donor(1), donor(1), donor(1)];
    let act = book.clone().asks(w.receiver, Mode::Each, known());
    assert_eq!(act.len(), 1);
    let ordinals: [[u32; 3]; 4] = [[0, 0, 1], [2, 1, 0], [0, 1, 3], [0, 1, u32::MAX]];
    for forged in ordinals {
        let mut act = act.clone();
        let Event::Refused(refused) = &mut act[0].event else { panic!("a refusal") };
        for (item, ordinal) in refused.items.iter_mut().zip(forged) {
            item.ordinal = ordinal;
        }
        assert_eq!(book.breach(&act), broken, "{forged:?}");
    }
    let mut empty = act.clone();
    let Event::Refused(refused) = &mut empty[0].event else { panic!("a refusal") };
    refused.items.clear();
    assert_eq!(book.breach(&empty), broken);
    let mut ahead = act;
    let itself = ahead[0].index;
    let Event::Refused(refused) = &mut ahead[0].event else { panic!("a refusal") };
    refused.conflicts_with = Some(itself);
    ahead[0].head = ahead[0].head.map(|head| RequestHead { request: None, ..head });
    assert_eq!(book.breach(&ahead), broken, "a conflict is with something before it");
}

#[test]
fn nothing_follows_a_refusal_in_an_act_but_refusals_of_later_items() {
    let book = Book::ready();
    let w = book.w;
    let items: Vec<Command> = (0..1_030).map(|_| donor(1)).collect();
    let act = book.clone().asks(w.receiver, Mode::Each, items);
    assert_eq!(act.len(), 2);
    let mut again = act.clone();
    let Event::Refused(refused) = &mut again[1].event else { panic!("a refusal") };
    for (item, ordinal) in refused.items.iter_mut().zip(0..) {
        item.ordinal = ordinal;
    }
    assert_eq!(book.breach(&again), Rejection::ActBroken {}, "items refused twice");
    let mut act = act;
    act[1].event = next(&book).event;
    act[0].head = act[0].head.map(|head| RequestHead { item_count: 1_025, ..head });
    assert_eq!(book.breach(&act), Rejection::ActBroken {});
}

#[test]
fn a_forged_request_id_was_not_used_before() {
    let mut book = Book::ready();
    let first = book.does(book.w.receiver, donor(100));
    let head = book.entry(first).head;
    let why = forged(&book, |entry| entry.head = head);
    assert_eq!(why, Rejection::RequestIdReused { first_used: first });
    assert_eq!(why.rule(), Some(Rule::Rule24));
    book.refuses(book.w.receiver, donor(100));
    let refused = book.entries.last().unwrap().clone();
    let why = forged(&book, |entry| entry.head = refused.head);
    assert_eq!(why, Rejection::RequestIdReused { first_used: refused.index.0 }, "a no uses the id up too");
    let Some((id, _)) = refused.head.and_then(|head| head.request) else { panic!("a request") };
    let other_content = Some((id, Fingerprint([8; 16])));
    let why = forged(&book, |entry| entry.head = entry.head.map(|head| RequestHead { request: other_content, ..head }));
    assert_eq!(why, Rejection::RequestIdReused { first_used: refused.index.0 });
}

#[test]
fn each_principal_has_request_ids_of_its_own() {
    let mut book = Book::ready();
    let w = book.w;
    let mut request = book.request(w.receiver, Mode::Atomic, vec![donor(100)]);
    book.decides(&request);
    request.principal = w.system;
    request.commands = vec![donor(101)];
    let act = book.decides(&request);
    assert!(matches!(act[0].event, Event::DonorRegistered(_)));
    assert_eq!(book.state.request(w.system, request.id, &book.entries), Ok(Some((request.fingerprint, act[0].index))));
    assert_eq!(book.state.request(w.system, RequestId([9; 16]), &book.entries), Ok(None));
}

#[test]
fn a_request_id_used_again_is_a_conflict_that_names_its_first_use() {
    let mut book = Book::ready();
    let w = book.w;
    let first = Index(book.does(w.receiver, donor(100)));
    let time = book.state.time();
    let act = refuse_conflict(&mut book.state, time, w.receiver, first);
    book.audit(&act);
    let Event::Refused(refused) = &act[0].event else { panic!("a refusal") };
    assert_eq!(refused.conflicts_with, Some(first));
    assert_eq!(refused.items[0].rejection, Rejection::RequestIdReused { first_used: first.0 });
    codes::refused(refused.items[0].rejection);
}

#[test]
fn a_clock_set_forward_in_a_batch_runs_from_the_next_act_on() {
    let mut book = Book::ready();
    let w = book.w;
    let later = |days: i64| START.checked_add_micros(days * 86_400_000_000).unwrap();
    let set = |days| Command::AdvanceClock(ClockAdvanced { to: later(days) });
    let fars = area("Fars", AreaLevel::Province, Some(w.country));
    let act = book.asks(w.admin, Mode::Atomic, vec![set(2), fars]);
    assert!(act.iter().all(|entry| entry.recorded_at == START), "one act, one time");
    assert_eq!(book.state.time(), later(2));
    let act = book.asks(w.admin, Mode::Each, vec![set(9), set(5), set(1)]);
    let Event::Refused(refused) = &act.last().unwrap().event else { panic!("a refusal") };
    assert_eq!(refused.items.iter().map(|item| item.ordinal).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(book.state.time(), later(9), "it does not run back within an act either");
    book.receives(5, ANYTHING);
}

/// The first act of a book, as somebody might forge it.
fn opened(change: impl FnOnce(&mut Vec<Entry>)) -> Result<(), Rejection> {
    let mut decided = State::default();
    let administrators = [administrator(1), administrator(2)];
    let mut act = open_book(&mut decided, START, opening(Clock::Scripted), administrators).unwrap();
    change(&mut act);
    let mut auditor = State::default();
    let mut past: Vec<Entry> = Vec::new();
    for entry in act {
        if let Err(Fault::Breach(rejection)) = check(&auditor, &entry, &past) {
            codes::found(rejection);
            return Err(rejection);
        }
        apply(&mut auditor, &entry);
        past.push(entry);
    }
    Ok(())
}

#[test]
fn a_forged_book_begins_with_its_opening_and_nothing_else() {
    assert_eq!(opened(|_| {}), Ok(()));
    let not_the_opening = Err(Rejection::NotTheOpening {});
    let registered = |at: usize| {
        move |act: &mut Vec<Entry>| {
            let reference = Reference([1; 16]);
            act[at].event = Event::DonorRegistered(DonorRegistered { kind: DonorKind::Person, reference });
        }
    };
    for at in 0..3 {
        assert_eq!(opened(registered(at)), not_the_opening, "entry {at} is one of the opening");
    }
    // Two entries after an opening that stands alone would be judged by nobody.
    let alone = opened(|act| {
        act[0].head = Some(RequestHead { request: None, item_count: 1, entry_count: 1 });
        let request = Some((RequestId([1; 16]), Fingerprint([1; 16])));
        act[1].head = Some(RequestHead { request, item_count: 1, entry_count: 1 });
        let confirmed = RegistrationConfirmed { object: Index(0), last_change: Index(0) };
        act[1].event = Event::RegistrationConfirmed(confirmed);
    });
    assert_eq!(alone, not_the_opening);
    let other = PersonToken([9; 32]);
    let changes: [fn(&mut Vec<Entry>, PersonToken); 5] = [
        |act, other| {
            let Event::BookOpened(e) = &mut act[0].event else { panic!("an opening") };
            e.first_administrators = [other, other];
        },
        |act, other| {
            let Event::BookOpened(e) = &mut act[0].event else { panic!("an opening") };
            e.first_administrators[1] = other;
        },
        |act, _| act.swap_remove(1).index = Index(1),
        |act, _| act[0].principal = PrincipalId(1),
        |act, _| {
            let Event::PrincipalAdmitted(e) = &mut act[2].event else { panic!("an admission") };
            e.roles = e.roles.with(ledger_core::role::Role::Receiver);
        },
    ];
    for (position, change) in changes.into_iter().enumerate() {
        let result = opened(|act| change(act, other));
        if position == 2 {
            assert_eq!(result, Err(Rejection::IndexNotDense { next: 1, found: 2 }));
        } else {
            assert_eq!(result, not_the_opening);
        }
    }
    let again = |book: &Book| book.slips_in(book.w.admin, Event::BookOpened(opening(Clock::Scripted)));
    assert_eq!(Err(again(&Book::ready())), not_the_opening);
}

#[test]
fn the_first_two_administrators_are_two_persons_with_two_keys() {
    let open = |numbers: [u8; 2], admins: [u8; 2]| {
        let mut state = State::default();
        let mut book = opening(Clock::System);
        book.first_administrators = numbers.map(|number| PersonToken([number; 32]));
        let result = open_book(&mut state, START, book, admins.map(administrator));
        assert!(result.is_ok() || state == State::default(), "what was refused left nothing behind");
        result.map(|act| act.len())
    };
    assert_eq!(open([1, 2], [1, 2]), Ok(3));
    assert_eq!(open([1, 1], [1, 1]), Err(Fault::Breach(Rejection::NotTheOpening {})));
    assert_eq!(open([1, 2], [1, 3]), Err(Fault::Breach(Rejection::NotTheOpening {})));
    let mut state = State::default();
    let mut second = administrator(2);
    second.api_key_hash = administrator(1).api_key_hash;
    let same_key = open_book(&mut state, START, opening(Clock::System), [administrator(1), second]);
    assert_eq!(same_key, Err(Fault::Breach(Rejection::IdentityTaken { principal: 1 })));
}

#[test]
fn a_receipt_whose_entry_cannot_be_read_is_neither_allowed_nor_refused() {
    struct Torn;
    impl ledger_core::past::Past for Torn {
        fn entry(&self, index: Index) -> Result<Option<Entry>, ledger_core::past::Unreadable> {
            Err(ledger_core::past::Unreadable { index })
        }
    }
    let mut book = Book::ready();
    let receipt = book.receives(100, ANYTHING);
    let commands = vec![Command::RecordReceipt(cash(&book, 1)), crate::ask::reverse(receipt, None)];
    for mode in [Mode::Atomic, Mode::Each] {
        let mut request = book.request(book.w.everyman, mode, commands.clone());
        request.principal = book.w.everyman;
        let before = book.state.clone();
        let time = book.state.time();
        let unreadable = ledger_core::decide(&mut book.state, &Torn, time, &request);
        assert_eq!(unreadable.map_err(|fault| fault.index), Err(Index(receipt)));
        assert!(book.state == before);
    }
}
