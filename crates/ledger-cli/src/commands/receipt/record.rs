//! `receipt record`: an officer's verb. Malformed is usage and names the field; a rule's no is a refusal of its own.

use crate::args::{Record, Way};
use crate::audit::SCHEMA_VERSION;
use crate::commands::asked;
use crate::commands::remote::Remote;
use crate::commands::writing::random_id;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::run::Desk;
use crate::show::Look;
use crate::typed::{self, UNIT};
use ledger_core::money::Amount;
use ledger_log::Hash;
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::receipt_service_client::ReceiptServiceClient;
use ledger_wire::proto::record::v1 as record;
use ledger_wire::words::{self, Text};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Answer {
    schema_version: u32,
    request_id: String,
    dry_run: bool,
    /// The receipt: the index of its entry.
    index: Option<u64>,
    name: Option<String>,
    receipt_number: Option<u64>,
    amount: String,
    unit: &'static str,
    /// The link after the act, and how many entries it commits to.
    link: Option<String>,
    entry_count: Option<u64>,
}

/// Answers `receipt record`.
pub(super) fn record(asked: &Record, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let amount = typed::amount("amount", &asked.amount)?;
    let receipt = receipt(asked, amount)?;
    let request_id = asked.request_id.clone().map_or_else(random_id, Ok)?;
    let remote = Remote::open(&asked.server, desk)?;
    let mut client = ReceiptServiceClient::new(remote.channel());
    let ask = api::RecordReceiptRequest {
        request_id: request_id.clone(),
        validate_only: asked.dry_run,
        receipt: Some(receipt),
    };
    let answered = remote.wait(client.record_receipt(remote.request(ask)));
    let recorded = answered.map_err(|no| no.of_write(&request_id))?.recorded.unwrap_or_default();
    let happened = !recorded.validated_only;
    let answer = Answer {
        schema_version: SCHEMA_VERSION,
        request_id,
        dry_run: recorded.validated_only,
        index: happened.then_some(recorded.index),
        name: happened.then_some(recorded.name),
        receipt_number: if happened { number_of(&remote, recorded.index) } else { None },
        amount: amount.to_string(),
        unit: UNIT,
        link: <[u8; 32]>::try_from(recorded.link).ok().map(|link| Hash::from_bytes(link).to_string()),
        entry_count: happened.then_some(recorded.entry_count),
    };
    desk.answer(&answer, |look, out| write_recorded(&answer, amount, look, out))?;
    Ok(Exit::Verified)
}

fn write_recorded(answer: &Answer, amount: Amount, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let (amount, said) = (look.money(amount), |text: Text| look.text(text));
    if answer.dry_run {
        return writeln!(out, "{}: {amount}; {}", said(Text::WouldBeRecorded), said(Text::NothingWasRecorded));
    }
    let unreadable = || said(Text::NotReadableWithThisKey).to_owned();
    let number = answer.receipt_number.map_or_else(unreadable, |number| number.to_string());
    let (index, entries) = (answer.index.unwrap_or_default(), answer.entry_count.unwrap_or_default());
    let link = answer.link.as_deref().unwrap_or(said(Text::Unknown));
    writeln!(out, "{}: {amount}", said(Text::Recorded))?;
    writeln!(out, "{} {index}", said(Text::Index))?;
    writeln!(out, "{} {number}", said(Text::ReceiptNumber))?;
    writeln!(out, "{}", words::link_after(link, entries, look.language()))?;
    writeln!(out, "{} {}", said(Text::RequestId), answer.request_id)
}

/// The number is the server's to choose, so it is asked for afterwards; who may record may not always read.
fn number_of(remote: &Remote, receipt: u64) -> Option<u64> {
    let mut client = ReceiptServiceClient::new(remote.channel());
    let answer = remote.wait(client.get_receipt(remote.request(api::GetReceiptRequest { receipt }))).ok()?;
    answer.receipt.map(|receipt| receipt.receipt_number)
}

fn receipt(asked: &Record, amount: Amount) -> Result<api::RecordReceipt, Failure> {
    let restricted = asked.programme.is_some() || asked.area.is_some();
    let restriction = api::Restriction {
        programme: asked.programme.unwrap_or(0),
        area: asked.area.unwrap_or(0),
        ..api::Restriction::default()
    };
    Ok(api::RecordReceipt {
        office: asked.office,
        account: asked.account,
        amount: Some(typed::money(amount)?),
        source: asked::source(asked.source).into(),
        restriction: restricted.then_some(restriction),
        donor: asked.donor.unwrap_or(0),
        channel: channel(asked.channel).into(),
        payment: payment(asked)?,
        booking_date: typed::date("booking-date", asked.booking_date.as_deref())?,
        value_date: typed::date("value-date", asked.value_date.as_deref())?,
        campaign: 0,
        pledge: 0,
    })
}

fn payment(asked: &Record) -> Result<Option<api::ExternalPayment>, Failure> {
    let (Some(terminal), Some(reference)) = (asked.terminal.clone(), asked.reference.clone()) else {
        return Ok(None);
    };
    let settlement_date = typed::date("settlement-date", asked.settlement_date.as_deref())?;
    Ok(Some(api::ExternalPayment { terminal, settlement_date, reference }))
}

const fn channel(way: Way) -> record::Channel {
    match way {
        Way::Portal => record::Channel::Portal,
        Way::Card => record::Channel::Card,
        Way::Transfer => record::Channel::Transfer,
        Way::Box => record::Channel::Box,
        Way::CashDesk => record::Channel::CashDesk,
    }
}
