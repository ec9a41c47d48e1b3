//! Refusals of the list.

use super::{Refused, expect, expect_line};
use crate::demo::error::DemoError;
use crate::demo::list_desk::ListDesk;
use crate::demo::list_path::Listed;
use crate::demo::sheets::Sheets;

/// The list, declared with a total in toman: the classic error once more.
///
/// # Errors
/// [`DemoError`].
pub async fn wrong_total(desk: &ListDesk<'_>, sheets: &Sheets) -> Result<Refused, DemoError> {
    let file = sheets.read_list(desk.plan)?;
    let answer = desk.submit("refused/wrong-total", &file, desk.plan.list_total() / 10, false).await?;
    expect("a list whose declared total is a tenth of its lines", "LIST_TOTAL_MISMATCH", answer)
}

/// The release of a list of which one payee is not who was approved.
///
/// # Errors
/// [`DemoError`].
pub async fn payee_changed(desk: &ListDesk<'_>, listed: &Listed) -> Result<Refused, DemoError> {
    let answer = desk.release("refused/payee-changed", listed.list, listed.last_change).await?;
    expect_line("a release after the account of a line changed", "PAYEE_CHANGED", answer)
}

/// The release of a list that was changed after what the releaser saw.
///
/// # Errors
/// [`DemoError`].
pub async fn changed_since(desk: &ListDesk<'_>, listed: &Listed, seen: u64) -> Result<Refused, DemoError> {
    let answer = desk.release("refused/changed-since", listed.list, seen).await?;
    expect("a release of a list that was changed since it was seen", "CHANGED_SINCE", answer)
}
