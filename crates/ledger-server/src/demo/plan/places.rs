//! The provinces and counties of the country, from the data files, and which of them the ceremony is in.

const PROVINCES: &str = include_str!("../../../../../data/provinces.csv");
const COUNTIES: &str = include_str!("../../../../../data/counties.csv");

/// The eight provinces of the ceremony, in its order.
const CEREMONY: [&str; 8] = ["IR-06", "IR-14", "IR-08", "IR-22", "IR-25", "IR-29", "IR-09", "IR-11"];

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

/// The country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// All provinces with their counties, in the order of their codes.
    pub provinces: Vec<Province>,
    /// The provinces of the ceremony, by their places, in its order.
    pub ceremony: Vec<usize>,
}

impl Places {
    /// The country as the data files have it.
    #[must_use]
    pub fn read() -> Self {
        let provinces: Vec<Province> = PROVINCES.lines().skip(1).filter_map(province).collect();
        let place = |code: &&str| provinces.iter().position(|province| province.code == *code);
        let ceremony = CEREMONY.iter().filter_map(place).collect();
        Self { provinces, ceremony }
    }

    /// The place of a province.
    #[must_use]
    pub fn province(&self, code: &str) -> Option<usize> {
        self.provinces.iter().position(|province| province.code == code)
    }

    /// The code of a province; empty if there is none at this place.
    #[must_use]
    pub fn code(&self, province: usize) -> &'static str {
        self.provinces.get(province).map_or("", |province| province.code)
    }

    /// How many counties a province has.
    #[must_use]
    pub fn counties(&self, province: usize) -> usize {
        self.provinces.get(province).map_or(0, |province| province.counties.len())
    }
}

fn province(row: &'static str) -> Option<Province> {
    let [code, name, english, ..] = *row.split(',').collect::<Vec<_>>() else { return None };
    let counties = COUNTIES.lines().filter_map(|line| {
        let [code_of_county, province, name, _] = *line.split(',').collect::<Vec<_>>() else { return None };
        (province == code).then_some(County { code: code_of_county, name })
    });
    Some(Province { code, name, english, counties: counties.collect() })
}

#[cfg(test)]
mod tests {
    use super::Places;

    #[test]
    fn the_country_has_31_provinces_and_448_counties_and_the_ceremony_is_in_eight() {
        let places = Places::read();
        assert_eq!(places.provinces.len(), 31);
        assert_eq!(places.provinces.iter().map(|province| province.counties.len()).sum::<usize>(), 448);
        let english = places.ceremony.iter().map(|place| places.provinces[*place].english);
        assert_eq!(
            english.collect::<Vec<_>>(),
            [
                "Khuzestan",
                "Chaharmahal and Bakhtiari",
                "Kerman",
                "Hormozgan",
                "Qom",
                "South Khorasan",
                "Razavi Khorasan",
                "Sistan and Baluchestan"
            ]
        );
    }
}
