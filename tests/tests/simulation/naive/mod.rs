//! A second ledger, written apart from the first: from the domain's own words, one owner for each rial, everything
//! looked up by walking through all that there is. It shares the words of commands and events with the real one,
//! and must never share its state, its rules, its partition or its ranges.

mod allotments;
mod flaw;
mod gifts;
mod grants;
mod hands;
mod register;
mod rows;
mod said;
mod why;

pub use flaw::Flaw;
pub use rows::{Fund, Grant, Owner, Rial, Stage};
pub use said::{Said, What};

use ledger_core::command::{Command, GrantStep, Mode, Request};
use ledger_core::event::PrincipalAdmitted;
use ledger_core::time::{Day, FiscalYear, Timestamp};
use rows::{Account, Allotment, Answered, Area, Beneficiary, Donor, Line, Office, Principal, Receipt, Rule, Series};
use std::collections::BTreeMap;
use why::Why;

/// The book, as one would keep it on paper.
#[derive(Clone)]
pub struct Naive {
    pub flaw: Option<Flaw>,
    /// How many entries there are.
    pub next: u64,
    pub time: Timestamp,
    pub areas: BTreeMap<u64, Area>,
    pub offices: BTreeMap<u64, Office>,
    pub principals: BTreeMap<u64, Principal>,
    pub programmes: BTreeMap<u64, ledger_core::text::Code>,
    pub rules: BTreeMap<u64, Rule>,
    pub accounts: BTreeMap<u64, Account>,
    /// Proposed and not confirmed, with who proposed it.
    pub proposed: BTreeMap<u64, u64>,
    pub donors: BTreeMap<u64, Donor>,
    pub beneficiaries: BTreeMap<u64, Beneficiary>,
    pub funds: BTreeMap<u64, Fund>,
    pub series: BTreeMap<u64, Series>,
    pub receipts: BTreeMap<u64, Receipt>,
    pub lines: BTreeMap<u64, Line>,
    pub allotments: BTreeMap<u64, Allotment>,
    pub grants: BTreeMap<u64, Grant>,
    pub requests: BTreeMap<(u64, [u8; 16]), Answered>,
    /// Where the act began that is being made: a receipt or allotment of its own cannot be named by it.
    act_from: u64,
}

/// What the ledger answers to a request.
pub enum Reply {
    /// The same as the first time: so many entries from there on.
    Again { first: u64, count: u64 },
    /// These entries.
    Act(Vec<Said>),
}

/// Who asks, and when.
#[derive(Clone, Copy)]
struct Caller {
    by: u64,
    at: Timestamp,
}

type Judged = Result<Vec<Said>, Why>;

impl Naive {
    /// A book that was opened and has its two first administrators.
    pub fn opened(flaw: Option<Flaw>, time: Timestamp, administrators: [PrincipalAdmitted; 2]) -> Self {
        let mut naive = Self {
            flaw,
            next: 3,
            time,
            areas: BTreeMap::new(),
            offices: BTreeMap::new(),
            principals: BTreeMap::new(),
            programmes: BTreeMap::new(),
            rules: BTreeMap::new(),
            accounts: BTreeMap::new(),
            proposed: BTreeMap::new(),
            donors: BTreeMap::new(),
            beneficiaries: BTreeMap::new(),
            funds: BTreeMap::new(),
            series: BTreeMap::new(),
            receipts: BTreeMap::new(),
            lines: BTreeMap::new(),
            allotments: BTreeMap::new(),
            grants: BTreeMap::new(),
            requests: BTreeMap::new(),
            act_from: 3,
        };
        for (index, admitted) in (1..).zip(administrators) {
            naive.principals.insert(index, register::principal(&admitted));
        }
        naive
    }

    /// Answers a request; a dry run leaves nothing.
    pub fn answer(&mut self, request: &Request, dry: bool) -> Reply {
        let key = (request.principal.0, request.id.0);
        let before = dry.then(|| self.clone());
        let first = self.next;
        let known = self.requests.get(&key).filter(|_| self.flaw != Some(Flaw::DecidesAgain)).cloned();
        let said = match known {
            Some(asked) if asked.fingerprint == request.fingerprint.0 => {
                return Reply::Again { first: asked.first, count: asked.count };
            }
            Some(asked) => self.conflict(request.principal.0, asked.first),
            None => {
                let said = self.act(request);
                let count = u64::try_from(said.len()).expect("small");
                self.requests.insert(key, Answered { fingerprint: request.fingerprint.0, first, count });
                said
            }
        };
        if let Some(before) = before {
            *self = before;
        }
        Reply::Act(said)
    }

    fn conflict(&mut self, by: u64, first: u64) -> Vec<Said> {
        let items = vec![(0, Why::only("REQUEST_ID_REUSED"))];
        let what = What::Refused { items, conflicts_with: Some(first) };
        vec![self.say(Caller { by, at: self.time }, what)]
    }

    fn act(&mut self, request: &Request) -> Vec<Said> {
        let caller = Caller { by: request.principal.0, at: self.time };
        self.act_from = self.next;
        let before = self.clone();
        let (mut said, mut refused) = (Vec::new(), Vec::new());
        for (ordinal, command) in (0..).zip(&request.commands) {
            match self.item(caller, command) {
                Ok(item) => said.extend(item),
                Err(why) if request.mode == Mode::Each => refused.push((ordinal, why)),
                Err(why) => {
                    *self = before;
                    (said, refused) = (Vec::new(), vec![(ordinal, why)]);
                    break;
                }
            }
        }
        if !refused.is_empty() {
            said.push(self.say(caller, What::Refused { items: refused, conflicts_with: None }));
        }
        said
    }

    /// One command: everything is looked at first, and only then anything written down.
    fn item(&mut self, caller: Caller, command: &Command) -> Judged {
        match command {
            Command::AdvanceClock(c) => self.advance_clock(caller, *c),
            Command::RegisterArea(c) => self.register_area(caller, c),
            Command::RegisterOffice(c) => self.register_office(caller, c),
            Command::AdmitPrincipal(c) => self.admit(caller, c),
            Command::RegisterProgramme(c) => self.register_programme(caller, c),
            Command::SetProgrammeRule(c) => self.set_rule(caller, c),
            Command::OpenAccount(c) => self.open_account(caller, c),
            Command::Confirm(c) => self.confirm(caller, *c),
            Command::RegisterDonor(c) => self.register_donor(caller, *c),
            Command::EnrolBeneficiary(c) => self.enrol(caller, c),
            Command::VerifyBeneficiary { beneficiary, last_change } => {
                self.verify_beneficiary(caller, beneficiary.0, last_change.0)
            }
            Command::RecordReceipt(c) => self.receive(caller, c),
            Command::ReverseReceipt { receipt, amount, reason: _ } => {
                self.reverse(caller, receipt.0, amount.map(ledger_core::money::Amount::count))
            }
            Command::Allot(c) => self.allot(caller, c),
            Command::NotifyAllotment { allotment, last_change } => self.notify(caller, allotment.0, last_change.0),
            Command::ApplyForGrant(c) => self.apply(caller, *c),
            Command::Grant { grant, last_change, step } => self.step(caller, (grant.0, last_change.0), *step),
            other => unreachable!("no wish asks for it: {other:?}"),
        }
    }

    fn step(&mut self, caller: Caller, (grant, seen): (u64, u64), step: GrantStep) -> Judged {
        match step {
            GrantStep::Decide => self.decide(caller, grant, seen),
            GrantStep::SecureCredit { account } => self.secure(caller, grant, seen, account.0),
            GrantStep::Award => self.award(caller, grant, seen),
            GrantStep::Verify => self.verify(caller, grant, seen),
            GrantStep::OrderPayment => self.order(caller, grant, seen),
            GrantStep::SettlePayment => self.bank_paid(caller, grant, seen),
            GrantStep::ReturnPayment { .. } => self.bank_returned(caller, grant, seen),
            GrantStep::Cancel { .. } => self.cancel(caller, grant, seen),
            GrantStep::RenewPayee | GrantStep::ReserveKit { .. } => unreachable!("no wish asks for it: {step:?}"),
        }
    }

    /// The next entry.
    fn say(&mut self, caller: Caller, what: What) -> Said {
        let index = self.next;
        self.next += 1;
        Said { index, by: caller.by, at: caller.at, what }
    }

    fn has(&self, flaw: Flaw) -> bool {
        self.flaw == Some(flaw)
    }

    /// Whether what was proposed there is in force.
    pub fn in_force(&self, object: u64) -> bool {
        !self.proposed.contains_key(&object)
    }

    /// The day in Tehran, three and a half hours ahead.
    fn day(at: Timestamp) -> Day {
        let seconds = at.micros().div_euclid(1_000_000) + 12_600;
        Day::from_epoch_days(i32::try_from(seconds.div_euclid(86_400)).expect("a day of our time"))
    }

    pub fn today(&self) -> Day {
        Self::day(self.time)
    }

    pub fn year(&self) -> FiscalYear {
        FiscalYear::of(self.today()).expect("a year of our time")
    }
}
