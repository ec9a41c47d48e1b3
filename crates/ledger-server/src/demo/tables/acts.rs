//! Tables of acts: what happened, and what was refused.

use super::{counted, table};
use crate::demo::error::DemoError;
use crate::demo::plan::bank::Then;
use crate::demo::plan::wish::Programme;
use crate::demo::refusals::Refused;
use crate::demo::story::Story;
use crate::demo::timetable::{Occasion, shown};
use comfy_table::Table;
use ledger_core::time::Day;

/// What happened, day by day.
pub(super) fn happened(story: &Story) -> Table {
    let (plan, register) = (&story.plan, &story.register);
    let lines = plan.lines.len();
    let then = |then: Then| plan.sent_back.iter().filter(|back| back.then == then).count();
    let cancelled = then(Then::Cancelled);
    let rows = [
        (Occasion::Register, "areas, and a welfare office for each", register.seats_count()),
        (Occasion::Register, "benefactor assemblies", register.assemblies.len()),
        (Occasion::Register, "programmes", Programme::ALL.len()),
        (Occasion::Register, "campaigns", plan.campaigns.len()),
        (Occasion::Register, "principals with a post and a key, besides two administrators", register.principals),
        (Occasion::Campaigns, "donors made known by a random reference", story.donors),
        (Occasion::Gifts, "gifts recorded, from this day on and on every fifteenth", plan.all_gifts().count()),
        (Occasion::Promises, "pledges of money and goods", plan.promises.len() + plan.goods.promised.len()),
        (Occasion::Goods, "lots of goods", plan.goods.lots.len()),
        (Occasion::Sets, "dowry sets handed over", story.sets.len()),
        (Occasion::Enrolment, "beneficiaries enrolled and verified, each with a confirmed payee", lines),
        (Occasion::Allotment, "allotments, each notified by another person", plan.allotments.count()),
        (Occasion::List, "lines of one list: submitted by one, approved by two", lines),
        (Occasion::Ceremony, "payments released", lines),
        (Occasion::Results, "payments sent back by the bank", plan.sent_back.len()),
        (Occasion::NewAccounts, "of them with a new account, confirmed and approved", then(Then::ToNewAccount)),
        (Occasion::NewAccounts, "of them cancelled", cancelled),
        (Occasion::Settled, "of them paid again", plan.sent_back.len() - cancelled),
    ];
    let day = |occasion: Occasion| occasion.day().map_or_else(|error| DemoError::from(error).to_string(), shown);
    table(&["day", "what", "count"], 2, rows.map(|(on, what, count)| vec![day(on), what.to_owned(), counted(count)]))
}

/// What was refused, why, and where it is recorded.
pub(super) fn refusals(story: &Story) -> Table {
    let row = |refused: &Refused| {
        let facts: Vec<String> = refused.why.numbers.iter().map(|(name, number)| fact(name, *number)).collect();
        vec![refused.what.to_owned(), refused.why.reason.clone(), facts.join(", "), refused.entry.to_string()]
    };
    table(&["what was asked", "why not", "facts", "entry"], 3, story.refusals.iter().map(row))
}

/// Amounts are grouped, days are days, indices are neither.
fn fact(name: &str, number: u64) -> String {
    match name {
        "asked" | "available" | "free" | "pledged" | "cap" | "declared" | "found" => {
            format!("{name} {} IRR", counted(number))
        }
        "opens" | "closes" => {
            let day = Day::from_epoch_days(i32::try_from(number).unwrap_or(i32::MAX));
            format!("{name} {}", day.solar().map_or_else(|_| number.to_string(), |solar| solar.to_string()))
        }
        _ => format!("{name} {number}"),
    }
}
