//! `list payments`: the payments that are on their way, as a file that only its owner can read.

use crate::args::ListPayments;
use crate::commands::remote::Remote;
use crate::commands::view::{Cell, View};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::run::Desk;
use ledger_core::money::Amount;
use ledger_core::text::Name;
use ledger_wire::identifiers::Sheba;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::grant_service_client::GrantServiceClient;
use ledger_wire::sheets::{PaymentLine, PersonName, write_payments};
use ledger_wire::words::Text;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// Names and accounts are nobody's business but the bank's.
const OWNER_ONLY: u32 = 0o600;

/// Answers `list payments`.
pub(super) fn payments(asked: &ListPayments, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let remote = Remote::open(&asked.server, desk)?;
    let mut client = GrantServiceClient::new(remote.channel());
    let ask = api::GetPaymentFileRequest { list: asked.list };
    let answer = remote.read(client.get_payment_file(remote.request(ask)))?;
    let lines: Vec<PaymentLine> = answer.rows.iter().map(|row| line(asked.list, row)).collect::<Result<_, _>>()?;
    keep(&asked.out, &write_payments(&lines))
        .map_err(|error| Failure::usage(format!("{} cannot be written: {error}", asked.out.display())))?;
    let facts = vec![
        (Text::File, Cell::Verbatim(asked.out.display().to_string())),
        (Text::List, Cell::Index(asked.list)),
        (Text::Part, Cell::Count(u64::from(answer.part))),
        (Text::LineCount, Cell::Count(u64::try_from(lines.len()).unwrap_or(u64::MAX))),
        (Text::Total, Cell::money(answer.total.as_ref())),
        (Text::Account, Cell::Index(answer.account)),
    ];
    let view = View { facts, tables: Vec::new(), head: Some(remote.head(answer.head)?) };
    desk.answer(&view, |look, out| view.write(look, out))?;
    Ok(Exit::Verified)
}

/// A file that is there already may be one that is at the bank: it is never written over.
fn keep(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(OWNER_ONLY).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn line(list: u64, row: &api::PaymentRow) -> Result<PaymentLine, Failure> {
    let unsound = || Failure::tool(format!("the server's payment of line {} is not sound", row.line));
    let rials = row.amount.as_ref().and_then(|money| u64::try_from(money.amount).ok());
    Ok(PaymentLine {
        line: row.line,
        sheba: Sheba::parse(&row.sheba).map_err(|_| unsound())?,
        name: PersonName::parse(&row.name).map_err(|_| unsound())?,
        amount: rials.and_then(Amount::new).ok_or_else(unsound)?,
        description: Name::new(&format!("{list}/{}", row.line)).map_err(|_| unsound())?,
    })
}
