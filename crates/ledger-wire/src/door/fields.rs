//! Reading single fields of a request. Each reader gives the value or notes what is wrong and gives nothing, so
//! that all of a message can be read before anybody gives up.

use super::malformed::{Malformed, Violation};
use super::path::Path;
use super::request_id::parse_request_id;
use super::{Door, TokenKeys};
use crate::proto::ledger::v1::{Date, Money};
use crate::record::Choice;
use core::fmt::Display;
use ledger_core::ids::RequestId;
use ledger_core::money::Amount;
use ledger_core::text::{Code, Name};
use ledger_core::time::{Day, FiscalYear, Timestamp};

/// The fields of one message of a request.
#[derive(Debug)]
pub struct Fields<'a> {
    door: &'a Door,
    path: Path<'a>,
    problems: &'a mut Malformed,
}

/// A field that may be absent: nothing wrong and a value, or nothing wrong and none.
pub(super) type Optional<T> = Option<Option<T>>;

impl<'a> Fields<'a> {
    pub(super) const fn new(door: &'a Door, problems: &'a mut Malformed) -> Self {
        Self { door, path: Path::ROOT, problems }
    }

    /// The fields of the message in a field.
    pub(super) const fn inside(&mut self, field: &'static str) -> Fields<'_> {
        Fields { door: self.door, path: self.path.field(field), problems: &mut *self.problems }
    }

    /// The fields of one of the messages in a repeated field.
    pub(super) const fn element(&mut self, field: &'static str, position: usize) -> Fields<'_> {
        Fields { door: self.door, path: self.path.element(field, position), problems: &mut *self.problems }
    }

    pub(super) const fn tokens(&self) -> &TokenKeys {
        &self.door.tokens
    }

    /// Notes what is wrong with a field; the answer is always nothing.
    pub(super) fn wrong<T>(&mut self, field: &'static str, what: &dyn Display) -> Option<T> {
        let violation = Violation { field: self.path.field(field).to_string(), description: what.to_string() };
        self.problems.violations.push(violation);
        None
    }

    /// The same for the message itself.
    pub(super) fn wrong_itself<T>(&mut self, what: &dyn Display) -> Option<T> {
        let violation = Violation { field: self.path.to_string(), description: what.to_string() };
        self.problems.violations.push(violation);
        None
    }

    fn noted<T, E: Display>(&mut self, field: &'static str, read: Result<T, E>) -> Option<T> {
        read.map_err(|fault| self.wrong::<()>(field, &fault)).ok()
    }

    pub(super) fn request_id(&mut self, field: &'static str, text: &str) -> Option<RequestId> {
        self.noted(field, parse_request_id(text))
    }

    /// A reference that must be there.
    pub(super) fn reference<T>(&mut self, field: &'static str, index: u64, id: impl FnOnce(u64) -> T) -> Option<T> {
        if index == 0 { self.wrong(field, &"is required") } else { Some(id(index)) }
    }

    pub(super) fn code(&mut self, field: &'static str, text: &str) -> Option<Code> {
        self.noted(field, Code::new(text))
    }

    pub(super) fn name(&mut self, field: &'static str, text: &str) -> Option<Name> {
        self.noted(field, Name::new(text))
    }

    pub(super) fn fixed<const N: usize>(&mut self, field: &'static str, bytes: &[u8]) -> Option<[u8; N]> {
        match <[u8; N]>::try_from(bytes) {
            Ok(bytes) => Some(bytes),
            Err(_) if bytes.is_empty() => self.wrong(field, &"is required"),
            Err(_) => self.wrong(field, &format_args!("has {} bytes instead of {N}", bytes.len())),
        }
    }

    pub(super) fn choice<T: Choice>(&mut self, field: &'static str, number: i32) -> Option<T> {
        match T::of(number) {
            Some(choice) => Some(choice),
            None if number == 0 => self.wrong(field, &"is required"),
            None => self.wrong(field, &"has a number that stands for nothing"),
        }
    }

    pub(super) fn amount(&mut self, field: &'static str, money: Option<&Money>) -> Option<Amount> {
        match money {
            Some(money) => self.inside(field).money(money),
            None => self.wrong(field, &"is required"),
        }
    }

    pub(super) fn optional_amount(&mut self, field: &'static str, money: Option<&Money>) -> Optional<Amount> {
        money.map_or(Some(None), |money| self.inside(field).money(money).map(Some))
    }

    fn money(&mut self, money: &Money) -> Option<Amount> {
        let Money { amount, unit } = money;
        let unit = match unit.as_str() {
            "" => self.wrong("unit", &"is required: a number without its unit is no amount"),
            unit if unit != self.door.unit.as_str() => {
                let book = self.door.unit.clone();
                self.wrong("unit", &format_args!("is not the unit of the book, which is {book}"))
            }
            _ => Some(()),
        };
        let amount = match u64::try_from(*amount).map(Amount::new) {
            Ok(Some(amount)) if !amount.is_zero() => Some(amount),
            Ok(_) => self.wrong("amount", &"must be above zero"),
            Err(_) => self.wrong("amount", &"is below zero"),
        };
        unit.and(amount)
    }

    pub(super) fn day(&mut self, field: &'static str, date: Option<&Date>) -> Option<Day> {
        match date {
            Some(date) => self.date(field, date),
            None => self.wrong(field, &"is required"),
        }
    }

    pub(super) fn optional_day(&mut self, field: &'static str, date: Option<&Date>) -> Optional<Day> {
        date.map_or(Some(None), |date| self.date(field, date).map(Some))
    }

    fn date(&mut self, field: &'static str, date: &Date) -> Option<Day> {
        let Date { year, month, day } = *date;
        match (u8::try_from(month), u8::try_from(day)) {
            (Ok(month), Ok(day)) => self.noted(field, Day::from_ymd(year, month, day)),
            _ => self.wrong(field, &"is no date of the Gregorian calendar"),
        }
    }

    pub(super) fn fiscal_year(&mut self, field: &'static str, number: u32) -> Option<FiscalYear> {
        match u16::try_from(number) {
            Ok(0) => self.wrong(field, &"is required"),
            Ok(number) => self.noted(field, FiscalYear::new(number)),
            Err(_) => self.wrong(field, &"is no year of the Solar Hijri calendar"),
        }
    }

    pub(super) fn instant(&mut self, field: &'static str, time: Option<prost_types::Timestamp>) -> Option<Timestamp> {
        let Some(prost_types::Timestamp { seconds, nanos }) = time else {
            return self.wrong(field, &"is required");
        };
        let micros = match u32::try_from(nanos) {
            Ok(nanos) if nanos < 1_000_000_000 && nanos.is_multiple_of(1_000) => i64::from(nanos / 1_000),
            _ => return self.wrong(field, &"is not in whole microseconds"),
        };
        match seconds.checked_mul(1_000_000).and_then(|whole| whole.checked_add(micros)) {
            Some(micros) => Some(Timestamp::from_micros(micros)),
            None => self.wrong(field, &"is out of range"),
        }
    }
}
