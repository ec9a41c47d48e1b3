//! The grants that the ceremony asks for, and the synthetic persons that they are for.

use super::places::Province;

/// One dowry grant, in rial: the programme's cap.
pub const DOWRY: u64 = 400_000_000;
/// One marriage grant, in rial: the programme's cap.
pub const MARRIAGE: u64 = 200_000_000;
/// What all grants sum to, in rial.
pub const GRANTS_TOTAL: u64 = 18_000_000_000;

/// The two programmes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Programme {
    /// Dowry grants.
    Dowry,
    /// Marriage grants.
    Marriage,
}

impl Programme {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Dowry, Self::Marriage];

    /// Its code in the book; also its benefit group.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Dowry => "dowry",
            Self::Marriage => "marriage",
        }
    }

    /// Its public name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dowry => "جهیزیه",
            Self::Marriage => "هدیه ازدواج",
        }
    }

    /// One grant, in rial: its rule's cap.
    #[must_use]
    pub const fn amount(self) -> u64 {
        match self {
            Self::Dowry => DOWRY,
            Self::Marriage => MARRIAGE,
        }
    }
}

/// A grant that is applied for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedGrant {
    /// The programme.
    pub programme: Programme,
    /// The province.
    pub province: usize,
    /// The county of the office that applies.
    pub county: usize,
    /// The serial number of the person (or of the couple's first person).
    pub person: u32,
}

impl PlannedGrant {
    /// In rial.
    #[must_use]
    pub const fn amount(&self) -> u64 {
        self.programme.amount()
    }
}

/// The grants: five dowries in each province, and ten marriages, two of them in each of the first two provinces.
#[must_use]
pub fn grants(provinces: &[Province]) -> Vec<PlannedGrant> {
    let mut grants = Vec::new();
    let mut person = 0_u32;
    for (province, row) in provinces.iter().enumerate() {
        let marriages = if province < 2 { 2 } else { 1 };
        let programmes = [(Programme::Dowry, 5), (Programme::Marriage, marriages)];
        for (programme, count) in programmes {
            for number in 0..count {
                let county = usize::checked_rem(number, row.counties.len()).unwrap_or(0);
                grants.push(PlannedGrant { programme, province, county, person });
                person = person.saturating_add(2);
            }
        }
    }
    grants
}

/// A synthetic national id: prefix 999, which was never issued, and a right check digit.
#[must_use]
pub fn national_id(serial: u32) -> String {
    let nine = format!("999{:06}", serial.saturating_add(100_000));
    let sum = nine.bytes().zip((2..=10_u32).rev()).fold(0_u32, |sum, (digit, weight)| {
        sum.saturating_add(u32::from(digit.saturating_sub(b'0')).saturating_mul(weight))
    });
    let rest = sum % 11;
    let check = if rest < 2 { rest } else { 11_u32.saturating_sub(rest) };
    format!("{nine}{check}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::places::provinces;

    #[test]
    fn the_grants_are_what_the_ceremony_says() {
        let grants = grants(&provinces());
        assert_eq!(grants.len(), 50);
        assert_eq!(grants.iter().filter(|grant| grant.programme == Programme::Dowry).count(), 40);
        assert_eq!(grants.iter().map(PlannedGrant::amount).sum::<u64>(), GRANTS_TOTAL);
    }

    #[test]
    fn every_national_id_of_the_ceremony_checks() {
        for serial in 0..300 {
            let id = national_id(serial);
            assert!(id.starts_with("999"));
            ledger_wire::identifiers::NationalId::parse(&id).expect("a sound national id");
        }
    }
}
