//! Tables of money.

use super::{counted, table};
use crate::demo::gifts::{Area, Gift, Wish};
use crate::demo::plan::Programme;
use crate::demo::story::Story;
use comfy_table::Table;
use ledger_wire::amount::{grouped, toman};
use ledger_wire::proto::ledger::v1 as api;

/// A kind of wish: how it is called, and which are of it.
type Kind = (&'static str, fn(&Wish) -> bool);

/// The gifts, by what their donors wish.
pub(super) fn gifts(gifts: &[Gift]) -> Table {
    let kinds: [Kind; 7] = [
        ("anything, anywhere", |wish| wish.programme.is_none() && wish.area.is_none()),
        ("dowry, anywhere", |wish| wish.programme == Some(Programme::Dowry) && wish.area.is_none()),
        ("dowry, in a province", |wish| in_province(wish) && wish.programme == Some(Programme::Dowry)),
        ("marriage, in a province", |wish| in_province(wish) && wish.programme == Some(Programme::Marriage)),
        ("anything, in a province", |wish| in_province(wish) && wish.programme.is_none()),
        ("anything, in a county", |wish| matches!(wish.area, Some(Area::County(..)))),
        ("together", |_| true),
    ];
    let row = |(what, is): Kind| {
        let amounts: Vec<u64> = gifts.iter().filter(|gift| is(&gift.wish)).map(|gift| gift.amount).collect();
        let rials = i64::try_from(amounts.iter().sum::<u64>()).unwrap_or(i64::MAX);
        vec![what.to_owned(), counted(amounts.len()), grouped(rials), toman(rials)]
    };
    table(&["wish", "gifts", "IRR", "toman"], 1, kinds.map(row))
}

const fn in_province(wish: &Wish) -> bool {
    matches!(wish.area, Some(Area::Province(_)))
}

/// The provinces: what was given for each, what its lines hold and spent.
pub(super) fn provinces(story: &Story) -> Table {
    let totals = &story.figures.totals;
    let given = |area: u64| of_area(&totals.given_for, area).numbered;
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (province, seat) in story.provinces.iter().zip(&story.register.provinces) {
        let name = format!("{} {}", province.code, province.english);
        rows.push(row(&name, Some(given(seat.area)), of_area(&totals.held_in, seat.area), false));
    }
    rows.push(row("anywhere; the national office", Some(given(0)), of_area(&totals.held_in, 0), false));
    let overall = totals.overall.as_ref();
    rows.extend(overall.map(|overall| row("together", Some(overall.numbered), overall, true)));
    table(&["province", "given for it", "free", "notified", "encumbered", "in payment", "spent"], 1, rows)
}

fn of_area(totals: &[api::ProvinceTotal], area: u64) -> &api::Balance {
    const NOTHING: &api::Balance = &api::Balance {
        free: 0,
        allotted: 0,
        notified: 0,
        encumbered: 0,
        in_payment: 0,
        spent: 0,
        voided: 0,
        numbered: 0,
        unit: String::new(),
    };
    totals.iter().find(|total| total.area == area).and_then(|total| total.balance.as_ref()).unwrap_or(NOTHING)
}

/// What is free is in no line, and shown only where all money is.
fn row(name: &str, given: Option<i64>, balance: &api::Balance, with_free: bool) -> Vec<String> {
    let mut row = vec![name.to_owned()];
    row.extend(given.map(grouped));
    row.extend(if with_free { Some(grouped(balance.free)) } else { given.map(|_| String::new()) });
    row.extend([balance.notified, balance.encumbered, balance.in_payment, balance.spent].map(grouped));
    row
}

/// The programmes: what their lines hold and spent.
pub(super) fn programmes(story: &Story) -> Table {
    let totals = story.figures.totals.programmes.iter();
    let rows = totals.filter_map(|total| {
        let name = Programme::ALL.into_iter().find(|p| story.register.programme(*p) == total.programme)?.code();
        Some(row(name, None, total.balance.as_ref()?, false))
    });
    table(&["programme", "notified", "encumbered", "in payment", "spent"], 1, rows)
}
