//! The fiscal year: 1 Farvardin to the end of Esfand of one Solar Hijri year.

use std::fmt;

use super::day::Day;
use super::no_such_date::NoSuchDate;
use super::solar::{check_year, nowruz};

/// A Solar Hijri fiscal year, 1206 to 1498. `Display` writes the number, `1404`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FiscalYear(u16);

impl FiscalYear {
    /// The fiscal year of this number.
    ///
    /// # Errors
    /// `YearOutside` where the calendar has no table.
    pub fn new(year: u16) -> Result<Self, NoSuchDate> {
        check_year(year)?;
        Ok(Self(year))
    }

    /// The fiscal year in which a day lies.
    ///
    /// # Errors
    /// `BeyondCalendar` where the calendar has no table.
    pub fn of(day: Day) -> Result<Self, NoSuchDate> {
        Ok(Self(day.solar()?.year()))
    }

    /// The number of the year.
    #[must_use]
    pub const fn number(self) -> u16 {
        self.0
    }

    /// 1 Farvardin.
    #[must_use]
    pub const fn first_day(self) -> Day {
        Day::from_epoch_days(nowruz(self.0))
    }

    /// The last day of Esfand, the 29th or the 30th.
    #[must_use]
    pub const fn last_day(self) -> Day {
        Day::from_epoch_days(nowruz(self.0 + 1) - 1)
    }

    /// Whether a day lies in this year.
    #[must_use]
    pub fn contains(self, day: Day) -> bool {
        (self.first_day()..=self.last_day()).contains(&day)
    }

    /// The year after this one.
    ///
    /// # Errors
    /// `YearOutside` after the last year of the calendar.
    pub fn successor(self) -> Result<Self, NoSuchDate> {
        Self::new(self.0 + 1)
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fiscal_year_ends_the_day_before_the_next_begins() {
        for number in 1206..1498 {
            let year = FiscalYear::new(number).unwrap();
            let next = year.successor().unwrap();
            assert_eq!(year.last_day().checked_add_days(1), Some(next.first_day()));
            assert!(year.contains(year.first_day()) && year.contains(year.last_day()));
            assert!(!year.contains(next.first_day()));
            assert_eq!(FiscalYear::of(year.last_day()), Ok(year));
        }
    }

    #[test]
    fn the_ceremony_lies_in_the_year_1404() {
        let year = FiscalYear::of(Day::from_ymd(2025, 10, 20).unwrap()).unwrap();
        assert_eq!(year.to_string(), "1404");
        assert_eq!(year.first_day().to_string(), "2025-03-21");
        assert_eq!(year.last_day().to_string(), "2026-03-20");
    }

    #[test]
    fn there_is_no_fiscal_year_outside_the_calendar() {
        let last = FiscalYear::new(1498).unwrap();
        assert_eq!(last.last_day().solar().unwrap().to_string(), "1498-12-30");
        let outside = NoSuchDate::YearOutside { year: 1499, first: 1206, last: 1498 };
        assert_eq!(last.successor(), Err(outside));
        assert!(FiscalYear::new(1205).is_err());
        assert!(FiscalYear::of(Day::from_epoch_days(i32::MAX)).is_err());
    }
}
