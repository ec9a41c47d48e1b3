//! Reading single fields of a request. Each reader gives the value or notes what is wrong and gives nothing, so
//! that all of a message can be read before anybody gives up.

use super::malformed::Violation;
use super::openings::{Found, Openings};
use super::path::Path;
use super::request_id::parse_request_id;
use super::{Door, Facts, TokenKeys};
use crate::identifiers::Sheba;
use crate::proto::ledger::v1::{Date, Money};
use crate::record::Choice;
use core::fmt::Display;
use core::ops::RangeInclusive;
use ledger_core::ids::{BeneficiaryId, Commitment, RequestId};
use ledger_core::money::Amount;
use ledger_core::text::{Code, Name};
use ledger_core::time::{Day, FiscalYear, Timestamp};

/// The fields of one message of a request.
pub struct Fields<'a> {
    door: &'a Door,
    path: Path<'a>,
    found: &'a mut Found,
    openings: &'a mut dyn Openings,
    facts: &'a dyn Facts,
}

/// A field that may be absent: nothing wrong and a value, or nothing wrong and none.
pub(super) type Optional<T> = Option<Option<T>>;

/// A reference that may be unset.
pub(super) fn optional<T>(index: u64, id: impl FnOnce(u64) -> T) -> Option<T> {
    (index != 0).then(|| id(index))
}

impl<'a> Fields<'a> {
    pub(super) fn new(
        door: &'a Door,
        found: &'a mut Found,
        openings: &'a mut dyn Openings,
        facts: &'a dyn Facts,
    ) -> Self {
        Self { door, path: Path::ROOT, found, openings, facts }
    }

    /// The fields of the message in a field.
    pub(super) fn inside(&mut self, field: &'static str) -> Fields<'_> {
        let Self { door, path, found, openings, facts } = self;
        Fields { door, path: path.field(field), found, openings: &mut **openings, facts: *facts }
    }

    /// The fields of one of the messages in a repeated field.
    pub(super) fn element(&mut self, field: &'static str, position: usize) -> Fields<'_> {
        let Self { door, path, found, openings, facts } = self;
        Fields { door, path: path.element(field, position), found, openings: &mut **openings, facts: *facts }
    }

    /// The fields of an item of a batch: what it commits to is committed to as of this item.
    pub(super) fn item(&mut self, field: &'static str, position: usize) -> Fields<'_> {
        self.found.item = u32::try_from(position).unwrap_or(u32::MAX);
        self.element(field, position)
    }

    pub(super) const fn tokens(&self) -> &TokenKeys {
        &self.door.tokens
    }

    /// What may be looked up in the book.
    pub(super) fn facts(&self) -> &dyn Facts {
        self.facts
    }

    /// Commits to a datum of this person; nothing, while the request has no id.
    pub(super) fn commit(&mut self, subject: BeneficiaryId, field: &'static str, value: &[u8]) -> Option<Commitment> {
        self.found.commit(self.openings, subject, field, value)
    }

    /// Notes what is wrong with a field; the answer is always nothing.
    pub(super) fn wrong<T>(&mut self, field: &'static str, what: &dyn Display) -> Option<T> {
        let violation = Violation { field: self.path.field(field).to_string(), description: what.to_string() };
        self.found.problems.violations.push(violation);
        None
    }

    /// The same for the message itself.
    pub(super) fn wrong_itself<T>(&mut self, what: &dyn Display) -> Option<T> {
        let violation = Violation { field: self.path.to_string(), description: what.to_string() };
        self.found.problems.violations.push(violation);
        None
    }

    fn noted<T, E: Display>(&mut self, field: &'static str, read: Result<T, E>) -> Option<T> {
        read.map_err(|fault| self.wrong::<()>(field, &fault)).ok()
    }

    pub(super) fn request_id(&mut self, field: &'static str, text: &str) -> Option<RequestId> {
        let id = self.noted(field, parse_request_id(text))?;
        self.found.request = Some(id);
        Some(id)
    }

    /// A reference that must be there.
    pub(super) fn reference<T>(&mut self, field: &'static str, index: u64, id: impl FnOnce(u64) -> T) -> Option<T> {
        if index == 0 { self.wrong(field, &"is required") } else { Some(id(index)) }
    }

    /// References of which each must be there, none twice, and not too many.
    pub(super) fn references<T>(
        &mut self,
        field: &'static str,
        indices: &[u64],
        most: usize,
        id: impl Fn(u64) -> T,
    ) -> Option<Vec<T>> {
        let mut seen = std::collections::BTreeSet::new();
        if indices.len() > most {
            return self.wrong(field, &format_args!("has {} references; at most {most} are allowed", indices.len()));
        }
        if indices.iter().any(|index| *index == 0 || !seen.insert(*index)) {
            return self.wrong(field, &"names something twice, or nothing");
        }
        Some(indices.iter().map(|index| id(*index)).collect())
    }

    /// Refuses a repeated field that has nothing in it, or too much.
    pub(super) fn counted(&mut self, field: &'static str, count: usize, most: usize) -> Option<()> {
        match count {
            0 => self.wrong(field, &"must not be empty"),
            count if count > most => {
                self.wrong(field, &format_args!("has {count} elements; at most {most} are allowed"))
            }
            _ => Some(()),
        }
    }

    /// A small number within bounds.
    pub(super) fn within<T: TryFrom<u32>>(
        &mut self,
        field: &'static str,
        number: u32,
        bounds: RangeInclusive<u32>,
    ) -> Option<T> {
        let (least, most) = (bounds.start(), bounds.end());
        match T::try_from(number) {
            Ok(found) if bounds.contains(&number) => Some(found),
            Ok(_) | Err(_) => self.wrong(field, &format_args!("must be {least} to {most}")),
        }
    }

    /// A count of units of goods.
    pub(super) fn units(&mut self, field: &'static str, count: u64) -> Option<Amount> {
        match Amount::new(count) {
            Some(units) if !units.is_zero() => Some(units),
            Some(_) => self.wrong(field, &"must be above zero"),
            None => self.wrong(field, &"is larger than any amount"),
        }
    }

    pub(super) fn code(&mut self, field: &'static str, text: &str) -> Option<Code> {
        self.noted(field, Code::new(text))
    }

    pub(super) fn name(&mut self, field: &'static str, text: &str) -> Option<Name> {
        self.noted(field, Name::new(text))
    }

    /// An account; what is wrong with it is said without a digit of it.
    pub(super) fn sheba(&mut self, field: &'static str, text: &str) -> Option<Sheba> {
        self.noted(field, Sheba::parse(text).map_err(|invalid| invalid.fault))
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
