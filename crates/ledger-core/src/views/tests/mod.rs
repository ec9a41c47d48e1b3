//! Books written by hand: no rule is asked, only what the entries say.

mod paths;
mod properties;
mod scopes;
mod stories;

use super::Views;
use crate::event::{
    AccountKind, AccountOpened, AllotmentNotified, Allotted, AreaLevel, AreaRegistered, BeneficiaryEnrolled,
    BeneficiaryKind, BookOpened, Channel, Clock, Entry, Event, FundOpened, LineOpened, OfficeKind, OfficeRegistered,
    PrincipalAdmitted, PrincipalKind, ProgrammeRegistered, ReceiptRecorded, Restriction, SeriesOpened, Source,
};
use crate::ids::{
    AccountId, AllotmentId, AreaId, BeneficiaryId, BookId, FundId, Index, KeyHash, LineId, OfficeId, PersonToken,
    PrincipalId, ProgrammeId, PublicKey, ReceiptId, Reference, SeriesId,
};
use crate::place::Place;
use crate::postings::{postings, unbalanced};
use crate::ranges::{Range, Ranges};
use crate::role::{Role, Roles};
use crate::text::{Code, Name};
use crate::time::{Day, FiscalYear, Timestamp};

/// A small book: two provinces, three offices, two accounts, two funds, three lines.
struct Book {
    views: Views,
    entries: Vec<Entry>,
    next: u64,
    by: PrincipalId,
    province: AreaId,
    national_office: OfficeId,
    office: OfficeId,
    programme: ProgrammeId,
    bank: AccountId,
    desk: AccountId,
    open_fund: FundId,
    province_fund: FundId,
    /// The open fund in the bank, the open fund at the desk, the province's fund in the bank.
    series: [SeriesId; 3],
    national_line: LineId,
    line: LineId,
    county_line: LineId,
    beneficiary: BeneficiaryId,
}

fn code(text: &str) -> Code {
    Code::new(text).expect("a code")
}

fn name(text: &str) -> Name {
    Name::new(text).expect("a name")
}

fn range(series: SeriesId, start: u64, count: u64) -> Range {
    Range::new(series, start, count).expect("a sound range")
}

fn day() -> Day {
    Day::from_ymd(2026, 11, 22).expect("a day")
}

fn area(text: &str, level: AreaLevel, parent: Option<AreaId>) -> Event {
    Event::AreaRegistered(AreaRegistered { code: code(text), level, parent, name: name(text), valid_from: day() })
}

fn office(text: &str, parent: Option<OfficeId>, area: AreaId) -> Event {
    Event::OfficeRegistered(OfficeRegistered { code: code(text), kind: OfficeKind::Welfare, parent, area })
}

fn administrator(number: u8) -> Event {
    Event::PrincipalAdmitted(PrincipalAdmitted {
        kind: PrincipalKind::Human(PersonToken([number; 32])),
        office: None,
        roles: Roles::of(&[Role::Administrator]),
        api_key_hash: KeyHash([number; 32]),
    })
}

fn opening() -> Event {
    Event::BookOpened(BookOpened {
        book: BookId([7; 16]),
        origin: name("example.org/book"),
        log_key: PublicKey([1; 32]),
        root_key: PublicKey([2; 32]),
        unit: code("IRR"),
        utc_offset_minutes: 210,
        first_administrators: [PersonToken([1; 32]), PersonToken([2; 32])],
        clock: Clock::Scripted,
        demo: true,
    })
}

impl Book {
    fn new() -> Self {
        let mut book = Self {
            views: Views::default(),
            entries: Vec::new(),
            next: 0,
            by: PrincipalId(0),
            province: AreaId(0),
            national_office: OfficeId(0),
            office: OfficeId(0),
            programme: ProgrammeId(0),
            bank: AccountId(0),
            desk: AccountId(0),
            open_fund: FundId(0),
            province_fund: FundId(0),
            series: [SeriesId(0); 3],
            national_line: LineId(0),
            line: LineId(0),
            county_line: LineId(0),
            beneficiary: BeneficiaryId(0),
        };
        book.open();
        book.register();
        book.open_money();
        book
    }

    fn open(&mut self) {
        self.record(opening());
        for number in [1, 2] {
            self.record(administrator(number));
        }
        self.by = PrincipalId(2);
    }

    fn register(&mut self) {
        let country = AreaId(self.record(area("IR", AreaLevel::Country, None)).0);
        self.province = AreaId(self.record(area("IR-06", AreaLevel::Province, Some(country))).0);
        let county = AreaId(self.record(area("IR-06-1", AreaLevel::County, Some(self.province))).0);
        self.national_office = OfficeId(self.record(office("N", None, country)).0);
        self.office = OfficeId(self.record(office("P", Some(self.national_office), self.province)).0);
        let county_office = OfficeId(self.record(office("C", Some(self.office), county)).0);
        let programme =
            ProgrammeRegistered { code: code("DOWRY"), name: name("Dowry"), classes: Vec::new(), intents: Vec::new() };
        self.programme = ProgrammeId(self.record(Event::ProgrammeRegistered(programme)).0);
        let office = self.national_office;
        let account = |text| Event::AccountOpened(AccountOpened { code: code(text), office, kind: AccountKind::Bank });
        self.bank = AccountId(self.record(account("BANK")).0);
        self.desk = AccountId(self.record(account("DESK")).0);
        self.national_line = self.open_line(self.national_office);
        self.line = self.open_line(self.office);
        self.county_line = self.open_line(county_office);
        let enrolled = BeneficiaryEnrolled {
            kind: BeneficiaryKind::Couple,
            office: self.office,
            reference: Reference([9; 16]),
            class: None,
            persons: Vec::new(),
            keys: Vec::new(),
        };
        self.beneficiary = BeneficiaryId(self.record(Event::BeneficiaryEnrolled(enrolled)).0);
    }

    fn open_money(&mut self) {
        self.open_fund = self.open_fund(None);
        self.province_fund = self.open_fund(Some(self.province));
        self.series = [
            self.open_series(self.open_fund, self.bank),
            self.open_series(self.open_fund, self.desk),
            self.open_series(self.province_fund, self.bank),
        ];
    }

    fn open_line(&mut self, office: OfficeId) -> LineId {
        let year = FiscalYear::new(1405).expect("a year");
        LineId(self.record(Event::LineOpened(LineOpened { office, programme: self.programme, year })).0)
    }

    fn open_fund(&mut self, area: Option<AreaId>) -> FundId {
        let restriction = Restriction { area, ..Restriction::default() };
        FundId(self.record(Event::FundOpened(FundOpened { restriction, source: Source::PublicDonation, item: None })).0)
    }

    fn open_series(&mut self, fund: FundId, account: AccountId) -> SeriesId {
        SeriesId(self.record(Event::SeriesOpened(SeriesOpened { fund, account })).0)
    }

    /// Records what happened; every entry's postings balance.
    fn record(&mut self, event: Event) -> Index {
        let index = Index(self.next);
        self.next += 1;
        let micros = i64::try_from(index.0).expect("a small index");
        let recorded_at = Timestamp::from_micros(micros);
        let entry = Entry { ruleset: 1, index, recorded_at, principal: self.by, head: None, event };
        assert_eq!(unbalanced(&postings(&entry, &self.views)), None, "{:?}", entry.event);
        self.views.fold(&entry);
        self.entries.push(entry);
        index
    }

    /// The next `amount` numbers of a series come in.
    fn receive(&mut self, series: SeriesId, amount: u64) -> ReceiptId {
        let numbered = self.views.partition().series(series).expect("a series").numbered;
        let recorded = ReceiptRecorded {
            office: self.office,
            receipt_number: 1,
            booking_date: day(),
            value_date: None,
            numbers: range(series, numbered, amount),
            donor: None,
            channel: Channel::CashDesk,
            payment: None,
            campaign: None,
            pledge: None,
        };
        ReceiptId(self.record(Event::ReceiptRecorded(recorded)).0)
    }

    fn allot(&mut self, line: LineId, parent: Option<LineId>, ranges: &Ranges) -> AllotmentId {
        AllotmentId(self.record(Event::Allotted(Allotted { line, parent, ranges: ranges.clone() })).0)
    }

    fn notify(&mut self, allotment: AllotmentId) -> Index {
        let at = Index(allotment.0);
        let line = self.views.allotments().at(allotment).expect("an allotment").line;
        let ranges = self.views.moved(at).expect("it moved").ranges.clone();
        self.record(Event::AllotmentNotified(AllotmentNotified { allotment, last_change: at, line, ranges }))
    }

    /// The first numbers in `place`, at most `amount`, of one account if that is asked.
    fn first(&self, place: Place, account: Option<AccountId>, amount: u64) -> Option<Ranges> {
        let partition = self.views.partition();
        let mut left = amount;
        let mut taken = Vec::new();
        for held in partition.held(place) {
            let lies_in = partition.series(held.series()).map(|series| series.account);
            if account.is_some() && account != lies_in {
                continue;
            }
            let part = Range::new(held.series(), held.start(), held.count().min(left));
            left -= part.map_or(0, Range::count);
            taken.extend(part);
        }
        Ranges::new(taken).ok()
    }
}
