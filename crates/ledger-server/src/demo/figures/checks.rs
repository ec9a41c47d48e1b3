//! What has to be so at the end, to the rial and to the unit.

use super::{Figures, at_stage, standings};
use crate::demo::api_words::rials;
use crate::demo::error::DemoError;
use crate::demo::plan::Plan;
use crate::demo::plan::allotments::RESERVE;
use crate::demo::plan::goods::Item;
use crate::demo::plan::promises::{Promise, STATE_CREDIT};
use crate::demo::refusals::REFUSALS;
use crate::demo::register::Register;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::GrantStage;
use ledger_wire::proto::record::v1::Source;
use ledger_wire::refusal::Refusal;

/// All of them but the trial balance and the refusals.
///
/// # Errors
/// [`DemoError::Figure`] names the first that is not so.
pub fn all(figures: &Figures, register: &Register, plan: &Plan) -> Result<(), DemoError> {
    totals(&figures.totals, plan)?;
    sources(figures, plan)?;
    list(figures, plan)?;
    sets(figures, register, plan)?;
    pledges(&figures.pledges, plan)?;
    campaigns(&figures.campaigns, register, plan)?;
    stock(&figures.stock, register, plan)
}

/// What came in beside the gifts, in rial: state credit, and what was kept of promises.
fn apart(plan: &Plan) -> u64 {
    STATE_CREDIT.iter().sum::<u64>() + plan.promises.iter().map(Promise::received).sum::<u64>()
}

/// Every rial stands somewhere, in each fund and in all; what came in and what went out is what was planned.
fn totals(totals: &api::GetTotalsResponse, plan: &Plan) -> Result<(), DemoError> {
    let overall = totals.overall.clone().unwrap_or_default();
    partition("all funds", &overall)?;
    for fund in &totals.funds {
        partition(&format!("fund {}", fund.fund), &fund.balance.clone().unwrap_or_default())?;
    }
    let of_funds = totals.funds.iter().filter_map(|fund| fund.balance.as_ref()).map(|balance| balance.numbered);
    equal("rials numbered in the funds together", overall.numbered, of_funds.sum::<i64>())?;
    let of_provinces = totals.given_for.iter().filter_map(|area| area.balance.as_ref()).map(|b| b.numbered);
    equal("rials given for provinces and for none, together", overall.numbered, of_provinces.sum::<i64>())?;
    equal("rials numbered", plan.measure.gifts_total() + apart(plan), overall.numbered)?;
    equal("rials spent", plan.paid_total(), overall.spent)?;
    let cancelled = plan.list_total() - plan.paid_total();
    equal("rials notified and unused", RESERVE + cancelled, overall.notified)?;
    equal("rials allotted and not notified", 0, overall.allotted)?;
    equal("rials encumbered", 0, overall.encumbered)?;
    equal("rials in payment", 0, overall.in_payment)?;
    equal("rials voided", 0, overall.voided)
}

fn partition(of: &str, balance: &api::Balance) -> Result<(), DemoError> {
    let sum: i64 = standings(balance).iter().map(|(_, rials)| rials).sum();
    equal(&format!("the sum over the standings of {of}"), balance.numbered, sum)
}

/// The gifts of the year alone: state credit and kept promises are outside of their sum.
fn sources(figures: &Figures, plan: &Plan) -> Result<(), DemoError> {
    let of = |source: Source| -> i64 {
        let here = figures.funds.iter().filter(|fund| fund.source == i32::from(source) && fund.item == 0);
        here.filter_map(|fund| fund.balance.as_ref()).map(|balance| balance.numbered).sum()
    };
    let measure = &plan.measure;
    equal(
        "rials of small gifts and gifts by portal",
        measure.micro.rials + measure.portal.rials,
        of(Source::PublicDonation),
    )?;
    let kept: u64 = plan.promises.iter().map(Promise::received).sum();
    let large = of(Source::Company) + of(Source::Assembly);
    equal("rials of companies and assemblies, kept promises among them", measure.large.rials + kept, large)?;
    equal("rials of state credit", STATE_CREDIT.iter().sum::<u64>(), of(Source::StateCredit))
}

fn list(figures: &Figures, plan: &Plan) -> Result<(), DemoError> {
    let lines = plan.lines.len() as u64;
    equal("lines of the list", lines, count(&figures.lines))?;
    equal("rials declared", plan.list_total(), rials(figures.list.declared_total.as_ref()))?;
    let (paid, paid_rials) = at_stage(&figures.lines, GrantStage::Paid);
    equal("lines paid", lines - 1, paid)?;
    equal("rials of the lines paid", plan.paid_total(), paid_rials)?;
    equal("lines cancelled", 1, at_stage(&figures.lines, GrantStage::Cancelled).0)?;
    let returned = figures.lines.iter().filter(|line| line.returned != 0).count() as u64;
    equal("lines that came back", plan.measure.sent_back, returned)?;
    let released: Vec<u64> = figures.list.releases.iter().map(|release| release.line_count.into()).collect();
    equal("releases", 2, count(&released))?;
    equal("payments ordered", lines + plan.measure.sent_back - 1, released.iter().sum::<u64>())?;
    let at_stages: u64 = figures.list.stages.iter().map(|stage| u64::from(stage.line_count)).sum();
    equal("lines over all stages", lines, at_stages)
}

fn sets(figures: &Figures, register: &Register, plan: &Plan) -> Result<(), DemoError> {
    let of_sets = figures.grants.iter().filter(|grant| grant.kit_design == register.dowry_set);
    let verified = of_sets.filter(|grant| grant.stage == i32::from(GrantStage::Verified)).count() as u64;
    equal("dowry sets handed over and verified", plan.measure.sets, verified)?;
    equal("grants", plan.lines.len() as u64 + plan.measure.sets, count(&figures.grants))
}

fn pledges(pledges: &[api::Pledge], plan: &Plan) -> Result<(), DemoError> {
    let of_money = || pledges.iter().filter(|pledge| pledge.item == 0);
    let sum = |of: fn(&api::Pledge) -> u64| of_money().map(of).sum::<u64>();
    let planned = |of: fn(&Promise) -> u64| plan.promises.iter().map(of).sum::<u64>();
    equal("pledges of money", count(&plan.promises), of_money().count() as u64)?;
    equal("pledges of goods", count(&plan.goods.promised), (pledges.len() - of_money().count()) as u64)?;
    equal("rials pledged", planned(Promise::promised), sum(|pledge| pledge.pledged))?;
    equal("rials received of pledges", planned(Promise::received), sum(|pledge| pledge.received))?;
    let given_up = sum(|pledge| pledge.cancelled) + sum(|pledge| pledge.written_off);
    equal("rials given up of pledges", planned(Promise::given_up), given_up)?;
    for pledge in pledges {
        let parts = pledge.received + pledge.cancelled + pledge.written_off + pledge.open;
        equal(&format!("the parts of pledge {}", pledge.index), pledge.pledged, parts)?;
    }
    Ok(())
}

fn campaigns(campaigns: &[api::Campaign], register: &Register, plan: &Plan) -> Result<(), DemoError> {
    equal("campaigns", count(&plan.campaigns), count(campaigns))?;
    let mut planned = vec![0_u64; plan.campaigns.len()];
    for gift in plan.all_gifts() {
        if let Some(sum) = gift.campaign.and_then(|place| planned.get_mut(place)) {
            *sum += gift.rials;
        }
    }
    for (planned, index) in planned.into_iter().zip(&register.campaigns) {
        let found = campaigns.iter().find(|campaign| campaign.index == *index);
        let raised = found.map_or(0, |campaign| rials(campaign.recorded.as_ref()));
        equal(&format!("rials for campaign {index}"), planned, raised)?;
    }
    Ok(())
}

/// Each item has as many units as came, and as many were handed over as there were sets.
fn stock(rows: &[api::StockRow], register: &Register, plan: &Plan) -> Result<(), DemoError> {
    let units = |held: Option<&api::Held>| held.map_or(0, |held| held.units);
    for item in Item::ALL {
        let here = rows.iter().filter(|row| row.item == register.item(item)).filter_map(|row| row.stock.as_ref());
        let (mut all, mut handed_over) = (0, 0);
        for stock in here {
            handed_over += units(stock.handed_over.as_ref());
            all += units(stock.free.as_ref()) + units(stock.unappraised.as_ref());
            all += units(stock.in_kits.as_ref()) + units(stock.handed_over.as_ref());
        }
        let came: u64 = plan.goods.lots.iter().filter(|lot| lot.item == item).map(|lot| lot.units).sum();
        equal(&format!("units of {}", item.code()), came, all)?;
        equal(&format!("units of {} handed over", item.code()), plan.measure.sets, handed_over)?;
    }
    Ok(())
}

/// What all units that were handed over are worth, in rial.
fn handed_over_value(rows: &[api::StockRow]) -> i64 {
    let held = rows.iter().filter_map(|row| row.stock.as_ref()?.handed_over.as_ref());
    held.map(|held| rials(held.value.as_ref())).sum()
}

/// Each layer sums to nothing; the accounts hold what came in less what went out, which is with the goods the aid given.
///
/// # Errors
/// [`DemoError::Figure`] names the first that is not so.
pub fn trial_balance(
    rows: &[api::TrialBalanceRow],
    figures: &Figures,
    register: &Register,
    plan: &Plan,
) -> Result<(), DemoError> {
    let sum = |of: &dyn Fn(&api::TrialBalanceRow) -> bool| -> i128 {
        rows.iter().filter(|row| of(row)).map(|row| i128::from(row.balance)).sum()
    };
    for layer in [api::Layer::Promised, api::Layer::Actual, api::Layer::Budget, api::Layer::Memo, api::Layer::Quantity]
    {
        equal(&format!("the sum of the layer {}", layer.as_str_name()), 0, sum(&|row| row.layer == i32::from(layer)))?;
    }
    let is = |row: &api::TrialBalanceRow, account: api::LedgerAccount| row.account == i32::from(account);
    let in_account = |object: u64| sum(&|row| is(row, api::LedgerAccount::Bank) && row.object == object);
    let state = STATE_CREDIT.iter().sum::<u64>();
    equal("rials at the Treasury", state, in_account(register.treasury))?;
    let in_bank = plan.measure.gifts_total() + apart(plan) - state - plan.paid_total();
    equal("rials at the bank", in_bank, in_account(register.bank))?;
    let in_goods = plan.goods.value_of_sets(plan.measure.sets);
    equal("the value of the goods handed over", in_goods, handed_over_value(&figures.stock))?;
    let actual_aid = |row: &api::TrialBalanceRow| {
        is(row, api::LedgerAccount::AidExpense) && row.layer == i32::from(api::Layer::Actual)
    };
    equal("aid given, in cash and goods", plan.paid_total() + in_goods, sum(&actual_aid))
}

/// As many refusals are on record as were asked for.
///
/// # Errors
/// [`DemoError::Figure`].
pub fn refusals(found: &[(u64, Refusal)]) -> Result<(), DemoError> {
    equal("refusals on record", REFUSALS, count(found))
}

fn equal<E, F>(what: &str, expected: E, found: F) -> Result<(), DemoError>
where
    i128: From<E> + From<F>,
{
    let (expected, found) = (i128::from(expected), i128::from(found));
    if expected == found { Ok(()) } else { Err(DemoError::Figure { what: what.to_owned(), expected, found }) }
}

const fn count<T>(list: &[T]) -> u64 {
    list.len() as u64
}
