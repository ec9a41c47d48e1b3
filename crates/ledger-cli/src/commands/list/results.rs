//! `list results`: what a bank did, from its file; all that is wrong with the file first, then each refused row.

use super::{check, recorded};
use crate::args::ListResults;
use crate::commands::sheet::read_file;
use crate::commands::writing::Writing;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::run::Desk;
use crate::typed;
use ledger_core::event::ReturnReason;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::grant_service_client::GrantServiceClient;
use ledger_wire::proto::record::v1 as record;
use ledger_wire::sheets::{Outcome, ResultFile, ResultLine, read_results};

/// Answers `list results`.
pub(super) fn results(asked: &ListResults, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let ResultFile { mut lines, content } = match read_results(&read_file(&asked.file)?) {
        Ok(read) => read.file,
        Err(findings) => return check::refuse(&asked.file, findings, desk),
    };
    // The rows are those of the file, in its order.
    lines.sort_by_key(|line| line.file_line);
    let writing = Writing::open(&asked.act, desk)?;
    let ask = api::ImportResultsRequest {
        request_id: writing.request_id.clone(),
        validate_only: writing.dry_run,
        want_indices: false,
        list: asked.list,
        file: content.to_vec(),
        rows: (1..).zip(&lines).map(|(number, line)| row(number, line)).collect::<Result<_, _>>()?,
    };
    let mut client = GrantServiceClient::new(writing.remote.channel());
    let answered = writing.wait(client.import_results(writing.remote.request(ask)))?;
    let file_lines = lines.iter().map(|line| (line.line, line.file_line)).collect();
    recorded::report(&writing, answered.recorded, &file_lines, Vec::new(), desk)
}

fn row(number: u32, line: &ResultLine) -> Result<api::ResultRow, Failure> {
    let returned = match line.outcome {
        Outcome::Paid => record::ReturnReason::Unspecified,
        Outcome::Returned(reason) => why(reason),
    };
    Ok(api::ResultRow {
        row: number,
        line: line.line,
        sheba: line.sheba.as_str().to_owned(),
        amount: Some(typed::money(line.amount)?),
        returned: returned.into(),
    })
}

const fn why(reason: ReturnReason) -> record::ReturnReason {
    match reason {
        ReturnReason::WrongAccount => record::ReturnReason::WrongAccount,
        ReturnReason::AccountClosed => record::ReturnReason::AccountClosed,
        ReturnReason::AccountBlocked => record::ReturnReason::AccountBlocked,
        ReturnReason::Other => record::ReturnReason::Other,
    }
}
