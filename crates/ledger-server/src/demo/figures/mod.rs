//! The figures at the end: read from the book, and checked against what the plan says.

mod checks;

use super::desk::Desk;
use super::error::DemoError;
use super::plan::Plan;
use super::reading;
use super::register::Register;
use ledger_wire::proto::ledger::v1 as api;

/// What the book says at the end.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// Totals by standing.
    pub totals: api::GetTotalsResponse,
    /// The funds.
    pub funds: Vec<api::Fund>,
    /// The list.
    pub list: api::List,
    /// Its lines.
    pub lines: Vec<api::ListLine>,
    /// All grants.
    pub grants: Vec<api::Grant>,
    /// The pledges.
    pub pledges: Vec<api::Pledge>,
    /// The campaigns.
    pub campaigns: Vec<api::Campaign>,
    /// What is in the stores.
    pub stock: Vec<api::StockRow>,
}

/// Reads the figures and checks them. Nothing was refused before the last small gift.
///
/// # Errors
/// [`DemoError::Figure`] names the first that is not as it should be.
pub async fn read_and_check(
    desk: &Desk<'_>,
    register: &Register,
    plan: &Plan,
    list: u64,
    last_gift: u64,
) -> Result<Figures, DemoError> {
    let figures = Figures {
        totals: reading::totals(desk).await?,
        funds: reading::funds(desk).await?,
        list: reading::list(desk, list).await?,
        lines: reading::lines(desk, list).await?,
        grants: reading::grants(desk).await?,
        pledges: reading::pledges(desk).await?,
        campaigns: reading::campaigns(desk).await?,
        stock: reading::stock(desk).await?,
    };
    checks::all(&figures, register, plan)?;
    checks::trial_balance(&reading::trial_balance(desk).await?, &figures, register, plan)?;
    checks::refusals(&reading::refusals(desk, last_gift).await?)?;
    Ok(figures)
}

/// The standings of a balance with their names, in the order of a rial's way.
#[must_use]
pub const fn standings(balance: &api::Balance) -> [(&'static str, i64); 7] {
    [
        ("free", balance.free),
        ("allotted", balance.allotted),
        ("notified", balance.notified),
        ("encumbered", balance.encumbered),
        ("in payment", balance.in_payment),
        ("spent", balance.spent),
        ("voided", balance.voided),
    ]
}

/// How many lines are at a stage, and what they are together in rial.
#[must_use]
pub fn at_stage<'l>(lines: impl IntoIterator<Item = &'l api::ListLine>, stage: api::GrantStage) -> (u64, i64) {
    let here = lines.into_iter().filter(|line| line.stage == i32::from(stage));
    here.fold((0, 0), |(count, sum), line| (count + 1, sum + super::api_words::rials(line.amount.as_ref())))
}
