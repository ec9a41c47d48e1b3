//! Short words for the parts of commands.

use ledger_core::command::Command;
use ledger_core::event::{AreaLevel, AreaRegistered, GroupKey, OfficeKind, OfficeRegistered, PrincipalAdmitted};
use ledger_core::event::{DecisionRef, PrincipalKind, ProgrammeRegistered, ProgrammeRuleSet, RegistrationConfirmed};
use ledger_core::ids::{AreaId, BenefitKey, Index, KeyHash, OfficeId, PersonToken, ProgrammeId};
use ledger_core::money::Amount;
use ledger_core::role::{Role, Roles};
use ledger_core::text::{Code, Name};
use ledger_core::time::Day;

pub fn rials(count: u64) -> Amount {
    Amount::new(count).expect("an amount")
}

pub fn code(text: &str) -> Code {
    Code::new(text).expect("a code")
}

pub fn name(text: &str) -> Name {
    Name::new(text).expect("a name")
}

pub fn token(number: u64) -> PersonToken {
    let mut bytes = [7; 32];
    bytes[..8].copy_from_slice(&number.to_le_bytes());
    PersonToken(bytes)
}

pub fn group_key(group: &str, number: u64) -> GroupKey {
    let mut bytes = [8; 32];
    bytes[..8].copy_from_slice(&number.to_le_bytes());
    GroupKey { group: code(group), key: BenefitKey(bytes) }
}

pub fn area(text: &str, level: AreaLevel, parent: Option<u64>, day: Day) -> Command {
    let (parent, name) = (parent.map(AreaId), name(text));
    Command::RegisterArea(AreaRegistered { code: code(text), level, parent, name, valid_from: day })
}

pub fn office(text: &str, parent: Option<u64>, area: u64) -> Command {
    let (parent, area) = (parent.map(OfficeId), AreaId(area));
    Command::RegisterOffice(OfficeRegistered { code: code(text), kind: OfficeKind::Welfare, parent, area })
}

pub fn admit(person: Option<u64>, key: u64, office: u64, roles: &[Role]) -> Command {
    let mut hash = [9; 32];
    hash[..8].copy_from_slice(&key.to_le_bytes());
    Command::AdmitPrincipal(PrincipalAdmitted {
        kind: person.map_or(PrincipalKind::System, |person| PrincipalKind::Human(token(person))),
        office: Some(OfficeId(office)),
        roles: Roles::of(roles),
        api_key_hash: KeyHash(hash),
    })
}

pub fn programme(text: &str) -> Command {
    let (code, name) = (code(text), name(text));
    Command::RegisterProgramme(ProgrammeRegistered { code, name, classes: Vec::new(), intents: Vec::new() })
}

pub fn rule(programme: u64, cap: u64, group: &str, from: Day) -> Command {
    Command::SetProgrammeRule(ProgrammeRuleSet {
        programme: ProgrammeId(programme),
        cap: rials(cap),
        benefit_group: code(group),
        decision: DecisionRef { number: code("D-1"), date: from },
        effective_from: from,
    })
}

pub fn confirm(object: u64, seen: u64) -> Command {
    Command::Confirm(RegistrationConfirmed { object: Index(object), last_change: Index(seen) })
}
