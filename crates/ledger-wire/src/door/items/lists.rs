//! What is asked about lists: a step, and the lines or rows that it brings.

use crate::door::identity::{self, Known, hexadecimal};
use crate::door::{Fields, Item, MOST_ITEMS, TokenKeys, read_batch};
use crate::proto::ledger::v1::{
    ApproveListRequest, Identity, ImportResultsRequest, ReleaseListRequest, ResultRow, SubmitListRequest,
    SubmittedLine, submitted_line,
};
use ledger_core::command::{Command, ImportRow, ListAct, SubmitLine};
use ledger_core::event::MOST_LINES;
use ledger_core::ids::{AccountId, BeneficiaryId, ContentHash, Index, ListId, OfficeId, ProgrammeId};

pub(in crate::door) fn submission(ask: &SubmitListRequest, fields: &mut Fields<'_>) -> Option<ListAct> {
    // The lines are read apart; request id and wishes for the answer were taken out.
    let SubmitListRequest { office, declared_count, declared_total, content, .. } = ask;
    let office = fields.reference("office", *office, OfficeId);
    let declared_count = fields.within("declared_count", *declared_count, 1..=MOST_LINES);
    let declared_total = fields.amount("declared_total", declared_total.as_ref());
    let content = fields.fixed("content", content);
    Some(ListAct::Submit {
        office: office?,
        declared_count: declared_count?,
        declared_total: declared_total?,
        content: ContentHash(content?),
    })
}

pub(in crate::door) fn submitted_lines(ask: &SubmitListRequest, fields: &mut Fields<'_>) -> Option<Vec<Command>> {
    let most = usize::try_from(MOST_LINES).unwrap_or(usize::MAX);
    read_batch(fields, "lines", "lines", most, &ask.lines)
}

pub(in crate::door) fn hide_submitted(ask: &mut SubmitListRequest, tokens: &TokenKeys, lines: &[Command]) {
    ask.lines.iter_mut().zip(lines).for_each(|(line, read)| line.hide(tokens, read));
}

pub(in crate::door) fn approval(ask: &ApproveListRequest, fields: &mut Fields<'_>) -> Option<ListAct> {
    let ApproveListRequest { list, last_change, account, .. } = ask;
    let list = fields.reference("list", *list, ListId);
    let last_change = fields.reference("last_change", *last_change, Index);
    let account = fields.reference("account", *account, AccountId);
    Some(ListAct::Approve { list: list?, last_change: last_change?, account: account? })
}

/// What the vault opens for it is asked for later, by whoever has the vault.
pub(in crate::door) fn release(ask: &ReleaseListRequest, fields: &mut Fields<'_>) -> Option<ListAct> {
    let ReleaseListRequest { list, last_change, .. } = ask;
    let list = fields.reference("list", *list, ListId);
    let last_change = fields.reference("last_change", *last_change, Index);
    Some(ListAct::Release { list: list?, last_change: last_change?, opened: Vec::new() })
}

pub(in crate::door) fn results(ask: &ImportResultsRequest, fields: &mut Fields<'_>) -> Option<ListAct> {
    let ImportResultsRequest { list, file, .. } = ask;
    let list = fields.reference("list", *list, ListId);
    let file = fields.fixed("file", file);
    Some(ListAct::Import { list: list?, file: ContentHash(file?) })
}

pub(in crate::door) fn result_rows(ask: &ImportResultsRequest, fields: &mut Fields<'_>) -> Option<Vec<Command>> {
    read_batch(fields, "rows", "rows", MOST_ITEMS, &ask.rows)
}

pub(in crate::door) fn hide_rows(ask: &mut ImportResultsRequest, tokens: &TokenKeys, rows: &[Command]) {
    ask.rows.iter_mut().zip(rows).for_each(|(row, read)| row.hide(tokens, read));
}

impl Item for SubmittedLine {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { line, programme, office, who, amount, sheba } = self;
        let line = fields.within("line", *line, 1..=MOST_LINES);
        let programme = fields.reference("programme", *programme, ProgrammeId);
        let office = fields.reference("office", *office, OfficeId);
        let beneficiary = read_who(fields, who.as_ref());
        let amount = fields.amount("amount", amount.as_ref());
        let sheba = fields.sheba("sheba", sheba);
        Some(Command::SubmitLine(SubmitLine {
            line: line?,
            programme: programme?,
            office: office?,
            beneficiary: beneficiary?,
            amount: amount?,
            account: fields.tokens().account(&sheba?),
        }))
    }

    fn hide(&mut self, tokens: &TokenKeys, read: &Command) {
        if let Some(submitted_line::Who::Identity(who)) = &mut self.who {
            identity::hide(who, tokens);
        }
        if let Command::SubmitLine(line) = read {
            self.sheba = hexadecimal(&line.account.0);
        }
    }
}

fn read_who(fields: &mut Fields<'_>, who: Option<&submitted_line::Who>) -> Option<BeneficiaryId> {
    match who {
        Some(submitted_line::Who::Beneficiary(index)) => fields.reference("beneficiary", *index, BeneficiaryId),
        Some(submitted_line::Who::Identity(who)) => read_person(&mut fields.inside("identity"), who),
        None => fields.wrong("who", &"is required: beneficiary or identity"),
    }
}

/// Whom a national id stands for. Nobody is beneficiary 0, whom the rules do not know: so it is a recorded refusal like
/// any other, and says nothing to somebody who may not submit a list.
fn read_person(fields: &mut Fields<'_>, who: &Identity) -> Option<BeneficiaryId> {
    match identity::read(fields, who)? {
        Known::Person(id) => {
            let person = fields.tokens().person(&id);
            Some(fields.facts().beneficiary_of(&person).unwrap_or(BeneficiaryId(0)))
        }
        Known::Marriage(_) => fields.wrong("type", &"must be a national id"),
    }
}

impl Item for ResultRow {
    fn read(&self, fields: &mut Fields<'_>) -> Option<Command> {
        let Self { row, line, sheba, amount, returned } = self;
        let row = fields.within("row", *row, 1..=u32::MAX);
        let line = fields.within("line", *line, 1..=u32::MAX);
        let sheba = fields.sheba("sheba", sheba);
        let amount = fields.amount("amount", amount.as_ref());
        let returned = match returned {
            0 => Some(None),
            reason => fields.choice("returned", *reason).map(Some),
        };
        Some(Command::ImportRow(ImportRow {
            row: row?,
            line: line?,
            account: fields.tokens().account(&sheba?),
            amount: amount?,
            returned: returned?,
        }))
    }

    fn hide(&mut self, _: &TokenKeys, read: &Command) {
        if let Command::ImportRow(row) = read {
            self.sheba = hexadecimal(&row.account.0);
        }
    }
}
