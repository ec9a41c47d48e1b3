//! Why a year, month and day name no date: facts for the caller to put into words.

use std::fmt;

/// A year, a month and a day that are not a date of the calendar that was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoSuchDate {
    /// The calendar is not kept for this year.
    YearOutside {
        /// The year asked for.
        year: i32,
        /// The first year that is kept.
        first: i32,
        /// The last year that is kept.
        last: i32,
    },
    /// There is no such month; months run from 1 to 12.
    MonthOutside {
        /// The month asked for.
        month: u8,
    },
    /// The month of that year is shorter; days run from 1 to `last`.
    DayOutside {
        /// The year asked for.
        year: i32,
        /// The month asked for.
        month: u8,
        /// The day asked for.
        day: u8,
        /// The last day of that month in that year.
        last: u8,
    },
    /// The day lies before or after every year of the calendar.
    BeyondCalendar {
        /// The day asked for, counted from 1970-01-01.
        epoch_days: i32,
    },
}

impl fmt::Display for NoSuchDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::YearOutside { year, first, last } => {
                write!(f, "year {year} is outside {first} to {last}")
            }
            Self::MonthOutside { month } => write!(f, "there is no month {month}"),
            Self::DayOutside { year, month, day, last } => {
                write!(f, "{year:04}-{month:02} has {last} days, there is no day {day}")
            }
            Self::BeyondCalendar { epoch_days } => {
                write!(f, "the day {epoch_days} from 1970-01-01 is outside the calendar")
            }
        }
    }
}

impl std::error::Error for NoSuchDate {}

/// Why a text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseDateError {
    /// The text is not four digits, a dash, two digits, a dash and two digits.
    Shape,
    /// The shape is right, the date is not.
    NoSuchDate(NoSuchDate),
}

impl fmt::Display for ParseDateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape => f.write_str("a date is written YYYY-MM-DD"),
            Self::NoSuchDate(reason) => reason.fmt(f),
        }
    }
}

impl std::error::Error for ParseDateError {}

impl From<NoSuchDate> for ParseDateError {
    fn from(reason: NoSuchDate) -> Self {
        Self::NoSuchDate(reason)
    }
}

/// The three numbers of `YYYY-MM-DD`, in ASCII digits and in exactly this shape.
pub(super) fn split(text: &str) -> Result<(u16, u8, u8), ParseDateError> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text.as_bytes() else {
        return Err(ParseDateError::Shape);
    };
    let century = u16::from(two_digits(y1, y2)?);
    let year = century * 100 + u16::from(two_digits(y3, y4)?);
    Ok((year, two_digits(m1, m2)?, two_digits(d1, d2)?))
}

fn two_digits(tens: u8, units: u8) -> Result<u8, ParseDateError> {
    if tens.is_ascii_digit() && units.is_ascii_digit() {
        Ok((tens - b'0') * 10 + (units - b'0'))
    } else {
        Err(ParseDateError::Shape)
    }
}
