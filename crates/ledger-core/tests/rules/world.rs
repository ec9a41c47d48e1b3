//! The world that the rules are tried in: a country with two provinces, their offices, people in every role.

use crate::ask::{admit, code, confirm, enrol, human, office, person, rule};
use crate::book::{Book, START, TODAY};
use ledger_core::command::Command;
use ledger_core::event::{
    AccountKind, AreaLevel, AreaRegistered, BookOpened, Clock, DonorKind, DonorRegistered, PrincipalAdmitted,
    PrincipalKind,
};
use ledger_core::ids::{
    AccountId, AreaId, BeneficiaryId, BookId, DonorId, KeyHash, OfficeId, PrincipalId, ProgrammeId, PublicKey,
    Reference,
};
use ledger_core::open_book;
use ledger_core::role::{Role, Roles};
use ledger_core::state::State;
use ledger_core::text::Name;
use std::sync::OnceLock;

const NOBODY: PrincipalId = PrincipalId(0);

/// All roles that touch money.
pub const HANDS_ON: [Role; 6] =
    [Role::Receiver, Role::BudgetOfficer, Role::CaseOfficer, Role::Approver, Role::Releaser, Role::Treasurer];

/// Where everything is.
#[derive(Clone, Copy)]
pub struct World {
    pub country: AreaId,
    pub qom_area: AreaId,
    pub kerman_area: AreaId,
    pub rafsanjan_area: AreaId,
    pub quarter: AreaId,
    pub national: OfficeId,
    pub qom: OfficeId,
    pub kerman: OfficeId,
    pub rafsanjan: OfficeId,
    /// Two administrators.
    pub admin: PrincipalId,
    pub second_admin: PrincipalId,
    /// One role each, at the national office.
    pub receiver: PrincipalId,
    pub budget: PrincipalId,
    pub officer: PrincipalId,
    pub second_officer: PrincipalId,
    pub approver: PrincipalId,
    pub second_approver: PrincipalId,
    pub releaser: PrincipalId,
    pub treasurer: PrincipalId,
    pub auditor: PrincipalId,
    /// One person with every role that touches money, under two names.
    pub everyman: PrincipalId,
    pub everyman_again: PrincipalId,
    /// The same for a person of each province.
    pub of_qom: PrincipalId,
    pub of_kerman: PrincipalId,
    /// Not a human.
    pub system: PrincipalId,
    /// Proposed and never confirmed, with every role that touches money.
    pub newcomer: PrincipalId,
    pub dowry: ProgrammeId,
    pub marriage: ProgrammeId,
    pub bank: AccountId,
    pub treasury: AccountId,
    pub donor: DonorId,
    pub state_credit: DonorId,
    /// Persons 50 and 51, of Qom.
    pub couple: BeneficiaryId,
    /// Person 12, who is the first case officer.
    pub bride_officer: BeneficiaryId,
    /// Person 60, without a key for dowries.
    pub keyless: BeneficiaryId,
    /// Person 61, whom nobody has verified.
    pub unverified: BeneficiaryId,
}

impl Default for World {
    fn default() -> Self {
        Self {
            country: AreaId(0),
            qom_area: AreaId(0),
            kerman_area: AreaId(0),
            rafsanjan_area: AreaId(0),
            quarter: AreaId(0),
            national: OfficeId(0),
            qom: OfficeId(0),
            kerman: OfficeId(0),
            rafsanjan: OfficeId(0),
            admin: PrincipalId(1),
            second_admin: PrincipalId(2),
            receiver: NOBODY,
            budget: NOBODY,
            officer: NOBODY,
            second_officer: NOBODY,
            approver: NOBODY,
            second_approver: NOBODY,
            releaser: NOBODY,
            treasurer: NOBODY,
            auditor: NOBODY,
            everyman: NOBODY,
            everyman_again: NOBODY,
            of_qom: NOBODY,
            of_kerman: NOBODY,
            system: NOBODY,
            newcomer: NOBODY,
            dowry: ProgrammeId(0),
            marriage: ProgrammeId(0),
            bank: AccountId(0),
            treasury: AccountId(0),
            donor: DonorId(0),
            state_credit: DonorId(0),
            couple: BeneficiaryId(0),
            bride_officer: BeneficiaryId(0),
            keyless: BeneficiaryId(0),
            unverified: BeneficiaryId(0),
        }
    }
}

pub fn opening(clock: Clock) -> BookOpened {
    BookOpened {
        book: BookId([1; 16]),
        origin: Name::new("amanat.example/rules").unwrap(),
        log_key: PublicKey([2; 32]),
        root_key: PublicKey([3; 32]),
        unit: code("IRR"),
        utc_offset_minutes: 210,
        first_administrators: [person(1), person(2)],
        clock,
        demo: true,
    }
}

pub fn administrator(number: u8) -> PrincipalAdmitted {
    PrincipalAdmitted {
        kind: PrincipalKind::Human(person(number)),
        office: None,
        roles: Roles::of(&[Role::Administrator]),
        api_key_hash: KeyHash([number; 32]),
    }
}

pub fn area(text: &str, level: AreaLevel, parent: Option<AreaId>) -> Command {
    let name = Name::new(text).unwrap();
    Command::RegisterArea(AreaRegistered { code: code(text), level, parent, name, valid_from: TODAY })
}

impl Book {
    /// A book with nobody in it but its two administrators.
    pub fn empty(clock: Clock) -> Self {
        let mut state = State::default();
        let act = open_book(&mut state, START, opening(clock), [administrator(1), administrator(2)]);
        Self::opened(state, &act.expect("a sound opening"))
    }

    /// A book in which everybody is at their desk.
    pub fn ready() -> Self {
        static READY: OnceLock<Book> = OnceLock::new();
        READY.get_or_init(furnished).clone()
    }

    /// Proposed by one administrator, confirmed by the other.
    pub fn registers(&mut self, command: Command) -> u64 {
        let object = self.does(self.w.admin, command);
        self.does(self.w.second_admin, confirm(object));
        object
    }
}

fn furnished() -> Book {
    let mut book = Book::empty(Clock::Scripted);
    furnish_map(&mut book);
    furnish_programmes(&mut book);
    furnish_people(&mut book);
    furnish_parties(&mut book);
    book
}

fn furnish_map(book: &mut Book) {
    let country = AreaId(book.registers(area("IR", AreaLevel::Country, None)));
    let mut within = |text, level, parent| AreaId(book.registers(area(text, level, Some(parent))));
    let qom_area = within("Qom", AreaLevel::Province, country);
    let kerman_area = within("Kerman", AreaLevel::Province, country);
    let rafsanjan_area = within("Rafsanjan", AreaLevel::County, kerman_area);
    let quarter = within("Quarter", AreaLevel::Neighbourhood, rafsanjan_area);
    let national = OfficeId(book.registers(office("national", None, country)));
    let mut under = |text, parent, area| OfficeId(book.registers(office(text, Some(parent), area)));
    let qom = under("qom", national, qom_area);
    let kerman = under("kerman", national, kerman_area);
    let rafsanjan = under("rafsanjan", kerman, rafsanjan_area);
    book.w = World {
        country,
        qom_area,
        kerman_area,
        rafsanjan_area,
        quarter,
        national,
        qom,
        kerman,
        rafsanjan,
        ..World::default()
    };
}

fn furnish_programmes(book: &mut Book) {
    let mut programme = |text| ProgrammeId(book.registers(crate::ask::programme(text, &[], &[])));
    let (dowry, marriage) = (programme("dowry"), programme("marriage"));
    book.registers(rule(dowry, 1_000, "dowry", TODAY));
    book.registers(rule(marriage, 500, "marriage", TODAY));
    let national = book.w.national;
    let mut account = |text| AccountId(book.registers(crate::ask::account(text, national, AccountKind::Bank)));
    let (bank, treasury) = (account("bank"), account("treasury"));
    book.w = World { dowry, marriage, bank, treasury, ..book.w };
}

fn furnish_people(book: &mut Book) {
    let w = book.w;
    let newcomer = PrincipalId(book.does(w.admin, human(29, w.national, &HANDS_ON)));
    let mut admits = |command| PrincipalId(book.registers(command));
    let again = PrincipalKind::Human(person(19));
    let system = [Role::Receiver, Role::BudgetOfficer, Role::CaseOfficer, Role::Treasurer];
    book.w = World {
        newcomer,
        receiver: admits(human(10, w.national, &[Role::Receiver])),
        budget: admits(human(11, w.national, &[Role::BudgetOfficer])),
        officer: admits(human(12, w.national, &[Role::CaseOfficer])),
        second_officer: admits(human(13, w.national, &[Role::CaseOfficer])),
        approver: admits(human(14, w.national, &[Role::Approver])),
        second_approver: admits(human(15, w.national, &[Role::Approver])),
        releaser: admits(human(16, w.national, &[Role::Releaser])),
        treasurer: admits(human(17, w.national, &[Role::Treasurer])),
        auditor: admits(human(18, w.national, &[Role::Auditor])),
        everyman: admits(human(19, w.national, &HANDS_ON)),
        everyman_again: admits(admit(again, 20, w.national, &HANDS_ON)),
        of_qom: admits(human(30, w.qom, &HANDS_ON)),
        of_kerman: admits(human(31, w.kerman, &HANDS_ON)),
        system: admits(admit(PrincipalKind::System, 40, w.national, &system)),
        ..w
    };
}

fn furnish_parties(book: &mut Book) {
    let w = book.w;
    let mut donor = |kind, number| {
        let reference = Reference([number; 16]);
        DonorId(book.does(w.receiver, Command::RegisterDonor(DonorRegistered { kind, reference })))
    };
    let (giver, state_credit) = (donor(DonorKind::Person, 1), donor(DonorKind::StateCredit, 2));
    let couple = book.enrols(enrol(w.qom, 50, &[50, 51], &["dowry", "marriage"]));
    let bride_officer = BeneficiaryId(book.does(w.second_officer, enrol(w.qom, 12, &[12], &["dowry"])));
    book.does(w.everyman, crate::ask::verify(bride_officer.0));
    let keyless = book.enrols(enrol(w.qom, 60, &[60], &["marriage"]));
    let unverified = BeneficiaryId(book.does(w.officer, enrol(w.qom, 61, &[61], &["dowry"])));
    book.w = World { donor: giver, state_credit, couple, bride_officer, keyless, unverified, ..w };
}
