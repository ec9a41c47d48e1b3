//! What happened, as tables: left to right, amounts grouped, the Solar Hijri date beside the other.

mod acts;
mod money;

use super::figures::standings;
use super::story::Story;
use comfy_table::{CellAlignment, Table, presets::UTF8_FULL_CONDENSED};
use ledger_wire::amount::grouped;

/// All tables of a story, and its head.
#[must_use]
pub fn tables(story: &Story) -> String {
    let parts = [
        titled("What happened", &acts::happened(story)),
        titled("Gifts by what their donors wish", &money::gifts(&story.gifts)),
        titled("Where the money is, by province (IRR)", &money::provinces(story)),
        titled("What the lines hold and spent, by programme (IRR)", &money::programmes(story)),
        titled("Grants by stage", &acts::grants(story)),
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
