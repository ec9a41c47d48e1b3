//! `list status`: how far a list is, in counts and sums, and line by line if that is wanted.

use crate::args::ListStatus;
use crate::commands::head::HeadUsed;
use crate::commands::remote::{PAGE_ROWS, Remote};
use crate::commands::view::{Cell, Rows, View};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::run::Desk;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::grant_service_client::GrantServiceClient;
use ledger_wire::words::{self, Text};

const STAGES: &[Text] = &[Text::Stage, Text::LineCount, Text::Total];
const RELEASES: &[Text] = &[Text::Index, Text::ReleasedBy, Text::LineCount, Text::Total];
const RESULTS: &[Text] = &[Text::Index, Text::RowCount, Text::Total];
const LINES: &[Text] = &[
    Text::ListLine,
    Text::Grant,
    Text::Programme,
    Text::Office,
    Text::Beneficiary,
    Text::Payee,
    Text::Amount,
    Text::Stage,
    Text::Returned,
    Text::LastChange,
];

/// Answers `list status`.
pub(super) fn status(asked: &ListStatus, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let remote = Remote::open(&asked.server, desk)?;
    let mut client = GrantServiceClient::new(remote.channel());
    let answer = remote.read(client.get_list(remote.request(api::GetListRequest { list: asked.list })))?;
    let list = remote.found(answer.list, "list")?;
    let (facts, mut tables) = (facts(&remote, &list)?, tables(&list));
    let mut head = remote.head(answer.head)?;
    if asked.lines {
        let (rows, later) = lines(&remote, asked.list)?;
        tables.push(Rows { name: "lines", columns: LINES, rows });
        head = later;
    }
    let view = View { facts, tables, head: Some(head) };
    desk.answer(&view, |look, out| view.write(look, out))?;
    Ok(Exit::Verified)
}

fn facts(remote: &Remote, list: &api::List) -> Result<Vec<(Text, Cell)>, Failure> {
    let submitted_on = match &list.submitted_at {
        Some(at) => Cell::Verbatim(remote.day_of(at.seconds)?),
        None => Cell::Nothing,
    };
    Ok(vec![
        (Text::List, Cell::Index(list.index)),
        (Text::Stage, Cell::word(|language| words::list_stage(list.stage(), language))),
        (Text::Office, Cell::Index(list.office)),
        (Text::DeclaredCount, Cell::Count(u64::from(list.declared_count))),
        (Text::DeclaredTotal, Cell::money(list.declared_total.as_ref())),
        (Text::SubmittedBy, Cell::Index(list.submitted_by)),
        (Text::SubmittedOn, submitted_on),
        (Text::ApprovedBy, Cell::Index(list.approved_by)),
        (Text::Account, Cell::Index(list.account)),
        (Text::LastChange, Cell::Index(list.last_change)),
    ])
}

fn tables(list: &api::List) -> Vec<Rows> {
    let stage = |at: &api::LinesAtStage| {
        let stage = Cell::word(|language| words::stage(at.stage(), language));
        vec![stage, Cell::Count(u64::from(at.line_count)), Cell::money(at.total.as_ref())]
    };
    let release = |one: &api::ListRelease| {
        let (by, count) = (Cell::Index(one.released_by), Cell::Count(u64::from(one.line_count)));
        vec![Cell::Index(one.index), by, count, Cell::money(one.total.as_ref())]
    };
    let results = |one: &api::ListResults| {
        let count = Cell::Count(u64::from(one.row_count));
        vec![Cell::Index(one.index), count, Cell::money(one.total.as_ref())]
    };
    let mut tables = vec![Rows { name: "stages", columns: STAGES, rows: list.stages.iter().map(stage).collect() }];
    if !list.releases.is_empty() {
        tables.push(Rows { name: "releases", columns: RELEASES, rows: list.releases.iter().map(release).collect() });
    }
    if !list.results.is_empty() {
        tables.push(Rows { name: "results", columns: RESULTS, rows: list.results.iter().map(results).collect() });
    }
    tables
}

fn lines(remote: &Remote, list: u64) -> Result<(Vec<Vec<Cell>>, HeadUsed), Failure> {
    let mut client = GrantServiceClient::new(remote.channel());
    let (lines, head) = remote.pages(|page_token| {
        let ask = api::ListLinesOfListRequest { page_size: PAGE_ROWS, page_token, list, ..Default::default() };
        let page = remote.read(client.list_lines_of_list(remote.request(ask)))?;
        Ok((page.lines, page.next_page_token, page.head))
    })?;
    Ok((lines.iter().map(line).collect(), head))
}

fn line(line: &api::ListLine) -> Vec<Cell> {
    vec![
        Cell::Count(u64::from(line.line)),
        Cell::Index(line.grant),
        Cell::Index(line.programme),
        Cell::Index(line.office),
        Cell::Index(line.beneficiary),
        Cell::Index(line.payee),
        Cell::money(line.amount.as_ref()),
        Cell::word(|language| words::stage(line.stage(), language)),
        Cell::word(|language| words::return_reason(line.returned(), language)),
        Cell::Index(line.last_change),
    ]
}
