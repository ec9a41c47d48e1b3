//! A day, counted from 1970-01-01, and its ISO (Gregorian) date.

use std::fmt;

use super::low_byte;
use super::no_such_date::{NoSuchDate, ParseDateError, split};

/// Days in 400 Gregorian years, after which the calendar repeats.
const DAYS_IN_ERA: i32 = 146_097;

/// From 0000-03-01, where an era starts, to 1970-01-01: four eras and this many days.
const ERAS_TO_EPOCH: i32 = 4;
const DAYS_TO_EPOCH: i32 = 135_080;

const FIRST_ISO_YEAR: i32 = 1;
const LAST_ISO_YEAR: i32 = 9999;

/// A calendar day without a time of day, as days since 1970-01-01 (negative before it).
///
/// `Display` writes the ISO date, `2025-10-20`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// The day that lies so many days after 1970-01-01.
    #[must_use]
    pub const fn from_epoch_days(epoch_days: i32) -> Self {
        Self(epoch_days)
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub const fn epoch_days(self) -> i32 {
        self.0
    }

    /// The day of an ISO date of the years 1 to 9999.
    ///
    /// # Errors
    /// Names the part that is impossible.
    pub fn from_ymd(year: i32, month: u8, day: u8) -> Result<Self, NoSuchDate> {
        let (first, last) = (FIRST_ISO_YEAR, LAST_ISO_YEAR);
        if !(first..=last).contains(&year) {
            return Err(NoSuchDate::YearOutside { year, first, last });
        }
        let last = days_in_month(year, month).ok_or(NoSuchDate::MonthOutside { month })?;
        if !(1..=last).contains(&day) {
            return Err(NoSuchDate::DayOutside { year, month, day, last });
        }
        Ok(Self(epoch_days(year, month, day)))
    }

    /// Year, month and day of the ISO date. Total: every day has one.
    #[must_use]
    pub const fn to_ymd(self) -> (i32, u8, u8) {
        // The era comes off first, so that the shift to 0000-03-01 cannot overflow.
        let shifted = self.0.rem_euclid(DAYS_IN_ERA) + DAYS_TO_EPOCH;
        let era = self.0.div_euclid(DAYS_IN_ERA) + ERAS_TO_EPOCH + shifted / DAYS_IN_ERA;
        let day_of_era = shifted % DAYS_IN_ERA;
        let leap_days = day_of_era / 1_460 - day_of_era / 36_524 + day_of_era / 146_096;
        let year_of_era = (day_of_era - leap_days) / 365;
        let day_of_year = day_of_era - days_before_year(year_of_era);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - days_before_month(month_from_march) + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = era * 400 + year_of_era + if month <= 2 { 1 } else { 0 };
        (year, low_byte(month), low_byte(day))
    }

    /// The day of an ISO date text, `2025-10-20`, in ASCII digits.
    ///
    /// # Errors
    /// The shape, or the part that is impossible.
    pub fn parse_iso(text: &str) -> Result<Self, ParseDateError> {
        let (year, month, day) = split(text)?;
        Ok(Self::from_ymd(i32::from(year), month, day)?)
    }

    /// The day so many days later (or earlier, if negative); `None` beyond the countable days.
    #[must_use]
    pub const fn checked_add_days(self, days: i32) -> Option<Self> {
        match self.0.checked_add(days) {
            Some(sum) => Some(Self(sum)),
            None => None,
        }
    }

    /// Days from this day to a later one; negative if `later` is earlier.
    #[must_use]
    pub fn days_until(self, later: Self) -> i64 {
        i64::from(later.0) - i64::from(self.0)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.to_ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// The caller has checked the date. Years are counted from March, so that a leap day ends its year.
fn epoch_days(year: i32, month: u8, day: u8) -> i32 {
    let year_from_march = if month <= 2 { year - 1 } else { year };
    let month_from_march = (i32::from(month) + 9) % 12;
    let era = year_from_march.div_euclid(400);
    let day_of_year = days_before_month(month_from_march) + i32::from(day) - 1;
    let day_of_era = days_before_year(year_from_march.rem_euclid(400)) + day_of_year;
    (era - ERAS_TO_EPOCH) * DAYS_IN_ERA + day_of_era - DAYS_TO_EPOCH
}

const fn days_before_year(year_of_era: i32) -> i32 {
    year_of_era * 365 + year_of_era / 4 - year_of_era / 100
}

/// The line (153·m + 2) / 5 passes through the month lengths 31 30 31 30 31 | 31 30 31 30 31 | 31.
const fn days_before_month(month_from_march: i32) -> i32 {
    (153 * month_from_march + 2) / 5
}

fn days_in_month(year: i32, month: u8) -> Option<u8> {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 if is_leap(year) => Some(29),
        2 => Some(28),
        _ => None,
    }
}

fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_epoch_is_day_zero() {
        assert_eq!(Day::from_ymd(1970, 1, 1), Ok(Day::from_epoch_days(0)));
        assert_eq!(Day::from_epoch_days(0).to_string(), "1970-01-01");
        assert_eq!(Day::from_epoch_days(-1).to_string(), "1969-12-31");
    }

    #[test]
    fn every_iso_date_of_the_years_1_to_9999_is_one_day_and_no_day_is_missing() {
        let mut expected = Day::from_ymd(1, 1, 1).unwrap();
        for year in 1..=9999 {
            for month in 1..=12 {
                for day in 1..=days_in_month(year, month).unwrap() {
                    assert_eq!(Day::from_ymd(year, month, day), Ok(expected));
                    assert_eq!(expected.to_ymd(), (year, month, day));
                    expected = expected.checked_add_days(1).unwrap();
                }
            }
        }
        assert_eq!(expected.to_ymd(), (10_000, 1, 1));
    }

    #[test]
    fn the_first_and_last_countable_days_have_a_date() {
        assert_eq!(Day::from_epoch_days(i32::MIN).to_ymd(), (-5_877_641, 6, 23));
        assert_eq!(Day::from_epoch_days(i32::MAX).to_ymd(), (5_881_580, 7, 11));
        assert_eq!(Day::from_epoch_days(i32::MAX).checked_add_days(1), None);
        let (first, last) = (Day::from_epoch_days(i32::MIN), Day::from_epoch_days(i32::MAX));
        assert_eq!(first.days_until(last), i64::from(u32::MAX));
    }

    #[test]
    fn an_impossible_iso_date_says_which_part_is_impossible() {
        let short = NoSuchDate::DayOutside { year: 2025, month: 2, day: 29, last: 28 };
        assert_eq!(Day::from_ymd(2025, 2, 29), Err(short));
        assert_eq!(Day::from_ymd(2025, 13, 1), Err(NoSuchDate::MonthOutside { month: 13 }));
        assert_eq!(Day::from_ymd(2025, 0, 1), Err(NoSuchDate::MonthOutside { month: 0 }));
        for year in [i32::MIN, -1, 0, 10_000, i32::MAX] {
            let outside = NoSuchDate::YearOutside { year, first: 1, last: 9999 };
            assert_eq!(Day::from_ymd(year, 1, 1), Err(outside));
        }
        assert_eq!(short.to_string(), "2025-02 has 28 days, there is no day 29");
    }

    #[test]
    fn only_the_full_iso_shape_is_read() {
        assert_eq!(Day::parse_iso("2025-10-20"), Day::from_ymd(2025, 10, 20).map_err(Into::into));
        for text in ["", "2025-1-1", "2025/10/20", "20251020", " 2025-10-20", "2025-10-2x", "+025-10-20"] {
            assert_eq!(Day::parse_iso(text), Err(ParseDateError::Shape), "{text}");
        }
    }
}
