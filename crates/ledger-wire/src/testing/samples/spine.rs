//! The spine: the book, the register, persons, money and grants.

use super::{amount, code, day, decision, name, pledge_part, range, ranges, restriction};
use ledger_core::event::{
    AccountKind, AccountOpened, AllotmentNotified, Allotted, AreaLevel, AreaRegistered, BeneficiaryEnrolled,
    BeneficiaryKind, BeneficiaryVerified, BookOpened, Channel, Clock, ClockAdvanced, CreditSecured, DonorKind,
    DonorRegistered, Event, ExternalPayment, FundOpened, GrantApplied, GrantAwarded, GrantCancelled, GrantDecided,
    GrantVerified, GroupKey, LineOpened, ListPlace, OfficeKind, OfficeRegistered, PaymentOrdered, PaymentReturned,
    PaymentSettled, PrincipalAdmitted, PrincipalKind, ProgrammeRegistered, ProgrammeRuleSet, Reason, ReceiptRecorded,
    ReceiptReversed, Refused, RefusedItem, RegistrationConfirmed, Reported, ReturnReason, RulesetAdopted, SeriesOpened,
    Source,
};
use ledger_core::ids::{
    AccountId, AccountToken, AllotmentId, AreaId, BeneficiaryId, BenefitKey, BookId, CampaignId, ClassId, DonorId,
    FundId, GrantId, Index, ItemId, KeyHash, KitDesignId, LineId, ListId, OfficeId, PayeeId, PersonToken, ProgrammeId,
    PublicKey, ReceiptId, Reference, ResultsId, RuleId,
};
use ledger_core::rejection::Rejection;
use ledger_core::role::{Role, Roles};
use ledger_core::time::{FiscalYear, Timestamp};

pub(super) fn events() -> Vec<Event> {
    [book(), register(), people(), receipts(), allotments(), grants()].into_iter().flatten().collect()
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
        Event::ProgrammeRegistered(ProgrammeRegistered {
            code: code("DOWRY"),
            name: name("جهیزیه"),
            classes: vec![ClassId(13)],
            intents: vec![ClassId(14), ClassId(15)],
        }),
        Event::ProgrammeRuleSet(ProgrammeRuleSet {
            programme: ProgrammeId(9),
            cap: amount(400_000_000),
            benefit_group: code("dowry"),
            decision: decision(),
            effective_from: day(20_776),
        }),
        Event::AccountOpened(AccountOpened { code: code("BANK-14"), office: OfficeId(6), kind: AccountKind::Treasury }),
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
            class: Some(ClassId(13)),
            persons: vec![PersonToken([0x34; 32]), PersonToken([0x35; 32])],
            keys: vec![key(0x71), key(0x72)],
        }),
        Event::BeneficiaryVerified(BeneficiaryVerified { beneficiary: BeneficiaryId(30), last_change: Index(30) }),
    ]
}

fn receipts() -> Vec<Event> {
    let payment =
        ExternalPayment { terminal: code("99900001"), settlement_date: day(20_779), reference: code("140509010001") };
    vec![
        Event::FundOpened(FundOpened {
            restriction: restriction(),
            source: Source::PublicDonation,
            item: Some(ItemId(20)),
        }),
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
            campaign: Some(CampaignId(31)),
            pledge: Some(pledge_part(25_000_000)),
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
    let (grant, last_change, list) = (GrantId(70), Index(75), Some(ListId(69)));
    let reported = Some(Reported { results: ResultsId(76), row: 2, account: AccountToken([0x36; 32]) });
    vec![
        Event::GrantApplied(GrantApplied {
            programme: ProgrammeId(9),
            office: OfficeId(6),
            beneficiary: BeneficiaryId(30),
            amount: amount(40_000_000),
            payee: Some(PayeeId(35)),
            kit: Some(KitDesignId(21)),
            list: Some(ListPlace { list: ListId(69), line: 2 }),
        }),
        Event::GrantDecided(GrantDecided { grant, last_change, rule: RuleId(10) }),
        Event::CreditSecured(CreditSecured {
            grant,
            last_change,
            line: LineId(60),
            account: AccountId(12),
            ranges: ranges(),
            list,
        }),
        Event::GrantAwarded(GrantAwarded { grant, last_change }),
        Event::GrantVerified(GrantVerified { grant, last_change, list }),
        Event::PaymentOrdered(PaymentOrdered { grant, last_change, ranges: ranges() }),
        Event::PaymentSettled(PaymentSettled { grant, last_change, ranges: ranges(), reported }),
        Event::PaymentReturned(PaymentReturned {
            grant,
            last_change,
            ranges: ranges(),
            reason: ReturnReason::AccountClosed,
            reported,
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
