//! The questions, asked of a server.

use super::pages::PAGE_ROWS;
use super::{NoAnswer, Remote, values};
use crate::commands::balance::Held;
use crate::commands::entry::Bound;
use crate::commands::head::HeadUsed;
use crate::commands::statement::Stated;
use crate::commands::trace::{Part, Traced, of_range};
use crate::failure::Failure;
use ledger_core::ids::{GrantId, ReceiptId};
use ledger_core::money::Amount;
use ledger_core::views::{Object, Row};
use ledger_log::leaf;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::admin_service_client::AdminServiceClient;
use ledger_wire::proto::ledger::v1::audit_service_client::AuditServiceClient;
use ledger_wire::proto::ledger::v1::fund_service_client::FundServiceClient;
use ledger_wire::proto::ledger::v1::grant_service_client::GrantServiceClient;
use ledger_wire::record;

/// How often two answers are asked for at one head.
const MOST_TRIES: usize = 8;

impl Remote {
    /// What something has.
    pub(crate) fn balance(&self, of: Object) -> Result<Held, Failure> {
        self.held(of)?.map_err(NoAnswer::of_read)
    }

    /// The whole statement, with what is in hand at the very same head: a server that is written to is asked again.
    pub(crate) fn statement(&self, of: Object) -> Result<Stated, Failure> {
        for _ in 0..MOST_TRIES {
            let held = self.balance(of)?;
            let (rows, head) = self.statement_rows(of)?;
            if let Some(in_hand) = in_hand(of, &held, &rows, &head)? {
                let utc_offset_minutes = self.utc_offset_minutes()?;
                return Ok(Stated { unit: held.unit, rows, in_hand, utc_offset_minutes, head });
            }
        }
        Err(Failure::tool("the book went on between one question and the next; ask again, or ask a folder with --data"))
    }

    /// Page by page; each page is pinned to the head of the first.
    fn statement_rows(&self, of: Object) -> Result<(Vec<Row>, HeadUsed), Failure> {
        let mut client = FundServiceClient::new(self.channel.clone());
        let (mut rows, mut page_token) = (Vec::new(), String::new());
        loop {
            let object = Some(statement_object(of));
            let ask = api::GetStatementRequest { page_size: PAGE_ROWS, page_token, object };
            let page = self.read(client.get_statement(self.request(ask)))?;
            for row in &page.rows {
                rows.push(values::row(row)?);
            }
            page_token = page.next_page_token;
            if page_token.is_empty() {
                return Ok((rows, values::head(page.head, self.utc_offset_minutes()?)?));
            }
        }
    }

    /// The trace of a receipt, or else of a grant; `None` if the index is neither.
    pub(crate) fn trace(&self, index: u64) -> Result<Option<Traced>, Failure> {
        match self.held(Object::Receipt(ReceiptId(index)))? {
            Ok(held) => return self.trace_receipt(index, held.unit).map(Some),
            Err(no) if no.is_unknown() => {}
            Err(no) => return Err(no.of_read()),
        }
        match self.held(Object::Grant(GrantId(index)))? {
            Ok(held) => self.trace_grant(index, held.unit).map(Some),
            Err(no) if no.is_unknown() => Ok(None),
            Err(no) => Err(no.of_read()),
        }
    }

    /// One entry; its leaf is computed here, and must be the one that the server states.
    pub(crate) fn entry(&self, index: u64) -> Result<Bound, Failure> {
        let mut client = AuditServiceClient::new(self.channel.clone());
        let answer = self.read(client.get_entry(self.request(api::GetEntryRequest { index })))?;
        let stored = answer.entry.ok_or_else(|| values::nonsense("entry"))?;
        if stored.record.is_empty() {
            return Err(Failure::usage(format!(
                "entry {index} is withheld from you; its leaf and link alone are shown to you by the feed"
            )));
        }
        let decoded =
            record::decode(&stored.record).map_err(|error| Failure::tool(format!("entry {index} {error}")))?;
        let leaf = leaf(&stored.record);
        if values::hash(&stored.leaf, "leaf")? != leaf.hash() || decoded.entry.index.0 != index {
            return Err(values::nonsense("leaf"));
        }
        Ok(Bound {
            entry: decoded.entry,
            leaf,
            link: values::hash(&stored.link, "link")?.to_string(),
            size_bytes: stored.record.len(),
            utc_offset_minutes: self.utc_offset_minutes()?,
        })
    }

    /// How far the book's own time is ahead of UTC. Asked once: no book ever changes it.
    pub(super) fn utc_offset_minutes(&self) -> Result<i16, Failure> {
        if let Some(known) = self.utc_offset_minutes.get() {
            return Ok(*known);
        }
        let mut client = AdminServiceClient::new(self.channel.clone());
        let answer = self.read(client.get_book(self.request(api::GetBookRequest {})))?;
        let book = answer.book.ok_or_else(|| values::nonsense("book"))?;
        let minutes = i16::try_from(book.utc_offset_minutes).map_err(|_| values::nonsense("offset"))?;
        Ok(*self.utc_offset_minutes.get_or_init(|| minutes))
    }

    fn held(&self, of: Object) -> Result<Result<Held, NoAnswer>, Failure> {
        let mut client = FundServiceClient::new(self.channel.clone());
        let ask = api::GetBalanceRequest { object: Some(balance_object(of)) };
        let answer = match self.wait(client.get_balance(self.request(ask))) {
            Ok(answer) => answer,
            Err(no) => return Ok(Err(no)),
        };
        let balance = answer.balance.ok_or_else(|| values::nonsense("balance"))?;
        let (sums, head) = (values::standings(&balance)?, values::head(answer.head, self.utc_offset_minutes()?)?);
        Ok(Ok(Held { unit: balance.unit, sums, head }))
    }

    fn trace_receipt(&self, receipt: u64, unit: String) -> Result<Traced, Failure> {
        let mut client = FundServiceClient::new(self.channel.clone());
        let (mut parts, mut page_token) = (Vec::new(), String::new());
        loop {
            let ask = api::TraceReceiptRequest { page_size: PAGE_ROWS, page_token, receipt };
            let page = self.read(client.trace_receipt(self.request(ask)))?;
            for part in page.parts {
                let place = part.place.ok_or_else(|| values::nonsense("place"))?;
                let (line, grant) = (set(place.line), set(place.grant));
                parts.push(Part { line, grant, ..of_range(values::range(part.numbers)?, values::place(&place)?) });
            }
            page_token = page.next_page_token;
            if page_token.is_empty() {
                return Ok(Traced {
                    of: Object::Receipt(ReceiptId(receipt)),
                    unit,
                    parts,
                    head: values::head(page.head, self.utc_offset_minutes()?)?,
                });
            }
        }
    }

    fn trace_grant(&self, grant: u64, unit: String) -> Result<Traced, Failure> {
        let line = self.line_of(grant)?;
        let mut client = FundServiceClient::new(self.channel.clone());
        let (mut parts, mut page_token) = (Vec::new(), String::new());
        loop {
            let ask = api::TraceGrantRequest { page_size: PAGE_ROWS, page_token, grant };
            let page = self.read(client.trace_grant(self.request(ask)))?;
            for part in page.contributions {
                let place = part.place.ok_or_else(|| values::nonsense("place"))?;
                let ids = Part {
                    receipt: set(part.receipt),
                    line: set(place.line).or(line),
                    grant: Some(grant),
                    ..of_range(values::range(part.numbers)?, values::place(&place)?)
                };
                parts.push(ids);
            }
            page_token = page.next_page_token;
            if page_token.is_empty() {
                return Ok(Traced {
                    of: Object::Grant(GrantId(grant)),
                    unit,
                    parts,
                    head: values::head(page.head, self.utc_offset_minutes()?)?,
                });
            }
        }
    }

    /// The line that a grant's credit was secured from, which a trace of the grant does not repeat.
    fn line_of(&self, grant: u64) -> Result<Option<u64>, Failure> {
        let mut client = GrantServiceClient::new(self.channel.clone());
        let answer = self.read(client.get_grant(self.request(api::GetGrantRequest { grant })))?;
        Ok(set(answer.grant.ok_or_else(|| values::nonsense("grant"))?.line))
    }
}

/// What is in hand at the head of the rows: what came in and did not go out. The rows of a receipt do not tell where
/// its money went, so there the balance says it, if it was told at the same head.
fn in_hand(of: Object, held: &Held, rows: &[Row], head: &HeadUsed) -> Result<Option<Amount>, Failure> {
    if held.head.size == head.size {
        return Ok(Some(held.sums.in_hand()));
    }
    if matches!(of, Object::Receipt(_)) {
        return Ok(None);
    }
    let left =
        rows.iter().try_fold(Amount::ZERO, |sum, row| sum.checked_add(row.amount_in)?.checked_sub(row.amount_out));
    left.map(Some).ok_or_else(|| values::nonsense("sum"))
}

fn set(index: u64) -> Option<u64> {
    (index != 0).then_some(index)
}

const fn balance_object(of: Object) -> api::get_balance_request::Object {
    use api::get_balance_request::Object as Asked;
    match of {
        Object::Fund(id) => Asked::Fund(id.0),
        Object::Account(id) => Asked::Account(id.0),
        Object::Line(id) => Asked::Line(id.0),
        Object::Grant(id) => Asked::Grant(id.0),
        Object::Office(id) => Asked::Office(id.0),
        Object::Receipt(id) => Asked::Receipt(id.0),
    }
}

const fn statement_object(of: Object) -> api::get_statement_request::Object {
    use api::get_statement_request::Object as Asked;
    match of {
        Object::Fund(id) => Asked::Fund(id.0),
        Object::Account(id) => Asked::Account(id.0),
        Object::Line(id) => Asked::Line(id.0),
        Object::Grant(id) => Asked::Grant(id.0),
        Object::Office(id) => Asked::Office(id.0),
        Object::Receipt(id) => Asked::Receipt(id.0),
    }
}
