//! When what happens, on the book's own clock.

use ledger_core::time::{Day, NoSuchDate, Timestamp};

/// The fiscal year of the ceremony.
pub const YEAR: u32 = 1404;

const MICROS_IN_MINUTE: i64 = 60_000_000;
const MINUTES_IN_DAY: i64 = 24 * 60;
/// Minutes that Tehran is ahead of UTC.
const AHEAD_MINUTES: i64 = 210;

/// The days of the ceremony, all in Mehr 1404.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Occasion {
    /// The book is opened and the register is filled.
    Register = 20,
    /// Donors make themselves known.
    Donors = 21,
    /// The first day of gifts; the others follow.
    Gifts = 22,
    /// Money is allotted and notified, beneficiaries are enrolled.
    Allotment = 27,
    /// Grants are applied for, decided, awarded, ordered: 2025-10-20.
    Ceremony = 28,
    /// The bank's results.
    Results = 29,
    /// What came back is paid again or cancelled.
    Again = 30,
}

impl Occasion {
    /// Its day.
    ///
    /// # Errors
    /// If the calendar has no such day.
    pub fn day(self) -> Result<Day, NoSuchDate> {
        Day::from_solar(1404, 7, self as u8)
    }
}

/// The time to open the book at: an hour before its first act.
///
/// # Errors
/// If the calendar has no such day.
pub fn opened_at() -> Result<Timestamp, NoSuchDate> {
    Ok(at_hour(Occasion::Register.day()?, 8))
}

/// An hour of a day in Tehran.
#[must_use]
pub fn at_hour(day: Day, hour: u8) -> Timestamp {
    let minutes = i64::from(day.epoch_days()) * MINUTES_IN_DAY + i64::from(hour) * 60 - AHEAD_MINUTES;
    Timestamp::from_micros(minutes * MICROS_IN_MINUTE)
}

/// A day so many days later.
#[must_use]
pub const fn after(day: Day, days: i32) -> Day {
    Day::from_epoch_days(day.epoch_days().saturating_add(days))
}

/// A day for people: Solar Hijri, and ISO beside it.
#[must_use]
pub fn shown(day: Day) -> String {
    day.solar().map_or_else(|_| day.to_string(), |solar| format!("{solar} ({day})"))
}

#[cfg(test)]
mod tests {
    use super::{Occasion, at_hour, shown};

    #[test]
    fn the_ceremony_is_on_the_day_that_it_was_on() {
        let day = Occasion::Ceremony.day().expect("a day");
        assert_eq!(shown(day), "1404-07-28 (2025-10-20)");
        assert_eq!(at_hour(day, 9).to_string(), "2025-10-20T05:30:00.000000Z");
    }
}
