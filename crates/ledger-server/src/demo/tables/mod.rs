//! What happened, as tables: left to right, amounts grouped, the Solar Hijri date beside the other.

mod acts;
mod funds;
mod gifts;
mod goods;
mod list;
mod provinces;

use super::figures::standings;
use super::story::Story;
use comfy_table::{CellAlignment, Table, presets::UTF8_FULL_CONDENSED};
use ledger_wire::amount::grouped;

/// All tables of a story, and its head.
#[must_use]
pub fn tables(story: &Story) -> String {
    let parts = [
        titled("What happened", &acts::happened(story)),
        titled("Gifts of 1403, by how they came", &gifts::by_way(&story.plan)),
        titled("Beside them", &gifts::beside(story)),
        titled("Campaigns", &gifts::campaigns(story)),
        titled("Where the money is, by standing", &funds::by_standing(story)),
        titled("Where the money is, by fund (IRR; the largest)", &funds::largest(story)),
        titled("Where the money is, by province (IRR)", &provinces::provinces(story)),
        titled("The list", &list::by_stage(story)),
        titled("The list, by province", &list::by_province(story)),
        titled("Goods, in units", &goods::by_item(story)),
        titled("Pledges", &goods::pledges(story)),
        titled("Refused, and on record", &acts::refusals(story)),
        head(story),
    ];
    parts.join("\n")
}

fn titled(title: &str, table: &Table) -> String {
    format!("{title}\n{table}\n")
}

/// A table whose columns from `first_number` on are numbers.
fn table(header: &[&str], first_number: usize, rows: impl IntoIterator<Item = Vec<String>>) -> Table {
    let mut table = Table::new();
    table.load_preset(UTF8_FULL_CONDENSED).set_header(header.to_vec()).add_rows(rows);
    for column in table.column_iter_mut().skip(first_number) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

fn head(story: &Story) -> String {
    let head = &story.head;
    let checkpoint =
        head.checkpoint_size.map_or_else(|| "none yet".to_owned(), |size| format!("{} entries", counted(size)));
    let overall = story.figures.totals.overall.clone().unwrap_or_default();
    let standing = standings(&overall).map(|(name, rials)| format!("{} {name}", grouped(rials)));
    format!(
        "Every rial stands somewhere: {} =\n  {}\nHead: {} entries\nLink: {}\nSigned checkpoint: {checkpoint}\n",
        grouped(overall.numbered),
        standing.join(" + "),
        counted(head.entry_count),
        head.link
    )
}

/// A count in groups of three.
fn counted(count: impl TryInto<i64>) -> String {
    grouped(count.try_into().unwrap_or(i64::MAX))
}

/// Rials as toman.
fn toman(rials: i64) -> String {
    match rials % 10 {
        0 => grouped(rials / 10),
        rest => format!("{}.{}", grouped(rials / 10), rest.abs()),
    }
}

/// Rials of the plan as the book counts them.
fn signed(rials: u64) -> i64 {
    i64::try_from(rials).unwrap_or(i64::MAX)
}
