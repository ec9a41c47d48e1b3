//! What the ceremony asks for in vain, and must: each refusal with its code, and where it is recorded.

mod gifts;
mod grants;
mod lists;
mod money;

pub use gifts::{closed_campaign, same_id_other_content, spent_receipt};
pub use grants::{above_the_cap, after_a_set, own_application, second_dowry};
pub use lists::{changed_since, payee_changed, wrong_total};
pub use money::{beyond_the_line, kermans_lot, promised_only, restricted_gift_elsewhere};

use super::desk::failed;
use super::error::DemoError;
use ledger_core::ids::Index;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::refusal::Refusal;
use ledger_wire::status::Failure;
use tonic::Status;

/// How many refusals the ceremony leaves on record.
pub const REFUSALS: u64 = 14;

/// A refusal as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// What was asked.
    pub what: &'static str,
    /// Why not.
    pub why: Refusal,
    /// The entry that records it.
    pub entry: u64,
}

/// A call that must be refused with `code`.
fn expect<T>(what: &'static str, code: &'static str, answer: Result<T, Status>) -> Result<Refused, DemoError> {
    let Err(status) = answer else { return Err(DemoError::NotRefused { what, expected: code }) };
    let failure = Failure::from(&status);
    let Failure::Refused(refusal) = failure else { return Err(failed(what, status)) };
    refused(what, code, refusal)
}

/// A step of a list of which the first refused line must be refused with `code`.
fn expect_line(
    what: &'static str,
    code: &'static str,
    answer: Result<api::ListRecorded, Status>,
) -> Result<Refused, DemoError> {
    let recorded = answer.map_err(|status| failed(what, status))?;
    let Some(line) = recorded.refusals.first() else { return Err(DemoError::NotRefused { what, expected: code }) };
    let numbers = line.metadata.iter().filter_map(|(name, number)| Some((name.clone(), number.parse().ok()?)));
    let (numbers, entry) = (numbers.collect(), Some(Index(line.entry)));
    refused(what, code, Refusal { reason: line.reason.clone(), numbers, item: Some(line.ordinal), entry })
}

fn refused(what: &'static str, code: &'static str, refusal: Refusal) -> Result<Refused, DemoError> {
    if refusal.reason != code {
        return Err(DemoError::OtherRefusal { what, expected: code, found: refusal.to_string() });
    }
    let entry = refusal.entry.ok_or_else(|| DemoError::missing(what, "the entry of the refusal"))?.0;
    Ok(Refused { what, why: refusal, entry })
}
