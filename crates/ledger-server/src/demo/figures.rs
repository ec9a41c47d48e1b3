//! The figures at the end, read from the book and held against what the ceremony says.

use super::desk::Desk;
use super::error::DemoError;
use super::gifts::{GIFTS_TOTAL, USABLE_IN_PROVINCE};
use super::plan::{GRANTS_TOTAL, MARRIAGE};
use super::reading;
use super::register::{Register, Seat};
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::GrantStage;

/// How many refusals the ceremony leaves on record.
pub const REFUSALS: u64 = 6;

/// What the book says at the end.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// Totals by standing.
    pub totals: api::GetTotalsResponse,
    /// The grants.
    pub grants: Vec<api::Grant>,
}

/// Reads the figures and checks them.
///
/// # Errors
/// [`DemoError::Figure`] names the first that is not as it should be.
pub async fn read_and_check(desk: &Desk<'_>, register: &Register) -> Result<Figures, DemoError> {
    let figures = Figures { totals: reading::totals(desk).await?, grants: reading::grants(desk).await? };
    check_totals(&figures.totals)?;
    check_provinces(&reading::funds(desk).await?, &register.provinces)?;
    check_grants(&figures.grants)?;
    check_trial_balance(&reading::trial_balance(desk).await?)?;
    // Nothing was refused before the account was opened: all that came before is the register's own filling.
    equal("refusals on record", REFUSALS, count(&reading::refusals(desk, register.account).await?))?;
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

/// Every rial stands somewhere, in each fund and in all; what came in and what went out is what was planned.
fn check_totals(totals: &api::GetTotalsResponse) -> Result<(), DemoError> {
    let overall = totals.overall.clone().unwrap_or_default();
    check_partition("all funds", &overall)?;
    for fund in &totals.funds {
        check_partition(&format!("fund {}", fund.fund), &fund.balance.clone().unwrap_or_default())?;
    }
    let of_funds = totals.funds.iter().filter_map(|fund| fund.balance.as_ref()).map(|balance| balance.numbered);
    equal("rials numbered in the funds together", overall.numbered, of_funds.sum::<i64>())?;
    equal("rials numbered", GIFTS_TOTAL, overall.numbered)?;
    equal("rials spent", GRANTS_TOTAL - MARRIAGE, overall.spent)?;
    equal("rials encumbered", 0, overall.encumbered)?;
    equal("rials in payment", 0, overall.in_payment)?;
    equal("rials voided", 0, overall.voided)
}

fn check_partition(of: &str, balance: &api::Balance) -> Result<(), DemoError> {
    let sum: i64 = standings(balance).iter().map(|(_, rials)| rials).sum();
    equal(&format!("the sum over the standings of {of}"), balance.numbered, sum)
}

/// What donors gave for each province as a whole.
fn check_provinces(funds: &[api::Fund], provinces: &[Seat]) -> Result<(), DemoError> {
    for province in provinces {
        let here = funds.iter().filter(|fund| fund.restriction.is_some_and(|wish| wish.area == province.area));
        let usable: i64 = here.filter_map(|fund| fund.balance.as_ref()).map(|balance| balance.numbered).sum();
        let enough = i128::from(USABLE_IN_PROVINCE).min(i128::from(usable));
        equal(&format!("rials given for the province {}, at least", province.area), USABLE_IN_PROVINCE, enough)?;
    }
    Ok(())
}

fn check_grants(grants: &[api::Grant]) -> Result<(), DemoError> {
    let (paid, rials) = at_stage(grants, GrantStage::Paid);
    equal("grants", 50, count(grants))?;
    equal("grants paid", 49, paid)?;
    equal("rials of the grants paid", GRANTS_TOTAL - MARRIAGE, rials)?;
    equal("grants cancelled", 1, at_stage(grants, GrantStage::Cancelled).0)
}

/// How many grants are at a stage, and what they are together.
#[must_use]
pub fn at_stage<'g>(grants: impl IntoIterator<Item = &'g api::Grant>, stage: GrantStage) -> (u64, i64) {
    let here = grants.into_iter().filter(|grant| grant.stage == i32::from(stage));
    let amounts: Vec<i64> = here.map(|grant| grant.amount.as_ref().map_or(0, |money| money.amount)).collect();
    (count(&amounts), amounts.iter().sum())
}

/// Each layer sums to nothing; the bank holds what came in less what went out, which is the aid given.
fn check_trial_balance(rows: &[api::TrialBalanceRow]) -> Result<(), DemoError> {
    let sum = |of: &dyn Fn(&api::TrialBalanceRow) -> bool| -> i128 {
        rows.iter().filter(|row| of(row)).map(|row| i128::from(row.balance)).sum()
    };
    for layer in [api::Layer::Promised, api::Layer::Actual, api::Layer::Budget, api::Layer::Memo] {
        equal(&format!("the sum of the layer {}", layer.as_str_name()), 0, sum(&|row| row.layer == i32::from(layer)))?;
    }
    let account = |account: api::LedgerAccount| sum(&|row| row.account == i32::from(account));
    equal("rials in the bank", GIFTS_TOTAL - (GRANTS_TOTAL - MARRIAGE), account(api::LedgerAccount::Bank))?;
    equal("aid given in rials", GRANTS_TOTAL - MARRIAGE, account(api::LedgerAccount::AidExpense))
}

fn equal<E, F>(what: &str, expected: E, found: F) -> Result<(), DemoError>
where
    i128: From<E> + From<F>,
{
    let (expected, found) = (i128::from(expected), i128::from(found));
    if expected == found { Ok(()) } else { Err(DemoError::Figure { what: what.to_owned(), expected, found }) }
}

fn count<T>(list: &[T]) -> u64 {
    list.len() as u64
}
