//! Days and fiscal years as people write them, read exactly or refused, and days written back in both calendars.
//!
//! The year tells the calendar: Solar Hijri years end long before the ISO years that are accepted begin. Nothing is
//! guessed: the year comes first and has four digits, and a date that does not exist is never moved to one that does.

use crate::identifiers::ascii_digit;
use core::fmt;
use ledger_core::time::{Day, FIRST_SOLAR_YEAR, FiscalYear, LAST_SOLAR_YEAR, NoSuchDate};

/// ISO dates begin here: an older one is a year of the other calendar, mistyped.
const FIRST_ISO_YEAR: u16 = 1900;

/// Why a text is not a day or a fiscal year. Facts only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayError {
    /// It is not a year, a month and a day with the same mark between them.
    Shape,
    /// It is not a year of four digits.
    YearShape,
    /// The year belongs to neither calendar.
    YearOfNeither {
        /// The year.
        year: u16,
    },
    /// The shape is right, and there is no such date.
    Impossible(NoSuchDate),
}

impl From<NoSuchDate> for DayError {
    fn from(why: NoSuchDate) -> Self {
        Self::Impossible(why)
    }
}

impl fmt::Display for DayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape => f.write_str("a day is written 1404-07-28, 1404/7/28 or 2025-10-20"),
            Self::YearShape => f.write_str("a fiscal year is written 1404"),
            Self::YearOfNeither { year } => write!(
                f,
                "the year {year} is neither Solar Hijri ({FIRST_SOLAR_YEAR} to {LAST_SOLAR_YEAR}) nor ISO (from {FIRST_ISO_YEAR})"
            ),
            Self::Impossible(why) => why.fmt(f),
        }
    }
}

impl core::error::Error for DayError {}

/// The day of `1404-07-28`, `1404/7/28`, `۱۴۰۴/۷/۲۸` or `2025-10-20`.
///
/// # Errors
/// The shape, or the part that is impossible.
pub fn parse_day(text: &str) -> Result<Day, DayError> {
    let plain: String = text.trim().chars().map(ascii_digit).collect();
    let mark = if plain.contains('/') { '/' } else { '-' };
    let mut parts = plain.split(mark);
    let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(DayError::Shape);
    };
    let year = digits(year, 4..=4).ok_or(DayError::Shape)?;
    let of_two = |part| digits(part, 1..=2).and_then(|number| u8::try_from(number).ok()).ok_or(DayError::Shape);
    let (month, day) = (of_two(month)?, of_two(day)?);
    match year {
        FIRST_SOLAR_YEAR..=LAST_SOLAR_YEAR => Ok(Day::from_solar(year, month, day)?),
        FIRST_ISO_YEAR.. => Ok(Day::from_ymd(i32::from(year), month, day)?),
        _ => Err(DayError::YearOfNeither { year }),
    }
}

/// The fiscal year of `1404` or `۱۴۰۴`.
///
/// # Errors
/// The shape, or a year without a calendar.
pub fn parse_fiscal_year(text: &str) -> Result<FiscalYear, DayError> {
    let plain: String = text.trim().chars().map(ascii_digit).collect();
    let year = digits(&plain, 4..=4).ok_or(DayError::YearShape)?;
    Ok(FiscalYear::new(year)?)
}

/// A day in both calendars, `2025-10-20 (1404-07-28)`; the ISO date alone where the other calendar has no table.
#[must_use]
pub fn both_calendars(day: Day) -> String {
    match day.solar() {
        Ok(solar) => format!("{day} ({solar})"),
        Err(_) => day.to_string(),
    }
}

/// The number of so many ASCII digits and nothing else; more than a `u16` holds is none.
fn digits(text: &str, count: core::ops::RangeInclusive<usize>) -> Option<u16> {
    let is_number = count.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str) -> Result<String, DayError> {
        parse_day(text).map(|day| day.to_string())
    }

    #[test]
    fn a_day_is_read_in_either_calendar_and_in_every_usual_spelling() {
        let spellings = [
            "1404-07-28",
            "1404/07/28",
            "1404/7/28",
            "1404-7-28",
            "۱۴۰۴/۷/۲۸",
            "۱۴۰۴-۰۷-۲۸",
            "١٤٠٤/٧/٢٨",
            " 2025-10-20 ",
            "2025/10/20",
            "۲۰۲۵-۱۰-۲۰",
        ];
        for text in spellings {
            assert_eq!(iso(text).as_deref(), Ok("2025-10-20"), "{text}");
        }
        assert_eq!(iso("1408-12-30").as_deref(), Ok("2030-03-20"), "1408 is leap");
        assert_eq!(iso("1900-01-01").as_deref(), Ok("1900-01-01"));
    }

    #[test]
    fn an_impossible_date_is_refused_with_the_part_that_is_impossible() {
        let day = |year, month, day, last| DayError::Impossible(NoSuchDate::DayOutside { year, month, day, last });
        let month = |month| DayError::Impossible(NoSuchDate::MonthOutside { month });
        let refused = [
            ("1404-12-30", day(1404, 12, 30, 29), "1404-12 has 29 days, there is no day 30"),
            ("۱۴۰۴/۷/۳۱", day(1404, 7, 31, 30), "1404-07 has 30 days, there is no day 31"),
            ("2025-02-29", day(2025, 2, 29, 28), "2025-02 has 28 days, there is no day 29"),
            ("1404/13/1", month(13), "there is no month 13"),
            ("2025-00-10", month(0), "there is no month 0"),
        ];
        for (text, reason, words) in refused {
            assert_eq!(parse_day(text), Err(reason), "{text}");
            assert_eq!(reason.to_string(), words);
        }
        for year in [1205, 1499, 1899, 0] {
            assert_eq!(parse_day(&format!("{year:04}-01-01")), Err(DayError::YearOfNeither { year }));
        }
    }

    #[test]
    fn what_could_mean_two_days_is_no_day() {
        let unclear = [
            "",
            "1404",
            "1404-07",
            "04/7/28",
            "28/7/1404",
            "28-10-2025",
            "1404-07/28",
            "1404-07-28-1",
            "14040728",
            "1404.7.28",
            "1404-7-028",
            "1404- 7-28",
            "1404-07-2x",
            "+404-07-28",
            "\u{200E}1404-07-28",
        ];
        for text in unclear {
            assert_eq!(parse_day(text), Err(DayError::Shape), "{text}");
        }
    }

    #[test]
    fn a_fiscal_year_is_four_digits_of_the_solar_calendar() {
        for text in ["1404", "۱۴۰۴", " ١٤٠٤ "] {
            assert_eq!(parse_fiscal_year(text).map(FiscalYear::number), Ok(1404), "{text}");
        }
        for text in ["", "404", "14040", "1404/7", "سال ۱۴۰۴"] {
            assert_eq!(parse_fiscal_year(text), Err(DayError::YearShape), "{text}");
        }
        let outside = NoSuchDate::YearOutside { year: 2025, first: 1206, last: 1498 };
        assert_eq!(parse_fiscal_year("2025"), Err(DayError::Impossible(outside)));
    }

    #[test]
    fn a_day_is_shown_in_both_calendars_and_reads_back_from_each() {
        let ceremony = parse_day("1404/7/28").unwrap();
        assert_eq!(both_calendars(ceremony), "2025-10-20 (1404-07-28)");
        assert_eq!(both_calendars(parse_day("2120-03-20").unwrap()), "2120-03-20 (1498-12-30)");
        assert_eq!(both_calendars(parse_day("2120-03-21").unwrap()), "2120-03-21");
        for days in -10_000..40_000 {
            let day = Day::from_epoch_days(days);
            assert_eq!(parse_day(&day.to_string()), Ok(day));
            assert_eq!(parse_day(&day.solar().unwrap().to_string()), Ok(day));
        }
    }
}
