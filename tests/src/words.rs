//! Messages, written short: what a client would have to say anyway.

use ledger_core::time::{Day, Timestamp};
use ledger_wire::proto::ledger::v1 as api;
use ledger_wire::proto::record::v1::{Channel, Source};
use std::time::{SystemTime, UNIX_EPOCH};

/// The unit of every book of today.
pub const UNIT: &str = "IRR";

/// So many rials.
#[must_use]
pub fn rials(amount: i64) -> Option<api::Money> {
    Some(api::Money { amount, unit: UNIT.to_owned() })
}

/// A day, as the API has it.
#[must_use]
pub fn date(day: Day) -> Option<api::Date> {
    let (year, month, day) = day.to_ymd();
    Some(api::Date { year, month: i32::from(month), day: i32::from(day) })
}

/// Today in Tehran.
///
/// # Panics
/// If the clock of the machine is before 1970.
#[must_use]
pub fn today() -> Day {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock after 1970");
    Timestamp::from_micros(i64::try_from(since.as_micros()).expect("a time that fits")).tehran_day(210)
}

/// The national id of a synthetic person: those that begin with 999 are never issued.
///
/// # Panics
/// If there are not so many.
#[must_use]
pub fn national_id(serial: u32) -> String {
    assert!((1..1_000_000).contains(&serial), "six digits, and not all of them zero");
    let nine = format!("999{serial:06}");
    let weighted = nine.bytes().zip((2..=10_u32).rev()).map(|(digit, weight)| u32::from(digit - b'0') * weight);
    let rest = weighted.sum::<u32>() % 11;
    let check = if rest < 2 { rest } else { 11 - rest };
    format!("{nine}{check}")
}

/// The Sheba of a synthetic account.
///
/// # Panics
/// If there are not so many.
#[must_use]
pub fn sheba(serial: u32) -> String {
    let account = format!("010{serial:019}");
    // `IR` is 18 and 27 in the IBAN rule, and the whole has to leave 1.
    let remainder = |text: &str| text.bytes().fold(0, |rest, digit| (rest * 10 + u32::from(digit - b'0')) % 97);
    let check = 98 - remainder(&format!("{account}182700"));
    format!("IR{check:02}{account}")
}

/// A synthetic person, to the register.
#[must_use]
pub fn person(serial: u32) -> api::Identity {
    api::Identity { r#type: api::IdentityType::NationalId.into(), value: national_id(serial) }
}

/// Cash at the desk of an office, from nobody in particular, for nothing in particular.
#[must_use]
pub fn cash(office: u64, account: u64, amount: i64) -> api::RecordReceipt {
    api::RecordReceipt {
        office,
        account,
        amount: rials(amount),
        source: Source::PublicDonation.into(),
        restriction: None,
        donor: 0,
        channel: Channel::CashDesk.into(),
        payment: None,
        booking_date: None,
        value_date: None,
        campaign: 0,
        pledge: 0,
    }
}

/// The same by card, with the payment's reference.
#[must_use]
pub fn by_card(office: u64, account: u64, amount: i64, reference: &str) -> api::RecordReceipt {
    let payment = api::ExternalPayment {
        terminal: "T-1".to_owned(),
        settlement_date: date(Day::from_ymd(2026, 11, 1).expect("a day")),
        reference: reference.to_owned(),
    };
    api::RecordReceipt { channel: Channel::Card.into(), payment: Some(payment), ..cash(office, account, amount) }
}
