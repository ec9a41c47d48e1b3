//! Tables of the list: how far its lines came, altogether and in each province.

use super::{counted, signed, table, toman};
use crate::demo::figures::at_stage;
use crate::demo::plan::lines::Line;
use crate::demo::plan::wish::Programme;
use crate::demo::story::Story;
use comfy_table::Table;
use ledger_wire::amount::grouped;
use ledger_wire::proto::ledger::v1::{GrantStage, ListLine};

/// The lines, by stage and programme.
pub(super) fn by_stage(story: &Story) -> Table {
    let of = |programme: Programme| {
        let index = story.register.programme(programme);
        story.figures.lines.iter().filter(move |line| line.programme == index)
    };
    let row = |(name, stage): (&str, GrantStage)| {
        let (count, rials) = at_stage(&story.figures.lines, stage);
        let [dowry, marriage] = Programme::GRANTED.map(|programme| counted(at_stage(of(programme), stage).0));
        vec![name.to_owned(), dowry, marriage, counted(count), grouped(rials), toman(rials)]
    };
    let mut rows: Vec<Vec<String>> = [("paid", GrantStage::Paid), ("cancelled", GrantStage::Cancelled)].map(row).into();
    let [dowry, marriage] = Programme::GRANTED.map(|programme| counted(of(programme).count()));
    let total = signed(story.plan.list_total());
    let lines = counted(story.figures.lines.len());
    rows.push(vec!["declared".to_owned(), dowry, marriage, lines, grouped(total), toman(total)]);
    table(&["lines", "dowry", "marriage", "together", "IRR", "toman"], 1, rows)
}

/// The lines, by programme and province: how many, how many came back, how many were cancelled and paid, and how much.
pub(super) fn by_province(story: &Story) -> Table {
    let mut rows = Vec::new();
    for programme in Programme::GRANTED {
        for place in &story.plan.places.ceremony {
            let lines = lines(story, |line| line.programme == programme && line.province == *place);
            let province = story.plan.places.provinces.get(*place).map_or("", |row| row.english);
            rows.push(row(programme.code(), province, &lines));
        }
        rows.push(row(programme.code(), "together", &lines(story, |line| line.programme == programme)));
    }
    rows.push(row("both", "together", &lines(story, |_| true)));
    table(&["programme", "province", "lines", "came back", "cancelled", "paid", "paid (IRR)"], 2, rows)
}

/// The lines as they stand that the plan says this of.
fn lines(story: &Story, is: impl Fn(&Line) -> bool) -> Vec<&ListLine> {
    let both = story.plan.lines.iter().zip(&story.figures.lines);
    both.filter(|(planned, _)| is(planned)).map(|(_, line)| line).collect()
}

fn row(programme: &str, province: &str, lines: &[&ListLine]) -> Vec<String> {
    let returned = lines.iter().filter(|line| line.returned != 0).count();
    let (cancelled, _) = at_stage(lines.iter().copied(), GrantStage::Cancelled);
    let (paid, rials) = at_stage(lines.iter().copied(), GrantStage::Paid);
    let counts = [counted(lines.len()), counted(returned), counted(cancelled), counted(paid)];
    [programme.to_owned(), province.to_owned()].into_iter().chain(counts).chain([grouped(rials)]).collect()
}
