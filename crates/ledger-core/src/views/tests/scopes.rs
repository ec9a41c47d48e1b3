//! Who sees which entry whole.

use super::{Book, code, range};
use crate::event::{
    BeneficiaryVerified, DonorKind, DonorRegistered, Entry, Event, FundOpened, OfficeKind, OfficeRegistered,
    PrincipalAdmitted, PrincipalKind, Reason, ReceiptReversed, Refused, RefusedItem, RegistrationConfirmed,
    Restriction, SeriesOpened, Source,
};
use crate::ids::{Index, KeyHash, OfficeId, PersonToken, PrincipalId, Reference};
use crate::ranges::Ranges;
use crate::rejection::Rejection;
use crate::role::{Role, Roles};
use crate::views::Scope;

/// A book with a reader in every office that matters: above, in, below and beside the book's province.
struct Readers {
    book: Book,
    above: PrincipalId,
    inside: PrincipalId,
    partner: PrincipalId,
    beside: PrincipalId,
    auditor: PrincipalId,
}

impl Readers {
    fn new() -> Self {
        let mut book = Book::new();
        let (national, office) = (book.national_office, book.office);
        let partner = found(&mut book, "NGO", office, OfficeKind::Partner);
        let other = found(&mut book, "Q", national, OfficeKind::Welfare);
        let mut admit = |number, office, role| admit(&mut book, number, office, role);
        Self {
            above: admit(11, national, Role::CaseOfficer),
            inside: admit(12, office, Role::CaseOfficer),
            partner: admit(13, partner, Role::Partner),
            beside: admit(14, other, Role::CaseOfficer),
            auditor: admit(15, other, Role::Auditor),
            book,
        }
    }

    /// Who of above, inside, partner, beside and auditor sees the entry.
    fn of(&self, index: Index) -> [bool; 5] {
        let scope = self.book.views.scope_of(self.entry(index));
        [self.above, self.inside, self.partner, self.beside, self.auditor]
            .map(|reader| self.book.views.sees(reader, scope))
    }

    fn entry(&self, index: Index) -> &Entry {
        self.book.entries.iter().find(|entry| entry.index == index).expect("an entry")
    }
}

/// Above and inside; neither the partner below nor those beside.
const PROVINCE: [bool; 5] = [true, true, false, false, true];
const EVERYBODY: [bool; 5] = [true; 5];
const AUDITORS: [bool; 5] = [false, false, false, false, true];

fn found(book: &mut Book, text: &str, parent: OfficeId, kind: OfficeKind) -> OfficeId {
    let office = OfficeRegistered { code: code(text), kind, parent: Some(parent), area: book.province };
    OfficeId(book.record(Event::OfficeRegistered(office)).0)
}

fn propose(book: &mut Book, number: u8, office: OfficeId, role: Role) -> PrincipalId {
    let admitted = PrincipalAdmitted {
        kind: PrincipalKind::Human(PersonToken([number; 32])),
        office: Some(office),
        roles: Roles::of(&[role]),
        api_key_hash: KeyHash([number; 32]),
    };
    PrincipalId(book.record(Event::PrincipalAdmitted(admitted)).0)
}

fn confirm(book: &mut Book, object: u64) -> Index {
    let object = Index(object);
    book.record(Event::RegistrationConfirmed(RegistrationConfirmed { object, last_change: object }))
}

fn admit(book: &mut Book, number: u8, office: OfficeId, role: Role) -> PrincipalId {
    let principal = propose(book, number, office, role);
    confirm(book, principal.0);
    principal
}

#[test]
fn auditors_and_administrators_see_every_entry_whole() {
    let readers = Readers::new();
    for entry in &readers.book.entries {
        let scope = readers.book.views.scope_of(entry);
        assert!(readers.book.views.sees(readers.auditor, scope), "{entry:?}");
        assert!(readers.book.views.sees(PrincipalId(1), scope), "{entry:?}");
    }
}

#[test]
fn areas_offices_programmes_and_accounts_are_for_everybody_with_their_confirmations() {
    let mut readers = Readers::new();
    let register: Vec<Index> = readers
        .book
        .entries
        .iter()
        .filter(|entry| {
            matches!(
                entry.event,
                Event::AreaRegistered(_)
                    | Event::OfficeRegistered(_)
                    | Event::ProgrammeRegistered(_)
                    | Event::AccountOpened(_)
            )
        })
        .map(|entry| entry.index)
        .collect();
    assert!(register.len() > 8);
    register.into_iter().for_each(|index| assert_eq!(readers.of(index), EVERYBODY, "{index}"));
    for object in [readers.book.province.0, readers.book.office.0, readers.book.programme.0, readers.book.bank.0] {
        let confirmed = confirm(&mut readers.book, object);
        assert_eq!(readers.of(confirmed), EVERYBODY);
    }
}

#[test]
fn what_names_the_first_two_persons_is_for_auditors() {
    let readers = Readers::new();
    (0..3).for_each(|index| assert_eq!(readers.of(Index(index)), AUDITORS, "{index}"));
}

#[test]
fn a_principal_is_known_to_itself_and_to_whoever_covers_its_office() {
    let mut readers = Readers::new();
    let partner = Index(readers.partner.0);
    let down_to_the_partner = [true, true, true, false, true];
    assert_eq!(readers.of(partner), down_to_the_partner);
    assert_eq!(readers.of(partner.next()), down_to_the_partner, "its confirmation");
    assert_eq!(readers.of(Index(readers.beside.0)), [true, false, false, true, true]);
    let office = readers.book.office;
    let colleague = propose(&mut readers.book, 20, office, Role::Receiver);
    assert_eq!(readers.of(Index(colleague.0)), PROVINCE);
}

#[test]
fn a_principal_that_nobody_confirmed_and_one_that_is_none_see_nothing() {
    let mut readers = Readers::new();
    let office = readers.book.office;
    let proposed = propose(&mut readers.book, 20, office, Role::Auditor);
    for reader in [proposed, PrincipalId(9_999)] {
        for scope in [Scope::Everybody, Scope::Office(office), Scope::Principal(reader)] {
            assert!(!readers.book.views.sees(reader, scope), "{reader} {scope:?}");
        }
    }
}

#[test]
fn everything_that_becomes_of_a_gift_and_a_grant_belongs_to_its_office() {
    let mut readers = Readers::new();
    let book = &mut readers.book;
    let from = book.next;
    let gift = book.receive(book.series[0], 100);
    let allotment = book.allot(book.line, None, &Ranges::one(range(book.series[0], 0, 80)));
    book.notify(allotment);
    let beneficiary = book.beneficiary;
    let last_change = Index(beneficiary.0);
    book.record(Event::BeneficiaryVerified(BeneficiaryVerified { beneficiary, last_change }));
    let grant = book.apply_for(80);
    book.decide(grant);
    book.secure(grant, book.line, book.bank, Ranges::one(range(book.series[0], 0, 80)));
    book.award(grant);
    book.verify(grant);
    book.order(grant);
    book.send_back(grant);
    book.order(grant);
    book.settle(grant);
    let other = book.apply_for(10);
    book.cancel(other);
    let ranges = Ranges::one(range(book.series[0], 90, 10));
    book.record(Event::ReceiptReversed(ReceiptReversed { receipt: gift, ranges, reason: Reason::Mistake }));
    let (to, enrolled, opened) = (book.next, Index(beneficiary.0), Index(book.line.0));
    assert_eq!(readers.of(enrolled), PROVINCE);
    assert_eq!(readers.of(opened), PROVINCE);
    (from..to).for_each(|index| assert_eq!(readers.of(Index(index)), PROVINCE, "{:?}", readers.entry(Index(index))));
}

#[test]
fn what_a_line_passes_down_is_seen_from_above_and_by_the_office_that_gets_it() {
    let mut readers = Readers::new();
    let book = &mut readers.book;
    book.receive(book.series[0], 60);
    let all = Ranges::one(range(book.series[0], 0, 60));
    let kept = book.allot(book.national_line, None, &all);
    let told = book.notify(kept);
    let passed = book.allot(book.line, Some(book.national_line), &all);
    for index in [Index(kept.0), told] {
        assert_eq!(readers.of(index), [true, false, false, false, true]);
    }
    assert_eq!(readers.of(Index(passed.0)), PROVINCE);
}

#[test]
fn what_belongs_to_no_office_is_seen_by_who_asked_and_from_above() {
    let mut readers = Readers::new();
    let items = vec![RefusedItem { ordinal: 0, rejection: Rejection::NothingAsked {} }];
    let refused = Event::Refused(Refused { items, conflicts_with: None });
    let donor = Event::DonorRegistered(DonorRegistered { kind: DonorKind::Person, reference: Reference([8; 16]) });
    let restriction = Restriction { programme: Some(readers.book.programme), ..Restriction::default() };
    let fund = Event::FundOpened(FundOpened { restriction, source: Source::PublicDonation, item: None });
    let series = Event::SeriesOpened(SeriesOpened { fund: readers.book.province_fund, account: readers.book.desk });
    for event in [refused, donor, fund, series] {
        readers.book.by = readers.partner;
        let index = readers.book.record(event.clone());
        assert_eq!(readers.of(index), [true, true, true, false, true]);
        readers.book.by = readers.inside;
        let index = readers.book.record(event.clone());
        assert_eq!(readers.of(index), PROVINCE);
        // An administrator has no office that anybody could cover.
        readers.book.by = PrincipalId(1);
        let index = readers.book.record(event);
        assert_eq!(readers.of(index), AUDITORS);
    }
}

#[test]
fn what_cannot_be_placed_is_for_auditors() {
    let mut readers = Readers::new();
    let receipt = crate::ids::ReceiptId(9_999);
    let ranges = Ranges::one(range(readers.book.series[0], 0, 1));
    let stray = Event::ReceiptReversed(ReceiptReversed { receipt, ranges, reason: Reason::Mistake });
    let entry = Entry { event: stray, ..readers.entry(Index(5)).clone() };
    assert_eq!(readers.book.views.scope_of(&entry), Scope::AuditorsOnly);
    let enrolled = readers.book.beneficiary.0;
    let index = confirm(&mut readers.book, enrolled);
    assert_eq!(readers.of(index), AUDITORS, "a beneficiary is verified, never confirmed");
}
