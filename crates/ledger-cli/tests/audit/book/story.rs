//! Entries in blocks, as a server would have made them: every one of them decided by the rules.

use super::asks::{
    admission, allot, apply_for, area, code, enrol, gift, notify, office, person, rule, take_back, verify,
};
use super::{BOOK, ORIGIN, START, bytes_of, signer};
use ledger_core::command::{AllotmentOrigin, Command, GrantStep, ListAct, Mode, Request};
use ledger_core::event::{
    AccountKind, AccountOpened, AreaLevel, BookOpened, Clock, Entry, Event, ProgrammeRegistered, RegistrationConfirmed,
};
use ledger_core::ids::{
    AccountId, AreaId, BookId, Fingerprint, GrantId, Index, OfficeId, PrincipalId, ProgrammeId, PublicKey, RequestId,
};
use ledger_core::role::Role;
use ledger_core::state::State;
use ledger_core::text::Name;
use ledger_core::time::Timestamp;
use ledger_core::{decide, open_book};

/// Entries in blocks.
pub struct Story {
    state: State,
    entries: Vec<Entry>,
    blocks: Vec<Vec<Entry>>,
    requests: u32,
}

impl Story {
    /// The opening: three entries in one block.
    pub fn opening() -> Self {
        let mut state = State::default();
        let opened = BookOpened {
            book: BookId(BOOK),
            origin: Name::new(ORIGIN).unwrap(),
            log_key: PublicKey(*signer().verifier().as_bytes()),
            root_key: PublicKey([3; 32]),
            unit: code("IRR"),
            utc_offset_minutes: 210,
            first_administrators: [person(1), person(2)],
            clock: Clock::Scripted,
            demo: true,
        };
        let administrator = |number| admission(number, None, Role::Administrator);
        let at = Timestamp::from_micros(START);
        let act = open_book(&mut state, at, opened, [administrator(1), administrator(2)]).unwrap();
        Self { state, entries: act.clone(), blocks: vec![act], requests: 0 }
    }

    /// Ten entries in six blocks.
    pub fn small() -> Self {
        let mut story = Self::opening();
        let country = story.registers(area("IR", AreaLevel::Country, None));
        story.registers(area("IR-06", AreaLevel::Province, Some(AreaId(country))));
        story.registers(office("national", None, AreaId(country)));
        story.join_last(2);
        story
    }

    /// From the first gift to a paid grant, a reversal and a refusal.
    pub fn whole() -> (Self, Landmarks) {
        let mut story = Self::opening();
        let ground = story.lays_the_ground();
        let landmarks = story.goes_from_gift_to_grant(&ground);
        (story, landmarks)
    }

    /// The whole story, and after it money that was passed down, money allotted after a reversal, and a second couple
    /// that applies.
    pub fn later() -> (Self, Later) {
        let mut story = Self::opening();
        let ground = story.lays_the_ground();
        let landmarks = story.goes_from_gift_to_grant(&ground);
        let Ground { national, local, programme, account, staff, .. } = &ground;
        story.does(staff.receiver, gift(*national, *account, 10_000_000, None));
        let above = story.does(staff.budget, allot(*national, *programme, 6_000_000, AllotmentOrigin::Funds));
        story.does(staff.approver, notify(above));
        let parent = AllotmentOrigin::ParentLine { office: *national };
        let passed_down = story.does(staff.budget, allot(*local, *programme, 4_000_000, parent));
        let after_reversal = story.does(staff.budget, allot(*local, *programme, 1_000_000, AllotmentOrigin::Funds));
        let second_couple = story.does(staff.officer, enrol(*local, [60, 61]));
        story.does(staff.second_officer, verify(second_couple));
        let second_grant = story.does(staff.officer, apply_for(*programme, *local, second_couple, 3_000_000));
        let later = Later { landmarks, couple: ground.couple, passed_down, after_reversal, second_grant };
        (story, later)
    }

    /// A long one: `count` gifts, as a bulk load brings them, in acts of a thousand and blocks of eight acts. One from
    /// the middle is taken back, so that an audit has to read it again.
    pub fn of_gifts(count: usize) -> Self {
        let mut story = Self::opening();
        let Ground { national, province, account, staff, .. } = story.lays_the_ground();
        let areas = [None, None, None, Some(province)];
        let gifts = (0_u64..).map(|n| gift(national, account, 10_000 + n % 977, areas[(n % 4) as usize]));
        let mut gifts = gifts.take(count).peekable();
        while gifts.peek().is_some() {
            let mut acts = 0;
            while acts < 8 && gifts.peek().is_some() {
                story.asks(staff.receiver, gifts.by_ref().take(1_000).collect());
                acts += 1;
            }
            story.join_last(acts);
        }
        let middle = story.entries.len() - count / 2;
        story.does(staff.approver, take_back(middle as u64, 1));
        story
    }

    /// Does as `principal`; the index of the last entry of the act.
    pub fn does(&mut self, principal: PrincipalId, command: Command) -> u64 {
        self.asks(principal, vec![command])
    }

    fn asks(&mut self, principal: PrincipalId, commands: Vec<Command>) -> u64 {
        self.decides(principal, commands, None);
        self.last()
    }

    /// Takes a step of a list; the index of the entry that opens its act.
    pub(super) fn lists(&mut self, principal: PrincipalId, act: ListAct, lines: Vec<Command>) -> u64 {
        let opening = self.entries.len() as u64;
        self.decides(principal, lines, Some(act));
        opening
    }

    /// The index of the last entry.
    pub(super) fn last(&self) -> u64 {
        self.entries.last().unwrap().index.0
    }

    fn decides(&mut self, principal: PrincipalId, commands: Vec<Command>, list: Option<ListAct>) {
        self.requests += 1;
        let request = Request {
            principal,
            id: RequestId(u128::from(self.requests).to_be_bytes()),
            fingerprint: Fingerprint(u128::from(self.requests).to_be_bytes()),
            mode: Mode::Atomic,
            commands,
            list,
        };
        let at = Timestamp::from_micros(START + i64::from(self.requests) * 1_000_000);
        let act = decide(&mut self.state, &self.entries, at, &request).unwrap();
        self.state.settle();
        self.entries.extend(act.iter().cloned());
        self.blocks.push(act);
    }

    pub(super) fn registers(&mut self, command: Command) -> u64 {
        let object = self.does(PrincipalId(1), command);
        let confirm = RegistrationConfirmed { object: Index(object), last_change: Index(object) };
        self.does(PrincipalId(2), Command::Confirm(confirm));
        object
    }

    pub(super) fn lays_the_ground(&mut self) -> Ground {
        let country = AreaId(self.registers(area("IR", AreaLevel::Country, None)));
        let province = AreaId(self.registers(area("IR-06", AreaLevel::Province, Some(country))));
        let national = OfficeId(self.registers(office("national", None, country)));
        let local = OfficeId(self.registers(office("local", Some(national), province)));
        let programme = ProgrammeRegistered {
            code: code("DOWRY"),
            name: Name::new("جهیزیه").unwrap(),
            classes: Vec::new(),
            intents: Vec::new(),
        };
        let programme = ProgrammeId(self.registers(Command::RegisterProgramme(programme)));
        self.registers(rule(programme));
        let account = AccountOpened { code: code("BANK"), office: national, kind: AccountKind::Bank };
        let account = AccountId(self.registers(Command::OpenAccount(account)));
        let staff = self.hires(national);
        let couple = self.does(staff.officer, enrol(local, [50, 51]));
        self.does(staff.second_officer, verify(couple));
        Ground { province, national, local, programme, account, couple, staff }
    }

    fn hires(&mut self, office: OfficeId) -> Staff {
        let roles = [
            Role::Receiver,
            Role::BudgetOfficer,
            Role::CaseOfficer,
            Role::CaseOfficer,
            Role::Approver,
            Role::Releaser,
            Role::Treasurer,
        ];
        let mut hired = Vec::new();
        for (number, role) in (10..).zip(roles) {
            let admitted = admission(number, Some(office), role);
            hired.push(PrincipalId(self.registers(Command::AdmitPrincipal(admitted))));
        }
        let [receiver, budget, officer, second_officer, approver, releaser, treasurer] = hired.try_into().unwrap();
        Staff { receiver, budget, officer, second_officer, approver, releaser, treasurer }
    }

    fn goes_from_gift_to_grant(&mut self, ground: &Ground) -> Landmarks {
        let Ground { province, national, local, programme, account, couple, staff } = ground;
        let receipt = self.does(staff.receiver, gift(*national, *account, 40_000_000, None));
        let local_receipt = self.does(staff.receiver, gift(*national, *account, 5_000_000, Some(*province)));
        let allotment = self.does(staff.budget, allot(*local, *programme, 30_000_000, AllotmentOrigin::Funds));
        self.does(staff.approver, notify(allotment));
        let grant = self.does(staff.officer, apply_for(*programme, *local, *couple, 20_000_000));
        self.pays(GrantId(grant), *account, staff);
        let reversal = self.does(staff.approver, take_back(receipt, 1_000_000));
        let refusal = self.does(staff.budget, allot(*local, *programme, 900_000_000, AllotmentOrigin::Funds));
        let first = |wanted: fn(&Event) -> bool| {
            self.entries.iter().find(|entry| wanted(&entry.event)).map(|entry| entry.index.0).unwrap()
        };
        Landmarks {
            receipt,
            local_receipt,
            allotment,
            grant,
            reversal,
            refusal,
            fund: first(|event| matches!(event, Event::FundOpened(_))),
            line: first(|event| matches!(event, Event::LineOpened(_))),
            national: *national,
            approver: staff.approver,
            officer: staff.officer,
        }
    }

    fn pays(&mut self, grant: GrantId, account: AccountId, staff: &Staff) {
        let steps = [
            (staff.second_officer, GrantStep::Decide),
            (staff.budget, GrantStep::SecureCredit { account }),
            (staff.approver, GrantStep::Award),
            (staff.second_officer, GrantStep::Verify),
            (staff.releaser, GrantStep::OrderPayment),
            (staff.treasurer, GrantStep::SettlePayment),
        ];
        let mut last_change = Index(grant.0);
        for (who, step) in steps {
            last_change = Index(self.does(who, Command::Grant { grant, last_change, step }));
        }
    }

    /// Puts the last `count` acts into one block.
    fn join_last(&mut self, count: usize) {
        let at = self.blocks.len() - count;
        let joined: Vec<Entry> = self.blocks.drain(at..).flatten().collect();
        self.blocks.push(joined);
    }

    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The bytes of each entry, block by block.
    pub fn blocks(&self) -> Vec<Vec<Vec<u8>>> {
        self.blocks.iter().map(|block| block.iter().map(bytes_of).collect()).collect()
    }
}

/// Where things stand in [`Story::whole`].
pub struct Landmarks {
    pub receipt: u64,
    pub local_receipt: u64,
    pub allotment: u64,
    pub grant: u64,
    pub reversal: u64,
    pub refusal: u64,
    pub fund: u64,
    pub line: u64,
    pub national: OfficeId,
    pub approver: PrincipalId,
    pub officer: PrincipalId,
}

/// Where things stand in [`Story::later`].
pub struct Later {
    pub landmarks: Landmarks,
    pub couple: u64,
    /// An allotment from the line above.
    pub passed_down: u64,
    /// An allotment after part of the first receipt was taken back.
    pub after_reversal: u64,
    /// The application of another couple than the one that was paid.
    pub second_grant: u64,
}

pub(super) struct Ground {
    pub(super) province: AreaId,
    pub(super) national: OfficeId,
    pub(super) local: OfficeId,
    pub(super) programme: ProgrammeId,
    pub(super) account: AccountId,
    pub(super) couple: u64,
    pub(super) staff: Staff,
}

pub(super) struct Staff {
    pub(super) receiver: PrincipalId,
    pub(super) budget: PrincipalId,
    pub(super) officer: PrincipalId,
    pub(super) second_officer: PrincipalId,
    pub(super) approver: PrincipalId,
    pub(super) releaser: PrincipalId,
    pub(super) treasurer: PrincipalId,
}
