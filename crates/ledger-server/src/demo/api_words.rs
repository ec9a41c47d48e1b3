//! Amounts, days and persons as the API writes them.

use super::error::DemoError;
use super::plan::national_id;
use ledger_core::time::Day;
use ledger_wire::proto::ledger::v1 as api;

/// The unit of every amount.
const UNIT: &str = "IRR";

/// An amount in the book's unit.
///
/// # Errors
/// If it is more than an amount can be.
pub fn money(rials: u64) -> Result<Option<api::Money>, DemoError> {
    let amount = i64::try_from(rials).map_err(|_| DemoError::missing("plan", "an amount that can be counted"))?;
    Ok(Some(api::Money { amount, unit: UNIT.to_owned() }))
}

/// A day as the API writes it.
#[must_use]
pub fn date(day: Day) -> api::Date {
    let (year, month, day) = day.to_ymd();
    api::Date { year, month: month.into(), day: day.into() }
}

/// The identity of a synthetic person.
#[must_use]
pub fn person(serial: u32) -> api::Identity {
    api::Identity { r#type: api::IdentityType::NationalId.into(), value: national_id(serial) }
}
