//! An instant in microseconds, and the day that it falls on in a given offset from UTC.

use std::fmt;

use super::day::Day;

const MICROS_IN_SECOND: i64 = 1_000_000;
const MICROS_IN_MINUTE: i64 = 60 * MICROS_IN_SECOND;
const MICROS_IN_DAY: i64 = 24 * 60 * MICROS_IN_MINUTE;

/// An instant: microseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// `Display` writes UTC, `2025-10-20T08:30:00.000000Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The instant so many microseconds after the Unix epoch.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since the Unix epoch.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// The instant so many microseconds later (or earlier, if negative), if it can be counted.
    #[must_use]
    pub const fn checked_add_micros(self, micros: i64) -> Option<Self> {
        match self.0.checked_add(micros) {
            Some(sum) => Some(Self(sum)),
            None => None,
        }
    }

    /// The day on the wall in Tehran, by the book's offset from UTC in minutes (+03:30 is 210).
    ///
    /// The offset is a record of the book and not a constant: Iran had summer time until 2022.
    #[must_use]
    pub fn tehran_day(self, utc_offset_minutes: i16) -> Day {
        // The offset is added to the time of day and not to the instant, which could overflow.
        let time_of_day = self.0.rem_euclid(MICROS_IN_DAY);
        let shifted = time_of_day + i64::from(utc_offset_minutes) * MICROS_IN_MINUTE;
        let days = self.0.div_euclid(MICROS_IN_DAY) + shifted.div_euclid(MICROS_IN_DAY);
        day_from_count(days)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = self.tehran_day(0);
        let time_of_day = self.0.rem_euclid(MICROS_IN_DAY);
        let (minutes, rest) = (time_of_day / MICROS_IN_MINUTE, time_of_day % MICROS_IN_MINUTE);
        let (seconds, micros) = (rest / MICROS_IN_SECOND, rest % MICROS_IN_SECOND);
        write!(f, "{day}T{:02}:{:02}:{seconds:02}.{micros:06}Z", minutes / 60, minutes % 60)
    }
}

/// All of i64 in microseconds is 106,751,992 days each way, so the four low bytes hold the count.
const fn day_from_count(days: i64) -> Day {
    let [a, b, c, d, ..] = days.to_le_bytes();
    Day::from_epoch_days(i32::from_le_bytes([a, b, c, d]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEHRAN: i16 = 210;

    fn at(day: &str, micros_of_day: i64) -> Timestamp {
        let days = i64::from(Day::parse_iso(day).unwrap().epoch_days());
        Timestamp::from_micros(days * MICROS_IN_DAY + micros_of_day)
    }

    #[test]
    fn the_day_in_tehran_begins_at_half_past_eight_in_the_evening_utc() {
        let midnight = (20 * 60 + 30) * MICROS_IN_MINUTE;
        assert_eq!(at("2025-10-19", midnight - 1).tehran_day(TEHRAN).to_string(), "2025-10-19");
        assert_eq!(at("2025-10-19", midnight).tehran_day(TEHRAN).to_string(), "2025-10-20");
    }

    #[test]
    fn an_instant_before_the_epoch_falls_on_the_day_before() {
        assert_eq!(Timestamp::from_micros(-1).tehran_day(0).epoch_days(), -1);
        assert_eq!(Timestamp::from_micros(-1).tehran_day(TEHRAN).epoch_days(), 0);
        assert_eq!(Timestamp::from_micros(0).tehran_day(-1).epoch_days(), -1);
    }

    #[test]
    fn the_first_and_last_instants_have_a_day() {
        assert_eq!(Timestamp::from_micros(i64::MIN).tehran_day(0).epoch_days(), -106_751_992);
        assert_eq!(Timestamp::from_micros(i64::MAX).tehran_day(0).epoch_days(), 106_751_991);
        let furthest = Timestamp::from_micros(i64::MAX).tehran_day(i16::MAX);
        assert_eq!(furthest.epoch_days(), 106_751_991 + 22);
        assert_eq!(Timestamp::from_micros(i64::MAX).checked_add_micros(1), None);
    }

    #[test]
    fn an_instant_is_shown_in_utc() {
        let morning = at("2025-10-20", (8 * 60 + 30) * MICROS_IN_MINUTE + 7);
        assert_eq!(morning.to_string(), "2025-10-20T08:30:00.000007Z");
        assert_eq!(Timestamp::from_micros(-1).to_string(), "1969-12-31T23:59:59.999999Z");
    }
}
