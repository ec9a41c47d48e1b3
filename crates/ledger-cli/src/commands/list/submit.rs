//! `list submit`: all that is wrong with the file first, here; then the lines to the server, which says what is wrong
//! with each of them.

use super::{check, recorded};
use crate::args::Submit;
use crate::commands::remote::Remote;
use crate::commands::sheet::read_file;
use crate::commands::view::Cell;
use crate::commands::writing::Writing;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::run::Desk;
use crate::typed;
use ledger_core::text::Code;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::grant_service_client::GrantServiceClient;
use ledger_wire::proto::ledger::v1::registry_service_client::RegistryServiceClient;
use ledger_wire::sheets::{Declared, ListFile, ListLine, read_list};
use ledger_wire::words::Text;
use std::collections::BTreeMap;

/// Answers `list submit`.
pub(super) fn submit(asked: &Submit, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let total = typed::amount("total", &asked.total)?;
    let declared = Declared { count: Some(asked.count), total: Some(total) };
    let ListFile { lines, content, .. } = match read_list(&read_file(&asked.file)?, &declared) {
        Ok(read) => read.file,
        Err(findings) => return check::refuse(&asked.file, findings, desk),
    };
    let writing = Writing::open(&asked.act, desk)?;
    let codes = Codes::look_up(&writing.remote, &lines)?;
    let ask = api::SubmitListRequest {
        request_id: writing.request_id.clone(),
        validate_only: writing.dry_run,
        want_indices: false,
        office: asked.office,
        declared_count: asked.count,
        declared_total: Some(typed::money(total)?),
        content: content.to_vec(),
        lines: lines.iter().map(|line| codes.submitted(line)).collect::<Result<_, _>>()?,
    };
    let mut client = GrantServiceClient::new(writing.remote.channel());
    let answered = writing.wait(client.submit_list(writing.remote.request(ask)))?;
    let file_lines = lines.iter().map(|line| (line.line, line.file_line)).collect();
    let more = vec![(Text::DeclaredTotal, Cell::money(Some(&typed::money(total)?)))];
    recorded::report(&writing, answered.recorded, &file_lines, more, desk)
}

/// What the codes in a file stand for: the indices of programmes and offices.
struct Codes {
    programmes: BTreeMap<Code, u64>,
    offices: BTreeMap<Code, u64>,
}

impl Codes {
    /// Every code once; all that stand for nothing are said together, with the line where each is first.
    fn look_up(remote: &Remote, lines: &[ListLine]) -> Result<Self, Failure> {
        let mut unknown = Vec::new();
        let programmes = lines.iter().map(|line| (line.file_line, &line.programme));
        let programmes = indices(remote, api::LookUpKind::Programme, programmes, &mut unknown)?;
        let offices = lines.iter().map(|line| (line.file_line, &line.office));
        let offices = indices(remote, api::LookUpKind::Office, offices, &mut unknown)?;
        if unknown.is_empty() {
            return Ok(Self { programmes, offices });
        }
        Err(Failure::new(Exit::Usage, "not_found", unknown.join("\n")))
    }

    fn submitted(&self, line: &ListLine) -> Result<api::SubmittedLine, Failure> {
        let known = |index: Option<&u64>| index.copied().ok_or_else(|| Failure::tool("a code was not looked up"));
        let identity =
            api::Identity { r#type: api::IdentityType::NationalId.into(), value: line.national_id.as_str().to_owned() };
        Ok(api::SubmittedLine {
            line: line.line,
            programme: known(self.programmes.get(&line.programme))?,
            office: known(self.offices.get(&line.office))?,
            who: Some(api::submitted_line::Who::Identity(identity)),
            amount: Some(typed::money(line.amount)?),
            sheba: line.sheba.as_str().to_owned(),
        })
    }
}

fn indices<'a>(
    remote: &Remote,
    kind: api::LookUpKind,
    codes: impl Iterator<Item = (u64, &'a Code)>,
    unknown: &mut Vec<String>,
) -> Result<BTreeMap<Code, u64>, Failure> {
    let mut first_lines: BTreeMap<&Code, u64> = BTreeMap::new();
    for (file_line, code) in codes {
        first_lines.entry(code).and_modify(|first| *first = file_line.min(*first)).or_insert(file_line);
    }
    let mut client = RegistryServiceClient::new(remote.channel());
    let mut found = BTreeMap::new();
    for (code, file_line) in first_lines {
        let key = Some(api::look_up_request::Key::Code(code.as_str().to_owned()));
        let ask = api::LookUpRequest { kind: kind.into(), key, ..api::LookUpRequest::default() };
        match remote.read(client.look_up(remote.request(ask)))?.indices.as_slice() {
            [index] => {
                found.insert(code.clone(), *index);
            }
            [] => unknown.push(format!("line {file_line}: the server knows no {} with this code", said(kind))),
            several => unknown.push(format!("line {file_line}: the code stands for {} things", several.len())),
        }
    }
    Ok(found)
}

const fn said(kind: api::LookUpKind) -> &'static str {
    if matches!(kind, api::LookUpKind::Office) { "office" } else { "programme" }
}
