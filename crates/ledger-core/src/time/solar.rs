//! The Solar Hijri calendar of Iran, for the years in which the arithmetic rule equals the official one.
//!
//! Six months of 31 days, five of 30, and Esfand with 29 or, in a leap year, 30. A year is leap when
//! (25·y + 11) mod 33 < 8. That rule is known to agree with the official table from 1206 to 1498;
//! outside these years there is no answer rather than a guess.

use std::fmt;

use super::day::Day;
use super::low_byte;
use super::no_such_date::{NoSuchDate, ParseDateError, split};

/// The first Solar Hijri year for which the leap rule is confirmed.
pub const FIRST_SOLAR_YEAR: u16 = 1206;

/// The last Solar Hijri year for which the leap rule is confirmed.
pub const LAST_SOLAR_YEAR: u16 = 1498;

/// What `365·y + ⌊(8·y + 21) / 33⌋` must be shifted by to give 1404-01-01 = 2025-03-21.
const YEAR_ZERO: i32 = -492_633;

/// Days in the six months of 31 days.
const DAYS_TO_MEHR: i32 = 186;

/// A date of the Solar Hijri calendar that exists. `Display` writes `1404-07-28`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SolarDate {
    year: u16,
    month: u8,
    day: u8,
}

impl SolarDate {
    /// The year, 1206 to 1498.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, from 1 (Farvardin) to 12 (Esfand).
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub const fn day_of_month(self) -> u8 {
        self.day
    }
}

impl fmt::Display for SolarDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Day {
    /// The day of a Solar Hijri date.
    ///
    /// # Errors
    /// Names the part that is impossible; 1404-12-30 does not exist, because 1404 is not leap.
    pub fn from_solar(year: u16, month: u8, day: u8) -> Result<Self, NoSuchDate> {
        check_year(year)?;
        let last = days_in_month(year, month).ok_or(NoSuchDate::MonthOutside { month })?;
        if !(1..=last).contains(&day) {
            let year = i32::from(year);
            return Err(NoSuchDate::DayOutside { year, month, day, last });
        }
        let since_nowruz = days_before_month(i32::from(month)) + i32::from(day) - 1;
        Ok(Self::from_epoch_days(nowruz(year) + since_nowruz))
    }

    /// The Solar Hijri date of this day.
    ///
    /// # Errors
    /// `BeyondCalendar` before 1206-01-01 and after 1498-12-30.
    pub fn solar(self) -> Result<SolarDate, NoSuchDate> {
        let epoch_days = self.epoch_days();
        let year = year_of(epoch_days).ok_or(NoSuchDate::BeyondCalendar { epoch_days })?;
        let since_nowruz = epoch_days - nowruz(year);
        let (month, day) = if since_nowruz < DAYS_TO_MEHR {
            (since_nowruz / 31 + 1, since_nowruz % 31 + 1)
        } else {
            let since_mehr = since_nowruz - DAYS_TO_MEHR;
            (since_mehr / 30 + 7, since_mehr % 30 + 1)
        };
        Ok(SolarDate { year, month: low_byte(month), day: low_byte(day) })
    }

    /// The day of a Solar Hijri date text, `1404-07-28`, in ASCII digits.
    ///
    /// # Errors
    /// The shape, or the part that is impossible.
    pub fn parse_solar(text: &str) -> Result<Self, ParseDateError> {
        let (year, month, day) = split(text)?;
        Ok(Self::from_solar(year, month, day)?)
    }
}

/// Refuses a year outside the calendar's table.
pub(super) fn check_year(year: u16) -> Result<(), NoSuchDate> {
    if (FIRST_SOLAR_YEAR..=LAST_SOLAR_YEAR).contains(&year) {
        return Ok(());
    }
    Err(NoSuchDate::YearOutside {
        year: i32::from(year),
        first: i32::from(FIRST_SOLAR_YEAR),
        last: i32::from(LAST_SOLAR_YEAR),
    })
}

/// Epoch days of 1 Farvardin.
///
/// As 25 ≡ −8 (mod 33), a year y is leap exactly when ⌊(8·y + 21) / 33⌋ grows by one from y to y+1,
/// so that this quotient counts the leap years before y without a loop.
pub(super) const fn nowruz(year: u16) -> i32 {
    let [low, high] = year.to_le_bytes();
    let year = i32::from_le_bytes([low, high, 0, 0]);
    YEAR_ZERO + 365 * year + (8 * year + 21) / 33
}

/// The greatest y with `nowruz(y) ≤ epoch_days`.
///
/// With n days since year zero, 365·y + ⌊(8·y + 21) / 33⌋ ≤ n says the same as
/// (365·33 + 8)·y ≤ 33·n + 11; 365·33 + 8 = 12,053 days make 33 years.
fn year_of(epoch_days: i32) -> Option<u16> {
    let first = nowruz(FIRST_SOLAR_YEAR);
    // The range also bounds the product below.
    if !(first..nowruz(LAST_SOLAR_YEAR + 1)).contains(&epoch_days) {
        return None;
    }
    u16::try_from((33 * (epoch_days - YEAR_ZERO) + 11) / 12_053).ok()
}

const fn days_before_month(month: i32) -> i32 {
    if month <= 7 { 31 * (month - 1) } else { DAYS_TO_MEHR + 30 * (month - 7) }
}

fn days_in_month(year: u16, month: u8) -> Option<u8> {
    match month {
        1..=6 => Some(31),
        7..=11 => Some(30),
        12 if is_leap(year) => Some(30),
        12 => Some(29),
        _ => None,
    }
}

fn is_leap(year: u16) -> bool {
    (25 * u32::from(year) + 11) % 33 < 8
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = include_str!("../../../../data/jalali_leap.csv");

    #[test]
    fn the_leap_rule_and_nowruz_equal_the_official_table() {
        let mut years = FIRST_SOLAR_YEAR..=LAST_SOLAR_YEAR;
        for line in TABLE.lines().skip(1) {
            let fields: Vec<&str> = line.split(',').collect();
            let year = years.next().unwrap();
            assert_eq!(fields[0], year.to_string());
            assert_eq!(fields[1] == "1", is_leap(year), "{year}");
            assert_eq!(fields[3], Day::from_solar(year, 1, 1).unwrap().to_string(), "{year}");
        }
        assert_eq!(years.next(), None);
    }

    #[test]
    fn every_date_of_the_years_1206_to_1498_is_one_day_and_no_day_is_missing() {
        let mut expected = Day::from_solar(FIRST_SOLAR_YEAR, 1, 1).unwrap();
        for year in FIRST_SOLAR_YEAR..=LAST_SOLAR_YEAR {
            for month in 1..=12 {
                for day in 1..=days_in_month(year, month).unwrap() {
                    assert_eq!(Day::from_solar(year, month, day), Ok(expected));
                    assert_eq!(expected.solar(), Ok(SolarDate { year, month, day }));
                    expected = expected.checked_add_days(1).unwrap();
                }
            }
        }
        let after = expected.epoch_days();
        assert_eq!(expected.solar(), Err(NoSuchDate::BeyondCalendar { epoch_days: after }));
    }

    #[test]
    fn days_outside_the_calendar_have_no_solar_date() {
        let before = nowruz(FIRST_SOLAR_YEAR) - 1;
        for epoch_days in [i32::MIN, before, nowruz(LAST_SOLAR_YEAR + 1), i32::MAX] {
            let outside = Err(NoSuchDate::BeyondCalendar { epoch_days });
            assert_eq!(Day::from_epoch_days(epoch_days).solar(), outside);
        }
        for year in [0, 1205, 1499, u16::MAX] {
            let outside = NoSuchDate::YearOutside { year: i32::from(year), first: 1206, last: 1498 };
            assert_eq!(Day::from_solar(year, 1, 1), Err(outside));
        }
    }

    #[test]
    fn known_days_agree_in_both_calendars() {
        let known = [
            ("1304-01-01", "1925-03-21"),
            ("1348-10-11", "1970-01-01"),
            ("1357-11-22", "1979-02-11"),
            ("1396-10-07", "2017-12-28"),
            ("1396-10-18", "2018-01-08"),
            ("1399-12-30", "2021-03-20"),
            ("1400-01-01", "2021-03-21"),
            ("1403-12-30", "2025-03-20"),
            ("1404-01-01", "2025-03-21"),
            ("1404-07-28", "2025-10-20"),
            ("1404-09-01", "2025-11-22"),
            ("1404-12-29", "2026-03-20"),
            ("1405-01-01", "2026-03-21"),
            ("1408-12-30", "2030-03-20"),
            ("1409-01-01", "2030-03-21"),
            ("1469-12-30", "2091-03-20"),
            ("1470-01-01", "2091-03-21"),
            ("1498-12-29", "2120-03-19"),
        ];
        for (solar, iso) in known {
            let day = Day::parse_solar(solar).unwrap();
            assert_eq!(day.to_string(), iso);
            assert_eq!(Day::parse_iso(iso).unwrap().solar().unwrap().to_string(), solar);
        }
    }

    #[test]
    fn an_impossible_solar_date_says_which_part_is_impossible() {
        let day_outside = |year, month, day, last| NoSuchDate::DayOutside { year, month, day, last }.into();
        let impossible: [(&str, ParseDateError); 8] = [
            ("1404-12-30", day_outside(1404, 12, 30, 29)),
            ("1403-12-31", day_outside(1403, 12, 31, 30)),
            ("1404-07-31", day_outside(1404, 7, 31, 30)),
            ("1404-07-00", day_outside(1404, 7, 0, 30)),
            ("1404-13-01", NoSuchDate::MonthOutside { month: 13 }.into()),
            ("1404-00-10", NoSuchDate::MonthOutside { month: 0 }.into()),
            ("2025-10-20", NoSuchDate::YearOutside { year: 2025, first: 1206, last: 1498 }.into()),
            ("1404/07/28", ParseDateError::Shape),
        ];
        for (text, reason) in impossible {
            assert_eq!(Day::parse_solar(text), Err(reason), "{text}");
        }
    }
}
