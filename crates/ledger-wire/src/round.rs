//! The whole way round, as a server goes it: request, command, act, bytes, replay, answer.

use crate::door::{Ask, Door, Openings, TokenKeys};
use crate::identifiers::NationalId;
use crate::proto::ledger::v1 as proto;
use crate::proto::record::v1 as record;
use crate::record::encode_into;
use crate::refusal::Refusal;
use crate::replay::Replay;
use crate::reply::Reply;
use ledger_core::event::{BookOpened, Clock, Entry, PrincipalAdmitted, PrincipalKind};
use ledger_core::ids::{BookId, KeyHash, PrincipalId, PublicKey, RequestId};
use ledger_core::rejection::Rejection;
use ledger_core::role::{Role, Roles};
use ledger_core::state::State;
use ledger_core::text::{Code, Name};
use ledger_core::time::Timestamp;
use ledger_core::views::Views;

const BOOK: BookId = BookId([0xb0; 16]);
const NOW: Timestamp = Timestamp::from_micros(1_795_000_000_000_000);

struct Server {
    door: Door,
    state: State,
    views: Views,
    book: Vec<Entry>,
}

/// Nothing that is asked here commits to anything.
struct NoBlinds;

impl Openings for NoBlinds {
    fn blind(&mut self, _: RequestId, _: u32, _: &'static str, _: &[u8]) -> [u8; 32] {
        unreachable!("no payee is proposed")
    }
}

/// A book with its two first administrators, entries 1 and 2.
fn server() -> Server {
    let keys = TokenKeys::derive(&[7; 32]);
    let administrator = |id: &str, key| PrincipalAdmitted {
        kind: PrincipalKind::Human(keys.person(&NationalId::parse(id).expect("well formed"))),
        office: None,
        roles: Roles::of(&[Role::Administrator]),
        api_key_hash: KeyHash([key; 32]),
    };
    let first = [administrator("9990000018", 1), administrator("9990000174", 2)];
    let token = |admitted: &PrincipalAdmitted| match admitted.kind {
        PrincipalKind::Human(token) => token,
        PrincipalKind::System => unreachable!("both are human"),
    };
    let opening = BookOpened {
        book: BOOK,
        origin: Name::new("amanat.example/round").expect("a name"),
        log_key: PublicKey([1; 32]),
        root_key: PublicKey([2; 32]),
        unit: Code::new("IRR").expect("a unit"),
        utc_offset_minutes: 210,
        first_administrators: [token(&first[0]), token(&first[1])],
        clock: Clock::Scripted,
        demo: true,
    };
    let mut state = State::default();
    let book = ledger_core::open_book(&mut state, NOW, opening, first).expect("a fresh book");
    let mut views = Views::default();
    book.iter().for_each(|entry| views.fold(entry));
    Server { door: Door::new(keys, Code::new("IRR").expect("a unit")), state, views, book }
}

impl Server {
    fn ask<A: Ask>(&mut self, principal: u64, ask: A) -> Result<A::Response, Refusal> {
        let read = self.door.read(PrincipalId(principal), ask, &mut NoBlinds, &self.views);
        let asked = read.expect("well formed");
        let act = ledger_core::decide(&mut self.state, &self.book, NOW, &asked.request).expect("readable");
        act.iter().for_each(|entry| self.views.fold(entry));
        self.book.extend(act.iter().cloned());
        A::respond(&Reply::of(&act, &[9; 32]).expect("an act"), asked.request.mode, &BOOK)
    }
}

fn country(request_id: &str) -> proto::RegisterAreaRequest {
    proto::RegisterAreaRequest {
        request_id: request_id.to_owned(),
        validate_only: false,
        area: Some(proto::RegisterArea {
            code: "IR".to_owned(),
            level: record::AreaLevel::Country.into(),
            parent: 0,
            name: "ایران".to_owned(),
            valid_from: Some(proto::Date { year: 2026, month: 11, day: 22 }),
        }),
    }
}

fn confirm(request_id: &str) -> proto::ConfirmRequest {
    proto::ConfirmRequest {
        request_id: request_id.to_owned(),
        validate_only: false,
        confirmation: Some(proto::Confirm { object: 3, last_change: 3 }),
    }
}

#[test]
fn what_was_asked_is_recorded_replayed_and_answered() {
    let mut server = server();
    let recorded = server.ask(1, country("00000000000000000000000000000001")).expect("proposed").recorded;
    let recorded = recorded.expect("always set");
    assert_eq!((recorded.index, recorded.entry_count), (3, 4));
    assert_eq!(recorded.name, format!("books/{}/areas/3", "b0".repeat(16)));

    let own = server.ask(1, confirm("00000000000000000000000000000002")).expect_err("one's own proposal");
    assert!(matches!(own.rejection(), Some(Rejection::SelfApproval { .. })), "{own}");
    assert_eq!(own.entry.map(|entry| entry.0), Some(4));
    server.ask(2, confirm("00000000000000000000000000000003")).expect("another administrator");

    let mut replay = Replay::new(server.book.clone());
    for entry in &server.book {
        let mut bytes = Vec::new();
        encode_into(entry, &[5; 16], &mut bytes);
        let decoded = replay.step(entry.index.0, &bytes).expect("the auditor agrees");
        assert_eq!(&decoded.entry, entry);
    }
    assert_eq!(replay.state().next_index().0, 6);
}
