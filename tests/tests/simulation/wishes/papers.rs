//! What administrators ask for: the register, the clock; and what a book needs before anything can happen.

use super::words::{admit, area, code, confirm, office, programme, rials, rule};
use super::{Wish, Wisher};
use crate::simulation::naive::Naive;
use ledger_core::command::Command;
use ledger_core::event::{AccountKind, AccountOpened, AreaLevel, ClockAdvanced, DonorKind, DonorRegistered};
use ledger_core::ids::{OfficeId, Reference};
use ledger_core::role::Role;
use ledger_core::time::Day;

const MONEY: [Role; 6] =
    [Role::Receiver, Role::BudgetOfficer, Role::CaseOfficer, Role::Approver, Role::Releaser, Role::Treasurer];
const SYSTEM: [Role; 4] = [Role::Receiver, Role::BudgetOfficer, Role::CaseOfficer, Role::Treasurer];

pub const GROUPS: [&str; 2] = ["dowry", "health"];

/// The commands that furnish a book, in turns: those of a turn name only what the turns before it made. The first
/// administrator asks for each, the second confirms it.
pub fn furnishing(turn: u64, naive: &Naive) -> Vec<Command> {
    let day = naive.today();
    let areas: Vec<u64> = naive.areas.keys().copied().collect();
    let offices: Vec<u64> = naive.offices.keys().copied().collect();
    match turn {
        0 => vec![area("IR", AreaLevel::Country, None, day), programme("dowry"), programme("health")],
        1 => ["qom", "kerman"].map(|text| area(text, AreaLevel::Province, Some(areas[0]), day)).to_vec(),
        2 => vec![area("rafsanjan", AreaLevel::County, Some(areas[2]), day), office("national", None, areas[0])],
        3 => vec![office("qom", Some(offices[0]), areas[1]), office("kerman", Some(offices[0]), areas[2])],
        4 => vec![office("rafsanjan", Some(offices[2]), areas[3])],
        5 => rules_and_accounts(naive, offices[0], day),
        6 => staff(&offices),
        _ => Vec::new(),
    }
}

fn rules_and_accounts(naive: &Naive, national: u64, day: Day) -> Vec<Command> {
    let mut all: Vec<Command> =
        naive.programmes.keys().zip(GROUPS).map(|(id, group)| rule(*id, 60, group, day)).collect();
    all.extend(["bank", "treasury"].map(|text| account(text, national)));
    all
}

fn account(text: &str, office: u64) -> Command {
    Command::OpenAccount(AccountOpened { code: code(text), office: OfficeId(office), kind: AccountKind::Bank })
}

/// In each office people who may do everything; in the national one also people with one role, a system, and one
/// person under two names.
fn staff(offices: &[u64]) -> Vec<Command> {
    let mut all = Vec::new();
    for (place, office) in (0..).zip(offices) {
        all.extend(
            (0..3).map(|number| admit(Some(100 + place * 10 + number), 100 + place * 10 + number, *office, &MONEY)),
        );
    }
    all.extend((1..).zip(MONEY).map(|(number, role)| admit(Some(number), number, offices[0], &[role])));
    all.push(admit(Some(100), 200, offices[0], &MONEY));
    all.push(admit(None, 201, offices[0], &SYSTEM));
    all.push(admit(Some(202), 202, offices[0], &[Role::Auditor]));
    all
}

impl Wisher<'_> {
    fn administrator(&mut self) -> u64 {
        if self.dice.one_in(12) { self.who(Role::Administrator, None) } else { 1 + self.dice.below(2) }
    }

    pub(super) fn clock(&mut self) -> Wish {
        let day = 86_400_000_000;
        let micros = match self.dice.below(6) {
            0 => -1,
            1 => 0,
            2 => 150 * day,
            3 => 1,
            _ => i64::try_from(self.dice.below(20)).expect("small") * day / 2,
        };
        let to = self.naive.time.checked_add_micros(micros)?;
        Some((self.administrator(), Command::AdvanceClock(ClockAdvanced { to })))
    }

    pub(super) fn donor(&mut self) -> Wish {
        let number = u8::try_from(self.dice.below(12)).expect("small");
        let kind = if number < 3 { DonorKind::StateCredit } else { DonorKind::Person };
        let donor = DonorRegistered { kind, reference: Reference([number; 16]) };
        Some((self.who(Role::Receiver, None), Command::RegisterDonor(donor)))
    }

    /// Something for the register, under one of few codes, so that they meet.
    pub(super) fn proposal(&mut self) -> Wish {
        let text = format!("new-{}", self.dice.below(6));
        let day = self.naive.today();
        let parent = self.one_of(&self.naive.areas);
        let office_id = self.one_of(&self.naive.offices)?;
        let command = match self.dice.below(7) {
            0 => {
                area(&text, self.dice.pick(&[AreaLevel::County, AreaLevel::Province, AreaLevel::Country])?, parent, day)
            }
            1 => office(&text, Some(office_id).filter(|_| !self.dice.one_in(6)), parent?),
            2 => programme(&text),
            3 => account(&text, office_id),
            4 => self.newcomer(office_id)?,
            _ => self.new_rule(day)?,
        };
        Some((self.administrator(), command))
    }

    fn newcomer(&mut self, office: u64) -> Option<Command> {
        let person = self.dice.pick(&[Some(1), Some(100), Some(202), Some(300), Some(301), None])?;
        let (one, other) = (self.dice.pick(&Role::ALL)?, self.dice.pick(&Role::ALL)?);
        let roles = if self.dice.one_in(8) { vec![] } else { vec![one, other] };
        Some(admit(person, 300 + self.dice.below(30), office, &roles))
    }

    fn new_rule(&mut self, day: Day) -> Option<Command> {
        let programme = self.one_of(&self.naive.programmes)?;
        let days = i32::try_from(self.dice.below(8)).expect("small") - 1;
        let cap = if self.dice.one_in(20) { 0 } else { 20 + self.dice.below(60) };
        Some(rule(programme, rials(cap).count(), self.dice.pick(&GROUPS)?, day.checked_add_days(days)?))
    }

    pub(super) fn confirmation(&mut self) -> Wish {
        let object =
            if self.dice.one_in(6) { self.dice.below(self.naive.next) } else { self.one_of(&self.naive.proposed)? };
        let command = confirm(object, self.seen(object));
        Some((self.administrator(), command))
    }
}
