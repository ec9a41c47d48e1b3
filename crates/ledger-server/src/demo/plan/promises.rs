//! What donors promise beside their gifts, what of it comes, and state credit: all of it outside the sum of the gifts.

use super::donors::Donor;
use super::places::Places;
use super::wish::{Area, Programme, Wish};
use crate::demo::timetable::YEAR;
use ledger_core::time::{Day, NoSuchDate};

/// What each line of state credit is, in rial. It lies in the Treasury's account.
pub const STATE_CREDIT: [u64; 2] = [200_000_000_000, 100_000_000_000];

/// What becomes of a promise in the year of the ceremony.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Nothing came yet.
    Open,
    /// So much of it came, in rial.
    Received(u64),
    /// The donor withdrew it.
    Cancelled,
    /// So much of it was given up, in rial.
    WrittenOff(u64),
}

/// A promise of money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// Who promised.
    pub donor: Donor,
    /// What for.
    pub wish: Wish,
    /// When how much is due, in rial.
    pub instalments: Vec<(Day, u64)>,
    /// What becomes of it.
    pub fate: Fate,
}

impl Promise {
    /// What was promised, in rial.
    #[must_use]
    pub fn promised(&self) -> u64 {
        self.instalments.iter().map(|(_, rials)| rials).sum()
    }

    /// What came of it, in rial.
    #[must_use]
    pub const fn received(&self) -> u64 {
        match self.fate {
            Fate::Received(rials) => rials,
            Fate::Open | Fate::Cancelled | Fate::WrittenOff(_) => 0,
        }
    }

    /// What was given up of it, in rial.
    #[must_use]
    pub fn given_up(&self) -> u64 {
        match self.fate {
            Fate::Cancelled => self.promised(),
            Fate::WrittenOff(rials) => rials,
            Fate::Open | Fate::Received(_) => 0,
        }
    }
}

/// The promises of money. The first has a fund of its own, of which nothing was received.
///
/// # Errors
/// If the calendar lacks a day of an instalment.
pub fn promises(places: &Places) -> Result<Vec<Promise>, NoSuchDate> {
    let at = |code: &str| places.province(code).map_or(Area::Country, Area::Province);
    let housing = |code: &str| Wish::programme_in(Programme::Housing, at(code));
    let until = Some(Day::from_solar(YEAR, 12, 29)?);
    let dowries_of_the_year = Wish { spend_by: until, ..Wish::programme_in(Programme::Dowry, at("IR-25")) };
    Ok(vec![
        Promise {
            donor: Donor::Company(0),
            wish: dowries_of_the_year,
            instalments: instalments(&[(8, 15), (9, 15), (10, 15), (11, 15)], 25_000_000_000)?,
            fate: Fate::Open,
        },
        Promise {
            donor: Donor::Company(1),
            wish: housing("IR-29"),
            instalments: instalments(&[(5, 1), (8, 1), (11, 1)], 20_000_000_000)?,
            fate: Fate::Received(20_000_000_000),
        },
        Promise {
            donor: Donor::Assembly(0),
            wish: Wish::programme_in(Programme::Livelihood, Area::Country),
            instalments: instalments(&[(3, 1), (5, 1)], 15_000_000_000)?,
            fate: Fate::Received(30_000_000_000),
        },
        Promise {
            donor: Donor::Company(2),
            wish: housing("IR-11"),
            instalments: instalments(&[(6, 1)], 10_000_000_000)?,
            fate: Fate::Cancelled,
        },
        Promise {
            donor: Donor::Company(3),
            wish: housing("IR-22"),
            instalments: instalments(&[(4, 1), (7, 1), (10, 1)], 12_000_000_000)?,
            fate: Fate::WrittenOff(12_000_000_000),
        },
    ])
}

/// Parts of the same size, each due on a day of the year of the ceremony.
fn instalments(days: &[(u8, u8)], rials: u64) -> Result<Vec<(Day, u64)>, NoSuchDate> {
    days.iter().map(|(month, day)| Ok((Day::from_solar(YEAR, *month, *day)?, rials))).collect()
}

#[cfg(test)]
mod tests {
    use super::{Fate, Promise, STATE_CREDIT, promises};
    use crate::demo::plan::places::Places;

    #[test]
    fn promises_of_236_billion_rials_leave_164_billion_open() {
        let promises = promises(&Places::read()).expect("days");
        let sum = |of: fn(&Promise) -> u64| promises.iter().map(of).sum::<u64>();
        assert_eq!(sum(Promise::promised), 236_000_000_000);
        assert_eq!(sum(Promise::received), 50_000_000_000);
        assert_eq!(sum(Promise::given_up), 22_000_000_000);
        let open = sum(|promise| promise.promised() - promise.received() - promise.given_up());
        assert_eq!(open, 164_000_000_000);
    }

    #[test]
    fn one_promise_is_received_in_part_one_cancelled_one_written_off_in_part() {
        let promises = promises(&Places::read()).expect("days");
        let fates: Vec<Fate> = promises.iter().map(|promise| promise.fate).collect();
        assert!(promises.iter().any(|p| p.received() > 0 && p.received() < p.promised()));
        assert!(fates.contains(&Fate::Cancelled));
        assert!(promises.iter().any(|p| matches!(p.fate, Fate::WrittenOff(rials) if rials < p.promised())));
    }

    #[test]
    fn state_credit_is_300_billion_rials() {
        assert_eq!(STATE_CREDIT.iter().sum::<u64>(), 300_000_000_000);
    }
}
