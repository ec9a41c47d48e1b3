//! What is decided for the year of the ceremony: the rules of the programmes, and who approves how much.

use super::{Register, propose};
use crate::demo::api_words::{date, money};
use crate::demo::desk::Desk;
use crate::demo::error::DemoError;
use crate::demo::plan::wish::Programme;
use crate::demo::timetable::{Occasion, YEAR, after};
use ledger_core::time::NoSuchDate;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::registry_item::Command;
use ledger_wire::proto::record::v1::AreaLevel;

/// From more than this on, in rial, two persons of the national office approve.
const TWO_APPROVE_FROM: u64 = 1_000_000_000;
/// Hours that a changed payee waits.
const COOLING_OFF_HOURS: u32 = 24;
/// Days back that awards to the same payee are added up.
const WINDOW_DAYS: u32 = 90;

/// Sets the rules of the programmes that grants are of, and the approval policy.
///
/// # Errors
/// [`DemoError`].
pub async fn set_rules(desk: &Desk<'_>, register: &Register) -> Result<(), DemoError> {
    let mut items = Vec::new();
    for programme in Programme::GRANTED {
        items.push(rule(register, programme)?);
    }
    items.push(policy()?);
    propose(desk, "rules", items).await.map(|_| ())
}

fn rule(register: &Register, programme: Programme) -> Result<Command, DemoError> {
    let cap = programme.cap().ok_or_else(|| DemoError::missing("rules", "a cap"))?;
    Ok(Command::ProgrammeRule(api::SetProgrammeRule {
        programme: register.programme(programme),
        cap: money(cap)?,
        benefit_group: programme.code().to_owned(),
        decision: decision(programme.code())?,
        effective_from: Some(date(Occasion::Rules.day()?)),
    }))
}

/// Up to a band one approver of the province is enough; above it two of the national office approve.
fn policy() -> Result<Command, DemoError> {
    let low = api::ApprovalBand { up_to: money(TWO_APPROVE_FROM)?, approvals: 1, level: AreaLevel::Province.into() };
    let high = api::ApprovalBand { up_to: None, approvals: 2, level: AreaLevel::Country.into() };
    Ok(Command::ApprovalPolicy(api::SetApprovalPolicy {
        programme: 0,
        window_days: WINDOW_DAYS,
        bands: vec![low, high],
        cooling_off_hours: COOLING_OFF_HOURS,
        decision: decision("approvals")?,
        effective_from: Some(date(Occasion::Rules.day()?)),
    }))
}

fn decision(about: &str) -> Result<Option<api::DecisionRef>, NoSuchDate> {
    let number = format!("{YEAR}/{about}/1");
    Ok(Some(api::DecisionRef { number, date: Some(date(after(Occasion::Rules.day()?, -10))) }))
}
