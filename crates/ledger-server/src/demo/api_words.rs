//! Amounts, days, persons and documents as the API writes them.

use super::error::DemoError;
use super::plan::persons::national_id;
use ledger_core::time::Day;
use ledger_wire::proto::ledger::v1 as api;
use sha2::{Digest, Sha256};

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

/// What an amount of the book is in rial.
#[must_use]
pub fn rials(money: Option<&api::Money>) -> i64 {
    money.map_or(0, |money| money.amount)
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

/// A document that an archive keeps: the hash is of its title, because there is no document.
#[must_use]
pub fn evidence(title: &str, custodian: &str, keep_until: Day) -> api::Evidence {
    let sha256 = content(title.as_bytes());
    api::Evidence { sha256, custodian: custodian.to_owned(), keep_until: Some(date(keep_until)) }
}

/// The SHA-256 of something.
#[must_use]
pub fn content(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}
