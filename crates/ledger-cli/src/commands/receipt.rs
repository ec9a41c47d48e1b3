//! `receipt record`: an officer's verb. Malformed is usage and names the field; a rule's no is a refusal of its own.

use super::remote::Remote;
use crate::args::{Origin, Record, Way};
use crate::audit::SCHEMA_VERSION;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::run::Desk;
use ledger_core::time::{Day, FIRST_SOLAR_YEAR, LAST_SOLAR_YEAR};
use ledger_log::Hash;
use ledger_wire::amount::{grouped, parse_amount};
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::ledger::v1::receipt_service_client::ReceiptServiceClient;
use ledger_wire::proto::record::v1 as record;
use serde::Serialize;

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
pub(crate) fn record(asked: &Record, desk: &mut Desk<'_>) -> Result<Exit, Failure> {
    let receipt = receipt(asked)?;
    let rials = receipt.amount.as_ref().map_or(0, |money| money.amount);
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
        amount: rials.to_string(),
        unit: "IRR",
        link: <[u8; 32]>::try_from(recorded.link).ok().map(|link| Hash::from_bytes(link).to_string()),
        entry_count: happened.then_some(recorded.entry_count),
    };
    desk.answer(&answer, |look, out| {
        let amount = if look.plain { answer.amount.clone() } else { grouped(rials) };
        if answer.dry_run {
            return writeln!(out, "would be recorded: {amount} IRR; nothing was recorded");
        }
        let unknown = || "not readable with this key".to_owned();
        writeln!(out, "recorded: {amount} IRR")?;
        writeln!(out, "index {}", recorded.index)?;
        writeln!(out, "receipt number {}", answer.receipt_number.map_or_else(unknown, |number| number.to_string()))?;
        writeln!(out, "link {} after {} entries", answer.link.as_deref().unwrap_or("unknown"), recorded.entry_count)?;
        writeln!(out, "request id {}", answer.request_id)
    })?;
    Ok(Exit::Verified)
}

/// The number is the server's to choose, so it is asked for afterwards; who may record may not always read.
fn number_of(remote: &Remote, receipt: u64) -> Option<u64> {
    let mut client = ReceiptServiceClient::new(remote.channel());
    let answer = remote.wait(client.get_receipt(remote.request(api::GetReceiptRequest { receipt }))).ok()?;
    answer.receipt.map(|receipt| receipt.receipt_number)
}

fn receipt(asked: &Record) -> Result<api::RecordReceipt, Failure> {
    let rials = parse_amount(&asked.amount).map_err(|error| malformed("amount", &error.to_string()))?;
    let restricted = asked.programme.is_some() || asked.area.is_some();
    let restriction = api::Restriction {
        programme: asked.programme.unwrap_or(0),
        area: asked.area.unwrap_or(0),
        ..api::Restriction::default()
    };
    Ok(api::RecordReceipt {
        office: asked.office,
        account: asked.account,
        amount: Some(api::Money { amount: rials, unit: "IRR".to_owned() }),
        source: source(asked.source).into(),
        restriction: restricted.then_some(restriction),
        donor: asked.donor.unwrap_or(0),
        channel: channel(asked.channel).into(),
        payment: payment(asked)?,
        booking_date: date("booking-date", asked.booking_date.as_deref())?,
        value_date: date("value-date", asked.value_date.as_deref())?,
        campaign: 0,
        pledge: 0,
    })
}

fn payment(asked: &Record) -> Result<Option<api::ExternalPayment>, Failure> {
    let (Some(terminal), Some(reference)) = (asked.terminal.clone(), asked.reference.clone()) else {
        return Ok(None);
    };
    let settlement_date = date("settlement-date", asked.settlement_date.as_deref())?;
    Ok(Some(api::ExternalPayment { terminal, settlement_date, reference }))
}

/// A day in either calendar: their years do not meet.
fn date(field: &str, text: Option<&str>) -> Result<Option<api::Date>, Failure> {
    let Some(text) = text else { return Ok(None) };
    let year = text.split('-').next().and_then(|year| year.parse::<u16>().ok());
    let is_solar = year.is_some_and(|year| (FIRST_SOLAR_YEAR..=LAST_SOLAR_YEAR).contains(&year));
    let day = if is_solar { Day::parse_solar(text) } else { Day::parse_iso(text) };
    let (year, month, day) = day.map_err(|error| malformed(field, &error.to_string()))?.to_ymd();
    Ok(Some(api::Date { year, month: i32::from(month), day: i32::from(day) }))
}

fn malformed(field: &str, why: &str) -> Failure {
    Failure::new(Exit::Usage, "malformed", format!("--{field}: {why}"))
}

const fn source(origin: Origin) -> record::Source {
    match origin {
        Origin::PublicDonation => record::Source::PublicDonation,
        Origin::Company => record::Source::Company,
        Origin::Assembly => record::Source::Assembly,
        Origin::StateCredit => record::Source::StateCredit,
    }
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

/// A random UUID (version 4).
fn random_id() -> Result<String, Failure> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| Failure::tool(format!("no random request id: {error}")))?;
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    Ok(uuid(bytes))
}

/// Sixteen bytes as a UUID is written.
pub(super) fn uuid(bytes: [u8; 16]) -> String {
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}
