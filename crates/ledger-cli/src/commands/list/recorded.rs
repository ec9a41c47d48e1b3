//! What became of a step of a list: what was recorded, and every refusal by its line.

use crate::commands::view::{Cell, Rows, View};
use crate::commands::writing::{Writing, bound, outcome, text};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::run::Desk;
use ledger_core::ids::Index;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::refusal::Refusal;
use ledger_wire::words::{self, Language, Text};
use std::collections::BTreeMap;

const REFUSED: &[Text] = &[Text::ListLine, Text::FileLine, Text::Code, Text::Reason, Text::Entry];

/// Where each line of the list stands in the file that was handed in; empty where there is no file.
pub(super) type FileLines = BTreeMap<u32, u64>;

/// Says what was recorded. Any refused line ends in the exit code of refusals, also in a dry run.
pub(super) fn report(
    writing: &Writing,
    recorded: Option<api::ListRecorded>,
    file_lines: &FileLines,
    more: Vec<(Text, Cell)>,
    desk: &mut Desk<'_>,
) -> Result<Exit, Failure> {
    let recorded = recorded.unwrap_or_default();
    let refused = !recorded.refusals.is_empty();
    let mut facts = outcome(recorded.index != 0);
    facts[1].1 = Cell::Whether(recorded.validated_only);
    facts.push((Text::Index, Cell::Index(recorded.index)));
    facts.push((Text::Name, text(recorded.name)));
    facts.push((Text::LineCount, Cell::Count(u64::from(recorded.line_count))));
    facts.push((Text::Refused, Cell::Count(u64::try_from(recorded.refusals.len()).unwrap_or(u64::MAX))));
    facts.extend(more);
    facts.extend(bound(&recorded.link, recorded.entry_count));
    facts.push((Text::RequestId, Cell::Verbatim(writing.request_id.clone())));
    // What programs read is English, whoever asks.
    let language = if desk.json { Language::English } else { desk.look.language() };
    let rows = recorded.refusals.iter().map(|one| row(one, file_lines, language)).collect();
    let refusals = Rows { name: "refusals", columns: REFUSED, rows };
    // Programs find the field always; people need no empty table.
    let tables = if refused || desk.json { vec![refusals] } else { Vec::new() };
    let view = View { facts, tables, head: None };
    desk.answer(&view, |look, out| view.write(look, out))?;
    Ok(if refused { Exit::Refused } else { Exit::Verified })
}

fn row(refused: &api::LineRefusal, file_lines: &FileLines, language: Language) -> Vec<Cell> {
    let numbers = refused.metadata.iter().filter_map(|(name, number)| Some((name.clone(), number.parse().ok()?)));
    let refusal = Refusal {
        reason: refused.reason.clone(),
        numbers: numbers.collect(),
        item: Some(refused.ordinal),
        entry: (refused.entry != 0).then_some(Index(refused.entry)),
    };
    let sentence = sentence(&refusal, language);
    vec![
        Cell::Count(u64::from(refused.line)),
        file_lines.get(&refused.line).map_or(Cell::Nothing, |line| Cell::Count(*line)),
        Cell::Verbatim(refusal.reason.clone()),
        Cell::Verbatim(sentence),
        Cell::Index(refused.entry),
    ]
}

/// Why not; a line that names a person by a national id has no index of a beneficiary to name.
fn sentence(refusal: &Refusal, language: Language) -> String {
    if refusal.reason == "UNKNOWN_BENEFICIARY" && refusal.numbers.values().all(|number| *number == 0) {
        return Text::NoOneBeneficiary.written(language).to_owned();
    }
    words::refusal(refusal, language).unwrap_or_else(|| refusal.to_string())
}
