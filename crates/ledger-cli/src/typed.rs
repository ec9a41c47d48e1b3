//! What people type after an option: amounts with their unit, and days in either calendar. Read exactly, or refused
//! with the option and why.

use crate::exit::Exit;
use crate::failure::Failure;
use ledger_core::money::Amount;
use ledger_wire::amount::{AmountError, parse_amount};
use ledger_wire::day::parse_day;
use ledger_wire::proto::ledger::v1 as api;
use std::fmt::Display;

/// The unit of what is typed in rial or toman.
pub(crate) const UNIT: &str = "IRR";

/// An amount, `40,000,000 IRR` or `۴٬۰۰۰٬۰۰۰ تومان`.
pub(crate) fn amount(option: &str, text: &str) -> Result<Amount, Failure> {
    let read = parse_amount(text).and_then(|rials| {
        let amount = u64::try_from(rials).ok().and_then(Amount::new);
        amount.ok_or(AmountError::TooLarge { limit_rials: i64::MAX })
    });
    read.map_err(|error| malformed(option, &error))
}

/// A day that may be left out, `1404-07-28`, `۱۴۰۴/۷/۲۸` or `2025-10-20`, as the API has it.
pub(crate) fn date(option: &str, text: Option<&str>) -> Result<Option<api::Date>, Failure> {
    let Some(text) = text else { return Ok(None) };
    let (year, month, day) = parse_day(text).map_err(|error| malformed(option, &error))?.to_ymd();
    Ok(Some(api::Date { year, month: i32::from(month), day: i32::from(day) }))
}

/// An amount of rials, as the API has it.
pub(crate) fn money(amount: Amount) -> Result<api::Money, Failure> {
    let rials = i64::try_from(amount.count()).map_err(|_| Failure::tool("the amount is beyond what the API counts"))?;
    Ok(api::Money { amount: rials, unit: UNIT.to_owned() })
}

fn malformed(option: &str, why: &impl Display) -> Failure {
    Failure::new(Exit::Usage, "malformed", format!("--{option}: {why}"))
}
