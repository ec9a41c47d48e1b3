//! Small books: decided by the rules, or forged entry by entry, then written as the store writes them.

use ledger_cli::audit::{self, Class, Finding, Options, Report};
use ledger_cli::{Exit, Progress};
use ledger_core::command::{Allot, AllotmentOrigin, Command, GrantStep, Mode, RecordReceipt, Request};
use ledger_core::event::{
    AccountOpened, AreaLevel, AreaRegistered, BeneficiaryEnrolled, BeneficiaryKind, BookOpened, Channel, Clock,
    DecisionRef, Entry, GrantApplied, GroupKey, OfficeKind, OfficeRegistered, PrincipalAdmitted, PrincipalKind,
    ProgrammeRegistered, ProgrammeRuleSet, Reason, RegistrationConfirmed, Restriction, Source,
};
use ledger_core::ids::{
    AccountId, AllotmentId, AreaId, BeneficiaryId, BenefitKey, BookId, Fingerprint, GrantId, Index, KeyHash, OfficeId,
    PersonToken, PrincipalId, ProgrammeId, PublicKey, ReceiptId, Reference, RequestId,
};
use ledger_core::money::Amount;
use ledger_core::role::{Role, Roles};
use ledger_core::state::State;
use ledger_core::text::{Code, Name};
use ledger_core::time::{Day, FiscalYear, Timestamp};
use ledger_core::{decide, open_book};
use ledger_log::checkpoint::Checkpoint;
use ledger_log::note::{KeyName, SignerKey};
use ledger_log::tree::Frontier;
use ledger_log::{Chain, leaf};
use ledger_store::{
    Append, Block, BookPaths, CheckpointPlaces, DataPaths, FileJournal, Journal, JournalOptions, ReadJournal,
    RealStorage, RoomAhead, TreeFiles,
};
use ledger_wire::record::{decode, encode_into};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

pub const BOOK: [u8; 16] = [0xB0; 16];
pub const ORIGIN: &str = "amanat.example/test";
/// 2025-11-22, noon in Tehran: 1404-09-01.
const START: i64 = 1_763_800_200_000_000;

pub fn signer() -> SignerKey {
    SignerKey::from_seed(ORIGIN.parse::<KeyName>().unwrap(), &[7; 32])
}

/// Entries in blocks, as a server would have made them.
pub struct Story {
    state: State,
    entries: Vec<Entry>,
    blocks: Vec<Vec<Entry>>,
    requests: u16,
}

pub fn code(text: &str) -> Code {
    Code::new(text).unwrap()
}

fn person(number: u8) -> PersonToken {
    PersonToken([number; 32])
}

fn administrator(number: u8) -> PrincipalAdmitted {
    PrincipalAdmitted {
        kind: PrincipalKind::Human(person(number)),
        office: None,
        roles: Roles::of(&[Role::Administrator]),
        api_key_hash: KeyHash([number; 32]),
    }
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
        let country = AreaId(story.registers(area("IR", AreaLevel::Country, None)));
        let province = AreaId(story.registers(area("IR-06", AreaLevel::Province, Some(country))));
        let national = OfficeId(story.registers(office("national", None, country)));
        let local = OfficeId(story.registers(office("local", Some(national), province)));
        let programme = ProgrammeRegistered { code: code("DOWRY"), name: Name::new("جهیزیه").unwrap() };
        let programme = ProgrammeId(story.registers(Command::RegisterProgramme(programme)));
        story.registers(rule(programme));
        let account = AccountOpened { code: code("BANK"), office: national };
        let account = AccountId(story.registers(Command::OpenAccount(account)));
        let staff = story.hire(national);
        let couple = story.does(staff.officer, enrol(local));
        let verify = Command::VerifyBeneficiary { beneficiary: BeneficiaryId(couple), last_change: Index(couple) };
        story.does(staff.second_officer, verify);
        let gift = |amount, area| gift(national, account, amount, area);
        let receipt = story.does(staff.receiver, gift(40_000_000, None));
        let local_receipt = story.does(staff.receiver, gift(5_000_000, Some(province)));
        let allotment = story.does(staff.budget, allot(local, programme, 30_000_000));
        let notify = Command::NotifyAllotment { allotment: AllotmentId(allotment), last_change: Index(allotment) };
        story.does(staff.approver, notify);
        let apply =
            GrantApplied { programme, office: local, beneficiary: BeneficiaryId(couple), amount: rials(20_000_000) };
        let grant = story.does(staff.officer, Command::ApplyForGrant(apply));
        story.pays(GrantId(grant), account, &staff);
        let reverse = Command::ReverseReceipt {
            receipt: ReceiptId(receipt),
            amount: Some(rials(1_000_000)),
            reason: Reason::Mistake,
        };
        let reversal = story.does(staff.approver, reverse);
        let refusal = story.does(staff.budget, allot(local, programme, 900_000_000));
        let fund =
            story.entries.iter().position(|entry| matches!(entry.event, ledger_core::event::Event::FundOpened(_)));
        let line =
            story.entries.iter().position(|entry| matches!(entry.event, ledger_core::event::Event::LineOpened(_)));
        let landmarks = Landmarks {
            receipt,
            local_receipt,
            allotment,
            grant,
            reversal,
            refusal,
            fund: fund.unwrap() as u64,
            line: line.unwrap() as u64,
            approver: staff.approver,
            officer: staff.officer,
        };
        (story, landmarks)
    }

    /// Does as `principal`; the index of the last entry of the act.
    pub fn does(&mut self, principal: PrincipalId, command: Command) -> u64 {
        self.requests += 1;
        let request = Request {
            principal,
            id: RequestId(u128::from(self.requests).to_be_bytes()),
            fingerprint: Fingerprint(u128::from(self.requests).to_be_bytes()),
            mode: Mode::Atomic,
            commands: vec![command],
        };
        let at = Timestamp::from_micros(START + i64::from(self.requests) * 1_000_000);
        let act = decide(&mut self.state, &self.entries, at, &request).unwrap();
        self.entries.extend(act.iter().cloned());
        self.blocks.push(act);
        self.entries.last().unwrap().index.0
    }

    fn registers(&mut self, command: Command) -> u64 {
        let object = self.does(PrincipalId(1), command);
        let confirm = RegistrationConfirmed { object: Index(object), last_change: Index(object) };
        self.does(PrincipalId(2), Command::Confirm(confirm));
        object
    }

    fn hire(&mut self, office: OfficeId) -> Staff {
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
            let admitted = PrincipalAdmitted {
                kind: PrincipalKind::Human(person(number)),
                office: Some(office),
                roles: Roles::of(&[role]),
                api_key_hash: KeyHash([number; 32]),
            };
            hired.push(PrincipalId(self.registers(Command::AdmitPrincipal(admitted))));
        }
        let [receiver, budget, officer, second_officer, approver, releaser, treasurer] = hired.try_into().unwrap();
        Staff { receiver, budget, officer, second_officer, approver, releaser, treasurer }
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
    pub approver: PrincipalId,
    pub officer: PrincipalId,
}

struct Staff {
    receiver: PrincipalId,
    budget: PrincipalId,
    officer: PrincipalId,
    second_officer: PrincipalId,
    approver: PrincipalId,
    releaser: PrincipalId,
    treasurer: PrincipalId,
}

/// The bytes of an entry; the blind is its index, so that every run is the same.
pub fn bytes_of(entry: &Entry) -> Vec<u8> {
    let mut bytes = Vec::new();
    let blind = [u8::try_from(entry.index.0 % 251).unwrap() + 1; 16];
    encode_into(entry, &blind, &mut bytes);
    assert_eq!(decode(&bytes).unwrap().entry, *entry);
    bytes
}

pub fn rials(count: u64) -> Amount {
    Amount::new(count).unwrap()
}

fn today() -> Day {
    Timestamp::from_micros(START).tehran_day(210)
}

fn area(text: &str, level: AreaLevel, parent: Option<AreaId>) -> Command {
    let name = Name::new(text).unwrap();
    Command::RegisterArea(AreaRegistered { code: code(text), level, parent, name, valid_from: today() })
}

fn office(text: &str, parent: Option<OfficeId>, area: AreaId) -> Command {
    Command::RegisterOffice(OfficeRegistered { code: code(text), kind: OfficeKind::Welfare, parent, area })
}

fn rule(programme: ProgrammeId) -> Command {
    Command::SetProgrammeRule(ProgrammeRuleSet {
        programme,
        cap: rials(100_000_000),
        benefit_group: code("dowry"),
        decision: DecisionRef { number: code("D-1"), date: today() },
        effective_from: today(),
    })
}

fn enrol(office: OfficeId) -> Command {
    let key = |number| GroupKey { group: code("dowry"), key: BenefitKey([number; 32]) };
    Command::EnrolBeneficiary(BeneficiaryEnrolled {
        kind: BeneficiaryKind::Couple,
        office,
        reference: Reference([50; 16]),
        persons: vec![person(50), person(51)],
        keys: vec![key(50), key(51)],
    })
}

fn gift(office: OfficeId, account: AccountId, amount: u64, area: Option<AreaId>) -> Command {
    Command::RecordReceipt(RecordReceipt {
        office,
        account,
        amount: rials(amount),
        source: Source::PublicDonation,
        restriction: Restriction { programme: None, area },
        donor: None,
        channel: Channel::CashDesk,
        payment: None,
        booking_date: None,
        value_date: None,
    })
}

fn allot(office: OfficeId, programme: ProgrammeId, amount: u64) -> Command {
    let year = FiscalYear::new(1404).unwrap();
    Command::Allot(Allot { office, programme, year, amount: rials(amount), origin: AllotmentOrigin::Funds })
}

/// A book on disk, and the policy beside it.
pub struct Shelf {
    pub dir: TempDir,
    /// The index of the first entry of each block, and the end.
    pub bounds: Vec<u64>,
}

impl Shelf {
    /// Writes the blocks, the tree, and a checkpoint over everything, signed by the book's key.
    pub fn of(blocks: &[Vec<Vec<u8>>]) -> Self {
        let shelf = Self::unsigned(blocks);
        shelf.sign(blocks.concat().len());
        shelf
    }

    pub fn story(story: &Story) -> Self {
        Self::of(&story.blocks())
    }

    pub fn unsigned(blocks: &[Vec<Vec<u8>>]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let paths = DataPaths::new(dir.path());
        let options = JournalOptions { segment_bytes: 4096, room: RoomAhead::Inline, ..JournalOptions::default() };
        let id = ledger_store::BookId(BOOK);
        let mut journal = FileJournal::create(&RealStorage, &paths.book, id, &options).unwrap();
        let mut tree = TreeFiles::open(&RealStorage, &paths.book, 0).unwrap();
        let mut frontier = Frontier::new();
        let mut bounds = vec![0];
        for entries in blocks {
            append(&mut journal, entries);
            entries.iter().for_each(|entry| frontier.append_storing(&leaf(entry), |stored| tree.append(stored)));
            bounds.push(journal.head().size);
        }
        journal.sync_head().unwrap();
        tree.sync().unwrap();
        let shelf = Self { dir, bounds };
        std::fs::write(shelf.policy(), format!("log {}\nquorum none\n", signer().verifier())).unwrap();
        shelf
    }

    /// Signs a checkpoint over the first `size` entries as the tree has them.
    pub fn sign(&self, size: usize) {
        let paths = DataPaths::new(self.dir.path());
        let mut frontier = Frontier::new();
        let tree = std::fs::read(self.book().join("tree/0")).unwrap();
        for hash in tree.chunks_exact(32).take(size) {
            let hash: [u8; 32] = hash.try_into().unwrap();
            frontier.append(&ledger_log::Leaf::from_hash(hash.into()));
        }
        let checkpoint = Checkpoint::new(ORIGIN.parse().unwrap(), frontier.head()).unwrap();
        let note = checkpoint.sign(&signer()).unwrap().to_string();
        let mut places = CheckpointPlaces::open(&RealStorage, &paths).unwrap();
        places.record(size as u64, note.as_bytes()).unwrap();
        places.publish(size as u64, note.as_bytes()).unwrap();
    }

    pub fn book(&self) -> PathBuf {
        self.dir.path().join("book")
    }

    pub fn paths(&self) -> BookPaths {
        BookPaths::new(self.book())
    }

    pub fn policy(&self) -> PathBuf {
        self.dir.path().join("policy")
    }

    /// The segments in order.
    pub fn segments(&self) -> Vec<PathBuf> {
        let files = std::fs::read_dir(self.paths().journal()).unwrap();
        let mut segments: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
        segments.retain(|path| path.extension().is_some_and(|ending| ending == "seg"));
        segments.sort();
        segments
    }

    pub fn audit(&self) -> Report {
        audit_with(&self.book(), Some(&self.policy()))
    }

    pub fn audit_without_policy(&self) -> Report {
        audit_with(&self.book(), None)
    }
}

fn append(journal: &mut FileJournal<RealStorage>, entries: &[Vec<u8>]) {
    let (chain, head) = (Chain::new(), journal.head());
    let mut block = Block::new();
    block.begin(head.size);
    let mut link = head.link;
    for entry in entries {
        block.push(entry).unwrap();
        link = chain.extend(&link, &leaf(entry));
    }
    block.set_link_after(link);
    let answer = journal.append(&mut block);
    assert!(matches!(answer, Append::Durable { .. }), "{answer:?}");
}

pub fn audit_with(book: &Path, policy: Option<&Path>) -> Report {
    let options = Options { book: book.to_owned(), policy: policy.map(Path::to_owned) };
    audit::verify(&options, &mut Progress::silent())
}

/// The one finding of a class, or a panic with the whole report.
pub fn found(report: &Report, class: Class) -> &Finding {
    report.findings.iter().find(|finding| finding.class == class).unwrap_or_else(|| panic!("{report:#?}"))
}

pub fn expect(report: &Report, exit: Exit) {
    assert_eq!(report.verdict.exit, exit, "{:#?}\n{:#?}", report.verdict, report.findings);
}

/// A command that the rules refuse, and record.
pub fn nonsense() -> Command {
    Command::VerifyBeneficiary { beneficiary: BeneficiaryId(0), last_change: Index(0) }
}

/// JSON as it does not change from run to run: without the place on disk, and with every hash as a word.
pub fn flat(object: &serde_json::Value, root: &str) -> String {
    let text = serde_json::to_string_pretty(object).unwrap().replace(root, "ROOT");
    let mut flat = String::new();
    let mut hex = String::new();
    for character in text.chars().chain(['\n']) {
        if character.is_ascii_digit() || ('a'..='f').contains(&character) {
            hex.push(character);
            continue;
        }
        flat.push_str(if hex.len() >= 64 { "HASH" } else { &hex });
        hex.clear();
        flat.push(character);
    }
    flat
}
