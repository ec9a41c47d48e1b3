//! The provinces and counties of the ceremony, from the data files.

const PROVINCES: &str = include_str!("../../../../data/provinces.csv");
const COUNTIES: &str = include_str!("../../../../data/counties.csv");

/// The eight provinces of the ceremony.
pub const CEREMONY: [&str; 8] = ["IR-06", "IR-14", "IR-08", "IR-22", "IR-25", "IR-29", "IR-09", "IR-11"];

/// A province.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Province {
    /// ISO 3166-2 code.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its name in English.
    pub english: &'static str,
    /// Its counties.
    pub counties: Vec<County>,
}

/// A county.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct County {
    /// The Statistical Centre's code.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
}

/// The provinces of the ceremony with their counties, in its order.
#[must_use]
pub fn provinces() -> Vec<Province> {
    CEREMONY.iter().filter_map(|code| province(code)).collect()
}

fn province(code: &'static str) -> Option<Province> {
    let row: Vec<&str> =
        PROVINCES.lines().map(|line| line.split(',').collect()).find(|row: &Vec<_>| row.first() == Some(&code))?;
    let [_, name, english, ..] = *row else { return None };
    let counties = COUNTIES
        .lines()
        .filter_map(|line| {
            let [code_of_county, province, name, _] = *line.split(',').collect::<Vec<_>>() else { return None };
            (province == code).then_some(County { code: code_of_county, name })
        })
        .collect();
    Some(Province { code, name, english, counties })
}

#[cfg(test)]
mod tests {
    use super::{CEREMONY, provinces};

    #[test]
    fn every_province_of_the_ceremony_has_counties() {
        let provinces = provinces();
        assert_eq!(provinces.len(), CEREMONY.len());
        assert!(provinces.iter().all(|province| !province.counties.is_empty()));
    }
}
