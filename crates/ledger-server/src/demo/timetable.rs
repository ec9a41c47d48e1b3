//! When what happens, on the book's own clock: a year of gifts, and the ceremony in the year after it.

use ledger_core::time::{Day, NoSuchDate, Timestamp};

/// The fiscal year of the gifts.
pub const GIFTS_YEAR: u16 = 1403;
/// The fiscal year of the ceremony.
pub const YEAR: u16 = 1404;

/// Days from one day of gifts to the next.
const GIFTS_EVERY: i32 = 15;

const MICROS_IN_MINUTE: i64 = 60_000_000;
const MINUTES_IN_DAY: i64 = 24 * 60;
/// Minutes that Tehran is ahead of UTC.
const AHEAD_MINUTES: i64 = 210;

/// The days of the story, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Occasion {
    /// The book is opened and the register is filled.
    Register,
    /// Campaigns are opened, donors make themselves known.
    Campaigns,
    /// The first day of gifts; the others follow.
    Gifts,
    /// State credit comes in, donors promise more for the next year.
    Promises,
    /// Some of it is kept, some is not.
    Kept,
    /// The rules and policies of the year are set.
    Rules,
    /// Goods come in.
    Goods,
    /// Dowry sets are handed over.
    Sets,
    /// Beneficiaries are enrolled and verified, their payees proposed and confirmed.
    Enrolment,
    /// Money is allotted and notified.
    Allotment,
    /// The list is submitted and approved.
    List,
    /// A payee changes after the approval.
    Change,
    /// The list is released: 2025-10-20.
    Ceremony,
    /// The bank's results.
    Results,
    /// New accounts for payments that came back.
    NewAccounts,
    /// They are released again.
    Again,
    /// The bank's results again.
    Settled,
}

impl Occasion {
    /// Year, month and day of the Solar Hijri calendar.
    const fn date(self) -> (u16, u8, u8) {
        match self {
            Self::Register => (GIFTS_YEAR, 1, 6),
            Self::Campaigns => (GIFTS_YEAR, 1, 15),
            Self::Gifts => (GIFTS_YEAR, 1, 20),
            Self::Promises => (GIFTS_YEAR, 12, 11),
            Self::Kept => (YEAR, 5, 20),
            Self::Rules => (YEAR, 6, 15),
            Self::Goods => (YEAR, 7, 6),
            Self::Sets => (YEAR, 7, 10),
            Self::Enrolment => (YEAR, 7, 14),
            Self::Allotment => (YEAR, 7, 20),
            Self::List => (YEAR, 7, 26),
            Self::Change => (YEAR, 7, 27),
            Self::Ceremony => (YEAR, 7, 28),
            Self::Results => (YEAR, 7, 29),
            Self::NewAccounts => (YEAR, 7, 30),
            Self::Again => (YEAR, 8, 3),
            Self::Settled => (YEAR, 8, 4),
        }
    }

    /// Its day.
    ///
    /// # Errors
    /// If the calendar has no such day.
    pub fn day(self) -> Result<Day, NoSuchDate> {
        let (year, month, day) = self.date();
        Day::from_solar(year, month, day)
    }
}

/// The days on which gifts are recorded.
///
/// # Errors
/// If the calendar has no such day.
pub fn gift_days(count: u64) -> Result<Vec<Day>, NoSuchDate> {
    let first = Occasion::Gifts.day()?;
    Ok((0..i32::try_from(count).unwrap_or(i32::MAX)).map(|number| after(first, number * GIFTS_EVERY)).collect())
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
    use super::{GIFTS_YEAR, Occasion, at_hour, gift_days, shown};

    #[test]
    fn the_ceremony_is_on_the_day_that_it_was_on() {
        let day = Occasion::Ceremony.day().expect("a day");
        assert_eq!(shown(day), "1404-07-28 (2025-10-20)");
        assert_eq!(at_hour(day, 9).to_string(), "2025-10-20T05:30:00.000000Z");
    }

    #[test]
    fn all_days_of_gifts_are_in_the_fiscal_year_of_the_gifts_and_before_the_promises() {
        let days = gift_days(22).expect("days");
        assert_eq!(days.len(), 22);
        assert!(days.iter().all(|day| day.solar().expect("a date").year() == GIFTS_YEAR));
        assert!(days.last() < Some(&Occasion::Promises.day().expect("a day")));
    }
}
