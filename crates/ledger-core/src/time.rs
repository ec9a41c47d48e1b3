//! Days, instants and fiscal years as numbers: what the rules need to know of time.
//!
//! Time always comes in with the command or the entry. This module must never read a clock, a time
//! zone database or a locale: the day of an entry has to come out the same on every machine and in
//! every year in which somebody checks it.

mod day;
mod fiscal_year;
mod no_such_date;
mod solar;
mod timestamp;

pub use day::Day;
pub use fiscal_year::FiscalYear;
pub use no_such_date::{NoSuchDate, ParseDateError};
pub use solar::{FIRST_SOLAR_YEAR, LAST_SOLAR_YEAR, SolarDate};
pub use timestamp::Timestamp;

/// The low byte of a number that the caller knows to lie in `0..=255`; exact there, and total.
const fn low_byte(small: i32) -> u8 {
    small.to_le_bytes()[0]
}
