//! One sample entry of each event, the same for ever: the golden vectors of `docs/format/record.md`.

use crate::record::Blind;
use ledger_core::event::{
    AccountOpened, AllotmentNotified, Allotted, AreaLevel, AreaRegistered, BeneficiaryEnrolled, BeneficiaryKind,
    BeneficiaryVerified, BookOpened, Channel, Clock, ClockAdvanced, CreditSecured, DecisionRef, DonorKind,
    DonorRegistered, Entry, Event, ExternalPayment, FundOpened, GrantApplied, GrantAwarded, GrantCancelled,
    GrantDecided, GrantVerified, GroupKey, LineOpened, OfficeKind, OfficeRegistered, PaymentOrdered, PaymentReturned,
    PaymentSettled, PrincipalAdmitted, PrincipalKind, ProgrammeRegistered, ProgrammeRuleSet, Reason, ReceiptRecorded,
    ReceiptReversed, Refused, RefusedItem, RegistrationConfirmed, RequestHead, Restriction, ReturnReason,
    RulesetAdopted, SeriesOpened, Source,
};
use ledger_core::ids::{
    AccountId, AllotmentId, AreaId, BeneficiaryId, BenefitKey, BookId, DonorId, Fingerprint, FundId, GrantId, Index,
    KeyHash, LineId, OfficeId, PersonToken, PrincipalId, ProgrammeId, PublicKey, ReceiptId, Reference, RequestId,
    RuleId, SeriesId,
};
use ledger_core::money::Amount;
use ledger_core::ranges::{Range, Ranges};
use ledger_core::rejection::Rejection;
use ledger_core::role::{Role, Roles};
use ledger_core::text::{Code, Name};
use ledger_core::time::{Day, FiscalYear, Timestamp};

/// One entry of each event, in the order of the events. Only the first of them, and every tenth, has a head.
#[must_use]
pub fn samples() -> Vec<(Entry, Blind)> {
    let events = [book(), register(), people(), receipts(), allotments(), grants()].into_iter().flatten();
    (0_u8..).zip(events).map(|(number, event)| (entry(number, event), [number; 16])).collect()
}

fn entry(number: u8, event: Event) -> Entry {
    let request = (RequestId([0xa0 | (number % 16); 16]), Fingerprint([0xf0 | (number % 16); 16]));
    let head = RequestHead { request: (number > 0).then_some(request), item_count: u32::from(number), entry_count: 3 };
    Entry {
        ruleset: 1,
        index: Index(u64::from(number) * 1_000),
        recorded_at: Timestamp::from_micros(1_795_000_000_000_000 + i64::from(number)),
        principal: PrincipalId(if number == 0 { 0 } else { 2 }),
        head: number.is_multiple_of(10).then_some(head),
        event,
    }
}

fn code(text: &str) -> Code {
    Code::new(text).expect("a fixed code")
}

fn name(text: &str) -> Name {
    Name::new(text).expect("a fixed name")
}

fn amount(count: u64) -> Amount {
    Amount::new(count).expect("a fixed amount")
}

fn day(epoch_days: i32) -> Day {
    Day::from_epoch_days(epoch_days)
}

fn range(series: u64, start: u64, count: u64) -> Range {
    Range::new(SeriesId(series), start, count).expect("a fixed range")
}

fn ranges() -> Ranges {
    Ranges::new(vec![range(41, 40_000_000, 25_000_000), range(52, 0, 15_000_000)]).expect("fixed ranges")
}

fn book() -> Vec<Event> {
    vec![
        Event::BookOpened(BookOpened {
            book: BookId([0xb0; 16]),
            origin: name("amanat.example/sample"),
            log_key: PublicKey([0x10; 32]),
            root_key: PublicKey([0x20; 32]),
            unit: code("IRR"),
            utc_offset_minutes: 210,
            first_administrators: [PersonToken([0x31; 32]), PersonToken([0x32; 32])],
            clock: Clock::Scripted,
            demo: true,
        }),
        Event::RulesetAdopted(RulesetAdopted { ruleset: 2 }),
        Event::ClockAdvanced(ClockAdvanced { to: Timestamp::from_micros(1_795_086_400_000_000) }),
    ]
}

fn register() -> Vec<Event> {
    vec![
        Event::AreaRegistered(AreaRegistered {
            code: code("IR-14"),
            level: AreaLevel::Province,
            parent: Some(AreaId(3)),
            name: name("چهارمحال و بختیاری"),
            valid_from: day(0),
        }),
        Event::OfficeRegistered(OfficeRegistered {
            code: code("BO-14"),
            kind: OfficeKind::Welfare,
            parent: Some(OfficeId(5)),
            area: AreaId(4),
        }),
        Event::PrincipalAdmitted(PrincipalAdmitted {
            kind: PrincipalKind::Human(PersonToken([0x33; 32])),
            office: Some(OfficeId(6)),
            roles: Roles::of(&[Role::CaseOfficer, Role::Approver]),
            api_key_hash: KeyHash([0x40; 32]),
        }),
        Event::ProgrammeRegistered(ProgrammeRegistered { code: code("DOWRY"), name: name("جهیزیه") }),
        Event::ProgrammeRuleSet(ProgrammeRuleSet {
            programme: ProgrammeId(9),
            cap: amount(400_000_000),
            benefit_group: code("dowry"),
            decision: DecisionRef { number: code("1405/12"), date: day(20_700) },
            effective_from: day(20_776),
        }),
        Event::AccountOpened(AccountOpened { code: code("BANK-14"), office: OfficeId(6) }),
        Event::RegistrationConfirmed(RegistrationConfirmed { object: Index(9), last_change: Index(9) }),
    ]
}

fn people() -> Vec<Event> {
    let key = |byte| GroupKey { group: code("dowry"), key: BenefitKey([byte; 32]) };
    vec![
        Event::DonorRegistered(DonorRegistered { kind: DonorKind::Person, reference: Reference([0x50; 16]) }),
        Event::BeneficiaryEnrolled(BeneficiaryEnrolled {
            kind: BeneficiaryKind::Couple,
            office: OfficeId(6),
            reference: Reference([0x60; 16]),
            persons: vec![PersonToken([0x34; 32]), PersonToken([0x35; 32])],
            keys: vec![key(0x71), key(0x72)],
        }),
        Event::BeneficiaryVerified(BeneficiaryVerified { beneficiary: BeneficiaryId(30), last_change: Index(30) }),
    ]
}

fn receipts() -> Vec<Event> {
    let restriction = Restriction { programme: Some(ProgrammeId(9)), area: Some(AreaId(4)) };
    let payment =
        ExternalPayment { terminal: code("99900001"), settlement_date: day(20_779), reference: code("140509010001") };
    vec![
        Event::FundOpened(FundOpened { restriction, source: Source::PublicDonation }),
        Event::SeriesOpened(SeriesOpened { fund: FundId(40), account: AccountId(12) }),
        Event::ReceiptRecorded(ReceiptRecorded {
            office: OfficeId(6),
            receipt_number: 1,
            booking_date: day(20_779),
            value_date: Some(day(-1)),
            numbers: range(41, 0, 40_000_000),
            donor: Some(DonorId(29)),
            channel: Channel::Portal,
            payment: Some(payment),
        }),
        Event::ReceiptReversed(ReceiptReversed { receipt: ReceiptId(42), ranges: ranges(), reason: Reason::Duplicate }),
    ]
}

fn allotments() -> Vec<Event> {
    let year = FiscalYear::new(1405).expect("a year with a calendar");
    vec![
        Event::LineOpened(LineOpened { office: OfficeId(6), programme: ProgrammeId(9), year }),
        Event::Allotted(Allotted { line: LineId(60), parent: Some(LineId(55)), ranges: ranges() }),
        Event::AllotmentNotified(AllotmentNotified {
            allotment: AllotmentId(61),
            last_change: Index(61),
            line: LineId(60),
            ranges: ranges(),
        }),
    ]
}

fn grants() -> Vec<Event> {
    let (grant, last_change) = (GrantId(70), Index(75));
    vec![
        Event::GrantApplied(GrantApplied {
            programme: ProgrammeId(9),
            office: OfficeId(6),
            beneficiary: BeneficiaryId(30),
            amount: amount(40_000_000),
        }),
        Event::GrantDecided(GrantDecided { grant, last_change, rule: RuleId(10) }),
        Event::CreditSecured(CreditSecured {
            grant,
            last_change,
            line: LineId(60),
            account: AccountId(12),
            ranges: ranges(),
        }),
        Event::GrantAwarded(GrantAwarded { grant, last_change }),
        Event::GrantVerified(GrantVerified { grant, last_change }),
        Event::PaymentOrdered(PaymentOrdered { grant, last_change, ranges: ranges() }),
        Event::PaymentSettled(PaymentSettled { grant, last_change, ranges: ranges() }),
        Event::PaymentReturned(PaymentReturned {
            grant,
            last_change,
            ranges: ranges(),
            reason: ReturnReason::AccountClosed,
        }),
        Event::GrantCancelled(GrantCancelled { grant, last_change, reason: Reason::Withdrawn, ranges: Some(ranges()) }),
        Event::Refused(Refused {
            items: vec![
                RefusedItem { ordinal: 0, rejection: Rejection::BenefitAlreadyGranted {} },
                RefusedItem { ordinal: 7, rejection: Rejection::ExceedsAvailable { available: 5, asked: 7 } },
            ],
            conflicts_with: Some(Index(33)),
        }),
    ]
}
