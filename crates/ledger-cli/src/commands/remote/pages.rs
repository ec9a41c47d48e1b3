//! Lists of a server, page by page: each page is pinned to the head of the first.

use super::{Remote, values};
use crate::commands::head::HeadUsed;
use crate::failure::Failure;
use crate::show::local_day;
use ledger_core::time::Timestamp;
use ledger_core::views::What;
use ledger_wire::proto::ledger::v1 as api;

/// The most rows that a page is asked for.
pub(crate) const PAGE_ROWS: u32 = 1_000;

/// A page: its rows, the token of the next one, and its head.
pub(crate) type Page<R> = (Vec<R>, String, Option<api::Head>);

impl Remote {
    /// All rows, and the head that they reflect.
    pub(crate) fn pages<R>(
        &self,
        mut page: impl FnMut(String) -> Result<Page<R>, Failure>,
    ) -> Result<(Vec<R>, HeadUsed), Failure> {
        let (mut rows, mut token) = (Vec::new(), String::new());
        loop {
            let (more, next, head) = page(token)?;
            rows.extend(more);
            if next.is_empty() {
                return Ok((rows, self.head(head)?));
            }
            token = next;
        }
    }

    /// The head of an answer.
    pub(crate) fn head(&self, head: Option<api::Head>) -> Result<HeadUsed, Failure> {
        values::head(head, self.utc_offset_minutes()?)
    }

    /// What an answer has to hold.
    pub(crate) fn found<T>(&self, thing: Option<T>, what: &str) -> Result<T, Failure> {
        thing.ok_or_else(|| values::nonsense(what))
    }

    /// What happened, as the core has it.
    pub(crate) fn event(&self, event: api::StatementEvent) -> Result<What, Failure> {
        values::what(event).ok_or_else(|| values::nonsense("event"))
    }

    /// The day of an instant, in both calendars.
    pub(crate) fn day_of(&self, seconds: i64) -> Result<String, Failure> {
        let micros = seconds.checked_mul(1_000_000).ok_or_else(|| values::nonsense("time"))?;
        Ok(local_day(Timestamp::from_micros(micros), self.utc_offset_minutes()?))
    }
}
