//! Tables of acts: what happened, how far the grants came, what was refused.

use super::{counted, table};
use crate::demo::error::DemoError;
use crate::demo::figures::at_stage;
use crate::demo::plan::Programme;
use crate::demo::refusals::Refused;
use crate::demo::story::Story;
use crate::demo::timetable::{Occasion, shown};
use comfy_table::Table;
use ledger_wire::amount::{grouped, toman};
use ledger_wire::proto::ledger::v1::GrantStage;

/// What happened, day by day.
pub(super) fn happened(story: &Story) -> Table {
    let register = &story.register;
    let counties: usize = register.counties.iter().map(Vec::len).sum();
    let offices = register.provinces.len() + counties + 1;
    let sent_back = |programme: Programme| {
        let of_programme = story.grants.iter().filter(|grant| grant.planned.programme == programme);
        of_programme.filter(|grant| grant.sent_back.is_some()).count()
    };
    let (again, cancelled) = (sent_back(Programme::Dowry), sent_back(Programme::Marriage));
    let rows = [
        (Occasion::Register, "areas, and an office for each", offices),
        (Occasion::Register, "programmes with a rule each", register.programmes.len()),
        (Occasion::Register, "principals with a post and a key, besides two administrators", register.principals),
        (Occasion::Donors, "donors made known by a random reference", story.donors),
        (Occasion::Gifts, "gifts recorded over five days", story.gifts.len()),
        (Occasion::Allotment, "allotments, each notified by another person", story.allotments),
        (Occasion::Allotment, "beneficiaries enrolled, each verified by another person", story.grants.len()),
        (Occasion::Ceremony, "grants applied for, decided, secured, awarded, verified, ordered", story.grants.len()),
        (Occasion::Results, "payments sent back by the bank", again + cancelled),
        (Occasion::Again, "of them paid again", again),
        (Occasion::Again, "of them cancelled", cancelled),
    ];
    let day = |occasion: Occasion| occasion.day().map_or_else(|error| DemoError::from(error).to_string(), shown);
    table(&["day", "what", "count"], 2, rows.map(|(on, what, count)| vec![day(on), what.to_owned(), counted(count)]))
}

/// The grants, by stage and programme.
pub(super) fn grants(story: &Story) -> Table {
    let grants = &story.figures.grants;
    let of = |programme: Programme, stage: GrantStage| {
        let index = story.register.programme(programme);
        at_stage(grants.iter().filter(|grant| grant.programme == index), stage).0.to_string()
    };
    let row = |(name, stage): (&str, GrantStage)| {
        let (count, rials) = at_stage(grants, stage);
        let [dowry, marriage] = Programme::ALL.map(|programme| of(programme, stage));
        vec![name.to_owned(), dowry, marriage, count.to_string(), grouped(rials), toman(rials)]
    };
    let stages = [("paid", GrantStage::Paid), ("cancelled", GrantStage::Cancelled)];
    table(&["stage", "dowry", "marriage", "together", "IRR", "toman"], 1, stages.map(row))
}

/// What was refused, why, and where it is recorded.
pub(super) fn refusals(story: &Story) -> Table {
    let row = |refused: &Refused| {
        let facts: Vec<String> = refused.why.numbers.iter().map(|(name, number)| fact(name, *number)).collect();
        vec![refused.what.to_owned(), refused.why.reason.clone(), facts.join(", "), refused.entry.to_string()]
    };
    table(&["what was asked", "why not", "facts", "entry"], 3, story.refusals.iter().map(row))
}

/// Amounts are grouped, indices are not.
fn fact(name: &str, number: u64) -> String {
    match name {
        "asked" | "available" | "free" => format!("{name} {} IRR", counted(number)),
        _ => format!("{name} {number}"),
    }
}
